//! Random histories of the register, run beside a model that is written in another way. Whatever the one accepts the other must
//! accept; every promise is checked after every step. A failure prints its seed: `SIMULATOR_SEED=n` runs that history alone,
//! `SIMULATOR_HISTORIES=n` as many as wanted.

mod accepts;
mod checks;
mod dice;
mod generate;
mod log;
mod model;
mod rules;

use crate::town::{Town, WORLD};
use dice::Dice;
use generate::Try;
use jiff::{Span, Timestamp};
use model::Model;
use register::{Command, apply, decide, tokyo_date};

/// Histories of the everyday run.
const HISTORIES: u64 = 60;

/// Commands tried in a history.
const STEPS: usize = 160;

#[test]
fn random_histories_agree_with_the_model_and_keep_every_promise() {
    let number = |name: &str| std::env::var(name).ok().map(|words| words.parse::<u64>().unwrap());
    let start = Town::new();
    if let Some(seed) = number("SIMULATOR_SEED") {
        run(&start, seed);
        return;
    }
    let histories = number("SIMULATOR_HISTORIES").unwrap_or(HISTORIES);
    let mut counted = Counted::default();
    for seed in 0..histories {
        let history = std::panic::catch_unwind(|| run(&start, seed));
        let history =
            history.unwrap_or_else(|_| panic!("history {seed} fails: run it alone with SIMULATOR_SEED={seed}"));
        counted.add(&history);
    }
    println!("{histories} histories: {counted:?}");
    // A simulator that never gets anywhere proves nothing.
    assert!(counted.decided > histories / 4 && counted.closed > histories / 40, "{counted:?}");
    assert!(counted.accepted > counted.tried / 4 && counted.accepted < counted.tried * 9 / 10, "{counted:?}");
}

#[derive(Debug, Default)]
struct Counted {
    tried: u64,
    accepted: u64,
    decided: u64,
    in_place: u64,
    returned: u64,
    rejected: u64,
    renewed: u64,
    closed: u64,
}

impl Counted {
    fn add(&mut self, history: &[(Command, bool)]) {
        let accepted = |kind: &str| {
            history.iter().filter(|(command, accepted)| *accepted && command.kind().word() == kind).count() as u64
        };
        self.tried += history.len() as u64;
        self.accepted += history.iter().filter(|(_, accepted)| *accepted).count() as u64;
        self.decided += accepted("decide_approval");
        self.in_place += accepted("read_afterwards");
        self.returned += accepted("return_approval");
        self.rejected += accepted("reject_approval");
        self.renewed += accepted("start_renewal");
        self.closed += accepted("close_use");
    }
}

/// Runs one history; panics with what went wrong.
fn run(start: &Town, seed: u64) -> Vec<(Command, bool)> {
    let mut dice = Dice::new(seed);
    let mut state = start.state.clone();
    let mut events = start.events.clone();
    let mut model = Model::new();
    let mut now: Timestamp = start.now;
    let mut tried = Vec::new();
    for step in 0..STEPS {
        now += Span::new().minutes(1 + i64::from(dice.below(600)));
        if dice.below(12) == 0 {
            now += Span::new().hours(24 * i64::from(dice.below(45)));
        }
        let day = tokyo_date(now);
        let Try { command, actor } = generate::next(&mut dice, &model, day);
        let expected = model.accepts(&command, &actor, day);
        let decided = decide(&state, &command, &actor, now, &WORLD);
        assert_eq!(
            decided.is_ok(),
            expected,
            "seed {seed}, step {step}, {day}: {command:?} by {actor:?}: {:?}\n{:#?}",
            decided.err().map(|refusal| refusal.to_string()),
            command.use_id().map(|id| model.log.iter().filter(|row| row.of == id.0).collect::<Vec<_>>()),
        );
        for event in decided.iter().flatten() {
            checks::event(&state, &model, event, seed, step);
            apply(&mut state, event).unwrap();
        }
        if let Ok(made) = decided {
            let first = made.first().unwrap().clone();
            events.extend(made);
            log::record(&mut model, &command, &first);
            checks::state(&state, &model, seed, step);
        }
        tried.push((command, expected));
    }
    checks::end(&state, &events);
    tried
}
