//! The table of a check sheet: heading, a row an item with its cells merged as in 別表2, a row a decision, the footnotes.

use super::formats::{Formats, RowFormats};
use super::layout::{CATEGORY, Layout, NO, REQUIREMENT, RISK, TOPIC, width};
use super::{CheckSheet, height, rules, safe};
use crate::submission::Note;
use crate::xlsx::words;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};
use standard::judge::JudgedRow;
use standard::standard::CellMeaning;
use standard::{Answer, Answers, Input, InputSet, Standard, Text};

/// Writes the table from its heading on and gives the last row.
pub(super) fn write(
    worksheet: &mut Worksheet,
    standard: &Standard,
    request: &CheckSheet<'_>,
    layout: &Layout,
    formats: &Formats,
    heading: u32,
) -> Result<u32, XlsxError> {
    let judged = request.judgement.map(|judgement| judgement.rows(standard)).unwrap_or_default();
    let mut table = Table { worksheet, standard, request, layout, formats, judged };
    table.heading(heading)?;
    let mut row = heading + 1;
    let mut heights = Vec::new();
    for input in standard.item_inputs().iter() {
        heights.push(table.item(row, input)?);
        row += 1;
    }
    table.merged(heading + 1, &mut heights)?;
    for (row, height) in (heading + 1..).zip(heights) {
        table.worksheet.set_row_height(row, height::bounded(height))?;
    }
    for input in table.decisions_asked().iter() {
        table.decision(row, input)?;
        row += 1;
    }
    for note in &standard.head().footnotes {
        row += 1;
        table.footnote(row, note.in_language(request.language))?;
    }
    Ok(row)
}

struct Table<'w> {
    worksheet: &'w mut Worksheet,
    standard: &'w Standard,
    request: &'w CheckSheet<'w>,
    layout: &'w Layout,
    formats: &'w Formats,
    judged: Vec<JudgedRow>,
}

