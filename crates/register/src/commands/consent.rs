//! 合議: a post of the route agrees. The posts of a stage in any order, the stages one after the other; another post may act in place
//! of an absent one where the configuration says so (代決), and the absent one reads afterwards (後閲).

use super::own_case::{self, Part};
use crate::decide::Context;
use crate::event::{Consented, Payload};
use crate::names::{PostId, UseId};
use crate::record::approval::{Approval, InPlaceOf};
use crate::refusal::Refusal;
use crate::state::Use;
use crate::words::Prose;
use serde::{Deserialize, Serialize};

/// Consents.
///
/// Refused: `use-ended`, `no-open-approval`, `not-your-turn`, `not-deputy`, `own-case`, `signed-already`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// The use.
    pub use_id: UseId,
    /// What to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<Prose>,
    /// 代決: in whose place, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_place_of: Option<InPlaceOf>,
}

impl Consent {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.live_use(self.use_id)?;
        let approval = open_approval(of)?;
        if approval.awaits_decision() {
            return Err(not_your_turn(approval));
        }
        let post = signing_post(context, of, approval, self.in_place_of.as_ref())?;
        let (comment, in_place_of) = (self.comment.clone(), self.in_place_of.clone());
        Ok(vec![Consented { use_id: self.use_id, post, comment, in_place_of }.into()])
    }
}

/// The approval that is on its way.
pub(super) fn open_approval(of: &Use) -> Result<&Approval, Refusal> {
    of.approvals.last().filter(|approval| approval.is_open()).ok_or_else(|| {
        Refusal::new(
            "no-open-approval",
            ("決裁中の起案がありません", "no approval is on its way"),
            ("所管課が起案してから行います", "the section drafts one first"),
        )
    })
}

/// The post of the route for which the actor signs: his own, or an absent one's whose deputy he is.
pub(super) fn signing_post(
    context: &Context<'_>,
    of: &Use,
    approval: &Approval,
    in_place_of: Option<&InPlaceOf>,
) -> Result<PostId, Refusal> {
    let own = &context.actor.post;
    let post = in_place_of.map_or(own, |absent| &absent.post);
    if let Some(absent) = in_place_of {
        let configured = context.configuration()?.find_post(&absent.post);
        if !configured.is_some_and(|post| post.deputies.contains(own)) {
            return Err(not_deputy(own, &absent.post));
        }
    }
    if !approval.awaited().contains(&post) {
        return Err(not_your_turn(approval));
    }
    own_case::refuse(of, &context.actor.person, Part::BEFORE_APPROVAL)?;
    if approval.signatures.iter().any(|signature| signature.person == context.actor.person) {
        return Err(Refusal::new(
            "signed-already",
            (
                format!("`{}` は、この起案にすでに合議しています", context.actor.person),
                format!("`{}` has consented to this approval already", context.actor.person),
            ),
            (
                "一人が二つの職で合議・決裁することはできません",
                "one person cannot sign for two posts: another must act",
            ),
        ));
    }
    Ok(post.clone())
}

/// Refuses a post whose turn it is not.
pub(super) fn not_your_turn(approval: &Approval) -> Refusal {
    let awaited: Vec<&str> = approval.awaited().into_iter().map(PostId::as_str).collect();
    let awaited = awaited.join(", ");
    Refusal::new(
        "not-your-turn",
        (
            format!("{} は、この職の番ではありません", approval.number),
            format!("{} does not wait for this post", approval.number),
        ),
        (format!("今は次の職を待っています: {awaited}"), format!("it waits for: {awaited}")),
    )
}

fn not_deputy(own: &PostId, absent: &PostId) -> Refusal {
    Refusal::new(
        "not-deputy",
        (
            format!("職 `{own}` は、`{absent}` の代決者に定められていません"),
            format!("the post `{own}` is no deputy of `{absent}`"),
        ),
        (
            "構成の `deputies` に定めた職だけが代決できます",
            "only the posts that the configuration names as its deputies may act in its place",
        ),
    )
}
