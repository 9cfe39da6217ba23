//! What a TLS server accepts: every version and every suite counts, since a server is as good as the worst that it accepts. A list
//! that leaves out a version's suites is no complete list. Not for measuring a server.

use super::super::methods::{Method, judge as judge_method, told};
use super::super::subjects::{conclude, quoted, say};
use super::super::{Context, Finding};
use crate::cryptrec::{Edition, PartKind, Use};
use crate::declaration::{Channel, Stated};
use standard::spelling::fold;
use standard::{Answer, Text};
use std::rc::Rc;

/// Nobody reads more suites than this in a reason.
const SHOWN: usize = 5;

/// What matters of a version of TLS.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    /// SSL 2.0, 3.0.
    Ssl,
    /// TLS 1.0, 1.1: beneath 推奨セキュリティ型, so a person decides.
    Old,
    Tls12,
    Tls13,
    /// Cannot be told, as in "SSL/TLS".
    Unclear,
}

pub(super) fn judge(
    context: &Context<'_>,
    edition: Edition,
    stated: &Stated<Channel>,
    name: &Text,
    versions: &[String],
    suites: &[String],
) -> Finding {
    let read: Vec<Version> = versions.iter().flat_map(|words| read_versions(words)).collect();
    let suites = &one_by_one(suites)[..];
    let mut parts = vec![judge_versions(stated, name, versions, &read)];
    if suites.is_empty() {
        parts.push(unknown(
            stated,
            name,
            ("受け入れる暗号スイートが書かれていない", "the suites that it accepts are not stated"),
            (
                "受け入れる暗号スイートの一覧か実測を求める(TLS 1.3 にもリストにないスイートがある)",
                "ask for the list of suites or measure it (TLS 1.3 too has suites that are not on the list)",
            ),
        ));
    } else {
        parts.push(judge_suites(context, edition, stated, name, suites));
        parts.extend(left_out(stated, name, &read, suites));
    }
    conclude(parts)
}

fn judge_versions(stated: &Stated<Channel>, name: &Text, versions: &[String], read: &[Version]) -> Finding {
    let shown: Vec<String> = versions.iter().take(SHOWN).map(|words| quoted(words)).collect();
    let shown = shown.join(", ");
    let has = |version| read.contains(&version);
    if has(Version::Ssl) {
        let text = say(name, &format!("SSL を受け入れる({shown})"), &format!("accepts SSL ({shown})"));
        return Finding::from_fact(Answer::Unmet, stated, text);
    }
    let ask = ("受け入れる TLS の版をすべて尋ねる", "ask for every version of TLS that it accepts");
    if versions.is_empty() {
        return unknown(stated, name, ("TLS の版が書かれていない", "the versions of TLS are not stated"), ask);
    }
    if has(Version::Unclear) || read.is_empty() {
        let text =
            (format!("「{shown}」では TLS の版が分からない"), format!("`{shown}` does not tell the versions of TLS"));
        return unknown(stated, name, (&text.0, &text.1), ask);
    }
    if has(Version::Old) {
        let text = (
            format!("TLS 1.0 又は 1.1 を受け入れる({shown})。要確認"),
            format!("accepts TLS 1.0 or 1.1 ({shown}): to be confirmed"),
        );
        let ask = (
            "TLS 1.0・1.1 を止められるか、認めるかを決める",
            "decide whether TLS 1.0 and 1.1 can be switched off or are accepted",
        );
        return unknown(stated, name, (&text.0, &text.1), ask);
    }
    Finding::from_fact(Answer::Met, stated, say(name, &format!("TLS {shown}"), &format!("TLS {shown}")))
}

/// The versions within one entry: `1.2`, `TLSv1.3`, `TLS 1.2 以上`, `1.2/1.3`.
fn read_versions(words: &str) -> Vec<Version> {
    let folded = fold(words);
    folded.split([',', '/', '、', '・', ';']).map(read_version).collect()
}

fn read_version(words: &str) -> Version {
    let compact: String = words.chars().filter(|character| !character.is_whitespace() && *character != '_').collect();
    let open_ended = ["以上", "以降", "+", "orlater", "orhigher", "orabove", "andabove"];
    let least = open_ended.iter().find_map(|end| compact.strip_suffix(end)).unwrap_or(&compact);
    let number = |rest: &str| rest.strip_prefix('v').unwrap_or(rest).trim_start_matches('-').to_owned();
    if let Some(rest) = least.strip_prefix("ssl") {
        return match number(rest).as_str() {
            "2" | "2.0" | "3" | "3.0" => Version::Ssl,
            _ => Version::Unclear,
        };
    }
    match number(least.strip_prefix("tls").unwrap_or(least)).as_str() {
        "1.3" => Version::Tls13,
        "1.2" => Version::Tls12,
        "1" | "1.0" | "1.1" => Version::Old,
        _ => Version::Unclear,
    }
}

/// Is it a suite of TLS 1.3, whose names leave the key agreement out?
fn is_of_tls13(suite: &str) -> bool {
    let folded = fold(suite);
    let rest = folded.strip_prefix("tls_").filter(|rest| !rest.contains(char::is_whitespace));
    rest.is_some_and(|rest| ["aes_", "chacha20_", "sm4_"].iter().any(|cipher| rest.starts_with(cipher)))
}

