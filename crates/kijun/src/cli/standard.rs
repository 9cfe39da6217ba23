//! The command line of `kijun standard`.

use super::StandardFlags;
use clap::{Args, Subcommand, ValueHint};
use std::path::PathBuf;

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
