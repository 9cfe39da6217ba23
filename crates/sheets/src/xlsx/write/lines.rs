//! The lines above the table: what the sheet is, of which service, and, where it was judged, the verdict.

use super::formats::Formats;
use super::layout::{CATEGORY, Layout, NO, REQUIREMENT, RISK, width};
use super::{CheckSheet, height, safe};
use crate::xlsx::words::{self, Words};
use rust_xlsxwriter::{Worksheet, XlsxError};
use standard::standard::Class;
use standard::{Judgement, Language, Standard, Text, Verdict};
use std::fmt::Write as _;

/// Writes the lines and gives the row of the heading.
pub(super) fn write(
    worksheet: &mut Worksheet,
    standard: &Standard,
    request: &CheckSheet<'_>,
    class: &Class,
    layout: &Layout,
    formats: &Formats,
) -> Result<u32, XlsxError> {
    let language = request.language;
    let head = standard.head();
    let say = |text: &Text| text.in_language(language).to_owned();
    if let Some(banner) = &head.banner {
        worksheet.write_string_with_format(0, CATEGORY, say(banner), &formats.banner)?;
    }
    worksheet.write_string_with_format(1, CATEGORY, say(&head.title), &formats.title)?;
    worksheet.set_row_height(1, 24)?;

    let mut lines = Lines { worksheet, layout, formats, language };
    lines.pair(2, words::SERVICE, &safe::text(request.service), words::STANDARD, standard.id())?;
    lines.pair(3, words::CLASS, &say(&class.label), words::EDITION, standard.edition())?;
    let hash = standard.hash().to_string();
    let verdict = request.judgement.map(|judgement| sentence(standard, judgement, class, language));
    lines.pair(
        4,
        words::VERDICT,
        verdict.as_deref().unwrap_or(NOT_JUDGED.in_language(language)),
        words::HASH,
        &hash,
    )?;
    if verdict.is_some() {
        lines.emphasise(4, &verdict.unwrap_or_default())?;
    }
    worksheet.merge_range(5, CATEGORY, 5, layout.last(), HOW_TO.in_language(language), &formats.small)?;
    worksheet.set_row_height(5, 30)?;
    Ok(6)
}

const NOT_JUDGED: Words =
    Words { japanese: "(この点検票ではまだ判定していません)", english: "(not judged yet)" };

const HOW_TO: Words = Words {
    japanese: "黄色の欄に記入してください。「回答」は一覧から選びます。条件付き(プランや設定による)の場合は「？ 不明」とし、条件を「説明」に書いてください。\
               灰色の行はこの分類では不要です。行と列の並べ替え、列の追加はしてかまいません。",
    english: "Fill in the yellow cells; choose the answer from the list. Where it depends (on a plan or a setting), choose «Unknown» and \
              write the condition as the explanation. Grey rows are not needed for this class. Rows and columns may be moved, and columns added.",
};

struct Lines<'w> {
    worksheet: &'w mut Worksheet,
    layout: &'w Layout,
    formats: &'w Formats,
    language: Language,
}

impl Lines<'_> {
    /// Two lines side by side: over the table's left, and from the column of the risks on.
    fn pair(&mut self, row: u32, left: Words, value: &str, right: Words, other: &str) -> Result<(), XlsxError> {
        let width = width::NO + width::TOPIC + width::REQUIREMENT;
        let formats = self.formats;
        self.worksheet.write_string_with_format(row, CATEGORY, left.in_language(self.language), &formats.label)?;
        self.worksheet.merge_range(row, NO, row, REQUIREMENT, value, &formats.value)?;
        self.worksheet.write_string_with_format(row, RISK, right.in_language(self.language), &formats.label)?;
        self.worksheet.merge_range(row, RISK + 1, row, self.layout.explanation, other, &formats.value)?;
        self.worksheet.set_row_height(row, height::bounded(height::of(value, width)))?;
        Ok(())
    }

    fn emphasise(&mut self, row: u32, verdict: &str) -> Result<(), XlsxError> {
        self.worksheet.write_string_with_format(row, NO, verdict, &self.formats.verdict)?;
        for column in NO + 1..=REQUIREMENT {
            self.worksheet.write_blank(row, column, &self.formats.verdict)?;
        }
        // The verdict is set larger than the lines the height is reckoned for.
        let width = (width::NO + width::TOPIC + width::REQUIREMENT) * 0.8;
        let points = height::of(verdict, width) * 1.2;
        self.worksheet.set_row_height(row, height::bounded(points))?;
        Ok(())
    }
}

/// 「本市基準に適合」 and, where other readings say otherwise, what they say.
fn sentence(standard: &Standard, judgement: &Judgement, class: &Class, language: Language) -> String {
    let verdict = |verdict: Verdict| verdict.label().in_language(language).to_owned();
    let settings = standard.setting_names(judgement.settings).join(", ");
    let class = class.label.in_language(language);
    let mut sentence = match language {
        Language::Japanese => {
            let basis = if settings.is_empty() { class.to_owned() } else { format!("{class}、読み方 {settings}") };
            match judgement.verdict {
                Verdict::Conforms | Verdict::DoesNotConform => {
                    format!("本市基準に{}({basis})", verdict(judgement.verdict))
                }
                Verdict::Undecided | Verdict::OutOfScope => format!("{}({basis})", verdict(judgement.verdict)),
            }
        }
        Language::English => {
            let basis = if settings.is_empty() { class.to_owned() } else { format!("{class}, reading {settings}") };
            let said = verdict(judgement.verdict);
            let of = match judgement.verdict {
                Verdict::Conforms | Verdict::DoesNotConform => " to the city's standard",
                Verdict::Undecided | Verdict::OutOfScope => "",
            };
            format!("{said}{of} ({basis})")
        }
    };
    for (_, name, other) in &judgement.differing_readings {
        let other = verdict(*other);
        let _ = match language {
            Language::Japanese => write!(sentence, "\n※ 読み方 {name} では{other}"),
            Language::English => write!(sentence, "\n※ under the reading {name}: {other}"),
        };
    }
    sentence
}
