//! The ledger as rooms above hold it: opening, cities, closing. Each operation has a file of its own (`append`, `read`,
//! `snapshot`, `blob`, `keys/rotate`, `erase`, `checkpoint`, `backup`, `verify`).

use crate::append::{self, Message};
use crate::blob::{BlobLocation, BlobStore};
use crate::chain::Head;
use crate::city::CityId;
use crate::fault::Fault;
use crate::keys::cache::KeyCache;
use crate::keys::{KeyError, KeyRing, SecretKey, WrapContext};
use crate::random::Randomness;
use crate::store::{
    CityRow, DataKeyRow, Database, DatabaseLocation, OpenError, RollbackMarker, StoreError, find_lost_writes,
};
use jiff::Timestamp;
use standard::Text;
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// Appends waiting to be written; more wait at the door.
const QUEUE: usize = 1024;

/// Where a ledger is, and what it is given.
#[derive(Clone)]
pub struct LedgerOptions {
    /// Rows.
    pub database: DatabaseLocation,
    /// Evidence.
    pub blobs: BlobLocation,
    /// Key-encryption keys.
    pub keys: Arc<dyn KeyRing>,
    /// Random bytes.
    pub randomness: Arc<dyn Randomness>,
}

/// An open ledger. Clones are handles to the same one.
#[derive(Clone)]
pub struct Ledger {
    pub(crate) core: Arc<Core>,
    pub(crate) appends: mpsc::Sender<Message>,
}

/// What the handles and the writer share.
pub(crate) struct Core {
    pub(crate) database: Database,
    pub(crate) blobs: BlobStore,
    pub(crate) keys: KeyCache,
    pub(crate) randomness: Arc<dyn Randomness>,
}

/// Why a city was not added.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CityError {
    /// It is there already, or was and has been erased.
    #[error("the city {city} exists already")]
    Exists {
        /// Which.
        city: CityId,
    },
    /// Its keys cannot be had.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Ledger {
    /// Opens a ledger and brings its schema up to date. Must be called on a tokio runtime, where its writer then runs.
    pub async fn open(options: LedgerOptions) -> Result<Self, OpenError> {
        let database = Database::open(&options.database).await?;
        Self::over(database, options)
    }

    fn over(database: Database, options: LedgerOptions) -> Result<Self, OpenError> {
        let blobs = BlobStore::open(&options.blobs)?;
        let keys = KeyCache::new(options.keys);
        let core = Arc::new(Core { database, blobs, keys, randomness: options.randomness });
        let (appends, requests) = mpsc::channel(QUEUE);
        tokio::spawn(append::write(Arc::clone(&core), requests));
        Ok(Self { core, appends })
    }

    /// Opens a ledger for looking only, also while a server has it open. Every write is refused with
    /// [`StoreError::ReadOnly`]; the schema must be this program's.
    pub async fn open_to_read(options: LedgerOptions) -> Result<Self, OpenError> {
        let lost = find_lost_writes(&options.database).await?;
        if !lost.is_empty() {
            return Err(OpenError::WritesLost { lost });
        }
        let database = Database::open_to_read(&options.database).await?;
        Self::over(database, options)
    }

    /// Adds a city: an empty stream and its first data key, wrapped with the current key of the key ring.
    pub async fn create_city(&self, city: &CityId, at: Timestamp) -> Result<(), CityError> {
        const EPOCH: u32 = 1;
        let key = new_data_key(&self.core, city, EPOCH, at).await?;
        let row = CityRow { city: city.clone(), created_at: at, head: Head::start(city), key_epoch: EPOCH };
        let mut transaction = self.core.database.write().await?;
        if !transaction.insert_city(&row).await? {
            return Err(CityError::Exists { city: city.clone() });
        }
        transaction.insert_data_key(&key).await?;
        transaction.commit().await?;
        self.core.database.note([(city, row.head)]);
        Ok(())
    }

    /// Every city, by id, with the head of its stream.
    pub async fn list_cities(&self) -> Result<Vec<(CityId, Head)>, StoreError> {
        let rows = self.core.database.read().await?.list_cities().await?;
        Ok(rows.into_iter().map(|row| (row.city, row.head)).collect())
    }

    /// Where a city's stream ends; `None` if there is no such city. On PostgreSQL other servers may have moved it.
    pub async fn find_head(&self, city: &CityId) -> Result<Option<Head>, StoreError> {
        let row = self.core.database.read().await?.find_city(city).await?;
        Ok(row.map(|row| row.head))
    }

    /// The rollbacks that were accepted for a city, oldest first.
    pub async fn list_rollbacks(&self, city: &CityId) -> Result<Vec<RollbackMarker>, StoreError> {
        self.core.database.read().await?.list_rollbacks(city).await
    }

    /// True since a write or sync failed: reading works, nothing is written until the ledger is opened again.
    pub fn is_read_only(&self) -> bool {
        self.core.database.is_read_only()
    }

    /// Writes what is waiting, then lets go of the database. Every other use of it fails afterwards.
    pub async fn close(&self) {
        let (done, closed) = oneshot::channel();
        if self.appends.send(Message::Close(done)).await.is_ok() {
            // The writer answers, or is gone; either way it is closed.
            let _ = closed.await;
        }
    }
}

/// A fresh data key, wrapped with the city's current key-encryption key.
pub(crate) async fn new_data_key(
    core: &Core,
    city: &CityId,
    epoch: u32,
    at: Timestamp,
) -> Result<DataKeyRow, KeyError> {
    let kek = core.keys.ring().current(city).await?;
    let secret = SecretKey::generate(core.randomness.as_ref())?;
    let wrapped = kek.wrap(WrapContext { city, epoch }, &secret).await?;
    Ok(DataKeyRow { city: city.clone(), epoch, kek_id: kek.id().clone(), wrapped, created_at: at })
}

impl Fault for CityError {
    fn code(&self) -> &'static str {
        match self {
            Self::Exists { .. } => "city-exists",
            Self::Key(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }

    fn text(&self) -> Text {
        match self {
            Self::Exists { city } => Text::new(
                format!("「{city}」は、すでにあるか、消去済みです。別の識別子にしてください。"),
                format!("the city {city} exists already or was erased; choose another id"),
            ),
            Self::Key(error) => error.text(),
            Self::Store(error) => error.text(),
        }
    }
}
