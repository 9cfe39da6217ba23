//! What a declaration is refused for: each with its code, its line, and words that say what to do.

use super::{BASE, DEFINITIONS, read};
use standard::{Language, Place};

/// The document after [`BASE`] and [`DEFINITIONS`], the code, the line within it, and words of the whole line.
const REFUSALS: &[(&str, &str, usize, &str)] = &[
    ("[[law]]\ncontract = \"約款\"\nbinds = \"city\"\ncountry = \"JP\"\ncontry = \"JP\"", "unknown-key", 5, "country"),
    ("[[laws]]\ncontract = \"約款\"", "unknown-key", 1, "law"),
    ("[[law]]\ncontract = \"約款\"\nbinds = \"city\"", "missing-key", 1, "country"),
    ("[[law]]\ncontract = 5\nbinds = \"city\"\ncountry = \"JP\"", "wrong-kind", 2, "文字列"),
    ("[[law]]\ncontract = \" \"\nbinds = \"city\"\ncountry = \"JP\"", "empty-value", 2, "contract"),
    ("[[law]]\ncontract = \"約款\"\nbinds = \"citi\"\ncountry = \"JP\"", "unknown-word", 3, "`city` のことですか"),
    ("[[document]]\nid = \"terms\"\ntitle = \"別の規約\"", "duplicate-name", 1, "6 行目"),
    ("[[information]]\nid = \"residents\"\nname = \"住所\"\nclass = \"I\"", "duplicate-name", 1, "9 行目"),
    (
        "[[law]]\ncontract = \"約款\"\nbinds = \"city\"\ncountry = \"JP\"\ndocument = \"term\"",
        "dangling-name",
        5,
        "`terms` のことですか",
    ),
    ("[[place]]\nrole = \"primary\"\nat = \"JP\"\nholds = [\"minutes\"]", "dangling-name", 4, "minutes"),
    (
        "[[erasure]]\nat = \"disposal\"\nmedium = \"ata-ssd\"\ncovers = [\"なし\"]",
        "dangling-name",
        4,
        "まだ一つも定義されていません",
    ),
    (
        "[[law]]\ncontract = \"約款\"\nbinds = \"city\"\ncountry = \"JP\"\norigin = \"documented\"\narticle = \"1条\"",
        "evidence-without-document",
        1,
        "declared",
    ),
    (
        "[[law]]\ncontract = \"約款\"\nbinds = \"city\"\ncountry = \"JP\"\norigin = \"documented\"\ndocument = \"terms\"",
        "evidence-without-article",
        1,
        "quote",
    ),
    (
        "[[certificate]]\nwords = \"ISMAP\"\nvalid_from = \"2026-04-01\"\nvalid_until = \"令和8年3月31日\"",
        "validity-reversed",
        1,
        "2026-03-31",
    ),
    ("[[certificate]]\nwords = \"ISMAP\"\nvalid_until = \"2026-02-30\"", "bad-date", 3, "という日はありません"),
    ("[[certificate]]\nwords = \"ISMAP\"\nvalid_until = 2026-02-03T00:00:00Z", "bad-date", 3, "日付として読めません"),
    ("[[certificate]]\nwords = \"ISMAP\"\nvalid_until = \"平成31年5月1日\"", "bad-date", 3, "令和元年5月1日"),
    (
        "[[information]]\nid = \"a\"\nname = \"名\"\nclass = \"I\"\npersonal = \"true\"",
        "wrong-kind",
        5,
        "引用符なしの true",
    ),
    ("[[erasure]]\nat = \"disposal\"\nmedium = \"tape\"\nconditions = { strength = \"na\" }", "wrong-kind", 4, "不明"),
    (
        "[[court]]\ncontract = \"約款\"\nbinds = \"city\"\nforum = \"arbitration\"\ncountry = \"JP\"",
        "misplaced-key",
        5,
        "on_request",
    ),
    ("[[court]]\ncontract = \"約款\"\nbinds = \"city\"\nforum = \"court\"", "missing-key", 1, "country"),
    ("[[channel]]\npath = \"user\"\nprotection = \"vpn\"\nversions = [\"1.2\"]", "misplaced-key", 4, "tls"),
    ("[[store]]\nname = \"DB\"\nkind = \"database\"", "missing-key", 1, "method"),
    (
        "[[store]]\nname = \"DB\"\nkind = \"database\"\nmethod = \"AES-256-GCM\"\nplain = true",
        "contradicting-facts",
        1,
        "plain",
    ),
    ("[[sign_in]]\nactor = \"city\"\nfactors = \"na\"\nlockout = true", "contradicting-facts", 1, "factors"),
    ("[[sign_in]]\nactor = \"city\"\nfactors = [\"knowledge\", \"knowledge\"]", "duplicate-factor", 3, "秘密の質問"),
    ("[[sign_in]]\nactor = \"city\"\nfactors = []", "empty-value", 3, "factors"),
    (
        "[[override]]\nitem = \"1\"\nanswer = \"△\"\nreason = \"理由\"\nby = \"課長\"\non = \"2026-12-01\"",
        "unknown-word",
        3,
        "met",
    ),
];

#[test]
fn each_wrong_declaration_is_refused_at_its_line_with_what_to_do() {
    let before = format!("{BASE}{DEFINITIONS}");
    let lines = before.lines().count();
    for (wrong, code, line, words) in REFUSALS {
        let problems = read(&format!("{before}{wrong}")).unwrap_err();
        assert_eq!(problems.len(), 1, "{wrong}\n{problems:#?}");
        let problem = &problems[0];
        assert_eq!(problem.code, *code, "{wrong}\n{problem:#?}");
        assert!(matches!(problem.place, Place::Text { line: at, .. } if at == lines + line), "{wrong}\n{problem:#?}");
        assert!(problem.line(Language::Japanese).contains(words), "{}", problem.line(Language::Japanese));
        assert!(problem.message.english.is_some(), "{problem:?}");
    }
}

