//! How long somebody waits for a command: decided, durable, applied, answered. One client and 64, beside the syncs of the same disk,
//! on SQLite and on a PostgreSQL server that syncs; all in turn, so that a slow spell of the disk meets all of them.

use super::Failure;
use crate::harness::{Percentiles, RUNS, now};
use crate::report::Figure;
use jiff::Timestamp;
use ledger::{BlobLocation, CityId, DatabaseLocation, KeyFolder, Ledger, LedgerOptions, SystemRandomness};
use postgres_for_tests::Cluster;
use register::{Actor, Command, World};
use runtime::City;
use serde_json::json;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;

/// Syncs, and commands of the only client, in one run.
const ALONE: usize = 200;

/// Clients at once, and commands of each in one run.
const CLIENTS: usize = 64;
const COMMANDS_EACH: usize = 10;

const CONFIGURATION: &str = include_str!("../../../examples/register/configuration.json");

pub(super) fn figures(runtime: &Runtime, folder: &Path) -> Result<Vec<Figure>, Failure> {
    let mut raw = Raw { file: File::create(folder.join("raw-syncs"))?, waits: Percentiles::default() };
    let file = DatabaseLocation::Sqlite(folder.join("commands.db"));
    let mut measured = vec![Measured::start(runtime, "SQLite", file, folder)?];
    // Beside the folder, which is for its owner alone. Kept until the end: it goes away with its handle.
    let server = Cluster::start_durable(folder.parent().unwrap_or(folder));
    match &server {
        Ok(server) => {
            let database = DatabaseLocation::Postgres(server.create_database()?);
            measured.push(Measured::start(runtime, "PostgreSQL", database, folder)?);
        }
        Err(error) => eprintln!("commands were not measured on PostgreSQL: {error}"),
    }
    // The first run warms up.
    for run in 0..=RUNS {
        raw.run(run > 0)?;
        for one in &mut measured {
            one.run(runtime, run > 0)?;
        }
    }
    let mut figures = raw.waits.figures("raw: 12 KiB written and synced").to_vec();
    for one in measured {
        figures.extend(one.alone.figures(&format!("{}: a command, one client", one.name)));
        figures.extend(one.beside.figures(&format!("{}: a command, {CLIENTS} clients", one.name)));
        runtime.block_on(one.ledger.close());
    }
    Ok(figures)
}

struct Raw {
    file: File,
    waits: Percentiles,
}

impl Raw {
    fn run(&mut self, counts: bool) -> Result<(), Failure> {
        let mut waits = Vec::with_capacity(ALONE);
        for _ in 0..ALONE {
            let start = now();
            self.file.write_all(&[1; 3 * 4096])?;
            self.file.sync_data()?;
            waits.push(start.elapsed());
        }
        if counts {
            self.waits.add(waits);
        }
        Ok(())
    }
}

struct Measured {
    name: &'static str,
    ledger: Ledger,
    city: Arc<City>,
    serial: usize,
    alone: Percentiles,
    beside: Percentiles,
}

impl Measured {
    fn start(
        runtime: &Runtime,
        name: &'static str,
        database: DatabaseLocation,
        folder: &Path,
    ) -> Result<Self, Failure> {
        let keys = KeyFolder::new(folder.join(format!("keys of {name}")));
        let id: CityId = "sendai".parse()?;
        keys.create(&id, &SystemRandomness)?;
        let options = LedgerOptions {
            database,
            blobs: BlobLocation::Folder(folder.join("blobs")),
            keys: Arc::new(keys),
            randomness: Arc::new(SystemRandomness),
        };
        let world = World::built_in().map_err(|_| "the built-in standard does not load")?;
        let edition = world.references().first().map_or(String::new(), |references| references.edition.to_string());
        let configuration: serde_json::Value = serde_json::from_str(&CONFIGURATION.replace("BUILT-IN", &edition))?;
        runtime.block_on(async {
            let ledger = Ledger::open(options).await?;
            ledger.create_city(&id, Timestamp::UNIX_EPOCH).await?;
            let city = Arc::new(City::open(ledger.clone(), id, Arc::new(world)).await?);
            let configure = serde_json::from_value(json!({"set_configuration": {"configuration": configuration}}))?;
            run(&city, configure, "administrator").await?;
            let (alone, beside) = (Percentiles::default(), Percentiles::default());
            Ok(Self { name, ledger, city, serial: 0, alone, beside })
        })
    }

    fn run(&mut self, runtime: &Runtime, counts: bool) -> Result<(), Failure> {
        let alone = runtime.block_on(client(Arc::clone(&self.city), self.serial, ALONE))?;
        self.serial += ALONE;
        let clients: Vec<_> = (0..CLIENTS)
            .map(|number| {
                let first = self.serial + number * COMMANDS_EACH;
                runtime.spawn(client(Arc::clone(&self.city), first, COMMANDS_EACH))
            })
            .collect();
        self.serial += CLIENTS * COMMANDS_EACH;
        let mut beside = Vec::new();
        for client in clients {
            beside.extend(runtime.block_on(client)??);
        }
        if counts {
            self.alone.add(alone);
            self.beside.add(beside);
        }
        Ok(())
    }
}

/// Gives commands one after the other; how long each took to be answered.
async fn client(city: Arc<City>, first: usize, count: usize) -> Result<Vec<Duration>, String> {
    let mut waits = Vec::with_capacity(count);
    for serial in first..first + count {
        let name = format!("株式会社見本 {serial}");
        let told = json!({"register_provider": {"id": format!("p{serial}"), "name": name}});
        let command = serde_json::from_value(told).map_err(|error| error.to_string())?;
        let start = now();
        run(&city, command, "shimin-officer").await?;
        waits.push(start.elapsed());
    }
    Ok(waits)
}

async fn run(city: &City, command: Command, post: &str) -> Result<(), String> {
    let actor =
        || Ok(Actor { person: format!("{post}-a").parse()?, post: post.parse()?, organization: "mayor".parse()? });
    let actor = actor().map_err(|refusal: register::Refusal| refusal.to_string())?;
    let done = city.run(command, actor, Timestamp::UNIX_EPOCH).await;
    done.map(|_| ()).map_err(|refused| format!("[{}] {refused}", refused.code()))
}
