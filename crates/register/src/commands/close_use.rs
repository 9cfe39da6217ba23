//! 終了: only when nothing of the close-out is open, and every 後閲 is done.

use super::accept_erasure::refuse_open;
use super::record_close_out_step::closing;
use crate::decide::Context;
use crate::event::{Payload, UseClosed};
use crate::names::UseId;
use crate::record::approval::Approval;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// Ends a use.
///
/// Refused: `not-closing`, `steps-open`, `not-read-afterwards`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CloseUse {
    /// The use.
    pub use_id: UseId,
}

impl CloseUse {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.load_use(self.use_id)?;
        refuse_open(&closing(of)?.open_steps(context.today))?;
        if let Some(signature) = of.approvals.iter().flat_map(Approval::unread).next() {
            return Err(Refusal::new(
                "not-read-afterwards",
                (
                    format!("職 `{}` の後閲が済んでいません", signature.post),
                    format!("the post `{}` has not read afterwards yet", signature.post),
                ),
                ("後閲を済ませてから終了します", "have it read first"),
            ));
        }
        Ok(vec![UseClosed { use_id: self.use_id }.into()])
    }
}
