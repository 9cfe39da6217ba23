//! The promises, checked in every history: of each event before it is applied, between steps, and at the end.

use super::model::Model;
use register::dossier::content_hash;
use register::record::approval::Outcome;
use register::{Event, Payload, State, UseId, apply, tokyo_date};
use std::collections::BTreeMap;

/// What must hold of an event, before it is applied.
pub(super) fn event(state: &State, model: &Model, made: &Event, seed: u64, step: usize) {
    let day = tokyo_date(made.at);
    let of = |id: UseId| state.find_use(id).unwrap();
    if let Payload::ApprovalDrafted(drafted) = &made.event {
        let (number, version) = model.number(drafted.use_id.0, day);
        assert_eq!((drafted.number.number, drafted.version), (number, version), "seed {seed}, step {step}");
        assert_eq!(Some(drafted.content), content_hash(of(drafted.use_id)), "seed {seed}, step {step}");
    }
    if let Payload::ApprovalDecided(decided) = &made.event {
        let of = of(decided.use_id);
        let approval = of.approvals.last().unwrap();
        assert_eq!(Some(approval.content), content_hash(of), "seed {seed}, step {step}: another content");
        let signed = |post: &register::PostId| approval.signatures.iter().any(|one| one.post == *post);
        assert!(approval.route.consents.iter().flatten().all(signed), "seed {seed}, step {step}: 合議 missing");
        let persons: Vec<_> = approval.signatures.iter().map(|one| &one.person).chain([&made.actor.person]).collect();
        assert!(!persons.contains(&&approval.drafted_by), "seed {seed}, step {step}: approved his own case");
    }
    if let Payload::JudgementRecorded(recorded) = &made.event {
        let (verdict, _) = model.verdict(recorded.use_id.0, day);
        let judged = recorded.judgement.verdict.verdict().word();
        assert_eq!(judged, verdict, "seed {seed}, step {step}: {:?}", recorded.judgement);
    }
    if let Payload::UseClosed(closed) = &made.event {
        let close_out = of(closed.use_id).close_out.as_ref().unwrap();
        assert!(close_out.open_steps(day).is_empty(), "seed {seed}, step {step}: closed with open steps");
    }
}

/// What must hold between steps.
pub(super) fn state(state: &State, model: &Model, seed: u64, step: usize) {
    for of in state.uses() {
        let in_force = of.approval_in_force().is_some();
        assert_eq!(in_force, model.in_force(of.id.0), "seed {seed}, step {step}: {} in force", of.id);
    }
}

/// What must hold of a whole history.
pub(super) fn end(state: &State, events: &[Event]) {
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
        if let Payload::JudgementRecorded(recorded) = &event.event {
            let of = state.find_use(recorded.use_id).unwrap();
            assert!(of.judgements.iter().any(|(kept, _)| **kept == *recorded.judgement));
        }
        if let Payload::ApprovalDecided(decided) = &event.event {
            let of = state.find_use(decided.use_id).unwrap();
            let kept = |approval: &&register::record::approval::Approval| approval.content == decided.content;
            assert!(of.approvals.iter().filter(kept).any(|one| matches!(one.outcome, Outcome::Decided { .. })));
        }
    }
}
