//! A city's key that is withdrawn: that city stops within a minute, for reading and for writing, and no other.

use crate::town::{Town, actor, after, contract, open_use};
use std::time::Duration;

contract![
    a_withdrawn_key_stops_the_city_at_the_next_command_after_half_a_minute_and_works_again_when_it_is_back,
    a_withdrawn_key_is_noticed_by_the_watch_without_any_command_and_other_cities_go_on,
];

async fn a_withdrawn_key_stops_the_city_at_the_next_command_after_half_a_minute_and_works_again_when_it_is_back(
    town: Town,
) {
    let ledger = town.ledger().await;
    let city = town.city(&ledger).await;
    city.run(open_use("一"), actor("officer"), after(0)).await.unwrap();
    let (key, aside) = (town.path("keys/sendai.0001.kek"), town.path("aside"));
    std::fs::rename(&key, &aside).unwrap();
    city.run(open_use("二"), actor("officer"), after(29)).await.unwrap();
    let refused = city.run(open_use("三"), actor("officer"), after(30)).await.unwrap_err();
    assert_eq!(refused.code(), "key-unavailable");
    assert_eq!(city.state().await.err().unwrap().code(), "key-unavailable", "what was in memory is gone as well");
    assert_eq!(city.run(open_use("三"), actor("officer"), after(31)).await.unwrap_err().code(), "key-unavailable");
    std::fs::rename(&aside, &key).unwrap();
    assert_eq!(city.state().await.unwrap().uses().count(), 2);
    city.run(open_use("三"), actor("officer"), after(61)).await.unwrap();
}

async fn a_withdrawn_key_is_noticed_by_the_watch_without_any_command_and_other_cities_go_on(town: Town) {
    let ledger = town.ledger().await;
    let city = town.city(&ledger).await;
    let natori = town.another_city(&ledger, "natori").await;
    let watched = async {
        std::fs::rename(town.path("keys/sendai.0001.kek"), town.path("aside")).unwrap();
        while city.state().await.is_ok() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        () = watched => {}
        () = city.watch_keys(Duration::from_millis(20), || after(1)) => {}
        () = natori.watch_keys(Duration::from_millis(20), || after(1)) => {}
        () = tokio::time::sleep(Duration::from_mins(1)) => panic!("nobody noticed"),
    }
    assert_eq!(city.state().await.err().unwrap().code(), "key-unavailable");
    assert!(natori.state().await.is_ok());
}
