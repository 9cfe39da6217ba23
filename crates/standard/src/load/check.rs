//! What must hold of a standard beyond its file's shape. First the names (`before_compiling`), then the rules against the
//! printed table (`compiled`). Every rule here has a fixture in `tests/refused/` with the same name as its code.

use super::compile::{COMBINATION_LIMIT, find_cell, find_input};
use super::draft::{Draft, DraftClass, DraftClause, DraftTopic, Word};
use crate::document::Report;
use crate::input::{Input, InputSet};
use crate::problem::nearest;
use crate::spelling::fold;
use crate::standard::{Cell, CellMeaning, ClassIndex, Standard};
use crate::text::{Language, Text};
use std::collections::HashMap;

/// Column names of the bulk interface that no item or decision may take.
const RESERVED: [&str; 2] = ["service", "class"];

/// Names: each once, each resolving, each used.
pub(super) fn before_compiling(report: &Report<'_>, draft: &Draft) {
    unique(report, "項目", "item", input_names(draft));
    unique(report, "分類", "class", draft.classes.iter().map(|class| &class.id));
    unique(report, "カテゴリー", "category", draft.categories.iter().map(|(id, _)| id));
    unique(report, "欄", "cell", draft.cells.iter().map(|cell| &cell.id));
    unique(report, "読み方", "reading", draft.readings.iter().map(|reading| &reading.id));
    unique(report, "参照文書", "reference", draft.references.iter().map(|reference| &reference.id));
    size(report, draft);
    input_spelling(report, draft);
    class_spellings(report, draft);
    readings(report, draft);
    for class in &draft.classes {
        clauses(report, draft, class);
    }
    for topic in &draft.topics {
        let categories: Vec<&Word> = draft.categories.iter().map(|(id, _)| id).collect();
        resolves(report, "カテゴリー", "category", &topic.category, &categories);
    }
    for item in DraftTopic::items(&draft.topics) {
        cells(report, draft, item);
    }
    for reference in &draft.references {
        let names: Vec<&Word> = input_names(draft).collect();
        for item in &reference.items {
            resolves(report, "項目", "item", item, &names);
        }
    }
    idle_names(report, draft);
}

fn input_names(draft: &Draft) -> impl Iterator<Item = &Word> {
    let items = DraftTopic::items(&draft.topics).map(|item| &item.no);
    items.chain(draft.decisions.iter().map(|decision| &decision.id))
}

fn unique<'d>(report: &Report<'_>, japanese: &str, english: &str, words: impl Iterator<Item = &'d Word>) {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for word in words {
        if let Some(first) = seen.insert(&word.text, word.at) {
            let line = line_of(report, first);
            let message = Text::new(
                format!("{japanese} `{}` が二度あります", word.text),
                format!("the {english} `{}` stands twice", word.text),
            );
            let hint = Text::new(format!("先のものは {line} 行目"), format!("the first is on line {line}"));
            report.error("duplicate-name", word.at, message, Some(hint));
        }
    }
}

fn line_of(report: &Report<'_>, offset: usize) -> usize {
    match report.source.place(offset) {
        crate::problem::Place::Text { line, .. } => line,
        crate::problem::Place::Whole | crate::problem::Place::Cell { .. } => 0,
    }
}

fn resolves(report: &Report<'_>, japanese: &str, english: &str, word: &Word, names: &[&Word]) {
    if names.iter().any(|name| name.text == word.text) {
        return;
    }
    let message = Text::new(
        format!("{japanese} `{}` は定義されていません", word.text),
        format!("the {english} `{}` is not defined", word.text),
    );
    let known: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
    let hint = nearest(&word.text, known.iter().copied()).map_or_else(
        || Text::new(format!("定義済み: {}", known.join(", ")), format!("defined: {}", known.join(", "))),
        |near| Text::new(format!("`{near}` のことですか"), format!("did you mean `{near}`?")),
    );
    report.error("dangling-name", word.at, message, Some(hint));
}

