//! The contract of the ledger, on both databases, and what only one of them can show.

mod appending;
mod backups;
mod blobs;
mod canaries;
mod disk_faults;
mod keys;
mod opening;
mod reading;
mod verifying;
mod world;
