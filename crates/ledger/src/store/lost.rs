//! Writes that were acknowledged and are gone: what a SQLite database says, compared with what was noted beside it
//! (`heads`). Looked at before anything is opened to be written, so that nothing of the database or its log is touched.

use super::{DatabaseLocation, OpenError, StoreError, heads};
use crate::chain::{Head, Sequence};
use crate::city::CityId;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};
use std::path::Path;
use std::sync::Arc;

/// A city whose last acknowledged event is not in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostWrites {
    /// Whose.
    pub city: CityId,
    /// Where its stream ended, as it was noted.
    pub known: Head,
    /// The last event that the database has.
    pub found: Sequence,
}

/// The cities of a database that lost acknowledged writes. None on PostgreSQL, beside which nothing is noted.
///
/// # Errors
/// The database or the note cannot be read.
pub async fn find_lost_writes(location: &DatabaseLocation) -> Result<Vec<LostWrites>, OpenError> {
    match location {
        DatabaseLocation::Sqlite(path) => find_lost(path).await,
        DatabaseLocation::Postgres(_) => Ok(Vec::new()),
    }
}

pub(super) async fn find_lost(path: &Path) -> Result<Vec<LostWrites>, OpenError> {
    let place = heads::place(path);
    let noted = heads::read(path).map_err(|source| OpenError::File { path: place, source: Arc::new(source) })?;
    if noted.is_empty() {
        return Ok(Vec::new());
    }
    let lost_whole = |(city, known)| LostWrites { city, known, found: Sequence::START };
    if !path.exists() {
        return Ok(noted.into_iter().map(lost_whole).collect());
    }
    // A connection that cannot write does not tidy the log away when it is closed.
    let options = SqliteConnectOptions::new().filename(path).read_only(true);
    let mut connection = options.connect().await.map_err(StoreError::from)?;
    let lost = async {
        let tables = "SELECT count(*) FROM sqlite_schema WHERE name IN ('cities', 'events')";
        let (tables,): (i64,) = sqlx::query_as(tables).fetch_one(&mut connection).await?;
        if tables < 2 {
            return Ok(noted.into_iter().map(lost_whole).collect());
        }
        let mut lost = Vec::new();
        for (city, known) in noted {
            if let Some(found) = last_before(&mut connection, &city, known).await? {
                lost.push(LostWrites { city, known, found });
            }
        }
        Ok(lost)
    };
    let lost: Result<_, sqlx::Error> = lost.await;
    // It was only read.
    let _ = connection.close().await;
    Ok(lost.map_err(StoreError::from)?)
}

/// `None` if the event that was noted is there. That it, or the record of the head, was altered is for verification to say: it names
/// one city, and the others go on.
async fn last_before(
    connection: &mut SqliteConnection,
    city: &CityId,
    known: Head,
) -> Result<Option<Sequence>, sqlx::Error> {
    if known.sequence == Sequence::START {
        let sql = "SELECT count(*) FROM cities WHERE city = $1";
        let (cities,): (i64,) = sqlx::query_as(sql).bind(city.as_str()).fetch_one(connection).await?;
        return Ok((cities == 0).then_some(Sequence::START));
    }
    let sql = "SELECT count(*) FROM events WHERE city = $1 AND sequence = $2";
    let query = sqlx::query_as(sql).bind(city.as_str()).bind(known.sequence.column());
    let (there,): (i64,) = query.fetch_one(&mut *connection).await?;
    if there > 0 {
        return Ok(None);
    }
    let sql = "SELECT max(sequence) FROM events WHERE city = $1 AND sequence < $2";
    let query = sqlx::query_as(sql).bind(city.as_str()).bind(known.sequence.column());
    let (last,): (Option<i64>,) = query.fetch_one(connection).await?;
    Ok(Some(last.and_then(Sequence::from_column).unwrap_or(Sequence::START)))
}
