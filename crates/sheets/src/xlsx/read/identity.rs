//! What a check sheet says it is: by its very hidden worksheet, and by the lines above the table. Both must agree, so that an
//! answer is never judged by another standard or class than the person saw.

use super::ReadOptions;
use super::Workbook;
use super::cell::Value;
use super::grid::Grid;
use super::header::Header;
use super::report::Report;
use crate::xlsx::bounds::Refusal;
use crate::xlsx::words::{self, Words, compact, key};
use standard::problem::excerpt;
use standard::{ClassIndex, Standard, Text};

/// What a sheet is about.
pub(super) struct Identity {
    pub(super) service: String,
    pub(super) class: ClassIndex,
}

/// The keys and values of the hidden worksheet.
pub(super) struct Hidden(Vec<(String, String)>);

impl Hidden {
    fn value(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| other == key).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

/// The hidden worksheet, where somebody left it in.
pub(super) fn hidden(workbook: &mut Workbook, sheets: &[(String, bool)]) -> Result<Option<Hidden>, Refusal> {
    if !sheets.iter().any(|(name, _)| name == words::IDENTITY_SHEET) {
        return Ok(None);
    }
    let grid = Grid::read(workbook, words::IDENTITY_SHEET)?;
    let pairs = grid.rows().filter_map(|(_, cells)| {
        let word =
            |column: u32| cells.get(&column).filter(|cell| !cell.formula).map(|cell| cell.value.words().into_owned());
        Some((word(0)?, word(1).unwrap_or_default()))
    });
    Ok(Some(Hidden(pairs.collect())))
}

/// Was the sheet made for this standard and edition?
pub(super) fn is_of(standard: &Standard, hidden: &Hidden, report: &mut Report<'_>) -> bool {
    let format = hidden.value(key::FORMAT).unwrap_or("");
    if format != words::FORMAT {
        let found = excerpt(format);
        let message = Text::new(
            format!("点検票の様式 `{found}` は、このプログラムでは読めません(読める様式: {})", words::FORMAT),
            format!("this program does not read check sheets of the format `{found}` (it reads {})", words::FORMAT),
        );
        report.whole("other-format", message, new_sheet_hint());
        return false;
    }
    let found = (hidden.value(key::STANDARD).unwrap_or(""), hidden.value(key::EDITION).unwrap_or(""));
    if found != (standard.id(), standard.edition()) {
        report_other_standard(standard, found.0, found.1, report);
        return false;
    }
    let hash = standard.hash().to_string();
    if hidden.value(key::HASH).is_some_and(|found| found != hash) {
        let message = Text::new(
            "点検票を作ったときと、基準のファイルの中身が違います(基準と版の名は同じ)",
            "the standard's file is not the one that the sheet was made from (same standard and edition)",
        );
        let hint = Text::new("基準のどこが変わったか、確かめてください", "check what was changed in the standard");
        report.whole_warning("standard-content-differs", message, hint);
    }
    true
}

fn report_other_standard(standard: &Standard, found: &str, edition: &str, report: &mut Report<'_>) {
    let (found, edition) = (excerpt(found), excerpt(edition));
    let (id, own) = (standard.id(), standard.edition());
    let message = Text::new(
        format!("この点検票は基準 `{found}` の版 `{edition}` のものです(いま使っている基準は `{id}` の版 `{own}`)"),
        format!(
            "the sheet is of the standard `{found}`, edition `{edition}`; the standard in use is `{id}`, edition `{own}`"
        ),
    );
    let hint = Text::new(
        "その基準を --standard で指定するか、いまの基準の点検票に書き写してください",
        "name that standard with --standard, or copy the answers to a sheet of the standard in use",
    );
    report.whole("other-standard", message, hint);
}

fn new_sheet_hint() -> Text {
    Text::new(
        "`kijun sheet new` で新しい点検票を作り、書き写してください",
        "make a new check sheet with `kijun sheet new` and copy the answers to it",
    )
}

/// The lines above the table, each with the cell of its value.
#[derive(Default)]
struct Lines {
    service: Option<Line>,
    class: Option<Line>,
    standard: Option<Line>,
    edition: Option<Line>,
}

struct Line {
    at: (u32, u32),
    words: String,
}

impl Lines {
    fn read(grid: &Grid<'_>, header: &Header, report: &mut Report<'_>) -> Self {
        const LABELS: [Words; 6] =
            [words::SERVICE, words::CLASS, words::STANDARD, words::EDITION, words::HASH, words::VERDICT];
        let mut lines = Self::default();
        for (row, cells) in grid.rows().take_while(|(row, _)| *row < header.row) {
            for (column, cell) in cells {
                let Value::Text(label) = &cell.value else { continue };
                if label.len() > 200 {
                    continue;
                }
                let slot = match LABELS.iter().position(|known| known.is(label)) {
                    Some(0) => &mut lines.service,
                    Some(1) => &mut lines.class,
                    Some(2) => &mut lines.standard,
                    Some(3) => &mut lines.edition,
                    Some(_) | None => continue,
                };
                let Some((value_column, value)) = grid.right_of((row, *column)) else { continue };
                let words = value.value.words();
                // Where a line has no value, the next label on its row is what stands to its right.
                if LABELS.iter().any(|known| known.is(&words)) {
                    continue;
                }
                let at = (row, value_column);
                if value.formula {
                    let message = Text::new("値が数式になっています", "the value is a formula");
                    report.error(at, "formula-cell", message, Some(super::answers::type_the_value()));
                    continue;
                }
                *slot = Some(Line { at, words: words.into_owned() });
            }
        }
        lines
    }
}

/// Service and class; `None` after reporting why not.
pub(super) fn of(
    standard: &Standard,
    grid: &Grid<'_>,
    header: &Header,
    hidden: Option<&Hidden>,
    options: ReadOptions,
    report: &mut Report<'_>,
) -> Option<Identity> {
    let lines = Lines::read(grid, header, report);
    let sound = is_shown_standard(standard, &lines, hidden, report);
    let service = service(&lines, hidden, report);
    let class = class(standard, &lines, hidden, options, report);
    Some(Identity { service: service?, class: class? }).filter(|_| sound)
}

fn is_shown_standard(standard: &Standard, lines: &Lines, hidden: Option<&Hidden>, report: &mut Report<'_>) -> bool {
    let shown = [(&lines.standard, standard.id()), (&lines.edition, standard.edition())];
    let wrong = shown.into_iter().find_map(|(line, own)| {
        let line = line.as_ref()?;
        (compact(&line.words) != compact(own)).then_some((line, own))
    });
    let Some((line, own)) = wrong else { return true };
    if hidden.is_some() {
        report_disagreement(line, own, report);
    } else {
        let words = |line: &Option<Line>| line.as_ref().map_or(String::new(), |line| line.words.clone());
        report_other_standard(standard, &words(&lines.standard), &words(&lines.edition), report);
    }
    false
}

fn report_disagreement(line: &Line, hidden: &str, report: &mut Report<'_>) {
    let (shown, hidden) = (excerpt(&line.words), excerpt(hidden));
    let message = Text::new(
        format!("表の上には `{shown}`、隠しシート {} には `{hidden}` とあります", words::IDENTITY_SHEET),
        format!("the line above the table says `{shown}`, the hidden sheet {} says `{hidden}`", words::IDENTITY_SHEET),
    );
    let hint = Text::new(
        "点検票はサービスと分類ごとに作ります。`kijun sheet new` で新しい点検票を作り、書き写してください",
        "a check sheet is made for one service and class: make a new one with `kijun sheet new` and copy the answers to it",
    );
    report.error(line.at, "identity-disagrees", message, Some(hint));
}

fn service(lines: &Lines, hidden: Option<&Hidden>, report: &mut Report<'_>) -> Option<String> {
    let hidden = hidden.and_then(|hidden| hidden.value(key::SERVICE));
    match (&lines.service, hidden) {
        (Some(line), Some(hidden)) if compact(&line.words) != compact(hidden) => {
            report_disagreement(line, hidden, report);
            None
        }
        (_, Some(hidden)) => Some(hidden.to_owned()),
        (Some(line), None) => Some(line.words.trim().to_owned()),
        (None, None) => {
            let source = report.source();
            let file = source.rsplit(['/', '\\']).next().unwrap_or(source);
            let name = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned();
            let message = Text::new(
                format!("サービス名がないので、ファイル名から「{name}」としました"),
                format!("the sheet names no service: `{name}` was taken from the file's name"),
            );
            let hint =
                Text::new("表の上に「サービス名」の行を書いてください", "write a line «Service» above the table");
            report.whole_warning("service-from-file-name", message, hint);
            Some(name)
        }
    }
}

fn class(
    standard: &Standard,
    lines: &Lines,
    hidden: Option<&Hidden>,
    options: ReadOptions,
    report: &mut Report<'_>,
) -> Option<ClassIndex> {
    let hidden = hidden.and_then(|hidden| hidden.value(key::CLASS));
    let from_hidden = hidden.and_then(|words| standard.find_class(words));
    let from_line = lines.class.as_ref().and_then(|line| find_class(standard, &line.words));
    let said = match (&lines.class, hidden) {
        (Some(line), Some(hidden)) if from_line.is_none() || from_line != from_hidden => {
            report_disagreement(line, hidden, report);
            return None;
        }
        (Some(line), None) if from_line.is_none() && options.class_override.is_none() => {
            let found = excerpt(&line.words);
            let message =
                Text::new(format!("重要性分類 `{found}` はありません"), format!("there is no class `{found}`"));
            report.error(line.at, "unknown-class", message, Some(standard.allowed_classes()));
            return None;
        }
        _ => from_hidden.or(from_line),
    };
    match (options.class_override, said) {
        (Some(given), Some(said)) if given != said => {
            let label = |class| standard.class(class).map(|class| class.label.clone()).unwrap_or_default();
            let (given_label, said_label) = (label(given), label(said));
            let message = Text::new(
                format!(
                    "点検票は「{}」のものですが、指定により「{}」として読みました",
                    said_label.japanese, given_label.japanese
                ),
                format!(
                    "the sheet is for `{}`; it was read as `{}`, as asked",
                    said_label.in_language(standard::Language::English),
                    given_label.in_language(standard::Language::English)
                ),
            );
            report.whole_warning("class-overridden", message, standard.allowed_classes());
            Some(given)
        }
        (Some(given), _) => Some(given),
        (None, Some(said)) => Some(said),
        (None, None) => {
            let message = Text::new("重要性分類がわかりません", "the sheet does not say for which class it is");
            let hint = Text::new(
                format!(
                    "--class で指定するか、表の上に「重要性分類」の行を書いてください({})",
                    standard.allowed_classes().japanese
                ),
                "name it with --class, or write a line «Class» above the table",
            );
            report.whole("no-class", message, hint);
            None
        }
    }
}

/// A class by its id, a spelling, or its label in either language.
fn find_class(standard: &Standard, words: &str) -> Option<ClassIndex> {
    let shown = compact(words);
    let by_label = standard.class_indices().find(|index| {
        standard.class(*index).is_some_and(|class| {
            let english = class.label.english.as_deref().map(compact);
            compact(&class.label.japanese) == shown || english.as_ref() == Some(&shown)
        })
    });
    by_label.or_else(|| standard.find_class(words))
}
