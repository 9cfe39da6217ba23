//! Where a ledger is that faults are tried on, and how it is opened and filled for the first time.

use crate::campaign::block_on;
use crate::s3;
use anyhow::{Context as _, anyhow};
use jiff::Timestamp;
use ledger::{BlobLocation, CityId, DatabaseLocation, KeyFolder, Ledger, LedgerOptions, S3Options, SystemRandomness};
use register::{Actor, Command, World};
use runtime::City;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// The cities of every ledger here: a fault that meets one of them is looked at from the other as well.
pub(crate) const CITIES: [&str; 2] = ["sendai", "natori"];

const CONFIGURATION: &str = include_str!("../../examples/register/configuration.json");

/// A ledger's three places.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Place {
    /// A path, or a `postgres://` URL.
    pub(crate) database: String,
    pub(crate) evidence: PathBuf,
    pub(crate) keys: PathBuf,
    /// Evidence is in the bucket of the S3 server at this URL instead.
    pub(crate) bucket: Option<String>,
}

impl Place {
    /// On SQLite, everything in one folder.
    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self {
            database: folder.join("ledger.db").display().to_string(),
            evidence: folder.join("evidence"),
            keys: folder.join("keys"),
            bucket: None,
        }
    }

    pub(crate) fn database(&self) -> DatabaseLocation {
        if self.database.starts_with("postgres://") {
            return DatabaseLocation::Postgres(self.database.clone());
        }
        DatabaseLocation::Sqlite(self.database.clone().into())
    }

    pub(crate) fn blobs(&self) -> BlobLocation {
        let Some(endpoint) = &self.bucket else { return BlobLocation::Folder(self.evidence.clone()) };
        BlobLocation::S3(S3Options {
            bucket: s3::BUCKET.to_owned(),
            region: "ap-northeast-1".to_owned(),
            endpoint: Some(endpoint.clone()),
            access_key_id: s3::KEY.0.to_owned(),
            secret_access_key: s3::KEY.1.to_owned(),
        })
    }

    pub(crate) fn key_folder(&self) -> Arc<KeyFolder> {
        Arc::new(KeyFolder::new(&self.keys))
    }

    pub(crate) async fn open(&self) -> Result<Ledger, ledger::OpenError> {
        let options = LedgerOptions {
            database: self.database(),
            blobs: self.blobs(),
            keys: self.key_folder(),
            randomness: Arc::new(SystemRandomness),
        };
        Ledger::open(options).await
    }

    /// Makes the ledger with its cities, each configured; the ledger stays open.
    pub(crate) async fn make(&self) -> anyhow::Result<Ledger> {
        for city in cities()? {
            self.key_folder().create(&city, &SystemRandomness).context("keys")?;
        }
        let ledger = self.open().await.context("making the ledger")?;
        for id in cities()? {
            ledger.create_city(&id, now()).await.context("making a city")?;
            let city = City::open(ledger.clone(), id, world()?).await.context("opening a city")?;
            city.run(configuration("市民課")?, actor("administrator")?, now()).await.context("configuring")?;
        }
        Ok(ledger)
    }

    /// The same, and nobody has it open.
    pub(crate) fn make_and_close(&self) -> anyhow::Result<()> {
        block_on(async {
            self.make().await?.close().await;
            Ok(())
        })
    }
}

/// The ids of [`CITIES`].
pub(crate) fn cities() -> anyhow::Result<Vec<CityId>> {
    CITIES.iter().map(|city| Ok(city.parse()?)).collect()
}

/// The standards and reference data that are built in, read once.
pub(crate) fn world() -> anyhow::Result<Arc<World>> {
    static WORLD: LazyLock<Option<Arc<World>>> = LazyLock::new(|| World::built_in().ok().map(Arc::new));
    WORLD.clone().ok_or_else(|| anyhow!("the built-in standard does not load"))
}

/// The command that sets the sample's configuration, with one of its sections under this name.
pub(crate) fn configuration(section: &str) -> anyhow::Result<Command> {
    let edition = world()?.references().first().map(|data| data.edition.to_string()).unwrap_or_default();
    let text = CONFIGURATION.replace("BUILT-IN", &edition).replace("\"市民課\"", &json!(section).to_string());
    let configuration: Value = serde_json::from_str(&text)?;
    command("set_configuration", &json!({ "configuration": configuration }))
}

/// A command from its word and its fields.
pub(crate) fn command(kind: &str, fields: &Value) -> anyhow::Result<Command> {
    serde_json::from_value(json!({ kind: fields })).with_context(|| kind.to_owned())
}

/// The first holder of a post of the sample.
pub(crate) fn actor(post: &str) -> anyhow::Result<Actor> {
    Ok(Actor { person: format!("{post}-a").parse()?, post: post.parse()?, organization: "mayor".parse()? })
}

pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}
