//! In which country an address is, by a `MaxMind` database that the operator supplies. Always a hint: it says where an address was
//! registered or seen, not where data is kept.

use jiff::Timestamp;
use maxminddb::{Reader, path};
use standard::{Place, Problem, Text};
use std::net::IpAddr;

/// A database of countries.
#[derive(Debug)]
pub struct Countries {
    reader: Reader<Vec<u8>>,
}

/// What the database says of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The country by ISO 3166-1 (`JP`). `None`: the database does not know the address.
    pub country: Option<String>,
    /// The database, by its own name.
    pub database: String,
    /// When it was built, by its own word.
    pub built: Option<Timestamp>,
}

/// The file is no database, or a broken one. Holds what the reader found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(String);

impl Countries {
    /// Reads a database and walks all of it, so that a broken one is refused before anything is said with it.
    pub fn read(bytes: Vec<u8>) -> Result<Self, Unreadable> {
        let reader = Reader::from_source(bytes)?;
        reader.verify()?;
        Ok(Self { reader })
    }

    /// What the database says of an address.
    pub fn hint(&self, address: IpAddr) -> Result<Hint, Unreadable> {
        let metadata = self.reader.metadata();
        let found = match address {
            IpAddr::V6(_) if metadata.ip_version == 4 => None,
            IpAddr::V4(_) | IpAddr::V6(_) => Some(self.reader.lookup(address)?),
        };
        let country = match &found {
            // Two ways of writing it: MaxMind's own, and the flat one of smaller databases.
            Some(found) => match found.decode_path::<String>(&path!["country", "iso_code"])? {
                None => found.decode_path(&path!["country_code"])?,
                nested => nested,
            },
            None => None,
        };
        let built = i64::try_from(metadata.build_epoch).ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
        Ok(Hint { country, database: metadata.database_type.clone(), built })
    }
}

impl Hint {
    /// What has to stand beside every hint.
    pub fn caveat() -> Text {
        Text::new(
            "国名は手がかりにすぎません。CDN やエニーキャストでは、測った場所に近い拠点のアドレスが見えます。データの保存場所は №6 の\
             申告と証跡で確かめてください",
            "the country is only a hint: with a CDN or anycast one sees the address of a site near the prober; where data is kept is \
             settled by what is declared and shown for No. 6",
        )
    }
}

impl Unreadable {
    /// The same for the operator, about the file that he named.
    pub fn problem(&self, file: &str) -> Problem {
        Problem::error(
            "country-database",
            file,
            Place::Whole,
            Text::new(
                format!("国のデータベースとして読めません({})", self.0),
                format!("this cannot be read as a database of countries ({})", self.0),
            ),
        )
        .with_hint(Text::new(
            "MaxMind DB 形式(.mmdb)のファイルを渡します。壊れているなら、もう一度取得します",
            "give a file in the MaxMind DB format (.mmdb); fetch it again if it is damaged",
        ))
    }
}

impl From<maxminddb::MaxMindDbError> for Unreadable {
    fn from(error: maxminddb::MaxMindDbError) -> Self {
        Self(error.to_string())
    }
}
