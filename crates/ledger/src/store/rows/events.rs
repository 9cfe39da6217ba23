//! Events: sealed, in order. Written once; nothing here changes or removes one.

use super::{execute, on, sound};
use crate::chain::{ChainHash, Sequence};
use crate::city::CityId;
use crate::store::{StoreError, Transaction};
use futures_util::TryStreamExt as _;

/// As stored: the verifier must also see what is wrong, so nothing is checked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EventRow {
    pub(crate) sequence: i64,
    pub(crate) hash: Vec<u8>,
    pub(crate) envelope: Vec<u8>,
}

/// Events fetched at once, and the bytes after which a page ends. Where events are at their largest, memory holds a page and what SQLite
/// has read ahead.
const PAGE: i64 = 128;
const PAGE_BYTES: usize = 16 * 1024 * 1024;

/// Events in order.
pub(crate) struct EventPage {
    pub(crate) rows: Vec<EventRow>,
    /// Nothing comes after them.
    pub(crate) is_last: bool,
}

impl Transaction {
    pub(crate) async fn insert_event(
        &mut self,
        city: &CityId,
        sequence: Sequence,
        hash: ChainHash,
        envelope: &[u8],
    ) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO events (city, sequence, hash, envelope) VALUES ($1, $2, $3, $4)";
        execute!(
            self,
            sqlx::query(SQL)
                .bind(city.as_str())
                .bind(sequence.column())
                .bind(hash.as_bytes().as_slice())
                .bind(envelope)
        )?;
        Ok(())
    }

    /// A row from a backup, as it is: checked before.
    pub(crate) async fn insert_event_row(&mut self, city: &CityId, row: &EventRow) -> Result<(), StoreError> {
        let sequence = sound("events", Sequence::from_column(row.sequence))?;
        let hash = sound("events", ChainHash::from_slice(&row.hash))?;
        self.insert_event(city, sequence, hash, &row.envelope).await
    }

    /// A page of events after `after`, by number. (Numbers below 1 are an edit and come too, for the verifier.)
    pub(crate) async fn list_events(&mut self, city: &CityId, after: i64) -> Result<EventPage, StoreError> {
        const SQL: &str = "SELECT sequence, hash, envelope FROM events WHERE city = $1 AND sequence > $2 \
                           ORDER BY sequence LIMIT $3";
        on!(self, connection => async {
            let query = sqlx::query_as(SQL).bind(city.as_str()).bind(after).bind(PAGE);
            let mut fetched = query.fetch(connection);
            let (mut page, mut bytes) = (EventPage { rows: Vec::new(), is_last: true }, 0_usize);
            while let Some((sequence, hash, envelope)) = fetched.try_next().await? {
                let envelope: Vec<u8> = envelope;
                bytes = bytes.saturating_add(envelope.len());
                page.rows.push(EventRow { sequence, hash, envelope });
                if bytes >= PAGE_BYTES {
                    page.is_last = false;
                    break;
                }
            }
            page.is_last &= i64::try_from(page.rows.len()).is_ok_and(|length| length < PAGE);
            Ok(page)
        })
    }

    /// The hash stored with an event; of [`Sequence::START`], the city's genesis.
    pub(crate) async fn find_hash(
        &mut self,
        city: &CityId,
        sequence: Sequence,
    ) -> Result<Option<ChainHash>, StoreError> {
        const SQL: &str = "SELECT hash FROM events WHERE city = $1 AND sequence = $2";
        if sequence == Sequence::START {
            return Ok(Some(ChainHash::genesis(city)));
        }
        let columns: Option<(Vec<u8>,)> = on!(self, connection =>
            sqlx::query_as(SQL).bind(city.as_str()).bind(sequence.column()).fetch_optional(connection))?;
        columns.map(|(hash,)| sound("events", ChainHash::from_slice(&hash))).transpose()
    }

    /// Cities that have events but no row of their own: only an edit makes them.
    pub(crate) async fn list_stray_cities(&mut self) -> Result<Vec<String>, StoreError> {
        const SQL: &str =
            "SELECT DISTINCT city FROM events WHERE city NOT IN (SELECT city FROM cities) ORDER BY city LIMIT 100";
        let columns: Vec<(String,)> = on!(self, connection => sqlx::query_as(SQL).fetch_all(connection))?;
        Ok(columns.into_iter().map(|(city,)| city).collect())
    }
}
