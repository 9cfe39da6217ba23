//! Reads `settled_by` of an item: the closed vocabulary of [`Check`], with its parameters.

use crate::check::{Check, Cover, ErasureTime, SignInCheck};
use crate::document::{Node, Report, TableReader, string};
use crate::text::Text;

const FACTS: &[&str] =
    &["law", "court", "channels", "stores", "sign_in", "places", "overseas", "certificate", "erasure"];

/// The check of an item; what is wrong with it is in the report.
pub(super) fn read_check(report: &Report<'_>, node: &Node) -> Option<Check> {
    let table = TableReader::new(report, node)?;
    let check = read(report, &table);
    table.finish();
    check
}

fn read(report: &Report<'_>, table: &TableReader<'_, '_, '_>) -> Option<Check> {
    Some(match one_of(report, table, "fact", FACTS)? {
        "law" => Check::Law { country: country(report, table)? },
        "court" => Check::Court { country: country(report, table)? },
        "channels" => Check::Channels { edition: table.require_string("edition")?.to_owned() },
        "stores" => Check::Stores { edition: table.require_string("edition")?.to_owned() },
        "sign_in" => {
            let offers = match one_of(report, table, "offers", &["multi_factor", "two_step", "lockout"])? {
                "multi_factor" => SignInCheck::MultiFactor,
                "two_step" => SignInCheck::TwoStep,
                _ => SignInCheck::Lockout,
            };
            Check::SignIn { offers }
        }
        "places" => Check::Places { country: country(report, table)? },
        "overseas" => {
            let covered_by = match one_of(report, table, "covered_by", &["consent", "adequacy", "class", "own_key"])? {
                "consent" => Cover::Consent,
                "adequacy" => Cover::Adequacy,
                "class" => Cover::Class(table.require_string("class")?.to_owned()),
                _ => Cover::OwnKey,
            };
            Check::Overseas { covered_by }
        }
        "certificate" => {
            let schemes =
                table.list("schemes").iter().filter_map(|node| string(report, node)).map(str::to_owned).collect();
            Check::Certificate { schemes }
        }
        _ => {
            let at = match one_of(report, table, "at", &["contract_end", "disposal"])? {
                "contract_end" => ErasureTime::ContractEnd,
                _ => ErasureTime::Disposal,
            };
            Check::Erasure { at }
        }
    })
}

/// The word at `key`, which must be one of `allowed`.
fn one_of(
    report: &Report<'_>,
    table: &TableReader<'_, '_, '_>,
    key: &str,
    allowed: &[&'static str],
) -> Option<&'static str> {
    let found = table.require_string(key)?;
    let known = allowed.iter().copied().find(|word| *word == found);
    if known.is_none() {
        let at = table.find(key).map_or(0, |node| node.span.start);
        let message = Text::new(format!("`{key}` に `{found}` は使えません"), format!("`{key}` cannot be `{found}`"));
        let words = allowed.join(", ");
        report.error(
            "unknown-check",
            at,
            message,
            Some(Text::new(format!("使える値: {words}"), format!("allowed: {words}"))),
        );
    }
    known
}

/// ISO 3166-1 alpha-2: two capital letters.
fn country(report: &Report<'_>, table: &TableReader<'_, '_, '_>) -> Option<String> {
    let code = table.require_string("country")?;
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Some(code.to_owned());
    }
    let at = table.find("country").map_or(0, |node| node.span.start);
    let message = Text::new(format!("`{code}` は国コードではありません"), format!("`{code}` is no country code"));
    let hint = Text::new("ISO 3166-1 の2文字、例 JP", "two letters of ISO 3166-1, such as JP");
    report.error("bad-country", at, message, Some(hint));
    None
}
