//! Opening a city: from its beginning, from a snapshot, and as of an instant.

use crate::town::{Town, actor, after, contract, noon, open_use};
use futures_util::TryStreamExt as _;
use ledger::Sequence;
use register::State;
use runtime::{read_as_of, read_history};

contract![
    a_city_opened_from_a_snapshot_is_the_same_and_reads_only_what_came_after,
    a_snapshot_is_kept_where_a_thousand_events_have_come_since_the_last,
    a_snapshot_that_cannot_be_read_is_passed_over,
    the_state_as_of_an_instant_is_the_one_that_stood_then,
    the_history_has_every_event_with_its_number,
    a_city_that_is_not_there_is_refused,
];

async fn a_city_opened_from_a_snapshot_is_the_same_and_reads_only_what_came_after(town: Town) {
    let ledger = town.ledger().await;
    let city = town.city(&ledger).await;
    city.run(open_use("一"), actor("officer"), after(1)).await.unwrap();
    city.save_snapshot(after(2)).await.unwrap();
    city.run(open_use("二"), actor("officer"), after(3)).await.unwrap();
    let kept = ledger.latest_snapshot(&town.id).await.unwrap().unwrap();
    assert_eq!(kept.sequence, Sequence::new(4).unwrap());
    let again = town.city(&ledger).await;
    assert_eq!(*again.state().await.unwrap(), *city.state().await.unwrap());
    assert_eq!(again.state().await.unwrap().uses().count(), 2);
}

async fn a_snapshot_is_kept_where_a_thousand_events_have_come_since_the_last(town: Town) {
    let ledger = town.ledger().await;
    let city = town.city(&ledger).await;
    let kept = async || ledger.latest_snapshot(&town.id).await.unwrap().map(|kept| kept.sequence.number());
    // Three events are there.
    for part in 0..4 {
        let uses = (0..249).map(|number| open_use(&format!("用途{part}-{number}"))).collect();
        city.run_all(uses, actor("officer"), after(part)).await.unwrap();
    }
    city.save_snapshot_where_due(after(5)).await.unwrap();
    assert_eq!(kept().await, None, "999 events");
    city.run(open_use("千件目"), actor("officer"), after(6)).await.unwrap();
    city.save_snapshot_where_due(after(7)).await.unwrap();
    assert_eq!(kept().await, Some(1000));
    city.run(open_use("その次"), actor("officer"), after(8)).await.unwrap();
    city.save_snapshot_where_due(after(9)).await.unwrap();
    assert_eq!(kept().await, Some(1000));
}

async fn a_snapshot_that_cannot_be_read_is_passed_over(town: Town) {
    let ledger = town.ledger().await;
    ledger.save_snapshot(&town.id, Sequence::new(3).unwrap(), b"of another program", after(1)).await.unwrap();
    let city = town.city(&ledger).await;
    let state = city.state().await.unwrap();
    assert_eq!(state.sequence(), Sequence::new(3).unwrap());
    assert!(state.configuration().is_some());
}

async fn the_state_as_of_an_instant_is_the_one_that_stood_then(town: Town) {
    let ledger = town.ledger().await;
    let city = town.city(&ledger).await;
    city.run(open_use("一"), actor("officer"), after(10)).await.unwrap();
    let then = city.state().await.unwrap().clone();
    city.run(open_use("二"), actor("officer"), after(20)).await.unwrap();
    assert_eq!(read_as_of(&ledger, &town.id, after(19)).await.unwrap(), then);
    assert_eq!(read_as_of(&ledger, &town.id, after(20)).await.unwrap(), *city.state().await.unwrap());
    assert_eq!(read_as_of(&ledger, &town.id, after(-1)).await.unwrap(), State::default());
}

async fn the_history_has_every_event_with_its_number(town: Town) {
    let ledger = town.ledger().await;
    let events: Vec<_> = read_history(&ledger, &town.id, Sequence::START).try_collect().await.unwrap();
    let numbers: Vec<u64> = events.iter().map(|(sequence, _)| sequence.number()).collect();
    assert_eq!(numbers, [1, 2, 3]);
    assert!(events.iter().all(|(_, event)| event.at == noon()));
}

async fn a_city_that_is_not_there_is_refused(town: Town) {
    let ledger = town.ledger().await;
    let world = register::World::built_in().unwrap();
    let refused = runtime::City::open(ledger, "natori".parse().unwrap(), std::sync::Arc::new(world)).await;
    assert_eq!(refused.err().unwrap().code(), "city-unknown");
}
