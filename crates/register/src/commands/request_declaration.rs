//! 回答依頼: the vendor is asked for a declaration.

use crate::decide::Context;
use crate::event::{DeclarationRequested, Payload};
use crate::names::UseId;
use crate::refusal::Refusal;
use crate::state::Use;
use crate::words::Prose;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Asks the vendor.
///
/// Refused: `use-ended`, `in-approval`, `request-open`, `date-passed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestDeclaration {
    /// The use.
    pub use_id: UseId,
    /// By when.
    pub due: Date,
    /// What besides the form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Prose>,
}

impl RequestDeclaration {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        refuse_open_request(context.changeable_use(self.use_id)?)?;
        context.not_past(self.due)?;
        Ok(vec![DeclarationRequested { use_id: self.use_id, due: self.due, note: self.note.clone() }.into()])
    }
}

/// Refuses while the vendor has not answered.
pub(super) fn refuse_open_request(of: &Use) -> Result<(), Refusal> {
    let Some(request) = &of.request else { return Ok(()) };
    Err(Refusal::new(
        "request-open",
        (
            format!("回答を依頼中です(期限 {})", request.due),
            format!("the vendor has been asked, and has until {}", request.due),
        ),
        ("申告の提出を待ちます", "wait for the declaration"),
    ))
}
