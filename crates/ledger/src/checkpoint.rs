//! Checkpoints: «this city's stream had this hash at this number at this time», signed. Kept elsewhere (by the city, by the
//! vendor), they show later whether the stream was rewritten or cut. A small JSON document, checked as it is read.

use crate::chain::{ChainHash, Head, Sequence, from_hex, hex};
use crate::city::{CityId, UnknownCity};
use crate::fault::Fault;
use crate::keys::signing::{SigningKey, is_signed};
use crate::ledger::Ledger;
use crate::store::StoreError;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use standard::Text;

/// A checkpoint whose signature is right for the public key in it. Whose key that is, the reader must know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    city: CityId,
    head: Head,
    at: Timestamp,
    public_key: [u8; 32],
    signature: [u8; 64],
}

/// Why there is no checkpoint.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CheckpointError {
    /// No such city.
    #[error(transparent)]
    UnknownCity(#[from] UnknownCity),
    /// The document is no checkpoint.
    #[error("the document is no checkpoint that this version reads")]
    Format,
    /// The document was altered, or the signature is another's.
    #[error("the signature of the checkpoint is not right")]
    Signature,
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A checkpoint has some 400 bytes.
const SIZE_LIMIT: usize = 4096;
const FORMAT: &str = "kijun-checkpoint";
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: String,
    version: u32,
    city: CityId,
    sequence: u64,
    hash: String,
    at: String,
    public_key: String,
    signature: String,
}

impl Ledger {
    /// Signs where a city's stream ends.
    pub async fn checkpoint(
        &self,
        city: &CityId,
        key: &SigningKey,
        at: Timestamp,
    ) -> Result<Checkpoint, CheckpointError> {
        let head = self.find_head(city).await?;
        let head = head.ok_or_else(|| UnknownCity { city: city.clone() })?;
        Ok(Checkpoint::sign(city.clone(), head, at, key))
    }
}

impl Checkpoint {
    /// Signs a head. The instant is kept to the millisecond.
    pub fn sign(city: CityId, head: Head, at: Timestamp, key: &SigningKey) -> Self {
        let at = Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at);
        let signature = key.sign(&message(&city, head, at));
        Self { city, head, at, public_key: key.public_key(), signature }
    }

    /// Reads a document; it is a checkpoint only if the signature is right.
    pub fn parse(document: &[u8]) -> Result<Self, CheckpointError> {
        if document.len() > SIZE_LIMIT {
            return Err(CheckpointError::Format);
        }
        let read: Document = serde_json::from_slice(document).map_err(|_| CheckpointError::Format)?;
        let checkpoint = from_document(read).ok_or(CheckpointError::Format)?;
        let Self { city, head, at, public_key, signature } = &checkpoint;
        if is_signed(public_key, &message(city, *head, *at), signature) {
            Ok(checkpoint)
        } else {
            Err(CheckpointError::Signature)
        }
    }

    /// The document: JSON, one field a line.
    pub fn to_json(&self) -> String {
        let document = Document {
            format: FORMAT.into(),
            version: VERSION,
            city: self.city.clone(),
            sequence: self.head.sequence.number(),
            hash: self.head.hash.to_string(),
            at: self.at.to_string(),
            public_key: hex(&self.public_key),
            signature: hex(&self.signature),
        };
        // Strings and numbers always serialise.
        serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
    }

    /// Whose stream.
    pub fn city(&self) -> &CityId {
        &self.city
    }

    /// Where it stood.
    pub fn head(&self) -> Head {
        self.head
    }

    /// When.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// The key that signed it: compare it with the one that was handed over.
    pub fn public_key(&self) -> &[u8; 32] {
        &self.public_key
    }

    /// The same in hexadecimal digits.
    pub fn signer(&self) -> String {
        hex(&self.public_key)
    }
}

fn from_document(document: Document) -> Option<Checkpoint> {
    if document.format != FORMAT || document.version != VERSION {
        return None;
    }
    let head =
        Head { sequence: Sequence::new(document.sequence)?, hash: ChainHash::from_slice(&from_hex(&document.hash)?)? };
    // Only whole milliseconds are signed: a finer instant would be one that nobody vouches for.
    let at: Timestamp = document.at.parse().ok()?;
    let at = Timestamp::from_millisecond(at.as_millisecond()).ok().filter(|whole| *whole == at)?;
    Some(Checkpoint {
        city: document.city,
        head,
        at,
        public_key: from_hex(&document.public_key)?.try_into().ok()?,
        signature: from_hex(&document.signature)?.try_into().ok()?,
    })
}

/// What is signed.
fn message(city: &CityId, head: Head, at: Timestamp) -> Vec<u8> {
    let (sequence, at) = (head.sequence.number().to_be_bytes(), at.as_millisecond().to_be_bytes());
    [b"kijun checkpoint v1\0", city.as_str().as_bytes(), b"\0", &sequence, head.hash.as_bytes(), &at].concat()
}

impl Fault for CheckpointError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownCity(error) => error.code(),
            Self::Format => "checkpoint-format",
            Self::Signature => "checkpoint-signature",
            Self::Store(error) => error.code(),
        }
    }

    fn text(&self) -> Text {
        match self {
            Self::UnknownCity(error) => error.text(),
            Self::Format => Text::new(
                "この版が読めるチェックポイントではありません。書き出したままのファイルを使ってください。",
                "this is no checkpoint that this version reads; use the file as it was exported",
            ),
            Self::Signature => Text::new(
                "チェックポイントの署名が正しくありません。書き換えられています。",
                "the signature of the checkpoint is not right: it was altered",
            ),
            Self::Store(error) => error.text(),
        }
    }
}
