//! `kijun classify`: the class that the items of a section come to, with the words of the standard, and what to answer.

use super::{Explanation, words};
use evidence::classification::{Classification, Ruling};
use serde_json::{Value, json};
use standard::{Standard, Text};

/// A classification, with the labels of the standard's classes.
pub fn classification(standard: &Standard, found: &Classification) -> Explanation {
    let label = |id: &str| {
        let class = standard.classes().iter().find(|class| class.id == id);
        class.map_or_else(|| Text::untranslated(id), |class| class.label.clone())
    };
    let ask: Vec<Text> = found
        .questions
        .iter()
        .map(|question| {
            let items = question.items.join("、");
            let english = question.text.in_language(standard::Language::English);
            Text::new(
                format!("{}({items}) --answer {}=yes|no", question.text.japanese, question.id),
                format!("{english} ({items}) --answer {}=yes|no", question.id),
            )
        })
        .collect();
    let of_items = found.items.iter().flat_map(|item| item.ask.iter().cloned());
    let ask: Vec<Text> = of_items.chain(ask).collect();
    let proposal = Text::new(
        "分類の提案です。決めるのは情報管理者で、理由とともに記録します",
        "A proposal: the information manager decides, and records the reasons",
    );
    let mut explanation = Explanation::new(&[proposal], &ask);
    explanation.field("class", found.class.clone().into());
    explanation.field("at_least", found.at_least.clone().into());
    let items: Vec<Value> = found
        .items
        .iter()
        .map(|item| {
            json!({
                "words": item.words,
                "item": item.item,
                "class": item.class,
                "because": item.because.as_ref().map(ruling),
                "verified": item.verified,
                "ask": item.ask.iter().map(words).collect::<Vec<_>>(),
            })
        })
        .collect();
    explanation.field("items", items.into());
    let questions: Vec<Value> = found
        .questions
        .iter()
        .map(|question| {
            json!({
                "id": question.id,
                "text": words(&question.text),
                "yes": ruling(&question.yes),
                "items": question.items,
                "decides": question.decides,
            })
        })
        .collect();
    explanation.field("questions", questions.into());
    let class = match (&found.class, &found.at_least) {
        (Some(class), _) => label(class),
        (None, Some(least)) => {
            let least = label(least);
            let english = least.in_language(standard::Language::English).to_owned();
            Text::new(format!("未定(少なくとも{})", least.japanese), format!("undecided (at least {english})"))
        }
        (None, None) => Text::new("未定", "undecided"),
    };
    explanation.line(Text::new("重要性分類", "Class"), class);
    for item in &found.items {
        let class = item.class.as_deref().map_or_else(|| Text::new("未定", "undecided"), label);
        let because = item.because.as_ref().map_or_else(String::new, |ruling| format!("「{}」", ruling.quote));
        let english = class.in_language(standard::Language::English).to_owned();
        let basis = item.because.as_ref().map_or_else(Text::default, |ruling| ruling.basis.text());
        let shown = Text::new(
            format!("{} {}{because}", class.japanese, basis.japanese),
            format!("{english} {}{because}", basis.in_language(standard::Language::English)),
        );
        explanation.line(Text::untranslated(&item.words), shown);
    }
    explanation
}

fn ruling(ruling: &Ruling) -> Value {
    json!({ "class": ruling.class, "basis": ruling.basis.word(), "quote": ruling.quote })
}
