//! The register that a city kept in a spreadsheet, as the uses it lists. Reads the list; opening the uses is for others.

use crate::List;
use jiff::civil::Date;
use register::record::profile::{Contract, InformationItem, Profile, YesNo};
use register::{Line, ProviderId, ServiceId};
use standard::Text;
use standard::problem::{Place, Problem, excerpt, nearest};
use standard::spelling::fold;

/// A use as a spreadsheet lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedUse {
    /// The row, from 1, with the titles counted.
    pub row: usize,
    /// Who provides the service: name in files, name for people.
    pub provider: (ProviderId, Line),
    /// The service.
    pub service: (ServiceId, Line),
    /// Who operates it, where that is another company.
    pub operator: Option<Line>,
    /// What the section says of its use.
    pub profile: Box<Profile>,
    /// The file of the vendor's declaration, as written.
    pub declaration: Option<String>,
}

/// A column: its titles, and whether a row must fill it.
struct Column {
    titles: [&'static str; 2],
    required: bool,
}

const COLUMNS: [Column; 9] = [
    Column { titles: ["サービス", "service"], required: true },
    Column { titles: ["事業者", "provider"], required: true },
    Column { titles: ["運営者", "operator"], required: false },
    Column { titles: ["利用目的", "purpose"], required: true },
    Column { titles: ["情報", "information"], required: true },
    Column { titles: ["管理者", "manager"], required: true },
    Column { titles: ["契約期間", "contract"], required: false },
    Column { titles: ["分類の理由", "class_reason"], required: false },
    Column { titles: ["申告", "declaration"], required: false },
];
const SERVICE: usize = 0;
const PROVIDER: usize = 1;
const OPERATOR: usize = 2;
const PURPOSE: usize = 3;
const INFORMATION: usize = 4;
const MANAGER: usize = 5;
const CONTRACT: usize = 6;
const CLASS_REASON: usize = 7;
const DECLARATION: usize = 8;

/// Reads the list of `name`: a row of titles, then a row a use. Empty rows are passed over.
///
/// # Errors
/// Every problem, with its row and column; then no use is handed over.
pub fn read_register(name: &str, list: &List) -> Result<Vec<ListedUse>, Vec<Problem>> {
    let mut reader = Reader { name, sheet: list.sheet.as_deref(), problems: Vec::new() };
    let mut rows = list.rows.iter().enumerate().map(|(at, row)| (at.saturating_add(1), row));
    let titles = rows.find(|(_, row)| !is_empty(row));
    let Some((at, titles)) = titles else {
        reader.refuse("register-empty", 1, 1, Text::new("表が空です", "the list is empty"), titles_hint());
        return Err(reader.problems);
    };
    let columns = reader.columns(at, titles);
    let listed: Vec<ListedUse> =
        rows.filter(|(_, row)| !is_empty(row)).filter_map(|(at, row)| reader.row(at, row, &columns)).collect();
    if reader.problems.is_empty() { Ok(listed) } else { Err(reader.problems) }
}

fn is_empty(row: &[String]) -> bool {
    row.iter().all(|cell| cell.trim().is_empty())
}

struct Reader<'n> {
    name: &'n str,
    sheet: Option<&'n str>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// Where each column stands in the list.
    fn columns(&mut self, at: usize, titles: &[String]) -> Vec<Option<usize>> {
        for (place, title) in titles.iter().enumerate().filter(|(_, title)| !title.trim().is_empty()) {
            let known = COLUMNS.iter().flat_map(|column| column.titles);
            if known.clone().all(|known| fold(known) != fold(title)) {
                let message = Text::new(
                    format!("列「{}」は分かりません", excerpt(title)),
                    format!("unknown column `{}`", excerpt(title)),
                );
                let hint = nearest(&fold(title), known).map_or_else(titles_hint, |meant| {
                    Text::new(format!("「{meant}」のことですか"), format!("did you mean `{meant}`?"))
                });
                self.refuse("register-column-unknown", at, place.saturating_add(1), message, hint);
            }
        }
        let find = |column: &Column| titles.iter().position(|title| column.titles.map(fold).contains(&fold(title)));
        let found: Vec<Option<usize>> = COLUMNS.iter().map(find).collect();
        for (column, _) in COLUMNS.iter().zip(&found).filter(|(column, found)| column.required && found.is_none()) {
            let [japanese, english] = column.titles;
            let message =
                Text::new(format!("列「{japanese}」がありません"), format!("the column `{english}` is missing"));
            self.refuse("register-column-missing", at, 1, message, titles_hint());
        }
        found
    }

    fn row(&mut self, at: usize, row: &[String], columns: &[Option<usize>]) -> Option<ListedUse> {
        let mut cells = Cells { reader: self, at, row, columns };
        let service = cells.named(SERVICE);
        let provider = cells.named(PROVIDER);
        let operator = cells.optional(OPERATOR, str::parse);
        let purpose = cells.required(PURPOSE, str::parse);
        let information = cells.required(INFORMATION, information);
        let manager = cells.required(MANAGER, str::parse);
        let contract = cells.optional(CONTRACT, contract);
        let class_reason = cells.optional(CLASS_REASON, str::parse);
        let declaration = cells.optional(DECLARATION, |words| Ok(words.to_owned()));
        let profile =
            Profile { purpose: purpose?, information: information?, class_reason, contract, manager: manager? };
        Some(ListedUse {
            row: at,
            provider: provider?,
            service: service?,
            operator,
            profile: Box::new(profile),
            declaration,
        })
    }

