//! The command line of `kijun backup`.

use super::{Checkpoints, ObjectFormat, StoreFlags};
use clap::{Args, Subcommand, ValueHint};
use std::path::PathBuf;

#[derive(Subcommand)]
pub(crate) enum BackupCommand {
    /// 動いているまま、一つのファイルにまとめる / one file, made while the server runs
    Create(BackupCreate),
    /// バックアップが完全であることを確かめる / check that a backup is whole
    Verify(BackupVerify),
    /// 空のデータベースに戻す / restore into an empty database
    Restore(BackupRestore),
}

#[derive(Args)]
pub(crate) struct BackupCreate {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// 書き出すファイル / the file to write
    #[arg(long, short, value_hint = ValueHint::FilePath)]
    pub(crate) output: PathBuf,
}

/// A backup, the city it is of, and what is known of the city besides.
#[derive(Args)]
pub(crate) struct Backup {
    /// バックアップ / the backup
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    #[command(flatten)]
    pub(crate) known: Checkpoints,
}

#[derive(Args)]
pub(crate) struct BackupVerify {
    #[command(flatten)]
    pub(crate) backup: Backup,
    /// 設定の鍵で中身も開いて確かめる / open everything with the keys of the configuration, too
    #[arg(long)]
    pub(crate) with_keys: bool,
    /// 出力の形式 / format of the output
    #[arg(long, value_enum, default_value_t = ObjectFormat::Text)]
    pub(crate) format: ObjectFormat,
}

#[derive(Args)]
pub(crate) struct BackupRestore {
    #[command(flatten)]
    pub(crate) backup: Backup,
    /// チェックポイントより前に戻すことを、理由とともに認める(記録に残る) / go back behind a checkpoint, for this reason; it is recorded
    #[arg(long, value_name = "REASON")]
    pub(crate) accept_rollback: Option<String>,
    /// 確かめるだけで、何も書かない / only check; write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}
