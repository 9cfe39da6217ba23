//! How long PostgreSQL may leave something unanswered. A line that swallows packets on the way tells neither end, and the system
//! goes on trying for a quarter of an hour (`docs/decisions/0023-a-database-that-does-not-answer.md`). SQLite is not waited for
//! in this way: its disk is this machine's.

use std::io;
use std::time::Duration;

/// For a connection, and for a statement on a few rows.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// For a statement that carries a whole state.
pub(super) const PATIENCE_WITH_SNAPSHOTS: Duration = Duration::from_mins(2);

/// What PostgreSQL gives up by itself, where this end of a connection is gone: else locks of a dead server stay for two hours.
pub(super) const OF_THE_SERVER: [(&str, &str); 4] = [
    ("tcp_keepalives_idle", "15"),
    ("tcp_keepalives_interval", "5"),
    ("tcp_keepalives_count", "3"),
    ("tcp_user_timeout", "30000"),
];

/// The answer, or an error once it took too long; whether the statement happened is then not known.
pub(super) async fn in_time<T>(
    patience: Duration,
    answer: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    let late = |_| Err(sqlx::Error::Io(io::ErrorKind::TimedOut.into()));
    tokio::time::timeout(patience, answer).await.unwrap_or_else(late)
}
