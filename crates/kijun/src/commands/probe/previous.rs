//! Observations in files: one document, an array of them, or one a line, as `kijun probe` writes them. What was judged beside them is
//! not read.

use standard::Text;
use standard::problem::{Place, Problem};
use tls::Observation;

/// Every observation of a file. Targets that came to nothing have none, and are passed over.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Vec<Observation>, Problem> {
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
