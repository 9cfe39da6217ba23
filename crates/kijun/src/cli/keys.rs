//! The part of the command line that is about a city's keys.

use super::{ObjectFormat, StoreFlags};
use clap::{Args, Subcommand};

#[derive(Subcommand)]
pub(crate) enum KeysCommand {
    /// 鍵の一覧(鍵そのものは出さない) / list the keys; no key is shown
    List(KeysList),
    /// これからの記録を新しいデータ鍵で封じる / seal with a new data key from now on
    Rotate(KeysRotate),
    /// 市の鍵を新しくし、包み直して、古い鍵を破壊する / a new key of the city: rewrap, then destroy the old
    Change(KeysChange),
    /// 契約の終わりに市を消去する(鍵の破壊。取り消せない) / erase the city by destroying its keys; there is no way back
    Erase(KeysErase),
}

#[derive(Args)]
pub(crate) struct KeysList {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
}

#[derive(Args)]
pub(crate) struct KeysRotate {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
}

#[derive(Args)]
pub(crate) struct KeysChange {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// 何を破壊するかだけを示す / only show what would be destroyed
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Args)]
pub(crate) struct KeysErase {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// 消去する市の識別子を、確認のためもう一度書く / the id of the city to erase, once more
    #[arg(long, value_name = "CITY")]
    pub(crate) confirm: String,
    /// 何を破壊するかだけを示す / only show what would be destroyed
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// 記録の形式 / format of the record
    #[arg(long, value_enum, default_value_t = ObjectFormat::Text)]
    pub(crate) format: ObjectFormat,
}
