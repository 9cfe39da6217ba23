//! What is tried next: mostly the step that leads on, so that histories get somewhere; often something else, by somebody else.

use super::dice::Dice;
use super::model::Model;
use crate::town::{DECLARATION, actor, configuration, profile};
use jiff::Span;
use jiff::civil::Date;
use register::commands::SetConfiguration;
use register::{Actor, Command};
use serde_json::{Value, json};
use std::sync::LazyLock;

pub(super) struct Try {
    pub(super) command: Command,
    pub(super) actor: Actor,
}

/// As the example has it; governed by foreign law; without certificates.
static DOCUMENTS: LazyLock<[(&str, String); 3]> = LazyLock::new(|| {
    let (before, rest) = DECLARATION.split_once("[[certificate]]").unwrap();
    let (_, after) = rest.split_once("# ---- 消去").unwrap();
    [
        ("plain", DECLARATION.to_owned()),
        ("foreign", DECLARATION.replacen("country = \"JP\"", "country = \"US\"", 1)),
        ("bare", format!("{before}# ---- 消去{after}")),
    ]
});

const POSTS: [&str; 25] = [
    "administrator",
    "shimin-officer",
    "shimin-officer/b",
    "zeimu-officer",
    "shimin-head",
    "bureau",
    "bureau/b",
    "bureau-deputy",
    "review",
    "review/b",
    "review-head",
    "ciso",
    "ciso/b",
    "ciso-deputy",
    "audit",
    "vendor",
    "other-vendor",
    "education-officer",
    "education-head",
    "education-bureau",
    "education-review",
    "education-ciso",
    "education-audit",
    "education-vendor",
    "education-administrator",
];

/// Persons who hold another's post as well.
const DOUBLES: [(&str, &str); 3] =
    [("bureau-deputy", "shimin-officer-b"), ("ciso-deputy", "bureau-a"), ("ciso-deputy", "ciso-b")];

const KINDS: [&str; 30] = [
    "change_profile",
    "request_declaration",
    "submit_declaration",
    "return_declaration",
    "start_review",
    "review_items",
    "decide_overall_review",
    "accept_risk",
    "add_condition",
    "meet_condition",
    "record_judgement",
    "draft_approval",
    "consent",
    "return_approval",
    "withdraw_approval",
    "reject_approval",
    "decide_approval",
    "read_afterwards",
    "start_renewal",
    "begin_close_out",
    "record_close_out_step",
    "accept_erasure",
    "close_use",
    "abandon_use",
    "set_configuration",
    "set_clock",
    "attach_evidence",
    "attach_evidence",
    "attach_evidence",
    "withdraw_evidence",
];

pub(super) fn name_of_document(text: &str) -> String {
    DOCUMENTS.iter().find(|(_, own)| own == text).unwrap().0.to_owned()
}

pub(super) fn variant_of(command: &Command) -> u32 {
    let Command::SetConfiguration(set) = command else { return 0 };
    if set.configuration.policy.readings.is_empty() {
        let ciso = set.configuration.posts.iter().find(|post| post.id.as_str() == "ciso").unwrap();
        u32::from(ciso.holders.len() == 1)
    } else {
        2
    }
}

/// The next try.
pub(super) fn next(dice: &mut Dice, model: &Model, day: Date) -> Try {
    let uses = model.uses();
    if uses == 0 || (uses < 3 && dice.below(20) == 0) {
        let officer = *dice.one(&["shimin-officer", "shimin-officer/b", "education-officer"]);
        let class = *dice.one(&["S", "I", "II"]);
        let profile = profile_json(class, officer.starts_with("shimin"));
        let opened = json!({"open_use": {"service": "document-cloud", "profile": profile}});
        return made(opened, actor(officer));
    }
    let of = 1 + dice.below(uses);
    let (kind, post) = if dice.below(100) < 72 { model.leads_on(of, day) } else { (*dice.one(&KINDS), None) };
    let who = match post {
        Some(post) if dice.below(100) < 85 => post,
        _ => (*dice.one(&POSTS)).to_owned(),
    };
    let mut who = actor(&who);
    if dice.below(25) == 0 {
        let (post, person) = *dice.one(&DOUBLES);
        (who.post, who.person) = (post.parse().unwrap(), person.parse().unwrap());
    }
    if kind == "set_configuration" {
        let command = SetConfiguration { configuration: Box::new(variant(dice.below(3))) };
        return Try { command: command.into(), actor: who };
    }
    if kind == "set_clock" {
        return made(json!({"set_clock": {"reason": "時報と比べた"}}), who);
    }
    made(json!({ kind: fields(dice, model, kind, of, day) }), who)
}

