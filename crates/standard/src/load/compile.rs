//! From a draft to the standard: names become indices, clauses become masks, and every combination of readings gets its
//! rule. Names that do not resolve are left out here; `names` has refused such a standard before.

use super::draft::{Draft, DraftClass, DraftClause, DraftTopic, Word};
use crate::input::{Input, InputSet};
use crate::rule::{Clause, Rule};
use crate::spelling::fold;
use crate::standard::{
    Cell, CellMeaning, Class, ClassIndex, ContentHash, DecisionInput, Item, Reading, ReadingOption, Reference,
    Requirements, Standard, Topic,
};

/// More combinations of readings than this are refused (six readings of two options).
pub(super) const COMBINATION_LIMIT: usize = 64;

pub(super) fn compile(draft: &Draft, hash: ContentHash) -> Standard {
    let mut standard = Standard {
        id: draft.id.text.clone(),
        edition: draft.edition.text.clone(),
        hash,
        head: draft.head.clone(),
        columns: draft.columns.clone(),
        references: Vec::new(),
        categories: draft.categories.iter().map(|(_, name)| name.clone()).collect(),
        topics: draft.topics.iter().map(|topic| compile_topic(draft, topic)).collect(),
        items: compile_items(draft),
        decisions: draft.decisions.iter().map(compile_decision).collect(),
        classes: Vec::new(),
        readings: draft.readings.iter().map(compile_reading).collect(),
    };
    standard.references = draft.references.iter().map(|reference| compile_reference(draft, reference)).collect();
    let classes =
        draft.classes.iter().enumerate().map(|(at, class)| compile_class(draft, &standard, class, ClassIndex(at)));
    standard.classes = classes.collect();
    standard
}

/// The input that a word names.
pub(super) fn find_input(draft: &Draft, word: &Word) -> Option<Input> {
    let items = DraftTopic::items(&draft.topics).map(|item| &item.no);
    let names = items.chain(draft.decisions.iter().map(|decision| &decision.id));
    let mut names = names.enumerate();
    names.find(|(_, name)| name.text == word.text).and_then(|(index, _)| Input::from_index(index))
}

fn inputs(draft: &Draft, words: &[Word]) -> InputSet {
    words.iter().filter_map(|word| find_input(draft, word)).collect()
}

fn compile_topic(draft: &Draft, topic: &DraftTopic) -> Topic {
    let category = draft.categories.iter().position(|(id, _)| id.text == topic.category.text).unwrap_or_default();
    Topic { category, name: topic.name.clone(), risk: topic.risk.clone() }
}

fn compile_items(draft: &Draft) -> Vec<Item> {
    let rows =
        draft.topics.iter().enumerate().flat_map(|(topic, rows)| rows.items.iter().map(move |item| (topic, item)));
    let items = rows.map(|(topic, item)| Item {
        no: item.no.text.clone(),
        topic,
        requirement: item.requirement.clone(),
        cells: draft.classes.iter().map(|class| find_cell(draft, item, &class.id.text)).collect(),
        allows_na: item.allows_na,
        settled_by: item.settled_by.clone(),
    });
    items.collect()
}

/// What an item's row prints under a class.
pub(super) fn find_cell(draft: &Draft, item: &super::draft::DraftItem, class: &str) -> Option<Cell> {
    let (_, name) = item.cells.iter().find(|(id, _)| id.text == class)?;
    let cell = draft.cells.iter().find(|cell| cell.id.text == name.text)?;
    Some(Cell { print: cell.print.clone(), meaning: cell.meaning })
}

fn compile_decision(decision: &super::draft::DraftDecision) -> DecisionInput {
    DecisionInput { id: decision.id.text.clone(), name: decision.name.clone(), question: decision.question.clone() }
}

fn compile_reading(reading: &super::draft::DraftReading) -> Reading {
    let options = reading.options.iter().map(|option| ReadingOption {
        id: option.id.text.clone(),
        label: option.label.clone(),
        reason: option.reason.clone(),
        loosens: option.loosens,
    });
    Reading {
        id: reading.id.text.clone(),
        question: reading.question.clone(),
        options: options.collect(),
        default: reading.options.iter().position(|option| option.id.text == reading.default.text).unwrap_or_default(),
        default_reason: reading.default_reason.clone(),
    }
}

fn compile_reference(draft: &Draft, reference: &super::draft::DraftReference) -> Reference {
    Reference {
        id: reference.id.text.clone(),
        title: reference.title.clone(),
        edition: reference.edition.clone(),
        url: reference.url.clone(),
        items: inputs(draft, &reference.items),
    }
}

fn compile_class(draft: &Draft, standard: &Standard, class: &DraftClass, index: ClassIndex) -> Class {
    let requirements = (!class.out_of_scope).then(|| {
        let marked = |meaning: CellMeaning| -> InputSet {
            let is_marked = |item: &Input| standard.cell(*item, index).is_some_and(|cell| cell.meaning == meaning);
            standard.item_inputs().iter().filter(is_marked).collect()
        };
        let clauses: Vec<Clause> = class.clauses.iter().map(|clause| compile_clause(draft, clause)).collect();
        let recommended = marked(CellMeaning::Recommended);
        let combinations = standard.all_settings().take(COMBINATION_LIMIT);
        let rules = combinations.map(|settings| {
            let taken = standard.options_of(settings);
            let in_force = clauses
                .iter()
                .filter(|clause| clause.when.iter().all(|(reading, option)| taken.get(*reading) == Some(option)));
            Rule {
                clauses: in_force.map(|clause| clause.any).collect(),
                recommended,
                decisions: standard.decision_inputs(),
            }
        });
        let rules = rules.collect();
        Requirements { clauses, recommended, optional: marked(CellMeaning::Optional), rules }
    });
    Class {
        id: class.id.text.clone(),
        spellings: class.spellings.iter().map(|spelling| fold(&spelling.text)).collect(),
        label: class.label.clone(),
        definition: class.definition.clone(),
        example: class.example.clone(),
        requirements,
    }
}

fn compile_clause(draft: &Draft, clause: &DraftClause) -> Clause {
    let when = clause.when.iter().filter_map(|(reading, option)| {
        let at = draft.readings.iter().position(|other| other.id.text == reading.text)?;
        let chosen = draft.readings.get(at)?.options.iter().position(|other| other.id.text == option.text)?;
        Some((at, chosen))
    });
    Clause { any: inputs(draft, &clause.any), when: when.collect() }
}
