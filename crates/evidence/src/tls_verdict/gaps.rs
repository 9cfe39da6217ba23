//! What an observation leaves open. What was not established is never a pass: where it matters, the verdict stays undecided.

use super::suites::registered_name;
use super::words;
use crate::settle::{english, quoted};
use standard::Text;
use std::collections::BTreeSet;
use tls::Version;
use tls::observation::{Accepted, NotEstablished, Observation};
use tls::suites::{Authentication, Carries, Suite};

/// Did nothing answer, so that nothing is known?
pub(super) fn is_unreachable(observation: &Observation) -> bool {
    observation.versions.values().all(|accepted| *accepted == Accepted::Unknown)
}

/// What there is to say where nothing is known: that nothing answered, or the one reason for all.
pub(super) fn nothing_known(observation: &Observation) -> Text {
    let reasons: BTreeSet<&str> =
        observation.unknown.iter().filter(|gap| gap.what == "versions").map(|gap| gap.why.as_str()).collect();
    match reasons.into_iter().collect::<Vec<_>>().as_slice() {
        [reason @ ("refused_connections" | "malformed" | "not_spoken" | "limit")] => {
            let why = why(reason);
            Text::new(
                format!("何も確かめられなかった({})", why.japanese),
                format!("nothing was established ({})", english(&why)),
            )
        }
        _ => Text::new("応答がなく、確かめられなかった", "nothing answered, so nothing was established"),
    }
}

/// What is not established and matters to the verdict, as sentences.
pub(super) fn find(observation: &Observation) -> Vec<Text> {
    let mut gaps: Vec<NotEstablished> = observation.unknown.iter().filter(|gap| matters(gap)).cloned().collect();
    for gap in of_versions(observation).into_iter().chain(of_handshakes(observation)) {
        let is_told =
            |told: &NotEstablished| told.what == gap.what && (told.version == gap.version || told.version.is_none());
        if !gaps.iter().any(is_told) {
            gaps.push(gap);
        }
    }
    gaps.iter().map(why_not_established).collect()
}

/// Settings that are advice in every profile, and whose order decides, change no verdict.
fn matters(gap: &NotEstablished) -> bool {
    let advice = ["features", "order", "intolerances"];
    !advice
        .iter()
        .any(|what| gap.what == *what || gap.what.strip_prefix(what).is_some_and(|rest| rest.starts_with('.')))
}

fn of_versions(observation: &Observation) -> Vec<NotEstablished> {
    let mut gaps = Vec::new();
    for version in Version::ALL {
        match observation.versions.get(&version).copied().unwrap_or_default() {
            Accepted::Unknown => gaps.push(gap("versions", Some(version))),
            Accepted::Accepted if observation.suites.get(&version).is_none_or(Vec::is_empty) => {
                gaps.push(gap("suites", Some(version)));
            }
            Accepted::Accepted | Accepted::Refused => {}
        }
    }
    gaps
}

/// What the accepted suites imply must have been seen.
fn of_handshakes(observation: &Observation) -> Vec<NotEstablished> {
    let suites: Vec<(Version, Suite)> = observation
        .suites
        .iter()
        .flat_map(|(version, suites)| suites.iter().map(|suite| (*version, registered_name(suite))))
        .filter_map(|(version, name)| Some((version, Suite::find_by_name(name)?)))
        .collect();
    let any = |holds: &dyn Fn(Version, Suite) -> bool| suites.iter().any(|(version, suite)| holds(*version, *suite));
    let mut gaps = Vec::new();
    if observation.groups.is_empty() && any(&|_, suite| matches!(suite.carries(), Carries::Curve | Carries::Any)) {
        gaps.push(gap("groups", None));
    }
    for version in Version::ALL {
        let of_version = |with: Version, suite: Suite| with == version && suite.carries() == Carries::FiniteField;
        if any(&of_version) && observation.dh_bits.get(&version).is_none_or(Vec::is_empty) {
            gaps.push(gap("dh_bits", Some(version)));
        }
    }
    // Before TLS 1.2 the version lays down how the exchange is signed.
    let signs = |version: Version, suite: Suite| {
        version >= Version::Tls12 && suite.carries() != Carries::Nothing && shows_a_certificate(suite)
    };
    if observation.signatures.is_empty() && any(&signs) {
        gaps.push(gap("signatures", None));
    }
    let unreadable = observation.certificates.iter().any(|certificate| !certificate.readable);
    if unreadable || (observation.certificates.is_empty() && any(&|_, suite| shows_a_certificate(suite))) {
        gaps.push(gap("certificates", None));
    }
    gaps
}

