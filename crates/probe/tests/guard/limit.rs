//! Connections a minute.

use probe::limit::Limit;
use proptest::prelude::*;
use std::time::Duration;

const fn second(second: u64) -> Duration {
    Duration::from_secs(second)
}

#[test]
fn the_limit_holds_and_says_how_long_to_wait() {
    let mut limit = Limit::a_minute(2);
    assert_eq!(limit.begin(&"city", second(0)), Ok(()));
    assert_eq!(limit.begin(&"city", second(10)), Ok(()));
    assert_eq!(limit.begin(&"city", second(20)), Err(second(40)));
    assert_eq!(limit.begin(&"other", second(20)), Ok(()));
    assert_eq!(limit.begin(&"city", second(60)), Ok(()));
    assert_eq!(limit.begin(&"city", second(60)), Err(second(10)));
}

#[test]
fn nothing_passes_where_nothing_is_allowed() {
    assert_eq!(Limit::a_minute(0).begin(&"city", second(5)), Err(second(60)));
}

#[test]
fn quiet_keys_are_forgotten() {
    let mut limit = Limit::a_minute(1);
    for key in 0..1000 {
        assert_eq!(limit.begin(&key, second(1)), Ok(()));
    }
    assert_eq!(limit.keys(), 1000);
    assert_eq!(limit.begin(&0, second(70)), Ok(()));
    assert_eq!(limit.keys(), 1);
}

proptest! {
    #[test]
    fn in_no_minute_are_there_more(most in 0..5_usize, steps in prop::collection::vec(0..40_u64, 0..200)) {
        let mut limit = Limit::a_minute(most);
        let mut now = second(0);
        let mut passed = Vec::new();
        for step in steps {
            now += second(step);
            match limit.begin(&(), now) {
                Ok(()) => passed.push(now),
                Err(wait) => prop_assert!(wait > Duration::ZERO && wait <= second(60)),
            }
        }
        for (place, &first) in passed.iter().enumerate() {
            let within = passed[place..].iter().filter(|&&then| then < first + second(60)).count();
            prop_assert!(within <= most);
        }
    }

    #[test]
    fn who_waits_as_told_gets_through(most in 1..5_usize, steps in prop::collection::vec(0..10_u64, 1..50)) {
        let mut limit = Limit::a_minute(most);
        let mut now = second(0);
        for step in steps {
            now += second(step);
            if let Err(wait) = limit.begin(&(), now) {
                now += wait;
                prop_assert_eq!(limit.begin(&(), now), Ok(()));
            }
        }
    }
}
