//! What somebody far away learns: nothing.

use probe::remote::{BEAT, failure, wait_until_beat};
use proptest::prelude::*;
use std::time::Duration;

#[test]
fn the_words_name_no_cause() {
    let text = failure();
    for telling in ["10.", "127", "拒否", "refus", "private", "DNS", "名前", "timeout", "time"] {
        assert!(!text.japanese.contains(telling) && !text.english.as_ref().unwrap().contains(telling), "{telling}");
    }
}

#[test]
fn an_instant_refusal_and_a_late_silence_are_answered_at_once_with_each_other() {
    for passed in [0, 1, 500, 3000, 9999, 14_999] {
        let passed = Duration::from_millis(passed);
        assert_eq!(passed + wait_until_beat(passed), BEAT, "{passed:?}");
    }
    assert_eq!(wait_until_beat(BEAT), Duration::ZERO);
}

proptest! {
    #[test]
    fn answers_go_out_on_the_beat_alone(passed in 0..1_000_000_u64) {
        let passed = Duration::from_millis(passed);
        let answered = passed + wait_until_beat(passed);
        prop_assert_eq!(answered.as_nanos() % BEAT.as_nanos(), 0);
        prop_assert!(answered > Duration::ZERO && answered <= passed + BEAT);
    }
}
