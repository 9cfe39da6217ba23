//! The part of the command line that writes and reads check sheets.

use super::StandardFlags;
use clap::{Args, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

#[derive(Subcommand)]
pub(crate) enum SheetCommand {
    /// 空の点検票を作る / write an empty check sheet
    #[command(after_help = "例 / example:
  kijun sheet new --service 文書管理 --class I -o 点検票.xlsx
  kijun sheet new --facts examples/declarations/document-cloud.toml --class I -o 申告入り点検票.xlsx")]
    New(SheetNew),
    /// 点検票を読み、回答を出す / read check sheets and print the answers
    #[command(after_help = "例 / example:
  kijun sheet read 点検票.xlsx --format csv")]
    Read(SheetRead),
    /// 点検票の事実のシートを、申告(TOML・JSON)として出す / print the fact worksheets of a check sheet as a declaration
    #[command(after_help = "例 / example:
  kijun sheet facts 点検票.xlsx > 申告.toml")]
    Facts(SheetFacts),
}

#[derive(Args)]
pub(crate) struct SheetFacts {
    /// 点検票 / the check sheet
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// 出力の形式 / format of the output
    #[arg(long, value_enum, default_value_t = DeclarationFormat::Toml)]
    pub(crate) format: DeclarationFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DeclarationFormat {
    Toml,
    Json,
}

#[derive(Args)]
pub(crate) struct SheetNew {
    /// サービス名。--facts があれば、その申告から / the service's name; with --facts, by default the declaration's
    #[arg(long, required_unless_present = "facts")]
    pub(crate) service: Option<String>,
    /// 重要性分類(S・I・II・III) / the class
    #[arg(long)]
    pub(crate) class: String,
    /// 事実のシートに書き込む申告(TOML・JSON) / a declaration to fill the fact worksheets with
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) facts: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) standard: StandardFlags,
    /// 書き出すファイル / the file to write
    #[arg(long, short, value_hint = ValueHint::FilePath)]
    pub(crate) output: PathBuf,
    /// すでにあるファイルを置き換える / replace a file that is there
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Args)]
pub(crate) struct SheetRead {
    /// 点検票 / check sheets
    #[arg(required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) standard: StandardFlags,
    /// 分類(点検票の分類より優先) / the class, over what the sheets say
    #[arg(long)]
    pub(crate) class: Option<String>,
    /// 出力の形式 / format of the output
    #[arg(long, value_enum, default_value_t = AnswersFormat::Toml)]
    pub(crate) format: AnswersFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswersFormat {
    Toml,
    Json,
    /// 一括判定の CSV(説明・証跡は入らない) / the bulk CSV, without notes
    Csv,
}
