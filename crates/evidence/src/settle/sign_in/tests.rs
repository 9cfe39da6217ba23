//! №5-1 … 5-3: who is offered what, on which plan.

use super::settle;
use crate::declaration::{Actor, Declaration, Evidence, Factor, Known, Service, SignIn, Stated};
use crate::settle::Finding;
use crate::settle::testing::{assert_found, context, on_plan, shown, stated, today, until};
use Factor::{Biometrics, Knowledge, Possession};
use standard::Answer::{Met, Unknown, Unmet};
use standard::check::SignInCheck::{self, Lockout, MultiFactor, TwoStep};

const YES: Known<bool> = Known::Is(true);
const NO: Known<bool> = Known::Is(false);

fn sign_in(actor: Actor, factors: &[Factor], two_steps: Known<bool>, lockout: Known<bool>) -> SignIn {
    SignIn { factors: Known::Is(factors.to_vec()), two_steps, lockout, ..nobody(actor) }
}

fn nobody(actor: Actor) -> SignIn {
    SignIn {
        actor,
        factors: Known::NotApplicable,
        two_steps: Known::NotApplicable,
        lockout: Known::NotApplicable,
        means: Vec::new(),
        local_login: Known::Unknown,
        enforced: Known::Unknown,
    }
}

/// Provider and city alike, and no contractors.
fn both(factors: &[Factor], two_steps: Known<bool>, lockout: Known<bool>) -> Vec<Stated<SignIn>> {
    let of = |actor| stated(sign_in(actor, factors, two_steps, lockout));
    let nobody = |actor| stated(nobody(actor));
    vec![of(Actor::Provider), of(Actor::City), nobody(Actor::Contractor), nobody(Actor::Subcontractor)]
}

fn settled(sign_ins: Vec<Stated<SignIn>>, offers: SignInCheck) -> Finding {
    let service = Service { plan: Some("標準".into()), ..Service::default() };
    let declaration = Declaration { service, sign_ins, ..Declaration::default() };
    settle(&context(&declaration, today()), offers)
}

#[test]
fn a_password_and_a_one_time_password_are_two_factors() {
    let found = settled(both(&[Knowledge, Possession], Known::Unknown, Known::Unknown), MultiFactor);
    assert_found(&found, Met, &["本市: 多要素認証が提供されている", "利用開始までに有効にする"]);
    assert_found(&settled(both(&[Possession, Biometrics], NO, NO), MultiFactor), Met, &[]);
}

#[test]
fn a_password_and_a_secret_question_are_two_steps_but_one_factor() {
    let twice = || both(&[Knowledge, Knowledge], YES, NO);
    assert_found(&settled(twice(), MultiFactor), Unmet, &["factors of one kind"]);
    assert_found(&settled(twice(), TwoStep), Met, &[]);
}

#[test]
fn one_factor_fails_and_unknown_factors_are_asked() {
    assert_found(&settled(both(&[Knowledge], NO, NO), MultiFactor), Unmet, &[]);
    assert_found(&settled(both(&[], YES, YES), MultiFactor), Unknown, &["契約するプランで提供されているかを尋ねる"]);
}

#[test]
fn several_factors_are_a_second_step() {
    assert_found(&settled(both(&[Knowledge, Possession], NO, NO), TwoStep), Met, &[]);
    assert_found(&settled(both(&[Knowledge], NO, NO), TwoStep), Unmet, &[]);
    assert_found(&settled(both(&[Knowledge], Known::Unknown, NO), TwoStep), Unknown, &[]);
    assert_found(&settled(both(&[], NO, NO), TwoStep), Unknown, &[]);
}

#[test]
fn a_lock_out_is_offered_or_not_or_asked() {
    assert_found(&settled(both(&[Knowledge], NO, YES), Lockout), Met, &["ロック"]);
    assert_found(&settled(both(&[Knowledge, Possession], YES, NO), Lockout), Unmet, &["lock-out"]);
    assert_found(&settled(both(&[Knowledge], NO, Known::NotApplicable), Lockout), Unknown, &[]);
}

#[test]
fn both_sides_must_have_it() {
    let mut sides = both(&[Knowledge, Possession], YES, YES);
    sides[0] = stated(sign_in(Actor::Provider, &[Knowledge], NO, NO));
    assert_found(&settled(sides.clone(), MultiFactor), Unmet, &["SaaS 提供者の管理者: 多要素認証が提供されていない"]);
    sides.remove(0);
    assert_found(&settled(sides, MultiFactor), Unknown, &["the provider's administrators: ask how they sign in"]);
}

#[test]
fn contractors_must_be_stated_or_not_applicable() {
    let mut sides = both(&[Knowledge, Possession], YES, YES);
    sides.truncate(2);
    assert_found(
        &settled(sides.clone(), MultiFactor),
        Unknown,
        &["委託先: ", "再委託先: ", "使わなければ「該当なし」"],
    );
    sides.push(stated(sign_in(Actor::Contractor, &[Knowledge], NO, NO)));
    assert_found(&settled(sides, MultiFactor), Unmet, &["contractors: multi-factor authentication is not offered"]);
}

#[test]
fn provider_and_city_are_never_not_applicable() {
    let mut sides = both(&[Knowledge, Possession], YES, YES);
    sides[1] = stated(nobody(Actor::City));
    assert_found(&settled(sides, MultiFactor), Unknown, &["本市: 管理画面を使う者を尋ねる"]);
}

#[test]
fn what_only_another_plan_offers_does_not_count() {
    let with = |evidence: Evidence| {
        let mut sides = both(&[Knowledge, Possession], YES, YES);
        sides[1].evidence = evidence;
        settled(sides, MultiFactor)
    };
    assert_found(&with(on_plan("標準")), Met, &[]);
    assert_found(
        &with(on_plan("プレミアム")),
        Unknown,
        &["本市: 「プレミアム」での事実で、契約するプランのものではない"],
    );
    let mut sides = both(&[Knowledge], NO, NO);
    sides.push(shown(sign_in(Actor::City, &[Knowledge, Possession], YES, YES), on_plan("プレミアム")));
    assert_found(&settled(sides, MultiFactor), Unmet, &["「プレミアム」での事実"]);
}

#[test]
fn what_has_ended_does_not_count() {
    let mut sides = both(&[Knowledge, Possession], YES, YES);
    sides[1].evidence = until("2026-11-30");
    assert_found(&settled(sides.clone(), MultiFactor), Unknown, &["本市: 2026-11-30 で終わった"]);
    sides[1].evidence = until("2026-12-01");
    assert_eq!(settled(sides, MultiFactor).holds_until, Some(today()));
}

#[test]
fn it_holds_no_longer_than_that_there_are_no_contractors() {
    let mut sides = both(&[Knowledge, Possession], YES, YES);
    sides[2].evidence = until("2027-03-31");
    assert_eq!(settled(sides, MultiFactor).holds_until, Some("2027-03-31".parse().unwrap()));
}
