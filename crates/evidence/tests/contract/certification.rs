//! Certification for №7: what counts, the classic wrong answers, validity, and lists of ISMAP services.

use evidence::certification::{
    CERTIFICATION, CertificateContext, CertificateDates, CertificateExplanation, Certification, Holder, IsmapList,
    Role, Validity,
};
use jiff::civil::Date;
use proptest::prelude::*;
use standard::Language;
use standard::document::Notation;
use std::cmp::Ordering;
use std::fmt::Write as _;

fn data() -> Certification {
    Certification::built_in().unwrap()
}

fn day(words: &str) -> Date {
    words.parse().unwrap()
}

/// A certificate of the provider itself, held as a provider, whose scope names the service; the dates are still missing.
fn own() -> CertificateContext<'static> {
    CertificateContext {
        holder: Some(Holder::Saas),
        role: Some(Role::Provider),
        scope_names_service: Some(true),
        ..CertificateContext::default()
    }
}

fn valid_until(until: &str, on: &str) -> CertificateContext<'static> {
    let dates = CertificateDates { valid_until: Some(day(until)), ..CertificateDates::default() };
    CertificateContext { dates, on: Some(day(on)), ..own() }
}

fn explain(words: &str, context: &CertificateContext<'_>) -> CertificateExplanation {
    data().explain_certificate(words, context)
}

fn rows(table: &[&[&str]]) -> Vec<Vec<String>> {
    table.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
}

fn list() -> IsmapList {
    let table = rows(&[
        &["ISMAPクラウドサービスリスト", "", "", "", ""],
        &["有効期限", "クラウドサービス名", "クラウドサービス事業者", "登録番号", "登録日"],
        &["2027-03-31", "見本クラウド", "株式会社見本", "C21-0008-2", "2021-03-12"],
        &["令和8年9月30日", "Sample Works", "Sample Works, Inc.", "C22-0011-1", "R4.9.1"],
        &["2025-09-30", "Sample Works", "Sample Works, Inc.", "C22-0011", "2022-09-01"],
    ]);
    let (list, problems) = data().read_ismap_list("list.csv", None, &table);
    assert!(problems.is_empty(), "{problems:?}");
    list
}

#[test]
fn the_four_schemes_of_the_standard_count_when_all_is_shown() {
    for words in [
        "ISMAP C21-0008-2",
        "ISMAP-LIU 2023-LIU-0001",
        "ISO/IEC 27017:2015 CLOUD 806590",
        "ＩＳＯ／ＩＥＣ２７０１７",
        "JIS Q 27017",
        "ISMSクラウドセキュリティ認証",
        "ISO27018",
        "ISO/IEC 27018 PII 123456",
        "ISO/IEC 27017 (ISMS-AC)",
    ] {
        let found = explain(words, &valid_until("2027-03-31", "2026-12-01"));
        assert_eq!((found.counts, found.satisfies), (Some(true), Some(true)), "{words}: {found:?}");
    }
}

#[test]
fn what_is_not_shown_is_asked_and_never_satisfies() {
    let bare = explain("ISMAP C21-0008-2", &CertificateContext::default());
    assert_eq!((bare.counts, bare.satisfies), (None, None));
    assert!(bare.ask.iter().any(|ask| ask.japanese.contains("誰か")));
    // Of the right kind, but neither scope nor dates were shown.
    let held = CertificateContext { holder: Some(Holder::Saas), ..CertificateContext::default() };
    let kind = explain("ISMAP C21-0008-2", &held);
    assert_eq!((kind.counts, kind.satisfies), (Some(true), None));
}

#[test]
fn iso_27001_is_the_classic_wrong_answer() {
    for words in ["IS 689557", "IS689557", "ISO/IEC 27001 IS 689557", "ISMS認証", "ＩＳＯ２７００１", "BSI IS 689557"]
    {
        let found = explain(words, &valid_until("2027-03-31", "2026-12-01"));
        assert_eq!((found.counts, found.satisfies), (Some(false), Some(false)), "{words}");
        assert_eq!(found.scheme.as_deref(), Some("iso27001"), "{words}");
    }
    // The name says 27017, the number says 27001: a person looks at the certificate.
    let contradicted = explain("ISO/IEC 27017 IS 689557", &valid_until("2027-03-31", "2026-12-01"));
    assert_eq!(contradicted.counts, None);
    assert!(contradicted.ask.iter().any(|ask| ask.japanese.contains("証書の写し")));
}

