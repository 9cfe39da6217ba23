//! The fold: what each event changes. It checks only that the event fits the ones before it; whether it may happen was decided
//! when it was made.

use super::use_case::{End, Use};
use super::{Service, State};
use crate::event::{Event, Payload};
use crate::names::UseId;
use crate::refusal::Refusal;
use jiff::Timestamp;

/// Folds an event into the state.
///
/// # Errors
/// `event-out-of-order`, where the event does not fit the state: the stream has been cut or mixed. Never for the events of
/// [`crate::decide()`] applied to the state they were decided on.
pub fn apply(state: &mut State, event: &Event) -> Result<(), Refusal> {
    let sets_clock = matches!(event.event, Payload::ClockSet(_));
    if state.last.is_some_and(|last| event.at < last) && !sets_clock {
        return Err(out_of_order());
    }
    match &event.event {
        Payload::ConfigurationSet(set) => state.configuration = Some(set.configuration.clone()),
        // What it changes is the time, below.
        Payload::ClockSet(_) => {}
        Payload::ProviderRegistered(registered) => {
            let key = (registered.organization.clone(), registered.id.clone());
            state.providers.insert(key, registered.name.clone());
        }
        Payload::ServiceRegistered(registered) => {
            let service = Service {
                name: registered.name.clone(),
                provider: registered.provider.clone(),
                operator: registered.operator.clone(),
            };
            state.services.insert((registered.organization.clone(), registered.id.clone()), service);
        }
        Payload::UseOpened(opened) => {
            if state.next_use() != opened.use_id {
                return Err(out_of_order());
            }
            state.uses.insert(opened.use_id, Use::opened(opened, event));
        }
        Payload::DeclarationSubmitted(submitted) => {
            let document = state.declarations.add(submitted);
            find(state, submitted.use_id)?.submitted(submitted, document, event);
        }
        Payload::ProfileChanged(changed) => find(state, changed.use_id)?.profile.clone_from(&changed.profile),
        Payload::DeclarationRequested(requested) => {
            find(state, requested.use_id)?.requested(requested, event);
        }
        Payload::EvidenceAttached(attached) => find(state, attached.use_id)?.evidence_attached(attached, event)?,
        Payload::EvidenceWithdrawn(withdrawn) => find(state, withdrawn.use_id)?.evidence_withdrawn(withdrawn, event)?,
        Payload::DeclarationReturned(returned) => find(state, returned.use_id)?.returned(returned, event),
        Payload::ReviewStarted(started) => find(state, started.use_id)?.review_started(started, event),
        Payload::ItemsReviewed(reviewed) => find(state, reviewed.use_id)?.items_reviewed(reviewed, event)?,
        Payload::OverallReviewDecided(decided) => find(state, decided.use_id)?.overall_review(decided, event),
        Payload::RiskAccepted(accepted) => find(state, accepted.use_id)?.risk_accepted(accepted, event),
        Payload::ConditionAdded(added) => find(state, added.use_id)?.condition_added(added),
        Payload::ConditionMet(met) => find(state, met.use_id)?.condition_met(met, event)?,
        Payload::JudgementRecorded(recorded) => find(state, recorded.use_id)?.judged(recorded, event),
        Payload::ApprovalDrafted(drafted) => {
            find(state, drafted.use_id)?.drafted(drafted, event);
            state.counters.take(&drafted.number);
        }
        Payload::Consented(consented) => find(state, consented.use_id)?.consented(consented, event)?,
        Payload::ApprovalReturned(returned) => find(state, returned.use_id)?.approval_returned(returned)?,
        Payload::ApprovalWithdrawn(withdrawn) => find(state, withdrawn.use_id)?.withdrawn(withdrawn)?,
        Payload::ApprovalRejected(rejected) => find(state, rejected.use_id)?.rejected(rejected)?,
        Payload::ApprovalDecided(decided) => find(state, decided.use_id)?.decided(decided, event)?,
        Payload::ReadAfterwards(read) => find(state, read.use_id)?.read_afterwards(read, event)?,
        Payload::RenewalStarted(started) => find(state, started.use_id)?.renewal_started(started, event),
        Payload::CloseOutBegun(begun) => find(state, begun.use_id)?.close_out_begun(begun),
        Payload::CloseOutStepDone(done) => find(state, done.use_id)?.step_done(done, event)?,
        Payload::UseClosed(closed) => find(state, closed.use_id)?.end = Some(End::Closed(event.at)),
        Payload::UseAbandoned(abandoned) => {
            find(state, abandoned.use_id)?.end = Some(End::Abandoned(event.at, abandoned.reason.clone()));
        }
    }
    state.last = Some(event.at);
    Ok(())
}

/// The state as it stood at an instant: the fold of the events until then, that instant included. Where the clock was set back,
/// events of the wrong time before that count as having happened by then: until the last event that is not after the instant.
///
/// # Errors
/// As [`apply`].
pub fn as_of<'e>(events: impl IntoIterator<Item = &'e Event>, instant: Timestamp) -> Result<State, Refusal> {
    let events: Vec<&Event> = events.into_iter().collect();
    let until = events.iter().rposition(|event| event.at <= instant).map_or(0, |last| last.saturating_add(1));
    events
        .into_iter()
        .take(until)
        .try_fold(State::default(), |mut state, event| apply(&mut state, event).map(|()| state))
}

fn find(state: &mut State, id: UseId) -> Result<&mut Use, Refusal> {
    state.uses.get_mut(&id).ok_or_else(out_of_order)
}

/// An event that does not fit the ones before it.
pub(super) fn out_of_order() -> Refusal {
    Refusal::new(
        "event-out-of-order",
        ("記録の並びが合いません", "the event does not fit the ones before it"),
        ("記録の欠け・入れ替わりを確かめます", "check the stream for missing or exchanged events"),
    )
}
