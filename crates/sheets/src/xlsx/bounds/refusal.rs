//! Why a file is refused before it is read, with the sentences for it. One code each; `docs/problems-xlsx.md` explains them.

use super::{CELL_LIMIT, ELEMENT_LIMIT, ENTRY_LIMIT, FILE_LIMIT, INFLATED_LIMIT};
use standard::problem::excerpt;
use standard::{Place, Problem, Text};

/// Why a file is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::xlsx) enum Refusal {
    NotXlsx,
    OldFormat,
    Binary,
    OpenDocument,
    Password,
    Macros,
    External(String),
    Duplicate(String),
    Path(String),
    Link(String),
    Entries,
    FileSize(usize),
    Inflates,
    Doctype,
    Markup,
    Encoding,
    Cells,
    Elements,
    Far(String),
    Text,
    StringCount,
    Damaged,
}

impl Refusal {
    /// The problem to tell the sender.
    pub(in crate::xlsx) fn problem(&self, source: &str) -> Problem {
        Problem::error(self.code(), source, Place::Whole, self.message()).with_hint(self.hint())
    }

    const fn code(&self) -> &'static str {
        match self {
            Self::NotXlsx => "not-xlsx",
            Self::OldFormat => "xls-format",
            Self::Binary => "xlsb-format",
            Self::OpenDocument => "ods-format",
            Self::Password => "xlsx-password",
            Self::Macros => "xlsx-macros",
            Self::External(_) => "xlsx-external-links",
            Self::Duplicate(_) => "xlsx-duplicate-part",
            Self::Path(_) | Self::Link(_) => "xlsx-unsafe-path",
            Self::Entries => "xlsx-too-many-parts",
            Self::FileSize(_) => "xlsx-file-too-large",
            Self::Inflates => "xlsx-inflates",
            Self::Doctype => "xlsx-doctype",
            Self::Markup => "xlsx-markup",
            Self::Encoding => "xlsx-encoding",
            Self::Cells => "xlsx-too-many-cells",
            Self::Elements => "xlsx-too-many-elements",
            Self::Far(_) => "xlsx-far-cell",
            Self::Text => "xlsx-too-much-text",
            Self::StringCount => "xlsx-string-count",
            Self::Damaged => "xlsx-damaged",
        }
    }

    fn message(&self) -> Text {
        let limited = |japanese: &str, english: &str, limit: &dyn std::fmt::Display| {
            Text::new(format!("{japanese}(上限 {limit})"), format!("{english} (limit {limit})"))
        };
        let named = |japanese: [&str; 2], english: [&str; 2], found: &str| {
            let found = excerpt(found);
            let around = |words: [&str; 2]| words.join(&format!("`{found}`"));
            Text::new(around(japanese), around(english))
        };
        match self {
            Self::NotXlsx => Text::new("Excel ブック(.xlsx)ではありません", "this is not an Excel workbook (.xlsx)"),
            Self::OldFormat => Text::new("古い形式のブック(.xls)です", "this is a workbook of the old format (.xls)"),
            Self::Binary => Text::new("バイナリ形式のブック(.xlsb)です", "this is a binary workbook (.xlsb)"),
            Self::OpenDocument => {
                Text::new("OpenDocument 形式(.ods)のブックです", "this is an OpenDocument spreadsheet (.ods)")
            }
            Self::Password => {
                Text::new("パスワードで保護されたブックは開けません", "the workbook is protected with a password")
            }
            Self::Macros => Text::new("マクロを含むブックは受け取りません", "the workbook has macros"),
            Self::External(target) => named(
                ["ほかのファイルや場所へのリンク ", " を含むブックは受け取りません"],
                ["the workbook links to other files or places: ", ""],
                target,
            ),
            Self::Duplicate(name) => {
                named(["同じ名前の部品 ", " が二つあります"], ["the workbook has two parts named ", ""], name)
            }
            Self::Path(name) => named(
                ["部品の名前 ", " が、ブックの外を指しています"],
                ["the name of the part ", " points outside the workbook"],
                name,
            ),
            Self::Link(name) => {
                named(["部品 ", " がシンボリックリンクです"], ["the part ", " is a symbolic link"], name)
            }
            Self::Entries => limited("部品が多すぎます", "the workbook has too many parts", &ENTRY_LIMIT),
            Self::FileSize(found) => {
                let (found, limit) = (found.div_ceil(1 << 20), FILE_LIMIT >> 20);
                Text::new(
                    format!("ファイルが大きすぎます(約 {found} MiB、上限 {limit} MiB)"),
                    format!("the file is too large (about {found} MiB; the limit is {limit} MiB)"),
                )
            }
            Self::Inflates => {
                let limit = format!("{} MiB", INFLATED_LIMIT >> 20);
                limited("展開すると大きすぎます", "the workbook inflates to too many bytes", &limit)
            }
            Self::Doctype => Text::new("文書型宣言(DOCTYPE)を含むブックは受け取りません", "the workbook has a DOCTYPE"),
            Self::Markup => Text::new(
                "要素の入れ子か属性が多すぎます",
                "elements are nested too deeply or have too many attributes",
            ),
            Self::Encoding => {
                Text::new("部品の文字コードが UTF-8 ではありません", "a part of the workbook is not UTF-8")
            }
            Self::Cells => limited("セルが多すぎます", "the workbook has too many cells", &CELL_LIMIT),
            Self::Elements => limited("要素が多すぎます", "the workbook has too many elements", &ELEMENT_LIMIT),
            Self::Far(cell) => named(
                ["表から遠く離れたセル ", " に値があります"],
                ["there is a value in ", ", far away from any table"],
                cell,
            ),
            Self::Text => Text::new("セルの文字が多すぎます", "the cells hold too much text"),
            Self::StringCount => {
                Text::new("文字列の個数の宣言が誤っています", "the declared number of strings cannot be true")
            }
            Self::Damaged => Text::new("ブックが壊れています", "the workbook is damaged"),
        }
    }

    fn hint(&self) -> Text {
        match self {
            Self::NotXlsx | Self::OldFormat | Self::Binary | Self::OpenDocument => Text::new(
                "Excel で開き、「Excel ブック (*.xlsx)」として保存し直してください",
                "open it in Excel and save it as «Excel Workbook (*.xlsx)»",
            ),
            Self::Password => {
                Text::new("パスワードを外して保存し直してください", "remove the password and save the workbook again")
            }
            Self::Macros => Text::new(
                "マクロなしの「Excel ブック (*.xlsx)」として保存し直してください",
                "save it as «Excel Workbook (*.xlsx)», which has no macros",
            ),
            Self::External(_) => Text::new(
                "Excel の「データ」→「ブックのリンク」でリンクを解除してください",
                "break the links in Excel: Data, Workbook Links",
            ),
            Self::FileSize(_) | Self::Entries => Text::new(
                "貼り付けた画像やシートを取り除き、証跡は別のファイルで渡してください",
                "remove pasted pictures and sheets; hand evidence over as files of its own",
            ),
            Self::Inflates | Self::Cells | Self::Elements | Self::Far(_) | Self::Text => Text::new(
                "使っていない行・列・シートを削除して保存し直してください",
                "delete rows, columns and sheets that are not used, and save the workbook again",
            ),
            Self::Duplicate(_)
            | Self::Path(_)
            | Self::Link(_)
            | Self::Doctype
            | Self::Markup
            | Self::Encoding
            | Self::StringCount
            | Self::Damaged => Text::new(
                "Excel で開いて保存し直すか、新しい点検票に書き写してください",
                "open and save it in Excel, or copy the answers to a new check sheet",
            ),
        }
    }
}
