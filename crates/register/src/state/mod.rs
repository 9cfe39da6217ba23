//! The register as it stands: a fold over events. Nothing but [`apply`] changes it; what may happen is `decide`'s matter.

mod approvals;
mod declarations;
mod use_case;

pub use declarations::DeclarationDocument;
pub use use_case::{
    Comment, Condition, DeclarationVersion, End, OverallReview, Phase, Request, Review, RiskAcceptance, Use,
};

use crate::configuration::Configuration;
use crate::event::{Event, Payload};
use crate::names::{OrganizationId, ProviderId, ServiceId, UseId};
use crate::numbering::Counters;
use crate::refusal::Refusal;
use crate::words::Line;
use declarations::Declarations;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The register of a city at an instant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    configuration: Option<Box<Configuration>>,
    providers: BTreeMap<(OrganizationId, ProviderId), Line>,
    services: BTreeMap<(OrganizationId, ServiceId), Service>,
    uses: BTreeMap<UseId, Use>,
    declarations: Declarations,
    counters: Counters,
    last: Option<Timestamp>,
}

/// A cloud service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its name for people.
    pub name: Line,
    /// Who provides it.
    pub provider: ProviderId,
    /// Who operates it, where that is another company.
    pub operator: Option<Line>,
}

impl State {
    /// The configuration, once it is set.
    pub fn configuration(&self) -> Option<&Configuration> {
        self.configuration.as_deref()
    }

    /// The name of a provider that a 実施機関 registered.
    pub fn find_provider(&self, organization: &OrganizationId, id: &ProviderId) -> Option<&Line> {
        self.providers.get(&(organization.clone(), id.clone()))
    }

    /// A service that a 実施機関 registered.
    pub fn find_service(&self, organization: &OrganizationId, id: &ServiceId) -> Option<&Service> {
        self.services.get(&(organization.clone(), id.clone()))
    }

    /// The services of a 実施機関.
    pub fn services(&self, organization: &OrganizationId) -> impl Iterator<Item = (&ServiceId, &Service)> {
        self.services.iter().filter_map(move |((owner, id), service)| (owner == organization).then_some((id, service)))
    }

    /// A use.
    pub fn find_use(&self, id: UseId) -> Option<&Use> {
        self.uses.get(&id)
    }

    /// Every use of every 実施機関, in the order of opening. A person's view is [`crate::View`]'s.
    pub fn uses(&self) -> impl Iterator<Item = &Use> {
        self.uses.values()
    }

    /// The time of the last event.
    pub fn last(&self) -> Option<Timestamp> {
        self.last
    }

    pub(crate) fn counters(&self) -> &Counters {
        &self.counters
    }

    /// The number of the use that is opened next.
    pub(crate) fn next_use(&self) -> UseId {
        UseId(self.uses.last_key_value().map_or(1, |(last, _)| last.0.saturating_add(1)))
    }
}

/// Folds an event into the state.
///
/// # Errors
/// `event-out-of-order`, where the event does not fit the state: the stream has been cut or mixed. Never for the events of
/// [`crate::decide()`] applied to the state they were decided on.
pub fn apply(state: &mut State, event: &Event) -> Result<(), Refusal> {
    if state.last.is_some_and(|last| event.at < last) {
        return Err(out_of_order());
    }
    match &event.event {
        Payload::ConfigurationSet(set) => state.configuration = Some(set.configuration.clone()),
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
            find(&mut state.uses, submitted.use_id)?.submitted(submitted, document, event);
        }
        Payload::ProfileChanged(changed) => find(&mut state.uses, changed.use_id)?.profile = changed.profile.clone(),
        Payload::DeclarationRequested(requested) => {
            find(&mut state.uses, requested.use_id)?.requested(requested, event)
        }
        Payload::DeclarationReturned(returned) => find(&mut state.uses, returned.use_id)?.returned(returned, event),
        Payload::ReviewStarted(started) => find(&mut state.uses, started.use_id)?.review_started(started, event),
        Payload::ItemsReviewed(reviewed) => find(&mut state.uses, reviewed.use_id)?.items_reviewed(reviewed, event)?,
        Payload::OverallReviewDecided(decided) => find(&mut state.uses, decided.use_id)?.overall_review(decided, event),
        Payload::RiskAccepted(accepted) => find(&mut state.uses, accepted.use_id)?.risk_accepted(accepted, event),
        Payload::ConditionAdded(added) => find(&mut state.uses, added.use_id)?.condition_added(added),
        Payload::ConditionMet(met) => find(&mut state.uses, met.use_id)?.condition_met(met, event)?,
        Payload::JudgementRecorded(recorded) => find(&mut state.uses, recorded.use_id)?.judged(recorded, event),
        Payload::ApprovalDrafted(drafted) => {
            find(&mut state.uses, drafted.use_id)?.drafted(drafted, event);
            if drafted.version == 1 {
                state.counters.take(&drafted.number);
            }
        }
        Payload::Consented(consented) => find(&mut state.uses, consented.use_id)?.consented(consented, event)?,
        Payload::ApprovalReturned(returned) => find(&mut state.uses, returned.use_id)?.approval_returned(returned)?,
        Payload::ApprovalWithdrawn(withdrawn) => find(&mut state.uses, withdrawn.use_id)?.withdrawn(withdrawn)?,
        Payload::ApprovalRejected(rejected) => find(&mut state.uses, rejected.use_id)?.rejected(rejected)?,
        Payload::ApprovalDecided(decided) => find(&mut state.uses, decided.use_id)?.decided(decided, event)?,
        Payload::ReadAfterwards(read) => find(&mut state.uses, read.use_id)?.read_afterwards(read, event)?,
        Payload::RenewalStarted(started) => find(&mut state.uses, started.use_id)?.renewal_started(started, event),
        Payload::CloseOutBegun(begun) => find(&mut state.uses, begun.use_id)?.close_out_begun(begun),
        Payload::CloseOutStepDone(done) => find(&mut state.uses, done.use_id)?.step_done(done, event)?,
        Payload::UseClosed(closed) => find(&mut state.uses, closed.use_id)?.end = Some(End::Closed(event.at)),
        Payload::UseAbandoned(abandoned) => {
            find(&mut state.uses, abandoned.use_id)?.end = Some(End::Abandoned(event.at, abandoned.reason.clone()));
        }
    }
    state.last = Some(event.at);
    Ok(())
}

/// The state as it stood at an instant: the fold of the events until then, that instant included.
///
/// # Errors
/// As [`apply`].
pub fn as_of<'e>(events: impl IntoIterator<Item = &'e Event>, instant: Timestamp) -> Result<State, Refusal> {
    let until = events.into_iter().take_while(|event| event.at <= instant);
    until.into_iter().try_fold(State::default(), |mut state, event| apply(&mut state, event).map(|()| state))
}

fn find(uses: &mut BTreeMap<UseId, Use>, id: UseId) -> Result<&mut Use, Refusal> {
    uses.get_mut(&id).ok_or_else(out_of_order)
}

fn out_of_order() -> Refusal {
    Refusal::new(
        "event-out-of-order",
        ("記録の並びが合いません", "the event does not fit the ones before it"),
        ("記録の欠け・入れ替わりを確かめます", "check the stream for missing or exchanged events"),
    )
}
