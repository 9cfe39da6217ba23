//! What must hold of a standard's rules: against the printed table, against each other, and from class to class. Names are
//! sound by then (`names`). Every rule here has a fixture in `tests/refused/` with the same name as its code.

use super::compile::find_cell;
use super::draft::{Draft, DraftCell, DraftClass, DraftClause, DraftItem, DraftTopic};
use super::names::line_of;
use crate::document::Report;
use crate::input::{Input, InputSet};
use crate::spelling::fold;
use crate::standard::{Cell, CellMeaning, ClassIndex, Settings, Standard};
use crate::text::{Language, Text};
use std::collections::HashSet;

/// The rules against the printed table and against each other.
pub(super) fn check(report: &Report<'_>, draft: &Draft, standard: &Standard) {
    for cell in &draft.cells {
        print_against_meaning(report, cell);
    }
    for (index, class) in standard.class_indices().zip(&draft.classes) {
        if class.out_of_scope {
            continue;
        }
        for (row, item) in DraftTopic::items(&draft.topics).enumerate() {
            if let (Some(cell), Some(input)) = (find_cell(draft, item, &class.id.text), Input::from_index(row)) {
                cell_against_clauses(report, standard, index, input, &cell, class, cell_offset(item, class));
            }
        }
        empty_rule(report, standard, index, class);
        absorbed_clauses(report, standard, index, class);
    }
    unused_items(report, draft, standard);
    if draft.ordered {
        class_order(report, draft, standard);
    }
}

fn cell_offset(item: &DraftItem, class: &DraftClass) -> usize {
    item.cells.iter().find(|(id, _)| id.text == class.id.text).map_or(item.no.at, |(_, cell)| cell.at)
}

/// 必須・推奨・任意・－ have one meaning each; other cities' signs (◎, ○) are taken at their word.
fn print_against_meaning(report: &Report<'_>, cell: &DraftCell) {
    let print = &cell.print.japanese;
    let expected: &[CellMeaning] = if fold(print) == "-" {
        &[CellMeaning::None]
    } else if print.contains("推奨") {
        &[CellMeaning::Recommended]
    } else if print.contains("任意") {
        &[CellMeaning::Optional]
    } else if fold(print) == "必須" {
        &[CellMeaning::Required]
    } else if print.contains("必須") {
        &[CellMeaning::Required, CellMeaning::Conditional]
    } else {
        return;
    };
    if !expected.contains(&cell.meaning) {
        let names: Vec<&str> = expected.iter().map(|meaning| meaning_word(*meaning)).collect();
        let message = Text::new(
            format!("印字「{}」と意味 `{}` が食い違います", one_line(print), meaning_word(cell.meaning)),
            format!("the printed «{}» contradicts the meaning `{}`", one_line(print), meaning_word(cell.meaning)),
        );
        let hint = Text::new(
            format!("印字に合う意味: {}", names.join(", ")),
            format!("meanings that fit: {}", names.join(", ")),
        );
        report.error("print-contradicts-meaning", cell.id.at, message, Some(hint));
    }
}

fn one_line(print: &str) -> String {
    print.split_whitespace().collect::<Vec<_>>().join(" ")
}

const fn meaning_word(meaning: CellMeaning) -> &'static str {
    match meaning {
        CellMeaning::Required => "required",
        CellMeaning::Conditional => "conditional",
        CellMeaning::Recommended => "recommended",
        CellMeaning::Optional => "optional",
        CellMeaning::None => "none",
    }
}

fn cell_against_clauses(
    report: &Report<'_>,
    standard: &Standard,
    index: ClassIndex,
    input: Input,
    cell: &Cell,
    class: &DraftClass,
    at: usize,
) {
    let clauses = |settings| standard.rule(index, settings).map_or(&[][..], |rule| rule.clauses());
    let default = clauses(standard.default_settings());
    let alone = default.contains(&InputSet::only(input));
    let shared = default.iter().any(|clause| clause.contains(input) && clause.len() > 1);
    let in_some_reading = |settings| clauses(settings).iter().any(|clause| clause.contains(input));
    let always_somewhere = standard.all_settings().all(in_some_reading);
    let ever_somewhere = standard.all_settings().any(in_some_reading);
    let (code, japanese, english) = match cell.meaning {
        CellMeaning::Required | CellMeaning::Conditional if !always_somewhere => (
            "cell-without-clause",
            "この項目を求める節がない(または一部の読み方にしかない)",
            "no clause asks for the item (or only under some readings)",
        ),
        CellMeaning::Required if !alone => (
            "cell-contradicts-clause",
            "必須なのに、この項目だけの節がない",
            "required, but no clause consists of it alone",
        ),
        CellMeaning::Conditional if alone || !shared => (
            "cell-contradicts-clause",
            "条件付きの必須なのに、ほかの項目と並ぶ節がない(または単独の節がある)",
            "conditional, but no clause offers it among alternatives (or one consists of it alone)",
        ),
        CellMeaning::Recommended | CellMeaning::Optional if alone => (
            "cell-contradicts-clause",
            "必須でないのに、この項目だけの節がある",
            "not required, but a clause consists of it alone",
        ),
        CellMeaning::None if ever_somewhere => {
            ("cell-contradicts-clause", "「－」なのに、この項目を含む節がある", "«－», but a clause contains it")
        }
        CellMeaning::Required
        | CellMeaning::Conditional
        | CellMeaning::Recommended
        | CellMeaning::Optional
        | CellMeaning::None => return,
    };
    let item = standard.name(input);
    let print = one_line(&cell.print.japanese);
    let message = Text::new(
        format!("分類 {} の項目 {item} の欄「{print}」: {japanese}", class.id.text),
        format!("class {}, item {item}, cell «{print}»: {english}", class.id.text),
    );
    let line = class.clauses.first().map_or(0, |clause| line_of(report, clause.at));
    let hint = Text::new(
        format!("欄か、{line} 行目からの clauses を直します"),
        format!("correct the cell, or the clauses from line {line}"),
    );
    report.error(code, at, message, Some(hint));
}

