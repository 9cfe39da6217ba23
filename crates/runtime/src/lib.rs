//! One city is one ledger stream and its state in memory: runs commands and jobs.
