//! The command line: every subcommand, flag and help text. Completions and the manual are made from these definitions.

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;
use std::path::PathBuf;

/// Kijun(基準): 自治体のクラウドサービス利用基準を運用する / runs a municipality's standard for using cloud services
#[derive(Parser)]
#[command(
    name = "kijun",
    version,
    max_term_width = 110,
    after_help = "終了コード / exit codes:
  0   すべて適合(または対象外) / all conform (or are out of scope)
  1   不適合か未確定がある / some do not conform or are undecided
  2   使い方か入力の誤り / bad usage or bad input
  74  入出力の失敗 / input or output failed

例 / examples:
  kijun judge examples/four-classes.toml
  kijun judge answers.csv --format jsonl
  kijun sheet new --service 文書管理 --class I -o 点検票.xlsx
  kijun standard prove"
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Flags that every subcommand takes.
#[derive(Args)]
pub(crate) struct Common {
    /// 表示の言語 / language of what is shown
    #[arg(long, global = true, value_enum, default_value_t = LanguageFlag::Ja, env = "KIJUN_LANG")]
    pub(crate) lang: LanguageFlag,
    /// 進み具合・警告・読み替えを出さない(エラーは出す) / no progress, warnings or corrections; errors stay
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum LanguageFlag {
    /// 日本語
    Ja,
    /// English
    En,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// 回答を基準で判定する / judge answers by the standard
    #[command(after_help = "例 / examples:
  kijun judge examples/four-classes.toml
  kijun judge 点検票.xlsx --reading 8-2=fallback
  kijun judge answers.csv --format jsonl > judged.jsonl
  cat answers.csv | kijun judge - --format csv -o judged.csv")]
    Judge(Judge),
    /// 基準そのものを見る・確かめる / look at a standard and check it
    Standard {
        #[command(subcommand)]
        command: StandardCommand,
    },
    /// 点検票(XLSX)を作る・読む / write and read check sheets (XLSX)
    Sheet {
        #[command(subcommand)]
        command: SheetCommand,
    },
    /// シェルの補完を出す / print shell completions
    #[command(after_help = "例 / example:
  kijun completions bash > ~/.local/share/bash-completion/completions/kijun")]
    Completions {
        /// シェル / the shell
        shell: Shell,
    },
    /// マニュアル(man)を出す / print the manual page
    #[command(after_help = "例 / examples:
  kijun man | man -l -
  kijun man --directory /usr/local/share/man/man1")]
    Man {
        /// 全サブコマンドの頁をこのフォルダに書く / write the pages of all subcommands into this folder
        #[arg(long, value_hint = ValueHint::DirPath)]
        directory: Option<PathBuf>,
    },
}

/// Which standard, and under which readings.
#[derive(Args)]
pub(crate) struct StandardFlags {
    /// 基準ファイル(TOML・JSON)。既定は組み込みの仙台市の基準 / the standard's file; Sendai City's is built in
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) standard: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Judge {
    /// 回答のファイル(XLSX・CSV・TOML・JSON)。`-` は標準入力 / files of answers; `-` is standard input
    #[arg(required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) standard: StandardFlags,
    /// 読み方を選ぶ。例 8-2=fallback / choose a reading
    #[arg(long = "reading", value_name = "ID=OPTION")]
    pub(crate) readings: Vec<String>,
    /// すべてのサービスの分類(ファイルの分類より優先) / the class of every service, over what the files say
    #[arg(long)]
    pub(crate) class: Option<String>,
    /// 入力の形式。既定は拡張子と中身から / format of the input; by default from the name and the content
    #[arg(long, value_enum)]
    pub(crate) input_format: Option<InputFormat>,
    /// 出力の形式 / format of the output
    #[arg(long, value_enum, default_value_t = JudgeFormat::Text)]
    pub(crate) format: JudgeFormat,
    /// 出力先のファイル(既定は標準出力) / write to this file, not to standard output
    #[arg(long, short, value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    Xlsx,
    Csv,
    Toml,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum JudgeFormat {
    /// 判定の表 / the judged table
    Text,
    /// 理由まで含む一つの文書 / one document with clauses, rows and reasons
    Json,
    /// 一行に一サービス / one object a line
    Jsonl,
    /// 表計算用 / for spreadsheets
    Csv,
    /// 点検票(一件)または一覧(複数件) / the check sheet of one service, or a list of many
    Xlsx,
}

#[derive(Subcommand)]
pub(crate) enum StandardCommand {
    /// 別表のとおりに表を出す / print the table as the annex prints it
    Show(Show),
    /// 基準ファイルを確かめる / check a standard's file
    #[command(after_help = "例 / example:
  kijun standard check standards/examples/minato-saas-2026.toml")]
    Check(Check),
    /// 規則の性質を総当たりで示す / show properties of the rules by exhaustion
    Prove(Prove),
    /// 二つの基準の違いと、判定が変わるサービス / what differs between two standards, and whose verdict flips
    #[command(after_help = "例 / example:
  kijun standard diff old.toml new.toml --portfolio answers.csv")]
    Diff(Diff),
}

#[derive(Args)]
pub(crate) struct Show {
    #[command(flatten)]
    pub(crate) standard: StandardFlags,
    /// 基準ファイルの原文を出す / print the standard's file itself
    #[arg(long)]
    pub(crate) source: bool,
}

#[derive(Args)]
pub(crate) struct Check {
    /// 基準ファイル / the standards' files
    #[arg(required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Prove {
    #[command(flatten)]
    pub(crate) standard: StandardFlags,
}

#[derive(Args)]
pub(crate) struct Diff {
    /// 旧い基準。`built-in` は組み込みのもの / the old standard; `built-in` is the one built in
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) before: PathBuf,
    /// 新しい基準 / the new standard
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) after: PathBuf,
    /// 旧い基準への回答のファイル / answers to the old standard
    #[arg(long, value_hint = ValueHint::FilePath)]
    pub(crate) portfolio: Option<PathBuf>,
    /// 両方の基準の読み方 / a reading of both standards
    #[arg(long = "reading", value_name = "ID=OPTION")]
    pub(crate) readings: Vec<String>,
}

#[derive(Subcommand)]
pub(crate) enum SheetCommand {
    /// 空の点検票を作る / write an empty check sheet
    #[command(after_help = "例 / example:
  kijun sheet new --service 文書管理 --class I -o 点検票.xlsx")]
    New(SheetNew),
    /// 点検票を読み、回答を出す / read check sheets and print the answers
    #[command(after_help = "例 / example:
  kijun sheet read 点検票.xlsx --format csv")]
    Read(SheetRead),
}

#[derive(Args)]
pub(crate) struct SheetNew {
    /// サービス名 / the service's name
    #[arg(long)]
    pub(crate) service: String,
    /// 重要性分類(S・I・II・III) / the class
    #[arg(long)]
    pub(crate) class: String,
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
