//! What lapses: duties of a day, renewals that ask only what changed, close-outs that cannot end early. Nothing runs in between.

use crate::town::{DECLARATION, Town, configuration, told};
use register::duties::Urgency;
use register::record::renewal::WhyAgain;
use register::row::ApprovalStanding;
use register::state::Phase;
use register::{DutyKind, State, UseId, duties, rows, tokyo_date};
use serde_json::json;

fn kinds(state: &State, day: &str) -> Vec<(DutyKind, Urgency)> {
    duties(state, day.parse().unwrap()).iter().map(|duty| (duty.kind, duty.urgency)).collect()
}

fn use_of(town: &Town, use_id: UseId) -> &register::state::Use {
    town.state.find_use(use_id).unwrap()
}

#[test]
fn duties_are_those_of_the_day_asked_about() {
    let (town, _) = Town::approved();
    assert_eq!(kinds(&town.state, "2026-12-02"), []);
    // The certificates end on 2027-03-31, with 60 days of notice.
    assert_eq!(kinds(&town.state, "2027-02-01"), [(DutyKind::Evidence, Urgency::DueSoon)]);
    assert_eq!(kinds(&town.state, "2027-04-01"), [(DutyKind::Evidence, Urgency::Overdue)]);
    let standing = |day: &str| rows(&town.state, day.parse().unwrap())[0].approval;
    assert_eq!(
        (standing("2027-03-31"), standing("2027-04-01")),
        (ApprovalStanding::InForce, ApprovalStanding::Overdue)
    );
    // The yearly review is due a year after the decision, the contract ends with the year.
    let all = kinds(&town.state, "2027-12-15");
    let expected = [
        (DutyKind::Evidence, Urgency::Overdue),
        (DutyKind::Review, Urgency::Overdue),
        (DutyKind::Contract, Urgency::DueSoon),
    ];
    assert_eq!(all, expected);
}

#[test]
fn conditions_risks_and_overall_reviews_lapse_by_themselves() {
    let (mut town, use_id) = Town::with_use();
    town.declares(use_id, &DECLARATION.replacen("country = \"JP\"", "country = \"US\"", 1));
    town.judges(use_id);
    let risk = json!({"use_id": use_id, "item": "1", "reason": "特約を結ぶ", "until": "2027-01-31"});
    town.does("ciso", told("accept_risk", risk));
    let condition = json!({"use_id": use_id, "text": "特約を結ぶ", "due": "2027-01-15"});
    town.does("review", told("add_condition", condition));
    town.does("shimin-officer/b", told("draft_approval", json!({"use_id": use_id})));
    town.approves(use_id);
    let due = [(DutyKind::Condition, Urgency::DueSoon), (DutyKind::Risk, Urgency::DueSoon)];
    assert_eq!(kinds(&town.state, "2027-01-10"), due);
    let overdue = kinds(&town.state, "2027-02-01");
    assert_eq!(overdue[..2], due.map(|(kind, _)| (kind, Urgency::Overdue)));
    // The acceptance has ended: the same use cannot be approved again.
    town.passes(90);
    town.does(
        "shimin-officer",
        told("change_profile", json!({"use_id": use_id, "profile": crate::town::profile("II")})),
    );
    town.judges(use_id);
    assert_eq!(town.refused("shimin-officer/b", told("draft_approval", json!({"use_id": use_id}))), "does-not-conform");
}

#[test]
fn another_edition_of_the_reference_data_is_a_duty_and_touches_no_recorded_answer() {
    let (mut town, use_id) = Town::approved();
    let before = use_of(&town, use_id).judgement().unwrap().clone();
    let mut json = serde_json::to_value(configuration()).unwrap();
    json["policy"]["readings"] = json!(["8-2=fallback"]);
    town.does("administrator", told("set_configuration", json!({ "configuration": json })));
    assert_eq!(*use_of(&town, use_id).judgement().unwrap(), before);
    assert_eq!(use_of(&town, use_id).phase(), Phase::Approved);
}

