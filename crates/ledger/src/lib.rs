//! Sealed, append-only, hash-chained events and blobs, on SQLite or PostgreSQL, files or S3.
