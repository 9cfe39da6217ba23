//! How an approval moves: drafted, consented to, returned, withdrawn, rejected, decided, read afterwards.

use super::apply::out_of_order;
use super::use_case::Use;
use crate::calendar::tokyo_date;
use crate::event::{
    ApprovalDecided, ApprovalDrafted, ApprovalRejected, ApprovalReturned, ApprovalWithdrawn, Consented, Event,
    ReadAfterwards,
};
use crate::names::PostId;
use crate::record::approval::{Approval, InPlaceOf, Outcome, Signature};
use crate::refusal::Refusal;
use crate::words::Prose;

impl Use {
    pub(super) fn drafted(&mut self, drafted: &ApprovalDrafted, event: &Event) {
        self.approvals.push(Approval {
            number: drafted.number.clone(),
            version: drafted.version,
            content: drafted.content,
            route: drafted.route.clone(),
            drafted_by: event.actor.person.clone(),
            drafted_at: event.at,
            signatures: Vec::new(),
            outcome: Outcome::Open,
        });
    }

    pub(super) fn consented(&mut self, consented: &Consented, event: &Event) -> Result<(), Refusal> {
        let signature = signature(&consented.post, consented.comment.as_ref(), consented.in_place_of.as_ref(), event);
        self.open_approval()?.signatures.push(signature);
        Ok(())
    }

    pub(super) fn approval_returned(&mut self, returned: &ApprovalReturned) -> Result<(), Refusal> {
        let outcome = Outcome::Returned { by: returned.post.clone(), comment: returned.comment.clone() };
        self.open_approval()?.outcome = outcome;
        Ok(())
    }

    pub(super) fn withdrawn(&mut self, withdrawn: &ApprovalWithdrawn) -> Result<(), Refusal> {
        // 取下 also ends an approval that was returned: then there is nothing more to redraft.
        self.approvals.last_mut().ok_or_else(out_of_order)?.outcome =
            Outcome::Withdrawn { reason: withdrawn.reason.clone() };
        Ok(())
    }

    pub(super) fn rejected(&mut self, rejected: &ApprovalRejected) -> Result<(), Refusal> {
        let outcome = Outcome::Rejected { by: rejected.post.clone(), reason: rejected.reason.clone() };
        self.open_approval()?.outcome = outcome;
        Ok(())
    }

    pub(super) fn decided(&mut self, decided: &ApprovalDecided, event: &Event) -> Result<(), Refusal> {
        let signature = signature(&decided.post, decided.comment.as_ref(), decided.in_place_of.as_ref(), event);
        let approval = self.open_approval()?;
        approval.signatures.push(signature);
        approval.outcome = Outcome::Decided { on: tokyo_date(event.at), review_due: decided.review_due };
        self.renewal = None;
        Ok(())
    }

    pub(super) fn read_afterwards(&mut self, read: &ReadAfterwards, event: &Event) -> Result<(), Refusal> {
        let is_it = |approval: &&mut Approval| approval.number == read.number && approval.version == read.version;
        let approval = self.approvals.iter_mut().find(is_it).ok_or_else(out_of_order)?;
        let signature = approval.signatures.iter_mut().find(|signature| signature.post == read.post);
        signature.ok_or_else(out_of_order)?.read_afterwards = Some((event.actor.person.clone(), event.at));
        Ok(())
    }

    fn open_approval(&mut self) -> Result<&mut Approval, Refusal> {
        self.approvals.last_mut().filter(|approval| approval.is_open()).ok_or_else(out_of_order)
    }
}

fn signature(post: &PostId, comment: Option<&Prose>, in_place_of: Option<&InPlaceOf>, event: &Event) -> Signature {
    Signature {
        post: post.clone(),
        by_post: event.actor.post.clone(),
        person: event.actor.person.clone(),
        at: event.at,
        comment: comment.cloned(),
        in_place_reason: in_place_of.map(|absent| absent.reason.clone()),
        read_afterwards: None,
    }
}
