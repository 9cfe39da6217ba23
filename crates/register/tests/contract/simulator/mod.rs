//! Random histories of the register, run beside a model that is written in another way. Whatever the one accepts the other must
//! accept; every promise is checked after every step. A failure prints its seed: `KIJUN_SEED=n` runs that history alone,
//! `KIJUN_HISTORIES=n` as many as wanted.

mod dice;
mod generate;
mod model;
mod rules;

use crate::town::{Town, WORLD};
use dice::Dice;
use generate::Try;
use jiff::{Span, Timestamp};
use model::{Model, Row};
use register::dossier::content_hash;
use register::record::approval::Outcome;
use register::{Command, Event, Payload, State, UseId, apply, decide, tokyo_date};
use std::collections::BTreeMap;

/// Histories of the everyday run.
const HISTORIES: u64 = 150;

/// Commands tried in a history.
const STEPS: usize = 160;

#[test]
fn random_histories_agree_with_the_model_and_keep_every_promise() {
    let number = |name: &str| std::env::var(name).ok().map(|words| words.parse::<u64>().unwrap());
    let start = Town::new();
    if let Some(seed) = number("KIJUN_SEED") {
        run(&start, seed);
        return;
    }
    let histories = number("KIJUN_HISTORIES").unwrap_or(HISTORIES);
    let mut counted = Counted::default();
    for seed in 0..histories {
        let outcome = std::panic::catch_unwind(|| run(&start, seed));
        match outcome {
            Ok(history) => counted.add(&history),
            Err(_) => panic!("history {seed} fails: run it alone with KIJUN_SEED={seed}"),
        }
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
    fn add(&mut self, history: &[(Option<Command>, bool)]) {
        let accepted = |kind: &str| {
            let accepted = history.iter().filter(|(_, accepted)| *accepted).filter_map(|(command, _)| command.as_ref());
            accepted.filter(|command| command.kind().word() == kind).count() as u64
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
fn run(start: &Town, seed: u64) -> Vec<(Option<Command>, bool)> {
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
            check_event(&state, &model, event, seed, step);
            apply(&mut state, event).unwrap();
        }
        if let Ok(made) = decided {
            let first = made.first().unwrap().clone();
            events.extend(made);
            record(&mut model, &command, &first);
            check_state(&state, &model, seed, step);
        }
        tried.push((Some(command), expected));
    }
    check_end(&state, &events);
    tried
}

/// What must hold of an event, before it is applied.
fn check_event(state: &State, model: &Model, event: &Event, seed: u64, step: usize) {
    let day = tokyo_date(event.at);
    let of = |id: UseId| state.find_use(id).unwrap();
    match &event.event {
        Payload::ApprovalDrafted(drafted) => {
            let (number, version) = model.number(drafted.use_id.0, day);
            assert_eq!((drafted.number.number, drafted.version), (number, version), "seed {seed}, step {step}");
            assert_eq!(Some(drafted.content), content_hash(of(drafted.use_id)), "seed {seed}, step {step}");
        }
        Payload::ApprovalDecided(decided) => {
            let of = of(decided.use_id);
            let approval = of.approvals.last().unwrap();
            assert_eq!(Some(approval.content), content_hash(of), "seed {seed}, step {step}: another content");
            let signed = |post: &register::PostId| approval.signatures.iter().any(|one| one.post == *post);
            assert!(approval.route.consents.iter().flatten().all(signed), "seed {seed}, step {step}: 合議 missing");
            let persons: Vec<_> =
                approval.signatures.iter().map(|one| &one.person).chain([&event.actor.person]).collect();
            assert!(!persons.contains(&&approval.drafted_by), "seed {seed}, step {step}: approved his own case");
        }
        Payload::JudgementRecorded(recorded) => {
            let (verdict, _) = model.verdict(recorded.use_id.0, day);
            let judged = recorded.judgement.verdict.verdict().word();
            assert_eq!(judged, verdict, "seed {seed}, step {step}: {:?}", recorded.judgement);
        }
        Payload::UseClosed(closed) => {
            let close_out = of(closed.use_id).close_out.as_ref().unwrap();
            assert!(close_out.open_steps(day).is_empty(), "seed {seed}, step {step}: closed with open steps");
        }
        _ => {}
    }
}

/// What must hold between steps.
fn check_state(state: &State, model: &Model, seed: u64, step: usize) {
    for of in state.uses() {
        let in_force = of.approval_in_force().is_some();
        assert_eq!(in_force, model.in_force(of.id.0), "seed {seed}, step {step}: {} in force", of.id);
    }
}

/// What must hold of a whole history.
fn check_end(state: &State, events: &[Event]) {
    let lines: Vec<String> = events.iter().map(|event| event.write().unwrap()).collect();
    let replayed = lines.iter().fold(State::default(), |mut state, line| {
        apply(&mut state, &Event::read(line).unwrap()).unwrap();
        state
    });
    assert!(replayed == *state, "a replay of the stored events gives another state");
    let mut taken: BTreeMap<(String, i16), Vec<u32>> = BTreeMap::new();
    for approval in state.uses().flat_map(|of| &of.approvals).filter(|approval| approval.version == 1) {
        let number = &approval.number;
        taken.entry((number.prefix.to_string(), number.fiscal_year.year())).or_default().push(number.number);
    }
    for numbers in taken.values_mut() {
        numbers.sort_unstable();
        let gap_free: Vec<u32> = (1..=u32::try_from(numbers.len()).unwrap()).collect();
        assert_eq!(*numbers, gap_free, "文書番号 have a gap, or one was used twice");
    }
    // Nothing recorded is ever rewritten.
    for event in events {
        match &event.event {
            Payload::JudgementRecorded(recorded) => {
                let of = state.find_use(recorded.use_id).unwrap();
                assert!(of.judgements.iter().any(|(kept, _)| **kept == *recorded.judgement));
            }
            Payload::ApprovalDecided(decided) => {
                let of = state.find_use(decided.use_id).unwrap();
                let kept = |approval: &&register::record::approval::Approval| approval.content == decided.content;
                assert!(of.approvals.iter().filter(kept).any(|one| matches!(one.outcome, Outcome::Decided { .. })));
            }
            _ => {}
        }
    }
}

/// Writes what was accepted into the model's log.
fn record(model: &mut Model, command: &Command, event: &Event) {
    let of = command.use_id().map_or(0, |id| id.0);
    let day = tokyo_date(event.at);
    let (person, post) = (event.actor.person.to_string(), event.actor.post.to_string());
    let mut row = Row { kind: "", of, day, person, post, words: String::new(), number: 0, until: None };
    row.kind = match command {
        Command::SetConfiguration(_) => {
            row.number = generate::variant_of(command);
            "configured"
        }
        Command::RegisterProvider(_) | Command::RegisterService(_) => "registered",
        Command::OpenUse(opened) => {
            let Payload::UseOpened(made) = &event.event else { panic!("{event:?}") };
            row.of = made.use_id.0;
            row.words = opened.profile.information[0].class.to_string();
            "opened"
        }
        Command::ChangeProfile(changed) => {
            row.words = changed.profile.information[0].class.to_string();
            "profile"
        }
        Command::RequestDeclaration(_) => "requested",
        Command::SubmitDeclaration(submitted) => {
            row.words = generate::name_of_document(&submitted.document);
            "submitted"
        }
        Command::ReturnDeclaration(_) => "returned",
        Command::StartReview(_) => {
            let Payload::ReviewStarted(started) = &event.event else { panic!("{event:?}") };
            row.number = started.basis.declaration;
            row.words = model.basis(of).unwrap();
            "review"
        }
        Command::ReviewItems(reviewed) => {
            let answer = |one: &register::record::judgement::ItemReview| {
                let instead = one.instead.as_ref().map_or("same", |instead| instead.answer.answer().word());
                format!("{}={instead}", one.item)
            };
            row.words = reviewed.reviews.iter().map(answer).collect::<Vec<_>>().join(" ");
            "verified"
        }
        Command::DecideOverallReview(decided) => {
            row.words = if decided.approved { "approved" } else { "rejected" }.to_owned();
            row.until = Some(decided.until);
            "overall review"
        }
        Command::AcceptRisk(risk) => {
            (row.words, row.until) = (risk.item.to_string(), Some(risk.until));
            "risk"
        }
        Command::AddCondition(condition) => {
            row.until = Some(condition.due);
            "condition"
        }
        Command::MeetCondition(met) => {
            row.number = met.condition;
            "condition met"
        }
        Command::RecordJudgement(_) => {
            let (verdict, lost) = model.verdict(of, day);
            let lost: Vec<String> = lost.iter().map(|clause| clause.join(",")).collect();
            (row.words, row.post) = (model.judgement_words(of, day), format!("{verdict} {}", lost.join(";")));
            "judged"
        }
        Command::DraftApproval(_) => {
            let (number, version) = model.number(of, day);
            (row.number, row.post) = (number, model.content(of));
            row.words = if version == 1 { "first" } else { "again" }.to_owned();
            "drafted"
        }
        Command::Consent(consent) => {
            row.words = consent.in_place_of.as_ref().map_or(row.post.clone(), |absent| absent.post.to_string());
            "signed"
        }
        Command::DecideApproval(decision) => {
            row.words = decision.in_place_of.as_ref().map_or(row.post.clone(), |absent| absent.post.to_string());
            model.log.push(Row { kind: "signed", ..row.clone() });
            row.post = model.content(of);
            "decided"
        }
        Command::ReturnApproval(_) => "approval returned",
        Command::WithdrawApproval(_) => "withdrawn",
        Command::RejectApproval(_) => "rejected",
        Command::ReadAfterwards(_) => "read",
        Command::StartRenewal(_) => "renewal",
        Command::BeginCloseOut(_) => "closing",
        Command::RecordCloseOutStep(step) => {
            (row.words, row.until) = (step.step.word().to_owned(), Some(step.on));
            row.number = u32::from(step.not_applicable);
            "step"
        }
        Command::AcceptErasure(_) => {
            (row.words, row.until) = ("acceptance".to_owned(), Some(day));
            "step"
        }
        Command::CloseUse(_) => "closed",
        Command::AbandonUse(_) => "abandoned",
    };
    model.log.push(row);
}
