//! Who may do what: the table as a snapshot, and what a town answers to every post on another's use.

use crate::town::{Town, WORLD, actor, configuration, told};
use register::permissions::{Reach, reach};
use register::record::profile::Profile;
use register::{Command, CommandKind, Role, View, decide};
use serde_json::{Value, json};
use standard::Language;
use std::fmt::Write as _;

#[test]
fn every_role_reaches_with_every_command_as_far_as_the_table_says() {
    let mut table = format!("{:<24}", "");
    for role in Role::ALL {
        let _ = write!(table, "{:<21}", role.word());
    }
    for kind in CommandKind::ALL {
        let _ = write!(table, "\n{:<24}", kind.word());
        for role in Role::ALL {
            let far = match reach(role, *kind) {
                Reach::Nothing => "-",
                Reach::Section => "section",
                Reach::Organization => "organization",
                Reach::Provider => "provider",
            };
            let _ = write!(table, "{far:<21}");
        }
    }
    let table: Vec<&str> = table.lines().map(str::trim_end).collect();
    insta::assert_snapshot!("roles", table.join("\n"));
}

fn evidence_fields() -> Value {
    let hash = register::Digest::of(b"a document");
    json!({"name": "登録証.pdf", "media_type": "application/pdf", "size": 10, "hash": hash, "blob": hash})
}

/// Every command on a use, sound in itself.
fn every_command(use_id: u32) -> Vec<Command> {
    let profile: Profile = crate::town::profile("II");
    let fields = |kind: &CommandKind| -> Value {
        let mut fields = match kind.word() {
            "change_profile" => json!({ "profile": profile }),
            "request_declaration" | "start_renewal" => json!({"due": "2027-01-31"}),
            "submit_declaration" => json!({"notation": "toml", "document": crate::town::DECLARATION}),
            "attach_evidence" => evidence_fields(),
            "withdraw_evidence" => json!({"evidence": 1, "reason": "-"}),
            "return_declaration" => json!({"due": "2027-01-31", "comments": [{"item": "7", "comment": "-"}]}),
            "review_items" => json!({"reviews": [{"item": "7"}]}),
            "decide_overall_review" => {
                json!({"decision": "overall_review", "approved": true, "reason": "-", "until": "2027-01-31"})
            }
            "accept_risk" => json!({"item": "7", "reason": "-", "until": "2027-01-31"}),
            "add_condition" => json!({"text": "-", "due": "2027-01-31"}),
            "meet_condition" => json!({"condition": 1, "note": "-"}),
            "return_approval" => json!({"comment": "-"}),
            "withdraw_approval" | "reject_approval" | "abandon_use" => json!({"reason": "-"}),
            "begin_close_out" => json!({"ends": "2027-01-31"}),
            "record_close_out_step" => json!({"step": "return_of_data", "on": "2026-12-01", "note": "-"}),
            "accept_erasure" => json!({"note": "-"}),
            _ => json!({}),
        };
        fields["use_id"] = json!(use_id);
        fields
    };
    let on_use = CommandKind::ALL.iter().filter(|kind| kind.is_on_use());
    on_use.map(|kind| told(kind.word(), fields(kind))).collect()
}

#[test]
fn a_use_of_another_organization_is_answered_like_one_that_does_not_exist() {
    for (town, _) in [Town::declared(), Town::drafted(), Town::approved()] {
        for post in configuration().posts.iter().filter(|post| post.organization.as_str() == "education") {
            let who = actor(post.id.as_str());
            for (own, absent) in every_command(1).into_iter().zip(every_command(99)) {
                let answer = |command| decide(&town.state, &command, &who, town.now, &WORLD).unwrap_err();
                let (own, absent) = (answer(own), answer(absent));
                assert_eq!(own.code, "unknown-use");
                assert_eq!(own.to_string().replace("U00001", "U00099"), absent.to_string());
            }
            assert_eq!(View::of(&town.state, &who).unwrap().uses().count(), 0);
        }
    }
}

#[test]
fn an_auditor_sees_everything_of_his_organization_and_changes_nothing() {
    let (town, use_id) = Town::approved();
    let who = actor("audit");
    let view = View::of(&town.state, &who).unwrap();
    assert_eq!(view.rows(register::tokyo_date(town.now)).len(), 1);
    assert_eq!(view.commands_on(use_id).unwrap(), []);
    for command in every_command(1) {
        let refusal = decide(&town.state, &command, &who, town.now, &WORLD).unwrap_err();
        assert_eq!(refusal.code, "not-permitted", "{command:?}");
    }
}

#[test]
fn a_vendor_sees_what_he_was_asked_of_his_own_services_and_nothing_else() {
    let (town, use_id) = Town::declared();
    let asked = |who: &str| View::of(&town.state, &actor(who)).unwrap().inquiries().count();
    assert_eq!((asked("vendor"), asked("other-vendor")), (1, 0));
    let (on, who) = (register::tokyo_date(town.now), actor("vendor"));
    let view = View::of(&town.state, &who).unwrap();
    assert_eq!((view.uses().count(), view.rows(on).len(), view.duties(on).len()), (0, 0, 0), "nothing of the inside");
    assert_eq!(view.load_use(use_id).unwrap_err().code, "unknown-use");
    let commands = View::of(&town.state, &actor("vendor")).unwrap().commands_on(use_id).unwrap();
    let handing_in = [CommandKind::SubmitDeclaration, CommandKind::AttachEvidence, CommandKind::WithdrawEvidence];
    assert_eq!(commands, handing_in);
}

#[test]
fn another_section_of_the_same_organization_sees_a_use_and_does_not_touch_it() {
    let (mut town, use_id) = Town::with_use();
    let asked = told("request_declaration", json!({"use_id": use_id, "due": "2027-01-31"}));
    assert_eq!(town.refused("zeimu-officer", asked), "not-permitted");
}

#[test]
fn a_person_who_lost_his_post_decides_nothing_even_amid_a_route() {
    let (mut town, use_id) = Town::drafted();
    town.consents(use_id);
    let mut json = serde_json::to_value(configuration()).unwrap();
    for post in json["posts"].as_array_mut().unwrap() {
        if post["id"] == "ciso" {
            post["holders"] = json!(["ciso-b"]);
        }
    }
    town.does("administrator", told("set_configuration", json!({ "configuration": json })));
    assert_eq!(town.refused("ciso", told("decide_approval", json!({"use_id": use_id}))), "not-holder");
    town.does("ciso/b", told("decide_approval", json!({"use_id": use_id})));
}

#[test]
fn a_command_with_a_field_that_it_does_not_have_is_no_command() {
    for field in ["organization", "role", "status", "approved_by", "content"] {
        let mut fields = json!({"use_id": 1});
        fields[field] = json!("education");
        assert!(serde_json::from_value::<Command>(json!({"draft_approval": fields})).is_err(), "{field}");
    }
}

#[test]
fn every_role_and_command_has_a_name_in_both_languages() {
    for kind in CommandKind::ALL {
        assert_ne!(kind.label().japanese, kind.label().in_language(Language::English));
    }
    for role in Role::ALL {
        assert!(!role.label().japanese.is_empty());
    }
}
