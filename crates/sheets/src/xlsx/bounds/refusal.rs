//! Why a file is refused before it is read, with the sentences for it. One code each; `docs/problems-xlsx.md` explains them.

use super::{CELL_LIMIT, ENTRY_LIMIT, FILE_LIMIT, INFLATED_LIMIT};
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
    Far(String),
    Text,
    StringCount,
    Damaged,
}

impl Refusal {
    /// The problem to tell the sender.
    pub(in crate::xlsx) fn problem(&self, source: &str) -> Problem {
        let (code, message) = self.message();
        Problem::error(code, source, Place::Whole, message).with_hint(self.hint())
    }

    fn message(&self) -> (&'static str, Text) {
        let mib = |bytes: usize| bytes >> 20;
        match self {
            Self::NotXlsx => {
                ("not-xlsx", Text::new("Excel ブック(.xlsx)ではありません", "this is not an Excel workbook (.xlsx)"))
            }
            Self::OldFormat => ("xls-format", Text::new("古い形式のブック(.xls)です", "this is a workbook of the old format (.xls)")),
            Self::Binary => ("xlsb-format", Text::new("バイナリ形式のブック(.xlsb)です", "this is a binary workbook (.xlsb)")),
            Self::OpenDocument => {
                ("ods-format", Text::new("OpenDocument 形式(.ods)のブックです", "this is an OpenDocument spreadsheet (.ods)"))
            }
            Self::Password => {
                ("xlsx-password", Text::new("パスワードで保護されたブックは開けません", "the workbook is protected with a password"))
            }
            Self::Macros => ("xlsx-macros", Text::new("マクロを含むブックは受け取りません", "the workbook has macros")),
            Self::External(target) => {
                let target = excerpt(target);
                let message = Text::new(
                    format!("ほかのファイルや場所へのリンク `{target}` を含むブックは受け取りません"),
                    format!("the workbook links to other files or places: `{target}`"),
                );
                ("xlsx-external-links", message)
            }
            Self::Duplicate(name) => {
                let name = excerpt(name);
                ("xlsx-duplicate-part", Text::new(format!("同じ名前の部品が二つあります {name}"), format!("two parts have one name {name}")))
            }
            Self::Path(name) => {
                let name = excerpt(name);
                let message = Text::new(
                    format!("部品の名前 `{name}` が、ブックの外を指しています"),
                    format!("the name of the part `{name}` points outside the workbook"),
                );
                ("xlsx-unsafe-path", message)
            }
            Self::Link(name) => {
                let name = excerpt(name);
                let message =
                    Text::new(format!("部品 `{name}` がシンボリックリンクです"), format!("the part `{name}` is a symbolic link"));
                ("xlsx-unsafe-path", message)
            }
            Self::Entries => {
                let message = Text::new(
                    format!("部品が多すぎます(上限 {ENTRY_LIMIT})"),
                    format!("the workbook has too many parts (limit {ENTRY_LIMIT})"),
                );
                ("xlsx-too-many-parts", message)
            }
            Self::FileSize(found) => {
                let (found, limit) = (found.div_ceil(1 << 20), mib(FILE_LIMIT));
                let message = Text::new(
                    format!("ファイルが大きすぎます(約 {found} MiB、上限 {limit} MiB)"),
                    format!("the file is too large (about {found} MiB; the limit is {limit} MiB)"),
                );
                ("xlsx-file-too-large", message)
            }
            Self::Inflates => {
                let limit = mib(INFLATED_LIMIT);
                let message = Text::new(
                    format!("展開すると大きすぎます(上限 {limit} MiB)"),
                    format!("the workbook inflates to more than {limit} MiB"),
                );
                ("xlsx-inflates", message)
            }
            Self::Doctype => ("xlsx-doctype", Text::new("文書型宣言(DOCTYPE)を含むブックは受け取りません", "the workbook has a DOCTYPE")),
            Self::Markup => {
                ("xlsx-markup", Text::new("要素の入れ子か属性が多すぎます", "elements are nested too deeply or have too many attributes"))
            }
            Self::Encoding => ("xlsx-encoding", Text::new("部品の文字コードが UTF-8 ではありません", "a part of the workbook is not UTF-8")),
            Self::Cells => {
                let message = Text::new(
                    format!("セルが多すぎます(上限 {CELL_LIMIT})"),
                    format!("the workbook has too many cells (limit {CELL_LIMIT})"),
                );
                ("xlsx-too-many-cells", message)
            }
            Self::Far(cell) => {
                let message = Text::new(
                    format!("表から遠く離れたセル {cell} に値があります"),
                    format!("there is a value in {cell}, far away from any table"),
                );
                ("xlsx-far-cell", message)
            }
            Self::Text => ("xlsx-too-much-text", Text::new("セルの文字が多すぎます", "the cells hold too much text")),
            Self::StringCount => {
                ("xlsx-string-count", Text::new("文字列の個数の宣言が誤っています", "the declared number of strings cannot be true"))
            }
            Self::Damaged => ("xlsx-damaged", Text::new("ブックが壊れています", "the workbook is damaged")),
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
            Self::Inflates | Self::Cells | Self::Far(_) | Self::Text => Text::new(
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
