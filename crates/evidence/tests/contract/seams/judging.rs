//! The seams of the table itself: which cells need what, and how readings differ.

use super::{STANDARD, answer, declared, judged, settled_on, verdict};
use jiff::civil::date;
use standard::Answer::{Met, NotApplicable, Unknown, Unmet};
use standard::Decision::{self, Approved, Rejected};
use standard::Verdict::{Conforms, DoesNotConform, OutOfScope, Undecided};

const NO_REVIEW: Decision = Decision::None;

#[test]
fn seam_01_disposal_is_needed_whether_or_not_the_contract_ends_with_erasure() {
    let disposal = |answer| judged("I", &[("8-2", answer)], NO_REVIEW, &[]);
    assert_eq!(disposal(Met).verdict, Conforms);
    assert_eq!(disposal(Unmet).verdict, DoesNotConform);
    assert_eq!(disposal(Unknown).verdict, Undecided);
    // The other reading is shown where it differs, and decides only where the city chose it.
    assert!(
        disposal(Unmet)
            .differing_readings
            .iter()
            .any(|(_, setting, verdict)| setting.contains("fallback") && *verdict == Conforms)
    );
    assert_eq!(verdict("I", &[("8-2", Unmet)], NO_REVIEW, &["8-2=fallback"]), Conforms);
}

#[test]
fn seam_02_class_s_without_erasure_at_the_end_needs_a_recorded_review() {
    let reviewed = |review| verdict("S", &[("8-1", Unmet)], review, &[]);
    assert_eq!((reviewed(Approved), reviewed(Rejected), reviewed(NO_REVIEW)), (Conforms, DoesNotConform, Undecided));
}

#[test]
fn seam_03_cells_win_over_the_footnote_for_classes_one_and_two() {
    for class in ["I", "II"] {
        assert_eq!(verdict(class, &[("8-1", Unmet)], NO_REVIEW, &[]), Conforms, "{class}");
        assert_eq!(verdict(class, &[("8-1", Unknown)], NO_REVIEW, &[]), Conforms, "{class}");
    }
    let input = STANDARD.find_input("8-1").unwrap().value;
    assert!(judged("I", &[("8-1", Unmet)], NO_REVIEW, &[]).advisories.iter().any(|advised| advised == input));
    assert!(judged("II", &[("8-1", Unmet)], NO_REVIEW, &[]).advisories.iter().all(|advised| advised != input));
}

#[test]
fn seam_08_where_the_first_is_not_met_one_of_the_others_must_be() {
    let with = |first, second, third| {
        let answers = [("5-1", first), ("5-2", second), ("5-3", third)];
        ["I", "II"].map(|class| verdict(class, &answers, NO_REVIEW, &[]))
    };
    assert_eq!(with(Met, Unmet, Unmet), [Conforms; 2]);
    assert_eq!(with(Unmet, Unmet, Met), [Conforms; 2]);
    assert_eq!(with(Unmet, Unmet, Unmet), [DoesNotConform; 2]);
    assert_eq!(with(Unknown, Unmet, Unmet), [Undecided; 2]);
    assert_eq!(with(Unknown, Met, Unmet), [Conforms; 2]);
}

#[test]
fn seam_09_a_dash_neither_rescues_nor_harms_class_s() {
    for item in ["5-2", "5-3", "6-2", "6-3", "6-4", "6-5"] {
        assert_eq!(verdict("S", &[(item, Unmet)], NO_REVIEW, &[]), Conforms, "{item}");
        assert_eq!(verdict("S", &[(item, Unknown)], NO_REVIEW, &[]), Conforms, "{item}");
    }
    assert_eq!(verdict("S", &[("5-1", Unmet)], NO_REVIEW, &[]), DoesNotConform);
    assert_eq!(verdict("S", &[("6-1", Unmet)], NO_REVIEW, &[]), DoesNotConform);
}

#[test]
fn seam_13_storage_is_optional_for_class_two() {
    assert_eq!(verdict("II", &[("4", Unmet)], NO_REVIEW, &[]), Conforms);
    assert_eq!(verdict("I", &[("4", Unmet)], NO_REVIEW, &[]), DoesNotConform);
    assert_eq!(verdict("I", &[("4", Unknown)], NO_REVIEW, &[]), Undecided);
}