#[test]
fn the_shape_of_a_number_alone_never_settles_that_it_counts() {
    for words in ["CLOUD 806590", "C21-0008-2", "PII 123456"] {
        let found = explain(words, &valid_until("2027-03-31", "2026-12-01"));
        assert_eq!((found.counts, found.satisfies), (None, None), "{words}");
        assert!(found.scheme.is_some(), "{words}");
    }
}

#[test]
fn schemes_that_the_standard_does_not_name_do_not_count() {
    for words in [
        "Pマーク 12345678",
        "プライバシーマーク",
        "SOC 2 Type II",
        "ISO/IEC 27701",
        "ASPIC 情報開示認定",
        "CSA STAR Level 2",
        "デジタルマーケットプレイス",
        "ISO27001、Pマーク",
    ] {
        assert_eq!(explain(words, &own()).counts, Some(false), "{words}");
    }
}

#[test]
fn the_list_of_special_measures_is_no_registration() {
    for words in ["ISMAP特別措置サービスリスト", "ISMAP-LIU 特別措置リスト掲載", "特別措置サービスリスト"]
    {
        let found = explain(words, &own());
        assert_eq!((found.counts, found.scheme.as_deref()), (Some(false), Some("ismap-special-measures")), "{words}");
    }
}

#[test]
fn a_certificate_of_the_platform_beneath_does_not_count() {
    let iaas = CertificateContext { holder: Some(Holder::Iaas), ..valid_until("2027-03-31", "2026-12-01") };
    for words in ["ISMAP C21-0008-2", "ISO/IEC 27017", "ISO/IEC 27018"] {
        assert_eq!(explain(words, &iaas).counts, Some(false), "{words}");
    }
    let unsaid = CertificateContext { holder: None, ..own() };
    let found = explain("利用しているAWSがISMAP登録済", &unsaid);
    assert_eq!(found.counts, None);
    assert!(found.reasons.iter().any(|reason| reason.japanese.contains("基盤")));
}

#[test]
fn the_holder_decides() {
    let with =
        |holder, written_link| explain("ISO/IEC 27018", &CertificateContext { holder, written_link, ..own() }).counts;
    assert_eq!(with(Some(Holder::Developer), Some(true)), Some(true));
    assert_eq!(with(Some(Holder::Developer), None), None);
    assert_eq!(with(Some(Holder::Developer), Some(false)), Some(false));
    assert_eq!(with(Some(Holder::Reseller), None), Some(false));
    assert_eq!(with(Some(Holder::Group), None), None);
    assert_eq!(with(None, None), None);
}

#[test]
fn iso_27017_counts_as_a_provider_not_as_a_customer() {
    let with = |role| explain("ISO/IEC 27017", &CertificateContext { role, ..own() }).counts;
    assert_eq!(with(Some(Role::Provider)), Some(true));
    assert_eq!(with(Some(Role::Both)), Some(true));
    assert_eq!(with(Some(Role::Customer)), Some(false));
    assert_eq!(with(None), None);
    // 27018 is for providers only: there is no role to ask for.
    assert_eq!(explain("ISO/IEC 27018", &CertificateContext { role: None, ..own() }).counts, Some(true));
}

#[test]
fn a_scope_that_does_not_name_the_service_does_not_count() {
    let with = |scope_names_service| {
        explain(
            "ISMAP C21-0008-2",
            &CertificateContext { scope_names_service, ..valid_until("2027-03-31", "2026-12-01") },
        )
    };
    assert_eq!(with(Some(true)).satisfies, Some(true));
    assert_eq!(with(Some(false)).satisfies, Some(false));
    assert_eq!(with(None).satisfies, None);
}

#[test]
fn a_stage_before_registration_does_not_count() {
    for words in
        ["ISMAP 審査中", "ISMAP管理基準準拠", "ISO/IEC 27017 取得予定", "ISO/IEC 27018 compliant", "ISMAP 監査完了"]
    {
        assert_eq!(explain(words, &own()).counts, Some(false), "{words}");
    }
    assert_eq!(explain("ISO/IEC 27017 に準拠した認証を取得", &own()).counts, None);
    assert_eq!(explain("ISO/IEC 27017 認証取得", &own()).counts, Some(true));
}

