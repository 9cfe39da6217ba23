//! A small town over a real ledger: the sample organization, whose persons are called by their posts, and a clock that the test moves.

use jiff::{SignedDuration, Timestamp};
use ledger::{BlobLocation, CityId, DatabaseLocation, KeyFolder, Ledger, LedgerOptions, SystemRandomness};
use postgres_for_tests::Cluster;
use register::commands::{OpenUse, RegisterProvider, RegisterService, SetConfiguration};
use register::{Actor, Command, World};
use runtime::City;
use sqlx::Connection as _;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, OnceLock};
use tempfile::TempDir;

static WORLD: LazyLock<Arc<World>> = LazyLock::new(|| Arc::new(World::built_in().unwrap()));

#[derive(Clone, Copy, Debug)]
pub(crate) enum Backend {
    Sqlite,
    Postgres,
}

/// Makes a test of the contract for each database.
macro_rules! contract {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test] async fn $name() { super::$name($crate::town::Town::new($crate::town::Backend::Sqlite).await).await; })+
        }
        mod postgres {
            $(#[tokio::test] async fn $name() { super::$name($crate::town::Town::new($crate::town::Backend::Postgres).await).await; })+
        }
    };
}
pub(crate) use contract;

fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| Cluster::start().expect("PostgreSQL starts"))
}

pub(crate) struct Town {
    pub(crate) options: LedgerOptions,
    pub(crate) id: CityId,
    folder: TempDir,
}

impl Town {
    /// A ledger with a city that has its configuration, a provider and a service: three events.
    pub(crate) async fn new(backend: Backend) -> Self {
        let folder = TempDir::new().unwrap();
        let database = match backend {
            Backend::Sqlite => DatabaseLocation::Sqlite(folder.path().join("ledger.db")),
            Backend::Postgres => DatabaseLocation::Postgres(cluster().create_database().unwrap()),
        };
        let keys = Arc::new(KeyFolder::new(folder.path().join("keys")));
        let id: CityId = "sendai".parse().unwrap();
        keys.create(&id, &SystemRandomness).unwrap();
        let blobs = BlobLocation::Folder(folder.path().join("evidence"));
        let options = LedgerOptions { database, blobs, keys, randomness: Arc::new(SystemRandomness) };
        let town = Self { options, id, folder };
        let ledger = town.ledger().await;
        ledger.create_city(&town.id, noon()).await.unwrap();
        let city = town.city(&ledger).await;
        city.run(SetConfiguration { configuration: configuration() }, actor("administrator"), noon()).await.unwrap();
        let provider = RegisterProvider { id: "mihon".parse().unwrap(), name: "株式会社見本".parse().unwrap() };
        city.run(provider, actor("officer"), noon()).await.unwrap();
        let (id, name) = ("bunsho".parse().unwrap(), "文書管理クラウド(架空)".parse().unwrap());
        let service = RegisterService { id, name, provider: "mihon".parse().unwrap(), operator: None };
        city.run(service, actor("officer"), noon()).await.unwrap();
        ledger.close().await;
        town
    }

    /// A database with nothing in it.
    pub(crate) fn empty_database() -> DatabaseLocation {
        DatabaseLocation::Postgres(cluster().create_database().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A further city of the same ledger, with nothing in it.
    pub(crate) async fn another_city(&self, ledger: &Ledger, id: &str) -> City {
        let id: CityId = id.parse().unwrap();
        KeyFolder::new(self.path("keys")).create(&id, &SystemRandomness).unwrap();
        ledger.create_city(&id, noon()).await.unwrap();
        City::open(ledger.clone(), id, Arc::clone(&WORLD)).await.unwrap()
    }

    /// Changes the database behind the ledger's back.
    pub(crate) async fn tamper(&self, sql: &'static str) {
        match &self.options.database {
            DatabaseLocation::Sqlite(path) => {
                let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
                let mut connection = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
                sqlx::query(sql).execute(&mut connection).await.unwrap();
                connection.close().await.unwrap();
            }
            DatabaseLocation::Postgres(url) => {
                let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
                sqlx::query(sql).execute(&mut connection).await.unwrap();
                connection.close().await.unwrap();
            }
        }
    }

    pub(crate) async fn ledger(&self) -> Ledger {
        Ledger::open(self.options.clone()).await.unwrap()
    }

    pub(crate) async fn city(&self, ledger: &Ledger) -> City {
        City::open(ledger.clone(), self.id.clone(), Arc::clone(&WORLD)).await.unwrap()
    }
}

fn configuration() -> Box<register::Configuration> {
    let text = include_str!("../../../../examples/organization.toml");
    let edition = WORLD.references()[0].edition.to_string();
    Box::new(toml::from_str(&text.replace("built-in\"", &format!("{edition}\""))).unwrap())
}

/// The first holder of a post of the sample.
pub(crate) fn actor(post: &str) -> Actor {
    Actor {
        person: format!("{post}-a").parse().unwrap(),
        post: post.parse().unwrap(),
        organization: "mayor".parse().unwrap(),
    }
}

/// A use for a purpose of its own.
pub(crate) fn open_use(purpose: &str) -> Command {
    let profile = serde_json::json!({
        "purpose": purpose,
        "information": [{"id": "minutes", "name": "会議の議事録", "class": "II", "personal": "no"}],
        "manager": "manager",
    });
    let profile = serde_json::from_value(profile).unwrap();
    OpenUse { service: "bunsho".parse().unwrap(), profile }.into()
}

/// Noon of a day.
pub(crate) fn noon() -> Timestamp {
    "2026-12-01T03:00:00Z".parse().unwrap()
}

pub(crate) fn after(seconds: i64) -> Timestamp {
    noon() + SignedDuration::from_secs(seconds)
}
