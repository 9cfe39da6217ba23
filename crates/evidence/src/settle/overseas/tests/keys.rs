//! BYOK, HYOK, CMK, and a key for each tenant: three things under one label (№6-5).

use super::{findings, names_at};
use crate::declaration::{Key, KeyParty, Known, Stated};
use crate::settle::examples::{is, stated};
use standard::Answer::{self, Met, Unknown, Unmet};

/// A key that the city generated and holds.
pub(super) fn key(covers: &[&str]) -> Stated<Key> {
    stated(Key {
        covers: covers.iter().map(|id| (*id).to_owned()).collect(),
        own: Known::Is(true),
        generated_by: Known::Is(KeyParty::City),
        held_by_city: Known::Is(true),
        held_at: Known::NotApplicable,
    })
}

fn with(change: impl FnOnce(&mut Key)) -> Answer {
    let mut stated = key(&[]);
    change(&mut stated.fact);
    of(vec![stated])
}

fn of(keys: Vec<Stated<Key>>) -> Answer {
    let mut declaration = names_at("aws:us-east-1");
    declaration.keys = keys;
    findings(&declaration).1[0].covered[3].1
}

fn held_at(fact: &mut Key, place: &str) {
    fact.held_by_city = Known::Is(false);
    fact.held_at = is(place);
}

#[test]
fn a_key_that_the_city_generated_and_holds_covers() {
    assert_eq!(of(vec![key(&[])]), Met);
    assert_eq!(of(vec![key(&["氏名"])]), Met);
}

#[test]
fn a_key_in_a_domestic_data_centre_covers_and_abroad_does_not() {
    assert_eq!(with(|fact| held_at(fact, "aws:ap-northeast-1")), Met);
    assert_eq!(with(|fact| held_at(fact, "aws:us-east-1")), Unmet);
    assert_eq!(with(|fact| held_at(fact, "google:asia")), Unmet);
    assert_eq!(with(|fact| held_at(fact, "ap-southeast-3")), Unknown);
}

#[test]
fn a_key_whose_place_nobody_states_is_open() {
    let unstated = |held_by_city| with(|fact| (fact.held_by_city, fact.held_at) = (held_by_city, Known::Unknown));
    assert_eq!(unstated(Known::Unknown), Unknown);
    assert_eq!(unstated(Known::Is(false)), Unknown);
}

#[test]
fn a_key_that_the_vendor_makes_for_each_tenant_is_to_be_confirmed() {
    assert_eq!(with(|fact| fact.generated_by = Known::Is(KeyParty::Vendor)), Unknown);
}

#[test]
fn the_vendors_own_cmk_is_not_the_citys_key() {
    let vendors = |party| {
        with(|fact| {
            (fact.own, fact.generated_by) = (Known::Is(false), Known::Is(party));
            held_at(fact, "aws:ap-northeast-1");
        })
    };
    assert_eq!(vendors(KeyParty::Vendor), Unmet);
    assert_eq!(vendors(KeyParty::Platform), Unmet);
}

#[test]
fn a_cmk_that_the_platform_generated_is_not_brought_by_the_city() {
    assert_eq!(with(|fact| fact.generated_by = Known::Is(KeyParty::Platform)), Unmet);
}

#[test]
fn who_generated_it_and_for_whom_must_be_known() {
    assert_eq!(with(|fact| fact.generated_by = Known::Unknown), Unknown);
    assert_eq!(with(|fact| fact.own = Known::Unknown), Unknown);
    assert_eq!(with(|fact| fact.own = Known::Is(false)), Unmet);
}

#[test]
fn a_key_for_other_information_says_nothing_of_this() {
    assert_eq!(of(vec![key(&["議事録"])]), Unknown);
    assert_eq!(of(Vec::new()), Unknown);
}

#[test]
fn information_under_two_keys_is_as_open_as_the_weaker() {
    let mut platform = key(&[]);
    platform.fact.generated_by = Known::Is(KeyParty::Platform);
    assert_eq!(of(vec![key(&[]), platform]), Unmet);
}
