//! サービスの登録.

use crate::decide::Context;
use crate::event::{Payload, ServiceRegistered};
use crate::names::{ProviderId, ServiceId};
use crate::refusal::Refusal;
use crate::words::Line;
use serde::{Deserialize, Serialize};

/// Registers a service of a registered company for one's own 実施機関.
///
/// Refused: `unknown-provider`; `duplicate-service`, because uses and approvals rest on what the name meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterService {
    /// Its name in files.
    pub id: ServiceId,
    /// Its name for people.
    pub name: Line,
    /// Who provides it.
    pub provider: ProviderId,
    /// Who operates it, where that is another company (OEM).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<Line>,
}

impl RegisterService {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let organization = context.actor.organization.clone();
        if context.state.find_provider(&organization, &self.provider).is_none() {
            return Err(Refusal::new(
                "unknown-provider",
                (
                    format!("事業者 `{}` は登録されていません", self.provider),
                    format!("there is no provider `{}`", self.provider),
                ),
                ("先に事業者を登録します", "register the provider first"),
            ));
        }
        if context.state.find_service(&organization, &self.id).is_some() {
            return Err(Refusal::new(
                "duplicate-service",
                (
                    format!("サービス `{}` は登録済みです", self.id),
                    format!("the service `{}` is there already", self.id),
                ),
                ("登録済みのものを使うか、別の名前にします", "use that one, or choose another name"),
            ));
        }
        let registered = ServiceRegistered {
            organization,
            id: self.id.clone(),
            name: self.name.clone(),
            provider: self.provider.clone(),
            operator: self.operator.clone(),
        };
        Ok(vec![registered.into()])
    }
}
