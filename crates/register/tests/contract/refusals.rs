//! Every refusal: how it comes about, what it says in both languages, and that `docs/register.md` explains it.

use crate::town::{DECLARATION, Town, WORLD, actor, configuration, profile, told};
use register::commands::SetConfiguration;
use register::state::{State, apply};
use register::{Command, Event, Line, List, PostId, Prose, Refusal, UseId, WhatIf, decide, what_if};
use serde_json::{Value, json};
use standard::Language;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

/// The refusal of a command, told by word and fields, that somebody gives to a town.
fn refused(mut town: Town, who: &str, kind: &str, fields: Value) -> Refusal {
    town.tries(who, told(kind, fields)).expect_err(kind)
}

/// The same on the first use.
fn on_use((town, use_id): (Town, UseId), who: &str, kind: &str, fields: Value) -> Refusal {
    let mut all = json!({ "use_id": use_id });
    all.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    refused(town, who, kind, all)
}

fn open_with(change: impl FnOnce(&mut Value)) -> Refusal {
    let mut told = serde_json::to_value(profile("I")).unwrap();
    change(&mut told);
    refused(Town::new(), "shimin-officer", "open_use", json!({"service": "document-cloud", "profile": told}))
}

fn configured_with(change: impl FnOnce(&mut Value)) -> Refusal {
    let mut json = serde_json::to_value(configuration()).unwrap();
    change(&mut json);
    let configuration = Box::new(serde_json::from_value(json).unwrap());
    Town::new().tries("administrator", SetConfiguration { configuration }).expect_err("a bad configuration")
}

fn declaring(document: &str) -> Refusal {
    let (mut town, use_id) = Town::with_use();
    town.does("shimin-officer", told("request_declaration", json!({"use_id": use_id, "due": "2027-01-31"})));
    refused(town, "vendor", "submit_declaration", json!({"use_id": use_id, "notation": "toml", "document": document}))
}

fn approved_then(steps: &[(&str, &str, Value)]) -> (Town, UseId) {
    let (mut town, use_id) = Town::approved();
    for (who, kind, fields) in steps {
        town.does(who, told(kind, fields.clone()));
    }
    (town, use_id)
}

fn closing() -> (Town, UseId) {
    approved_then(&[("shimin-officer", "begin_close_out", json!({"use_id": 1, "ends": "2027-03-01"}))])
}

fn step(word: &str) -> (&'static str, &'static str, Value) {
    let fields = json!({"use_id": 1, "step": word, "on": "2026-12-01", "note": "記録"});
    ("shimin-officer", "record_close_out_step", fields)
}

fn erased(more: &[(&'static str, &'static str, Value)]) -> (Town, UseId) {
    let mut steps = vec![("shimin-officer", "begin_close_out", json!({"use_id": 1, "ends": "2026-12-01"}))];
    steps.extend(["return_of_data", "standard_deletion", "backup_expiry", "key_destruction"].map(step));
    steps.extend_from_slice(more);
    approved_then(&steps)
}

/// A use that does not conform: the contract is under foreign law.
fn foreign() -> (Town, UseId) {
    let (mut town, use_id) = Town::with_use();
    town.declares(use_id, &DECLARATION.replacen("country = \"JP\"", "country = \"US\"", 1));
    town.judges(use_id);
    (town, use_id)
}

/// A use that is open: nobody says where the backups are.
fn open() -> (Town, UseId) {
    let (mut town, use_id) = Town::with_use();
    town.declares(use_id, &DECLARATION.replacen("at = \"aws:ap-northeast-3\"", "at = \"不明\"", 1));
    town.judges(use_id);
    (town, use_id)
}