#[test]
fn a_renewal_asks_only_what_changed_or_ends_and_the_review_carries_the_rest_over() {
    let (mut town, use_id) = Town::approved();
    town.passes(300);
    town.does("shimin-officer", told("start_renewal", json!({"use_id": use_id, "due": "2027-10-31"})));
    let asked: Vec<(String, WhyAgain)> =
        use_of(&town, use_id).renewal.iter().flatten().map(|one| (one.item.to_string(), one.why.clone())).collect();
    assert_eq!(asked, [("7".to_owned(), WhyAgain::Changed)], "the certificate has ended");
    let renewed = DECLARATION.replace("valid_until = \"2027-03-31\"", "valid_until = \"2030-03-31\"");
    let answered = json!({"use_id": use_id, "notation": "toml", "document": renewed});
    town.does("vendor", told("submit_declaration", answered));
    town.does("review", told("start_review", json!({"use_id": use_id})));
    let review = use_of(&town, use_id).review.as_ref().unwrap();
    let open: Vec<&str> = review
        .asked
        .iter()
        .filter(|item| !review.verified.contains_key(*item))
        .map(register::ItemName::as_str)
        .collect();
    assert_eq!(open, ["7"]);
    town.does("review", told("review_items", json!({"use_id": use_id, "reviews": [{"item": "7"}]})));
    town.does("review", told("record_judgement", json!({"use_id": use_id})));
    town.does("shimin-officer/b", told("draft_approval", json!({"use_id": use_id})));
    town.approves(use_id);
    assert_eq!(rows(&town.state, tokyo_date(town.now))[0].review_due.unwrap().to_string(), "2028-09-28");
}

#[test]
fn an_item_that_ends_before_the_next_review_is_asked_for_in_time() {
    let (mut town, use_id) = Town::approved();
    town.passes(20);
    town.does("shimin-officer", told("start_renewal", json!({"use_id": use_id, "due": "2027-01-31"})));
    let renewal = use_of(&town, use_id).renewal.as_ref().unwrap();
    assert_eq!(renewal[0].why, WhyAgain::EndsOn("2027-03-31".parse().unwrap()));
}

#[test]
fn a_close_out_cannot_end_while_a_step_is_open_or_a_backup_lives() {
    let (mut town, use_id) = Town::approved();
    town.does("shimin-officer", told("begin_close_out", json!({"use_id": use_id, "ends": "2027-01-31"})));
    let close = || told("close_use", json!({ "use_id": use_id }));
    let step = |word: &str, on: &str| {
        told("record_close_out_step", json!({"use_id": use_id, "step": word, "on": on, "note": "記録"}))
    };
    let accept = || told("accept_erasure", json!({"use_id": use_id, "note": "立ち会った"}));
    let today = "2026-12-01";
    for (word, on) in [
        ("return_of_data", today),
        ("standard_deletion", today),
        ("key_destruction", today),
        ("backup_expiry", "2027-02-28"),
    ] {
        assert_eq!(town.refused("review", close()), "steps-open");
        assert_eq!(town.refused("shimin-head", accept()), "steps-open");
        town.does("shimin-officer", step(word, on));
    }
    assert_eq!(town.refused("shimin-head", accept()), "steps-open", "the last backup lives until February");
    town.passes(100);
    town.does("shimin-head", accept());
    assert_eq!(kinds(&town.state, "2027-04-01"), [(DutyKind::CloseOut, Urgency::Open)], "№8-2 stays");
    assert_eq!(town.refused("review", close()), "steps-open");
    town.does("shimin-officer", step("disposal_erasure", "2027-03-01"));
    town.does("review", close());
    assert_eq!(use_of(&town, use_id).phase(), Phase::Closed);
    assert_eq!(kinds(&town.state, "2028-04-01"), []);
}
