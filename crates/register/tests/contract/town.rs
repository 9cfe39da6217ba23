//! A small town to test in: two 実施機関, their posts (persons are called by their posts: nobody real), and a clock that moves.

use jiff::{Span, Timestamp};
use register::commands::{
    Consent, DecideApproval, DraftApproval, OpenUse, RecordJudgement, RegisterProvider, RegisterService,
    RequestDeclaration, ReviewItems, SetConfiguration, StartReview, SubmitDeclaration,
};
use register::configuration::Configuration;
use register::event::DocumentNotation;
use register::record::judgement::ItemReview;
use register::record::profile::Profile;
use register::{Actor, Command, Event, List, Refusal, State, UseId, World, apply, decide};
use std::sync::LazyLock;

pub(crate) static WORLD: LazyLock<World> = LazyLock::new(|| World::built_in().unwrap());

/// A declaration that conforms for every class, of an invented service.
pub(crate) const DECLARATION: &str = include_str!("../../../../examples/declarations/document-cloud.toml");

pub(crate) const CONFIGURATION: &str = include_str!("../../../../examples/register/configuration.json");

pub(crate) struct Town {
    pub(crate) state: State,
    pub(crate) events: Vec<Event>,
    pub(crate) now: Timestamp,
}

pub(crate) fn configuration() -> Configuration {
    let edition = WORLD.references()[0].edition.to_string();
    serde_json::from_str(&CONFIGURATION.replace("BUILT-IN", &edition)).unwrap()
}

/// `shimin-officer/b`: the second person of that post of the mayor's organization; `education-ciso`: the first of the other's.
pub(crate) fn actor(words: &str) -> Actor {
    let (post, person) = words.split_once('/').unwrap_or((words, "a"));
    let organization = if post.starts_with("education") { "education" } else { "mayor" };
    Actor {
        person: format!("{post}-{person}").parse().unwrap(),
        post: post.parse().unwrap(),
        organization: organization.parse().unwrap(),
    }
}

impl Town {
    /// Configured, with a provider and a service.
    pub(crate) fn new() -> Self {
        let mut town =
            Self { state: State::default(), events: Vec::new(), now: "2026-12-01T00:00:00Z".parse().unwrap() };
        town.does("administrator", SetConfiguration { configuration: Box::new(configuration()) });
        for officer in ["shimin-officer", "education-officer"] {
            let provider =
                RegisterProvider { id: "mihon".parse().unwrap(), name: "株式会社見本".parse().unwrap() };
            town.does(officer, provider);
            let (id, name) = ("document-cloud".parse().unwrap(), "文書管理クラウド(架空)".parse().unwrap());
            town.does(officer, RegisterService { id, name, provider: "mihon".parse().unwrap(), operator: None });
        }
        town
    }

    /// With a use of class Ⅰ, opened by the mayor's section.
    pub(crate) fn with_use() -> (Self, UseId) {
        let mut town = Self::new();
        let service = "document-cloud".parse().unwrap();
        town.does("shimin-officer", OpenUse { service, profile: Box::new(profile("I")) });
        (town, UseId(1))
    }

    /// With a use whose declaration is there.
    pub(crate) fn declared() -> (Self, UseId) {
        let (mut town, use_id) = Self::with_use();
        town.declares(use_id, DECLARATION);
        (town, use_id)
    }

    /// With a judged use.
    pub(crate) fn judged() -> (Self, UseId) {
        let (mut town, use_id) = Self::declared();
        town.judges(use_id);
        (town, use_id)
    }

    /// With an approval on its way.
    pub(crate) fn drafted() -> (Self, UseId) {
        let (mut town, use_id) = Self::judged();
        town.does("shimin-officer/b", DraftApproval { use_id });
        (town, use_id)
    }

    /// With an approved use.
    pub(crate) fn approved() -> (Self, UseId) {
        let (mut town, use_id) = Self::drafted();
        town.approves(use_id);
        (town, use_id)
    }

    pub(crate) fn declares(&mut self, use_id: UseId, document: &str) {
        let due = register::tokyo_date(self.now).checked_add(Span::new().days(30)).unwrap();
        self.does("shimin-officer", RequestDeclaration { use_id, due, note: None });
        let document = document.to_owned();
        self.does("vendor", SubmitDeclaration { use_id, notation: DocumentNotation::Toml, document });
    }

    pub(crate) fn judges(&mut self, use_id: UseId) {
        self.does("review", StartReview { use_id });
        let review = self.state.find_use(use_id).unwrap().review.as_ref().unwrap();
        let left = review.asked.iter().filter(|item| !review.verified.contains_key(*item));
        let reviews: Vec<ItemReview> = left.map(|item| ItemReview { item: item.clone(), instead: None }).collect();
        if !reviews.is_empty() {
            self.does("review", ReviewItems { use_id, reviews: List::new(reviews).unwrap() });
        }
        self.does("review", RecordJudgement { use_id });
    }

    pub(crate) fn consents(&mut self, use_id: UseId) {
        for post in ["shimin-head", "bureau", "review-head"] {
            self.does(post, Consent { use_id, comment: None, in_place_of: None });
        }
    }

    pub(crate) fn approves(&mut self, use_id: UseId) {
        self.consents(use_id);
        self.does("ciso", DecideApproval { use_id, comment: None, in_place_of: None });
    }

    /// Decides and applies, an hour after the last event.
    pub(crate) fn tries(&mut self, who: &str, command: impl Into<Command>) -> Result<Vec<Event>, Refusal> {
        self.now += Span::new().hours(1);
        let events = decide(&self.state, &command.into(), &actor(who), self.now, &WORLD)?;
        for event in &events {
            apply(&mut self.state, event).unwrap();
        }
        self.events.extend(events.iter().cloned());
        Ok(events)
    }

    /// The same, where it must be accepted.
    #[track_caller]
    pub(crate) fn does(&mut self, who: &str, command: impl Into<Command>) {
        if let Err(refusal) = self.tries(who, command) {
            panic!("{refusal}");
        }
    }

    /// The code with which it is refused.
    #[track_caller]
    pub(crate) fn refused(&mut self, who: &str, command: impl Into<Command>) -> &'static str {
        self.tries(who, command).expect_err("it was accepted").code
    }

    pub(crate) fn passes(&mut self, days: i64) {
        self.now += Span::new().hours(24 * days);
    }
}

/// A profile with one group of information of this class, named as in the example declaration, and minutes of class Ⅱ.
pub(crate) fn profile(class: &str) -> Profile {
    serde_json::from_value(serde_json::json!({
        "purpose": "申請書類の管理",
        "class_reason": "申請者の氏名・住所を扱う",
        "information": [
            {"id": "residents", "name": "申請者の氏名・住所", "class": class, "personal": "yes", "entered_by_staff": "no"},
            {"id": "minutes", "name": "内部会議の議事録", "class": if class == "III" { "III" } else { "II" }, "personal": "no"},
        ],
        "contract": {"from": "2027-01-01", "until": "2027-12-31"},
        "manager": "shimin-head",
    }))
    .unwrap()
}

/// A command from its word and its fields, through the same door as the API's.
pub(crate) fn told(kind: &str, fields: serde_json::Value) -> Command {
    serde_json::from_value(serde_json::json!({ kind: fields })).unwrap()
}