fn made(command: Value, actor: Actor) -> Try {
    Try { command: serde_json::from_value(command).unwrap(), actor }
}

fn variant(number: u32) -> register::Configuration {
    let mut json = serde_json::to_value(configuration()).unwrap();
    match number {
        1 => {
            let posts = json["posts"].as_array_mut().unwrap();
            posts.iter_mut().find(|post| post["id"] == "ciso").unwrap()["holders"] = json!(["ciso-b"]);
        }
        2 => json["policy"]["readings"] = json!(["8-2=fallback"]),
        _ => {}
    }
    serde_json::from_value(json).unwrap()
}

fn profile_json(class: &str, mayor: bool) -> Value {
    let mut json = serde_json::to_value(profile(class)).unwrap();
    if !mayor {
        json["manager"] = json!("education-head");
    }
    json
}

fn fields(dice: &mut Dice, model: &Model, kind: &str, of: u32, day: Date) -> Value {
    let ahead = |days: u32| day.checked_add(Span::new().days(i64::from(days))).unwrap().to_string();
    // Now and then a day that has passed.
    let due = if dice.below(15) == 0 { day.yesterday().unwrap().to_string() } else { ahead(dice.below(120)) };
    match kind {
        "change_profile" => {
            let class = *dice.one(&["S", "I", "II"]);
            json!({"use_id": of, "profile": profile_json(class, model.organization(of) == "mayor")})
        }
        "request_declaration" | "start_renewal" => json!({"use_id": of, "due": due}),
        "submit_declaration" => {
            let document = if dice.below(3) == 0 { &dice.one(&*DOCUMENTS).1 } else { &DOCUMENTS[0].1 };
            json!({"use_id": of, "notation": "toml", "document": document})
        }
        "attach_evidence" => {
            // Few different documents, so that the same one comes again.
            let number = dice.below(6);
            let hash = register::Digest::of(&number.to_be_bytes());
            json!({
                "use_id": of, "name": format!("文書{number}.pdf"), "media_type": "application/pdf", "size": number,
                "hash": hash, "blob": hash,
            })
        }
        "withdraw_evidence" => json!({"use_id": of, "evidence": dice.below(5), "reason": "旧版"}),
        "return_declaration" => {
            json!({"use_id": of, "due": due, "comments": [{"item": "7", "comment": "登録証の写し"}]})
        }
        "review_items" => json!({"use_id": of, "reviews": reviews(dice, model, of)}),
        "decide_overall_review" => json!({
            "use_id": of, "decision": "overall_review", "approved": dice.below(3) > 0, "reason": "総合的に検討した",
            "until": due,
        }),
        "accept_risk" => {
            let item = *dice.one(&["1", "7"]);
            json!({"use_id": of, "item": item, "reason": "代替措置あり", "until": due})
        }
        "add_condition" => json!({"use_id": of, "text": "利用開始までに確かめる", "due": due}),
        "meet_condition" => json!({"use_id": of, "condition": dice.below(4), "note": "確かめた"}),
        "consent" | "decide_approval" => match model.absent(dice, of) {
            Some(absent) => json!({"use_id": of, "in_place_of": {"post": absent, "reason": "出張のため"}}),
            None => json!({"use_id": of}),
        },
        "return_approval" => json!({"use_id": of, "comment": "目的を具体的に"}),
        "withdraw_approval" | "reject_approval" | "abandon_use" => json!({"use_id": of, "reason": "事情が変わった"}),
        "begin_close_out" => json!({"use_id": of, "ends": due}),
        "record_close_out_step" => {
            let word = model.next_step(of, day).filter(|_| dice.below(4) > 0);
            let other = *dice.one(&super::rules::STEPS);
            let word = word.unwrap_or(other);
            let on =
                if word == "backup_expiry" || dice.below(10) == 0 { ahead(dice.below(20)) } else { day.to_string() };
            json!({"use_id": of, "step": word, "on": on, "note": "記録", "not_applicable": dice.below(8) == 0})
        }
        "accept_erasure" => json!({"use_id": of, "note": "立ち会って確かめた"}),
        _ => json!({"use_id": of}),
    }
}

