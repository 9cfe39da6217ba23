//! A judgement as a page for a terminal: the judged table, the verdict, what is open, and the cheapest ways to conform.

use crate::columns::{REST, Table, pad, wrap};
use crate::submission::Submission;
use standard::judge::{JudgedRow, Judgement, RowResult};
use standard::problem::visible_controls;
use standard::{Answer, Decision, Language, Standard, Text, Verdict};
use std::fmt::Write as _;

/// How the page is to look.
#[derive(Clone, Copy, Debug)]
pub struct TextStyle {
    /// The language of the page.
    pub language: Language,
    /// Terminal columns to fill.
    pub width: usize,
    /// May ANSI colours be used?
    pub colour: bool,
}

/// No more remedies than this are listed on a page; JSON has them all.
const SHOWN_REMEDIES: usize = 5;

const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const YELLOW: &str = "\u{1b}[33m";
const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

/// The page of one judged service.
pub fn judgement_text(standard: &Standard, submission: &Submission, judgement: &Judgement, style: TextStyle) -> String {
    let say = |japanese: &'static str, english: &'static str| match style.language {
        Language::Japanese => japanese,
        Language::English => english,
    };
    let class = standard.class(judgement.class).map_or("", |class| class.label.in_language(style.language));
    let head = standard.head();
    let mut page = String::new();
    let labels = [say("サービス", "Service"), say("分類", "Class"), say("基準", "Standard"), say("判定", "Verdict")];
    let label_width = labels.iter().map(|label| crate::columns::width(label)).max().unwrap_or(0);
    let values = [
        paint(&visible_controls(&submission.service), BOLD, style),
        class.to_owned(),
        format!(
            "{} {} {} (sha256 {})",
            head.issuer.in_language(style.language),
            head.short_title.in_language(style.language),
            standard.edition(),
            standard.hash().to_string().get(..12).unwrap_or_default(),
        ),
        verdict_line(judgement, style),
    ];
    for (label, value) in labels.iter().zip(values) {
        let _ = writeln!(page, "{}  {value}", pad(label, label_width));
    }
    page.push('\n');
    if judgement.verdict == Verdict::OutOfScope {
        page.push_str(say(
            "この分類に基準の表の欄はありません。分類の理由を記録し、扱う情報が変わったら見直します。\n",
            "The standard's table has no column for this class. Record why it was classed so, and look again when the information changes.\n",
        ));
        return page;
    }
    page.push_str(&table(standard, submission, judgement, style));
    page.push('\n');
    page.push_str(&after_table(standard, judgement, style));
    page
}

fn verdict_line(judgement: &Judgement, style: TextStyle) -> String {
    let words = match judgement.verdict {
        Verdict::Conforms => Text::new("本市基準に適合", "conforms to the city's standard"),
        Verdict::DoesNotConform => Text::new("本市基準に不適合", "does not conform to the city's standard"),
        Verdict::Undecided => Text::new("未確定(回答か決定を待つ)", "undecided (answers or decisions are awaited)"),
        Verdict::OutOfScope => Text::new("対象外", "out of scope"),
    };
    let colour = match judgement.verdict {
        Verdict::Conforms => GREEN,
        Verdict::DoesNotConform => RED,
        Verdict::Undecided => YELLOW,
        Verdict::OutOfScope => PLAIN,
    };
    paint(words.in_language(style.language), colour, style)
}

fn paint(words: &str, colour: &str, style: TextStyle) -> String {
    if style.colour { format!("{colour}{words}{PLAIN}") } else { words.to_owned() }
}

fn table(standard: &Standard, submission: &Submission, judgement: &Judgement, style: TextStyle) -> String {
    let titles = match style.language {
        Language::Japanese => ["№", "項目", "欄", "回答", "結果", "理由"],
        Language::English => ["№", "Item", "Cell", "Answer", "Result", "Why"],
    };
    let mut table = Table::new(titles.map(str::to_owned).to_vec(), vec![10, 24, 24, 10, 6, REST], style.width);
    for row in judgement.rows(standard) {
        let colour = match row.result {
            RowResult::Satisfied => GREEN,
            RowResult::Failing => RED,
            RowResult::Open | RowResult::Advisory => YELLOW,
            RowResult::NotNeeded | RowResult::Irrelevant => "",
        };
        let colour = if style.colour { colour } else { "" };
        table.row(cells(standard, submission, judgement, &row, style.language), colour);
    }
    table.finish()
}