#[test]
fn an_expired_or_suspended_certificate_is_unmet_from_that_day() {
    let words = "ISO/IEC 27018";
    assert_eq!(explain(words, &valid_until("2027-03-31", "2027-03-31")).satisfies, Some(true));
    let lapsed = explain(words, &valid_until("2027-03-31", "2027-04-01"));
    assert_eq!((lapsed.counts, lapsed.satisfies), (Some(false), Some(false)));
    let suspended = CertificateDates {
        valid_until: Some(day("2027-03-31")),
        suspended_from: Some(day("2026-11-01")),
        ..CertificateDates::default()
    };
    assert_eq!(suspended.on(Some(day("2026-10-31"))), Validity::Valid { until: day("2026-10-31") });
    assert_eq!(suspended.on(Some(day("2026-11-01"))), Validity::Lapsed { since: day("2026-11-01") });
    let reversed =
        CertificateDates { valid_from: Some(day("2027-01-01")), valid_until: Some(day("2026-01-01")), ..suspended };
    assert_eq!(reversed.on(Some(day("2026-06-01"))), Validity::Contradictory);
    assert_eq!(CertificateDates::default().on(Some(day("2026-06-01"))), Validity::Unknown);
}

#[test]
fn several_schemes_in_one_answer_are_to_be_written_apart() {
    let found = explain("ISO/IEC 27001 / 27017", &own());
    assert_eq!((found.counts, found.scheme), (None, None));
}

#[test]
fn words_that_name_no_scheme_are_asked_about() {
    for words in ["", "取得済み", "127017", "ISO 9001", "はい"] {
        let found = explain(words, &own());
        assert_eq!((found.counts, found.scheme.as_deref()), (None, None), "{words}");
        assert!(!found.ask.is_empty());
    }
}

#[test]
fn a_number_is_found_in_the_list_by_its_stem() {
    let list = list();
    assert_eq!(list.find_number("c21-0008-2").unwrap().renewal, Ordering::Equal);
    let earlier = list.find_number("Ｃ21－0008－1").unwrap();
    assert_eq!((earlier.entry.number.as_str(), earlier.renewal), ("C21-0008-2", Ordering::Greater));
    assert_eq!(list.find_number("C21-0008-3").unwrap().renewal, Ordering::Less);
    // Without a renewal the number itself stands in the list; another one finds the latest.
    assert_eq!(list.find_number("C22-0011").unwrap().entry.number, "C22-0011");
    assert_eq!(list.find_number("C22-0011-7").unwrap().entry.number, "C22-0011-1");
    assert!(list.find_number("C99-9999-1").is_none());
}

#[test]
fn a_service_is_found_in_the_list_whatever_form_its_company_has() {
    let list = list();
    for vendor in ["株式会社見本", "㈱見本", "(株)見本", "見本", "見本 株式会社"] {
        assert_eq!(list.find_service("見本クラウド", Some(vendor)).len(), 1, "{vendor}");
    }
    for vendor in ["SAMPLE WORKS", "Sample Works Co., Ltd.", "Ｓａｍｐｌｅ Ｗｏｒｋｓ", "Sample-Works"] {
        let expected = if vendor.contains('-') { 0 } else { 2 };
        assert_eq!(list.find_service("sample works", Some(vendor)).len(), expected, "{vendor}");
    }
    assert_eq!(data().company_forms().fold_name("株式会社"), "株式会社");
    assert_ne!(data().company_forms().fold_name("Cocoa"), data().company_forms().fold_name("Coa"));
}

#[test]
fn the_list_says_what_a_number_stands_for_and_until_when() {
    let list = list();
    let context = |on| CertificateContext { list: Some(&list), on: Some(day(on)), ..own() };
    let found = explain("ISMAP C21-0008-2", &context("2026-12-01"));
    assert_eq!((found.satisfies, found.entry.unwrap().service.as_str()), (Some(true), "見本クラウド"));
    assert_eq!(explain("ISMAP C21-0008-2", &context("2027-04-01")).satisfies, Some(false));
    // A list from before the renewal neither fails nor passes it.
    let renewed = explain("ISMAP C21-0008-3", &context("2027-04-01"));
    assert_eq!((renewed.counts, renewed.satisfies), (Some(true), None));
    let absent = explain("ISMAP C21-9999-1", &context("2026-12-01"));
    assert_eq!(absent.satisfies, None);
    assert!(absent.reasons.iter().any(|reason| reason.japanese.contains("一覧にこの番号はない")));
}

#[test]
fn a_broken_list_is_reported_with_its_cells() {
    let data = data();
    let table = rows(&[
        &["登録番号", "サービス名", "登録日", "有効期限"],
        &["C21-0001-1", "甲", "2021-02-30", "2027-03-31"],
        &["C21-0002-1", "乙", "2026-04-01", "2025-03-31"],
        &["", "丙", "", ""],
        &["C21-0001-1", "甲", "", "平成35年3月31日"],
        &["", "", "", ""],
    ]);
    let (list, problems) = data.read_ismap_list("list.xlsx", Some("一覧"), &table);
    assert_eq!(list.entries().len(), 3);
    let lines: Vec<String> = problems.iter().map(|problem| problem.line(Language::Japanese)).collect();
    insta::assert_snapshot!(lines.join("\n"));
    let (empty, problems) = data.read_ismap_list("list.csv", None, &rows(&[&["名前"], &["甲"]]));
    assert!(empty.entries().is_empty());
    assert_eq!(problems[0].code, "list-no-header");
}

