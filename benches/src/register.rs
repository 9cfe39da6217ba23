//! Figures of the register: deciding and applying the commands of a use's life, the memory of many uses, and what-if over them.

use crate::harness::{Spread, measure, number};
use crate::report::{Figure, Goal, Group};
use jiff::{Span, Timestamp};
use register::{Actor, Command, Event, Refusal, State, WhatIf, World, apply, decide, tokyo_date, what_if};
use serde_json::{Value, json};
use standard::Standard;
use std::hint::black_box;

const DECLARATION: &str = include_str!("../../examples/declarations/document-cloud.toml");
const CONFIGURATION: &str = include_str!("../../examples/register/configuration.json");

/// The register of a city, in which every use has a declaration of its own.
const USES: usize = 10_000;

/// Commands from opening to decision.
const COMMANDS: usize = 11;

pub(crate) fn run(_: &Standard) -> Group {
    figures().unwrap_or_else(|_| Group { heading: HEADING, figures: Vec::new() })
}

const HEADING: &str = "Register, one core";

/// The register of a city, in memory alone.
pub(crate) struct Register {
    pub(crate) world: World,
    state: State,
    pub(crate) now: Timestamp,
    /// What was recorded, until somebody takes it.
    pub(crate) events: Vec<Event>,
}

fn figures() -> Result<Group, Refusal> {
    let Some(mut city) = Register::new()? else { return Ok(Group { heading: HEADING, figures: Vec::new() }) };
    let empty = city.state.clone();
    let life = measure(|| {
        city.state = empty.clone();
        for serial in 0..20 {
            black_box(city.approved_use(serial, 1 + serial)).ok();
            city.events.clear();
        }
    });
    let per_command = life.map(|time| time.as_secs_f64() * 1e6 / 20.0 / number(COMMANDS));

    city.state = empty;
    let before = resident_kilobytes();
    for serial in 0..USES {
        city.approved_use(serial, 1 + serial)?;
        city.events.clear();
    }
    let grown = resident_kilobytes().zip(before).map(|(after, before)| after - before);

    let later = WhatIf { standard: None, readings: None, references: None, on: jiff::civil::date(2027, 6, 1) };
    let mut flips = 0;
    let again = measure(|| {
        flips = what_if(&city.state, &city.world, &later).map_or(0, |outlook| outlook.flips.len());
    });
    let mut figures = vec![
        Figure::new("a command of a use's life decided and applied, mean", "µs", per_command)
            .note(format!("{COMMANDS} commands from opening to decision, a declaration parsed twice")),
        Figure::new(
            "what-if on another day, 10,000 uses, each with its own declaration",
            "s",
            again.map(|t| t.as_secs_f64()),
        )
        .goal(Goal::AtMost(1.0))
        .note(format!("{flips} flip")),
    ];
    if let Some(kilobytes) = grown {
        let mebibytes = kilobytes / 1024.0 * 1_000.0 / number(USES);
        let each = Spread { median: mebibytes, least: mebibytes, greatest: mebibytes };
        figures.push(Figure::new("memory of 1,000 approved uses, each with its own declaration", "MiB", each));
    }
    Ok(Group { heading: HEADING, figures })
}

impl Register {
    pub(crate) fn new() -> Result<Option<Self>, Refusal> {
        let (Ok(world), Ok(now)) = (World::built_in(), "2026-12-01T00:00:00Z".parse()) else { return Ok(None) };
        let edition = world.references().first().map_or(String::new(), |references| references.edition.to_string());
        let mut city = Self { world, state: State::default(), now, events: Vec::new() };
        let configuration: Value =
            serde_json::from_str(&CONFIGURATION.replace("BUILT-IN", &edition)).unwrap_or_default();
        city.does("administrator", "set_configuration", &json!({ "configuration": configuration }))?;
        city.does("shimin-officer", "register_provider", &json!({"id": "mihon", "name": "株式会社見本"}))?;
        let service = json!({"id": "document-cloud", "name": "文書管理クラウド", "provider": "mihon"});
        city.does("shimin-officer", "register_service", &service)?;
        Ok(Some(city))
    }

    /// Opens, asks, declares, reviews, judges, drafts and decides one use of class S.
    pub(crate) fn approved_use(&mut self, serial: usize, use_id: usize) -> Result<(), Refusal> {
        let profile = json!({
            "purpose": "申請書類の管理", "class_reason": "基幹の業務", "manager": "shimin-head",
            "information": [{"id": "residents", "name": "申請者", "class": "S", "personal": "yes", "entered_by_staff": "no"},
                            {"id": "minutes", "name": "議事録", "class": "II", "personal": "no"}],
        });
        self.does("shimin-officer", "open_use", &json!({"service": "document-cloud", "profile": profile}))?;
        let due = tokyo_date(self.now).to_string();
        self.does("shimin-officer", "request_declaration", &json!({"use_id": use_id, "due": due}))?;
        let document = declaration(serial);
        self.does(
            "vendor",
            "submit_declaration",
            &json!({"use_id": use_id, "notation": "toml", "document": document}),
        )?;
        self.does("review", "start_review", &json!({"use_id": use_id}))?;
        let items: Vec<Value> =
            ["1", "2", "3", "4", "5-1", "6-1", "7", "8-1", "8-2"].iter().map(|item| json!({ "item": item })).collect();
        self.does("review", "review_items", &json!({"use_id": use_id, "reviews": items}))?;
        self.does("review", "record_judgement", &json!({"use_id": use_id}))?;
        self.does("shimin-officer", "draft_approval", &json!({"use_id": use_id}))?;
        for post in ["shimin-head", "bureau", "review-head"] {
            self.does(post, "consent", &json!({"use_id": use_id}))?;
        }
        self.does("ciso", "decide_approval", &json!({"use_id": use_id}))
    }

    fn does(&mut self, post: &str, kind: &str, fields: &Value) -> Result<(), Refusal> {
        let told = json!({ kind: fields });
        let Ok(command) = serde_json::from_value::<Command>(told) else { return Ok(()) };
        let actor = Actor { person: format!("{post}-a").parse()?, post: post.parse()?, organization: "mayor".parse()? };
        self.now = self.now.checked_add(Span::new().seconds(1)).unwrap_or(self.now);
        let events = decide(&self.state, &command, &actor, self.now, &self.world)?;
        events.iter().try_for_each(|event| apply(&mut self.state, event))?;
        self.events.extend(events);
        Ok(())
    }
}

/// A declaration like no other's: the service, its certificates and what its documents say are its own, as is the day on which one of
/// its contracts ends.
fn declaration(serial: usize) -> String {
    let day = 1 + serial % 28;
    DECLARATION
        .replace("文書管理クラウド(架空)", &format!("文書管理クラウド{serial}(架空)"))
        .replace("CLOUD 000000", &format!("CLOUD {serial:06}"))
        .replace("IS 000000", &format!("IS {serial:06}"))
        .replace("quote = \"", &format!("quote = \"{serial}: "))
        .replace("name = \"添付ファイル\"", &format!("name = \"添付ファイル {serial}\""))
        .replace("article = \"第18条\"", &format!("article = \"第18条\"\nvalid_until = \"2030-03-{day:02}\""))
}

/// What this process holds in memory, where the system says.
fn resident_kilobytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