const STORE: &str = "[[store]]\nname = \"DB\"\nkind = \"database\"\n";
const SIGN_IN: &str = "[[sign_in]]\nactor = \"city\"\n";
const LAW: &str = "[[law]]\ncontract = \"約款\"\nbinds = \"city\"\n";
const COURT: &str = "[[court]]\ncontract = \"約款\"\nbinds = \"city\"\n";
const CHANNEL: &str = "[[channel]]\npath = \"user\"\n";
const PLACE: &str = "[[place]]\nrole = \"backup\"\n";

/// Two facts of one kind, and what they are refused for.
const PAIRS: &[(&str, &str, &str, Option<&str>)] = &[
    (STORE, "method = \"3DES\"", "method = \"AES-256-GCM\"", Some("contradicting-facts")),
    (STORE, "method = \"AES-256-GCM\"", "plain = true", Some("contradicting-facts")),
    (STORE, "method = \"AES-256-GCM\"", "method = \"aes-256-ｇｃｍ\"\norigin = \"measured\"", None),
    (STORE, "method = \"3DES\"\nplan = \"A\"", "method = \"AES-256-GCM\"\nplan = \"B\"", None),
    (
        STORE,
        "method = \"3DES\"\nvalid_until = \"2026-12-31\"",
        "method = \"AES-256-GCM\"\nvalid_from = \"2027-01-01\"",
        None,
    ),
    (
        STORE,
        "method = \"3DES\"\nvalid_until = \"2027-01-01\"",
        "method = \"AES-256-GCM\"\nvalid_from = \"2027-01-01\"",
        Some("contradicting-facts"),
    ),
    (STORE, "method = \"AES-256-GCM\"", "method = \"AES-256-GCM\"", Some("repeated-fact")),
    (LAW, "country = \"JP\"", "country = \"DE\"", Some("contradicting-facts")),
    (LAW, "country = \"JP\"", "country = \"jp\"\norigin = \"measured\"", None),
    (COURT, "forum = \"court\"\ncountry = \"JP\"", "forum = \"arbitration\"", Some("contradicting-facts")),
    (SIGN_IN, "factors = [\"knowledge\"]", "factors = [\"possession\"]", Some("contradicting-facts")),
    (SIGN_IN, "factors = [\"knowledge\"]", "factors = \"unknown\"", Some("contradicting-facts")),
    (
        SIGN_IN,
        "factors = [\"knowledge\", \"possession\"]",
        "factors = [\"possession\", \"knowledge\"]\norigin = \"measured\"",
        None,
    ),
    (COURT, "forum = \"court\"\ncountry = \"JP\"", "forum = \"court\"\ncountry = \"ＪＰ\"\narticle = \"2条\"", None),
    (CHANNEL, "protection = \"tls\"", "protection = \"vpn\"", None),
    (CHANNEL, "protection = \"tls\"", "protection = \"該当なし\"", Some("contradicting-facts")),
    (PLACE, "at = \"JP\"", "at = \"DE\"", None),
    (PLACE, "at = \"JP\"", "at = \"na\"", Some("contradicting-facts")),
];

#[test]
fn facts_that_cannot_both_hold_are_refused_and_others_are_not() {
    for (head, one, other, code) in PAIRS {
        for (first, second) in [(one, other), (other, one)] {
            let text = format!("{BASE}{head}{first}\n{head}{second}\n");
            let found = read(&text).map(|_| ()).map_err(|problems| {
                assert_eq!(problems.len(), 1, "{text}{problems:#?}");
                assert!(problems[0].message.japanese.contains("5 行目"), "the first one's line: {problems:#?}");
                problems[0].code
            });
            assert_eq!(found.err(), *code, "{text}");
        }
    }
}

#[test]
fn an_item_is_overridden_once_however_its_number_is_written() {
    let row = "\nanswer = \"met\"\nreason = \"理由\"\nby = \"課長\"\non = \"2026-12-01\"\n";
    let text = format!("{BASE}[[override]]\nitem = \"5-1\"{row}[[override]]\nitem = \"５－１\"{row}");
    assert_eq!(read(&text).unwrap_err()[0].code, "duplicate-answer");
}

#[test]
fn all_problems_come_at_once_in_the_order_of_the_document() {
    let text = format!("{BASE}[[law]]\nbinds = \"nobody\"\ncountry = \"\"\n[[place]]\nrole = \"x\"\nat = 3\n");
    let problems = read(&text).unwrap_err();
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["missing-key", "unknown-word", "empty-value", "unknown-word", "wrong-kind"]);
}

#[test]
fn a_region_that_nobody_knows_is_read_because_settling_asks_about_it() {
    let read = read(&format!("{BASE}[[place]]\nrole = \"primary\"\nat = \"moon:crater-1\"\n"));
    assert_eq!(read.map(|read| read.places.len()), Ok(1));
}

#[test]
fn a_date_without_quotes_is_the_same_date() {
    let read = read(&format!("{BASE}[[certificate]]\nwords = \"ISMAP\"\nvalid_until = 2027-03-31\n")).unwrap();
    assert_eq!(read.certificates[0].evidence.valid_until.unwrap().to_string(), "2027-03-31");
}
