//! Reading a stream: page by page, so memory does not grow with it; each event checked against the chain and opened.

use crate::chain::{ChainHash, Head, Sequence};
use crate::city::{CityId, UnknownCity};
use crate::envelope::{Header, Kind, Place};
use crate::event::Event;
use crate::fault::Fault;
use crate::keys::KeyError;
use crate::ledger::{Core, Ledger};
use crate::store::{EventPage, EventRow, StoreError};
use crate::verify::{Defect, Finding};
use futures_util::stream::{self, Stream, TryStreamExt as _};
use standard::Text;
use std::sync::Arc;

/// Why a stream or a snapshot cannot be read.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ReadError {
    /// No such city.
    #[error(transparent)]
    UnknownCity(#[from] UnknownCity),
    /// The stream was altered.
    #[error("{0}")]
    Broken(Finding),
    /// A snapshot must stand at an event that there is, and must not be too large.
    #[error("a snapshot stands at an event of the stream and has at most {} bytes", crate::SNAPSHOT_LIMIT)]
    Snapshot,
    /// The city's keys cannot be had.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Ledger {
    /// The events after `after`, in order, to the end that the stream has when it is reached.
    pub fn read(&self, city: &CityId, after: Sequence) -> impl Stream<Item = Result<Event, ReadError>> + Send + use<> {
        let start = Some(Position { core: Arc::clone(&self.core), city: city.clone(), after, hash: None });
        let pages = stream::try_unfold(start, |position| async move {
            match position {
                Some(position) => position.read_page().await.map(Some),
                None => Ok(None),
            }
        });
        pages.map_ok(|page| stream::iter(page.into_iter().map(Ok))).try_flatten()
    }
}

/// How far a reader is.
struct Position {
    core: Arc<Core>,
    city: CityId,
    after: Sequence,
    /// Of the event `after`; not known before the first page.
    hash: Option<ChainHash>,
}

impl Position {
    /// A page, and the position after it unless the stream ends there.
    async fn read_page(self) -> Result<(Vec<Event>, Option<Self>), ReadError> {
        let mut transaction = self.core.database.read().await?;
        let city = transaction.find_city(&self.city).await?;
        let end = city.ok_or_else(|| UnknownCity { city: self.city.clone() })?.head;
        let hash = if let Some(hash) = self.hash {
            hash
        } else {
            let found = transaction.find_hash(&self.city, self.after).await?;
            found.ok_or_else(|| broken(&self.city, self.after, Defect::Missing))?
        };
        let EventPage { rows, is_last } = transaction.list_events(&self.city, self.after.column()).await?;
        drop(transaction);

        let mut head = Head { sequence: self.after, hash };
        let mut events = Vec::with_capacity(rows.len());
        for row in rows {
            events.push(open_next(&self.core, &self.city, &mut head, &row).await?);
        }
        if is_last && head != end && self.after <= end.sequence {
            return Err(broken(&self.city, head.sequence.next(), Defect::Missing));
        }
        let next = Self { after: head.sequence, hash: Some(head.hash), ..self };
        Ok((events, (!is_last).then_some(next)))
    }
}

/// Checks that a row continues the stream after `head`, opens it, and moves the head on.
async fn open_next(core: &Core, city: &CityId, head: &mut Head, row: &EventRow) -> Result<Event, ReadError> {
    let sequence = head.sequence.next();
    if row.sequence != sequence.column() {
        return Err(broken(city, sequence, Defect::Missing));
    }
    let next = head.after(city, &row.envelope);
    if next.hash.as_bytes().as_slice() != row.hash {
        return Err(broken(city, sequence, Defect::Altered));
    }
    let does_not_open = || broken(city, sequence, Defect::DoesNotOpen);
    let (header, _) = Header::parse(&row.envelope).ok_or_else(does_not_open)?;
    let key = core.keys.load(&core.database, city, header.epoch).await?;
    let place = Place { kind: Kind::Event, city, sequence, hash: head.hash };
    let payload = key.open(&place, &row.envelope).ok_or_else(does_not_open)?;
    *head = next;
    Ok(Event { sequence, recorded_at: header.recorded_at, hash: next.hash, payload })
}

fn broken(city: &CityId, sequence: Sequence, defect: Defect) -> ReadError {
    ReadError::Broken(Finding::at(city.as_str(), sequence.column(), defect))
}

impl Fault for ReadError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownCity(error) => error.code(),
            Self::Broken(finding) => finding.defect.code(),
            Self::Snapshot => "snapshot-size",
            Self::Key(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }

    fn text(&self) -> Text {
        match self {
            Self::UnknownCity(error) => error.text(),
            Self::Broken(finding) => finding.text(),
            Self::Snapshot => Text::new(
                "状態の控えは、記録にある事象の時点で、上限以下の大きさで作ってください。",
                "a snapshot stands at an event of the stream and is within the size limit",
            ),
            Self::Key(error) => error.text(),
            Self::Store(error) => error.text(),
        }
    }
}
