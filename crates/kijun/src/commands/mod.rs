//! The subcommands, a file each.

pub(crate) mod diff;
pub(crate) mod judge;
pub(crate) mod manual;
pub(crate) mod sheet;
pub(crate) mod standard;