#[test]
fn seam_19_not_applicable_does_not_count_as_meeting() {
    let others = [("6-1", Unmet), ("6-2", NotApplicable), ("6-3", Unmet), ("6-4", Unmet), ("6-5", Unmet)];
    assert_eq!(verdict("I", &others, NO_REVIEW, &[]), DoesNotConform);
}

#[test]
fn seam_24_the_strictest_class_of_the_information_governs() {
    let highest = declared("").information.iter().map(|one| STANDARD.find_class(&one.class).unwrap()).min();
    assert_eq!(highest, STANDARD.find_class("I"), "of classes Ⅰ and Ⅱ");
    let strict = verdict("S", &[("7", Unmet)], NO_REVIEW, &[]);
    assert_eq!((strict, verdict("I", &[("7", Unmet)], NO_REVIEW, &[])), (DoesNotConform, Conforms));
}

#[test]
fn seam_25_class_three_alone_is_out_of_scope() {
    for answer in [Met, Unmet, Unknown] {
        assert_eq!(verdict("III", &[("1", answer)], NO_REVIEW, &[]), OutOfScope);
    }
}

#[test]
fn seam_26_answer_and_settled_fact_and_a_persons_answer_stay_apart() {
    let person = "[[override]]\nitem = \"7\"\nanswer = \"met\"\nreason = \"確認した\"\nby = \"情報管理者\"\non = \"2026-11-20\"\n\
                  [[certificate]]\nwords = \"ISO/IEC 27001 IS 000000\"\nholder = \"saas\"\n";
    let settlement = settled_on(person, super::TODAY);
    let seven = STANDARD.find_input("7").unwrap().value;
    let item = settlement.items.iter().find(|item| item.input == seven).unwrap();
    assert_eq!((item.settled(), item.answer(), item.ticked), (Unmet, Met, None));
    let ticked = settlement.with_ticks(standard::Answers::BLANK.with(seven, NotApplicable));
    let item = ticked.items.iter().find(|item| item.input == seven).unwrap();
    assert_eq!((item.settled(), item.ticked, item.answer()), (Unmet, Some(NotApplicable), Met));
    assert_eq!(item.answer_of_vendor(), Unmet, "a tick does not beat the facts");
}

#[test]
fn seam_27_the_same_table_is_for_saas_and_a_person_decides_on_the_rest() {
    // Kijun has no class or item for platforms rented by the city itself: nothing is judged by other rules unasked.
    assert_eq!(STANDARD.classes().iter().map(|class| class.id.as_str()).collect::<Vec<_>>(), ["S", "I", "II", "III"]);
    assert_eq!(STANDARD.items().len(), 15);
}

#[test]
fn seam_28_a_free_or_trial_plan_is_judged_like_any_other() {
    let plan = |plan: &str| format!("[service]\nname = \"x\"\nprovider = \"y\"\nplan = \"{plan}\"\n");
    // Facts of the contracted plan do not carry over to a trial.
    assert_eq!(answer("5-1", &plan("自治体プラン")), Met);
    assert_eq!(answer("5-1", &plan("無料トライアル")), Unknown);
}

#[test]
fn seam_29_a_later_day_may_take_away_what_an_earlier_one_gave() {
    let before = settled_on("", date(2027, 3, 31)).answers();
    let after = settled_on("", date(2027, 4, 1)).answers();
    let seven = STANDARD.find_input("7").unwrap().value;
    assert_eq!((before.answer(seven), after.answer(seven)), (Met, Unmet));
}

#[test]
fn seam_30_odd_characters_are_kept_for_print_and_folded_for_matching() {
    let fold = standard::spelling::fold;
    assert_eq!(fold("国⽴"), fold("国立"));
    assert_eq!(STANDARD.find_class("Ⅰ"), STANDARD.find_class("I"));
    assert_eq!(
        STANDARD.find_input("№５－１").map(|found| found.value),
        STANDARD.find_input("5-1").map(|found| found.value)
    );
    let printed: String = STANDARD.items().iter().map(|item| item.requirement.japanese.as_str()).collect();
    assert!(printed.contains("，") || printed.contains('⽴'), "the original letters stay");
}
