//! The command line of `kijun init`.

use clap::{Args, ValueHint};
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct Init {
    /// 作るフォルダ / the folder to make everything in
    #[arg(long, default_value = ".", value_hint = ValueHint::DirPath)]
    pub(crate) folder: PathBuf,
    /// 市の識別子 / the city's id
    #[arg(long)]
    pub(crate) city: String,
    /// データベース。既定はフォルダの中の SQLite / the database; SQLite in the folder by default
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) database: Option<String>,
    /// 実施機関・課・職・経路のファイル。既定は見本 / the file of organizations, sections, posts and routes; a sample by default
    #[arg(long, value_hint = ValueHint::FilePath)]
    pub(crate) organization: Option<PathBuf>,
}
