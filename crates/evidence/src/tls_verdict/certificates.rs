//! The certificates that a server sends: their keys and signatures by the CRYPTREC list and the guideline. Whether a certificate
//! has expired or fits the name is told beside (`beside`).

use super::Question;
use super::exchange::{guideline_says, too_small};
use super::part::{Judged, Part, Subject};
use super::words;
use crate::cryptrec::Keys;
use crate::settle::{english, quoted};
use crate::tls_guideline::Size;
use standard::Text;
use tls::observation::Certificate;

pub(super) fn judge(question: &Question<'_>) -> Judged {
    let mut judged = Judged::default();
    for certificate in question.observation.certificates.iter().filter(|certificate| certificate.readable) {
        judge_key(question, certificate, &mut judged);
        // What a certificate signs for itself proves nothing, so nobody relies on it.
        if !certificate.self_issued {
            judge_signature(question, certificate, &mut judged);
        }
    }
    judged
}

fn judge_key(question: &Question<'_>, certificate: &Certificate, judged: &mut Judged) {
    let (key, bits) = (certificate.key.as_str(), certificate.key_bits);
    let curve = certificate.curve.as_deref().unwrap_or_default();
    let shown = if curve.is_empty() { format!("{key} {bits}") } else { format!("{key} {curve}") };
    let whose = whose(certificate);
    let name = Text::new(
        format!("{}の鍵 {}", whose.japanese, quoted(&shown)),
        format!("the key {} of {}", quoted(&shown), english(&whose)),
    );
    let (size, words) = match key {
        "RSA" => (Some(Size::Rsa), Some(format!("RSASSA-PKCS1-v1_5 {bits}"))),
        "DSA" => (Some(Size::Dsa), Some(format!("DSA {bits}"))),
        "ECDSA" => (Some(Size::Ecdsa), (!curve.is_empty()).then(|| format!("ECDSA {curve}"))),
        "Ed25519" | "Ed448" => (None, Some(key.to_owned())),
        _ => (None, None),
    };
    if let Some(size) = size.filter(|_| bits > 0) {
        too_small(question, size, bits, judged);
    }
    let subject = Subject::CertificateKey(certificate.chain, certificate.position);
    let needs_bits = matches!(size, Some(Size::Rsa | Size::Dsa));
    let part = match words.filter(|_| bits > 0 || !needs_bits) {
        Some(words) => {
            let standing = question.cryptrec.standing(&words, Keys::Stated, None, question.edition, question.on);
            Part::of_standing(subject, name, standing)
        }
        None => {
            Part::unknown(subject, name, Text::new("鍵の種類か大きさが分からない", "its kind or size is not known"))
        }
    };
    judged.parts.push(part);
}

fn judge_signature(question: &Question<'_>, certificate: &Certificate, judged: &mut Judged) {
    let (whose, algorithm) = (whose(certificate), quoted(&certificate.signature));
    let name = Text::new(
        format!("{}の署名 {algorithm}", whose.japanese),
        format!("the signature {algorithm} on {}", english(&whose)),
    );
    let row = question.guideline.certificate_signature(&certificate.signature);
    guideline_says(&name, row, judged);
    let subject = Subject::CertificateSignature(certificate.chain, certificate.position);
    let look_up = |words: &str| question.cryptrec.standing(words, Keys::Elsewhere, None, question.edition, question.on);
    judged.parts.push(Part::of_technique(subject, name, row, look_up));
}

/// A certificate, for sentences: the server's own, or one above it by its subject.
pub(super) fn whose(certificate: &Certificate) -> Text {
    if certificate.position == 0 {
        return Text::new("サーバー証明書", "the server's certificate");
    }
    words::named("上位の証明書", "the certificate above", &certificate.subject)
}
