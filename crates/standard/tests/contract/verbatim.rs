//! The built-in standard says what the city's text says, all of it and nothing else.

use standard::Standard;
use std::collections::BTreeSet;

const SEED: &str = include_str!("../seed/sendai-beppyo-2.txt");

fn without_space(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Every Japanese sentence of the standard, with how often the printed table shows it.
fn printed_words(standard: &Standard) -> Vec<(String, usize)> {
    let mut words: Vec<(&str, usize)> = Vec::new();
    let head = standard.head();
    words.push((&head.title.japanese, 1));
    words.push((&head.banner.as_ref().unwrap().japanese, 2));
    words.extend(head.footnotes.iter().map(|footnote| (footnote.japanese.as_str(), 1)));
    words.push((&head.class_note.as_ref().unwrap().japanese, 1));
    let columns = standard.columns();
    for heading in [&columns.category, &columns.no, &columns.topic, &columns.requirement, &columns.risk, &columns.check]
    {
        words.push((&heading.japanese, 1));
    }
    for heading in [&columns.class, &columns.definition, &columns.example] {
        words.push((&heading.japanese, 1));
    }
    words.extend(standard.categories().iter().map(|category| (category.japanese.as_str(), 1)));
    for topic in standard.topics() {
        words.push((&topic.name.japanese, 1));
        words.push((&topic.risk.japanese, 1));
    }
    for item in standard.items() {
        words.push((&item.no, 1));
        words.push((&item.requirement.japanese, 1));
        words.extend(item.cells.iter().flatten().map(|cell| (cell.print.japanese.as_str(), 1)));
    }
    for class in standard.classes() {
        let columns = usize::from(class.requirements.is_some()) + 1;
        words.push((&class.label.japanese, columns));
        words.push((&class.definition.as_ref().unwrap().japanese, 1));
        words.push((&class.example.as_ref().unwrap().japanese, 1));
    }
    words.into_iter().map(|(text, times)| (without_space(text), times)).collect()
}

#[test]
fn every_sentence_of_the_seed_is_in_the_standard_and_the_other_way_round() {
    let standard = Standard::built_in().unwrap();
    let mut rest = without_space(SEED);
    let mut words = printed_words(&standard);
    // Longest first, so that a short word (必須, №5-1) is not cut out of a sentence.
    words.sort_by_key(|(text, _)| std::cmp::Reverse(text.chars().count()));
    for (text, times) in &words {
        for _ in 0..*times {
            let at = rest.find(text.as_str()).unwrap_or_else(|| panic!("not in the seed (often enough): {text}"));
            // A mark that is in no text, so that what stood on both sides does not grow together.
            rest.replace_range(at..at + text.len(), "\u{1}");
        }
    }
    let left: BTreeSet<&str> = rest.split('\u{1}').filter(|piece| !piece.is_empty()).collect();
    assert!(left.is_empty(), "the seed says more: {left:?}");
}

#[test]
fn every_text_has_an_english_reading() {
    let standard = Standard::built_in().unwrap();
    let missing: Vec<&str> = standard
        .items()
        .iter()
        .map(|item| &item.requirement)
        .chain(standard.topics().iter().flat_map(|topic| [&topic.name, &topic.risk]))
        .chain(standard.items().iter().flat_map(|item| item.cells.iter().flatten().map(|cell| &cell.print)))
        .chain(standard.classes().iter().map(|class| &class.label))
        .filter(|text| text.english.is_none())
        .map(|text| text.japanese.as_str())
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
