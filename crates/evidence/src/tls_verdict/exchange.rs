//! The key exchange as it is seen in a handshake: groups, sizes of Diffie-Hellman primes, and the schemes that the server signs
//! with.

use super::Question;
use super::part::{Judged, Part, Subject};
use super::words::{self, because};
use crate::cryptrec::{Keys, Standing};
use crate::tls_guideline::{Demand, Demands, Size, Technique};
use standard::Text;
use std::collections::BTreeSet;
use tls::Version;
use tls::groups::Group;
use tls::observation::{GroupSeen, SignatureSeen};

pub(super) fn judge(question: &Question<'_>) -> Judged {
    let mut judged = Judged::default();
    for group in &question.observation.groups {
        judge_group(question, group, &mut judged);
    }
    let sizes: BTreeSet<u32> = question.observation.dh_bits.values().flatten().copied().collect();
    for bits in sizes {
        judge_prime(question, bits, &mut judged);
    }
    for signature in question.observation.signatures.iter().filter(|signature| is_chosen(signature)) {
        judge_signature(question, signature, &mut judged);
    }
    judged
}

/// Before TLS 1.2 the version lays down MD5 and SHA-1; then the version is what is judged.
fn is_chosen(signature: &SignatureSeen) -> bool {
    signature.versions.is_empty() || signature.versions.iter().any(|version| *version >= Version::Tls12)
}

fn judge_group(question: &Question<'_>, group: &GroupSeen, judged: &mut Judged) {
    let registered = Group::find(group.id).map_or(group.name.as_str(), |known| known.name);
    let name = words::named("鍵共有の群", "the group", registered);
    let row = question.guideline.group(registered);
    guideline_says(&name, row, judged);
    if let Some(bits) = row.and_then(|row| row.bits) {
        too_small(question, Size::Ecdhe, bits, judged);
    }
    let part = Part::of_technique(Subject::Group(group.id), name, row, |words| stated(question, words));
    judged.parts.push(part);
}

fn judge_prime(question: &Question<'_>, bits: u32, judged: &mut Judged) {
    too_small(question, Size::Dhe, bits, judged);
    let name = Text::new(format!("DH の素数 {bits} ビット"), format!("the {bits}-bit DH prime"));
    let part = match bits {
        0 => Part::unknown(Subject::DhBits(bits), name, Text::new("大きさが読めない", "its size could not be read")),
        bits => Part::of_standing(Subject::DhBits(bits), name, stated(question, &format!("DH {bits}"))),
    };
    judged.parts.push(part);
}

fn judge_signature(question: &Question<'_>, signature: &SignatureSeen, judged: &mut Judged) {
    let registered = tls::signatures::find_name(signature.id).unwrap_or(&signature.name);
    let name = words::named("署名方式", "the signature scheme", registered);
    let row = question.guideline.signature(registered);
    guideline_says(&name, row, judged);
    let look_up = |words: &str| question.cryptrec.standing(words, Keys::Elsewhere, None, question.edition, question.on);
    judged.parts.push(Part::of_technique(Subject::Signature(signature.id), name, row, look_up));
}

fn stated(question: &Question<'_>, words: &str) -> Standing {
    question.cryptrec.standing(words, Keys::Stated, None, question.edition, question.on)
}

/// What the guideline says of a technique by its row.
pub(super) fn guideline_says(name: &Text, row: Option<&Technique>, judged: &mut Judged) {
    let unknown = Demands::all(Demand::Unclear);
    judged.object(name.clone(), row.map_or(unknown, |row| row.accepted));
}

/// What the guideline says of a size that is too small.
pub(super) fn too_small(question: &Question<'_>, size: Size, bits: u32, judged: &mut Judged) {
    let Some(row) = question.guideline.size(size).filter(|row| bits < row.at_least) else { return };
    let least = row.at_least;
    let why = Text::new(
        format!("{bits} ビット({least} ビット以上が求められる)"),
        format!("{bits} bits ({least} or more are asked for)"),
    );
    judged.object(because(&row.title, &why), row.below);
}
