//! Evidence: who hands it in and withdraws it, when, and what an approval has to do with it.

use crate::town::{Town, actor, told};
use register::dossier::content_text;
use register::state::Phase;
use register::{Command, Digest, View};
use serde_json::json;

/// A document of this content, for the first use.
fn attach(content: &str) -> Command {
    let hash = Digest::of(content.as_bytes());
    told(
        "attach_evidence",
        json!({
            "use_id": 1, "name": format!("{content}.pdf"), "media_type": "application/pdf", "size": content.len(),
            "hash": hash, "blob": hash, "document": "cert-27017",
        }),
    )
}

fn withdraw(evidence: u32) -> Command {
    told("withdraw_evidence", json!({"use_id": 1, "evidence": evidence, "reason": "旧版"}))
}

#[test]
fn an_approval_is_bound_to_the_evidence_that_was_judged_and_to_no_later_one() {
    let (mut town, use_id) = Town::declared();
    town.does("shimin-officer", attach("一"));
    town.judges(use_id);
    town.does("shimin-officer/b", told("draft_approval", json!({"use_id": 1})));
    for command in [attach("二"), withdraw(1)] {
        assert_eq!(town.refused("shimin-officer", command), "in-approval");
    }
    town.approves(use_id);
    let text = content_text(town.state.find_use(use_id).unwrap()).unwrap();
    assert!(text.contains(&format!("evidence.hash {}\n", Digest::of("一".as_bytes()))), "{text}");

    town.does("shimin-officer", attach("二"));
    assert_eq!(town.state.find_use(use_id).unwrap().phase(), Phase::Approved, "what came later changes nothing");
    town.does("review", told("record_judgement", json!({"use_id": 1})));
    let text = content_text(town.state.find_use(use_id).unwrap()).unwrap();
    assert!(text.contains("evidence 2\n"), "judged again, it counts: {text}");
    assert_eq!(town.refused("review", told("record_judgement", json!({"use_id": 1}))), "nothing-changed");
}

#[test]
fn withdrawing_what_was_judged_makes_the_approval_lapse_and_leaves_the_document() {
    let (mut town, use_id) = Town::declared();
    town.does("shimin-officer", attach("一"));
    town.judges(use_id);
    town.does("shimin-officer/b", told("draft_approval", json!({"use_id": 1})));
    town.approves(use_id);
    town.does("shimin-officer", withdraw(1));
    let of = town.state.find_use(use_id).unwrap();
    assert!(of.approval_in_force().is_none());
    let withdrawn = of.evidence[0].withdrawn.as_ref().unwrap();
    assert_eq!((of.evidence.len(), withdrawn.reason.as_str()), (1, "旧版"));
    assert_eq!(town.refused("shimin-officer", withdraw(1)), "unknown-evidence");
    // The same document counts again only as another piece.
    town.does("shimin-officer", attach("一"));
    assert_eq!(town.state.find_use(use_id).unwrap().evidence[1].evidence, 2);
}

#[test]
fn a_use_without_evidence_hashes_as_it_did_before_there_was_any() {
    let (town, use_id) = Town::approved();
    assert!(!content_text(town.state.find_use(use_id).unwrap()).unwrap().contains("evidence"));
}

#[test]
fn the_same_document_is_attached_once() {
    let (mut town, _) = Town::with_use();
    town.does("shimin-officer", attach("一"));
    assert_eq!(town.refused("shimin-officer/b", attach("一")), "nothing-changed");
}

#[test]
fn a_vendor_hands_in_while_he_is_asked_and_sees_and_withdraws_only_his_own() {
    let (mut town, _) = Town::with_use();
    assert_eq!(town.refused("vendor", attach("一")), "no-request");
    town.does("shimin-officer", attach("課の文書"));
    town.does("shimin-officer", told("request_declaration", json!({"use_id": 1, "due": "2027-01-31"})));
    town.does("vendor", attach("一"));
    assert_eq!(town.refused("other-vendor", attach("二")), "unknown-use");
    assert_eq!(town.refused("vendor", withdraw(1)), "unknown-evidence");
    let who = actor("vendor");
    let inquiry = View::of(&town.state, &who).unwrap().inquiries().next().unwrap();
    assert_eq!(inquiry.evidence.iter().map(|one| one.evidence).collect::<Vec<_>>(), [2]);
    town.does("vendor", withdraw(2));
}

#[test]
fn whoever_attached_neither_reviews_nor_approves() {
    let (mut town, use_id) = Town::declared();
    let mut json = serde_json::to_value(crate::town::configuration()).unwrap();
    for post in json["posts"].as_array_mut().unwrap() {
        if post["id"] == "shimin-officer" {
            post["holders"].as_array_mut().unwrap().push(json!("review-a"));
        }
    }
    town.does("administrator", told("set_configuration", json!({ "configuration": json })));
    let mut who = actor("shimin-officer");
    who.person = "review-a".parse().unwrap();
    let made = register::decide(&town.state, &attach("一"), &who, town.now, &crate::town::WORLD).unwrap();
    for event in &made {
        register::apply(&mut town.state, event).unwrap();
    }
    assert_eq!(town.refused("review", told("start_review", json!({"use_id": use_id}))), "own-case");
    town.does("review/b", told("start_review", json!({"use_id": use_id})));
}

#[test]
fn the_proof_of_erasure_is_attached_while_a_use_is_closing_and_nothing_after_its_end() {
    let (mut town, _) = Town::approved();
    town.does("shimin-officer", told("begin_close_out", json!({"use_id": 1, "ends": "2026-12-31"})));
    town.does("shimin-officer", attach("消去証明"));
    let (mut town, _) = Town::with_use();
    town.does("shimin-officer", told("abandon_use", json!({"use_id": 1, "reason": "使わない"})));
    assert_eq!(town.refused("shimin-officer", attach("一")), "use-ended");
}
