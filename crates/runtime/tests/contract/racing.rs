//! Two servers on one database: a city stays one line of events. PostgreSQL alone: SQLite lets only one server in.

use crate::town::{Backend, Town, actor, after, open_use};
use futures_util::future::join_all;
use std::collections::BTreeSet;

#[tokio::test]
async fn of_two_servers_that_race_both_come_through_and_both_see_the_same() {
    let town = Town::new(Backend::Postgres).await;
    let (left_ledger, right_ledger) = (town.ledger().await, town.ledger().await);
    let (left, right) = (town.city(&left_ledger).await, town.city(&right_ledger).await);
    let lefts = (0..50).map(|number| left.run(open_use(&format!("左{number}")), actor("officer"), after(number)));
    let rights = (0..50).map(|number| right.run(open_use(&format!("右{number}")), actor("officer"), after(number)));
    // One after the other on each side, so that the two race for nearly every place.
    let one_by_one = async |runs: Vec<_>| {
        for run in runs {
            let done: Result<runtime::Done, runtime::Refused> = run.await;
            done.unwrap();
        }
    };
    let (left_runs, right_runs): (Vec<_>, Vec<_>) = (lefts.collect(), rights.collect());
    futures_util::future::join(one_by_one(left_runs), async {
        let done = join_all(right_runs).await;
        let refused: Vec<String> = done.iter().filter_map(|done| Some(done.as_ref().err()?.to_string())).collect();
        assert!(refused.is_empty(), "{refused:?}");
    })
    .await;

    left.refresh().await.unwrap();
    right.refresh().await.unwrap();
    let state = left.state().await.unwrap();
    assert_eq!(*state, *right.state().await.unwrap());
    let purposes: BTreeSet<String> = state.uses().map(|of| of.profile.purpose.to_string()).collect();
    assert_eq!(purposes.len(), 100);
    assert_eq!(state.uses().map(|of| of.id.0).collect::<Vec<_>>(), (1..=100).collect::<Vec<u32>>());
}

#[tokio::test]
async fn what_one_server_decided_the_other_decides_on() {
    let town = Town::new(Backend::Postgres).await;
    let (left_ledger, right_ledger) = (town.ledger().await, town.ledger().await);
    let (left, right) = (town.city(&left_ledger).await, town.city(&right_ledger).await);
    let request = |due: &str| register::commands::RequestDeclaration {
        use_id: register::UseId(1),
        due: due.parse().unwrap(),
        note: None,
    };
    left.run(open_use("議事録"), actor("officer"), after(1)).await.unwrap();
    left.run(request("2026-12-20"), actor("officer"), after(2)).await.unwrap();
    // The right server has seen neither: its first try meets a conflict, its second the request that is open already.
    right.refresh().await.unwrap();
    let refused = right.run(request("2026-12-21"), actor("officer"), after(3)).await.unwrap_err();
    assert_eq!(refused.code(), "request-open");
}
