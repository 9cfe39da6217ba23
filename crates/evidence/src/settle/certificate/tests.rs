//! The traps of №7, each with its sentence.

use super::settle;
use crate::certification::{Holder, Role};
use crate::declaration::{Certificate, Declaration, Known, Stated};
use crate::settle::Finding;
use crate::settle::examples::{DAY, context_on, missing, sentences, stated};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use standard::Answer;

const LAST: Date = date(2027, 3, 31);

fn good(said: &str) -> Stated<Certificate> {
    let mut certificate = stated(Certificate {
        words: said.to_owned(),
        holder: Some(Holder::Saas),
        role: Some(Role::Provider),
        scope_names_service: Known::Is(true),
        written_link: Known::Unknown,
        suspended_from: None,
    });
    certificate.evidence.valid_from = Some(date(2024, 4, 1));
    certificate.evidence.valid_until = Some(LAST);
    certificate
}

fn on(certificates: Vec<Stated<Certificate>>, day: Date) -> Finding {
    let declaration = Declaration { certificates, ..Declaration::default() };
    let schemes = ["ismap", "ismap-liu", "iso27017", "iso27018"].map(str::to_owned);
    settle(&context_on(&declaration, day), &schemes)
}

fn of(certificate: Stated<Certificate>) -> Finding {
    on(vec![certificate], DAY)
}

fn with(said: &str, change: impl FnOnce(&mut Certificate)) -> Finding {
    let mut certificate = good(said);
    change(&mut certificate.fact);
    of(certificate)
}

const CLOUD: &str = "ISO/IEC 27017 CLOUD 806590";

#[test]
fn each_scheme_of_the_standard_counts_until_its_last_day() {
    for said in [CLOUD, "ISMAP C21-0008-2", "ISMAP-LIU 登録番号 LIU-0001", "ISO/IEC 27018:2019 PII 123456"] {
        let found = of(good(said));
        assert_eq!((found.answer, found.holds_until), (Answer::Met, Some(LAST)), "{said}: {}", sentences(&found));
    }
}

#[test]
fn a_certificate_is_valid_on_its_last_day_and_fails_from_the_day_after() {
    assert_eq!(on(vec![good(CLOUD)], LAST).answer, Answer::Met);
    let after = on(vec![good(CLOUD)], LAST.tomorrow().unwrap());
    assert_eq!((after.answer, after.holds_until), (Answer::Unmet, None));
    assert!(sentences(&after).contains("2027-04-01"), "{}", sentences(&after));
}

#[test]
fn a_suspended_certificate_fails_from_the_first_day_of_the_suspension() {
    let suspended = |from| with(CLOUD, |fact| fact.suspended_from = Some(from));
    assert_eq!(suspended(DAY).answer, Answer::Unmet);
    let later = suspended(DAY.tomorrow().unwrap());
    assert_eq!((later.answer, later.holds_until), (Answer::Met, Some(DAY)));
}

#[test]
fn iso_27001_does_not_count() {
    for said in ["ISO/IEC 27001 IS 689557", "ISMS認証"] {
        let found = of(good(said));
        assert_eq!(found.answer, Answer::Unmet, "{said}: {}", sentences(&found));
        assert!(sentences(&found).contains("27001"), "{}", sentences(&found));
    }
}

#[test]
fn the_list_of_special_measures_and_an_application_are_no_registration() {
    for said in ["ISMAP 特別措置サービスリスト", "ISMAP 申請中", "ISMAP 管理基準準拠"] {
        assert_ne!(of(good(said)).answer, Answer::Met, "{said}");
    }
    assert_eq!(of(good("ISMAP 特別措置サービスリスト")).answer, Answer::Unmet);
}

#[test]
fn the_certificate_of_the_platform_beneath_or_of_a_reseller_does_not_count() {
    for holder in [Holder::Iaas, Holder::Reseller] {
        let found = with("ISMAP C21-0008-2", |fact| fact.holder = Some(holder));
        assert_eq!(found.answer, Answer::Unmet, "{holder:?}: {}", sentences(&found));
    }
}

