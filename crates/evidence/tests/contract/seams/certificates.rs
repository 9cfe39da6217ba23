//! №7: which certificate counts, whose it is, when, and what an imported list says of it.

use super::{REFERENCES, STANDARD, TODAY, answer, answer_on, declared, expect};
use evidence::declaration::Origin;
use evidence::settle::{KnownIsmapList, References, settle};
use jiff::civil::{Date, date};
use standard::Answer::{self, Met, Unknown, Unmet};

fn certificate(words: &str, rest: &str) -> String {
    format!("[[certificate]]\nwords = \"{words}\"\n{rest}\nvalid_from = \"2026-04-01\"\nvalid_until = \"2027-03-31\"\n")
}

fn held(words: &str) -> String {
    certificate(words, "holder = \"saas\"\nrole = \"provider\"\nscope_names_service = true")
}

#[test]
fn seam_23_the_operator_of_this_service_holds_it_for_this_service() {
    let with = |rest: &str| certificate("ISO/IEC 27017 CLOUD 000000", rest);
    let scope = "role = \"provider\"\nscope_names_service = true";
    expect(
        "7",
        &[
            (&with(&format!("holder = \"saas\"\n{scope}")), Met),
            (&with(&format!("holder = \"developer\"\nwritten_link = true\n{scope}")), Met),
            (&with(&format!("holder = \"developer\"\nwritten_link = false\n{scope}")), Unmet),
            (&with(&format!("holder = \"iaas\"\n{scope}")), Unmet),
            (&with(&format!("holder = \"reseller\"\n{scope}")), Unmet),
            (&with(&format!("holder = \"group\"\n{scope}")), Unknown),
            (&with(scope), Unknown),
            (&with("holder = \"saas\"\nrole = \"provider\"\nscope_names_service = false"), Unmet),
            (&with("holder = \"saas\"\nrole = \"provider\"\nscope_names_service = \"unknown\""), Unknown),
        ],
    );
}

#[test]
fn seam_29_what_is_met_holds_throughout_and_lapses_on_its_day() {
    let facts = held("ISO/IEC 27017 CLOUD 000000");
    let on = |day| answer_on("7", &facts, day);
    assert_eq!((on(date(2026, 12, 1)), on(date(2027, 3, 31)), on(date(2027, 4, 1))), (Met, Met, Unmet));
    assert_eq!(on(date(2026, 3, 31)), Unmet, "before its first day");
    let endless = "[[certificate]]\nwords = \"ISO/IEC 27017 CLOUD 000000\"\nholder = \"saas\"\nrole = \"provider\"\n\
                   scope_names_service = true\n";
    expect("7", &[(endless, Unknown)]);
}

#[test]
fn trap_an_is_number_is_iso_27001() {
    expect(
        "7",
        &[
            (&held("ISO/IEC 27001 IS 689557"), Unmet),
            (&held("ISO/IEC 27017 CLOUD 828729"), Met),
            (&held("CLOUD 828729"), Unknown),
        ],
    );
}

#[test]
fn trap_the_list_of_special_measures_is_no_registration() {
    expect(
        "7",
        &[
            (&held("ISMAP-LIU 特別措置サービスリスト"), Unmet),
            (&held("ISMAP-LIU 登録番号 L23-0001-1"), Met),
            (&held("ISMAP 審査中"), Unmet),
        ],
    );
}

#[test]
fn trap_held_as_a_customer_of_cloud_services_only() {
    let role = |role: &str| {
        certificate("ISO/IEC 27017 CLOUD 000000", &format!("holder = \"saas\"\n{role}\nscope_names_service = true"))
    };
    expect("7", &[(&role("role = \"both\""), Met), (&role("role = \"customer\""), Unmet), (&role(""), Unknown)]);
}

#[test]
fn trap_other_marks_do_not_count() {
    for words in ["プライバシーマーク 10000000", "SOC 2 Type II", "ISO/IEC 27701 PM 000", "CSA STAR"] {
        assert_ne!(answer("7", &held(words)), Met, "{words}");
    }
}

