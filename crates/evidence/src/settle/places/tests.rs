//! The traps of №6-1, each with its sentence.

use super::settle;
use crate::declaration::{Declaration, PlaceRole, Stated};
use crate::settle::Finding;
use crate::settle::examples::{DAY, context, everywhere, kept, missing, on_plan, sentences, until};
use jiff::civil::date;
use standard::Answer;

fn of(places: Vec<Stated<crate::declaration::KeptAt>>) -> Finding {
    let declaration = Declaration { places, ..Declaration::default() };
    settle(&context(&declaration), "JP")
}

#[test]
fn tokyo_and_osaka_are_at_home() {
    let found = of(everywhere("aws:ap-northeast-1", "aws:ap-northeast-3"));
    assert_eq!(found.answer, Answer::Met, "{}", sentences(&found));
    assert!(sentences(&found).contains("aws:ap-northeast-1"), "{}", sentences(&found));
}

#[test]
fn a_backup_abroad_fails_with_its_region_and_country() {
    let found = of(everywhere("aws:ap-northeast-1", "aws:us-east-1"));
    assert_eq!(found.answer, Answer::Unmet);
    let first = &found.grounds[0].text;
    assert!(first.japanese.contains("バックアップ") && first.japanese.contains("aws:us-east-1"), "{first:?}");
    assert!(first.japanese.contains("アメリカ") || first.japanese.contains("米国"), "{first:?}");
}

#[test]
fn asia_of_google_is_not_japan_and_asia1_is() {
    assert_eq!(of(everywhere("google:asia", "google:asia-northeast1")).answer, Answer::Unmet);
    assert_eq!(of(everywhere("google:asia1", "google:asia-northeast1")).answer, Answer::Met);
    assert_eq!(of(everywhere("asia", "google:asia-northeast1")).answer, Answer::Unknown);
}

#[test]
fn a_code_that_several_providers_use_is_asked_about() {
    let found = of(everywhere("ap-southeast-3", "aws:ap-northeast-1"));
    assert_eq!(found.answer, Answer::Unknown);
    assert!(missing(&found).contains("事業者"), "{}", missing(&found));
    assert_eq!(of(everywhere("aws:ap-southeast-3", "aws:ap-northeast-1")).answer, Answer::Unmet);
}

#[test]
fn a_region_in_japan_without_a_name_is_asked_about() {
    let found = of(everywhere("日本リージョン", "aws:ap-northeast-1"));
    assert_eq!(found.answer, Answer::Unknown, "{}", sentences(&found));
    assert!(missing(&found).contains("リージョンのコード"), "{}", missing(&found));
}

#[test]
fn an_unknown_code_is_asked_about_and_never_guessed() {
    let found = of(everywhere("aws:ap-northeast-9", "aws:ap-northeast-1"));
    assert_eq!(found.answer, Answer::Unknown);
    assert!(!found.missing.is_empty());
}

#[test]
fn a_local_zone_may_stand_in_another_country_than_its_parent() {
    assert_ne!(of(everywhere("aws:ap-northeast-1-tpe-1", "aws:ap-northeast-1")).answer, Answer::Met);
}

#[test]
fn a_country_alone_is_taken_for_its_role_with_a_note() {
    let found = of(everywhere("JP", "日本"));
    assert_eq!(found.answer, Answer::Met, "{}", sentences(&found));
    assert!(sentences(&found).contains("国名だけ"), "{}", sentences(&found));
    assert_eq!(of(everywhere("JP", "ドイツ")).answer, Answer::Unmet);
}

#[test]
fn a_role_that_nobody_states_is_asked_for() {
    for role in super::ROLES {
        let places = everywhere("aws:ap-northeast-1", "aws:ap-northeast-3");
        let found = of(places.into_iter().filter(|stated| stated.fact.role != role).collect());
        assert_eq!(found.answer, Answer::Unknown, "{role:?}");
        assert!(missing(&found).contains("書かれていない"), "{role:?}: {}", missing(&found));
    }
}

#[test]
fn logs_and_sub_processors_abroad_fail_like_the_primary() {
    for role in [PlaceRole::Logs, PlaceRole::SubProcessor, PlaceRole::Replica, PlaceRole::DisasterRecovery] {
        let mut places = everywhere("aws:ap-northeast-1", "aws:ap-northeast-3");
        places.retain(|stated| stated.fact.role != role);
        places.push(kept(role, "azure:westus", &[]));
        assert_eq!(of(places).answer, Answer::Unmet, "{role:?}");
    }
}

#[test]
fn a_place_that_is_not_known_stays_open_and_abroad_decides_all_the_same() {
    assert_eq!(of(everywhere("?", "aws:ap-northeast-1")).answer, Answer::Unknown);
    assert_eq!(of(everywhere("?", "aws:us-east-1")).answer, Answer::Unmet);
}

#[test]
fn no_backup_counts_as_stated_and_no_place_at_all_does_not() {
    assert_eq!(of(everywhere("aws:ap-northeast-1", "-")).answer, Answer::Met);
    assert_eq!(of(everywhere("-", "-")).answer, Answer::Unknown);
    assert_eq!(of(Vec::new()).answer, Answer::Unknown);
}

#[test]
fn a_fact_of_another_plan_or_of_the_past_does_not_count_and_says_so() {
    let backup = |stated: fn(crate::declaration::KeptAt) -> Stated<crate::declaration::KeptAt>| {
        let mut places = everywhere("aws:ap-northeast-1", "aws:ap-northeast-3");
        let fact = places.remove(2).fact;
        places.push(stated(fact));
        of(places)
    };
    let other_plan = backup(|fact| on_plan(fact, "エンタープライズ"));
    assert_eq!(other_plan.answer, Answer::Unknown);
    assert!(missing(&other_plan).contains("エンタープライズ"), "{}", missing(&other_plan));
    let past = backup(|fact| until(fact, date(2026, 3, 31)));
    assert_eq!(past.answer, Answer::Unknown);
    assert!(missing(&past).contains("2026-03-31"), "{}", missing(&past));
    let last_day = backup(|fact| until(fact, DAY));
    assert_eq!((last_day.answer, last_day.holds_until), (Answer::Met, Some(DAY)));
}

#[test]
fn the_paired_region_of_a_geo_redundant_store_is_worth_knowing() {
    let found = of(everywhere("azure:brazilsouth", "aws:ap-northeast-1"));
    assert_eq!(found.answer, Answer::Unmet);
    assert!(sentences(&found).contains("southcentralus"), "{}", sentences(&found));
}

#[test]
fn another_standard_may_ask_for_another_country() {
    let of = |place| {
        let declaration = Declaration { places: everywhere(place, place), ..Declaration::default() };
        settle(&context(&declaration), "DE").answer
    };
    assert_eq!(of("aws:eu-central-1"), Answer::Met);
    assert_eq!(of("aws:ap-northeast-1"), Answer::Unmet);
    assert_eq!(of("google:eu"), Answer::Unmet);
    assert_eq!(of("ap-southeast-3"), Answer::Unknown);
}