#[test]
fn held_as_a_customer_of_cloud_services_it_does_not_count() {
    let found = with(CLOUD, |fact| fact.role = Some(Role::Customer));
    assert_eq!(found.answer, Answer::Unmet);
    assert!(sentences(&found).contains("利用者"), "{}", sentences(&found));
    assert_eq!(with(CLOUD, |fact| fact.role = Some(Role::Both)).answer, Answer::Met);
    assert_eq!(with(CLOUD, |fact| fact.role = None).answer, Answer::Unknown);
}

#[test]
fn the_scope_must_name_this_service() {
    let scope = |known| with(CLOUD, |fact| fact.scope_names_service = known);
    assert_eq!(scope(Known::Is(false)).answer, Answer::Unmet);
    let open = scope(Known::Unknown);
    assert_eq!(open.answer, Answer::Unknown);
    assert!(missing(&open).contains("範囲"), "{}", missing(&open));
}

#[test]
fn the_developers_certificate_needs_a_written_link() {
    let link = |known| with(CLOUD, |fact| (fact.holder, fact.written_link) = (Some(Holder::Developer), known)).answer;
    assert_eq!(link(Known::Is(true)), Answer::Met);
    assert_eq!(link(Known::Is(false)), Answer::Unmet);
    assert_eq!(link(Known::Unknown), Answer::Unknown);
}

#[test]
fn without_a_holder_or_a_last_day_it_is_asked_for() {
    assert_eq!(with(CLOUD, |fact| fact.holder = None).answer, Answer::Unknown);
    let mut endless = good(CLOUD);
    endless.evidence.valid_until = None;
    let found = of(endless);
    assert_eq!(found.answer, Answer::Unknown);
    assert!(missing(&found).contains("有効期限"), "{}", missing(&found));
}

#[test]
fn no_certificate_is_unknown_and_one_of_another_plan_is_none() {
    assert_eq!(on(Vec::new(), DAY).answer, Answer::Unknown);
    let mut other = good(CLOUD);
    other.evidence.plan = Some("上位プラン".to_owned());
    let found = of(other);
    assert_eq!(found.answer, Answer::Unknown);
    assert!(missing(&found).contains("上位プラン"), "{}", missing(&found));
}

#[test]
fn one_that_counts_is_enough_beside_others_that_do_not() {
    let found = on(vec![good("ISO/IEC 27001 IS 689557"), good(CLOUD)], DAY);
    assert_eq!((found.answer, found.holds_until), (Answer::Met, Some(LAST)));
}

#[test]
fn a_scheme_that_this_standard_does_not_name_does_not_count() {
    let declaration = Declaration { certificates: vec![good("ISMAP C21-0008-2")], ..Declaration::default() };
    let found = settle(&context_on(&declaration, DAY), &["iso27017".to_owned()]);
    assert_eq!(found.answer, Answer::Unmet, "{}", sentences(&found));
}

fn day() -> impl Strategy<Value = Date> {
    (2023_i16..2030, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

proptest! {
    #[test]
    fn a_later_date_never_turns_a_lapsed_certificate_valid(
        from in day(), last in day(), suspended in prop::option::of(day()), first in day(), second in day(),
    ) {
        let mut certificate = good(CLOUD);
        certificate.evidence.valid_from = Some(from);
        certificate.evidence.valid_until = Some(last);
        certificate.fact.suspended_from = suspended;
        let (early, late) = (first.min(second), first.max(second));
        let at = |day| on(vec![certificate.clone()], day);
        let started = from <= early;
        if started && at(early).answer != Answer::Met {
            prop_assert_ne!(at(late).answer, Answer::Met);
        }
        // What it says of its own end is so.
        if let (Answer::Met, Some(until)) = (at(early).answer, at(early).holds_until) {
            prop_assert_eq!(at(until).answer, Answer::Met);
            prop_assert_ne!(at(until.tomorrow().unwrap()).answer, Answer::Met);
        }
    }
}
