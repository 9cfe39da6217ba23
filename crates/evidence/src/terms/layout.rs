//! From the lines of a text to its sentences, rows and headings: joins lines that a PDF broke, leaves out page numbers and the
//! headers and footers that repeat around page breaks, and keeps track of the article. Not for what a sentence says.

use super::heading::{self, Kind};
use super::unit::{Unit, is_japanese};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::ControlFlow;

/// No sentence is longer; a text without full stops is cut here, so that work per sentence is bounded.
const UNIT_LIMIT: usize = 6000;

/// A line that stands this often beside page breaks is a header or a footer.
const REPEATS: u32 = 3;

/// A line that is not blank; small, because a text of 4 MiB can have two million.
#[derive(Clone, Copy)]
struct Line {
    start: u32,
    end: u32,
    gap: Gap,
    furniture: bool,
}

/// What stands before a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Blank,
    Page,
}

/// Calls `visit` with every unit of the text, in order.
pub(super) fn units(text: &str, visit: &mut dyn FnMut(&Unit) -> ControlFlow<()>) -> ControlFlow<()> {
    let lines = lines(text);
    let mut walk = Walk { text, unit: Unit::default(), after_heading: false, visit };
    for (at, line) in lines.iter().enumerate() {
        if !line.furniture {
            walk.line(line, lines.get(at + 1))?;
        }
    }
    walk.end()
}

struct Walk<'t, 'v> {
    text: &'t str,
    unit: Unit,
    after_heading: bool,
    visit: &'v mut dyn FnMut(&Unit) -> ControlFlow<()>,
}

impl Walk<'_, '_> {
    fn line(&mut self, line: &Line, next: Option<&Line>) -> ControlFlow<()> {
        let words = self.text.get(line.start as usize..line.end as usize).unwrap_or_default();
        let isolated = line.gap == Gap::Blank && next.is_none_or(|next| next.gap == Gap::Blank);
        let kind = heading::of_line(words, isolated);
        if kind != Kind::Text || self.after_heading {
            self.end()?;
        }
        self.after_heading = kind == Kind::Heading;
        self.unit.next_line(words.chars().next());
        self.sentences(words, line.start as usize)?;
        match kind {
            Kind::Heading => {
                self.unit.heading = true;
                self.end()?;
            }
            Kind::Row => {
                self.unit.row = true;
                self.end()?;
            }
            Kind::Article | Kind::Text => {}
        }
        ControlFlow::Continue(())
    }

    fn sentences(&mut self, words: &str, line_start: usize) -> ControlFlow<()> {
        for (at, character) in words.char_indices() {
            if self.unit.is_empty() {
                if character.is_whitespace() {
                    continue;
                }
                self.unit.start = line_start + at;
            }
            self.unit.push(character);
            self.unit.end = line_start + at + character.len_utf8();
            if self.unit.end - self.unit.start >= UNIT_LIMIT || self.ends_here(words, at, character) {
                self.end()?;
            }
        }
        ControlFlow::Continue(())
    }

    fn ends_here(&self, words: &str, at: usize, character: char) -> bool {
        let rest = words.get(at + character.len_utf8()..).unwrap_or_default();
        match character {
            '。' | '｡' | '！' | '？' => true,
            '．' | '.' => {
                let next = rest.trim_start().chars().next();
                let apart = rest.is_empty()
                    || rest.starts_with([' ', '\t', '\u{3000}', '"', '”', ')'])
                    || next.is_some_and(is_japanese);
                let begins = next.is_none_or(|next| !next.is_ascii_lowercase() && !matches!(next, ',' | ';' | ')'));
                apart && begins && !heading::is_abbreviation_or_number(&self.unit.shaped)
            }
            _ => false,
        }
    }

    fn end(&mut self) -> ControlFlow<()> {
        if self.unit.is_empty() {
            return ControlFlow::Continue(());
        }
        if let Some(article) = heading::article(&self.unit.shaped, self.unit.article.as_deref()) {
            self.unit.article = Some(article);
        }
        // «Venue is the Tokyo District Court.» has the shape of a title too, and is none.
        self.unit.row |= heading::is_titled(&self.unit.shaped);
        self.unit.close();
        let flow = (self.visit)(&self.unit);
        self.unit.clear();
        flow
    }
}

/// The lines that are not blank, with the furniture of pages marked.
fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut gap = Gap::Blank;
    let mut start = 0;
    // pdftotext begins a page with a form feed and ends lines as the system does.
    for piece in text.split_inclusive(['\n', '\u{c}']) {
        let trimmed = piece.trim();
        if trimmed.is_empty() {
            gap = if gap == Gap::Page || piece.ends_with('\u{c}') { Gap::Page } else { Gap::Blank };
        } else {
            let indent = piece.len() - piece.trim_start().len();
            let (from, to) = (start + indent, start + indent + trimmed.len());
            // The text has at most TEXT_LIMIT bytes.
            if let (Ok(start), Ok(end)) = (u32::try_from(from), u32::try_from(to)) {
                lines.push(Line { start, end, gap, furniture: false });
            }
            gap = if piece.ends_with('\u{c}') { Gap::Page } else { Gap::None };
        }
        start += piece.len();
    }
    mark_furniture(text, &mut lines);
    lines
}

fn mark_furniture(text: &str, lines: &mut [Line]) {
    let words = |line: &Line| text.get(line.start as usize..line.end as usize).unwrap_or_default();
    for line in lines.iter_mut() {
        line.furniture = heading::is_page_number(words(line));
    }
    // The two lines before and after a page break or a page number.
    let mut beside = vec![false; lines.len()];
    for (at, line) in lines.iter().enumerate() {
        if line.gap == Gap::Page || line.furniture {
            beside.iter_mut().take(at + 3).skip(at.saturating_sub(2)).for_each(|beside| *beside = true);
        }
        // A footer such as «Example Terms, page 3» carries its number itself.
        if words(line).len() < 120 && words(line).ends_with(|last: char| last.is_ascii_digit()) {
            beside.iter_mut().skip(at).take(1).for_each(|beside| *beside = true);
        }
    }
    let key = |line: &Line| {
        let mut hasher = DefaultHasher::new();
        words(line)
            .bytes()
            .filter(|byte| !byte.is_ascii_digit() && !byte.is_ascii_whitespace())
            .for_each(|byte| byte.hash(&mut hasher));
        hasher.finish()
    };
    let mut seen: HashMap<u64, u32> = HashMap::new();
    let short = |line: &Line| line.end - line.start < 240;
    for (line, _) in lines.iter().zip(&beside).filter(|(line, beside)| **beside && short(line)) {
        *seen.entry(key(line)).or_default() += 1;
    }
    if seen.values().all(|times| *times < REPEATS) {
        return;
    }
    for (line, _) in lines.iter_mut().zip(&beside).filter(|(line, beside)| **beside && short(line)) {
        line.furniture |= seen.get(&key(line)).is_some_and(|times| *times >= REPEATS);
    }
}