fn reviews(dice: &mut Dice, model: &Model, of: u32) -> Value {
    let mut items: Vec<&str> = model.asked(of);
    if dice.below(4) == 0 {
        let only = *dice.one(&items);
        items = vec![only];
    }
    let mut reviews = Vec::new();
    for item in items {
        let instead = matches!(item, "1" | "3" | "5-1" | "8-1" | "8-2") && dice.below(14) == 0;
        reviews.push(if instead {
            let answer = *dice.one(&["met", "unmet", "unknown"]);
            json!({"item": item, "instead": {"answer": answer, "reason": "現物を確かめた"}})
        } else {
            json!({"item": item})
        });
    }
    Value::Array(reviews)
}

impl Model {
    fn uses(&self) -> u32 {
        u32::try_from(self.log.iter().filter(|row| row.kind == "opened").count()).unwrap()
    }

    /// The command that leads on, and a post that could issue it.
    fn leads_on(&self, of: u32, day: Date) -> (&'static str, Option<String>) {
        let mayor = self.organization(of) == "mayor";
        let post = |mayors: &str, educations: &str| Some(if mayor { mayors } else { educations }.to_owned());
        let officer = post("shimin-officer", "education-officer");
        let review = post("review", "education-review");
        if self.last(of, &["closing"]).is_some() {
            let open = self.open_steps(of, day);
            return match open.first() {
                _ if !self.unread(of).is_empty() => {
                    ("read_afterwards", self.unread(of).first().map(|row| row.words.clone()))
                }
                None => ("close_use", review),
                // Recorded already: the day is still ahead, and the acceptance must wait for it.
                Some(&"backup_expiry") if day.day() % 2 == 0 && self.recorded(of, "backup_expiry") => {
                    ("accept_erasure", post("shimin-head", "education-head"))
                }
                Some(&"acceptance") => ("accept_erasure", post("shimin-head", "education-head")),
                Some(_) => ("record_close_out_step", officer),
            };
        }
        let awaited = self.awaited(of);
        let reviewed = self.stands(of, day) && self.review(of).is_some();
        if let Some(next) = awaited.first() {
            let deciding = matches!(*next, "ciso" | "education-ciso");
            return (if deciding { "decide_approval" } else { "consent" }, Some((*next).to_owned()));
        }
        if self.request_open(of) {
            return ("submit_declaration", post("vendor", "education-vendor"));
        }
        if self.count(of, "submitted") == 0 {
            return ("request_declaration", officer);
        }
        if !reviewed {
            return ("start_review", review);
        }
        let verified = self.verified(of);
        if !self.asked(of).iter().all(|item| verified.contains_key(*item)) {
            return ("review_items", review);
        }
        if self.last(of, &["judged"]).is_none_or(|(_, row)| row.words != self.judgement_words(of, day)) {
            return ("record_judgement", review);
        }
        if self.in_force(of) {
            let further = if day.day() % 3 == 0 { "start_renewal" } else { "begin_close_out" };
            return (further, officer);
        }
        match self.verdict(of, day).0 {
            "conforms" => ("draft_approval", post("shimin-officer/b", "education-officer")),
            "undecided" => ("return_declaration", review),
            _ => ("accept_risk", post("bureau", "education-bureau")),
        }
    }

    fn recorded(&self, of: u32, step: &str) -> bool {
        self.of(of).any(|(_, row)| row.kind == "step" && row.words == step)
    }

    /// Now and then: a post of the route, as absent.
    fn absent(&self, dice: &mut Dice, of: u32) -> Option<&'static str> {
        let awaited = self.awaited(of);
        match dice.below(6) {
            0 => Some(*dice.one(&["bureau", "ciso"])),
            1 => awaited.first().copied(),
            _ => None,
        }
    }

    fn next_step(&self, of: u32, day: Date) -> Option<&'static str> {
        self.open_steps(of, day).first().copied()
    }
}