fn size(report: &Report<'_>, draft: &Draft) {
    let inputs = input_names(draft).count();
    if inputs > Input::LIMIT {
        let message = Text::new(
            format!("項目と決定が合わせて {inputs} 個あります"),
            format!("there are {inputs} items and decisions"),
        );
        let hint = Text::new(format!("上限は {} 個", Input::LIMIT), format!("the limit is {}", Input::LIMIT));
        report.error("too-many-inputs", draft.id.at, message, Some(hint));
    }
    if DraftTopic::items(&draft.topics).next().is_none() || draft.classes.is_empty() {
        let message = Text::new("項目と分類が少なくとも一つずつ要ります", "at least one item and one class are needed");
        report.error("empty-standard", draft.id.at, message, None);
    }
    let combinations = draft.readings.iter().map(|reading| reading.options.len()).try_fold(1_usize, usize::checked_mul);
    if combinations.is_none_or(|combinations| combinations > COMBINATION_LIMIT) {
        let message = Text::new("読み方の組み合わせが多すぎます", "too many combinations of readings");
        let hint = Text::new(format!("上限は {COMBINATION_LIMIT} 通り"), format!("the limit is {COMBINATION_LIMIT}"));
        report.error("too-many-readings", draft.id.at, message, Some(hint));
    }
}

fn input_spelling(report: &Report<'_>, draft: &Draft) {
    for name in input_names(draft) {
        let folded = fold(&name.text);
        if folded != name.text || RESERVED.contains(&name.text.as_str()) {
            let message = Text::new(
                format!("`{}` は項目の名に使えません", name.text),
                format!("`{}` cannot name an item", name.text),
            );
            let hint = Text::new(
                format!("半角・小文字で、`{}` 以外の名にします", RESERVED.join("`・`")),
                format!("use half-width lower case, and not `{}`", RESERVED.join("` or `")),
            );
            report.error("bad-item-name", name.at, message, Some(hint));
        }
    }
}

fn class_spellings(report: &Report<'_>, draft: &Draft) {
    let mut owner: HashMap<String, &str> = HashMap::new();
    for class in &draft.classes {
        for word in std::iter::once(&class.id).chain(&class.spellings) {
            let earlier = owner.insert(fold(&word.text), &class.id.text);
            if let Some(earlier) = earlier.filter(|earlier| *earlier != class.id.text) {
                let message = Text::new(
                    format!("`{}` は分類 {earlier} の書き方でもあります", word.text),
                    format!("`{}` also spells the class {earlier}", word.text),
                );
                report.error("ambiguous-class", word.at, message, None);
            }
        }
    }
}

fn readings(report: &Report<'_>, draft: &Draft) {
    for reading in &draft.readings {
        let options: Vec<&Word> = reading.options.iter().map(|option| &option.id).collect();
        unique(report, "選択肢", "option", options.iter().copied());
        resolves(report, "選択肢", "option", &reading.default, &options);
        if options.len() < 2 {
            let message = Text::new(
                format!("読み方 `{}` の選択肢が二つに足りません", reading.id.text),
                format!("the reading `{}` has fewer than two options", reading.id.text),
            );
            report.error("single-option", reading.id.at, message, None);
        }
        let used = draft.classes.iter().flat_map(|class| &class.clauses).flat_map(|clause| &clause.when);
        if !used.into_iter().any(|(name, _)| name.text == reading.id.text) {
            let message = Text::new(
                format!("読み方 `{}` はどの節にも使われていません", reading.id.text),
                format!("no clause depends on the reading `{}`", reading.id.text),
            );
            report.error("idle-reading", reading.id.at, message, None);
        }
    }
}

fn clauses(report: &Report<'_>, draft: &Draft, class: &DraftClass) {
    let inputs: Vec<&Word> = input_names(draft).collect();
    let reading_ids: Vec<&Word> = draft.readings.iter().map(|reading| &reading.id).collect();
    for clause in &class.clauses {
        if clause.any.is_empty() {
            let message = Text::new("節が空です", "the clause is empty");
            report.error("empty-clause", clause.at, message, None);
        }
        unique(report, "節の中に、項目", "item of the clause", clause.any.iter());
        for input in &clause.any {
            resolves(report, "項目", "item", input, &inputs);
        }
        for (reading, option) in &clause.when {
            match draft.readings.iter().find(|other| other.id.text == reading.text) {
                None => resolves(report, "読み方", "reading", reading, &reading_ids),
                Some(found) => {
                    let options: Vec<&Word> = found.options.iter().map(|option| &option.id).collect();
                    resolves(report, "選択肢", "option", option, &options);
                }
            }
        }
    }
}

