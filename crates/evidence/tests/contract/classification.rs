//! The class of what a section handles: the standard's words decide, what is unknown is asked, and nothing becomes lower in silence.

use evidence::classification::{CLASSIFICATION, Classification, Given, Vocabulary};
use proptest::prelude::*;
use standard::Standard;
use standard::document::Notation;
use std::sync::LazyLock;

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::built_in().unwrap());

fn class_of(items: &[&str], answers: &[Given<'_>]) -> Classification {
    VOCABULARY.classify(items, answers).unwrap()
}

fn yes(question: &str) -> Given<'_> {
    Given { question, item: None, yes: true }
}

fn no(question: &str) -> Given<'_> {
    Given { question, item: None, yes: false }
}

fn asked(classification: &Classification) -> Vec<&str> {
    classification.questions.iter().map(|question| question.id.as_str()).collect()
}

#[test]
fn every_quote_stands_in_the_standard_where_the_row_says() {
    let standard = Standard::built_in().unwrap();
    assert_eq!(VOCABULARY.misquotes(&standard), [""; 0]);
    let ids: Vec<&str> = standard.classes().iter().map(|class| class.id.as_str()).collect();
    assert_eq!(VOCABULARY.classes(), ids);
    let changed = CLASSIFICATION.text.replace("見積もりの情報等", "見積りの情報");
    let changed = Vocabulary::load("changed", &changed, Notation::Toml).unwrap();
    assert!(changed.misquotes(&standard).contains(&"minutes".to_owned()));
}

#[test]
fn every_row_cites_its_source_and_readings_of_the_ordinance_are_not_verified() {
    let rows = VOCABULARY.status_rows();
    assert!(rows.len() > 40);
    assert!(rows.iter().all(|row| !row.provenance.source.is_empty()));
    for row in ["business_secret", "public_safety", "deliberation", "contract_and_tender"] {
        assert!(rows.iter().any(|found| found.row == row && !found.provenance.verified), "{row}");
    }
}

#[test]
fn the_examples_of_the_standard_have_the_class_they_exemplify() {
    for (item, class) in [
        ("特定個人情報", "S"),
        ("マイナンバー", "S"),
        ("住民基本台帳", "S"),
        ("税", "S"),
        ("障害", "S"),
        ("氏名", "I"),
        ("住所", "I"),
        ("年齢", "I"),
        ("性別", "I"),
        ("生年月日", "I"),
        ("要配慮個人情報", "I"),
        ("ＩＤ／パスワード", "I"),
        ("PW", "I"),
        ("システム設定", "I"),
        ("ネットワーク構成図", "I"),
        ("議事録", "II"),
        ("予算執行", "II"),
        ("見積もり", "II"),
        ("見積書等", "II"),
        ("公開済み情報", "III"),
        ("HPに公開している情報", "III"),
    ] {
        let classification = class_of(&[item], &[]);
        assert_eq!(classification.class.as_deref(), Some(class), "{item}: {classification:#?}");
        assert!(classification.items[0].because.is_some());
    }
}

#[test]
fn the_strictest_class_governs() {
    for (items, class) in [
        (&["見積", "氏名"][..], "I"),
        (&["見積", "議事録", "公開済み情報"], "II"),
        (&["公開済み情報", "氏名", "マイナンバー"], "S"),
        (&["氏名・住所、議事録"], "I"),
    ] {
        assert_eq!(class_of(items, &[]).class.as_deref(), Some(class), "{items:?}");
    }
}

#[test]
fn an_unknown_item_is_asked_about_and_never_lowers_the_class() {
    let classification = class_of(&["議事録", "ドローン飛行計画"], &[]);
    assert_eq!((classification.class.as_deref(), classification.at_least.as_deref()), (None, Some("II")));
    assert!(!classification.items[1].ask.is_empty());
    assert!(classification.questions.iter().any(|question| question.decides));
    let decided = class_of(
        &["議事録", "ドローン飛行計画"],
        &[Given { question: "manager_says_i", item: Some("ドローン飛行計画"), yes: true }],
    );
    assert_eq!(decided.class.as_deref(), Some("I"));
    // Nothing is stricter than S: what is unknown cannot change it.
    assert_eq!(class_of(&["特定個人情報", "ドローン飛行計画"], &[]).class.as_deref(), Some("S"));
    assert_eq!(class_of(&[], &[]).class, None);
}

#[test]
fn an_unknown_item_that_contains_a_known_word_is_a_suggestion_only() {
    let classification = class_of(&["市民の氏名一覧"], &[]);
    assert_eq!(classification.class, None);
    assert!(classification.items[0].ask[0].japanese.contains("氏名"), "{classification:#?}");
}

#[test]
fn specific_personal_information_is_proposed_as_s_with_the_test_to_record() {
    let classification = class_of(&["特定個人情報"], &[]);
    assert_eq!(asked(&classification), ["grave_loss"]);
    assert!(!classification.questions[0].decides);
    assert_eq!(asked(&class_of(&["特定個人情報"], &[yes("grave_loss")])), [""; 0]);
    // The example names it: one answer does not take it out.
    assert_eq!(class_of(&["特定個人情報"], &[no("grave_loss")]).class.as_deref(), Some("S"));
}

