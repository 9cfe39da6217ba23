//! The name of a city: one stream of events and one set of keys. Only a name; who the city is, rooms above know.

use crate::fault::Fault;
use standard::Text;
use std::fmt;
use std::str::FromStr;

/// A city's id: 1 to 64 of `a-z`, `0-9` and `-`, not beginning or ending with `-`. Safe in file names and object keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CityId(String);

/// The longest id, in bytes.
const LENGTH_LIMIT: usize = 64;

/// Why a word is no city id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a city id has 1 to 64 of a-z, 0-9 and -, and begins and ends with a letter or digit")]
pub struct InvalidCityId;

/// A city that the ledger does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no city {city}")]
pub struct UnknownCity {
    /// Which.
    pub city: CityId,
}

impl Fault for UnknownCity {
    fn code(&self) -> &'static str {
        "city-unknown"
    }

    fn text(&self) -> Text {
        let city = &self.city;
        Text::new(format!("「{city}」という市はありません。"), format!("there is no city {city}"))
    }
}

impl CityId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CityId {
    type Err = InvalidCityId;

    fn from_str(word: &str) -> Result<Self, InvalidCityId> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let sound = (1..=LENGTH_LIMIT).contains(&word.len())
            && word.bytes().all(allowed)
            && !word.starts_with('-')
            && !word.ends_with('-');
        if sound { Ok(Self(word.to_owned())) } else { Err(InvalidCityId) }
    }
}

impl fmt::Display for CityId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for CityId {
    type Error = InvalidCityId;

    fn try_from(word: String) -> Result<Self, InvalidCityId> {
        word.parse()
    }
}

impl From<CityId> for String {
    fn from(city: CityId) -> Self {
        city.0
    }
}

impl serde::Serialize for CityId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> serde::Deserialize<'de> for CityId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        word.parse().map_err(serde::de::Error::custom)
    }
}