/// A use whose approval the CISO's deputy decided in his place.
pub(crate) fn decided_in_place() -> (Town, UseId) {
    let (mut town, use_id) = Town::drafted();
    town.consents(use_id);
    let in_place = json!({"use_id": use_id, "in_place_of": {"post": "ciso", "reason": "出張のため"}});
    let mut decision = told("decide_approval", in_place);
    let Command::DecideApproval(_) = &mut decision else { panic!() };
    town.now += jiff::Span::new().hours(1);
    let who = register::Actor { person: "ciso-b".parse().unwrap(), ..actor("ciso-deputy") };
    for event in decide(&town.state, &decision, &who, town.now, &WORLD).unwrap() {
        apply(&mut town.state, &event).unwrap();
        town.events.push(event);
    }
    (town, use_id)
}

fn rejected() -> (Town, UseId) {
    let (mut town, use_id) = Town::drafted();
    town.consents(use_id);
    town.does("ciso", told("reject_approval", json!({"use_id": use_id, "reason": "目的が分からない"})));
    (town, use_id)
}

/// A use whose content was changed behind the register's back, while its approval was on its way.
fn tampered() -> (Town, UseId) {
    let (mut town, use_id) = Town::drafted();
    town.consents(use_id);
    let line =
        town.events.iter().find_map(|event| event.write().ok().filter(|line| line.contains("use_opened"))).unwrap();
    let mut json: Value = serde_json::from_str(&line).unwrap();
    let mut changed = json["event"]["use_opened"]["profile"].clone();
    changed["purpose"] = json!("別の目的");
    json["event"] = json!({"profile_changed": {"use_id": use_id, "profile": changed}});
    json["at"] = json!(town.now.to_string());
    apply(&mut town.state, &Event::read(&json.to_string()).unwrap()).unwrap();
    (town, use_id)
}

fn event_of(change: impl FnOnce(&mut Value)) -> Refusal {
    let mut json: Value = serde_json::from_str(&Town::new().events[1].write().unwrap()).unwrap();
    change(&mut json);
    Event::read(&json.to_string()).unwrap_err()
}

fn out_of_order() -> Refusal {
    let (town, _) = Town::declared();
    apply(&mut State::default(), town.events.last().unwrap()).unwrap_err()
}

fn earlier() -> Refusal {
    let (mut town, _) = Town::with_use();
    town.passes(-30);
    town.tries("shimin-officer", told("abandon_use", json!({"use_id": 1, "reason": "-"}))).unwrap_err()
}

fn later() -> Refusal {
    let (mut town, _) = Town::with_use();
    town.passes(401);
    town.tries("shimin-officer", told("abandon_use", json!({"use_id": 1, "reason": "-"}))).unwrap_err()
}

/// A document of so many bytes, told for the first use.
fn evidence(size: u32) -> Value {
    let hash = register::Digest::of(&size.to_be_bytes());
    json!({"use_id": 1, "name": "登録証.pdf", "media_type": "application/pdf", "size": size, "hash": hash, "blob": hash})
}

fn supposed(change: impl FnOnce(&mut WhatIf)) -> Refusal {
    let on = "2026-12-01".parse().unwrap();
    let mut supposed = WhatIf { standard: None, readings: None, references: None, on };
    change(&mut supposed);
    what_if(&Town::new().state, &WORLD, &supposed).unwrap_err()
}

fn too_long() -> Refusal {
    List::<u8, 2>::new(vec![1, 2, 3]).unwrap_err()
}

