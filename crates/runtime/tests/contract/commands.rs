//! Commands of one server: durable, all or nothing, in order, also when many come at once or somebody stops waiting.

use crate::town::{Town, actor, after, contract, open_use};
use futures_util::future::join_all;
use register::UseId;
use runtime::Refused;
use std::collections::BTreeSet;
use std::time::Duration;

contract![
    what_was_answered_is_there_after_reopening,
    a_refused_command_records_nothing,
    commands_together_happen_all_or_none,
    sixty_four_at_once_are_all_recorded_each_once,
    a_caller_that_stops_waiting_leaves_a_sound_state,
    a_day_is_seen_as_it_stood_also_after_the_clock_was_set_back,
    a_clock_a_little_behind_keeps_the_order_and_one_far_behind_is_refused,
];

async fn what_was_answered_is_there_after_reopening(town: Town) {
    let ledger = town.ledger().await;
    let city = town.city(&ledger).await;
    let done = city.run(open_use("議事録"), actor("officer"), after(1)).await.unwrap();
    let before = city.state().await.unwrap().clone();
    ledger.close().await;

    let ledger = town.ledger().await;
    let city = town.city(&ledger).await;
    let state = city.state().await.unwrap();
    assert_eq!(done.events.len(), 1);
    assert_eq!(state.sequence().number(), 4);
    assert_eq!(*state, before);
    assert_eq!(state.find_use(UseId(1)).unwrap().profile.purpose.as_str(), "議事録");
}

async fn a_refused_command_records_nothing(town: Town) {
    let ledger = town.ledger().await;
    let city = town.city(&ledger).await;
    let before = city.state().await.unwrap().clone();
    let refused = city.run(open_use("議事録"), actor("audit"), after(1)).await.unwrap_err();
    assert_eq!(refused.code(), "not-permitted");
    assert_eq!(*city.state().await.unwrap(), before);
    assert_eq!(ledger.find_head(&town.id).await.unwrap().unwrap().sequence.number(), 3);
}

async fn commands_together_happen_all_or_none(town: Town) {
    let ledger = town.ledger().await;
    let city = town.city(&ledger).await;
    let before = city.state().await.unwrap().clone();
    let mut unknown_service = serde_json::to_value(open_use("二")).unwrap();
    unknown_service["open_use"]["service"] = "none".into();
    let commands = vec![open_use("一"), serde_json::from_value(unknown_service).unwrap()];
    let refused = city.run_all(commands, actor("officer"), after(1)).await.unwrap_err();
    assert_eq!(refused.code(), "unknown-service");
    assert_eq!(*city.state().await.unwrap(), before);

    let done = city.run_all(vec![open_use("一"), open_use("二")], actor("officer"), after(2)).await.unwrap();
    assert_eq!(done.events.len(), 2);
    assert_eq!(ledger.find_head(&town.id).await.unwrap().unwrap().sequence.number(), 5);
}

async fn sixty_four_at_once_are_all_recorded_each_once(town: Town) {
    let ledger = town.ledger().await;
    let city = town.city(&ledger).await;
    let purposes: BTreeSet<String> = (0..64).map(|number| format!("用途{number}")).collect();
    let all = join_all(purposes.iter().map(|purpose| city.run(open_use(purpose), actor("officer"), after(1)))).await;
    assert!(all.iter().all(Result::is_ok));
    let state = city.state().await.unwrap();
    let recorded: BTreeSet<String> = state.uses().map(|of| of.profile.purpose.to_string()).collect();
    assert_eq!(recorded, purposes);
    drop(state);
    let again = town.city(&ledger).await;
    assert_eq!(*again.state().await.unwrap(), *city.state().await.unwrap());
}

async fn a_caller_that_stops_waiting_leaves_a_sound_state(town: Town) {
    let ledger = town.ledger().await;
    let city = town.city(&ledger).await;
    for wait in 0..40 {
        let run = city.run(open_use(&format!("用途{wait}")), actor("officer"), after(1));
        // Whether it was recorded is not known to a caller that went away.
        let _ = tokio::time::timeout(Duration::from_micros(wait * 100), run).await;
    }
    let done = city.run(open_use("最後"), actor("officer"), after(2)).await.unwrap();
    assert_eq!(done.events.len(), 1);
    let again = town.city(&ledger).await;
    assert_eq!(*again.state().await.unwrap(), *city.state().await.unwrap());
}

async fn a_day_is_seen_as_it_stood_also_after_the_clock_was_set_back(town: Town) {
    let ledger = town.ledger().await;
    let city = town.city(&ledger).await;
    let set_clock = || -> register::Command {
        serde_json::from_value(serde_json::json!({"set_clock": {"reason": "時報と比べた"}})).unwrap()
    };
    let year = 365 * 86_400;
    city.run(open_use("進んだ時計で"), actor("officer"), after(year)).await.unwrap();
    let ahead = city.run(open_use("十年後"), actor("officer"), after(10 * year)).await.unwrap_err();
    assert_eq!(ahead.code(), "time-leapt");
    assert_eq!(city.run(open_use("今"), actor("officer"), after(5)).await.unwrap_err().code(), "time-went-back");
    city.run(set_clock(), actor("administrator"), after(5)).await.unwrap();
    city.run(open_use("今"), actor("officer"), after(6)).await.unwrap();
    let at = async |seconds| {
        let state = runtime::read_as_of(&ledger, &town.id, after(seconds)).await.unwrap();
        state.uses().map(|of| of.profile.purpose.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(at(4).await, [""; 0]);
    assert_eq!(at(5).await, ["進んだ時計で"]);
    assert_eq!(at(6).await, ["進んだ時計で", "今"]);
    let again = town.city(&ledger).await;
    assert_eq!(*again.state().await.unwrap(), *city.state().await.unwrap());
}

async fn a_clock_a_little_behind_keeps_the_order_and_one_far_behind_is_refused(town: Town) {
    let ledger = town.ledger().await;
    let city = town.city(&ledger).await;
    city.run(open_use("一"), actor("officer"), after(100)).await.unwrap();
    let done = city.run(open_use("二"), actor("officer"), after(90)).await.unwrap();
    assert_eq!(done.events[0].at, after(100));
    let refused = city.run(open_use("三"), actor("officer"), after(100 - 86_400)).await.unwrap_err();
    assert!(matches!(&refused, Refused::ByRules(refusal) if refusal.code == "time-went-back"), "{refused}");
}