fn cells(
    standard: &Standard,
    submission: &Submission,
    judgement: &Judgement,
    row: &JudgedRow,
    language: Language,
) -> Vec<String> {
    let item = standard.item(row.input);
    let topic = item.and_then(|item| standard.topics().get(item.topic)).map(|topic| &topic.name);
    let decision = standard.decision(row.input).map(|decision| &decision.name);
    let name = topic.or(decision).map_or("", |name| name.in_language(language));
    let cell = standard.cell(row.input, judgement.class).map_or("", |cell| cell.print.in_language(language));
    let answer = if item.is_some() {
        answer_words(submission.answers.answer(row.input))
    } else {
        decision_words(submission.answers.decision(row.input))
    };
    let reasons: Vec<String> =
        row.reasons.iter().map(|reason| standard.reason(*reason).in_language(language).to_owned()).collect();
    vec![
        item.map_or_else(|| "－".to_owned(), |item| item.no.clone()),
        name.to_owned(),
        cell.replace('\n', " "),
        answer.in_language(language).to_owned(),
        row.result.mark().to_owned(),
        reasons.join(match language {
            Language::Japanese => "。",
            Language::English => "; ",
        }),
    ]
}

/// An answer for people.
fn answer_words(answer: Answer) -> Text {
    match answer {
        Answer::Met => Text::new("満たす", "met"),
        Answer::Unmet => Text::new("満たさない", "unmet"),
        Answer::Unknown => Text::new("未回答", "unknown"),
        Answer::NotApplicable => Text::new("該当なし", "n/a"),
    }
}

/// A decision for people.
fn decision_words(decision: Decision) -> Text {
    match decision {
        Decision::Approved => Text::new("承認", "approved"),
        Decision::Rejected => Text::new("不承認", "rejected"),
        Decision::None => Text::new("未決", "none"),
    }
}

fn after_table(standard: &Standard, judgement: &Judgement, style: TextStyle) -> String {
    let mut page = String::new();
    let language = style.language;
    let mut line = |words: String| page.extend(wrap(&words, style.width, "    ").into_iter().map(|part| part + "\n"));
    let labels = |inputs| standard.labels(inputs, language);
    let pairs = [
        (judgement.failing, Text::new("満たさない項目", "Failing")),
        (judgement.open, Text::new("未確定の項目", "Still open")),
        (judgement.advisories, Text::new("推奨で満たさない項目", "Recommended, not met")),
    ];
    for (inputs, title) in pairs.into_iter().filter(|(inputs, _)| !inputs.is_empty()) {
        line(format!("{}: {}", title.in_language(language), labels(inputs)));
    }
    let sets = &judgement.remedies.sets;
    if judgement.verdict != Verdict::Conforms {
        let more = if judgement.remedies.cut { "+" } else { "" };
        line(match language {
            Language::Japanese if sets.is_empty() => {
                "適合への道: この回答からはありません(該当なしの項目しか残っていません)".to_owned()
            }
            Language::English if sets.is_empty() => {
                "Ways to conform: none from these answers (only items not applicable are left)".to_owned()
            }
            Language::Japanese => format!("適合への最短({}{more} 通り。満たせば、または承認されれば適合):", sets.len()),
            Language::English => {
                format!("Cheapest ways to conform ({}{more}; met, or approved, each gives conforms):", sets.len())
            }
        });
        for (number, remedy) in sets.iter().take(SHOWN_REMEDIES).enumerate() {
            line(format!("  {}. {}", number + 1, labels(*remedy)));
        }
        if sets.len() > SHOWN_REMEDIES {
            let rest = sets.len() - SHOWN_REMEDIES;
            line(match language {
                Language::Japanese => format!("  ほか {rest} 通り(--format json ですべて)"),
                Language::English => format!("  and {rest} more (all with --format json)"),
            });
        }
    }
    for (_, setting, verdict) in &judgement.differing_readings {
        let verdict = verdict.label();
        line(match language {
            Language::Japanese => format!("読み方 {setting} なら: {}", verdict.in_language(language)),
            Language::English => format!("Under the reading {setting}: {}", verdict.in_language(language)),
        });
    }
    page
}
