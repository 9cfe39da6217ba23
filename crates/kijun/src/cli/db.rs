//! The command line of `kijun db`.

use super::{ObjectFormat, StoreFlags};
use clap::{Args, Subcommand};

#[derive(Subcommand)]
pub(crate) enum DbCommand {
    /// すべての行と証跡を鍵で開き、状態まで組み立てる / open every row and all evidence with the keys, and fold the state
    Verify(DbVerify),
    /// 失われた書き込みを認め、理由とともに記録して続ける / go on although acknowledged writes are gone; the reason is recorded
    AcceptLoss(DbAcceptLoss),
}

#[derive(Args)]
pub(crate) struct DbAcceptLoss {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// 理由(記録に残る) / why; it is recorded
    #[arg(long)]
    pub(crate) reason: String,
    /// 何が失われたかだけを示す / only show what is lost
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Args)]
pub(crate) struct DbVerify {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// 出力の形式 / format of the output
    #[arg(long, value_enum, default_value_t = ObjectFormat::Text)]
    pub(crate) format: ObjectFormat,
}
