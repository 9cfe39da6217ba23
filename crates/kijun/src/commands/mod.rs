//! The subcommands, a file each.

pub(crate) mod classify;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod judge;
mod judge_declaration;
pub(crate) mod manual;
pub(crate) mod probe;
pub(crate) mod reference;
pub(crate) mod sheet;
pub(crate) mod standard;