/// Each with the code that it shows.
#[expect(clippy::too_many_lines, reason = "a table: a line for each code")]
fn all() -> Vec<(&'static str, Refusal)> {
    let due = json!({"due": "2027-01-31"});
    let past = json!({"due": "2026-01-31"});
    let none = || json!({});
    let condition = |due: &str| json!({"text": "確かめる", "due": due});
    let until = |until: &str| json!({"item": "1", "reason": "代替措置", "until": until});
    let items = |value: Value| json!({ "reviews": value });
    vec![
        ("bad-name", PostId::new("a b").unwrap_err()),
        ("bad-use-number", "案件一".parse::<UseId>().unwrap_err()),
        ("bad-hash", register::Digest::try_from("abc".to_owned()).unwrap_err()),
        ("empty-text", Line::new(" ").unwrap_err()),
        ("text-too-long", Prose::new(&"あ".repeat(4001)).unwrap_err()),
        ("control-character", Line::new("a\u{7}").unwrap_err()),
        ("list-too-long", too_long()),
        ("unknown-event-format", event_of(|json| json["format"] = json!(2))),
        ("unreadable-event", event_of(|json| json["event"] = json!({"use_teleported": {}}))),
        ("event-out-of-order", out_of_order()),
        ("time-went-back", earlier()),
        ("time-leapt", later()),
        ("clock-fits", refused(Town::new(), "administrator", "set_clock", json!({"reason": "時報と比べた"}))),
        ("bad-file-name", register::FileName::new("../a").unwrap_err()),
        ("bad-media-type", register::MediaType::new("pdf").unwrap_err()),
        ("empty-evidence", refused(Town::declared().0, "shimin-officer", "attach_evidence", evidence(0))),
        ("too-much-evidence", {
            let (mut town, _) = Town::declared();
            for size in 1..=1000 {
                town.does("shimin-officer", told("attach_evidence", evidence(size)));
            }
            refused(town, "shimin-officer", "attach_evidence", evidence(1001))
        }),
        ("unknown-evidence", {
            let (mut town, _) = Town::with_use();
            town.does("shimin-officer", told("attach_evidence", evidence(1)));
            town.does("shimin-officer", told("request_declaration", json!({"use_id": 1, "due": "2027-01-31"})));
            let withdrawn = json!({"use_id": 1, "evidence": 1, "reason": "-"});
            refused(town, "vendor", "withdraw_evidence", withdrawn)
        }),
        ("not-configured", {
            let mut town = Town { state: State::default(), events: Vec::new(), now: Town::new().now };
            town.tries("shimin-officer", told("register_provider", json!({"id": "a", "name": "b"}))).unwrap_err()
        }),
        ("configuration-duplicate", configured_with(|json| json["posts"][2]["id"] = json!("shimin-officer"))),
        ("configuration-dangling", configured_with(|json| json["sections"][0]["organization"] = json!("nowhere"))),
        ("configuration-post", configured_with(|json| json["posts"][6]["provider"] = json!("mihon"))),
        ("configuration-route", configured_with(|json| json["routes"][0]["decides"] = json!("audit"))),
        ("configuration-period", configured_with(|json| json["policy"]["renewal_months"] = json!(0))),
        (
            "configuration-without-administrator",
            configured_with(|json| {
                for post in json["posts"].as_array_mut().unwrap() {
                    if post["role"] == "administrator" {
                        post["holders"] = json!([]);
                    }
                }
            }),
        ),
        ("standard-not-at-hand", configured_with(|json| json["policy"]["edition"] = json!("2099-01"))),
        ("references-not-at-hand", supposed(|supposed| supposed.references = Some("2099".parse().unwrap()))),
        ("unknown-reading", supposed(|supposed| supposed.readings = Some(vec![Line::new("8-2=never").unwrap()]))),
        ("not-holder", refused(Town::new(), "shimin-officer/c", "register_provider", json!({"id": "a", "name": "b"}))),
        ("not-permitted", on_use(Town::with_use(), "audit", "abandon_use", json!({"reason": "-"}))),
        ("unknown-use", on_use(Town::with_use(), "education-officer", "abandon_use", json!({"reason": "-"}))),
        (
            "unknown-provider",
            refused(
                Town::new(),
                "shimin-officer",
                "register_service",
                json!({"id": "a", "name": "b", "provider": "c"}),
            ),
        ),
        (
            "duplicate-service",
            refused(
                Town::new(),
                "shimin-officer",
                "register_service",
                json!({"id": "document-cloud", "name": "b", "provider": "mihon"}),
            ),
        ),
        (
            "nothing-changed",
            refused(Town::new(), "shimin-officer", "register_provider", json!({"id": "mihon", "name": "株式会社見本"})),
        ),
        (
            "unknown-service",
            refused(Town::new(), "shimin-officer", "open_use", json!({"service": "x", "profile": profile("I")})),
        ),
        ("no-information", open_with(|json| json["information"] = json!([]))),
        ("duplicate-information", open_with(|json| json["information"][1]["id"] = json!("residents"))),
        ("unknown-class", open_with(|json| json["information"][0]["class"] = json!("IV"))),
        (
            "class-without-reason",
            open_with(|json| {
                json["information"][0]["class"] = json!("S");
                json.as_object_mut().unwrap().remove("class_reason");
            }),
        ),
        ("contract-reversed", open_with(|json| json["contract"]["until"] = json!("2026-12-31"))),
        ("unknown-post", open_with(|json| json["manager"] = json!("education-head"))),
        ("date-passed", on_use(Town::with_use(), "shimin-officer", "request_declaration", past)),
        (
            "no-request",
            on_use(
                Town::declared(),
                "vendor",
                "submit_declaration",
                json!({"notation": "toml", "document": DECLARATION}),
            ),
        ),
        ("declaration-unreadable", declaring("format = 1\n[service]\nnam = \"x\"\n")),
        (
            "declaration-with-overrides",
            declaring(&format!(
                "{DECLARATION}\n[[override]]\nitem = \"7\"\nanswer = \"met\"\nreason = \"-\"\nby = \"事業者\"\non = \"2026-12-01\"\n"
            )),
        ),
        ("request-open", {
            let (mut town, use_id) = Town::with_use();
            town.does("shimin-officer", told("request_declaration", json!({"use_id": use_id, "due": "2027-01-31"})));
            on_use((town, use_id), "shimin-officer", "request_declaration", due.clone())
        }),
        (
            "no-declaration-yet",
            on_use(
                Town::with_use(),
                "review",
                "return_declaration",
                json!({"due": "2027-01-31", "comments": [{"item": "7", "comment": "-"}]}),
            ),
        ),
        (
            "empty-list",
            on_use(Town::declared(), "review", "return_declaration", json!({"due": "2027-01-31", "comments": []})),
        ),
        (
            "unknown-item",
            on_use(
                Town::declared(),
                "review",
                "return_declaration",
                json!({"due": "2027-01-31", "comments": [{"item": "9", "comment": "-"}]}),
            ),
        ),
        ("no-declaration", on_use(Town::with_use(), "review", "start_review", none())),
        ("no-review", on_use(Town::declared(), "review", "record_judgement", none())),
        ("own-case", {
            let (mut town, use_id) = Town::drafted();
            town.does("shimin-head", told("consent", json!({"use_id": use_id})));
            let who = register::Actor { person: "shimin-officer-b".parse().unwrap(), ..actor("bureau-deputy") };
            let command =
                told("consent", json!({"use_id": use_id, "in_place_of": {"post": "bureau", "reason": "出張"}}));
            decide(&town.state, &command, &who, town.now, &WORLD).unwrap_err()
        }),
        (
            "duplicate-item",
            on_use(Town::judged(), "review", "review_items", items(json!([{"item": "7"}, {"item": "7"}]))),
        ),
        (
            "na-not-allowed",
            on_use(
                Town::judged(),
                "review",
                "review_items",
                items(json!([{"item": "7", "instead": {"answer": "na", "reason": "-"}}])),
            ),
        ),
        ("items-not-verified", {
            let (mut town, use_id) = Town::declared();
            town.does("review", told("start_review", json!({"use_id": use_id})));
            on_use((town, use_id), "review", "record_judgement", none())
        }),
        (
            "unknown-decision",
            on_use(
                Town::judged(),
                "ciso",
                "decide_overall_review",
                json!({"decision": "7", "approved": true, "reason": "-", "until": "2027-01-31"}),
            ),
        ),
        ("nothing-to-accept", on_use(Town::judged(), "ciso", "accept_risk", until("2027-01-31"))),
        ("unknown-condition", on_use(Town::judged(), "review", "meet_condition", json!({"condition": 1, "note": "-"}))),
        ("not-judged", {
            let (mut town, use_id) = Town::declared();
            town.does("review", told("start_review", json!({"use_id": use_id})));
            on_use((town, use_id), "shimin-officer", "draft_approval", none())
        }),
        ("review-outdated", {
            let (mut town, use_id) = Town::judged();
            town.passes(150);
            on_use((town, use_id), "shimin-officer", "draft_approval", none())
        }),
        ("decision-changed", {
            let (mut town, use_id) = Town::judged();
            let decided = json!({"use_id": use_id, "decision": "overall_review", "approved": true, "reason": "-", "until": "2027-01-31"});
            town.does("ciso", told("decide_overall_review", decided));
            on_use((town, use_id), "shimin-officer", "draft_approval", none())
        }),
        ("still-undecided", on_use(open(), "shimin-officer", "draft_approval", none())),
        ("does-not-conform", on_use(foreign(), "shimin-officer", "draft_approval", none())),
        ("rejected-unchanged", on_use(rejected(), "shimin-officer", "draft_approval", none())),
        ("no-route", {
            let (mut town, use_id) = Town::judged();
            let mut json = serde_json::to_value(configuration()).unwrap();
            json["routes"] = json!([]);
            town.does("administrator", told("set_configuration", json!({ "configuration": json })));
            on_use((town, use_id), "shimin-officer", "draft_approval", none())
        }),
        ("in-approval", on_use(Town::drafted(), "review", "add_condition", condition("2027-01-31"))),
        ("no-open-approval", on_use(Town::judged(), "shimin-head", "consent", none())),
        ("not-your-turn", on_use(Town::drafted(), "ciso", "decide_approval", none())),
        (
            "not-deputy",
            on_use(
                Town::drafted(),
                "bureau",
                "consent",
                json!({"in_place_of": {"post": "shimin-head", "reason": "急ぎ"}}),
            ),
        ),
        ("signed-already", {
            let (mut town, use_id) = Town::drafted();
            town.consents(use_id);
            let who = register::Actor { person: "bureau-a".parse().unwrap(), ..actor("ciso-deputy") };
            let command =
                told("decide_approval", json!({"use_id": use_id, "in_place_of": {"post": "ciso", "reason": "出張"}}));
            decide(&town.state, &command, &who, town.now, &WORLD).unwrap_err()
        }),
        ("content-changed", on_use(tampered(), "ciso", "decide_approval", none())),
        (
            "nothing-to-withdraw",
            on_use(Town::approved(), "shimin-officer/b", "withdraw_approval", json!({"reason": "-"})),
        ),
        ("not-drafter", on_use(Town::drafted(), "shimin-officer", "withdraw_approval", json!({"reason": "-"}))),
        ("nothing-to-read", on_use(Town::approved(), "ciso", "read_afterwards", none())),
        ("read-by-deputy", on_use(decided_in_place(), "ciso/b", "read_afterwards", none())),
        ("never-approved", on_use(Town::judged(), "shimin-officer", "start_renewal", due.clone())),
        ("renewal-open", {
            let (mut town, use_id) = Town::approved();
            town.does("shimin-officer", told("start_renewal", json!({"use_id": use_id, "due": "2027-01-31"})));
            let document = json!({"use_id": use_id, "notation": "toml", "document": DECLARATION});
            town.does("vendor", told("submit_declaration", document));
            on_use((town, use_id), "shimin-officer", "start_renewal", due.clone())
        }),
        ("approved-once", on_use(Town::approved(), "shimin-officer", "abandon_use", json!({"reason": "-"}))),
        ("use-ended", on_use(closing(), "shimin-officer", "request_declaration", due)),
        ("not-closing", on_use(Town::approved(), "review", "close_use", none())),
        (
            "wrong-step",
            on_use(
                closing(),
                "shimin-officer",
                "record_close_out_step",
                json!({"step": "acceptance", "on": "2026-12-01", "note": "-"}),
            ),
        ),
        (
            "must-apply",
            on_use(
                closing(),
                "shimin-officer",
                "record_close_out_step",
                json!({"step": "disposal_erasure", "on": "2026-12-01", "note": "-", "not_applicable": true}),
            ),
        ),
        (
            "date-ahead",
            on_use(
                closing(),
                "shimin-officer",
                "record_close_out_step",
                json!({"step": "standard_deletion", "on": "2027-12-01", "note": "-"}),
            ),
        ),
        ("steps-open", on_use(closing(), "shimin-head", "accept_erasure", json!({"note": "-"}))),
        ("accepted-by-recorder", {
            let own = ("shimin-head", "record_close_out_step", step("key_destruction").2);
            on_use(erased(&[own]), "shimin-head", "accept_erasure", json!({"note": "-"}))
        }),
        ("accepted-already", {
            let accepted = ("shimin-head", "accept_erasure", json!({"use_id": 1, "note": "立ち会った"}));
            on_use(erased(&[accepted]), "shimin-head", "accept_erasure", json!({"note": "-"}))
        }),
        ("not-read-afterwards", {
            let (mut town, use_id) = decided_in_place();
            let ends = json!({"use_id": use_id, "ends": "2026-12-01"});
            town.does("shimin-officer", told("begin_close_out", ends));
            for word in ["return_of_data", "standard_deletion", "backup_expiry", "key_destruction", "disposal_erasure"]
            {
                let (who, kind, fields) = step(word);
                town.does(who, told(kind, fields));
            }
            town.does("shimin-head", told("accept_erasure", json!({"use_id": use_id, "note": "立ち会った"})));
            on_use((town, use_id), "review", "close_use", none())
        }),
    ]
}

