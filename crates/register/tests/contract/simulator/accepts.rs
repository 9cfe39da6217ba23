//! Which commands the register accepts, asked of the model's log.

use super::model::{Model, PENDING, PostRow, Row};
use super::rules::permitted;
use jiff::civil::Date;
use register::{Actor, Command};
use std::collections::BTreeMap;

impl Model {
    fn post(&self, who: &Actor) -> Option<&PostRow> {
        let left = self.variant() == 1 && who.person.as_str() == "ciso-a";
        self.posts.iter().find(|post| {
            post.id == who.post.as_str()
                && post.organization == who.organization.as_str()
                && post.holders.iter().any(|holder| holder == who.person.as_str())
                && !(left && post.id == "ciso")
        })
    }

    /// Does the register accept this command?
    #[expect(clippy::too_many_lines, reason = "a table: an arm for each command")]
    pub(super) fn accepts(&self, command: &Command, who: &Actor, day: Date) -> bool {
        let Some(post) = self.post(who) else { return false };
        if !permitted(&post.role, command.kind().word()) {
            return false;
        }
        // Time in the simulator only goes forward, and never by a year.
        if matches!(command, Command::SetClock(_)) {
            return false;
        }
        let Some(of) = command.use_id().map(|id| id.0) else { return true };
        if self.last(of, &["opened"]).is_none() || self.organization(of) != post.organization {
            return false;
        }
        let sections = matches!(post.role.as_str(), "officer" | "information_manager");
        let of_routes = matches!(
            command.kind().word(),
            "consent" | "return_approval" | "reject_approval" | "decide_approval" | "read_afterwards"
        );
        let section = if self.organization(of) == "mayor" { "shimin" } else { "gakuji" };
        if sections && !of_routes && post.section.as_deref() != Some(section) {
            return false;
        }
        if post.role == "vendor" && post.id == "other-vendor" {
            return false;
        }
        let ended = self.last(of, &["closed", "abandoned"]).is_some();
        let closing = self.last(of, &["closing"]).is_some();
        let live = !ended && !closing;
        let changeable = live && !self.in_approval(of);
        let person = who.person.as_str();
        let before_review = ["opened", "submitted", "attached", "drafted"];
        let may_review = !self.took(of, person, &before_review);
        let may_approve = may_review && !self.took(of, person, &["review", "verified", "judged"]);
        let request = self.request_open(of);
        let reviewed = self.review(of).is_some();
        let approved = self.count(of, "decided") > 0;
        let awaited = self.awaited(of);
        let last_pending = self.last(of, &PENDING);
        let deciding = matches!(awaited.as_slice(), ["ciso" | "education-ciso"]);
        let signs = |absent: Option<&str>| {
            let signed = self.signed_since_draft(of).iter().any(|row| row.person == person);
            let deputy = absent.is_none_or(|absent| {
                let absent = self.posts.iter().find(|post| post.id == absent);
                absent.is_some_and(|absent| absent.deputies.contains(&post.id))
            });
            deputy && awaited.contains(&absent.unwrap_or(&post.id)) && may_approve && !signed
        };
        match command {
            Command::SetConfiguration(_)
            | Command::SetClock(_)
            | Command::RegisterProvider(_)
            | Command::RegisterService(_)
            | Command::OpenUse(_) => true,
            Command::ChangeProfile(change) => {
                changeable && change.profile.information[0].class.as_str() != self.class(of)
            }
            Command::RequestDeclaration(asked) => changeable && !request && asked.due >= day,
            Command::SubmitDeclaration(_) => changeable && request,
            Command::AttachEvidence(attached) => {
                let asked = post.role != "vendor" || request;
                let there = self.standing_evidence(of).iter().any(|row| row.words == attached.name.as_str());
                !ended && !self.in_approval(of) && asked && attached.size > 0 && !there
            }
            Command::WithdrawEvidence(withdrawn) => {
                let standing = self.standing_evidence(of);
                let found = standing.iter().find(|row| row.number == withdrawn.evidence);
                let own = |row: &&Row| post.role != "vendor" || row.post.ends_with("vendor");
                !ended && !self.in_approval(of) && found.is_some_and(own)
            }
            Command::ReturnDeclaration(returned) => {
                changeable && !request && self.count(of, "submitted") > 0 && returned.due >= day
            }
            Command::StartReview(_) => changeable && may_review && self.basis(of).is_some() && !self.stands(of, day),
            Command::ReviewItems(_) => changeable && may_review && reviewed,
            Command::DecideOverallReview(decided) => changeable && may_review && reviewed && decided.until >= day,
            Command::AcceptRisk(risk) => {
                let judged = self.last(of, &["judged"]);
                let lost = judged.is_some_and(|(_, row)| {
                    row.post.split([' ', ';', ',']).skip(1).any(|item| item == risk.item.as_str())
                });
                changeable && may_review && reviewed && lost && risk.until >= day
            }
            Command::AddCondition(condition) => changeable && condition.due >= day,
            Command::MeetCondition(met) => {
                let laid_down = self.count(of, "condition") >= met.condition as usize && met.condition > 0;
                let open = !self.of(of).any(|(_, row)| row.kind == "condition met" && row.number == met.condition);
                live && laid_down && open
            }
            Command::RecordJudgement(_) => {
                let verified = self.verified(of);
                let complete = self.asked(of).iter().all(|item| verified.contains_key(*item));
                let new = self.last(of, &["judged"]).is_none_or(|(_, row)| row.words != self.judgement_words(of, day));
                let more =
                    self.last(of, &["judged"]).is_some_and(|(_, row)| self.count(of, "attached") > row.number as usize);
                changeable && may_review && reviewed && complete && self.stands(of, day) && (new || more)
            }
            Command::DraftApproval(_) => {
                let same = last_pending.is_some_and(|(_, row)| {
                    let content = self.last(of, &["drafted"]).map(|(_, drafted)| drafted.post.as_str());
                    matches!(row.kind, "decided" | "rejected") && content == Some(&self.content(of))
                });
                changeable && self.approvable(of, day) && !same
            }
            Command::Consent(consent) => {
                live && !deciding && signs(consent.in_place_of.as_ref().map(|absent| absent.post.as_str()))
            }
            Command::DecideApproval(decision) => {
                let absent = decision.in_place_of.as_ref().map(|absent| absent.post.as_str());
                live && deciding && signs(absent) && self.approvable(of, day)
            }
            Command::ReturnApproval(_) => live && awaited.contains(&post.id.as_str()),
            Command::RejectApproval(_) => live && deciding && awaited.contains(&post.id.as_str()) && may_approve,
            Command::WithdrawApproval(_) => {
                let drafter = self.last(of, &["drafted"]).map(|(_, row)| row.person.as_str());
                let pending = last_pending.is_some_and(|(_, row)| matches!(row.kind, "drafted" | "approval returned"));
                live && pending && drafter == Some(person)
            }
            Command::ReadAfterwards(_) => {
                let unread: Vec<&Row> = self.unread(of).into_iter().filter(|row| row.words == post.id).collect();
                !unread.is_empty() && unread.iter().all(|row| row.person != person)
            }
            Command::StartRenewal(renewal) => {
                let going_on = self.last(of, &["renewal", "decided"]).is_some_and(|(_, row)| row.kind == "renewal");
                changeable && approved && !request && !going_on && renewal.due >= day
            }
            Command::BeginCloseOut(_) => changeable && approved,
            Command::RecordCloseOutStep(step) => {
                let accepted = self.of(of).any(|(_, row)| row.kind == "step" && row.words == "acceptance");
                let word = step.step.word();
                let may_not_apply = matches!(word, "return_of_data" | "backup_expiry" | "key_destruction");
                closing
                    && !ended
                    && word != "acceptance"
                    && (!accepted || word == "disposal_erasure")
                    && (!step.not_applicable || may_not_apply)
                    && (step.on <= day || word == "backup_expiry")
            }
            Command::AcceptErasure(_) => {
                let rows: Vec<&Row> = self.of(of).map(|(_, row)| row).collect();
                let accepted = rows.iter().any(|row| row.kind == "step" && row.words == "acceptance");
                let open = self.open_steps(of, day);
                let left = open.iter().any(|step| !matches!(*step, "acceptance" | "disposal_erasure"));
                // What was recorded anew counts as the last person's.
                let recorders: BTreeMap<&str, &str> = rows
                    .iter()
                    .filter(|row| row.kind == "step")
                    .map(|row| (row.words.as_str(), row.person.as_str()))
                    .collect();
                closing && !ended && !accepted && !left && !recorders.values().any(|by| *by == person)
            }
            Command::CloseUse(_) => {
                closing && !ended && self.open_steps(of, day).is_empty() && self.unread(of).is_empty()
            }
            Command::AbandonUse(_) => changeable && !approved,
        }
    }
}
