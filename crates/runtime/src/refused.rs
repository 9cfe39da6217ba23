//! Why a city cannot be opened, or a command did not happen: a stable code and a sentence in both languages, from the room that
//! refused.

use ledger::{AppendError, BlobError, Fault as _, KeyError, ReadError, Sequence};
use register::Refusal;
use standard::Text;

/// Why a city cannot be opened.
#[derive(Clone, Debug, thiserror::Error)]
pub enum OpenCityError {
    /// Its stream cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// An event cannot be understood, or does not fit the ones before it.
    #[error("event {sequence}: {refusal}")]
    Event {
        /// Which.
        sequence: Sequence,
        /// Why.
        refusal: Refusal,
    },
}

/// Why a command did not happen: nothing of it is recorded.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Refused {
    /// The register refuses it.
    #[error(transparent)]
    ByRules(#[from] Refusal),
    /// It could not be made durable.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// The state could not be brought up to date.
    #[error(transparent)]
    Open(#[from] OpenCityError),
    /// The city's key was withdrawn.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The file could not be stored or looked at.
    #[error(transparent)]
    Blob(BlobError),
    /// The command names a file that is not kept, or is another than it says.
    #[error("the file that the command names is not stored, or is another")]
    NotStored,
    /// Other servers were faster each time: the city is under more load than this command may wait for.
    #[error("other writers were first {0} times in a row")]
    Crowded(u32),
    /// The answer was lost: whoever worked on the batch was stopped. Whether the events are recorded shows in the history.
    #[error("the answer was lost")]
    AnswerLost,
}

impl OpenCityError {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Read(error) => error.code(),
            Self::Event { refusal, .. } => refusal.code,
        }
    }

    /// What happened, and what to do.
    pub fn text(&self) -> Text {
        match self {
            Self::Read(error) => error.text(),
            Self::Event { sequence, refusal } => with_hint(refusal, &format!("{sequence}: ")),
        }
    }
}

impl Refused {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ByRules(refusal) => refusal.code,
            Self::Append(error) => error.code(),
            Self::Open(error) => error.code(),
            Self::Key(error) => error.code(),
            Self::Blob(error) => error.code(),
            Self::NotStored => "evidence-not-stored",
            Self::Crowded(_) => "city-crowded",
            Self::AnswerLost => "answer-lost",
        }
    }

    /// What happened, and what to do.
    pub fn text(&self) -> Text {
        match self {
            Self::ByRules(refusal) => with_hint(refusal, ""),
            Self::Append(error) => error.text(),
            Self::Open(error) => error.text(),
            Self::Key(error) => error.text(),
            Self::Blob(error) => error.text(),
            Self::NotStored => Text::new(
                "この操作が名指すファイルは保管されていないか、大きさかハッシュが違います。`kijun register attach` で添えてください。",
                "the file that this command names is not stored, or has another size or hash; use `kijun register attach`",
            ),
            Self::Crowded(_) => Text::new(
                "ほかの書き込みが続いているため、記録できませんでした。しばらくして、もう一度行ってください。",
                "other writers kept being first, so nothing was recorded; try again in a while",
            ),
            Self::AnswerLost => Text::new(
                "処理の途中で止められ、結果を確かめられませんでした。履歴で、記録されたかを確かめてください。",
                "the work was stopped before its result was known; see in the history whether it was recorded",
            ),
        }
    }
}

fn with_hint(refusal: &Refusal, before: &str) -> Text {
    let (message, hint) = (&refusal.message, &refusal.hint);
    let english = |text: &Text| text.english.clone().unwrap_or_else(|| text.japanese.clone());
    Text::new(
        format!("{before}{}。{}", message.japanese, hint.japanese),
        format!("{before}{}; {}", english(message), english(hint)),
    )
}
