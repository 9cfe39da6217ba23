//! One use: what the section says, what was declared, judged and approved, and what is to be done.

use super::evidence::{evidence_json, evidence_text};
use super::{duty_json, duty_line, standing_words, verdict_words};
use crate::columns::{REST, Table, wrap};
use jiff::civil::Date;
use register::record::answer::AnswerWord;
use register::record::approval::{Approval, Outcome};
use register::record::judgement::JudgementRecord;
use register::state::{End, Use};
use register::{Duty, State, tokyo_date};
use serde_json::{Value, json};
use standard::problem::visible_controls;
use standard::{Language, Text};
use std::fmt::Write as _;

/// The page of one use.
pub fn use_text(state: &State, of: &Use, duties: &[Duty], on: Date, language: Language, width: usize) -> String {
    let mut page = Page { text: String::new(), language, width };
    let row = register::row::row(state, of, on);
    page.line(&format!("{} {}({})", of.id, row.service_name, row.provider), "");
    page.pair(("実施機関・課", "Organization, section"), &format!("{} {}", of.organization, of.section));
    page.pair(("管理者", "Manager"), row.manager.as_str());
    page.pair(("利用目的", "Purpose"), of.profile.purpose.as_str());
    let information = of.profile.information.iter().map(|item| format!("{}[{}]", item.name, item.class));
    page.pair(("情報[分類]", "Information [class]"), &information.collect::<Vec<_>>().join("、"));
    page.pair(("保存場所", "Places"), &row.places.join("、"));
    if let Some(contract) = of.profile.contract {
        page.pair(("契約", "Contract"), &format!("{}〜{}", contract.from, contract.until));
    }
    let approval = standing_words(row.approval);
    page.pair(("状態", "Phase"), row.phase.label().in_language(language));
    page.pair(("承認", "Approval"), approval.in_language(language));
    page.history(of);
    if !of.evidence.is_empty() {
        page.heading("証跡", "Evidence");
        page.text.push_str(&evidence_text(of, language, width));
    }
    if let Some(judgement) = of.judgement() {
        page.judgement(judgement);
    }
    page.duties(duties, on);
    page.text
}

struct Page {
    text: String,
    language: Language,
    width: usize,
}

impl Page {
    fn say<'t>(&self, japanese: &'t str, english: &'t str) -> &'t str {
        match self.language {
            Language::Japanese => japanese,
            Language::English => english,
        }
    }

    fn line(&mut self, words: &str, indent: &str) {
        let lines = wrap(&visible_controls(words), self.width, indent);
        self.text.extend(lines.into_iter().map(|line| line + "\n"));
    }

    fn pair(&mut self, (japanese, english): (&str, &str), value: &str) {
        if !value.is_empty() {
            let label = self.say(japanese, english).to_owned();
            self.line(&format!("  {label}: {value}"), "    ");
        }
    }

    fn heading(&mut self, japanese: &str, english: &str) {
        let heading = self.say(japanese, english).to_owned();
        self.text.push('\n');
        self.line(&heading, "");
    }

    fn history(&mut self, of: &Use) {
        self.heading("経過", "History");
        let opened = self.say("登録", "opened");
        self.line(&format!("  {} {opened} ({})", tokyo_date(of.opened_at), of.opened_by), "    ");
        for declaration in &of.declarations {
            let said = self.say("申告", "declaration");
            let (date, version, hash) =
                (tokyo_date(declaration.at), declaration.version, declaration.document.hash.short());
            self.line(&format!("  {date} {said} v{version} ({}) {hash}", declaration.by), "    ");
        }
        for (judgement, by) in &of.judgements {
            let (said, verdict) = (self.say("判定", "judgement"), verdict_words(judgement.verdict.verdict()));
            let words = format!("  {} {said} {} ({by})", judgement.on, verdict.in_language(self.language));
            self.line(&words, "    ");
        }
        for approval in &of.approvals {
            self.approval(approval);
        }
        if let Some(end) = &of.end {
            let (words, at) = match end {
                End::Closed(at) => (self.say("終了", "closed").to_owned(), at),
                End::Abandoned(at, reason) => (format!("{}: {reason}", self.say("取りやめ", "abandoned")), at),
            };
            self.line(&format!("  {} {words}", tokyo_date(*at)), "    ");
        }
    }

