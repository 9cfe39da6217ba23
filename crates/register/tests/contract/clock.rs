//! A clock that was wrong: refused where it can be told, set right where it was not, and what a day looks like afterwards.

use crate::town::{Town, told};
use register::state::as_of;
use register::{Payload, UseId, tokyo_date};
use serde_json::json;

fn open(purpose: &str) -> register::Command {
    let mut profile = serde_json::to_value(crate::town::profile("II")).unwrap();
    profile["purpose"] = json!(purpose);
    told("open_use", json!({"service": "document-cloud", "profile": profile}))
}

fn set_clock() -> register::Command {
    told("set_clock", json!({"reason": "時報と比べた"}))
}

#[test]
fn a_clock_ten_years_ahead_is_refused_and_a_year_of_silence_is_not() {
    let (mut town, _) = Town::with_use();
    let before = town.now;
    town.passes(3650);
    assert_eq!(town.refused("shimin-officer", open("十年後")), "time-leapt");
    town.now = before;
    town.passes(399);
    town.does("shimin-officer", open("一年後"));
}

#[test]
fn after_a_leap_that_was_confirmed_wrongly_the_clock_is_set_back_and_work_goes_on() {
    let (mut town, _) = Town::with_use();
    let right = town.now;
    town.passes(3650);
    town.does("administrator", set_clock());
    town.does("shimin-officer", open("十年後"));
    let wrong = town.now;

    town.now = right;
    assert_eq!(town.refused("shimin-officer", open("今")), "time-went-back");
    assert_eq!(town.refused("shimin-officer", set_clock()), "not-permitted");
    town.does("administrator", set_clock());
    let Payload::ClockSet(set) = &town.events.last().unwrap().event else { panic!() };
    assert_eq!(set.was, wrong, "the record keeps what the clock was before");
    town.does("shimin-officer", open("今"));
    assert_eq!(town.state.last(), Some(town.now));
    assert_eq!(town.refused("administrator", set_clock()), "clock-fits");
}

#[test]
fn a_day_shows_what_was_recorded_by_then_also_where_the_clock_was_wrong_in_between() {
    let (mut town, _) = Town::with_use();
    let right = town.now;
    town.passes(390);
    town.does("shimin-officer", open("進んだ時計で"));
    town.now = right;
    town.passes(1);
    town.does("administrator", set_clock());
    town.does("shimin-officer", open("正しい時計で"));
    let purposes = |instant| {
        let state = as_of(&town.events, instant).unwrap();
        state.uses().map(|of| of.profile.purpose.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(purposes(right).len(), 1, "before the clock was set nothing else was known to have happened");
    assert_eq!(purposes(town.now)[1..], ["進んだ時計で", "正しい時計で"]);
    assert_eq!(tokyo_date(town.state.find_use(UseId(3)).unwrap().opened_at), tokyo_date(town.now));
}
