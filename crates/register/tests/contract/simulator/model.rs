//! The register once more, written in another way: one flat log of what was accepted, and every rule a query over it. Nothing
//! is kept but the log. Not for speed, and not derived from the room's code: from its documentation.

use super::rules::{ASKED_ALWAYS, RECOMMENDED_FOR_I, clauses};
use crate::town::CONFIGURATION;
use jiff::civil::{Date, date};
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

/// A row of the table of posts.
pub(super) struct PostRow {
    pub(super) id: String,
    pub(super) organization: String,
    pub(super) role: String,
    pub(super) section: Option<String>,
    pub(super) holders: Vec<String>,
    pub(super) deputies: Vec<String>,
}

/// The model.
pub(super) struct Model {
    pub(super) posts: Vec<PostRow>,
    pub(super) log: Vec<Row>,
}

/// The day on which the certificates of the first document end.
const CERTIFICATES_END: Date = date(2027, 3, 31);

pub(super) const PENDING: [&str; 5] = ["drafted", "approval returned", "withdrawn", "rejected", "decided"];

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
    pub(super) fn variant(&self) -> u32 {
        self.last(0, &["configured"]).map_or(0, |(_, row)| row.number)
    }

    pub(super) fn class(&self, of: u32) -> String {
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

    /// Documents that were handed in and not withdrawn.
    pub(super) fn standing_evidence(&self, of: u32) -> Vec<&Row> {
        let rows = || self.of(of).map(|(_, row)| row);
        let withdrawn = |number| rows().any(|row| row.kind == "evidence withdrawn" && row.number == number);
        rows().filter(|row| row.kind == "attached" && !withdrawn(row.number)).collect()
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
        let at_judgement = self.last(of, &["judged"]).map_or(0, |(_, row)| row.number);
        let evidence = self.standing_evidence(of).into_iter().filter(|row| row.number <= at_judgement);
        let evidence: Vec<String> = evidence.map(|row| format!("{} {}", row.number, row.words)).collect();
        format!("{} | {document} | {judged} | {overall:?} | {laid_down:?} | {evidence:?}", self.class(of))
    }

    pub(super) fn in_approval(&self, of: u32) -> bool {
        self.last(of, &PENDING).is_some_and(|(_, row)| row.kind == "drafted")
    }

    pub(super) fn signed_since_draft(&self, of: u32) -> Vec<&Row> {
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

    pub(super) fn took(&self, of: u32, person: &str, parts: &[&str]) -> bool {
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

    pub(super) fn approvable(&self, of: u32, day: Date) -> bool {
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
}
