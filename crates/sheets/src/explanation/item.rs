//! `kijun explain item`: what an item asks, what is at risk, what evidence convinces, and the usual wrong answers.

use super::{Explanation, provenance, source_line, words};
use evidence::item_guide::GuidedItem;
use serde_json::Value;
use standard::{Input, Language, Standard, Text};

/// An item of the standard with its guide. Empty for an input that is no item.
pub fn item(standard: &Standard, input: Input, guide: Option<&GuidedItem>) -> Explanation {
    let mut explanation = Explanation::new(&[], guide.map_or(&[], |guide| guide.questions.as_slice()));
    let Some(item) = standard.item(input) else { return explanation };
    let topic = standard.topics().get(item.topic);
    let columns = standard.columns();
    explanation.field("no", item.no.clone().into());
    explanation.field("topic", topic.map(|topic| words(&topic.name)).into());
    explanation.field("requirement", words(&item.requirement));
    explanation.field("risk", topic.map(|topic| words(&topic.risk)).into());
    explanation.line(columns.no.clone(), Text::untranslated(&item.no));
    if let Some(topic) = topic {
        explanation.line(columns.topic.clone(), topic.name.clone());
    }
    explanation.line(columns.requirement.clone(), item.requirement.clone());
    if let Some(topic) = topic {
        explanation.line(columns.risk.clone(), topic.risk.clone());
    }
    let mut cells = serde_json::Map::new();
    for (index, class) in standard.class_indices().zip(standard.classes()) {
        if let Some(cell) = standard.cell(input, index) {
            cells.insert(class.id.clone(), words(&cell.print));
            let print = |language| cell.print.in_language(language).replace('\n', " ");
            explanation.line(class.label.clone(), Text::new(print(Language::Japanese), print(Language::English)));
        }
    }
    explanation.field("cells", cells.into());
    if let Some(guide) = guide {
        explanation.field("asks", words(&guide.asks));
        explanation.line(Text::new("求めていること", "What it asks"), guide.asks.clone());
        let lists = [
            ("convinces", Text::new("納得できる証跡", "Evidence that convinces"), &guide.convinces),
            ("wrong_answers", Text::new("よくある誤った回答", "Usual wrong answers"), &guide.wrong_answers),
            ("goes_stale", Text::new("見直すとき", "When to look again"), &guide.goes_stale),
        ];
        for (name, title, texts) in lists {
            explanation.field(name, texts.iter().map(words).collect::<Vec<Value>>().into());
            for text in texts {
                explanation.line(title.clone(), text.clone());
            }
        }
        explanation.field("provenance", provenance(&guide.provenance));
        let (title, words) = source_line(&guide.provenance);
        explanation.line(title, words);
    }
    explanation
}
