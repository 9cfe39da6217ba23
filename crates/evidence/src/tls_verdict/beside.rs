//! What stands out about certificates beside the cryptography: validity, names, the chain. It changes no profile; a server
//! certificate that was not valid when measured leaves the item to a person.

use super::Question;
use super::certificates::whose;
use super::words;
use crate::settle::{english, quoted};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use standard::Text;
use tls::observation::{Certificate, Observation};

/// Date and time in Japan, which is nine hours ahead all year.
pub fn in_japan(at: Timestamp) -> DateTime {
    Offset::constant(9).to_datetime(at)
}

/// The day in Japan.
pub(super) fn day_in_japan(at: Timestamp) -> Date {
    in_japan(at).date()
}

/// What the certificates show.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Somebody must look before the item can be met.
    pub(super) to_confirm: Vec<Text>,
    /// To know.
    pub(super) findings: Vec<Text>,
}

pub(super) fn look(question: &Question<'_>) -> Beside {
    let observation = question.observation;
    let mut beside = Beside::default();
    for certificate in observation.certificates.iter().filter(|certificate| certificate.readable) {
        let out_of_validity = validity(certificate, observation.at);
        if certificate.position == 0 {
            beside.to_confirm.extend(out_of_validity);
            beside.findings.extend(expiry(certificate, question.on));
            beside.findings.extend(name(observation, certificate));
            beside.findings.extend(own_issuer(certificate));
        } else {
            beside.findings.extend(out_of_validity);
        }
    }
    for chain in &observation.chains {
        if !chain.ordered {
            let text = ("証明書の並びが順になっていない", "the certificates are not sent in order");
            beside.findings.push(Text::new(text.0, text.1));
        }
        if !chain.reaches_root {
            let text = ("中間の証明書が足りない", "an intermediate certificate is missing");
            beside.findings.push(Text::new(text.0, text.1));
        }
    }
    Text::keep_first_of_each(&mut beside.findings);
    beside
}

/// Was it out of its validity when it was measured? A certificate that ends later is renewed until then.
fn validity(certificate: &Certificate, at: Timestamp) -> Option<Text> {
    let whose = whose(certificate);
    if let Some(last) = certificate.not_after.filter(|last| *last < at).map(day_in_japan) {
        let japanese = format!("{}の期限が {last} に切れている", whose.japanese);
        return Some(Text::new(japanese, format!("{} expired on {last}", english(&whose))));
    }
    let first = certificate.not_before.filter(|first| *first > at).map(day_in_japan)?;
    let japanese = format!("{}は {first} からで、まだ有効でない", whose.japanese);
    Some(Text::new(japanese, format!("{} is only valid from {first}", english(&whose))))
}

fn expiry(certificate: &Certificate, on: Date) -> Option<Text> {
    let last = certificate.not_after.map(day_in_japan)?;
    let whose = whose(certificate);
    Some(if last < on {
        Text::new(
            format!("測ったときの{}は {last} までのもの。更新されたかを確かめる", whose.japanese),
            format!("{} as measured lasted until {last}: ask whether it was renewed", english(&whose)),
        )
    } else {
        Text::new(format!("{}の期限は {last}", whose.japanese), format!("{} lasts until {last}", english(&whose)))
    })
}

fn name(observation: &Observation, certificate: &Certificate) -> Option<Text> {
    let wanted = observation.server_name.as_deref()?;
    if certificate.names.iter().any(|name| covers(name, wanted)) {
        return None;
    }
    let wanted = quoted(wanted);
    Some(Text::new(
        format!("サーバー証明書に名前 {wanted} がない"),
        format!("the server's certificate is not for {wanted}"),
    ))
}

/// RFC 6125 §6.4: the same name, or a star in place of the first label.
fn covers(name: &str, wanted: &str) -> bool {
    let (name, wanted) = (name.trim_end_matches('.'), wanted.trim_end_matches('.'));
    let parent = wanted.split_once('.').map(|(_, parent)| parent);
    let under_star =
        name.strip_prefix("*.").zip(parent).is_some_and(|(under, parent)| under.eq_ignore_ascii_case(parent));
    name.eq_ignore_ascii_case(wanted) || under_star
}

fn own_issuer(certificate: &Certificate) -> Option<Text> {
    certificate.self_issued.then(|| {
        words::because(
            &Text::new("自己署名のサーバー証明書", "a server certificate that signs itself"),
            &Text::new("利用者は相手を確かめられない", "nobody can tell by it whom they speak to"),
        )
    })
}