/// Does the server prove itself by a certificate with this suite?
fn shows_a_certificate(suite: Suite) -> bool {
    match suite.authentication() {
        Authentication::Rsa
        | Authentication::Dss
        | Authentication::Ecdsa
        | Authentication::Gost
        | Authentication::Fortezza
        | Authentication::Any => true,
        Authentication::Anonymous | Authentication::Shared | Authentication::Kerberos => false,
    }
}

fn gap(what: &str, version: Option<Version>) -> NotEstablished {
    NotEstablished { what: what.to_owned(), version, why: String::new() }
}

/// Something that was not established, as a sentence: `TLS 1.2 の暗号スイートを確かめられなかった(時間切れ)`.
pub fn why_not_established(gap: &NotEstablished) -> Text {
    let what = if gap.version.is_none() && gap.what == "versions" {
        Text::new("受け入れる版", "versions that it accepts")
    } else {
        what(&gap.what)
    };
    let (of_japanese, of_english) = match gap.version.map(words::version) {
        Some(version) => (format!("{version} の"), format!(" of {version}")),
        None => (String::new(), String::new()),
    };
    let plain = Text::new(
        format!("{of_japanese}{}を確かめられなかった", what.japanese),
        format!("the {}{of_english} could not be established", english(&what)),
    );
    if gap.why.is_empty() {
        return plain;
    }
    let why = why(&gap.why);
    Text::new(format!("{}({})", plain.japanese, why.japanese), format!("{} ({})", english(&plain), english(&why)))
}

fn what(word: &str) -> Text {
    match word {
        "versions" => Text::new("可否", "acceptance"),
        "suites" => Text::new("暗号スイート", "suites"),
        "groups" => Text::new("鍵共有の群", "groups"),
        "dh_bits" => Text::new("DH の素数の大きさ", "size of the DH prime"),
        "signatures" => Text::new("署名方式", "signature schemes"),
        "certificates" => Text::new("証明書", "certificates"),
        "order" => Text::new("優先順", "order"),
        "features.compression" => Text::new("圧縮", "compression"),
        "features.secure_renegotiation" => Text::new("安全な再ネゴシエーション", "secure renegotiation"),
        "features.client_renegotiation" => {
            Text::new("クライアントからの再ネゴシエーション", "renegotiation begun by the client")
        }
        "features.session_tickets" => Text::new("セッションチケット", "session tickets"),
        "features.ocsp_stapling" => Text::new("OCSP ステープリング", "OCSP stapling"),
        other => Text::new(format!("「{}」", quoted(other)), quoted(other)),
    }
}

/// The stable words of an observation.
fn why(word: &str) -> Text {
    match word {
        "refused_connections" => Text::new("接続できない", "no connection could be made"),
        "time" => Text::new("時間切れ", "out of time"),
        "no_answer" => Text::new("応答がない", "no answer"),
        "limit" => Text::new("読む量の上限に達した", "more than is read"),
        "not_spoken" => Text::new("Kijun が話さない方式", "a technique that Kijun does not speak"),
        "malformed" => Text::new("読めない応答", "an answer that cannot be read"),
        other => Text::untranslated(quoted(other)),
    }
}
