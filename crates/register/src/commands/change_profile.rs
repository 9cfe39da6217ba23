//! 案件の内容の変更: purpose, information, contract, クラウドサービス管理者. What was approved before lapses by it.

use super::open_use::check_profile;
use super::standing::nothing_changed;
use crate::decide::Context;
use crate::event::{Payload, ProfileChanged};
use crate::names::UseId;
use crate::record::profile::Profile;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// Replaces what the section says of its use.
///
/// Refused: `use-ended`, `in-approval`, `nothing-changed`, and as [`super::OpenUse`] for the profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeProfile {
    /// The use.
    pub use_id: UseId,
    /// The whole of it.
    pub profile: Box<Profile>,
}

impl ChangeProfile {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.changeable_use(self.use_id)?;
        check_profile(&self.profile, context)?;
        if of.profile == self.profile {
            return Err(nothing_changed());
        }
        Ok(vec![ProfileChanged { use_id: self.use_id, profile: self.profile.clone() }.into()])
    }
}