    fn refuse(&mut self, code: &'static str, row: usize, column: usize, message: Text, hint: Text) {
        let place = match self.sheet {
            Some(sheet) => {
                let letter =
                    char::from(b'A'.saturating_add(u8::try_from(column.saturating_sub(1).min(25)).unwrap_or(25)));
                Place::Cell { sheet: sheet.to_owned(), cell: format!("{letter}{row}") }
            }
            None => Place::Text { line: row, column },
        };
        self.problems.push(Problem::error(code, self.name, place, message).with_hint(hint));
    }
}

/// The cells of one row, by column.
struct Cells<'r, 'n, 'l> {
    reader: &'r mut Reader<'n>,
    at: usize,
    row: &'l [String],
    columns: &'l [Option<usize>],
}

impl Cells<'_, '_, '_> {
    fn words(&self, column: usize) -> (usize, &str) {
        let place = self.columns.get(column).copied().flatten().unwrap_or(0);
        let found = self.columns.get(column).copied().flatten().and_then(|place| self.row.get(place));
        (place.saturating_add(1), found.map_or("", |cell| cell.trim()))
    }

    /// A cell that must be filled. `None` where it is wrong, and reported.
    fn required<T>(&mut self, column: usize, read: impl Fn(&str) -> Result<T, register::Refusal>) -> Option<T> {
        let (place, words) = self.words(column);
        if words.is_empty() {
            let title = COLUMNS.get(column).map_or("", |column| column.titles[0]);
            let message = Text::new(format!("「{title}」が空です"), format!("`{title}` is empty"));
            let hint = Text::new("この欄を埋めます", "fill the cell");
            self.reader.refuse("register-cell-empty", self.at, place, message, hint);
            return None;
        }
        match read(words) {
            Ok(value) => Some(value),
            Err(refusal) => {
                self.reader.refuse(refusal.code, self.at, place, refusal.message, refusal.hint);
                None
            }
        }
    }

    /// A cell that may be empty. One that is wrong is reported, and the row is not handed over for that.
    fn optional<T>(&mut self, column: usize, read: impl Fn(&str) -> Result<T, register::Refusal>) -> Option<T> {
        if self.words(column).1.is_empty() { None } else { self.required(column, read) }
    }

    /// A name for people, and the name in files that is made of it.
    fn named<Name: std::str::FromStr<Err = register::Refusal>>(&mut self, column: usize) -> Option<(Name, Line)> {
        self.required(column, |words| {
            let allowed = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | '.');
            let id: String = words.chars().map(|character| if allowed(character) { character } else { '-' }).collect();
            Ok((id.trim_matches('-').parse()?, words.parse()?))
        })
    }
}

/// 情報: `名前:分類`, parted by `、` or `;`; `名前:分類:個人情報` where it is personal.
fn information(words: &str) -> Result<register::List<InformationItem>, register::Refusal> {
    let parts = words.split(['、', ';', '；', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let items = parts.enumerate().map(|(at, part)| {
        let mut fields = part.split([':', '：']).map(str::trim);
        let (name, class, personal) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""), fields.next());
        let class = fold(class).to_uppercase();
        Ok(InformationItem {
            id: format!("i{}", at.saturating_add(1)).parse()?,
            name: name.parse()?,
            class: class.parse()?,
            personal: match personal.map(fold).as_deref() {
                None => YesNo::Unknown,
                Some("個人情報" | "personal" | "yes") => YesNo::Yes,
                Some(_) => YesNo::No,
            },
            entered_by_staff: YesNo::Unknown,
            place: None,
            clause: None,
        })
    });
    register::List::new(items.collect::<Result<Vec<_>, register::Refusal>>()?)
}

/// 契約期間: `2026-04-01〜2027-03-31`, days as people in Japan write them.
fn contract(words: &str) -> Result<Contract, register::Refusal> {
    let mut days = words.split(['〜', '～', '~']).map(|day| evidence::date::parse(day).ok());
    let day = |found: Option<Option<Date>>| found.flatten();
    match (day(days.next()), day(days.next()), days.next()) {
        (Some(from), Some(until), None) => Ok(Contract { from, until }),
        _ => Err(register::Refusal {
            code: "register-contract-unreadable",
            message: Text::new(
                format!("契約期間「{}」を読めません", excerpt(words)),
                format!("`{}` is no term", excerpt(words)),
            ),
            hint: Text::new("2026-04-01〜2027-03-31 のように書きます", "write 2026-04-01〜2027-03-31"),
        }),
    }
}

fn titles_hint() -> Text {
    let titles =
        |at: usize| COLUMNS.iter().filter_map(|column| column.titles.get(at).copied()).collect::<Vec<_>>().join(", ");
    Text::new(format!("列の名前: {}", titles(0)), format!("columns: {}", titles(1)))
}
