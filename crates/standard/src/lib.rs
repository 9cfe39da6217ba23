//! The standard as data, and the judge.
//!
//! A standard (items, the cells of its table, either/or rules, readings) is loaded from a file and checked
//! ([`Standard::load`]); the judge is a pure function of it and of the answers ([`Standard::judge`]). Unknown is never a pass.
//!
//! This room does no input or output, knows no clock, and depends on no other room. Problems of any input, documents with
//! places, and the spellings people use for answers live here too, because every room above reads with them.

pub mod answer;
pub mod check;
pub mod diff;
pub mod document;
pub mod input;
pub mod judge;
mod load;
pub mod portfolio;
pub mod problem;
pub mod prove;
mod reading;
mod reason;
pub mod remedy;
pub mod rule;
pub mod spelling;
pub mod standard;
pub mod text;
pub mod verdict;

pub use answer::{Answer, Answers, Decision};
pub use input::{Input, InputSet};
pub use judge::Judgement;
pub use load::SENDAI_CLOUD_USE;
pub use problem::{Place, Problem, Severity};
pub use reading::UnknownSetting;
pub use standard::{ClassIndex, Settings, Standard};
pub use text::{Language, Text};
pub use verdict::Verdict;