/// The codes in the room's source: what stands first where a refusal is made.
fn codes_in_the_source() -> BTreeSet<String> {
    fn sources(folder: &Path, found: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else {
                found.push_str(&std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut text = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
    let places = ["Refusal::new(", "not_at_hand(", "code: "];
    let after = places.iter().flat_map(|place| text.split(place).skip(1));
    let quoted = after.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split_once('"'));
    quoted.map(|(code, _)| code.to_owned()).collect()
}

#[test]
fn every_refusal_comes_about_with_its_code() {
    for (code, refusal) in all() {
        assert_eq!(refusal.code, code, "{refusal}");
    }
}

#[test]
fn every_code_of_the_source_is_shown_here_and_explained_in_the_page() {
    let shown: BTreeSet<String> = all().into_iter().map(|(code, _)| code.to_owned()).collect();
    assert_eq!(codes_in_the_source(), shown);
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/register.md");
    let page = std::fs::read_to_string(page).unwrap();
    let missing: Vec<&String> = shown.iter().filter(|code| !page.contains(&format!("\n| `{code}` |"))).collect();
    assert!(missing.is_empty(), "not in docs/register.md: {missing:?}");
}

#[test]
fn a_refusal_says_what_was_wrong_and_how_to_mend_it_in_both_languages() {
    let mut page = String::new();
    for (_, refusal) in all() {
        let problem = refusal.problem("台帳");
        let _ = writeln!(page, "{}\n{}\n", problem.line(Language::Japanese), problem.line(Language::English));
        assert!(refusal.message.english.is_some() && refusal.hint.english.is_some(), "{}", refusal.code);
        assert!(!page.contains("違法") && !page.contains("安全"));
    }
    let edition = WORLD.references()[0].edition.to_string();
    insta::assert_snapshot!("refusals", page.replace(&edition, "BUILT-IN"));
}
