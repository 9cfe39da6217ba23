//! The command line of `kijun audit`, and what an auditor knows from elsewhere.

use super::{ObjectFormat, StoreFlags};
use clap::{Args, Subcommand, ValueHint};
use std::path::PathBuf;

#[derive(Subcommand)]
pub(crate) enum AuditCommand {
    /// 連鎖を終わりまで確かめる。鍵もサーバも要らない / walk the whole chain; needs no key and no server
    Verify(AuditVerify),
    /// 記録の今の終わりに署名して書き出す。市と事業者がそれぞれ保管する / sign where the stream ends; city and vendor each keep it
    Checkpoint(AuditCheckpoint),
}

/// What is known of the stream from elsewhere.
#[derive(Args)]
pub(crate) struct Checkpoints {
    /// 別に保管していたチェックポイント。記録がこれより手前で終わっていれば示す / checkpoints that were kept elsewhere: it shows where the records end before one
    #[arg(long = "checkpoint", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) checkpoints: Vec<PathBuf>,
    /// 署名の公開鍵(16進数64桁)。ほかの鍵で署名したチェックポイントは断る / the public key that must have signed them (64 hexadecimal digits)
    #[arg(long, value_name = "PUBLIC_KEY", requires = "checkpoints")]
    pub(crate) signed_by: Option<String>,
}

#[derive(Args)]
pub(crate) struct AuditVerify {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    #[command(flatten)]
    pub(crate) known: Checkpoints,
    /// データベースの代わりにバックアップを確かめる / verify a backup in place of the database
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) backup: Option<PathBuf>,
    /// 出力の形式 / format of the output
    #[arg(long, value_enum, default_value_t = ObjectFormat::Text)]
    pub(crate) format: ObjectFormat,
}

#[derive(Args)]
pub(crate) struct AuditCheckpoint {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// 書き出すファイル(既定は標準出力) / the file to write (standard output by default)
    #[arg(long, short, value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
}