#[test]
fn every_row_cites_a_source() {
    let rows = data().status_rows();
    assert!(rows.len() > 15);
    assert!(rows.iter().all(|row| !row.provenance.source.trim().is_empty()));
    let unverified = |name: &str| rows.iter().any(|row| row.row.starts_with(name) && !row.provenance.verified);
    assert!(unverified("list_columns") && unverified("iso27018 PII") && unverified("ismap C"));
}

#[test]
fn a_wrong_file_is_refused_with_the_line() {
    let broken = CERTIFICATION
        .text
        .replacen("id = \"ismap-liu\"", "id = \"ismap\"", 1)
        .replacen("scheme = \"iso27018\"", "scheme = \"iso27O18\"", 1)
        .replacen("role = \"provider\"", "role = \"anyone\"", 1);
    let problems = Certification::load("certification.toml", &broken, Notation::Toml).unwrap_err();
    let lines: Vec<String> = problems.iter().map(|problem| problem.line(Language::Japanese)).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn explanations_read_well() {
    let mut page = String::new();
    let list = list();
    let listed = CertificateContext { list: Some(&list), on: Some(day("2026-12-01")), ..own() };
    let iaas = CertificateContext { holder: Some(Holder::Iaas), ..CertificateContext::default() };
    let customer = CertificateContext { role: Some(Role::Customer), ..own() };
    for (words, context) in [
        ("ISMAP C21-0008-2", &CertificateContext::default()),
        ("ISMAP C21-0008-1", &listed),
        ("ISMAP C21-0008-2", &iaas),
        ("IS 689557", &own()),
        ("CLOUD 806590", &own()),
        ("ISO/IEC 27017", &customer),
        ("ISO/IEC 27018:2019", &valid_until("2026-03-31", "2026-12-01")),
        ("ISMAP特別措置サービスリスト", &own()),
        ("ISO 9001", &own()),
    ] {
        let found = explain(words, context);
        let (scheme, number) = (found.scheme.as_deref().unwrap_or("-"), found.number.as_deref().unwrap_or("-"));
        let _ = writeln!(page, "{words} → {scheme} | {number} | {:?} | {:?}", found.counts, found.satisfies);
        for (mark, texts) in [("・", &found.reasons), ("?", &found.ask)] {
            for text in texts {
                let _ = writeln!(page, "  {mark} {}\n    {}", text.japanese, text.in_language(Language::English));
            }
        }
    }
    insta::assert_snapshot!(page);
}

#[test]
fn a_megabyte_of_words_is_read_in_no_time() {
    // What costs its square here takes minutes, so that the test need not look at a clock.
    for words in ["27017 ", "特別措置 ISMAP ", "IS ", "C21-0008-", "審査中", "(株)"] {
        let long = words.repeat(1_000_000 / words.len());
        assert_ne!(explain(&long, &own()).satisfies, Some(true), "{words}");
        assert!(!data().company_forms().fold_name(&long).is_empty());
    }
}

fn any_day() -> impl Strategy<Value = Date> {
    (2000_i16..2060, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

proptest! {
    #[test]
    fn a_later_date_never_turns_a_lapsed_certificate_valid(
        from in proptest::option::of(any_day()),
        until in proptest::option::of(any_day()),
        suspended in proptest::option::of(any_day()),
        (on, later) in (any_day(), any_day()),
    ) {
        let dates = CertificateDates { valid_from: from, valid_until: until, suspended_from: suspended };
        let (on, later) = (on.min(later), on.max(later));
        if let Validity::Lapsed { since } = dates.on(Some(on)) {
            prop_assert!(since <= on);
            prop_assert_eq!(dates.on(Some(later)), Validity::Lapsed { since });
        }
    }

    #[test]
    fn no_words_and_no_list_make_it_panic(
        words in "\\PC{0,40}",
        table in proptest::collection::vec(proptest::collection::vec("登録番号|サービス名|有効期限|\\PC{0,12}", 0..5), 0..6),
    ) {
        let (list, _) = DATA.with(|data| data.read_ismap_list("any", None, &table));
        let context = CertificateContext { list: Some(&list), ..own() };
        DATA.with(|data| data.explain_certificate(&words, &context));
        list.find_number(&words);
        list.find_service(&words, Some(&words));
    }
}

thread_local! {
    static DATA: Certification = data();
}
