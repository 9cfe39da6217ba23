//! A measured TLS server as a page, as JSON, and beside other addresses of its name. The verdict comes in ready; nothing here
//! judges, and nothing measures.

mod comparison;
mod json;
mod text;
mod words;

pub use comparison::{Aspect, comparison_json, comparison_text, find_differences};
pub use json::probe_json;
pub use text::probe_text;
