//! Pages about a standard itself, as text for a terminal: its table, what is proved of it, what changed between two.

mod difference;
mod proof;
mod show;

pub use difference::{difference_text, flipped_text};
pub use proof::proof_text;
pub use show::standard_text;
