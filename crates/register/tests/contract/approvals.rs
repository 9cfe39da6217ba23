//! 起案・合議・決裁: what an approval is bound to, who may give it, and what each way out leaves behind.

use crate::refusals::decided_in_place;
use crate::town::{DECLARATION, Town, WORLD, actor, profile, told};
use register::dossier::{content_hash, content_text};
use register::record::approval::Outcome;
use register::row::ApprovalStanding;
use register::state::Phase;
use register::{Digest, DutyKind, UseId, decide, duties, rows, tokyo_date};
use serde_json::json;

fn draft(use_id: UseId) -> register::Command {
    told("draft_approval", json!({ "use_id": use_id }))
}

#[test]
fn an_approval_is_bound_to_a_text_that_anybody_can_hash() {
    let (town, use_id) = Town::approved();
    let of = town.state.find_use(use_id).unwrap();
    let text = content_text(of).unwrap();
    assert_eq!(Digest::of(text.as_bytes()), of.approval_in_force().unwrap().content);
    insta::assert_snapshot!("dossier", text);
}

#[test]
fn nothing_of_the_content_can_change_while_it_is_on_its_way() {
    let (mut town, use_id) = Town::drafted();
    let before = content_hash(town.state.find_use(use_id).unwrap());
    let changes = [
        ("shimin-officer", told("change_profile", json!({"use_id": use_id, "profile": profile("II")}))),
        ("shimin-officer", told("request_declaration", json!({"use_id": use_id, "due": "2027-01-31"}))),
        ("vendor", told("submit_declaration", json!({"use_id": use_id, "notation": "toml", "document": DECLARATION}))),
        ("review", told("record_judgement", json!({"use_id": use_id}))),
        ("review", told("start_review", json!({"use_id": use_id}))),
        ("review", told("add_condition", json!({"use_id": use_id, "text": "-", "due": "2027-01-31"}))),
        ("ciso", told("accept_risk", json!({"use_id": use_id, "item": "7", "reason": "-", "until": "2027-01-31"}))),
        ("shimin-officer", draft(use_id)),
    ];
    for (who, command) in changes {
        assert_eq!(town.refused(who, command), "in-approval");
    }
    assert_eq!(content_hash(town.state.find_use(use_id).unwrap()), before);
}

#[test]
fn a_change_after_the_decision_makes_the_approval_lapse() {
    let (mut town, use_id) = Town::approved();
    assert_eq!(rows(&town.state, tokyo_date(town.now))[0].approval, ApprovalStanding::InForce);
    town.does("shimin-officer", told("change_profile", json!({"use_id": use_id, "profile": profile("II")})));
    assert_eq!(rows(&town.state, tokyo_date(town.now))[0].approval, ApprovalStanding::Lapsed);
    let lapsed = duties(&town.state, tokyo_date(town.now));
    assert!(lapsed.iter().any(|duty| duty.kind == DutyKind::ApprovalLapsed), "{lapsed:?}");
    // Undone, the content is again exactly what was approved.
    town.does("shimin-officer", told("change_profile", json!({"use_id": use_id, "profile": profile("I")})));
    assert_eq!(rows(&town.state, tokyo_date(town.now))[0].approval, ApprovalStanding::InForce);
}

#[test]
fn a_condition_is_part_of_what_is_approved_and_its_fulfilment_is_not() {
    let (mut town, use_id) = Town::judged();
    let condition = json!({"use_id": use_id, "text": "多要素認証を有効にする", "due": "2027-01-31"});
    town.does("review", told("add_condition", condition));
    town.does("shimin-officer/b", draft(use_id));
    town.approves(use_id);
    town.does("review", told("meet_condition", json!({"use_id": use_id, "condition": 1, "note": "画面で確かめた"})));
    assert_eq!(rows(&town.state, tokyo_date(town.now))[0].approval, ApprovalStanding::InForce);
    let another = json!({"use_id": use_id, "text": "もう一つ", "due": "2027-01-31"});
    town.does("review", told("add_condition", another));
    assert_eq!(rows(&town.state, tokyo_date(town.now))[0].approval, ApprovalStanding::Lapsed);
}

#[test]
fn posts_of_one_stage_consent_in_any_order_and_stages_one_after_the_other() {
    let (mut town, use_id) = Town::drafted();
    let consent = || told("consent", json!({ "use_id": use_id }));
    for early in ["bureau", "review-head"] {
        assert_eq!(town.refused(early, consent()), "not-your-turn");
    }
    for in_turn in ["shimin-head", "review-head", "bureau"] {
        town.does(in_turn, consent());
    }
    assert_eq!(town.refused("bureau/b", consent()), "not-your-turn", "the stage is complete");
    town.does("ciso", told("decide_approval", json!({"use_id": use_id})));
}

