//! The format of events: what was written once is read for ever. `tests/events/*.jsonl` holds lines as earlier programs wrote them;
//! lines are added there and never changed.

use crate::refusals::decided_in_place;
use crate::town::{Town, told};
use proptest::prelude::*;
use register::state::{apply, as_of};
use register::{Event, Payload, State, tokyo_date};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::LazyLock;

const FORMAT_1: &str = include_str!("../events/format-1.jsonl");

/// A history with every kind of event.
static HISTORY: LazyLock<Vec<Event>> = LazyLock::new(history);

fn history() -> Vec<Event> {
    let (mut town, use_id) = decided_in_place();
    let mut does = |who: &str, kind: &str, mut fields: Value| {
        fields["use_id"] = json!(1);
        town.does(who, told(kind, fields));
    };
    let mut profile = serde_json::to_value(crate::town::profile("S")).unwrap();
    profile["information"][0]["place"] = json!("aws:ap-northeast-1");
    profile["information"][0]["clause"] = json!("情報公開条例第7条第1号");
    does("ciso", "read_afterwards", json!({}));
    does("shimin-officer", "change_profile", json!({ "profile": profile }));
    does(
        "review",
        "return_declaration",
        json!({"due": "2027-01-31", "comments": [{"item": "7", "comment": "登録証"}]}),
    );
    let document = crate::town::DECLARATION.replacen("country = \"JP\"", "country = \"US\"", 1);
    does("vendor", "submit_declaration", json!({"notation": "toml", "document": document}));
    town.judges(use_id);
    let mut does = |who: &str, kind: &str, mut fields: Value| {
        fields["use_id"] = json!(1);
        town.does(who, told(kind, fields));
    };
    let instead = json!([{"item": "5-1", "instead": {"answer": "unknown", "reason": "画面を見ていない"}}, {"item": "8-1", "instead": {"answer": "met", "reason": "証明書を見た"}}]);
    does("review", "review_items", json!({ "reviews": instead }));
    does("review", "review_items", json!({"reviews": [{"item": "5-1"}]}));
    does(
        "ciso",
        "decide_overall_review",
        json!({"decision": "overall_review", "approved": true, "reason": "総合的に検討した", "until": "2027-12-31"}),
    );
    does("review", "record_judgement", json!({}));
    does("ciso/b", "accept_risk", json!({"item": "1", "reason": "特約を結ぶ", "until": "2027-06-30"}));
    does("review", "add_condition", json!({"text": "特約を結ぶ", "due": "2027-06-30"}));
    does("review", "meet_condition", json!({"condition": 1, "note": "特約の写し"}));
    does("shimin-officer", "draft_approval", json!({}));
    does("shimin-head", "return_approval", json!({"comment": "理由を詳しく"}));
    does("shimin-officer", "draft_approval", json!({}));
    does("shimin-officer", "withdraw_approval", json!({"reason": "見直す"}));
    does("shimin-officer", "draft_approval", json!({}));
    town.consents(use_id);
    let mut does = |who: &str, kind: &str, mut fields: Value| {
        fields["use_id"] = json!(1);
        town.does(who, told(kind, fields));
    };
    does("ciso", "reject_approval", json!({"reason": "特約の写しがない"}));
    does("shimin-officer", "start_renewal", json!({"due": "2027-01-31"}));
    does("shimin-officer", "submit_declaration", json!({"notation": "toml", "document": crate::town::DECLARATION}));
    does("shimin-officer", "begin_close_out", json!({"ends": "2026-12-31"}));
    for step in ["return_of_data", "standard_deletion", "backup_expiry", "key_destruction", "disposal_erasure"] {
        let apart = step == "key_destruction";
        let note = if apart { "本市の鍵はない" } else { "記録" };
        does(
            "shimin-officer",
            "record_close_out_step",
            json!({"step": step, "on": "2026-12-01", "note": note, "not_applicable": apart}),
        );
    }
    does("shimin-head", "accept_erasure", json!({"note": "立ち会った"}));
    does("shimin-head", "close_use", json!({}));
    let opened = json!({"service": "document-cloud", "profile": crate::town::profile("III")});
    town.does("shimin-officer", told("open_use", opened));
    town.does("shimin-officer", told("abandon_use", json!({"use_id": 2, "reason": "使わない"})));
    let opened = json!({"service": "document-cloud", "profile": crate::town::profile("II")});
    town.does("shimin-officer", told("open_use", opened));
    let hash = register::Digest::of(b"a document");
    let attached = json!({
        "use_id": 3, "name": "登録証.pdf", "media_type": "application/pdf", "size": 10, "hash": hash, "blob": hash,
        "document": "cert-27017", "note": "登録証の写し",
    });
    town.does("shimin-officer", told("attach_evidence", attached));
    town.does("shimin-officer", told("withdraw_evidence", json!({"use_id": 3, "evidence": 1, "reason": "旧版"})));
    town.does("shimin-officer", told("abandon_use", json!({"use_id": 3, "reason": "使わない"})));
    town.passes(500);
    town.does("administrator", told("set_clock", json!({"reason": "時報と比べた"})));
    town.events
}

