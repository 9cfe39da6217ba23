//! Appending: order, conflicts, bounds, and many at once.

use crate::world::{Backend, World, append_events, contract, instant, natori, read_all, sendai, sequence};
use futures_util::FutureExt as _;
use ledger::{AppendError, DatabaseLocation, Expected, Ledger, PAYLOAD_LIMIT};
use sqlx::Connection as _;
use std::time::Duration;

contract!(
    what_is_appended_is_read_back_in_order_after_reopening,
    the_second_of_two_racing_appends_is_told_the_head,
    appends_that_build_on_each_other_can_be_sent_without_waiting,
    a_conflict_does_not_harm_others_in_the_same_batch,
    an_append_that_is_too_large_or_empty_is_refused,
    an_unknown_city_is_refused,
    many_writers_in_many_cities_lose_nothing,
    whoever_stops_waiting_for_a_read_keeps_nobody_from_writing,
);

async fn what_is_appended_is_read_back_in_order_after_reopening(world: World) {
    let ledger = world.open_with(&sendai()).await;
    let payloads = vec![b"one".to_vec(), Vec::new(), vec![7; PAYLOAD_LIMIT]];
    let appended = ledger.append(&sendai(), Expected::At(sequence(0)), payloads.clone(), instant(5)).await.unwrap();
    assert_eq!((appended.first, appended.head.sequence), (sequence(1), sequence(3)));
    ledger.close().await;

    let ledger = world.open().await;
    let events = read_all(&ledger, &sendai()).await.unwrap();
    assert_eq!(events.iter().map(|event| event.sequence.number()).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(events.iter().all(|event| event.recorded_at == instant(5)));
    assert_eq!(events.last().unwrap().hash, appended.head.hash);
    assert_eq!(events.into_iter().map(|event| event.payload).collect::<Vec<_>>(), payloads);
}

async fn the_second_of_two_racing_appends_is_told_the_head(world: World) {
    let ledger = world.open_with(&sendai()).await;
    append_events(&ledger, &sendai(), 3).await;
    let city = sendai();
    let append = |word: &str| ledger.append(&city, Expected::At(sequence(3)), vec![word.into()], instant(2));
    let (first, second) = tokio::join!(append("first"), append("second"));
    let head = first.unwrap().head;
    let error = second.unwrap_err();
    assert!(
        matches!(error, AppendError::Conflict { expected, head: told } if expected == sequence(3) && told == head),
        "{error:?}"
    );
    assert_eq!(read_all(&ledger, &sendai()).await.unwrap().len(), 4);
}

async fn appends_that_build_on_each_other_can_be_sent_without_waiting(world: World) {
    let ledger = world.open_with(&sendai()).await;
    let city = sendai();
    let append = |after| ledger.append(&city, Expected::At(sequence(after)), vec![vec![1]], instant(2));
    let (a, b, c) = tokio::join!(append(0), append(1), append(2));
    assert_eq!([a, b, c].map(|result| result.unwrap().first.number()), [1, 2, 3]);
}

async fn a_conflict_does_not_harm_others_in_the_same_batch(world: World) {
    let ledger = world.open_with(&sendai()).await;
    world.add_city(&ledger, &natori()).await;
    let (sendai, natori) = (sendai(), natori());
    let (late, good) = tokio::join!(
        ledger.append(&sendai, Expected::At(sequence(9)), vec![vec![1]], instant(2)),
        ledger.append(&natori, Expected::At(sequence(0)), vec![vec![1]], instant(2)),
    );
    assert!(matches!(late, Err(AppendError::Conflict { .. })));
    assert_eq!(good.unwrap().head.sequence, sequence(1));
}

async fn an_append_that_is_too_large_or_empty_is_refused(world: World) {
    let ledger = world.open_with(&sendai()).await;
    for payloads in [Vec::new(), vec![vec![0; PAYLOAD_LIMIT + 1]], vec![Vec::new(); 1001]] {
        let result = ledger.append(&sendai(), Expected::Anywhere, payloads, instant(1)).await;
        assert!(matches!(result, Err(AppendError::Size)));
    }
    assert_eq!(read_all(&ledger, &sendai()).await.unwrap(), []);
}

async fn an_unknown_city_is_refused(world: World) {
    let ledger = world.open().await;
    let result = ledger.append(&sendai(), Expected::Anywhere, vec![vec![1]], instant(1)).await;
    assert!(matches!(result, Err(AppendError::UnknownCity { .. })));
}

async fn many_writers_in_many_cities_lose_nothing(world: World) {
    let ledger = world.open_with(&sendai()).await;
    world.add_city(&ledger, &natori()).await;
    let writer = |number: u8| {
        let ledger: Ledger = ledger.clone();
        let city = if number.is_multiple_of(2) { sendai() } else { natori() };
        tokio::spawn(async move {
            for round in 0..10 {
                ledger.append(&city, Expected::Anywhere, vec![vec![number, round]], instant(1)).await.unwrap();
            }
        })
    };
    let writers: Vec<_> = (0..32).map(writer).collect();
    for writer in writers {
        writer.await.unwrap();
    }
    for (city, parity) in [(sendai(), 0), (natori(), 1)] {
        let events = read_all(&ledger, &city).await.unwrap();
        assert_eq!(events.len(), 160);
        for number in (0..32_u8).filter(|number| number % 2 == parity) {
            let own = events.iter().filter(|event| event.payload[0] == number);
            assert!(own.map(|event| event.payload[1]).eq(0..10), "each writer's own order is kept");
        }
    }
}

/// Two servers on one PostgreSQL: the row of a number can be written once.
#[tokio::test]
async fn of_two_servers_on_one_database_one_wins_each_number() {
    let world = World::new(Backend::Postgres);
    let first = world.open_with(&sendai()).await;
    let second = world.open().await;
    let race = |ledger: Ledger| async move {
        let (mut won, mut lost, mut at) = (0, 0, 0);
        while at < 40 {
            match ledger.append(&sendai(), Expected::At(sequence(at)), vec![vec![1]], instant(1)).await {
                Ok(appended) => {
                    won += 1;
                    at = appended.head.sequence.number();
                }
                Err(AppendError::Conflict { head, .. }) => {
                    lost += 1;
                    at = head.sequence.number();
                }
                Err(other) => panic!("{other:?}"),
            }
        }
        (won, lost)
    };
    let (one, two) = tokio::join!(tokio::spawn(race(first.clone())), tokio::spawn(race(second)));
    let ((won_one, lost_one), (won_two, lost_two)) = (one.unwrap(), two.unwrap());
    let events = read_all(&first, &sendai()).await.unwrap();
    assert_eq!(events.len(), won_one + won_two);
    assert!(lost_one + lost_two > 0, "they did race");
    assert!(first.verify(&[]).await.unwrap().is_sound());
}

/// A reader may stop at any moment, also while its transaction is only beginning.
async fn whoever_stops_waiting_for_a_read_keeps_nobody_from_writing(world: World) {
    let ledger = world.open_with(&sendai()).await;
    for round in 0..150_u64 {
        let city = sendai();
        let mut read = Box::pin(ledger.find_head(&city));
        for _ in 0..=round % 15 {
            if (&mut read).now_or_never().is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_micros(round * 7 % 300)).await;
        }
        drop(read);
        if let DatabaseLocation::Postgres(url) = &world.database {
            is_left_by_every_transaction(url).await;
        }
        let appended = ledger.append(&sendai(), Expected::Anywhere, vec![b"x".to_vec()], instant(1)).await;
        assert_eq!(appended.unwrap().head.sequence, sequence(round + 1), "round {round}");
    }
}

/// A transaction that nobody holds is rolled back in a moment.
async fn is_left_by_every_transaction(url: &str) {
    let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
    let sql = "SELECT count(*) FROM pg_stat_activity \
               WHERE datname = current_database() AND state LIKE 'idle in transaction%'";
    for _ in 0..500 {
        let (open,): (i64,) = sqlx::query_as(sql).fetch_one(&mut connection).await.unwrap();
        if open == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    panic!("a transaction stays open that nobody holds");
}
