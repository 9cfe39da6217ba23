//! Backups: one portable file for both databases, with rows as they are sealed, evidence, and a manifest with the SHA-256 of
//! every part (`docs/decisions/0014-backup-file.md`). Made while writes go on, verified without keys, restored into an empty
//! ledger on either database.

mod check;
mod create;
mod error;
mod format;
mod manifest;
mod reader;
mod restore;

pub use check::{verify_backup, verify_backup_from};
pub use create::BackupSummary;
pub use error::BackupError;
pub use restore::{RestoreOptions, Restored, Rollback};
