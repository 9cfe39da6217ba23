//! Observations in files: one document, an array of them, or one a line, as `kijun probe` writes them. What was judged beside them is
//! not read.

use crate::console::Console;
use anyhow::Context as _;
use probe::signed::{self, PublicKey, Statement};
use standard::Text;
use standard::problem::{Place, Problem};
use std::path::Path;
use tls::Observation;

/// What a file holds, and who signed it, where somebody did.
pub(crate) type Read = (Vec<Observation>, Option<Statement>);

/// The observations of a file, and who signed them, where somebody did. A signed file is read where its signature holds by the trusted
/// key, and not at all otherwise.
pub(crate) fn open(path: &Path, trust: Option<&str>, console: &Console) -> anyhow::Result<Read> {
    let name = path.display().to_string();
    let key = trust.map(|words| public_key(words, console)).transpose()?;
    let bytes = std::fs::read(path).with_context(|| name.clone())?;
    let (payload, statement) = match key {
        Some(key) => {
            let verified = key.verify(&bytes).map_err(|rejected| console.problems(&[rejected.problem(&name)]))?;
            (verified.payload, Some(verified.statement))
        }
        None if signed::is_signed(&bytes) => {
            let message = Text::new(format!("{name} には署名があります"), format!("{name} is signed"));
            let hint =
                Text::new("信頼する公開鍵を --trust に渡します", "give the public key that is trusted to --trust");
            return Err(console.refuse(&message, &hint).into());
        }
        None => (bytes.as_slice(), None),
    };
    let observations = read(&name, payload).map_err(|problem| console.problems(&[problem]))?;
    Ok((observations, statement))
}

/// The key itself, or a file with it.
fn public_key(words: &str, console: &Console) -> anyhow::Result<PublicKey> {
    if let Ok(key) = PublicKey::parse(words) {
        return Ok(key);
    }
    let text = std::fs::read_to_string(Path::new(words)).with_context(|| words.to_owned())?;
    Ok(PublicKey::parse(&text).map_err(|rejected| console.problems(&[rejected.problem(words)]))?)
}

/// Every observation of a file. Targets that came to nothing have none, and are passed over.
fn read(name: &str, bytes: &[u8]) -> Result<Vec<Observation>, Problem> {
    let mut observations = Vec::new();
    for document in serde_json::Deserializer::from_slice(bytes).into_iter::<serde_json::Value>() {
        let document = document.map_err(|error| refused(name, &error))?;
        let documents = match document.as_array() {
            Some(several) => several.clone(),
            None => vec![document],
        };
        for document in documents.into_iter().filter(|document| document.get("address").is_some()) {
            observations.push(serde_json::from_value(document).map_err(|error| refused(name, &error))?);
        }
    }
    Ok(observations)
}

fn refused(name: &str, error: &serde_json::Error) -> Problem {
    let place = match error.line() {
        0 => Place::Whole,
        line => Place::Text { line, column: error.column().max(1) },
    };
    let message = Text::new(
        format!("測定結果として読めません({error})"),
        format!("this cannot be read as a result of a measurement ({error})"),
    );
    Problem::error("not-an-observation", name, place, message)
        .with_hint(Text::new("kijun probe --format json の出力を渡します", "give what kijun probe --format json wrote"))
}
