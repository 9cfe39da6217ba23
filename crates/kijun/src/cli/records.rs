//! The part of the command line that is about a city's records: the register, the audit, backups, the database.

use super::ObjectFormat;
use clap::{Args, Subcommand, ValueEnum, ValueHint};
use jiff::civil::Date;
use std::path::PathBuf;

/// Where the city's records are: the configuration file, and what stands over it.
#[derive(Args, Clone)]
pub(crate) struct StoreFlags {
    /// 設定ファイル / the configuration file
    #[arg(long, env = "KIJUN_CONFIG", default_value = crate::configuration::DEFAULT_FILE, value_hint = ValueHint::FilePath)]
    pub(crate) config: PathBuf,
    /// 市の識別子(設定より優先) / the city's id, over the configuration
    #[arg(long, env = "KIJUN_CITY")]
    pub(crate) city: Option<String>,
    /// データベース。`sqlite:PATH` か `postgres://…` / the database
    #[arg(long, env = "KIJUN_DATABASE", value_name = "ADDRESS", hide_env_values = true)]
    pub(crate) database: Option<String>,
    /// 証跡の置き場。フォルダか `s3://BUCKET` / the store of evidence: a folder, or a bucket
    #[arg(long, env = "KIJUN_EVIDENCE", value_name = "PLACE")]
    pub(crate) evidence: Option<String>,
    /// 鍵のフォルダ / the folder of keys
    #[arg(long, env = "KIJUN_KEYS", value_hint = ValueHint::DirPath)]
    pub(crate) keys: Option<PathBuf>,
    /// チェックポイントに署名する鍵 / the key that signs checkpoints
    #[arg(long, env = "KIJUN_SIGNING_KEY", value_hint = ValueHint::FilePath)]
    pub(crate) signing_key: Option<PathBuf>,
}

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

/// Who acts: `PERSON@POST@ORGANIZATION`.
#[derive(Clone, Debug)]
pub(crate) struct ActorFlag(pub(crate) register::Actor);

impl std::str::FromStr for ActorFlag {
    type Err = String;

    fn from_str(words: &str) -> Result<Self, String> {
        let parts: Vec<&str> = words.split('@').collect();
        let [person, post, organization] = parts.as_slice() else {
            return Err("人@職@実施機関 と書きます / write it as PERSON@POST@ORGANIZATION".to_owned());
        };
        let said = |refusal: register::Refusal| refusal.to_string();
        Ok(Self(register::Actor {
            person: person.parse().map_err(said)?,
            post: post.parse().map_err(said)?,
            organization: organization.parse().map_err(said)?,
        }))
    }
}

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

#[derive(Args)]
pub(crate) struct BackupVerify {
    /// バックアップ / the backup
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    #[command(flatten)]
    pub(crate) known: Checkpoints,
    /// 設定の鍵で中身も開いて確かめる / open everything with the keys of the configuration, too
    #[arg(long)]
    pub(crate) with_keys: bool,
    /// 出力の形式 / format of the output
    #[arg(long, value_enum, default_value_t = ObjectFormat::Text)]
    pub(crate) format: ObjectFormat,
}

#[derive(Args)]
pub(crate) struct BackupRestore {
    /// バックアップ / the backup
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    #[command(flatten)]
    pub(crate) known: Checkpoints,
    /// チェックポイントより前に戻すことを、理由とともに認める(記録に残る) / go back behind a checkpoint, for this reason; it is recorded
    #[arg(long, value_name = "REASON")]
    pub(crate) accept_rollback: Option<String>,
    /// 確かめるだけで、何も書かない / only check; write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

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
