//! A measurement for programs: the observation as it is kept, with a `status` beside each thing that was judged and a `verdict`. A
//! reader of observations ignores both, so that the file starts the next scan. The shape is `docs/schema/probe.schema.json`.

use crate::explanation::words;
use evidence::tls_verdict::{Part, ProfileVerdict, Subject, Verdict};
use serde_json::{Map, Value, json};
use standard::{Answer, Text};
use tls::Observation;

/// The document of one measurement.
///
/// # Errors
/// Never for an observation that was measured or read: it is written as it was read.
pub fn probe_json(observation: &Observation, verdict: &Verdict) -> Result<Value, serde_json::Error> {
    let mut document = serde_json::to_value(observation)?;
    let status = |subjects: &[Subject]| {
        subjects.iter().filter_map(|subject| verdict.find_part(subject)).max_by_key(|part| worse(part))
    };
    if let Some(lists) = document.get_mut("suites").and_then(Value::as_object_mut) {
        for suite in lists.values_mut().filter_map(Value::as_array_mut).flatten() {
            let code = suite.get("code").and_then(Value::as_str).unwrap_or_default().to_owned();
            mark(suite, status(&[Subject::Suite(code)]));
        }
    }
    let id = |value: &Value, key: &str| value.get(key).and_then(Value::as_u64).and_then(|id| u16::try_from(id).ok());
    for group in rows(&mut document, "groups") {
        let part = id(group, "id").and_then(|id| status(&[Subject::Group(id)]));
        mark(group, part);
    }
    for signature in rows(&mut document, "signatures") {
        let part = id(signature, "id").and_then(|id| status(&[Subject::Signature(id)]));
        mark(signature, part);
    }
    for certificate in rows(&mut document, "certificates") {
        let place = id(certificate, "chain").zip(id(certificate, "position"));
        let part = place.and_then(|(chain, position)| {
            status(&[Subject::CertificateKey(chain, position), Subject::CertificateSignature(chain, position)])
        });
        mark(certificate, part);
    }
    if let Some(object) = document.as_object_mut() {
        object.insert("verdict".to_owned(), verdict_json(verdict));
    }
    Ok(document)
}

fn rows<'d>(document: &'d mut Value, key: &str) -> impl Iterator<Item = &'d mut Value> {
    document.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten()
}

/// Of two parts of one thing the worse is shown: by its answer, then by the day on which its strength ends.
fn worse(part: &Part) -> (u8, std::cmp::Reverse<Option<String>>) {
    let rank = match part.answer {
        Answer::Met | Answer::NotApplicable => 0,
        Answer::Unknown => 1,
        Answer::Unmet => 2,
    };
    // No end at all is later than any end.
    let end = part.until().map_or_else(|| "~".to_owned(), |day| day.to_string());
    (rank, std::cmp::Reverse(Some(end)))
}

/// `status`, and `until` where the strength ends. What was not judged (the signature of an old version) has `null`.
fn mark(value: &mut Value, part: Option<&Part>) {
    let Some(object) = value.as_object_mut() else { return };
    object.insert("status".to_owned(), part.map(|part| part.status.word()).into());
    if let Some(until) = part.and_then(Part::until) {
        object.insert("until".to_owned(), until.to_string().into());
    }
}

fn verdict_json(verdict: &Verdict) -> Value {
    let texts = |texts: &[Text]| texts.iter().map(words).collect::<Value>();
    let profile = |found: &ProfileVerdict| {
        json!({
            "profile": found.profile.word(),
            "fit": found.fit.word(),
            "kept_by": texts(&found.kept_by),
            "open": texts(&found.open),
            "advice": texts(&found.advice),
        })
    };
    let item = &verdict.item;
    let versions = verdict.parts.iter().filter_map(|part| match &part.subject {
        Subject::Version(version) => Some((version.name().to_owned(), json!(part.answer.word()))),
        Subject::Suite(_)
        | Subject::Group(_)
        | Subject::DhBits(_)
        | Subject::Signature(_)
        | Subject::CertificateKey(..)
        | Subject::CertificateSignature(..) => None,
    });
    json!({
        "on": verdict.on.to_string(),
        "list": verdict.list,
        "guideline": verdict.guideline,
        "guideline_note": words(&verdict.guideline_note),
        "item": {
            "state": item.state.word(),
            "answer": item.state.answer().word(),
            "grounds": texts(&item.grounds),
            "missing": texts(&item.missing),
            "notes": texts(&item.notes),
            "holds_until": item.holds_until.map(|day| day.to_string()),
        },
        "profile": verdict.find_profile().map(evidence::tls_guideline::Profile::word),
        "profiles": verdict.profiles.iter().map(profile).collect::<Value>(),
        "versions": versions.collect::<Map<String, Value>>(),
        "strength_until": verdict.strength_until.map(|day| day.to_string()),
        "findings": texts(&verdict.findings),
    })
}
