//! The mixed work of a writer: providers, services, uses, declarations, changed profiles and configurations, each a group of commands
//! that happen together. Which comes next the dice say.

use crate::dice::Dice;
use crate::mark::Mark;
use crate::place::{actor, command, configuration};
use register::{Actor, Command, Event, Payload, UseId};
use runtime::Document;
use serde_json::{Value, json};

const DECLARATION: &str = include_str!("../../examples/declarations/document-cloud.toml");

/// Commands that happen together or not at all, by one actor.
pub(crate) struct Group {
    pub(crate) work: String,
    pub(crate) commands: Vec<Command>,
    pub(crate) actor: Actor,
}

/// One hand at work: what it opened it goes on with.
pub(crate) struct Hand {
    name: String,
    serial: u64,
    /// The last use it opened, its service, and whether the declaration is there.
    own: Option<(UseId, bool)>,
}

impl Hand {
    pub(crate) fn new(name: String) -> Self {
        Self { name, serial: 0, own: None }
    }

    /// What it does next.
    pub(crate) fn next(&mut self, dice: &mut Dice) -> anyhow::Result<Group> {
        self.serial += 1;
        let (commands, post) = match (dice.below(10), self.own) {
            (0..3, _) => (self.providers(1 + dice.index(6))?, "shimin-officer"),
            (3, _) => (vec![configuration(&format!("市民課 {}", self.mark(1, 1)))?], "administrator"),
            (4..7, Some((use_id, false))) => (self.declaration(use_id)?, "shimin-officer"),
            (4..7, Some((use_id, true))) => (vec![self.profile_change(use_id)?], "shimin-officer"),
            (_, _) => (self.opening()?, "shimin-officer"),
        };
        Ok(Group { work: self.work(), commands, actor: actor(post)? })
    }

    /// A file to hand in for the use that it opened last, where there is one: what it is called, and by whom.
    pub(crate) fn attachment(&mut self, content: Vec<u8>) -> anyhow::Result<Option<(String, Document, Actor)>> {
        let Some((use_id, _)) = self.own else { return Ok(None) };
        self.serial += 1;
        let document = Document {
            use_id,
            name: "証跡.pdf".parse()?,
            media_type: "application/pdf".parse()?,
            content,
            document: None,
            note: Some(self.mark(1, 1).to_string().parse()?),
        };
        Ok(Some((self.work(), document, actor("shimin-officer")?)))
    }

    /// Takes in what happened.
    pub(crate) fn happened(&mut self, events: &[Event]) {
        for event in events {
            if let Payload::UseOpened(opened) = &event.event {
                self.own = Some((opened.use_id, false));
            }
            if let Payload::DeclarationSubmitted(submitted) = &event.event {
                self.own = Some((submitted.use_id, true));
            }
        }
    }

    fn providers(&self, count: usize) -> anyhow::Result<Vec<Command>> {
        (1..=count).map(|number| self.provider(number, count)).collect()
    }

    fn provider(&self, number: usize, of: usize) -> anyhow::Result<Command> {
        let name = format!("株式会社見本 {}", self.mark(number, of));
        command("register_provider", &json!({"id": format!("p{}.{number}", self.work()), "name": name}))
    }

    fn opening(&self) -> anyhow::Result<Vec<Command>> {
        let (provider, service) = (format!("p{}.1", self.work()), format!("s{}", self.work()));
        let name = format!("文書管理クラウド {}", self.mark(2, 3));
        Ok(vec![
            self.provider(1, 3)?,
            command("register_service", &json!({"id": service, "name": name, "provider": provider}))?,
            command("open_use", &json!({"service": service, "profile": profile(&self.mark(3, 3))}))?,
        ])
    }

    fn declaration(&self, use_id: UseId) -> anyhow::Result<Vec<Command>> {
        let document = format!("# {}\n{DECLARATION}", self.mark(2, 2));
        let note = format!("回答の依頼 {}", self.mark(1, 2));
        Ok(vec![
            command("request_declaration", &json!({"use_id": use_id, "due": "2199-12-31", "note": note}))?,
            command("submit_declaration", &json!({"use_id": use_id, "notation": "toml", "document": document}))?,
        ])
    }

    fn profile_change(&self, use_id: UseId) -> anyhow::Result<Command> {
        command("change_profile", &json!({"use_id": use_id, "profile": profile(&self.mark(1, 1))}))
    }

    fn work(&self) -> String {
        format!("{}.{}", self.name, self.serial)
    }

    fn mark(&self, number: usize, of: usize) -> Mark {
        Mark { work: self.work(), number, of }
    }
}

/// What the section says of a use.
fn profile(mark: &Mark) -> Value {
    json!({
        "purpose": format!("申請書類の管理 {mark}"),
        "class_reason": "申請者の氏名・住所を扱う",
        "manager": "shimin-head",
        "information": [
            {"id": "residents", "name": "申請者", "class": "I", "personal": "yes", "entered_by_staff": "no"},
            {"id": "minutes", "name": "議事録", "class": "II", "personal": "no"},
        ],
    })
}
