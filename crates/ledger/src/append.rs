//! Appending. One writer takes everything that is waiting, seals it in order, and makes it durable with one commit
//! (`docs/decisions/0015-group-commit.md`). An append is answered after that commit and never before.

use crate::chain::{Head, Sequence};
use crate::city::{CityId, UnknownCity};
use crate::envelope::{Kind, Place};
use crate::fault::Fault;
use crate::keys::KeyError;
use crate::ledger::{Core, Ledger};
use crate::store::{StoreError, Transaction};
use jiff::Timestamp;
use standard::Text;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// The largest payload, in bytes; what is larger is evidence and belongs into a blob. Room for the largest event that the rooms above
/// can make: a declaration of 1 MiB at most doubles as JSON, and 256 comments of 4,000 characters are 4 MiB.
pub const PAYLOAD_LIMIT: usize = 8 * 1024 * 1024;

/// Events of one append, and their bytes together: an append is in memory as a whole.
const EVENTS_LIMIT: usize = 1000;
const APPEND_BYTES_LIMIT: usize = 2 * PAYLOAD_LIMIT;

/// Appends and bytes that share a commit.
const BATCH_APPENDS: usize = 512;
const BATCH_BYTES: usize = 8 * 1024 * 1024;

/// Commits between two tidyings of SQLite's log: often enough to keep it small, seldom enough not to be felt.
const COMMITS_PER_TIDYING: u32 = 64;

/// What the writer of an append knows of the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The last event is this one. Anything else is a conflict: the writer decided on an older state.
    At(Sequence),
    /// Whatever is there: for events that do not depend on the state.
    Anywhere,
}

/// Where the events of an append stand now, durably.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appended {
    /// The first of them.
    pub first: Sequence,
    /// The stream's end with them.
    pub head: Head,
}

/// Why nothing was appended. All events of an append are there, or none.
#[derive(Clone, Debug, thiserror::Error)]
pub enum AppendError {
    /// Somebody else was first.
    #[error("the stream is at {}, not at {expected}", head.sequence)]
    Conflict {
        /// What the writer expected.
        expected: Sequence,
        /// Where the stream ends.
        head: Head,
    },
    /// No such city.
    #[error(transparent)]
    UnknownCity(#[from] UnknownCity),
    /// A payload is too large, or there are too many, or none.
    #[error("an append has 1 to {EVENTS_LIMIT} events of up to {PAYLOAD_LIMIT} bytes, {APPEND_BYTES_LIMIT} together")]
    Size,
    /// The city's keys cannot be had.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The database did not do it. After [`StoreError::Unavailable`] and [`StoreError::WriteFailed`] look at the head before
    /// trying again: the answer may have been lost, not the write.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is sent to the writer.
pub(crate) enum Message {
    Append(Request),
    Close(oneshot::Sender<()>),
}

pub(crate) struct Request {
    city: CityId,
    expected: Expected,
    payloads: Vec<Vec<u8>>,
    at: Timestamp,
    reply: oneshot::Sender<Result<Appended, AppendError>>,
}

impl Ledger {
    /// Appends events and answers once they are durable. A caller that stops waiting does not stop the write.
    pub async fn append(
        &self,
        city: &CityId,
        expected: Expected,
        payloads: Vec<Vec<u8>>,
        at: Timestamp,
    ) -> Result<Appended, AppendError> {
        let sound = (1..=EVENTS_LIMIT).contains(&payloads.len())
            && payloads.iter().all(|payload| payload.len() <= PAYLOAD_LIMIT)
            && payloads.iter().map(Vec::len).sum::<usize>() <= APPEND_BYTES_LIMIT;
        if !sound {
            return Err(AppendError::Size);
        }
        let closed = || AppendError::Store(StoreError::Unavailable(Arc::new(sqlx::Error::PoolClosed)));
        let (reply, answer) = oneshot::channel();
        let request = Request { city: city.clone(), expected, payloads, at, reply };
        self.appends.send(Message::Append(request)).await.map_err(|_| closed())?;
        answer.await.map_err(|_| closed())?
    }
}

/// The writer: runs until it is told to close or no handle is left.
pub(crate) async fn write(core: Arc<Core>, mut messages: mpsc::Receiver<Message>) {
    let mut commits = 0_u32;
    while let Some(first) = messages.recv().await {
        // Those whose last append was just answered come back first: else batches would alternate between one and the rest.
        tokio::task::yield_now().await;
        let (batch, closing) = gather(first, &mut messages);
        if !batch.is_empty() {
            commit(&core, batch).await;
            commits += 1;
        }
        if commits >= COMMITS_PER_TIDYING {
            commits = 0;
            core.database.tidy().await;
        }
        if let Some(done) = closing {
            core.database.close().await;
            // Whoever closed may have stopped waiting.
            let _ = done.send(());
            return;
        }
    }
    core.database.close().await;
}

/// Everything that is waiting, up to the bounds of a batch.
fn gather(first: Message, messages: &mut mpsc::Receiver<Message>) -> (Vec<Request>, Option<oneshot::Sender<()>>) {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    let mut next = Some(first);
    while let Some(message) = next {
        match message {
            Message::Append(request) => {
                bytes += request.payloads.iter().map(Vec::len).sum::<usize>();
                batch.push(request);
            }
            Message::Close(done) => return (batch, Some(done)),
        }
        let room = batch.len() < BATCH_APPENDS && bytes < BATCH_BYTES;
        next = if room { messages.try_recv().ok() } else { None };
    }
    (batch, None)
}

/// Writes a batch in one transaction and answers each of its requests.
async fn commit(core: &Core, batch: Vec<Request>) {
    // In the order of the ids, so that two servers never wait for each other; within a city in the order of arrival.
    let mut cities: BTreeMap<CityId, Vec<Request>> = BTreeMap::new();
    for request in batch {
        cities.entry(request.city.clone()).or_default().push(request);
    }
    let written = write_cities(core, &cities).await;
    let mut results = match written {
        Ok(results) => results.into_iter(),
        Err(error) => {
            let requests = cities.into_values().flatten();
            requests.for_each(|request| answer(request, Err(AppendError::Store(error.clone()))));
            return;
        }
    };
    for request in cities.into_values().flatten() {
        if let Some(result) = results.next() {
            answer(request, result);
        }
    }
}

/// A result for each request, once what succeeded is durable.
async fn write_cities(
    core: &Core,
    cities: &BTreeMap<CityId, Vec<Request>>,
) -> Result<Vec<Result<Appended, AppendError>>, StoreError> {
    let mut transaction = core.database.write().await?;
    let (mut results, mut heads) = (Vec::new(), Vec::new());
    for (city, requests) in cities {
        match CityWriter::begin(core, &mut transaction, city).await {
            Ok(mut writer) => {
                for request in requests {
                    results.push(writer.append(&mut transaction, request).await?);
                }
                transaction.set_head(city, writer.head).await?;
                heads.push((city, writer.head));
            }
            Err(AppendError::Store(error)) => return Err(error),
            Err(error) => results.extend(requests.iter().map(|_| Err(error.clone()))),
        }
    }
    transaction.commit().await?;
    core.database.note(heads.iter().map(|(city, head)| (*city, *head)));
    Ok(results)
}

/// Appends to one city within a transaction.
struct CityWriter<'a> {
    core: &'a Core,
    city: &'a CityId,
    key: Arc<crate::keys::data_key::DataKey>,
    head: Head,
}

impl<'a> CityWriter<'a> {
    async fn begin(core: &'a Core, transaction: &mut Transaction, city: &'a CityId) -> Result<Self, AppendError> {
        let row = transaction.lock_city(city).await?;
        let row = row.ok_or_else(|| UnknownCity { city: city.clone() })?;
        let key = core.keys.load(&core.database, city, row.key_epoch).await?;
        Ok(Self { core, city, key, head: row.head })
    }

