//! What must hold of a standard's names: each once, each standing for something, each used; and that there are not too many
//! of anything. Every rule here has a fixture in `tests/refused/` with the same name as its code.

use super::compile::COMBINATION_LIMIT;
use super::draft::{Draft, DraftClass, DraftItem, DraftTopic, Word};
use crate::check::{Check, Cover};
use crate::document::Report;
use crate::input::Input;
use crate::problem::{Place, excerpt, nearest};
use crate::spelling::fold;
use crate::text::Text;
use std::collections::HashMap;

/// Column names of the bulk interface that no item or decision may take.
const RESERVED: [&str; 2] = ["service", "class"];

/// Names: each once, each resolving, each used.
pub(super) fn check(report: &Report<'_>, draft: &Draft) {
    size(report, draft);
    if report.has_errors() {
        return;
    }
    unique(report, "項目", "item", input_names(draft));
    unique(report, "分類", "class", draft.classes.iter().map(|class| &class.id));
    unique(report, "カテゴリー", "category", draft.categories.iter().map(|(id, _)| id));
    unique(report, "欄", "cell", draft.cells.iter().map(|cell| &cell.id));
    unique(report, "読み方", "reading", draft.readings.iter().map(|reading| &reading.id));
    unique(report, "参照文書", "reference", draft.references.iter().map(|reference| &reference.id));
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
        if let Some(first) = seen.insert(&word.text, word.at)
            && !report.is_full()
        {
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

/// The line of a byte of the document.
pub(super) fn line_of(report: &Report<'_>, offset: usize) -> usize {
    match report.source.place(offset) {
        Place::Text { line, .. } => line,
        Place::Whole | Place::Cell { .. } => 0,
    }
}

fn resolves(report: &Report<'_>, japanese: &str, english: &str, word: &Word, names: &[&Word]) {
    if names.iter().any(|name| name.text == word.text) || report.is_full() {
        return;
    }
    let shown = excerpt(&word.text);
    let message = Text::new(
        format!("{japanese} `{shown}` は定義されていません"),
        format!("the {english} `{shown}` is not defined"),
    );
    let mut known: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
    known.dedup();
    let hint = nearest(&word.text, known.iter().copied()).map_or_else(
        || Text::new(format!("定義済み: {}", known.join(", ")), format!("defined: {}", known.join(", "))),
        |near| Text::new(format!("`{near}` のことですか"), format!("did you mean `{near}`?")),
    );
    report.error("dangling-name", word.at, message, Some(hint));
}

fn size(report: &Report<'_>, draft: &Draft) {
    let inputs = input_names(draft).count();
    if let Some(first_beyond) = input_names(draft).nth(Input::LIMIT) {
        let message = Text::new(
            format!("項目と決定が合わせて {inputs} 個あります"),
            format!("there are {inputs} items and decisions"),
        );
        let hint = Text::new(format!("上限は {} 個", Input::LIMIT), format!("the limit is {}", Input::LIMIT));
        report.error("too-many-inputs", first_beyond.at, message, Some(hint));
    }
    if DraftTopic::items(&draft.topics).next().is_none() || draft.classes.is_empty() {
        let message = Text::new("項目と分類が少なくとも一つずつ要ります", "at least one item and one class are needed");
        report.error("empty-standard", draft.id.at, message, None);
    }
    let mut combinations = 1_usize;
    let first_beyond = draft.readings.iter().find(|reading| {
        combinations = combinations.saturating_mul(reading.options.len());
        combinations > COMBINATION_LIMIT
    });
    if let Some(first_beyond) = first_beyond {
        let message = Text::new("読み方の組み合わせが多すぎます", "too many combinations of readings");
        let hint = Text::new(format!("上限は {COMBINATION_LIMIT} 通り"), format!("the limit is {COMBINATION_LIMIT}"));
        report.error("too-many-readings", first_beyond.id.at, message, Some(hint));
    }
}

fn input_spelling(report: &Report<'_>, draft: &Draft) {
    for name in input_names(draft) {
        let folded = fold(&name.text);
        if folded != name.text || RESERVED.contains(&folded.as_str()) {
            let message = Text::new(
                format!("`{}` は項目の名に使えません", name.text),
                format!("`{}` cannot name an item", name.text),
            );
            let hint = if RESERVED.contains(&folded.as_str()) {
                Text::new(
                    "回答ファイルの列の名(service, class)なので、ほかの名にします",
                    "it names a column of answer files (service, class); take another name",
                )
            } else {
                Text::new(
                    format!("半角・小文字で `{folded}` と書きます"),
                    format!("write it half-width and in lower case: `{folded}`"),
                )
            };
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

fn cells(report: &Report<'_>, draft: &Draft, item: &DraftItem) {
    unique(report, "分類の欄", "cell of the class", item.cells.iter().map(|(class, _)| class));
    let classes: Vec<&Word> = draft.classes.iter().map(|class| &class.id).collect();
    let cells: Vec<&Word> = draft.cells.iter().map(|cell| &cell.id).collect();
    for (class, cell) in &item.cells {
        resolves(report, "分類", "class", class, &classes);
        resolves(report, "欄", "cell", cell, &cells);
    }
    if let Some(Check::Overseas { covered_by: Cover::Class(class) }) = &item.settled_by {
        resolves(report, "分類", "class", &Word { text: class.clone(), at: item.no.at }, &classes);
    }
    for class in &draft.classes {
        let printed = item.cells.iter().find(|(id, _)| id.text == class.id.text);
        match printed {
            None if !class.out_of_scope => {
                let message = Text::new(
                    format!("項目 {} に分類 {} の欄がありません", item.no.text, class.id.text),
                    format!("the item {} has no cell for the class {}", item.no.text, class.id.text),
                );
                let id = &class.id.text;
                let hint =
                    Text::new(format!("cells に {id} = \"…\" を加えます"), format!("add `{id} = \"…\"` to its cells"));
                report.error("missing-cell", item.no.at, message, Some(hint));
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
