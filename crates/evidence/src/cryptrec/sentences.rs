//! The sentences of an explanation, in both languages. They speak of the list and of what to ask; never of law or safety.

use super::model::Part;
use super::resolve::Resolved;
use jiff::civil::Date;
use standard::Text;
use standard::problem::{excerpt, visible_controls};
use std::ops::Range;

pub(super) fn recommended(part: &Part, edition: &str) -> Text {
    let name = &part.name;
    Text::new(
        format!("{name} は電子政府推奨暗号リスト({edition})に載っています"),
        format!("{name} is on the e-Government Recommended Ciphers List ({edition})"),
    )
}

/// A curve is no entry of the list: it decides the strength of ECDH, ECDSA and `EdDSA`.
pub(super) fn curve(part: &Part) -> Text {
    let (name, bits) = (&part.name, part.strength.unwrap_or(0));
    Text::new(
        format!("{name} は {bits} ビットの強度の楕円曲線です(LS-0003)"),
        format!("{name} is an elliptic curve of {bits} bits of strength (LS-0003)"),
    )
}

pub(super) fn all_recommended(names: &[&str], edition: &str) -> Text {
    let be = if names.len() == 1 { "is" } else { "are" };
    Text::new(
        format!("{} は電子政府推奨暗号リスト({edition})に載っています", names.join("・")),
        format!("{} {be} on the e-Government Recommended Ciphers List ({edition})", names.join(", ")),
    )
}

pub(super) fn recommended_until(part: &Part, last: Date, edition: &str) -> Text {
    let name = &part.name;
    Text::new(
        format!(
            "{name} は電子政府推奨暗号リスト({edition})に載っていますが、この強度を新しい暗号化や署名に使えるのは {last} までです(LS-0003)"
        ),
        format!(
            "{name} is on the e-Government Recommended Ciphers List ({edition}); this strength may be used for new \
             encryption and signatures until {last} (LS-0003)"
        ),
    )
}

pub(super) fn over(part: &Part, last: Date, until: Option<Date>) -> Text {
    let name = &part.name;
    let asked = until.map(|until| until.to_string()).unwrap_or_default();
    Text::new(
        format!("{name} のこの強度は {last} までで、使う予定の {asked} に足りません(LS-0003)。より長い鍵が要ります"),
        format!("this strength of {name} lasts until {last}, not to {asked} (LS-0003); a longer key is needed"),
    )
}

pub(super) fn candidate(part: &Part, edition: &str) -> Text {
    let name = &part.name;
    Text::new(
        format!("{name} は推奨候補暗号リスト({edition})の技術で、電子政府推奨暗号リストには載っていません"),
        format!("{name} is on the candidate list ({edition}), not on the e-Government Recommended Ciphers List"),
    )
}

pub(super) fn monitored(part: &Part, edition: &str) -> Text {
    let name = &part.name;
    Text::new(
        format!(
            "{name} は運用監視暗号リスト({edition})の技術(互換性のための継続利用だけ)で、電子政府推奨暗号リストには載っていません"
        ),
        format!(
            "{name} is on the monitored list ({edition}; continued use for compatibility only), not on the \
             e-Government Recommended Ciphers List"
        ),
    )
}

pub(super) fn unlisted(part: &Part, edition: &str) -> Text {
    let name = &part.name;
    Text::new(
        format!("{name} は電子政府推奨暗号リスト({edition})に載っていません"),
        format!("{name} is not on the e-Government Recommended Ciphers List ({edition})"),
    )
}

pub(super) fn not_confirmed(part: &Part, edition: &str) -> Text {
    let name = &part.name;
    Text::new(
        format!("{name} が電子政府推奨暗号リスト({edition})に当たるかは確かめられていません"),
        format!("whether {name} counts as listed ({edition}) could not be confirmed"),
    )
}

pub(super) fn too_weak(part: &Part) -> Text {
    let name = &part.name;
    Text::new(
        format!("{name} の鍵長が暗号強度要件(LS-0003)の下限に届きません"),
        format!("the key of {name} is shorter than the strength requirements (LS-0003) ask for"),
    )
}

pub(super) fn no_such_key(part: &Part, bits: u32) -> Text {
    let name = &part.name;
    let lengths = part.key_bits.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    Text::new(
        format!("{name} に {bits} ビットの鍵はありません(あるのは {lengths})。鍵長を尋ねます"),
        format!("{name} has no key of {bits} bits (there are {lengths}): ask for the key length"),
    )
}

pub(super) fn key_not_stated(part: &Part) -> Text {
    let name = &part.name;
    Text::new(
        format!("{name} の鍵長(または曲線)が書かれていません。尋ねます"),
        format!("the key length (or curve) of {name} is not stated: ask for it"),
    )
}

pub(super) fn mode_not_stated(part: &Part) -> Text {
    let name = &part.name;
    Text::new(
        format!("{name} の暗号利用モード(GCM、CBC、XTS など)が書かれていません。尋ねます"),
        format!("the mode of {name} (GCM, CBC, XTS, …) is not stated: ask for it"),
    )
}

pub(super) fn cipher_not_stated() -> Text {
    Text::new(
        "データを暗号化する方式(暗号と利用モード)が書かれていません。尋ねます",
        "the scheme that encrypts the data (cipher and mode) is not stated: ask for it",
    )
}

pub(super) fn use_not_stated(limit: &Text) -> Text {
    let english = limit.english.as_deref().unwrap_or(&limit.japanese);
    Text::new(format!("{}。何を暗号化するのかを尋ねます", limit.japanese), format!("{english}: ask what is encrypted"))
}

pub(super) fn outside(part: &Part) -> Text {
    let name = &part.name;
    Text::new(
        format!(
            "{name} は暗号化ではなく、電子政府推奨暗号リストに区分がないため、適合・不適合の判断の対象になりません"
        ),
        format!("{name} is no encryption and the list has no category for it: it neither meets nor fails"),
    )
}

pub(super) fn nothing_recognised() -> Text {
    Text::new("暗号の方式を読み取れませんでした。方式を尋ねます", "no technique was recognised: ask for the scheme")
}

pub(super) fn not_understood(words: &str, found: &Range<usize>) -> Text {
    let shown = quoted(words, found);
    Text::new(
        format!("`{shown}` は読み取れませんでした。その意味を確かめます"),
        format!("`{shown}` was not understood: ask what it means"),
    )
}

pub(super) fn denied(words: &str, found: &Range<usize>) -> Text {
    let shown = quoted(words, found);
    Text::new(
        format!("打ち消しや例外の語 `{shown}` があります。文を人が読んで確かめます"),
        format!("the word `{shown}` denies or excepts something: a person must read the sentence"),
    )
}

pub(super) fn too_long(limit: usize) -> Text {
    Text::new(
        format!("記載が長すぎます(上限 {limit} バイト)。方式の名前だけを書きます"),
        format!("the statement is too long (the limit is {limit} bytes): write the names of the schemes only"),
    )
}

/// The first few things that were not understood: the rest of a long text adds nothing.
pub(super) fn remainder(words: &str, resolved: &Resolved) -> Vec<Text> {
    resolved.unknown.iter().take(5).map(|found| not_understood(words, found)).collect()
}

fn quoted(words: &str, found: &Range<usize>) -> String {
    visible_controls(&excerpt(words.get(found.clone()).unwrap_or_default()))
}