fn cells(report: &Report<'_>, draft: &Draft, item: &super::draft::DraftItem) {
    unique(report, "分類の欄", "cell of the class", item.cells.iter().map(|(class, _)| class));
    let classes: Vec<&Word> = draft.classes.iter().map(|class| &class.id).collect();
    let cells: Vec<&Word> = draft.cells.iter().map(|cell| &cell.id).collect();
    for (class, cell) in &item.cells {
        resolves(report, "分類", "class", class, &classes);
        resolves(report, "欄", "cell", cell, &cells);
    }
    for class in &draft.classes {
        let printed = item.cells.iter().find(|(id, _)| id.text == class.id.text);
        match printed {
            None if !class.out_of_scope => {
                let message = Text::new(
                    format!("項目 {} に分類 {} の欄がありません", item.no.text, class.id.text),
                    format!("the item {} has no cell for the class {}", item.no.text, class.id.text),
                );
                report.error("missing-cell", item.no.at, message, None);
            }
            Some((word, _)) if class.out_of_scope => {
                let message = Text::new(
                    format!("分類 {} は対象外なので欄を持てません", class.id.text),
                    format!("the class {} is out of scope and cannot have cells", class.id.text),
                );
                report.error("cell-out-of-scope", word.at, message, None);
            }
            None | Some(_) => {}
        }
    }
}

fn idle_names(report: &Report<'_>, draft: &Draft) {
    let idle = |word: &Word, japanese: &str, english: &str| {
        let message = Text::new(
            format!("{japanese} `{}` はどこにも使われていません", word.text),
            format!("the {english} `{}` is used nowhere", word.text),
        );
        report.error("idle-name", word.at, message, None);
    };
    for cell in &draft.cells {
        let mut used = DraftTopic::items(&draft.topics).flat_map(|item| &item.cells);
        if !used.any(|(_, name)| name.text == cell.id.text) {
            idle(&cell.id, "欄", "cell");
        }
    }
    for decision in &draft.decisions {
        let mut used = draft.classes.iter().flat_map(|class| &class.clauses).flat_map(|clause| &clause.any);
        if !used.any(|name| name.text == decision.id.text) {
            idle(&decision.id, "決定", "decision");
        }
    }
    for (id, _) in &draft.categories {
        if !draft.topics.iter().any(|topic| topic.category.text == id.text) {
            idle(id, "カテゴリー", "category");
        }
    }
}

/// The rules against the printed table and against each other.
pub(super) fn compiled(report: &Report<'_>, draft: &Draft, standard: &Standard) {
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
        absorbed_clauses(report, draft, standard, index, class);
    }
    unused_items(report, draft, standard);
    if draft.ordered {
        class_order(report, draft, standard);
    }
}

fn cell_offset(item: &super::draft::DraftItem, class: &DraftClass) -> usize {
    item.cells.iter().find(|(id, _)| id.text == class.id.text).map_or(item.no.at, |(_, cell)| cell.at)
}

/// 必須・推奨・任意・－ have one meaning each; other cities' signs (◎, ○) are taken at their word.
fn print_against_meaning(report: &Report<'_>, cell: &super::draft::DraftCell) {
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

/// A clause that contains another holds whenever the other does: its further alternatives can never matter.
fn absorbed_clauses(report: &Report<'_>, draft: &Draft, standard: &Standard, index: ClassIndex, class: &DraftClass) {
    let mut reported = Vec::new();
    for settings in standard.all_settings() {
        let taken = standard.options_of(settings);
        let applies = |clause: &&DraftClause| {
            clause.when.iter().all(|(reading, option)| {
                let at = draft.readings.iter().position(|other| other.id.text == reading.text);
                let chosen = at.and_then(|at| draft.readings.get(at)?.options.get(*taken.get(at)?));
                chosen.is_some_and(|chosen| chosen.id.text == option.text)
            })
        };
        let in_force: Vec<(&DraftClause, InputSet)> = class
            .clauses
            .iter()
            .filter(applies)
            .map(|clause| (clause, clause.any.iter().filter_map(|word| find_input(draft, word)).collect()))
            .collect();
        for (position, (clause, inputs)) in in_force.iter().enumerate() {
            let absorbing = in_force.iter().enumerate().find(|(other, (_, smaller))| {
                *other != position && smaller.is_subset_of(*inputs) && (smaller != inputs || *other < position)
            });
            let Some((_, (smaller, _))) = absorbing else { continue };
            if reported.contains(&clause.at) {
                continue;
            }
            reported.push(clause.at);
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
