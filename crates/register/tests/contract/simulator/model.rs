//! The register once more, written in another way: one flat log of what was accepted, and every rule a query over it. Nothing
//! is kept but the log. Not for speed, and not derived from the room's code: from its documentation.

use super::rules::{ASKED_ALWAYS, RECOMMENDED_FOR_I, clauses, permitted};
use crate::town::CONFIGURATION;
use jiff::civil::{Date, date};
use register::{Actor, Command};
use std::collections::{BTreeMap, BTreeSet};

/// A row of the log.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) kind: &'static str,
    pub(super) of: u32,
    pub(super) day: Date,
    pub(super) person: String,
    pub(super) post: String,
    pub(super) words: String,
    pub(super) number: u32,
    pub(super) until: Option<Date>,
}

struct PostRow {
    id: String,
    organization: String,
    role: String,
    section: Option<String>,
    holders: Vec<String>,
    deputies: Vec<String>,
}

/// The model.
pub(super) struct Model {
    posts: Vec<PostRow>,
    pub(super) log: Vec<Row>,
}

/// The day on which the certificates of the first document end.
const CERTIFICATES_END: Date = date(2027, 3, 31);

const PENDING: [&str; 5] = ["drafted", "approval returned", "withdrawn", "rejected", "decided"];

impl Model {
    pub(super) fn new() -> Self {
        let configuration: serde_json::Value = serde_json::from_str(CONFIGURATION).unwrap();
        let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let list = |value: &serde_json::Value| value.as_array().into_iter().flatten().map(word).collect();
        let posts = configuration["posts"].as_array().unwrap().iter().map(|post| PostRow {
            id: word(&post["id"]),
            organization: word(&post["organization"]),
            role: word(&post["role"]),
            section: post["section"].as_str().map(str::to_owned),
            holders: list(&post["holders"]),
            deputies: list(&post["deputies"]),
        });
        Self { posts: posts.collect(), log: Vec::new() }
    }

    // ---- queries over the log

    pub(super) fn of(&self, of: u32) -> impl DoubleEndedIterator<Item = (usize, &Row)> {
        self.log.iter().enumerate().filter(move |(_, row)| row.of == of)
    }

    pub(super) fn last(&self, of: u32, kinds: &[&str]) -> Option<(usize, &Row)> {
        self.of(of).rev().find(|(_, row)| kinds.contains(&row.kind))
    }

    pub(super) fn count(&self, of: u32, kind: &str) -> usize {
        self.of(of).filter(|(_, row)| row.kind == kind).count()
    }

    /// 0: as in the file; 1: the first CISO has left his post; 2: the city reads 8-2 as a fallback.
    fn variant(&self) -> u32 {
        self.last(0, &["configured"]).map_or(0, |(_, row)| row.number)
    }

    fn class(&self, of: u32) -> String {
        self.last(of, &["opened", "profile"]).map(|(_, row)| row.words.clone()).unwrap()
    }

    pub(super) fn request_open(&self, of: u32) -> bool {
        let last = self.last(of, &["requested", "returned", "renewal", "submitted"]);
        last.is_some_and(|(_, row)| row.kind != "submitted")
    }

    pub(super) fn basis(&self, of: u32) -> Option<String> {
        let document = self.last(of, &["submitted"]).filter(|_| !self.request_open(of))?.1.words.clone();
        let reading = if self.variant() == 2 { "fallback" } else { "always" };
        Some(format!("{} {} {document} {reading}", self.count(of, "submitted"), self.class(of)))
    }

    /// On what an item's answer rests on a day.
    fn ground(document: &str, item: &str, day: Date) -> String {
        match (item, document) {
            ("1", "foreign") => "foreign".to_owned(),
            ("7", "bare") => "bare".to_owned(),
            ("7", _) if day > CERTIFICATES_END => "ended".to_owned(),
            _ => "same".to_owned(),
        }
    }

