//! What each event changes in a use, but for its approvals.

use super::apply::out_of_order;
use super::declarations::DeclarationDocument;
use super::use_case::{Comment, Condition, DeclarationVersion, OverallReview, Request, Review, RiskAcceptance, Use};
use crate::event::{
    CloseOutBegun, CloseOutStepDone, ConditionAdded, ConditionMet, DeclarationRequested, DeclarationReturned,
    DeclarationSubmitted, Event, EvidenceAttached, EvidenceWithdrawn, ItemsReviewed, JudgementRecorded,
    OverallReviewDecided, RenewalStarted, ReviewStarted, RiskAccepted, UseOpened,
};
use crate::record::close_out::{CloseOut, StepDone};
use crate::record::evidence::{Evidence, Withdrawn};
use crate::refusal::Refusal;
use std::collections::BTreeMap;
use std::sync::Arc;

impl Use {
    pub(super) fn opened(opened: &UseOpened, event: &Event) -> Self {
        Self {
            id: opened.use_id,
            organization: opened.organization.clone(),
            section: opened.section.clone(),
            service: opened.service.clone(),
            opened_by: event.actor.person.clone(),
            opened_at: event.at,
            profile: opened.profile.clone(),
            request: None,
            declarations: Vec::new(),
            evidence: Vec::new(),
            judged_evidence: 0,
            comments: Vec::new(),
            review: None,
            overall_reviews: BTreeMap::new(),
            risks: Vec::new(),
            conditions: Vec::new(),
            judgements: Vec::new(),
            approvals: Vec::new(),
            renewal: None,
            close_out: None,
            end: None,
        }
    }

    pub(super) fn requested(&mut self, requested: &DeclarationRequested, event: &Event) {
        self.request =
            Some(Request { at: event.at, due: requested.due, note: requested.note.clone(), returned: false });
    }

    pub(super) fn submitted(
        &mut self,
        submitted: &DeclarationSubmitted,
        document: Arc<DeclarationDocument>,
        event: &Event,
    ) {
        let (version, by) = (submitted.version, event.actor.person.clone());
        self.declarations.push(DeclarationVersion { version, document, by, at: event.at });
        self.request = None;
    }

    pub(super) fn evidence_attached(&mut self, attached: &EvidenceAttached, event: &Event) -> Result<(), Refusal> {
        if usize::try_from(attached.evidence).ok() != self.evidence.len().checked_add(1) {
            return Err(out_of_order());
        }
        self.evidence.push(Evidence {
            evidence: attached.evidence,
            name: attached.name.clone(),
            media_type: attached.media_type.clone(),
            size: attached.size,
            hash: attached.hash,
            blob: attached.blob,
            document: attached.document.clone(),
            note: attached.note.clone(),
            by: event.actor.person.clone(),
            post: event.actor.post.clone(),
            at: event.at,
            withdrawn: None,
        });
        Ok(())
    }

    pub(super) fn evidence_withdrawn(&mut self, withdrawn: &EvidenceWithdrawn, event: &Event) -> Result<(), Refusal> {
        let evidence = self.evidence.iter_mut().find(|one| one.evidence == withdrawn.evidence);
        let (by, reason) = (event.actor.person.clone(), withdrawn.reason.clone());
        evidence.ok_or_else(out_of_order)?.withdrawn = Some(Withdrawn { by, at: event.at, reason });
        Ok(())
    }

    pub(super) fn returned(&mut self, returned: &DeclarationReturned, event: &Event) {
        let version = self.last_version().unwrap_or(0);
        let by = &event.actor.person;
        let comments = returned.comments.iter();
        self.comments.extend(comments.map(|comment| Comment { version, comment: comment.clone(), by: by.clone() }));
        self.request = Some(Request { at: event.at, due: returned.due, note: None, returned: true });
    }

    pub(super) fn review_started(&mut self, started: &ReviewStarted, event: &Event) {
        let carried = started.carried.iter().map(|review| (review.item.clone(), review.instead.clone()));
        self.review = Some(Box::new(Review {
            basis: started.basis.as_ref().clone(),
            at: event.at,
            asked: started.asked.to_vec(),
            settled: started.settled.to_vec(),
            verified: carried.collect(),
            reviewers: vec![event.actor.person.clone()],
        }));
    }

    pub(super) fn items_reviewed(&mut self, reviewed: &ItemsReviewed, event: &Event) -> Result<(), Refusal> {
        let review = self.review.as_mut().ok_or_else(out_of_order)?;
        review.verified.extend(reviewed.reviews.iter().map(|one| (one.item.clone(), one.instead.clone())));
        if !review.reviewers.contains(&event.actor.person) {
            review.reviewers.push(event.actor.person.clone());
        }
        Ok(())
    }

    pub(super) fn overall_review(&mut self, decided: &OverallReviewDecided, event: &Event) {
        let review = OverallReview {
            approved: decided.approved,
            reason: decided.reason.clone(),
            until: decided.until,
            by: event.actor.person.clone(),
        };
        self.overall_reviews.insert(decided.decision.clone(), review);
    }

    pub(super) fn risk_accepted(&mut self, accepted: &RiskAccepted, event: &Event) {
        self.risks.push(RiskAcceptance {
            risk: accepted.risk,
            item: accepted.item.clone(),
            reason: accepted.reason.clone(),
            until: accepted.until,
            by: event.actor.person.clone(),
        });
    }

    pub(super) fn condition_added(&mut self, added: &ConditionAdded) {
        let (condition, text, due) = (added.condition, added.text.clone(), added.due);
        self.conditions.push(Condition { condition, text, due, met: None });
    }

    pub(super) fn condition_met(&mut self, met: &ConditionMet, event: &Event) -> Result<(), Refusal> {
        let condition = self.conditions.iter_mut().find(|condition| condition.condition == met.condition);
        condition.ok_or_else(out_of_order)?.met = Some((met.note.clone(), event.at));
        Ok(())
    }

    pub(super) fn judged(&mut self, recorded: &JudgementRecorded, event: &Event) {
        self.judged_evidence = self.evidence.len();
        self.judgements.push((Arc::new(recorded.judgement.as_ref().clone()), event.actor.person.clone()));
    }

    pub(super) fn renewal_started(&mut self, started: &RenewalStarted, event: &Event) {
        self.renewal = Some(started.asked.to_vec());
        self.request = Some(Request { at: event.at, due: started.due, note: None, returned: false });
    }

    pub(super) fn close_out_begun(&mut self, begun: &CloseOutBegun) {
        self.close_out = Some(CloseOut { ends: begun.ends, done: BTreeMap::new() });
    }

    pub(super) fn step_done(&mut self, done: &CloseOutStepDone, event: &Event) -> Result<(), Refusal> {
        let close_out = self.close_out.as_mut().ok_or_else(out_of_order)?;
        let recorded = StepDone {
            on: done.on,
            note: done.note.clone(),
            not_applicable: done.not_applicable,
            by: event.actor.person.clone(),
        };
        close_out.done.insert(done.step, recorded);
        Ok(())
    }
}
