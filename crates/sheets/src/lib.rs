//! Documents of Kijun: check sheets, answers and judgements; bytes to model and back.
//!
//! This room reads no file and writes none: callers bring and take bytes. It judges nothing: a judgement comes in ready.

pub mod submission;
pub mod xlsx;

pub use submission::{Note, Reading, Submission};