    /// The outer error stops the whole batch, the inner one is this request's.
    async fn append(
        &mut self,
        transaction: &mut Transaction,
        request: &Request,
    ) -> Result<Result<Appended, AppendError>, StoreError> {
        let before = self.head;
        if let Expected::At(expected) = request.expected
            && expected != before.sequence
        {
            return Ok(Err(AppendError::Conflict { expected, head: before }));
        }
        // Sealed before anything is inserted: then all events of the request are there, or none.
        let mut sealed = Vec::with_capacity(request.payloads.len());
        let mut head = before;
        for payload in &request.payloads {
            let place = Place { kind: Kind::Event, city: self.city, sequence: head.sequence.next(), hash: head.hash };
            match self.key.seal(&place, request.at, payload, self.core.randomness.as_ref()) {
                Ok(envelope) => {
                    head = head.after(self.city, &envelope);
                    sealed.push((head, envelope));
                }
                Err(error) => return Ok(Err(error.into())),
            }
        }
        for (head, envelope) in &sealed {
            transaction.insert_event(self.city, head.sequence, head.hash, envelope).await?;
        }
        self.head = head;
        Ok(Ok(Appended { first: before.sequence.next(), head }))
    }
}

fn answer(request: Request, result: Result<Appended, AppendError>) {
    // A caller that stopped waiting gets no answer.
    let _ = request.reply.send(result);
}

impl Fault for AppendError {
    fn code(&self) -> &'static str {
        match self {
            Self::Conflict { .. } => "append-conflict",
            Self::UnknownCity(error) => error.code(),
            Self::Size => "append-size",
            Self::Key(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }

    fn text(&self) -> Text {
        match self {
            Self::Conflict { .. } => Text::new(
                "ほかの人の書き込みが先に入りました。最新の内容を見て、もう一度行ってください。",
                "somebody else wrote first; look at the latest state and try again",
            ),
            Self::UnknownCity(error) => error.text(),
            Self::Size => Text::new(
                format!(
                    "一度に追記できるのは {EVENTS_LIMIT} 件・{APPEND_BYTES_LIMIT} バイトまで、1件は {PAYLOAD_LIMIT} バイトまでです。分けるか、証跡として保管してください。"
                ),
                format!(
                    "an append has 1 to {EVENTS_LIMIT} events of up to {PAYLOAD_LIMIT} bytes each and {APPEND_BYTES_LIMIT} together; split it, or store larger things as evidence"
                ),
            ),
            Self::Key(error) => error.text(),
            Self::Store(error) => error.text(),
        }
    }
}