#[test]
fn class_one_information_whose_loss_would_be_grave_is_class_s() {
    assert_eq!(asked(&class_of(&["氏名"], &[])), ["grave_loss"]);
    assert_eq!(class_of(&["氏名"], &[yes("grave_loss")]).class.as_deref(), Some("S"));
    assert_eq!(class_of(&["氏名"], &[no("grave_loss")]).class.as_deref(), Some("I"));
    // S is a part of Ⅰ: the test alone does not make class Ⅱ information S.
    assert_eq!(class_of(&["議事録"], &[yes("grave_loss")]).class.as_deref(), Some("II"));
    assert_eq!(class_of(&["議事録"], &[yes("grave_loss"), yes("manager_says_i")]).class.as_deref(), Some("S"));
}

#[test]
fn tax_information_outside_core_systems_is_still_personal_information() {
    assert_eq!(class_of(&["税"], &[no("core_system")]).class.as_deref(), Some("I"));
    assert_eq!(class_of(&["税"], &[no("core_system"), yes("grave_loss")]).class.as_deref(), Some("S"));
}

#[test]
fn the_information_manager_may_raise_and_publication_lowers() {
    assert_eq!(class_of(&["議事録"], &[yes("manager_says_i")]).class.as_deref(), Some("I"));
    assert_eq!(class_of(&["公開済み情報"], &[yes("manager_says_ii")]).class.as_deref(), Some("II"));
    assert_eq!(class_of(&["議事録"], &[yes("published")]).class.as_deref(), Some("III"));
    assert_eq!(class_of(&["氏名"], &[yes("manager_says_ii")]).class.as_deref(), Some("I"));
}

#[test]
fn an_item_that_depends_on_its_content_is_unknown_until_asked() {
    let classification = class_of(&["アンケート"], &[]);
    assert_eq!(classification.class, None);
    assert!(asked(&classification).contains(&"personal"));
    assert_eq!(class_of(&["アンケート"], &[yes("personal")]).class.as_deref(), Some("I"));
    assert_eq!(class_of(&["アンケート"], &[no("personal"), no("published")]).class, None);
}

#[test]
fn answers_that_cannot_be_used_are_refused() {
    for answers in [
        &[yes("grave_los")][..],
        &[yes("grave_loss"), no("grave_loss")],
        &[Given { question: "grave_loss", item: Some("住所"), yes: true }],
    ] {
        assert!(VOCABULARY.classify(&["氏名"], answers).is_err(), "{answers:?}");
    }
}

const CITY: &str = r#"
format = 1

[[items]]
source = "情報管理者の決定(見本)"
seen = "2026-11-23"
verified = false

[[items.row]]
id = "drone_plan"
name = { ja = "ドローン飛行計画", en = "drone flight plan" }
is = { class = "II", basis = "decision", quote = "情報管理者の決定 見本1号" }
"#;

#[test]
fn a_city_adds_its_own_rows() {
    let city = VOCABULARY.extend("city.toml", CITY, Notation::Toml).unwrap();
    assert_eq!(city.classify(&["ドローン飛行計画"], &[]).unwrap().class.as_deref(), Some("II"));
    assert_eq!(city.misquotes(&Standard::built_in().unwrap()), [""; 0]);
    assert_eq!(city.items().len(), VOCABULARY.items().len() + 1);
}

#[test]
fn a_city_does_not_change_a_class_by_accident() {
    let same_id = CITY.replace("drone_plan", "minutes");
    let refused = VOCABULARY.extend("city.toml", &same_id, Notation::Toml).unwrap_err();
    assert_eq!(refused[0].code, "duplicate-item");
    let same_word = CITY.replace("ドローン飛行計画", "議事録");
    let refused = VOCABULARY.extend("city.toml", &same_word, Notation::Toml).unwrap_err();
    assert_eq!(refused[0].code, "duplicate-word");
    let wrong_class = CITY.replace("\"II\"", "\"IV\"");
    let refused = VOCABULARY.extend("city.toml", &wrong_class, Notation::Toml).unwrap_err();
    assert_eq!(refused[0].code, "unknown-class");
    let replacing = same_id.replace("name =", "replaces = true\nname =").replace("\"II\"", "\"I\"");
    let replaced = VOCABULARY.extend("city.toml", &replacing, Notation::Toml).unwrap();
    assert_eq!(replaced.classify(&["ドローン飛行計画"], &[]).unwrap().class.as_deref(), Some("I"));
    assert_eq!(replaced.classify(&["議事録"], &[]).unwrap().class, None);
}

proptest! {
    #[test]
    fn one_more_item_never_lowers_what_is_certain(
        known in prop::collection::vec(0..VOCABULARY.items().len(), 1..6),
        more in "\\PC{1,12}",
    ) {
        let rank = |class: &Option<String>| {
            class.as_ref().map_or(usize::MAX, |class| VOCABULARY.classes().iter().position(|known| known == class).unwrap())
        };
        let mut items: Vec<&str> = known.iter().map(|at| VOCABULARY.items()[*at].name.japanese.as_str()).collect();
        let before = class_of(&items, &[]);
        items.push(&more);
        let after = class_of(&items, &[]);
        prop_assert!(rank(&after.at_least) <= rank(&before.at_least));
        prop_assert!(after.class.is_none() || rank(&after.class) <= rank(&before.class));
    }
}
