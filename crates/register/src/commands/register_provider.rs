//! 事業者の登録.

use crate::decide::Context;
use crate::event::{Payload, ProviderRegistered};
use crate::names::ProviderId;
use crate::refusal::Refusal;
use crate::words::Line;
use serde::{Deserialize, Serialize};

/// Registers a company for one's own 実施機関, or renames it.
///
/// Refused: `nothing-changed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterProvider {
    /// Its name in files.
    pub id: ProviderId,
    /// Its name for people.
    pub name: Line,
}

impl RegisterProvider {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let organization = context.actor.organization.clone();
        if context.state.find_provider(&organization, &self.id) == Some(&self.name) {
            return Err(super::standing::nothing_changed());
        }
        Ok(vec![ProviderRegistered { organization, id: self.id.clone(), name: self.name.clone() }.into()])
    }
}