const LIST: &str = "登録番号,サービス名,事業者,登録日,有効期限\n\
                    C21-0008-2,文書管理クラウド(架空),(株)見本文書システム(架空),2026-04-01,2027-03-31\n\
                    C22-0009-1,別のサービス,別の会社,2026-04-01,2027-03-31\n\
                    C23-0010-1,文書管理クラウド(架空),株式会社見本文書システム(架空),2025-04-01,2026-06-30\n";

/// The same references with the list, complete on the day where one is given.
fn with_list(complete_on: Option<Date>) -> References {
    let rows: Vec<Vec<String>> = LIST.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
    let (list, problems) = REFERENCES.certification.read_ismap_list("list.csv", None, &rows);
    assert_eq!(problems, Vec::new());
    References { ismap: Some(KnownIsmapList { list, complete_on }), ..REFERENCES.clone() }
}

fn listed(facts: &str, complete_on: Option<Date>) -> (Answer, Option<Origin>, String) {
    let settlement = settle(&declared(facts), &STANDARD, &with_list(complete_on), TODAY);
    let input = STANDARD.find_input("7").unwrap().value;
    let item = settlement.items.iter().find(|item| item.input == input).unwrap();
    let finding = item.finding.as_ref().unwrap();
    let texts = finding.grounds.iter().map(|ground| &ground.text).chain(&finding.missing).chain(&finding.notes);
    (finding.answer, finding.shown, texts.map(|text| text.japanese.clone() + "\n").collect())
}

#[test]
fn trap_the_renewal_suffix_changes_the_number() {
    let (found, shown, said) = listed(&held("ISMAP C21-0008-2"), None);
    assert_eq!((found, shown), (Met, Some(Origin::Documented)), "{said}");
    // The list is older or newer than the certificate: the registration is the same.
    assert_eq!(listed(&held("ISMAP C21-0008-1"), None).0, Met);
    assert_ne!(listed(&held("ISMAP C21-0008-3"), None).0, Unmet);
}

#[test]
fn trap_not_on_a_list_is_no_proof_unless_the_list_is_complete() {
    let absent = held("ISMAP C99-9999-1");
    let (found, _, said) = listed(&absent, None);
    assert_eq!(found, Unknown, "{said}");
    assert!(said.contains("一覧にない番号"), "{said}");
    let (found, _, said) = listed(&absent, Some(date(2026, 11, 1)));
    assert_eq!(found, Unmet, "{said}");
    assert!(said.contains("2026-11-01 現在の全件の一覧"), "{said}");
    // Complete on a day before the registration is said to begin, it says nothing of it.
    assert_eq!(listed(&absent, Some(date(2026, 3, 1))).0, Unknown);
}

#[test]
fn trap_the_list_registers_a_service_of_another_name() {
    let other = held("ISMAP C22-0009-1");
    let (found, _, said) = listed(&other, None);
    assert_eq!(found, Unknown, "{said}");
    assert!(said.contains("「別のサービス」の登録"), "{said}");

    let shown = format!("{other}origin = \"documented\"\ndocument = \"certificates\"\narticle = \"言明対象範囲\"\n");
    let (found, _, said) = listed(&shown, None);
    assert_eq!(found, Met, "{said}");
    assert!(said.contains("「別のサービス」の登録"), "the note stays: {said}");
}

#[test]
fn trap_the_list_ends_a_registration_before_the_vendor_does() {
    let (found, _, said) = listed(&held("ISMAP C23-0010-1"), None);
    assert_eq!(found, Unmet, "{said}");
    assert!(said.contains("一覧の有効期限(2026-06-30)のほうが早い"), "{said}");
    assert!(!said.is_empty() && said.contains("一覧では C23-0010-1"), "{said}");
    assert!(super::said("7", &held("ISMAP C23-0010-1")).contains("数える"), "without a list it counts");
}
