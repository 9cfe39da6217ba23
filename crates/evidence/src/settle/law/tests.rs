//! №1: what each contract's governing law comes to.

use super::settle;
use crate::declaration::{Binds, Declaration, Evidence, Known, Law, Origin, Stated};
use crate::settle::Finding;
use crate::settle::testing::{assert_found, context, day, from, on_plan, shown, stated, today, until};
use standard::Answer::{Met, Unknown, Unmet};

fn law(contract: &str, binds: Binds, country: Known<&str>) -> Law {
    let country = match country {
        Known::Is(words) => Known::Is(words.to_owned()),
        Known::Unknown => Known::Unknown,
        Known::NotApplicable => Known::NotApplicable,
    };
    Law { contract: contract.to_owned(), binds, country }
}

fn terms(country: Known<&str>) -> Stated<Law> {
    stated(law("利用規約", Binds::City, country))
}

fn settled(laws: Vec<Stated<Law>>, on: &str) -> Finding {
    let declaration = Declaration { laws, ..Declaration::default() };
    settle(&context(&declaration, day(on)), "JP")
}

fn now(laws: Vec<Stated<Law>>) -> Finding {
    settled(laws, &today().to_string())
}

#[test]
fn domestic_law_meets_the_item_however_the_country_is_written() {
    for words in ["JP", "日本", "Japan", "ＪＰ"] {
        assert_found(&now(vec![terms(Known::Is(words))]), Met, &["「利用規約」", "準拠法は日本法", "`利用規約`"]);
    }
}

#[test]
fn foreign_law_fails() {
    assert_found(
        &now(vec![terms(Known::Is("US"))]),
        Unmet,
        &["`利用規約` (binds the city): governed by the law of `US`"],
    );
}

#[test]
fn a_foreign_eula_that_users_must_accept_fails_although_the_resellers_contract_is_domestic() {
    let reseller = || stated(law("販売代理店契約", Binds::City, Known::Is("日本")));
    let eula = |country| stated(law("EULA", Binds::Users, country));
    assert_found(&now(vec![reseller(), eula(Known::Is("US"))]), Unmet, &["`EULA` (binds the users)"]);
    assert_found(&now(vec![reseller(), eula(Known::Is("JP"))]), Met, &["販売代理店契約"]);
    assert_found(
        &now(vec![reseller(), eula(Known::Unknown)]),
        Unknown,
        &["「EULA」(利用者を拘束): 準拠法を定める条項を尋ねる"],
    );
}

#[test]
fn silence_is_no_designation() {
    assert_found(&now(vec![terms(Known::NotApplicable)]), Unknown, &["silence is no designation"]);
}

#[test]
fn what_is_not_known_is_asked() {
    assert_found(&now(vec![terms(Known::Unknown)]), Unknown, &["準拠法は不明"]);
    assert_found(
        &now(vec![terms(Known::Is("カリフォルニア州"))]),
        Unknown,
        &["「カリフォルニア州」という国は参照データにない"],
    );
}

#[test]
fn no_contract_is_unknown() {
    assert_found(&now(vec![]), Unknown, &["本市を拘束する契約の準拠法が書かれていない"]);
}

#[test]
fn a_contract_of_the_users_alone_is_not_enough() {
    let eula = |country| stated(law("EULA", Binds::Users, Known::Is(country)));
    assert_found(&now(vec![eula("JP")]), Unknown, &["a contract that binds the city is not stated"]);
    assert_found(&now(vec![eula("US")]), Unmet, &["EULA"]);
}

#[test]
fn a_contract_of_the_city_alone_is_enough_and_a_further_one_is_asked_for_in_a_note() {
    let found = now(vec![terms(Known::Is("JP"))]);
    assert_eq!(found.notes.len(), 1);
    assert_found(&found, Met, &["利用者に同意を求める規約(EULA など)"]);
}

#[test]
fn terms_that_have_ended_are_not_silently_left_out() {
    let eula = || shown(law("EULA", Binds::Users, Known::Is("US")), until("2026-11-30"));
    let renewed = shown(law("EULA", Binds::Users, Known::Is("JP")), from("2026-12-01"));
    assert_found(&now(vec![terms(Known::Is("JP")), eula()]), Unknown, &["2026-11-30 で終わった", "その後どうなったか"]);
    assert_found(&now(vec![terms(Known::Is("JP")), eula(), renewed]), Met, &["2026-11-30 で終わった"]);
}

#[test]
fn a_contract_of_another_plan_does_not_bind() {
    let enterprise = shown(law("Enterprise Agreement", Binds::City, Known::Is("US")), on_plan("Enterprise"));
    let notes = ["「Enterprise」での事実で、契約するプランのものではない"];
    assert_found(&now(vec![terms(Known::Is("JP")), enterprise.clone()]), Met, &notes);
    assert_found(&now(vec![enterprise]), Unknown, &["a contract that binds the city is not stated"]);
}

#[test]
fn it_holds_until_foreign_terms_begin() {
    let revised = shown(law("利用規約", Binds::City, Known::Is("US")), from("2027-04-01"));
    let laws = vec![terms(Known::Is("JP")), revised];
    let found = settled(laws.clone(), "2026-12-01");
    assert_eq!((found.answer, found.holds_until), (Met, Some(day("2027-03-31"))));
    assert_eq!(settled(laws, "2027-04-01").answer, Unmet);
}

#[test]
fn it_is_shown_as_well_as_the_worst_of_the_contracts() {
    let documented = Evidence { origin: Origin::Documented, ..until("2027-03-31") };
    let eula = shown(law("EULA", Binds::Users, Known::Is("JP")), documented);
    assert_eq!(now(vec![terms(Known::Is("JP")), eula.clone()]).shown, Some(Origin::Declared));
    assert_eq!(now(vec![terms(Known::Is("JP")), eula]).holds_until, Some(day("2027-03-31")));
}
