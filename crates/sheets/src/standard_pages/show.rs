//! The standard as its annex prints it: the table, the footnotes, the classes; then what the program makes of it.

use crate::columns::{REST, Table, wrap};
use standard::rule::Clause;
use standard::{Language, Standard};

/// The standard as a page of `width` terminal columns.
pub fn standard_text(standard: &Standard, language: Language, width: usize) -> String {
    let head = standard.head();
    let mut page = String::new();
    let mut line = |words: &str| page.extend(wrap(words, width, "  ").into_iter().map(|part| part + "\n"));
    if let Some(banner) = &head.banner {
        line(banner.in_language(language));
    }
    line(head.title.in_language(language));
    line(&format!(
        "{} / {} / {} / sha256 {}",
        head.issuer.in_language(language),
        standard.id(),
        standard.edition(),
        standard.hash()
    ));
    if let Some(basis) = &head.edition_basis {
        line(basis.in_language(language));
    }
    line("");
    page.push_str(&items(standard, language, width));
    let mut line = |words: &str| page.extend(wrap(words, width, "  ").into_iter().map(|part| part + "\n"));
    line("");
    for footnote in &head.footnotes {
        line(footnote.in_language(language));
    }
    line("");
    if let Some(note) = &head.class_note {
        line(note.in_language(language));
    }
    page.push_str(&classes(standard, language, width));
    page.push('\n');
    page.push_str(&rules(standard, language, width));
    page
}

/// The table in the annex's own columns; what the annex merges is printed once.
fn items(standard: &Standard, language: Language, width: usize) -> String {
    let columns = standard.columns();
    let judged: Vec<_> = standard
        .class_indices()
        .filter_map(|index| Some((index, standard.class(index)?)))
        .filter(|(_, class)| class.requirements.is_some())
        .collect();
    let before = [&columns.category, &columns.no, &columns.topic, &columns.requirement, &columns.risk];
    let labels = judged.iter().map(|(_, class)| &class.label);
    let titles = before.into_iter().chain(labels).map(|title| title.in_language(language).to_owned()).collect();
    let limits = [14, 5, 14, REST, REST].into_iter().chain(judged.iter().map(|_| 16)).collect();
    let mut table = Table::new(titles, limits, width);
    let (mut category_before, mut topic_before) = (None, None);
    for (item, (input, _)) in standard.items().iter().zip(standard.inputs()) {
        let topic = standard.topics().get(item.topic);
        let category = topic.map(|topic| topic.category);
        let new_category = category.filter(|category| category_before.replace(*category) != Some(*category));
        let new_topic = topic.filter(|_| topic_before.replace(item.topic) != Some(item.topic));
        let words =
            |text: Option<&standard::Text>| text.map_or(String::new(), |text| text.in_language(language).to_owned());
        let cells = judged.iter().map(|(index, _)| words(standard.cell(input, *index).map(|cell| &cell.print)));
        let row = [
            words(new_category.and_then(|category| standard.categories().get(category))),
            item.no.clone(),
            words(new_topic.map(|topic| &topic.name)),
            words(Some(&item.requirement)),
            words(new_topic.map(|topic| &topic.risk)),
        ];
        table.row(row.into_iter().chain(cells).collect(), "");
    }
    table.finish()
}

fn classes(standard: &Standard, language: Language, width: usize) -> String {
    let columns = standard.columns();
    let titles =
        [&columns.class, &columns.definition, &columns.example].map(|title| title.in_language(language).to_owned());
    let mut table = Table::new(titles.to_vec(), vec![16, REST, REST], width);
    for class in standard.classes() {
        let words = |text: &Option<standard::Text>| {
            text.as_ref().map_or(String::new(), |text| text.in_language(language).to_owned())
        };
        table.row(
            vec![class.label.in_language(language).to_owned(), words(&class.definition), words(&class.example)],
            "",
        );
    }
    table.finish()
}

/// The rules as the judge reads them: every clause, and what each reading changes.
fn rules(standard: &Standard, language: Language, width: usize) -> String {
    let mut page = String::new();
    let mut line = |words: String| page.extend(wrap(&words, width, "      ").into_iter().map(|part| part + "\n"));
    for class in standard.classes() {
        let label = class.label.in_language(language);
        match &class.requirements {
            None => line(match language {
                Language::Japanese => format!("{label}: 対象外"),
                Language::English => format!("{label}: out of scope"),
            }),
            Some(requirements) => {
                let clauses: Vec<String> =
                    requirements.clauses().iter().map(|clause| clause_text(standard, clause, language)).collect();
                line(format!("{label}: {}", clauses.join(" ∧ ")));
            }
        }
    }
    for reading in standard.readings() {
        line(String::new());
        line(format!("{} {}", reading.id, reading.question.in_language(language)));
        for (at, option) in reading.options.iter().enumerate() {
            let mut words = format!("  {}={}: {}", reading.id, option.id, option.label.in_language(language));
            let reason = if at == reading.default { Some(&reading.default_reason) } else { option.reason.as_ref() };
            if at == reading.default {
                words.push_str(match language {
                    Language::Japanese => "(既定)",
                    Language::English => " (default)",
                });
            }
            if option.loosens {
                words.push_str(match language {
                    Language::Japanese => "(緩める: 市が決める)",
                    Language::English => " (loosens: the city decides)",
                });
            }
            if let Some(reason) = reason {
                words.push_str(" — ");
                words.push_str(reason.in_language(language));
            }
            line(words);
        }
    }
    page
}

fn clause_text(standard: &Standard, clause: &Clause, language: Language) -> String {
    let labels: Vec<String> = clause.any.iter().map(|input| standard.label(input, language)).collect();
    let mut words = if labels.len() == 1 { labels.concat() } else { format!("({})", labels.join(" ∨ ")) };
    let conditions: Vec<String> = clause
        .when
        .iter()
        .filter_map(|(reading, option)| {
            let reading = standard.readings().get(*reading)?;
            Some(format!("{}={}", reading.id, reading.options.get(*option)?.id))
        })
        .collect();
    if !conditions.is_empty() {
        words.push_str(" [");
        words.push_str(&conditions.join(", "));
        words.push(']');
    }
    words
}
