//! What a vendor states about a service, once, for every city: facts with their evidence. A fact that is not stated is absent;
//! 不明 and 該当なし are stated. Which item a fact settles is the standard's and `settle`'s matter: one declaration serves any standard.

mod model;
mod read;
mod write;

pub use model::*;
pub use read::{FACT_LIMIT, LIST_LIMIT, TEXT_LIMIT, read_declaration, read_declaration_tree};
pub use write::declaration_tree;