/// The suites one by one: people paste the lists of their servers, with colons or commas, as one.
fn one_by_one(suites: &[String]) -> Vec<&str> {
    let each = suites.iter().flat_map(|entry| entry.split([':', ',', '、', ';', '\n']));
    each.map(str::trim).filter(|suite| !suite.is_empty()).collect()
}

fn judge_suites(
    context: &Context<'_>,
    edition: Edition,
    stated: &Stated<Channel>,
    name: &Text,
    suites: &[&str],
) -> Finding {
    let judged: Vec<(&str, Rc<Method>)> =
        suites.iter().map(|suite| (*suite, judge_suite(context, edition, suite))).collect();
    let is = |answer| judged.iter().any(|(_, method)| method.answer == answer);
    let count = suites.len();
    if !is(Answer::Unmet) && !is(Answer::Unknown) {
        let listed = context.references.cryptrec.edition_name(edition);
        let text = say(
            name,
            &format!("受け入れる暗号スイート {count} 件はすべて電子政府推奨暗号リスト({listed})の技術"),
            &format!("all {count} suites that it accepts use techniques of the CRYPTREC list ({listed})"),
        );
        let mut found = Finding::from_fact(Answer::Met, stated, text);
        let ends = judged.iter().filter_map(|(_, method)| method.until);
        found.holds_until = found.holds_until.into_iter().chain(ends).min();
        // The reference has few notes, so that looking through those at hand is faster than hashing each.
        for note in judged.iter().flat_map(|(_, method)| &method.notes) {
            if !found.notes.contains(note) {
                found.notes.push(note.clone());
            }
        }
        return found;
    }
    let worst = if is(Answer::Unmet) { Answer::Unmet } else { Answer::Unknown };
    let deciding = judged.iter().filter(|(_, method)| method.answer == worst);
    let rest = deciding.clone().count().saturating_sub(SHOWN);
    let sentence = |(suite, method): &(&str, Rc<Method>)| {
        let (japanese, english) = told(suite, &method.why);
        let text = say(name, &format!("受け入れる暗号スイート{japanese}"), &format!("accepts the suite {english}"));
        let found = Finding::from_fact(worst, stated, text.clone());
        if worst == Answer::Unknown { found.with_missing(text) } else { found }
    };
    let found = conclude(deciding.take(SHOWN).map(sentence).collect());
    if rest == 0 {
        return found;
    }
    found.with_note(say(
        name,
        &format!("ほかに同様のスイートが {rest} 件"),
        &format!("and {rest} more suites likewise"),
    ))
}

/// A suite before TLS 1.3 must name its key agreement: OpenSSL's `AES128-GCM-SHA256` is static RSA, which is not on the list.
fn judge_suite(context: &Context<'_>, edition: Edition, suite: &str) -> Rc<Method> {
    let method = judge_method(context, edition, suite, Some(Use::Channel));
    let count = |is: fn(PartKind) -> bool| method.explanation.parts.iter().filter(|part| is(part.kind)).count();
    let agreements = count(|kind| matches!(kind, PartKind::KeyAgreement | PartKind::Kem));
    let ciphers = count(|kind| {
        matches!(kind, PartKind::BlockCipher | PartKind::StreamCipher | PartKind::AuthenticatedEncryption)
    });
    if method.answer != Answer::Met || agreements >= ciphers || is_of_tls13(suite) {
        return method;
    }
    let why = Text::new(
        "鍵共有(ECDHE、DHE など)が名前から分からない。IANA の正式な名前を尋ねる",
        "its name does not tell the key agreement (ECDHE, DHE, …): ask for the name as IANA registers it",
    );
    Rc::new(Method { answer: Answer::Unknown, why, ..(*method).clone() })
}

/// Versions that the server accepts without any suite of theirs in the list.
fn left_out(stated: &Stated<Channel>, name: &Text, read: &[Version], suites: &[&str]) -> Vec<Finding> {
    let of_tls13 = suites.iter().filter(|suite| is_of_tls13(suite)).count();
    let earlier = suites.len().saturating_sub(of_tls13);
    let missing = [("1.2", Version::Tls12, earlier), ("1.3", Version::Tls13, of_tls13)];
    let missing = missing.into_iter().filter(|(_, version, count)| read.contains(version) && *count == 0);
    let ask = |(version, _, _)| {
        let japanese = format!("TLS {version} の暗号スイートが一覧にない");
        let english = format!("the list has no suite of TLS {version}");
        let question = (
            format!("TLS {version} で受け入れる暗号スイートを尋ねる"),
            format!("ask for the suites that it accepts with TLS {version}"),
        );
        unknown(stated, name, (&japanese, &english), (&question.0, &question.1))
    };
    missing.map(ask).collect()
}

fn unknown(stated: &Stated<Channel>, name: &Text, told: (&str, &str), ask: (&str, &str)) -> Finding {
    Finding::from_fact(Answer::Unknown, stated, say(name, told.0, told.1)).with_missing(say(name, ask.0, ask.1))
}
