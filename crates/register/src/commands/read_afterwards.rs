//! 後閲: a post in whose place another acted reads what was approved. Open until done, even after the use has ended.

use crate::decide::Context;
use crate::event::{Payload, ReadAfterwards as Read};
use crate::names::UseId;
use crate::record::approval::Approval;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// Reads every approval of the use that another post signed in one's place.
///
/// Refused: `nothing-to-read`; `read-by-deputy`, where the same person signed in the other post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadAfterwards {
    /// The use.
    pub use_id: UseId,
}

impl ReadAfterwards {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.load_use(self.use_id)?;
        let (post, person) = (&context.actor.post, &context.actor.person);
        let unread = |approval: &'_ Approval| approval.unread().any(|signature| signature.post == *post);
        let unread: Vec<&Approval> = of.approvals.iter().filter(|approval| unread(approval)).collect();
        if unread.is_empty() {
            return Err(Refusal::new(
                "nothing-to-read",
                (format!("職 `{post}` が後閲すべき決裁はありません"), format!("nothing waits to be read by `{post}`")),
                ("代決された職だけが後閲します", "only a post in whose place another acted reads afterwards"),
            ));
        }
        let signed = unread.iter().flat_map(|approval| approval.unread());
        if signed.filter(|signature| signature.post == *post).any(|signature| signature.person == *person) {
            return Err(Refusal::new(
                "read-by-deputy",
                (format!("`{person}` は代決した本人です"), format!("`{person}` acted in the absent post's place")),
                ("代決した人とは別の、その職の人が後閲します", "another holder of the absent post reads it"),
            ));
        }
        let read = unread.into_iter().map(|approval| {
            let (number, version, post) = (approval.number.clone(), approval.version, post.clone());
            Read { use_id: self.use_id, number, version, post }.into()
        });
        Ok(read.collect())
    }
}
