//! The documents of one use: a line each, withdrawn ones too.

use crate::columns::{REST, Table};
use register::record::evidence::Evidence;
use register::state::Use;
use register::tokyo_date;
use serde_json::{Value, json};
use standard::Language;
use standard::problem::visible_controls;

/// The documents of a use as a table; empty where there are none.
pub fn evidence_text(of: &Use, language: Language, width: usize) -> String {
    if of.evidence.is_empty() {
        return String::new();
    }
    let say = |japanese: &'static str, english: &'static str| match language {
        Language::Japanese => japanese,
        Language::English => english,
    };
    let titles = [
        say("番号", "No"),
        say("受領", "Received"),
        say("バイト", "Bytes"),
        say("SHA-256", "SHA-256"),
        say("ファイル", "File"),
    ];
    let titles = titles.map(str::to_owned).to_vec();
    let mut table = Table::new(titles, vec![5, 10, 10, 12, REST], width);
    for one in &of.evidence {
        let mut words = one.name.to_string();
        if let Some(document) = &one.document {
            words = format!("{words} [{document}]");
        }
        if let Some(note) = &one.note {
            words = format!("{words} {note}");
        }
        if let Some(withdrawn) = &one.withdrawn {
            let (on, reason) = (tokyo_date(withdrawn.at), &withdrawn.reason);
            words = format!("{words} ({} {on}: {reason})", say("取下", "withdrawn"));
        }
        let (number, received) = (one.evidence.to_string(), tokyo_date(one.at).to_string());
        let row = vec![number, received, one.size.to_string(), one.hash.short(), visible_controls(&words)];
        table.row(row, "");
    }
    table.finish()
}

/// The documents of a use for programs.
pub fn evidence_json(of: &Use) -> Value {
    let document = |one: &Evidence| {
        let withdrawn = one.withdrawn.as_ref();
        json!({
            "evidence": one.evidence, "name": one.name, "media_type": one.media_type, "size": one.size, "sha256": one.hash,
            "blob": one.blob, "document": one.document, "note": one.note, "by": one.by, "post": one.post, "at": one.at,
            "withdrawn": withdrawn.map(|mark| json!({"by": mark.by, "at": mark.at, "reason": mark.reason})),
        })
    };
    Value::Array(of.evidence.iter().map(document).collect())
}
