//! 終了手続の開始: the use ends on a day; from now on only its close-out goes on.

use super::start_renewal::refuse_never_approved;
use crate::decide::Context;
use crate::event::{CloseOutBegun, Payload};
use crate::names::UseId;
use crate::refusal::Refusal;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Begins the close-out.
///
/// Refused: `use-ended`, `in-approval`, `never-approved`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BeginCloseOut {
    /// The use.
    pub use_id: UseId,
    /// The last day of use.
    pub ends: Date,
}

impl BeginCloseOut {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        refuse_never_approved(context.changeable_use(self.use_id)?)?;
        Ok(vec![CloseOutBegun { use_id: self.use_id, ends: self.ends }.into()])
    }
}
