//! The command line of `kijun judge`.

use super::{ReferenceFlags, StandardFlags};
use clap::{Args, ValueEnum, ValueHint};
use jiff::civil::Date;
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct Judge {
    /// 回答(XLSX・CSV・TOML・JSON)か申告(TOML・JSON・XLSX)のファイル、又はそのフォルダ。`-` は標準入力 / files of answers or declarations, or folders of them; `-` is standard input
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
    /// 申告(事実)を判定する日。既定は今日 / the day to judge a declaration on; today by default
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// 申告とともに判定する市の決定(一件のときだけ)。例 `overall_review=approved` / a decision of the city on the one declaration
    #[arg(long = "decision", value_name = "ID=approved|rejected|none")]
    pub(crate) decisions: Vec<String>,
    /// 認証を照らす ISMAP クラウドサービスリスト(CSV・XLSX) / a list of ISMAP services to look certificates up in
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) ismap_list: Option<PathBuf>,
    /// その一覧が、この日の全件と言えるとき(ない番号は、登録なしとみる) / the day on which that list was complete
    #[arg(long, value_name = "DATE", requires = "ismap_list")]
    pub(crate) ismap_complete_on: Option<Date>,
    #[command(flatten)]
    pub(crate) reference: ReferenceFlags,
    /// 申告の通信を測定結果(JSON か署名付き)で確かめる。PATH は `user`(既定)、`admin`、`back_end`、`replication` / results of a probe beside
    /// what is declared of a channel
    #[arg(long = "probe", value_name = "[PATH=]FILE")]
    pub(crate) probes: Vec<String>,
    /// 署名付きの測定結果について、信頼する公開鍵かそのファイル / the public key that is trusted with signed results, or a file with it
    #[arg(long, value_name = "PUBLIC_KEY", requires = "probes")]
    pub(crate) trust: Option<String>,
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
