//! What states, answers and settings are called on the page. Sentences come with the verdict.

use evidence::tls_guideline::Fit;
use evidence::tls_verdict::{ItemState, version_name};
use standard::{Answer, Language, Text};
use tls::Version;
use tls::observation::{Accepted, Intolerance, Observation, Order, Seen};

pub(super) fn state(state: ItemState) -> Text {
    match state {
        ItemState::Conforms => Text::new("本市基準に適合", "conforms to the city's standard"),
        ItemState::DoesNotConform => Text::new("本市基準に不適合", "does not conform to the city's standard"),
        ItemState::Undecided => Text::new("未確定", "undecided"),
        ItemState::Unreachable => Text::new("確認不能", "could not be reached"),
    }
}

pub(super) fn fit(fit: Fit) -> Text {
    match fit {
        Fit::Fits => Text::new("当てはまる", "fits"),
        Fit::Undecided => Text::new("未確定", "undecided"),
        Fit::DoesNotFit => Text::new("当てはまらない", "does not fit"),
    }
}

pub(super) fn accepted(accepted: Accepted) -> Text {
    match accepted {
        Accepted::Accepted => Text::new("受け入れる", "accepted"),
        Accepted::Refused => Text::new("受け入れない", "refused"),
        Accepted::Unknown => Text::new("確かめられない", "not established"),
    }
}

/// What an answer says of one part.
pub(super) fn mark(answer: Answer) -> Text {
    match answer {
        Answer::Met => Text::new("よい", "good"),
        Answer::Unmet => Text::new("不適合", "not conforming"),
        Answer::Unknown => Text::new("要確認", "to be confirmed"),
        Answer::NotApplicable => Text::untranslated(""),
    }
}

pub(super) fn order(order: Order) -> Text {
    match order {
        Order::Server => Text::new("サーバーの優先順", "the server's order"),
        Order::Client => Text::new("利用者側の優先順", "the client's order"),
        Order::Unknown => Text::new("優先順は不明", "order not known"),
    }
}

fn seen(seen: Seen) -> Text {
    match seen {
        Seen::Yes => Text::new("あり", "yes"),
        Seen::No => Text::new("なし", "no"),
        Seen::NotApplicable => Text::new("該当なし", "n/a"),
        Seen::Unknown => Text::new("確かめられない", "not established"),
    }
}

/// Each setting with what was seen of it.
pub(super) fn features(observation: &Observation) -> Vec<(Text, Text)> {
    let features = &observation.features;
    let mut told = vec![
        (Text::new("圧縮", "Compression"), seen(features.compression)),
        (Text::new("安全な再ネゴシエーション", "Secure renegotiation"), seen(features.secure_renegotiation)),
        (
            Text::new("クライアントからの再ネゴシエーション", "Renegotiation by the client"),
            seen(features.client_renegotiation),
        ),
        (Text::new("Extended Master Secret", "Extended master secret"), seen(features.extended_master_secret)),
        (Text::new("Encrypt-then-MAC", "Encrypt-then-MAC"), seen(features.encrypt_then_mac)),
        (Text::new("OCSP ステープリング", "OCSP stapling"), seen(features.ocsp_stapling)),
        (Text::new("セッションチケット", "Session tickets"), seen(features.session_tickets)),
        (Text::new("ダウングレードの信号", "Downgrade signal"), seen(features.downgrade_signal)),
        (Text::new("TLS_FALLBACK_SCSV", "TLS_FALLBACK_SCSV"), seen(features.fallback_scsv)),
    ];
    if !features.alpn.is_empty() {
        told.push((Text::untranslated("ALPN"), Text::untranslated(features.alpn.join(", "))));
    }
    told
}

pub(super) fn intolerance(intolerance: Intolerance) -> Text {
    match intolerance {
        Intolerance::LongHello => Text::new("長い ClientHello に答えられない", "cannot stand a long ClientHello"),
        Intolerance::Grease => Text::new("予約された値(GREASE)に答えられない", "cannot stand reserved values (GREASE)"),
        Intolerance::UnknownVersion => {
            Text::new("まだない版の番号に答えられない", "cannot stand a version that does not exist yet")
        }
        Intolerance::ManySuites => {
            Text::new("暗号スイートの長い一覧に答えられない", "cannot stand a long list of suites")
        }
    }
}

/// `TLS 1.2, TLS 1.3`
pub(super) fn versions(versions: impl IntoIterator<Item = Version>) -> String {
    let names: Vec<&str> = versions.into_iter().map(version_name).collect();
    names.join(", ")
}

pub(super) fn english(text: &Text) -> &str {
    text.in_language(Language::English)
}
