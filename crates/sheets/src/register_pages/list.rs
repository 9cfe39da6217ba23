//! 台帳: a line a use. For people as a table, for programs as JSON, for spreadsheets as CSV.

use super::{duty_json, duty_line, standing_words, verdict_words};
use crate::columns::{REST, Table, wrap};
use crate::csv::record;
use jiff::civil::Date;
use register::Duty;
use register::row::Row;
use serde_json::{Value, json};
use standard::problem::visible_controls;
use standard::{Language, Text};
use std::fmt::Write as _;

/// The register as a table, then what is to be done, soonest first.
pub fn list_text(rows: &[Row], duties: &[Duty], on: Date, language: Language, width: usize) -> String {
    let say = |text: &Text| text.in_language(language).to_owned();
    if rows.is_empty() {
        let empty = Text::new("案件はまだありません", "there are no uses yet");
        return say(&empty) + "\n";
    }
    let titles = match language {
        Language::Japanese => ["案件", "課", "サービス", "分類", "状態", "判定", "承認", "文書番号", "期限"],
        Language::English => ["Use", "Section", "Service", "Class", "Phase", "Verdict", "Approval", "Number", "Ends"],
    };
    let limits = vec![6, 16, REST, 8, 10, 10, 14, 20, 10];
    let mut table = Table::new(titles.map(str::to_owned).to_vec(), limits, width);
    for row in rows {
        let ends = [row.first_lapse, row.review_due, row.contract_until].into_iter().flatten().min();
        let cells = vec![
            row.use_id.to_string(),
            row.section.to_string(),
            format!("{}({})", row.service_name, row.provider),
            row.class.clone(),
            say(&row.phase.label()),
            row.verdict.map_or_else(|| "-".to_owned(), |verdict| say(&verdict_words(verdict.verdict()))),
            say(&standing_words(row.approval)),
            row.number.clone().unwrap_or_else(|| "-".to_owned()),
            ends.map_or_else(|| "-".to_owned(), |date| date.to_string()),
        ];
        table.row(cells.iter().map(|cell| visible_controls(cell)).collect(), "");
    }
    let mut page = table.finish();
    let heading = Text::new(
        format!("するべきこと({on} 現在、{} 件)", duties.len()),
        format!("What is to be done ({} on {on})", duties.len()),
    );
    let _ = write!(page, "\n{}\n", say(&heading));
    for duty in duties {
        let line = format!("{} {}", duty.use_id, duty_line(duty, language));
        page.extend(wrap(&line, width, "       ").into_iter().map(|line| line + "\n"));
    }
    page
}

/// The rows and the duties.
pub fn list_json(rows: &[Row], duties: &[Duty]) -> Value {
    json!({ "uses": rows, "duties": duties.iter().map(duty_json).collect::<Vec<_>>() })
}

/// The rows for a spreadsheet, with the titles in the reader's language.
pub fn list_csv(rows: &[Row], language: Language) -> String {
    let titles = match language {
        Language::Japanese => [
            "案件",
            "実施機関",
            "課",
            "サービス",
            "事業者",
            "運営者",
            "管理者",
            "分類",
            "保存場所",
            "契約開始",
            "契約終了",
            "未了の条件",
            "根拠の期限",
            "見直し期限",
            "判定",
            "基準の版",
            "判定日",
            "状態",
            "承認",
            "文書番号",
            "内容",
        ],
        Language::English => [
            "use",
            "organization",
            "section",
            "service",
            "provider",
            "operator",
            "manager",
            "class",
            "places",
            "contract_from",
            "contract_until",
            "open_conditions",
            "first_lapse",
            "review_due",
            "verdict",
            "edition",
            "judged_on",
            "phase",
            "approval",
            "number",
            "content",
        ],
    };
    let mut page = String::new();
    page.push_str(&record(titles));
    for row in rows {
        let date = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
        let conditions = row.open_conditions.iter().map(|condition| format!("{} {}", condition.due, condition.text));
        let fields = [
            row.use_id.to_string(),
            row.organization.to_string(),
            row.section.to_string(),
            row.service_name.clone(),
            row.provider.clone(),
            row.operator.clone(),
            row.manager.to_string(),
            row.class.clone(),
            row.places.join("、"),
            date(row.contract_from),
            date(row.contract_until),
            conditions.collect::<Vec<_>>().join("、"),
            date(row.first_lapse),
            date(row.review_due),
            row.verdict
                .map_or_else(String::new, |verdict| verdict_words(verdict.verdict()).in_language(language).to_owned()),
            row.edition.clone().unwrap_or_default(),
            date(row.judged_on),
            row.phase.label().in_language(language).to_owned(),
            standing_words(row.approval).in_language(language).to_owned(),
            row.number.clone().unwrap_or_default(),
            row.content.clone().unwrap_or_default(),
        ];
        page.push_str(&record(fields.iter().map(String::as_str)));
    }
    page
}