#[test]
fn of_two_who_decide_at_once_one_is_refused() {
    let (mut town, use_id) = Town::drafted();
    town.consents(use_id);
    let decision = told("decide_approval", json!({ "use_id": use_id }));
    let decided = decide(&town.state, &decision, &actor("ciso"), town.now, &WORLD);
    assert!(decided.is_ok(), "both see the same state");
    town.does("ciso/b", told("decide_approval", json!({"use_id": use_id})));
    assert_eq!(town.refused("ciso", decision), "no-open-approval");
    assert_eq!(town.state.find_use(use_id).unwrap().approvals[0].signatures.len(), 4);
}

#[test]
fn returned_it_keeps_its_number_and_its_comments_and_takes_the_next_version() {
    let (mut town, use_id) = Town::drafted();
    town.does("shimin-head", told("consent", json!({"use_id": use_id})));
    town.does("bureau", told("return_approval", json!({"use_id": use_id, "comment": "利用目的を具体的に"})));
    assert_eq!(town.state.find_use(use_id).unwrap().phase(), Phase::Returned);
    town.does("shimin-officer/b", draft(use_id));
    let of = town.state.find_use(use_id).unwrap();
    let numbers: Vec<(String, u32)> = of.approvals.iter().map(|one| (one.number.to_string(), one.version)).collect();
    assert_eq!(numbers, [("市市第1号".to_owned(), 1), ("市市第1号".to_owned(), 2)]);
    assert!(
        matches!(&of.approvals[0].outcome, Outcome::Returned { comment, .. } if comment.as_str() == "利用目的を具体的に")
    );
    assert!(of.approvals[1].signatures.is_empty(), "what was consented to before counts no more");
    town.approves(use_id);
}

#[test]
fn withdrawn_and_rejected_numbers_stay_used_and_each_year_begins_at_one() {
    let (mut town, use_id) = Town::drafted();
    town.does("shimin-officer/b", told("withdraw_approval", json!({"use_id": use_id, "reason": "見直す"})));
    town.does("shimin-officer/b", draft(use_id));
    town.consents(use_id);
    town.does("ciso", told("reject_approval", json!({"use_id": use_id, "reason": "目的が分からない"})));
    assert_eq!(town.state.find_use(use_id).unwrap().phase(), Phase::Rejected);
    let condition = json!({"use_id": use_id, "text": "目的を限る", "due": "2027-03-31"});
    town.does("review", told("add_condition", condition));
    town.does("shimin-officer/b", draft(use_id));
    town.does("shimin-officer/b", told("withdraw_approval", json!({"use_id": use_id, "reason": "年度を改める"})));
    town.passes(125);
    town.judges(use_id);
    town.does("shimin-officer/b", draft(use_id));
    let of = town.state.find_use(use_id).unwrap();
    let numbers: Vec<(i16, String)> =
        of.approvals.iter().map(|one| (one.number.fiscal_year.year(), one.number.to_string())).collect();
    let expected = [(2026, "市市第1号"), (2026, "市市第2号"), (2026, "市市第3号"), (2027, "市市第1号")];
    assert_eq!(numbers, expected.map(|(year, number)| (year, number.to_owned())));
}

#[test]
fn what_a_deputy_decided_is_open_until_the_absent_post_has_read_it() {
    let (mut town, use_id) = decided_in_place();
    let unread = |town: &Town| {
        duties(&town.state, tokyo_date(town.now))
            .into_iter()
            .filter(|duty| duty.kind == DutyKind::ReadAfterwards)
            .count()
    };
    assert_eq!(town.state.find_use(use_id).unwrap().phase(), Phase::Approved);
    assert_eq!(unread(&town), 1);
    let signature = town.state.find_use(use_id).unwrap().approvals[0].signatures.last().unwrap().clone();
    assert_eq!((signature.post.as_str(), signature.by_post.as_str()), ("ciso", "ciso-deputy"));
    assert_eq!(signature.in_place_reason.unwrap().as_str(), "出張のため");
    assert_eq!(town.refused("bureau", told("read_afterwards", json!({"use_id": use_id}))), "nothing-to-read");
    town.does("ciso", told("read_afterwards", json!({"use_id": use_id})));
    assert_eq!(unread(&town), 0);
}

#[test]
fn whoever_took_a_part_before_does_not_approve() {
    // Opened by a, drafted by b, reviewed by the reviewer: none of them may sign, in whatever post.
    for person in ["shimin-officer-a", "shimin-officer-b", "review-a", "vendor-a"] {
        let (mut town, use_id) = Town::drafted();
        town.does("shimin-head", told("consent", json!({"use_id": use_id})));
        let mut json = serde_json::to_value(town.state.configuration().unwrap()).unwrap();
        for post in json["posts"].as_array_mut().unwrap() {
            if post["id"] == "bureau" {
                post["holders"] = json!([person]);
            }
        }
        town.does("administrator", told("set_configuration", json!({ "configuration": json })));
        let who = register::Actor { person: person.parse().unwrap(), ..actor("bureau") };
        let refusal = decide(&town.state, &told("consent", json!({"use_id": use_id})), &who, town.now, &WORLD);
        assert_eq!(refusal.unwrap_err().code, "own-case", "{person}");
    }
}
