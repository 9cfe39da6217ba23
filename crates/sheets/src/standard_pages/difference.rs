//! What changed between two standards, and whose verdict it flips, as a page.

use standard::diff::{ChangedClass, Difference, FlippedService};
use standard::problem::visible_controls;
use standard::{Language, Text};
use std::fmt::Write as _;

/// The page of a difference.
pub fn difference_text(difference: &Difference, language: Language) -> String {
    let mut page = String::new();
    let mut line = |words: Text| {
        let _ = writeln!(page, "{}", words.in_language(language));
    };
    for (names, title) in [
        (&difference.added_classes, Text::new("増えた分類", "classes added")),
        (&difference.removed_classes, Text::new("なくなった分類", "classes removed")),
        (&difference.added, Text::new("増えた項目", "items added")),
        (&difference.removed, Text::new("なくなった項目", "items removed")),
    ] {
        if !names.is_empty() {
            let names = names.join(", ");
            let english = title.english.unwrap_or_default();
            line(Text::new(format!("{}: {names}", title.japanese), format!("{english}: {names}")));
        }
    }
    for item in &difference.changed {
        for change in &item.changes {
            let what = change.what.in_language(language);
            let words =
                format!("№{} {what}\n  - {}\n  + {}", item.no, one_line(&change.before), one_line(&change.after));
            line(Text::untranslated(words));
        }
    }
    for class in &difference.classes {
        line(class_words(class));
    }
    if page.is_empty() {
        let words = Text::new("項目・欄・規則に違いはありません", "no difference in items, cells or rules");
        let _ = writeln!(page, "{}", words.in_language(language));
    }
    page
}

fn one_line(text: &str) -> String {
    text.replace('\n', " ⏎ ")
}

fn clauses(clauses: &[Vec<String>]) -> String {
    clauses.iter().map(|clause| format!("({})", clause.join(" ∨ "))).collect::<Vec<_>>().join(" ∧ ")
}

fn class_words(changed: &ChangedClass) -> Text {
    let mut japanese = format!("分類 {}", changed.class);
    let mut english = format!("class {}", changed.class);
    for (sign, these) in [("-", &changed.removed), ("+", &changed.added)] {
        if !these.is_empty() {
            let _ = write!(japanese, "\n  {sign} {}", clauses(these));
            let _ = write!(english, "\n  {sign} {}", clauses(these));
        }
    }
    match &changed.flips {
        None => {
            japanese.push_str("\n  入力が多すぎるため、変わるパターンは数えていません");
            english.push_str("\n  too many inputs to count the patterns that flip");
        }
        Some(flips) => {
            let all = flips.patterns;
            let _ = write!(
                japanese,
                "\n  全 {all} パターンのうち、適合→不適合 {}、不適合→適合 {}",
                flips.lost, flips.gained
            );
            let _ = write!(
                english,
                "\n  of {all} patterns, {} no longer conform and {} now conform",
                flips.lost, flips.gained
            );
            for (set, words) in [
                (&flips.smallest_lost, ("適合でなくなる最小の例", "smallest that no longer conforms")),
                (&flips.smallest_gained, ("適合になる最小の例", "smallest that now conforms")),
            ] {
                if let Some(set) = set {
                    let _ = write!(japanese, "\n  {}: {} だけを満たす", words.0, set.join(", "));
                    let _ = write!(english, "\n  {}: only {} met", words.1, set.join(", "));
                }
            }
        }
    }
    Text::new(japanese, english)
}

/// One line for a service whose verdict flips, with the clauses responsible.
pub fn flipped_text(service: &str, class: &str, flipped: &FlippedService, language: Language) -> String {
    let (before, after) = (flipped.before.label(), flipped.after.label());
    let mut line = format!(
        "{} ({class}): {} → {}",
        visible_controls(service),
        before.in_language(language),
        after.in_language(language)
    );
    for (these, words) in [
        (&flipped.newly_asked, Text::new("新たに求める", "newly asked")),
        (&flipped.no_longer_asked, Text::new("求めなくなった", "no longer asked")),
    ] {
        if !these.is_empty() {
            let _ = write!(line, "; {}: {}", words.in_language(language), clauses(these));
        }
    }
    line.push('\n');
    line
}
