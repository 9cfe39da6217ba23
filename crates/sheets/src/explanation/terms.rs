//! `kijun explain terms`: the candidate clauses with their words and places. Hints, which a person confirms.

use super::{Explanation, words};
use evidence::terms::{CourtHint, Hint, LawHint, TermsReading, Topic};
use serde_json::{Value, json};
use standard::Text;

/// What a text of terms seems to say.
pub fn terms(reading: &TermsReading) -> Explanation {
    let notes: Vec<Text> = reading.notes.iter().map(|note| note.text()).collect();
    let caution = Text::new(
        "手がかりであり、項目を満たすかどうかは決まりません。引用した条項を人が読み、事実として申告します",
        "These are hints and settle no item: a person reads the quoted clause and states the fact",
    );
    let mut explanation = Explanation::new(&[caution], &notes);
    explanation.field("law", law_word(reading.law).into());
    explanation.field("court", court_word(reading.court).into());
    let clauses: Vec<Value> = reading
        .clauses
        .iter()
        .map(|clause| {
            json!({
                "topic": topic_word(clause.topic),
                "hint": hint_word(clause.hint),
                "article": clause.article,
                "line": clause.line,
                "column": clause.column,
                "quote": clause.quote,
                "remarks": clause.remarks.iter().map(|remark| words(&remark.text())).collect::<Vec<_>>(),
            })
        })
        .collect();
    explanation.field("clauses", clauses.into());
    explanation.line(Text::new("準拠法の手がかり", "Governing law, a hint"), law_text(reading.law));
    explanation.line(Text::new("管轄の手がかり", "Court, a hint"), court_text(reading.court));
    for clause in &reading.clauses {
        let (topic, hint) = (topic_text(clause.topic), hint_text(clause.hint));
        // Only clauses on law and courts have a hint to say; of the others the words are enough.
        let has_hint = matches!(clause.topic, Topic::GoverningLaw | Topic::Jurisdiction | Topic::Arbitration);
        let hint = if has_hint { hint } else { Text::default() };
        let article = clause.article.as_deref().unwrap_or("－");
        let quote = clause.quote.split_whitespace().collect::<Vec<_>>().join(" ");
        let remarks: Vec<Text> = clause.remarks.iter().map(|remark| remark.text()).collect();
        let join =
            |language| remarks.iter().fold(String::new(), |all, text| all + " [" + text.in_language(language) + "]");
        let english = |text: &Text| text.in_language(standard::Language::English).to_owned();
        explanation.line(
            topic.clone(),
            Text::new(
                format!(
                    "{}({article}、{} 行目)「{quote}」{}",
                    hint.japanese,
                    clause.line,
                    join(standard::Language::Japanese)
                ),
                format!(
                    "{} ({article}, line {}) «{quote}»{}",
                    english(&hint),
                    clause.line,
                    join(standard::Language::English)
                ),
            ),
        );
    }
    explanation
}

const fn law_word(hint: LawHint) -> &'static str {
    match hint {
        LawHint::Domestic => "domestic",
        LawHint::Foreign => "foreign",
        LawHint::Unknown => "unknown",
    }
}

fn law_text(hint: LawHint) -> Text {
    match hint {
        LawHint::Domestic => Text::new("国内法", "domestic law"),
        LawHint::Foreign => Text::new("外国法", "foreign law"),
        LawHint::Unknown => Text::new("不明", "unknown"),
    }
}

const fn court_word(hint: CourtHint) -> &'static str {
    match hint {
        CourtHint::Domestic => "domestic",
        CourtHint::Foreign => "foreign",
        CourtHint::Arbitration => "arbitration",
        CourtHint::Unknown => "unknown",
    }
}

fn court_text(hint: CourtHint) -> Text {
    match hint {
        CourtHint::Domestic => Text::new("国内裁判所", "a domestic court"),
        CourtHint::Foreign => Text::new("外国裁判所", "a foreign court"),
        CourtHint::Arbitration => Text::new("仲裁", "arbitration"),
        CourtHint::Unknown => Text::new("不明", "unknown"),
    }
}

const fn topic_word(topic: Topic) -> &'static str {
    match topic {
        Topic::GoverningLaw => "governing_law",
        Topic::Jurisdiction => "jurisdiction",
        Topic::Arbitration => "arbitration",
        Topic::DataPlace => "data_place",
        Topic::SubProcessors => "sub_processors",
        Topic::UnilateralChange => "unilateral_change",
        Topic::DeletionAtEnd => "deletion_at_end",
        Topic::LanguagePrecedence => "language_precedence",
        Topic::ContractingEntity => "contracting_entity",
    }
}

fn topic_text(topic: Topic) -> Text {
    match topic {
        Topic::GoverningLaw => Text::new("準拠法", "Governing law"),
        Topic::Jurisdiction => Text::new("管轄", "Jurisdiction"),
        Topic::Arbitration => Text::new("仲裁", "Arbitration"),
        Topic::DataPlace => Text::new("データの場所", "Place of data"),
        Topic::SubProcessors => Text::new("再委託先", "Sub-processors"),
        Topic::UnilateralChange => Text::new("一方的な変更", "Unilateral change"),
        Topic::DeletionAtEnd => Text::new("終了時の消去", "Deletion at the end"),
        Topic::LanguagePrecedence => Text::new("優先する言語", "Language that prevails"),
        Topic::ContractingEntity => Text::new("契約の相手方", "Contracting entity"),
    }
}

const fn hint_word(hint: Hint) -> &'static str {
    match hint {
        Hint::DomesticLaw => "domestic_law",
        Hint::ForeignLaw => "foreign_law",
        Hint::DomesticCourt => "domestic_court",
        Hint::ForeignCourt => "foreign_court",
        Hint::Arbitration => "arbitration",
        Hint::Unknown => "unknown",
    }
}

fn hint_text(hint: Hint) -> Text {
    match hint {
        Hint::DomesticLaw => Text::new("国内法", "domestic law"),
        Hint::ForeignLaw => Text::new("外国法", "foreign law"),
        Hint::DomesticCourt => Text::new("国内裁判所", "domestic court"),
        Hint::ForeignCourt => Text::new("外国裁判所", "foreign court"),
        Hint::Arbitration => Text::new("仲裁", "arbitration"),
        Hint::Unknown => Text::new("不明", "unknown"),
    }
}