/// A class that asks for nothing would pass every service: that is said with `out_of_scope`, never by an empty rule.
fn empty_rule(report: &Report<'_>, standard: &Standard, index: ClassIndex, class: &DraftClass) {
    let is_empty = |settings: &Settings| standard.rule(index, *settings).is_some_and(|rule| rule.clauses().is_empty());
    if let Some(settings) = standard.all_settings().find(is_empty) {
        let readings = standard.setting_names(settings);
        let (japanese, english) = if readings.is_empty() {
            (String::new(), String::new())
        } else {
            (format!("({} のとき)", readings.join(", ")), format!(" (with {})", readings.join(", ")))
        };
        let message = Text::new(
            format!("分類 {} は何も求めないので、どのサービスも適合になります{japanese}", class.id.text),
            format!("the class {} asks for nothing, so every service would conform{english}", class.id.text),
        );
        let hint = Text::new(
            "節を加えるか、基準の対象外なら out_of_scope = true とします",
            "add a clause, or set `out_of_scope = true` where the standard does not apply",
        );
        report.error("empty-rule", class.id.at, message, Some(hint));
    }
}

/// A clause that contains another holds whenever the other does: its further alternatives can never matter.
fn absorbed_clauses(report: &Report<'_>, standard: &Standard, index: ClassIndex, class: &DraftClass) {
    let requirements = standard.class(index).and_then(|class| class.requirements.as_ref());
    let compiled = requirements.map_or(&[][..], |requirements| requirements.clauses.as_slice());
    let mut reported = HashSet::new();
    for settings in standard.all_settings() {
        let taken = standard.options_of(settings);
        let in_force: Vec<(&DraftClause, InputSet)> = class
            .clauses
            .iter()
            .zip(compiled)
            .filter(|(_, clause)| clause.when.iter().all(|(reading, option)| taken.get(*reading) == Some(option)))
            .map(|(written, clause)| (written, clause.any))
            .collect();
        for (position, (clause, inputs)) in in_force.iter().enumerate() {
            let absorbing = in_force.iter().enumerate().find(|(other, (_, smaller))| {
                *other != position && smaller.is_subset_of(*inputs) && (smaller != inputs || *other < position)
            });
            let Some((_, (smaller, _))) = absorbing else { continue };
            if !reported.insert(clause.at) || report.is_full() {
                continue;
            }
            let label = standard.class(index).map_or("", |class| class.label.in_language(Language::Japanese));
            let line = line_of(report, smaller.at);
            let message = Text::new(
                format!("{label}のこの節は {line} 行目の節があるので、結果に影響しません"),
                format!("this clause of the class {} can never matter beside the one on line {line}", class.id.text),
            );
            let hint = Text::new(
                "どちらかの節を除くか、読み方(when)で分けます",
                "remove one of them, or part them by a reading (`when`)",
            );
            report.error("idle-clause", clause.at, message, Some(hint));
        }
    }
}

fn unused_items(report: &Report<'_>, draft: &Draft, standard: &Standard) {
    for (item, input) in DraftTopic::items(&draft.topics).zip(standard.item_inputs().iter()) {
        let printed =
            |index: ClassIndex| standard.cell(input, index).is_some_and(|cell| cell.meaning != CellMeaning::None);
        let in_rule = |index: ClassIndex| {
            let rules = standard.class(index).and_then(|class| class.requirements.as_ref());
            rules.is_some_and(|requirements| requirements.clauses.iter().any(|clause| clause.any.contains(input)))
        };
        if !standard.class_indices().any(|index| printed(index) || in_rule(index)) {
            let message = Text::new(
                format!("項目 {} を求める分類がありません", item.no.text),
                format!("no class uses the item {}", item.no.text),
            );
            report.error("unused-item", item.no.at, message, None);
        }
    }
}

/// A stricter class must ask for all that a looser one asks: every clause of the looser one contains a clause of the stricter.
fn class_order(report: &Report<'_>, draft: &Draft, standard: &Standard) {
    let pairs = standard.class_indices().zip(standard.class_indices().skip(1)).zip(draft.classes.iter().skip(1));
    for ((stricter, looser), class) in pairs {
        let counterexample = standard.all_settings().find_map(|settings| {
            let below = standard.rule(looser, settings)?;
            let above = standard.rule(stricter, settings).map_or(&[][..], |rule| rule.clauses());
            below.clauses().iter().copied().find(|clause| !above.iter().any(|strict| strict.is_subset_of(*clause)))
        });
        if let Some(clause) = counterexample {
            let asked = standard.labels(clause, Language::Japanese);
            let english = standard.labels(clause, Language::English);
            let message = Text::new(
                format!("分類 {} が求める {asked} を、より厳しいはずの前の分類が求めていません", class.id.text),
                format!(
                    "the class {} asks for {english}, which the class before it, meant to be stricter, does not",
                    class.id.text
                ),
            );
            let hint = Text::new(
                "分類を厳しい順に並べるか、class_order = \"unordered\" とします",
                "order the classes from the strictest, or set `class_order = \"unordered\"`",
            );
            report.error("class-order", class.id.at, message, Some(hint));
        }
    }
}
