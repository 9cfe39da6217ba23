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
    let subject = Subject::CertificateKey(certificate.chain, certificate.position);
    let size = match key {
        "RSA" | "RSA-PSS" => Some((Size::Rsa, "RSASSA-PKCS1-v1_5")),
        "DSA" => Some((Size::Dsa, "DSA")),
        "ECDSA" => Some((Size::Ecdsa, "ECDSA")),
        _ => None,
    };
    let stated = |words: &str| question.cryptrec.standing(words, Keys::Stated, None, question.edition, question.on);
    let Some((size, technique)) = size else {
        // Kinds of keys that have one size, and those of other standards.
        let row = question.guideline.certificate_signature(key);
        guideline_says(&name, row, judged);
        judged.parts.push(Part::of_technique(subject, name, row, stated));
        return;
    };
    if bits > 0 {
        too_small(question, size, bits, judged);
    }
    let known_curve = question.guideline.group(curve);
    judged.parts.push(match size {
        Size::Ecdsa if !curve.is_empty() => {
            let stated = |_: &str| stated(&format!("{technique} {curve}"));
            Part::of_technique(subject, name, known_curve, stated)
        }
        Size::Rsa | Size::Dsa if bits > 0 => Part::of_standing(subject, name, stated(&format!("{technique} {bits}"))),
        Size::Rsa | Size::Dsa | Size::Ecdsa | Size::Dhe | Size::Ecdhe => {
            Part::unknown(subject, name, Text::new("大きさが分からない", "its size is not known"))
        }
    });
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