    fn approval(&mut self, approval: &Approval) {
        let (said, number) = (self.say("起案", "drafted"), &approval.number);
        let (date, version, hash) = (tokyo_date(approval.drafted_at), approval.version, approval.content.short());
        self.line(&format!("  {date} {said} {number} v{version} ({}) {hash}", approval.drafted_by), "    ");
        for signature in &approval.signatures {
            let decides = signature.post == approval.route.decides;
            let said = if decides { self.say("決裁", "decided") } else { self.say("合議", "consented") };
            let mut words =
                format!("    {} {said} {} ({})", tokyo_date(signature.at), signature.post, signature.person);
            if let Some(reason) = &signature.in_place_reason {
                let _ = write!(words, " {}: {reason}", self.say("代決", "in place of"));
            }
            self.line(&words, "      ");
        }
        let outcome = match &approval.outcome {
            Outcome::Open => self.say("決裁中", "on its way").to_owned(),
            Outcome::Returned { by, comment } => format!("{} {by}: {comment}", self.say("差戻し", "returned")),
            Outcome::Withdrawn { reason } => format!("{}: {reason}", self.say("取下", "withdrawn")),
            Outcome::Rejected { by, reason } => format!("{} {by}: {reason}", self.say("却下", "rejected")),
            Outcome::Decided { on, review_due } => {
                format!("{} {on}、{} {review_due}", self.say("決裁", "decided"), self.say("見直し", "review due"))
            }
        };
        self.line(&format!("    → {outcome}"), "      ");
    }

    /// The judgement with what it is pinned to, item by item.
    fn judgement(&mut self, judgement: &JudgementRecord) {
        let verdict = verdict_words(judgement.verdict.verdict());
        let verdict = match self.language {
            Language::Japanese => format!("判定: 本市基準に{}({})", verdict.japanese, judgement.on),
            Language::English => format!("Judgement: {} ({})", verdict.in_language(self.language), judgement.on),
        };
        self.text.push('\n');
        self.line(&verdict, "");
        let basis = &judgement.basis;
        let readings = basis.readings.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let pinned = format!(
            "  {} {} {} · {} · {} {}",
            basis.standard,
            basis.edition,
            basis.standard_hash.short(),
            readings,
            basis.references,
            basis.references_hash.short()
        );
        self.line(&pinned, "    ");
        let titles = [
            self.say("№", "No"),
            self.say("回答", "Answer"),
            self.say("期限", "Until"),
            self.say("人の回答", "A person's answer"),
        ];
        let mut table = Table::new(titles.map(str::to_owned).to_vec(), vec![16, 10, 10, REST], self.width);
        for answer in &judgement.answers {
            let person = answer.instead.as_ref().map(ToString::to_string).unwrap_or_default();
            let until = answer.holds_until.map_or_else(String::new, |until| until.to_string());
            let word = answer_words(answer.answer).in_language(self.language).to_owned();
            table.row(vec![answer.item.to_string(), word, until, visible_controls(&person)], "");
        }
        self.text.push_str(&table.finish());
    }

    fn duties(&mut self, duties: &[Duty], on: Date) {
        self.heading(&format!("するべきこと({on} 現在)"), &format!("What is to be done (on {on})"));
        if duties.is_empty() {
            let nothing = self.say("  ありません", "  nothing").to_owned();
            self.line(&nothing, "");
        }
        for duty in duties {
            self.line(&format!("  {}", duty_line(duty, self.language)), "    ");
        }
    }
}

fn answer_words(answer: AnswerWord) -> Text {
    match answer {
        AnswerWord::Met => Text::new("○", "met"),
        AnswerWord::Unmet => Text::new("×", "unmet"),
        AnswerWord::Unknown => Text::new("未確定", "unknown"),
        AnswerWord::Na => Text::new("該当なし", "n/a"),
    }
}

/// The use for programs.
pub fn use_json(state: &State, of: &Use, duties: &[Duty], on: Date) -> Value {
    let declarations = of.declarations.iter().map(|declaration| {
        json!({ "version": declaration.version, "hash": declaration.document.hash, "by": declaration.by, "at": declaration.at })
    });
    let judgements = of.judgements.iter().map(|(judgement, by)| json!({ "by": by, "judgement": &**judgement }));
    let approvals = of.approvals.iter().map(|approval| {
        let signatures = approval.signatures.iter().map(|signature| {
            json!({
                "post": signature.post, "by_post": signature.by_post, "person": signature.person, "at": signature.at,
                "comment": signature.comment, "in_place_reason": signature.in_place_reason,
                "read_afterwards": signature.read_afterwards,
            })
        });
        json!({
            "number": approval.number.to_string(), "version": approval.version, "content": approval.content,
            "drafted_by": approval.drafted_by, "drafted_at": approval.drafted_at, "outcome": outcome_word(&approval.outcome),
            "signatures": signatures.collect::<Vec<_>>(),
        })
    });
    json!({
        "row": register::row::row(state, of, on),
        "profile": *of.profile,
        "declarations": declarations.collect::<Vec<_>>(),
        "evidence": evidence_json(of),
        "judgements": judgements.collect::<Vec<_>>(),
        "approvals": approvals.collect::<Vec<_>>(),
        "duties": duties.iter().map(duty_json).collect::<Vec<_>>(),
    })
}

fn outcome_word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Open => "open",
        Outcome::Returned { .. } => "returned",
        Outcome::Withdrawn { .. } => "withdrawn",
        Outcome::Rejected { .. } => "rejected",
        Outcome::Decided { .. } => "decided",
    }
}
