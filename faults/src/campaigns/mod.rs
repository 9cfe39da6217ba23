//! The campaigns, a file for each fault.

pub(crate) mod bit_flips;
pub(crate) mod clock;
pub(crate) mod disk_full;
pub(crate) mod failing_calls;
pub(crate) mod kill;
pub(crate) mod kill_in_backup;
pub(crate) mod kill_in_import;
pub(crate) mod kill_in_migration;
pub(crate) mod postgres_gone;
pub(crate) mod postgres_silent;
pub(crate) mod power_cut;
pub(crate) mod s3_gone;
