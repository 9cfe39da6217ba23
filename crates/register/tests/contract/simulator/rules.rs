//! The rules that the model looks up: who may do what, and what each class asks for, as tables written by hand from the
//! documentation.

/// Items that the documents of the simulator settle.
pub(super) const ASKED_ALWAYS: [&str; 11] = ["1", "2", "3", "4", "5-1", "5-2", "5-3", "6-1", "7", "8-1", "8-2"];

pub(super) const RECOMMENDED_FOR_I: [&str; 4] = ["5-1", "6-1", "7", "8-1"];

pub(super) const STEPS: [&str; 6] =
    ["return_of_data", "standard_deletion", "backup_expiry", "key_destruction", "acceptance", "disposal_erasure"];

/// What a class asks for: one of each.
pub(super) fn clauses(class: &str, fallback: bool) -> Vec<Vec<&'static str>> {
    let mut clauses = vec![vec!["1"], vec!["2"], vec!["3"]];
    if class == "S" {
        clauses.extend([vec!["4"], vec!["5-1"], vec!["6-1"], vec!["7"], vec!["8-1", "overall_review"]]);
    } else {
        clauses.extend([vec!["5-1", "5-2", "5-3"], vec!["6-1", "6-2", "6-3", "6-4", "6-5"]]);
    }
    if class == "I" {
        clauses.push(vec!["4"]);
    }
    clauses.push(if fallback { vec!["8-1", "8-2"] } else { vec!["8-2"] });
    clauses
}

const PERMISSIONS: [(&str, &str); 7] = [
    (
        "officer",
        "register_provider register_service open_use change_profile request_declaration submit_declaration \
         attach_evidence withdraw_evidence draft_approval \
         withdraw_approval start_renewal begin_close_out record_close_out_step abandon_use",
    ),
    (
        "information_manager",
        "register_provider register_service open_use change_profile request_declaration draft_approval withdraw_approval \
         start_renewal begin_close_out record_close_out_step abandon_use accept_erasure close_use consent return_approval \
         reject_approval decide_approval read_afterwards",
    ),
    (
        "bureau_manager",
        "decide_overall_review accept_risk consent return_approval reject_approval decide_approval read_afterwards",
    ),
    (
        "reviewer",
        "register_provider register_service return_declaration start_review review_items record_judgement add_condition \
         meet_condition start_renewal close_use consent return_approval reject_approval decide_approval read_afterwards",
    ),
    (
        "ciso",
        "decide_overall_review accept_risk consent return_approval reject_approval decide_approval read_afterwards",
    ),
    ("vendor", "submit_declaration attach_evidence withdraw_evidence"),
    ("administrator", "set_configuration set_clock"),
];

pub(super) fn permitted(role: &str, command: &str) -> bool {
    PERMISSIONS.iter().any(|(own, commands)| *own == role && commands.split_whitespace().any(|one| one == command))
}