impl Table<'_> {
    fn say<'t>(&self, text: &'t Text) -> &'t str {
        text.in_language(self.request.language)
    }

    fn string(&mut self, row: u32, column: u16, words: &str, format: &Format) -> Result<(), XlsxError> {
        self.worksheet.write_string_with_format(row, column, words, format)?;
        Ok(())
    }

    fn heading(&mut self, row: u32) -> Result<(), XlsxError> {
        let (layout, formats, language) = (self.layout, self.formats, self.request.language);
        let columns = self.standard.columns();
        let printed = [
            (CATEGORY, &columns.category),
            (NO, &columns.no),
            (TOPIC, &columns.topic),
            (REQUIREMENT, &columns.requirement),
            (RISK, &columns.risk),
            (layout.check, &columns.check),
        ];
        for (column, text) in printed {
            self.string(row, column, text.in_language(language), &formats.heading)?;
        }
        for (class, column) in &layout.classes {
            let label = self.standard.class(*class).map_or("", |class| class.label.in_language(language));
            let format = if *class == self.request.class { &formats.heading_own } else { &formats.heading };
            self.string(row, *column, label, format)?;
        }
        let own = [
            (layout.answer, words::ANSWER),
            (layout.explanation, words::EXPLANATION),
            (layout.evidence, words::EVIDENCE),
            (layout.article, words::ARTICLE),
            (layout.valid_until, words::VALID_UNTIL),
        ];
        for (column, heading) in own.into_iter().chain(layout.reason.map(|column| (column, words::REASON))) {
            self.string(row, column, heading.in_language(language), &formats.heading)?;
        }
        self.worksheet.write_string_with_format(row, layout.id, words::ID.in_language(language), &formats.hidden)?;
        self.worksheet.set_row_height(row, 30)?;
        Ok(())
    }

    /// Writes the cells of an item that are not merged, and gives the height that they need.
    fn item(&mut self, row: u32, input: Input) -> Result<f64, XlsxError> {
        let Some(item) = self.standard.item(input) else { return Ok(0.0) };
        let asked = self.is_asked(input);
        let formats = if asked { &self.formats.asked } else { &self.formats.not_asked };
        let requirement = self.say(&item.requirement);
        self.string(row, NO, &item.no, &formats.centre)?;
        self.string(row, REQUIREMENT, requirement, &formats.text)?;
        let mut needed = height::of(requirement, width::REQUIREMENT);
        for (class, column) in &self.layout.classes {
            let print =
                self.standard.cell(input, *class).map_or("", |cell| cell.print.in_language(self.request.language));
            let format = if *class == self.request.class { &formats.cell_own } else { &formats.cell };
            self.string(row, *column, print, format)?;
            needed = needed.max(height::of(print, width::CLASS));
        }
        let answer = self.answers().answer(input);
        let shown = if asked || answer != Answer::Unknown { words::choice(answer) } else { words::NOT_ASKED };
        self.string(row, self.layout.answer, shown.in_language(self.request.language), &formats.answer)?;
        if asked {
            let choices = words::choices(item.allows_na, self.request.language);
            rules::choose(self.worksheet, (row, self.layout.answer), &choices, self.request.language)?;
        }
        let needed = needed.max(self.beside(row, input, formats, asked)?);
        Ok(needed)
    }

    /// The cells after the answer, and the hidden id.
    fn beside(&mut self, row: u32, input: Input, formats: &RowFormats, asked: bool) -> Result<f64, XlsxError> {
        let layout = self.layout;
        let judged = self.judged.iter().find(|judged| judged.input == input);
        let mark = judged.map_or("", |judged| judged.result.mark());
        let reasons: Vec<Text> = judged
            .map(|judged| judged.reasons.iter().map(|reason| self.standard.reason(*reason)).collect())
            .unwrap_or_default();
        let reasons: Vec<&str> = reasons.iter().map(|reason| self.say(reason)).collect();
        let reasons = reasons.join("\n");
        self.string(row, layout.check, mark, &formats.mark)?;
        let mut needed = height::of(&reasons, width::REASON);
        if let Some(column) = layout.reason {
            self.string(row, column, &reasons, &formats.text)?;
        }
        let blank = Note::default();
        let notes = self.request.submission.map(|submission| submission.notes.as_slice()).unwrap_or_default();
        let note = notes.iter().find(|(other, _)| *other == input).map_or(&blank, |(_, note)| note);
        let texts = [
            (layout.explanation, &note.explanation, layout.explanation_width()),
            (layout.evidence, &note.evidence, width::EVIDENCE),
            (layout.article, &note.article, width::ARTICLE),
        ];
        for (column, words, width) in texts {
            let words = safe::text(words);
            self.string(row, column, &words, &formats.note)?;
            needed = needed.max(height::of(&words, width));
        }
        self.valid_until(row, &note.valid_until, formats)?;
        if asked {
            rules::only_dates(self.worksheet, (row, layout.valid_until), self.request.language)?;
        }
        let name = self.standard.name(input);
        self.worksheet.write_string_with_format(row, layout.id, name, &self.formats.hidden)?;
        Ok(needed)
    }

    fn valid_until(&mut self, row: u32, words: &str, formats: &RowFormats) -> Result<(), XlsxError> {
        let column = self.layout.valid_until;
        match rules::iso_day(words) {
            Some(day) => self.worksheet.write_datetime_with_format(row, column, &day, &formats.date)?,
            None => self.worksheet.write_string_with_format(row, column, safe::text(words), &formats.date)?,
        };
        Ok(())
    }

    /// Category over its rows, item name and risk over theirs, as in the original. Rows grow where a risk needs more height.
    fn merged(&mut self, first: u32, heights: &mut [f64]) -> Result<(), XlsxError> {
        let standard = self.standard;
        let format = &self.formats.asked;
        let topics: Vec<usize> = standard.items().iter().map(|item| item.topic).collect();
        let categories: Vec<usize> =
            topics.iter().map(|topic| standard.topics().get(*topic).map_or(0, |topic| topic.category)).collect();
        for (start, end) in runs(&topics) {
            let Some(topic) = topics.get(start).and_then(|topic| standard.topics().get(*topic)) else { continue };
            let (name, risk) = (self.say(&topic.name), self.say(&topic.risk));
            grow(heights, start, end, height::of(risk, width::RISK).max(height::of(name, width::TOPIC)));
            self.span(first, start, end, TOPIC, name, &format.centre)?;
            self.span(first, start, end, RISK, risk, &format.text)?;
        }
        for (start, end) in runs(&categories) {
            let Some(category) = categories.get(start).and_then(|category| standard.categories().get(*category)) else {
                continue;
            };
            let name = self.say(category);
            grow(heights, start, end, height::of(name, width::CATEGORY));
            self.span(first, start, end, CATEGORY, name, &format.category)?;
        }
        Ok(())
    }

    fn span(
        &mut self,
        first: u32,
        start: usize,
        end: usize,
        column: u16,
        words: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let row = |at: usize| first + u32::try_from(at).unwrap_or(u32::MAX >> 1);
        if start == end {
            return self.string(row(start), column, words, format);
        }
        self.worksheet.merge_range(row(start), column, row(end), column, words, format)?;
        Ok(())
    }

    /// A row for a decision that the class's rule can use, below the items.
    fn decision(&mut self, row: u32, input: Input) -> Result<(), XlsxError> {
        let Some(decision) = self.standard.decision(input) else { return Ok(()) };
        let (language, layout, formats) = (self.request.language, self.layout, &self.formats.asked);
        let question = self.say(&decision.question);
        self.string(row, CATEGORY, words::BY_THE_CITY.in_language(language), &formats.category)?;
        self.string(row, NO, self.say(&decision.name), &formats.centre)?;
        self.string(row, TOPIC, words::DECISION.in_language(language), &formats.centre)?;
        let last = layout.check - 1;
        self.worksheet.merge_range(row, REQUIREMENT, row, last, question, &formats.text)?;
        let shown = words::decision_choice(self.answers().decision(input)).in_language(language);
        self.string(row, layout.answer, shown, &formats.answer)?;
        rules::choose(self.worksheet, (row, layout.answer), &words::decision_choices(language), language)?;
        let needed = self.beside(row, input, formats, true)?;
        let needed =
            needed.max(height::of(question, width::REQUIREMENT)).max(height::of(self.say(&decision.name), width::NO));
        self.worksheet.set_row_height(row, height::bounded(needed))?;
        Ok(())
    }

    fn footnote(&mut self, row: u32, note: &str) -> Result<(), XlsxError> {
        let last = self.layout.last();
        self.worksheet.merge_range(row, CATEGORY, row, last, note, &self.formats.small)?;
        let width = self.layout.widths().iter().map(|(_, width)| width).sum();
        self.worksheet.set_row_height(row, height::bounded(height::of(note, width)))?;
        Ok(())
    }

    fn answers(&self) -> Answers {
        self.request.submission.map_or(Answers::BLANK, |submission| submission.answers)
    }

    fn is_asked(&self, input: Input) -> bool {
        self.standard.class(self.request.class).is_some_and(|class| class.requirements.is_some())
            && self.standard.cell(input, self.request.class).is_some_and(|cell| cell.meaning != CellMeaning::None)
    }

    /// The decisions that the class's rule uses under any reading, and those that the submission has a value for.
    fn decisions_asked(&self) -> InputSet {
        let standard = self.standard;
        let rules = standard.all_settings().filter_map(|settings| standard.rule(self.request.class, settings));
        let asked = rules.flat_map(|rule| rule.clauses().iter().copied()).fold(InputSet::EMPTY, InputSet::union);
        let given = self.answers().met().union(self.answers().unmet());
        asked.union(given).intersection(standard.decision_inputs())
    }
}

/// First and last place of each run of equal values.
fn runs(values: &[usize]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, value) in values.iter().enumerate() {
        match runs.last_mut().filter(|(start, _)| values.get(*start) == Some(value)) {
            Some((_, end)) => *end = at,
            None => runs.push((at, at)),
        }
    }
    runs
}

/// Makes rows `start` to `end` together at least `needed` high.
fn grow(heights: &mut [f64], start: usize, end: usize, needed: f64) {
    let Some(rows) = heights.get_mut(start..=end) else { return };
    let missing = needed - rows.iter().sum::<f64>();
    if missing > 0.0 {
        let share = missing / rows.iter().map(|_| 1.0).sum::<f64>();
        for row in rows {
            *row += share;
        }
    }
}
