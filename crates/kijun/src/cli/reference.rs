//! The command line of `kijun classify` and `kijun reference`, and the flag that puts other reference data in place of what is built in.

use super::{ObjectFormat, StandardFlags};
use clap::{Args, Subcommand, ValueHint};
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct Classify {
    /// 扱う情報。例 氏名 住所 議事録 / the information that is handled
    #[arg(required = true)]
    pub(crate) items: Vec<String>,
    /// 質問への回答。例 `grave_loss=yes`、`grave_loss:税=yes` / an answer to a question, for all items or one
    #[arg(long = "answer", value_name = "QUESTION=yes|no")]
    pub(crate) answers: Vec<String>,
    /// 市の語彙(組み込みに足す) / the city's own vocabulary, added to what is built in
    #[arg(long, value_hint = ValueHint::FilePath)]
    pub(crate) vocabulary: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) standard: StandardFlags,
    /// 出力の形式 / format of the output
    #[arg(long, value_enum, default_value_t = ObjectFormat::Text)]
    pub(crate) format: ObjectFormat,
    #[command(flatten)]
    pub(crate) reference: ReferenceFlags,
}

#[derive(Subcommand)]
pub(crate) enum ReferenceCommand {
    /// 行ごとの出所と、未確認の行 / every row's source, and rows that are not verified
    Status(ReferenceStatus),
}

#[derive(Args)]
pub(crate) struct ReferenceStatus {
    /// 未確認の行を一行ずつ / list the rows that are not verified
    #[arg(long)]
    pub(crate) all: bool,
    /// 出力の形式 / format of the output
    #[arg(long, value_enum, default_value_t = ObjectFormat::Text)]
    pub(crate) format: ObjectFormat,
    #[command(flatten)]
    pub(crate) reference: ReferenceFlags,
}

/// Which reference data.
#[derive(Args)]
pub(crate) struct ReferenceFlags {
    /// 組み込みの代わりに使う参照データのフォルダ / a folder of reference data to use in place of what is built in
    #[arg(long = "reference", value_name = "REFERENCE", env = "KIJUN_REFERENCE", value_hint = ValueHint::DirPath)]
    pub(crate) folder: Option<PathBuf>,
}
