//! Reading: from any place, over many pages, with snapshots.

use crate::world::{World, append_events, contract, instant, natori, sendai, sequence};
use futures_util::TryStreamExt as _;
use ledger::{Event, Expected, PAYLOAD_LIMIT, ReadError, Sequence};

contract!(
    a_stream_of_many_pages_is_read_from_any_place,
    a_stream_of_the_largest_events_is_read_whole,
    the_latest_snapshot_comes_back_and_the_stream_goes_on_after_it,
    a_snapshot_must_stand_at_an_event,
    an_unknown_city_is_refused,
);

async fn a_stream_of_many_pages_is_read_from_any_place(world: World) {
    let ledger = world.open_with(&sendai()).await;
    append_events(&ledger, &sendai(), 300).await;
    for after in [0, 1, 127, 128, 129, 256, 299, 300] {
        let events: Vec<Event> = ledger.read(&sendai(), sequence(after)).try_collect().await.unwrap();
        assert!(events.iter().map(|event| event.sequence.number()).eq(after + 1..=300), "after {after}");
        assert!(events.iter().all(|event| event.payload == format!("event {}", event.sequence).as_bytes()));
    }
    let beyond: Result<Vec<Event>, ReadError> = ledger.read(&sendai(), sequence(301)).try_collect().await;
    assert!(matches!(beyond, Err(ReadError::Broken(_))), "an event that is not there cannot be read on from");
}

/// A page ends after so many bytes, too.
async fn a_stream_of_the_largest_events_is_read_whole(world: World) {
    let ledger = world.open_with(&sendai()).await;
    for number in 0..5 {
        let payloads = vec![vec![number; PAYLOAD_LIMIT], vec![number; 3]];
        ledger.append(&sendai(), Expected::Anywhere, payloads, instant(1)).await.unwrap();
    }
    let lengths: Vec<usize> =
        ledger.read(&sendai(), Sequence::START).map_ok(|event| event.payload.len()).try_collect().await.unwrap();
    assert_eq!(lengths, [PAYLOAD_LIMIT, 3].repeat(5));
    assert!(ledger.verify(&[]).await.unwrap().is_sound());
}

async fn the_latest_snapshot_comes_back_and_the_stream_goes_on_after_it(world: World) {
    let ledger = world.open_with(&sendai()).await;
    assert_eq!(ledger.latest_snapshot(&sendai()).await.unwrap(), None);
    append_events(&ledger, &sendai(), 10).await;
    for at in [2, 5, 8] {
        let state = format!("state at {at}");
        ledger.save_snapshot(&sendai(), sequence(at), state.as_bytes(), instant(9)).await.unwrap();
    }
    let snapshot = ledger.latest_snapshot(&sendai()).await.unwrap().unwrap();
    assert_eq!((snapshot.sequence, snapshot.taken_at), (sequence(8), instant(9)));
    assert_eq!(snapshot.payload, b"state at 8");
    let rest: Vec<Event> = ledger.read(&sendai(), snapshot.sequence).try_collect().await.unwrap();
    assert_eq!(rest.len(), 2);
}

async fn a_snapshot_must_stand_at_an_event(world: World) {
    let ledger = world.open_with(&sendai()).await;
    append_events(&ledger, &sendai(), 2).await;
    let result = ledger.save_snapshot(&sendai(), sequence(3), b"", instant(1)).await;
    assert!(matches!(result, Err(ReadError::Snapshot)));
    ledger.save_snapshot(&sendai(), Sequence::START, b"empty", instant(1)).await.unwrap();
}

async fn an_unknown_city_is_refused(world: World) {
    let ledger = world.open_with(&sendai()).await;
    let events: Result<Vec<Event>, ReadError> = ledger.read(&natori(), Sequence::START).try_collect().await;
    assert!(matches!(events, Err(ReadError::UnknownCity { .. })));
}
