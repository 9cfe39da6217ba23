//! The ledger of the configuration, opened; and what it is asked for by many subcommands. Not for what the register says.

use crate::configuration::Configuration;
use crate::console::{Console, Told};
use crate::files;
use crate::references::References;
use jiff::Timestamp;
use ledger::{
    BlobLocation, CityId, DatabaseLocation, KeyFolder, Ledger, LedgerOptions, OpenError, S3Options, SystemRandomness,
};
use register::World;
use runtime::City;
use standard::Text;
use std::sync::Arc;

/// Runs what waits for a database: one thread is enough for a command.
pub(crate) fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}

/// The city of the configuration.
pub(crate) fn city(configuration: &Configuration, console: &Console) -> Result<CityId, Told> {
    city_of(&configuration.city, console)
}

/// The city of this name.
pub(crate) fn city_of(found: &str, console: &Console) -> Result<CityId, Told> {
    found.parse().map_err(|_| {
        let message =
            Text::new(format!("市の識別子 `{found}` は使えません"), format!("`{found}` cannot be a city's id"));
        let hint = Text::new(
            "英小文字・数字・`-` で、1〜64 文字にします(例 sendai)",
            "use a-z, 0-9 and -, 1 to 64 of them (for example sendai)",
        );
        console.refuse(&message, &hint)
    })
}

/// Where the rows are.
pub(crate) fn database(configuration: &Configuration) -> DatabaseLocation {
    let words = &configuration.database;
    if words.contains("://") {
        return DatabaseLocation::Postgres(words.clone());
    }
    DatabaseLocation::Sqlite(words.strip_prefix("sqlite:").unwrap_or(words).into())
}

/// Where evidence is. A bucket's credentials come from the variables that every S3 tool reads, never from the file.
pub(crate) fn evidence(configuration: &Configuration, console: &Console) -> Result<BlobLocation, Told> {
    let words = &configuration.evidence;
    let Some(bucket) = words.strip_prefix("s3://") else {
        return Ok(BlobLocation::Folder(words.into()));
    };
    if bucket.trim_end_matches('/').contains('/') {
        let message = Text::new(
            format!("証跡の置き場 {words} に、バケットの中のフォルダは書けません"),
            format!("the store of evidence {words} names a folder in a bucket"),
        );
        let hint =
            Text::new("市ごとではなく、バケットだけを書きます: s3://BUCKET", "name the bucket alone: s3://BUCKET");
        return Err(console.refuse(&message, &hint));
    }
    let variable = |name: &str| {
        std::env::var(name).map_err(|_| {
            let message = Text::new(
                format!("証跡の置き場 {words} には、環境変数 {name} が要ります"),
                format!("the store of evidence {words} needs the environment variable {name}"),
            );
            let hint =
                Text::new("S3 の資格情報を環境変数で渡します", "pass the credentials of S3 by environment variables");
            console.refuse(&message, &hint)
        })
    };
    Ok(BlobLocation::S3(S3Options {
        bucket: bucket.trim_end_matches('/').to_owned(),
        region: variable("AWS_REGION")?,
        endpoint: std::env::var("AWS_ENDPOINT_URL").ok(),
        access_key_id: variable("AWS_ACCESS_KEY_ID")?,
        secret_access_key: variable("AWS_SECRET_ACCESS_KEY")?,
    }))
}

/// Opens the ledger, whose database must be there: a slip in its place must not begin another one.
pub(crate) async fn open(configuration: &Configuration, console: &Console) -> anyhow::Result<Ledger> {
    refuse_missing(configuration, console)?;
    open_or_begin(configuration, console).await
}

/// The same; a database that is not there is made.
pub(crate) async fn open_or_begin(configuration: &Configuration, console: &Console) -> anyhow::Result<Ledger> {
    let opened = Ledger::open(options(configuration, console)?).await;
    Ok(opened.map_err(|error| console.fault(&error))?)
}

/// Opens the ledger for looking only, where a server has it; as ever, where none has.
pub(crate) async fn open_to_read(configuration: &Configuration, console: &Console) -> anyhow::Result<Ledger> {
    refuse_missing(configuration, console)?;
    let options = options(configuration, console)?;
    let opened = match Ledger::open(options.clone()).await {
        Err(OpenError::InUse { .. }) => Ledger::open_to_read(options).await,
        opened => opened,
    };
    Ok(opened.map_err(|error| console.fault(&error))?)
}

/// Where it once was (what it acknowledged is noted beside it), the ledger itself says so.
fn refuse_missing(configuration: &Configuration, console: &Console) -> Result<(), Told> {
    let DatabaseLocation::Sqlite(path) = database(configuration) else { return Ok(()) };
    let noted = path.with_added_extension("heads");
    if path.exists() || noted.exists() {
        return Ok(());
    }
    let path = path.display();
    Err(console.coded(
        "database-missing",
        &Text::new(
            format!("データベース {path} がありません。場所を確かめるか、`kijun init` で始めます"),
            format!("there is no database {path}; check the place, or begin with `kijun init`"),
        ),
    ))
}

fn options(configuration: &Configuration, console: &Console) -> Result<LedgerOptions, Told> {
    Ok(LedgerOptions {
        database: database(configuration),
        blobs: evidence(configuration, console)?,
        keys: Arc::new(KeyFolder::new(&configuration.keys)),
        randomness: Arc::new(SystemRandomness),
    })
}

/// What a city is opened for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To look at it, also while a server has it.
    Looking,
    /// To record something.
    Recording,
}

/// Does something with the city of the configuration, and closes it.
pub(crate) fn with_city<T>(
    purpose: Purpose,
    configuration: &Configuration,
    console: &Console,
    work: impl AsyncFnOnce(&City) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    block_on(async {
        let ledger = match purpose {
            Purpose::Looking => open_to_read(configuration, console).await?,
            Purpose::Recording => open(configuration, console).await?,
        };
        let (world, id) = (world(configuration, console)?, city(configuration, console)?);
        let city = City::open(ledger.clone(), id, Arc::new(world)).await;
        let city = city.map_err(|error| console.coded(error.code(), &error.text()))?;
        let done = work(&city).await;
        if purpose == Purpose::Recording {
            // It only saves time: that it could not be kept is no failure of the work.
            let _ = city.save_snapshot_where_due(Timestamp::now()).await;
        }
        ledger.close().await;
        done
    })
}

/// What is judged by: what is built in, and what the configuration names besides.
pub(crate) fn world(configuration: &Configuration, console: &Console) -> anyhow::Result<World> {
    let mut world = World::built_in().map_err(|problems| console.problems(&problems))?;
    if let Some(path) = &configuration.standard {
        world = world.with_standard(files::load_standard(Some(path), console)?);
    }
    if let Some(folder) = &configuration.reference {
        world = world.with_references(References::new(Some(folder), console).edition()?);
    }
    Ok(world)
}
