//! The subcommands, a file each.

pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod classify;
pub(crate) mod db;
pub(crate) mod diff;
pub(crate) mod doctor;
pub(crate) mod explain;
pub(crate) mod init;
pub(crate) mod judge;
mod judge_declaration;
pub(crate) mod keys;
pub(crate) mod manual;
pub(crate) mod probe;
pub(crate) mod reference;
pub(crate) mod register;
pub(crate) mod register_attach;
pub(crate) mod register_import;
pub(crate) mod register_run;
pub(crate) mod register_what_if;
pub(crate) mod sheet;
pub(crate) mod standard;