    pub(super) fn asked(&self, of: u32) -> Vec<&'static str> {
        let class = self.class(of);
        let fallback = self.variant() == 2;
        let mut asked: BTreeSet<&str> = clauses(&class, fallback).into_iter().flatten().collect();
        asked.remove("overall_review");
        if class == "I" {
            asked.extend(RECOMMENDED_FOR_I);
        }
        asked.into_iter().collect()
    }

    /// The last review, where it is of the last declaration.
    pub(super) fn review(&self, of: u32) -> Option<(usize, &Row)> {
        let review = self.last(of, &["review"])?;
        let current = review.1.number as usize == self.count(of, "submitted") && !self.request_open(of);
        current.then_some(review)
    }

    /// Does the last review (whatever it is of) rest on what stands on the day?
    pub(super) fn stands(&self, of: u32, day: Date) -> bool {
        let Some((_, review)) = self.last(of, &["review"]) else { return false };
        let document = self.last(of, &["submitted"]).map(|(_, row)| row.words.as_str()).unwrap_or_default();
        let grounds =
            |on| -> Vec<String> { self.asked(of).iter().map(|item| Self::ground(document, item, on)).collect() };
        self.basis(of).as_deref() == Some(review.words.as_str()) && grounds(review.day) == grounds(day)
    }

    /// What reviewers made of items: through reviews that were started again, while the grounds stay the same.
    pub(super) fn verified(&self, of: u32) -> BTreeMap<String, String> {
        let mut verified = BTreeMap::new();
        let mut document = String::new();
        let mut last: Option<(String, Date)> = None;
        for (_, row) in self.of(of) {
            match row.kind {
                "submitted" => document.clone_from(&row.words),
                "review" => {
                    if let Some((then, day)) = &last {
                        verified.retain(|item: &String, _| {
                            Self::ground(then, item, *day) == Self::ground(&document, item, row.day)
                        });
                    }
                    last = Some((document.clone(), row.day));
                }
                "verified" => {
                    for pair in row.words.split_whitespace() {
                        let (item, answer) = pair.split_once('=').unwrap();
                        verified.insert(item.to_owned(), answer.to_owned());
                    }
                }
                _ => {}
            }
        }
        verified
    }

    fn decisions(&self, of: u32, day: Date) -> String {
        let last = self.last(of, &["overall review"]);
        last.filter(|(_, row)| row.until >= Some(day)).map_or(String::new(), |(_, row)| row.words.clone())
    }

    /// Answers of a day, item by item.
    fn answers(&self, of: u32, day: Date) -> BTreeMap<String, &'static str> {
        let document = self.last(of, &["submitted"]).map(|(_, row)| row.words.clone()).unwrap_or_default();
        let mut answers: BTreeMap<String, &str> = ASKED_ALWAYS.iter().map(|item| ((*item).to_owned(), "met")).collect();
        for item in ["6-2", "6-3", "6-4", "6-5"] {
            answers.insert(item.to_owned(), "na");
        }
        match document.as_str() {
            "foreign" => drop(answers.insert("1".to_owned(), "unmet")),
            "bare" => drop(answers.insert("7".to_owned(), "unknown")),
            _ => {}
        }
        if document != "bare" && day > CERTIFICATES_END {
            answers.insert("7".to_owned(), "unmet");
        }
        for (item, answer) in self.verified(of) {
            match answer.as_str() {
                "met" => drop(answers.insert(item, "met")),
                "unmet" => drop(answers.insert(item, "unmet")),
                "unknown" => drop(answers.insert(item, "unknown")),
                _ => {}
            }
        }
        let decision = match self.decisions(of, day).as_str() {
            "approved" => "met",
            "rejected" => "unmet",
            _ => "unknown",
        };
        answers.insert("overall_review".to_owned(), decision);
        answers
    }

    /// The verdict of a day, and the lost clauses.
    pub(super) fn verdict(&self, of: u32, day: Date) -> (&'static str, Vec<Vec<&'static str>>) {
        let answers = self.answers(of, day);
        let clauses = clauses(&self.class(of), self.variant() == 2);
        let has = |clause: &Vec<&str>, answer: &str| clause.iter().any(|item| answers[*item] == answer);
        let lost: Vec<_> =
            clauses.iter().filter(|clause| !has(clause, "met") && !has(clause, "unknown")).cloned().collect();
        let open = clauses.iter().any(|clause| !has(clause, "met") && has(clause, "unknown"));
        let verdict = match (lost.is_empty(), open) {
            (false, _) => "does_not_conform",
            (true, true) => "undecided",
            (true, false) => "conforms",
        };
        (verdict, lost)
    }

    /// What a judgement of a day would say, in words: equal where nothing would be new.
    pub(super) fn judgement_words(&self, of: u32, day: Date) -> String {
        let basis = self.last(of, &["review"]).map(|(_, row)| row.words.clone()).unwrap_or_default();
        let instead: Vec<String> =
            self.verified(of).into_iter().filter(|(_, answer)| answer != "same").map(|(item, _)| item).collect();
        format!("{basis} | {:?} | {instead:?} | {}", self.answers(of, day), self.decisions(of, day))
    }

    /// What an approval would be bound to, in words.
    pub(super) fn content(&self, of: u32) -> String {
        let judged =
            self.last(of, &["judged"]).map(|(_, row)| format!("{} {}", row.words, row.day)).unwrap_or_default();
        let document = self.last(of, &["submitted"]).map(|(_, row)| row.words.clone()).unwrap_or_default();
        let overall = self.last(of, &["overall review"]).map(|(_, row)| format!("{} {:?}", row.words, row.until));
        let laid_down = self.of(of).filter(|(_, row)| matches!(row.kind, "risk" | "condition"));
        let laid_down: Vec<String> =
            laid_down.map(|(_, row)| format!("{} {} {:?}", row.kind, row.words, row.until)).collect();
        format!("{} | {document} | {judged} | {overall:?} | {laid_down:?}", self.class(of))
    }

    fn in_approval(&self, of: u32) -> bool {
        self.last(of, &PENDING).is_some_and(|(_, row)| row.kind == "drafted")
    }

    fn signed_since_draft(&self, of: u32) -> Vec<&Row> {
        let Some((drafted, _)) = self.last(of, &["drafted"]) else { return Vec::new() };
        self.of(of).filter(|(at, row)| *at > drafted && row.kind == "signed").map(|(_, row)| row).collect()
    }

    pub(super) fn awaited(&self, of: u32) -> Vec<&'static str> {
        if !self.in_approval(of) {
            return Vec::new();
        }
        let signed: Vec<&str> = self.signed_since_draft(of).iter().map(|row| row.words.as_str()).collect();
        let stages: &[&[&str]] = if self.organization(of) == "mayor" {
            &[&["shimin-head"], &["bureau", "review-head"], &["ciso"]]
        } else {
            &[&["education-head"], &["education-ciso"]]
        };
        let left = stages.iter().map(|stage| stage.iter().copied().filter(|post| !signed.contains(post)).collect());
        left.into_iter().find(|stage: &Vec<&str>| !stage.is_empty()).unwrap_or_default()
    }

    pub(super) fn organization(&self, of: u32) -> &'static str {
        let (_, opened) = self.last(of, &["opened"]).unwrap();
        if opened.post.starts_with("education") { "education" } else { "mayor" }
    }

    fn took(&self, of: u32, person: &str, parts: &[&str]) -> bool {
        let review = self.last(of, &["review"]).map_or(usize::MAX, |(at, _)| at);
        self.of(of).any(|(at, row)| {
            let counts = !matches!(row.kind, "review" | "verified") || at >= review;
            row.person == person && parts.contains(&row.kind) && counts
        })
    }

    pub(super) fn unread(&self, of: u32) -> Vec<&Row> {
        let rows: Vec<(usize, &Row)> = self.of(of).collect();
        let proxied = rows.iter().filter(|(_, row)| row.kind == "signed" && row.post != row.words);
        let read = |at: usize, post: &str| {
            rows.iter().any(|(later, row)| *later > at && row.kind == "read" && row.post == post)
        };
        proxied.filter(|(at, row)| !read(*at, &row.words)).map(|(_, row)| *row).collect()
    }

    pub(super) fn open_steps(&self, of: u32, day: Date) -> Vec<&'static str> {
        let done = |step: &str| {
            let rows = self.of(of).rev().map(|(_, row)| row);
            let mut rows = rows.filter(|row| row.kind == "step" && row.words == step);
            rows.next().is_some_and(|row| row.number == 1 || row.until <= Some(day))
        };
        super::rules::STEPS.iter().copied().filter(|step| !done(step)).collect()
    }

    fn approvable(&self, of: u32, day: Date) -> bool {
        let (Some(review), Some(judged)) = (self.review(of), self.last(of, &["judged"])) else { return false };
        let judged_basis = judged.1.words.split(" | ").next().unwrap_or_default();
        let judged_decisions = judged.1.words.rsplit(" | ").next().unwrap_or_default();
        if judged_basis != review.1.words || !self.stands(of, day) || judged_decisions != self.decisions(of, day) {
            return false;
        }
        let accepted: Vec<&str> = self
            .of(of)
            .filter(|(_, row)| row.kind == "risk" && row.until >= Some(day))
            .map(|(_, row)| row.words.as_str())
            .collect();
        match judged.1.post.split_once(' ').unwrap_or_default() {
            ("conforms", _) => true,
            ("does_not_conform", lost) => {
                lost.split(';').all(|clause| clause.split(',').any(|item| accepted.contains(&item)))
            }
            _ => false,
        }
    }

    /// The 文書番号 and version that a draft takes.
    pub(super) fn number(&self, of: u32, day: Date) -> (u32, u32) {
        if let Some((at, _)) = self.last(of, &PENDING).filter(|(_, row)| row.kind == "approval returned") {
            let (_, drafted) = self.of(of).rev().find(|(earlier, row)| *earlier < at && row.kind == "drafted").unwrap();
            return (drafted.number, self.version(of) + 1);
        }
        let year = |day: Date| if day.month() < 4 { day.year() - 1 } else { day.year() };
        let same = |row: &&Row| {
            row.kind == "drafted"
                && self.organization(row.of) == self.organization(of)
                && year(row.day) == year(day)
                && row.words == "first"
        };
        (u32::try_from(self.log.iter().filter(same).count()).unwrap() + 1, 1)
    }

    /// The version of the last draft: how many there were since its number was taken.
    fn version(&self, of: u32) -> u32 {
        let drafted: Vec<&Row> = self.of(of).filter(|(_, row)| row.kind == "drafted").map(|(_, row)| row).collect();
        let since = drafted.iter().rposition(|row| row.words == "first").unwrap_or(0);
        u32::try_from(drafted.len() - since).unwrap()
    }

    /// Is the last decision in force?
    pub(super) fn in_force(&self, of: u32) -> bool {
        let ended = self.last(of, &["closed", "abandoned"]).is_some();
        !ended && self.last(of, &["decided"]).is_some_and(|(_, row)| row.post == self.content(of))
    }

    // ---- what is accepted

    fn post(&self, who: &Actor) -> Option<&PostRow> {
        let left = self.variant() == 1 && who.person.as_str() == "ciso-a";
        self.posts.iter().find(|post| {
            post.id == who.post.as_str()
                && post.organization == who.organization.as_str()
                && post.holders.iter().any(|holder| holder == who.person.as_str())
                && !(left && post.id == "ciso")
        })
    }

    pub(super) fn accepts(&self, command: &Command, who: &Actor, day: Date) -> bool {
        let Some(post) = self.post(who) else { return false };
        if !permitted(&post.role, command.kind().word()) {
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
        let may_review = !self.took(of, person, &["opened", "submitted", "drafted"]);
        let may_approve = !self.took(of, person, &["opened", "submitted", "drafted", "review", "verified", "judged"]);
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
            | Command::RegisterProvider(_)
            | Command::RegisterService(_)
            | Command::OpenUse(_) => true,
            Command::ChangeProfile(change) => {
                changeable && change.profile.information[0].class.as_str() != self.class(of)
            }
            Command::RequestDeclaration(asked) => changeable && !request && asked.due >= day,
            Command::SubmitDeclaration(_) => changeable && request,
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
                changeable && may_review && reviewed && complete && self.stands(of, day) && new
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
