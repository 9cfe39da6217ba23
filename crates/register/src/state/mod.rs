//! The register as it stands: a fold over events. Nothing but [`apply`] changes it; what may happen is `decide`'s matter.

mod apply;
mod approvals;
mod changes;
mod declarations;
mod snapshot;
mod use_case;

pub use apply::{apply, as_of};
pub use declarations::DeclarationDocument;
pub use use_case::{
    Comment, Condition, DeclarationVersion, End, OverallReview, Phase, Request, Review, RiskAcceptance, Use,
};

use crate::configuration::Configuration;
use crate::names::{OrganizationId, ProviderId, ServiceId, UseId};
use crate::numbering::Counters;
use crate::refusal::Refusal;
use crate::words::Line;
use declarations::Declarations;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

    /// The configuration.
    ///
    /// # Errors
    /// `not-configured`, before it is set.
    pub fn load_configuration(&self) -> Result<&Configuration, Refusal> {
        self.configuration().ok_or_else(|| {
            Refusal::new(
                "not-configured",
                ("まだ構成が設定されていません", "nothing is configured yet"),
                ("先に、実施機関・課・職・経路を設定します", "set organizations, sections, posts and routes first"),
            )
        })
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
