//! The command line of `kijun register`.

use super::{ActorFlag, ObjectFormat, StoreFlags};
use clap::{Args, Subcommand, ValueEnum, ValueHint};
use jiff::civil::Date;
use std::path::PathBuf;

#[derive(Subcommand)]
pub(crate) enum RegisterCommand {
    /// 台帳の一覧 / the register, a line a use
    List(RegisterList),
    /// 一件のすべて / everything of one use
    Show(RegisterShow),
    /// 表計算の台帳(CSV)から案件を登録する / open uses from a register kept in a spreadsheet (CSV)
    Import(RegisterImport),
    /// 証跡のファイルを添える / attach a file as evidence
    Attach(RegisterAttach),
    /// 証跡の一覧、または一つを取り出す / list the evidence of a use, or take one out
    Evidence(RegisterEvidence),
    /// 操作(JSON、一行に一つ)を行う / carry out commands (JSON, one a line)
    Run(RegisterRun),
    /// 別の版・読み方・参照データ・日なら誰の判定が変わるか / whose verdict flips under another edition, reading, reference data or day
    WhatIf(RegisterWhatIf),
    /// その日の台帳 / the register as it stood on a day
    AsOf(RegisterAsOf),
}

#[derive(Args)]
pub(crate) struct RegisterList {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// 期限・失効などのするべきこともその日で示す。既定は今日 / the day for which duties are shown; today by default
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// 出力の形式 / format of the output
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// 人が読む表 / a table for people
    Text,
    /// JSON
    Json,
    /// 表計算用 / for spreadsheets
    Csv,
}

#[derive(Args)]
pub(crate) struct RegisterShow {
    /// 案件の番号 / the number of the use
    #[arg(value_name = "USE")]
    pub(crate) id: register::UseId,
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// するべきことを示す日。既定は今日 / the day for which duties are shown; today by default
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// 出力の形式 / format of the output
    #[arg(long, value_enum, default_value_t = ObjectFormat::Text)]
    pub(crate) format: ObjectFormat,
}

#[derive(Args)]
pub(crate) struct RegisterImport {
    /// 台帳の CSV / the register as CSV
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// 登録する人 / who opens the uses
    #[arg(long = "as", value_name = "PERSON@POST@ORGANIZATION")]
    pub(crate) actor: ActorFlag,
    /// 何が登録されるかだけを示す / only show what would be opened
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Args)]
pub(crate) struct RegisterAttach {
    /// 案件の番号 / the number of the use
    #[arg(value_name = "USE")]
    pub(crate) id: register::UseId,
    /// 添えるファイル / the file
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// 添える人 / who attaches it
    #[arg(long = "as", value_name = "PERSON@POST@ORGANIZATION")]
    pub(crate) actor: ActorFlag,
    /// 記録するファイル名。既定はファイルの名前 / the name to record; the file's by default
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// ファイルの種類。既定は拡張子から。例 application/pdf / the kind of file; by its ending by default
    #[arg(long)]
    pub(crate) media_type: Option<String>,
    /// 申告の文書の id / the id of the declaration's document that it is
    #[arg(long)]
    pub(crate) document: Option<String>,
    /// 何を示すか / what it shows
    #[arg(long)]
    pub(crate) note: Option<String>,
}

#[derive(Args)]
pub(crate) struct RegisterEvidence {
    /// 案件の番号 / the number of the use
    #[arg(value_name = "USE")]
    pub(crate) id: register::UseId,
    /// 取り出す証跡の番号。なければ一覧 / the number of the evidence to take out; the list, without it
    #[arg(value_name = "NUMBER")]
    pub(crate) number: Option<u32>,
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// 書き出すファイル(既定は標準出力) / the file to write (standard output by default)
    #[arg(long, short, value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// 一覧の形式 / format of the list
    #[arg(long, value_enum, default_value_t = ObjectFormat::Text)]
    pub(crate) format: ObjectFormat,
}

#[derive(Args)]
pub(crate) struct RegisterRun {
    /// 操作のファイル。`-` は標準入力 / the file of commands; `-` is standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// 行う人 / who acts
    #[arg(long = "as", value_name = "PERSON@POST@ORGANIZATION")]
    pub(crate) actor: ActorFlag,
}

#[derive(Args)]
pub(crate) struct RegisterWhatIf {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// 別の基準ファイル / another standard's file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) standard: Option<PathBuf>,
    /// 別の読み方。例 8-2=fallback / another reading
    #[arg(long = "reading", value_name = "ID=OPTION")]
    pub(crate) readings: Vec<String>,
    /// 別の参照データのフォルダ / a folder of other reference data
    #[arg(long, value_hint = ValueHint::DirPath)]
    pub(crate) reference: Option<PathBuf>,
    /// 判定の日。既定は今日 / the judging date; today by default
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// 出力の形式 / format of the output
    #[arg(long, value_enum, default_value_t = ObjectFormat::Text)]
    pub(crate) format: ObjectFormat,
}

#[derive(Args)]
pub(crate) struct RegisterAsOf {
    /// 日(その日の終わり、日本時間)か時刻 / a day (its end, in Japan) or an instant
    #[arg(value_name = "DATE|INSTANT")]
    pub(crate) instant: String,
    /// 案件の番号。なければ一覧 / the number of a use; the list, without it
    #[arg(value_name = "USE")]
    pub(crate) id: Option<register::UseId>,
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// 出力の形式 / format of the output
    #[arg(long, value_enum, default_value_t = ObjectFormat::Text)]
    pub(crate) format: ObjectFormat,
}
