//! Where a campaign makes its ledgers: SQLite files in the folder it is given, or databases of a throwaway PostgreSQL server.

use crate::place::Place;
use anyhow::Context as _;
use postgres_for_tests::Cluster;
use std::path::Path;

/// A kind of database.
pub(crate) enum Home {
    Files,
    Server(Cluster),
}

impl Home {
    pub(crate) fn on_postgres() -> anyhow::Result<Self> {
        Ok(Self::Server(Cluster::start().context("a PostgreSQL server")?))
    }

    /// A place with nothing in it; evidence and keys are in the folder.
    pub(crate) fn place(&self, folder: &Path) -> anyhow::Result<Place> {
        let place = Place::in_folder(folder);
        Ok(match self {
            Self::Files => place,
            Self::Server(cluster) => Place { database: cluster.create_database()?, ..place },
        })
    }
}