fn fold(events: &[Event]) -> State {
    events.iter().fold(State::default(), |mut state, event| {
        apply(&mut state, event).unwrap();
        state
    })
}

fn tag(event: &Event) -> String {
    let json: Value = serde_json::from_str(&event.write().unwrap()).unwrap();
    json["event"].as_object().unwrap().keys().next().unwrap().clone()
}

#[test]
fn lines_of_format_1_are_read_and_written_back_byte_for_byte() {
    let mut tags = BTreeSet::new();
    for line in FORMAT_1.lines() {
        let event = Event::read(line).unwrap();
        assert_eq!(event.write().unwrap(), line);
        tags.insert(tag(&event));
    }
    assert_eq!(tags.len(), Payload::TAGS.len(), "a line of each event stands in the file: {tags:?}");
}

#[test]
fn lines_of_format_1_fold_to_a_use_that_was_closed() {
    let events: Vec<Event> = FORMAT_1.lines().map(|line| Event::read(line).unwrap()).collect();
    let state = fold(&events);
    assert_eq!(state.uses().count(), 3);
    assert!(state.uses().all(|of| of.end.is_some()));
}

#[test]
fn the_history_of_the_tests_has_every_event() {
    let tags: BTreeSet<String> = HISTORY.iter().map(tag).collect();
    assert_eq!(tags.len(), Payload::TAGS.len(), "{tags:?}");
    if let Some(path) = std::env::var_os("KIJUN_WRITE_EVENTS") {
        let lines: Vec<String> = HISTORY.iter().map(|event| event.write().unwrap() + "\n").collect();
        std::fs::write(path, lines.concat()).unwrap();
    }
}

#[test]
fn an_event_of_a_later_format_or_with_a_field_of_one_is_refused_and_never_half_read() {
    for event in HISTORY.iter() {
        let json: Value = serde_json::from_str(&event.write().unwrap()).unwrap();
        let mut later = json.clone();
        later["format"] = json!(2);
        assert_eq!(Event::read(&later.to_string()).unwrap_err().code, "unknown-event-format");
        let mut more = json.clone();
        more["event"][tag(event)]["of_a_later_program"] = json!(1);
        assert_eq!(Event::read(&more.to_string()).unwrap_err().code, "unreadable-event");
    }
    for line in ["", "{}", "[]", "null", "{\"format\":1}", "{\"format\":\"1\"}"] {
        assert_eq!(Event::read(line).unwrap_err().code, "unreadable-event", "{line}");
    }
}

#[test]
fn the_state_as_of_an_instant_is_the_fold_of_the_events_until_then() {
    let events = &*HISTORY;
    for (at, event) in events.iter().enumerate() {
        assert!(as_of(events, event.at).unwrap() == fold(&events[..=at]));
    }
    let state = as_of(events, events[0].at - jiff::Span::new().hours(1)).unwrap();
    assert!(state == State::default());
}

#[test]
fn what_stood_in_the_register_on_a_day_is_seen_as_it_stood() {
    let (mut town, use_id) = Town::approved();
    let decided = town.now;
    town.passes(200);
    town.declares(use_id, &crate::town::DECLARATION.replacen("country = \"JP\"", "country = \"US\"", 1));
    town.judges(use_id);
    let then = as_of(&town.events, decided).unwrap();
    let verdict = |state: &State| state.find_use(use_id).unwrap().judgement().unwrap().verdict;
    assert_ne!(verdict(&then), verdict(&town.state));
    assert!(then.find_use(use_id).unwrap().approval_in_force().is_some());
    assert_eq!(tokyo_date(then.last().unwrap()).to_string(), "2026-12-02");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_prefix_folds_and_any_other_selection_folds_or_is_refused(
        length in 0..200_usize,
        left_out in prop::collection::vec(0..200_usize, 0..8),
    ) {
        let events = &*HISTORY;
        fold(&events[..length.min(events.len())]);
        let mut state = State::default();
        for (_, event) in events.iter().enumerate().filter(|(at, _)| !left_out.contains(at)) {
            if let Err(refusal) = apply(&mut state, event) {
                prop_assert_eq!(refusal.code, "event-out-of-order");
                break;
            }
        }
    }

    #[test]
    fn a_line_that_was_changed_is_read_or_refused_and_never_a_panic(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let line = which.get(&HISTORY).write().unwrap();
        let mut bytes = line.into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(line) = String::from_utf8(bytes)
            && let Ok(event) = Event::read(&line)
        {
            prop_assert_eq!(Event::read(&event.write().unwrap()).unwrap(), event);
        }
    }
}
