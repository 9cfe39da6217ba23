//! Pages of the register: the list (台帳), one use, and what would flip; as text and JSON, the list also as CSV. What they say is
//! `register`'s; here it is only written.

mod evidence;
mod list;
mod one_use;
mod outlook;

pub use evidence::{evidence_json, evidence_text};
pub use list::{list_csv, list_json, list_text};
pub use one_use::{use_json, use_text};
pub use outlook::{outlook_json, outlook_text};

use register::Duty;
use register::duties::Urgency;
use register::record::answer::VerdictWord;
use register::row::ApprovalStanding;
use serde_json::{Value, json};
use standard::problem::visible_controls;
use standard::{Language, Text, Verdict};

/// A verdict for people.
fn verdict_words(verdict: Verdict) -> Text {
    match verdict {
        Verdict::Conforms => Text::new("適合", "conforms"),
        Verdict::DoesNotConform => Text::new("不適合", "does not conform"),
        Verdict::Undecided => Text::new("未確定", "undecided"),
        Verdict::OutOfScope => Text::new("対象外", "out of scope"),
    }
}

/// The word of a verdict in JSON.
fn verdict_id(verdict: Verdict) -> Value {
    json!(VerdictWord::from(verdict))
}

fn standing_words(standing: ApprovalStanding) -> Text {
    match standing {
        ApprovalStanding::None => Text::new("なし", "none"),
        ApprovalStanding::InForce => Text::new("有効", "in force"),
        ApprovalStanding::Overdue => Text::new("有効(期限超過)", "in force, overdue"),
        ApprovalStanding::Lapsed => Text::new("失効", "lapsed"),
        ApprovalStanding::Ended => Text::new("終了", "ended"),
    }
}

/// One line of a duty: how urgent, by when, what.
fn duty_line(duty: &Duty, language: Language) -> String {
    let urgency = match duty.urgency {
        Urgency::Open => Text::new("未了", "open"),
        Urgency::DueSoon => Text::new("間近", "soon"),
        Urgency::Overdue => Text::new("超過", "overdue"),
    };
    let due = duty.due.map_or_else(String::new, |due| format!(" {due}"));
    let (urgency, kind) = (urgency.in_language(language), duty.kind.label());
    let line = format!("[{urgency}{due}] {}: {}", kind.in_language(language), duty.text.in_language(language));
    visible_controls(&line)
}

fn duty_json(duty: &Duty) -> Value {
    let urgency = match duty.urgency {
        Urgency::Open => "open",
        Urgency::DueSoon => "due_soon",
        Urgency::Overdue => "overdue",
    };
    json!({
        "use": duty.use_id, "kind": duty.kind, "urgency": urgency, "due": duty.due,
        "ja": duty.text.japanese, "en": duty.text.english,
    })
}
