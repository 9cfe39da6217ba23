//! What verification finds: which city, which event or object, and what is wrong with it.

use standard::Text;
use std::fmt;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The city, as stored: an altered database may hold any word.
    pub city: String,
    /// The event or the first of the events, as stored. `None` for other objects.
    pub sequence: Option<i64>,
    /// The last of several events in a row.
    pub through: Option<i64>,
    /// The blob or the part of a backup.
    pub object: Option<String>,
    /// What is wrong.
    pub defect: Defect,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Defect {
    /// An event is not there.
    Missing,
    /// An event, its place or its hash is not what was written.
    Altered,
    /// An event stands where another belongs.
    OutOfPlace,
    /// An event is there that the record of the head does not know.
    Surplus,
    /// The record of the head names another hash than its event has.
    HeadDiffers,
    /// The hashes fit, but the key does not open it.
    DoesNotOpen,
    /// The key to open it with cannot be had.
    KeyMissing,
    /// The event's hash is another than in a signed checkpoint: the stream was rewritten.
    Rewritten,
    /// The stream ends before a signed checkpoint: it was cut, or an old state was put back.
    BehindCheckpoint,
    /// An event that was noted beside the database as written is not there.
    WritesLost,
    /// A snapshot does not belong to this stream, or was altered.
    Snapshot,
    /// A blob is not there, or was altered.
    Blob,
    /// A blob that an event names is not there.
    EvidenceMissing,
    /// A blob that an event names is not what the event says.
    EvidenceDiffers,
    /// The database's own check of its file found something.
    DatabaseFile,
    /// Events of a city that the database does not know.
    UnknownCity,
    /// A part of a backup is not what its manifest says.
    BackupPart,
}

impl Defect {
    /// A stable code in kebab case.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "event-missing",
            Self::Altered => "event-altered",
            Self::OutOfPlace => "event-out-of-place",
            Self::Surplus => "event-surplus",
            Self::HeadDiffers => "head-differs",
            Self::DoesNotOpen => "event-does-not-open",
            Self::KeyMissing => "event-key-missing",
            Self::Rewritten => "stream-rewritten",
            Self::BehindCheckpoint => "stream-behind-checkpoint",
            Self::WritesLost => "writes-lost",
            Self::Snapshot => "snapshot-altered",
            Self::Blob => "blob-damaged",
            Self::EvidenceMissing => "evidence-missing",
            Self::EvidenceDiffers => "evidence-differs",
            Self::DatabaseFile => "database-damaged",
            Self::UnknownCity => "events-of-unknown-city",
            Self::BackupPart => "backup-altered",
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Missing | Self::EvidenceMissing => ("がありません", "is missing"),
            Self::Altered => ("が書き換えられています", "was altered"),
            Self::OutOfPlace => ("の順番が違います", "stands out of place"),
            Self::Surplus => ("は、末尾の記録より後ろにあります", "stands after the recorded end of the stream"),
            Self::HeadDiffers => ("が、末尾の記録と違います", "differs from the record of the stream's end"),
            Self::DoesNotOpen => ("を、鍵で開けません", "does not open with its key"),
            Self::KeyMissing => ("の鍵がありません", "has no key any more"),
            Self::Rewritten => (
                "が、署名済みチェックポイントと違います（記録の書き直し）",
                "differs from a signed checkpoint: the stream was rewritten",
            ),
            Self::BehindCheckpoint => (
                "がありません（署名済みチェックポイントより手前で終わっています）",
                "is missing: the stream ends before a signed checkpoint",
            ),
            Self::WritesLost => {
                ("がありません（書き終えたと控えてあります）", "is missing, though it was noted as written")
            }
            Self::Snapshot => {
                ("での状態の控えが、この記録のものではありません", "has a snapshot that is not of this stream")
            }
            Self::Blob => ("がないか、書き換えられています", "is missing or was altered"),
            Self::EvidenceDiffers => ("が、記録にあるものと違います", "is not what the event says"),
            Self::DatabaseFile => ("（データベースの自己点検）", "(the database's check of itself)"),
            Self::UnknownCity => ("の記録がありますが、その市はありません", "has events, but there is no such city"),
            Self::BackupPart => ("が、目録と違います", "differs from the manifest"),
        }
    }
}

impl Finding {
    pub(crate) fn at(city: &str, sequence: i64, defect: Defect) -> Self {
        Self { city: city.into(), sequence: Some(sequence), through: None, object: None, defect }
    }

    pub(crate) fn between(city: &str, first: i64, last: i64, defect: Defect) -> Self {
        Self { through: (last > first).then_some(last), ..Self::at(city, first, defect) }
    }

    pub(crate) fn of_city(city: &str, defect: Defect) -> Self {
        Self { city: city.into(), sequence: None, through: None, object: None, defect }
    }

    pub(crate) fn of_object(city: &str, object: String, defect: Defect) -> Self {
        Self { object: Some(object), ..Self::of_city(city, defect) }
    }

    /// One sentence.
    pub fn text(&self) -> Text {
        let city: String = self.city.chars().filter(|letter| !letter.is_control()).take(64).collect();
        let (japanese, english) = self.defect.words();
        let (what_japanese, what_english) = match (self.sequence, self.through, &self.object) {
            (Some(first), Some(last), _) => (format!("の記録 {first}〜{last} "), format!("events {first} to {last}")),
            (Some(first), None, Some(object)) => {
                (format!("の記録 {first} が名指す {object} "), format!("{object}, named by event {first},"))
            }
            (Some(first), None, None) => (format!("の記録 {first} "), format!("event {first}")),
            (None, _, Some(object)) if city.is_empty() => {
                return Text::new(format!("{object} {japanese}。"), format!("{object} {english}"));
            }
            (None, _, Some(object)) => (format!("の {object} "), object.clone()),
            (None, _, None) => (String::new(), "the city".into()),
        };
        Text::new(format!("「{city}」{what_japanese}{japanese}。"), format!("{city}: {what_english} {english}"))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.text();
        formatter.write_str(text.english.as_deref().unwrap_or(&text.japanese))
    }
}
