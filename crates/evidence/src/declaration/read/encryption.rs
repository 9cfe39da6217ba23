//! 通信経路 and 保存先: how each is protected, as written. What the words are worth is `cryptrec`'s matter.

use super::known::not_known;
use super::row::Row;
use super::words::{PATHS, STORE_KINDS};
use crate::cryptrec::Use;
use crate::declaration::model::{Channel, Known, Protection, Store};
use standard::Text;

/// The words for how a channel is protected.
#[derive(Clone, Copy, PartialEq)]
enum Means {
    Tls,
    Vpn,
    Nothing,
}

const MEANS: &[(&str, Means)] = &[("tls", Means::Tls), ("vpn", Means::Vpn), ("nothing", Means::Nothing)];

pub(super) fn channel(row: &Row<'_, '_, '_>) -> Option<Channel> {
    let path = row.word("path", PATHS);
    let means = row
        .table
        .require("protection")
        .and_then(|node| not_known(node).or_else(|| row.word_of("protection", node, MEANS).map(Known::Is)));
    let list = |key: &str, of: Means, only: Text| {
        if means.is_none_or(|means| means == Known::Is(of)) {
            return row.texts(key).into_iter().map(|(text, _)| text).collect();
        }
        row.misplaced(key, &only);
        Vec::new()
    };
    let only_tls = || Text::new("protection = \"tls\" のときだけ書きます", "only with protection = \"tls\"");
    let only_vpn = Text::new("protection = \"vpn\" のときだけ書きます", "only with protection = \"vpn\"");
    let versions = list("versions", Means::Tls, only_tls());
    let suites = list("suites", Means::Tls, only_tls());
    let methods = list("methods", Means::Vpn, only_vpn);
    let protection = match means? {
        Known::Is(Means::Tls) => Known::Is(Protection::Tls { versions, suites }),
        Known::Is(Means::Vpn) => Known::Is(Protection::Vpn { methods }),
        Known::Is(Means::Nothing) => Known::Is(Protection::Nothing),
        Known::Unknown => Known::Unknown,
        Known::NotApplicable => Known::NotApplicable,
    };
    Some(Channel { path: path?, protection })
}

pub(super) fn store(row: &Row<'_, '_, '_>) -> Option<Store> {
    let uses = Use::ALL.map(|meaning| (meaning.word(), meaning));
    let (name, kind, plain) = (row.text("name"), row.word("kind", STORE_KINDS), row.table.flag("plain"));
    let used_for = row.find_word("used_for", &uses);
    let method = if plain { row.find_known_text("method") } else { row.known_text("method")? };
    if plain && method != Known::Unknown {
        let message = Text::new(
            "plain = true(暗号化なし)なのに、暗号の方式が書かれています",
            "plain = true (not encrypted), but a method is stated",
        );
        let hint = Text::new("plain か method の一方を除きます", "remove either `plain` or `method`");
        row.error("contradicting-facts", message, hint);
    }
    Some(Store { name: name?, kind: kind?, method, plain, used_for })
}
