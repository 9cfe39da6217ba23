//! The command line: every subcommand, flag and help text, a file for each subcommand. Completions and the manual are made from these
//! definitions.

mod audit;
mod backup;
mod db;
mod explain;
mod init;
mod judge;
mod keys;
mod probe;
mod reference;
mod register;
mod sheet;
mod standard;
mod store;

pub(crate) use audit::{AuditCheckpoint, AuditCommand, AuditVerify, Checkpoints};
pub(crate) use backup::{BackupCommand, BackupCreate, BackupRestore, BackupVerify};
pub(crate) use db::{DbAcceptLoss, DbCommand, DbVerify};
pub(crate) use explain::{AlgorithmFlags, CertificateFlags, Explain, ExplainCommand, ItemFlags, SanitizationFlags};
pub(crate) use init::Init;
pub(crate) use judge::{InputFormat, Judge, JudgeFormat};
pub(crate) use keys::{KeysChange, KeysCommand, KeysErase, KeysList, KeysRotate};
pub(crate) use probe::{Import, Judging, Measuring, Probe, ProbeCommand, ProbeFormat};
pub(crate) use reference::{Classify, ReferenceCommand, ReferenceFlags, ReferenceStatus};
pub(crate) use register::{
    ListFormat, RegisterAsOf, RegisterAttach, RegisterCommand, RegisterEvidence, RegisterImport, RegisterList,
    RegisterRun, RegisterShow, RegisterWhatIf,
};
pub(crate) use sheet::{AnswersFormat, DeclarationFormat, SheetCommand, SheetFacts, SheetNew, SheetRead};
pub(crate) use standard::{Check, Diff, Prove, Show, StandardCommand};
pub(crate) use store::{ActorFlag, StoreFlags};

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;
use std::path::PathBuf;

/// Kijun(基準): 自治体のクラウドサービス利用基準を運用する / runs a municipality's standard for using cloud services
#[derive(Parser)]
#[command(
    name = "kijun",
    version,
    max_term_width = 110,
    after_help = "終了コード / exit codes:
  0   すべて適合(または対象外) / all conform (or are out of scope)
  1   不適合か未確定がある / some do not conform or are undecided
  2   使い方か入力の誤り / bad usage or bad input
  74  入出力の失敗 / input or output failed

例 / examples:
  kijun judge examples/four-classes.toml
  kijun judge answers.csv --format jsonl
  kijun sheet new --service 文書管理 --class I -o 点検票.xlsx
  kijun standard prove"
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Flags that every subcommand takes.
#[derive(Args)]
pub(crate) struct Common {
    /// 表示の言語 / language of what is shown
    #[arg(long, global = true, value_enum, default_value_t = LanguageFlag::Ja, env = "KIJUN_LANG")]
    pub(crate) lang: LanguageFlag,
    /// 進み具合・警告・読み替えを出さない(エラーは出す) / no progress, warnings or corrections; errors stay
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum LanguageFlag {
    /// 日本語
    Ja,
    /// English
    En,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// 回答を基準で判定する / judge answers by the standard
    #[command(after_help = "例 / examples:
  kijun judge examples/four-classes.toml
  kijun judge 点検票.xlsx --reading 8-2=fallback
  kijun judge answers.csv --format jsonl > judged.jsonl
  kijun judge examples/declarations/document-cloud.toml --on 2027-04-01
  kijun judge examples/declarations --on 2027-04-01 --format jsonl
  kijun judge examples/declarations/document-cloud.toml --probe examples/probes/modern.json --on 2026-12-01
  cat answers.csv | kijun judge - --format csv -o judged.csv")]
    Judge(Judge),
    /// TLS サーバーが実際に受け入れるものを測り、CRYPTREC で判定する / measure what a TLS server really accepts, and judge it by CRYPTREC
    #[command(after_help = "終了コード / exit codes:
  0   測ったすべてが本市基準の №3 に適合 / everything measured conforms to No. 3
  1   不適合・未確定・確認不能がある / something does not, is undecided or was not reached
  2   使い方の誤り、または測れない対象 / bad usage, or a target that may not be measured
  74  入出力の失敗 / input or output failed

例 / examples:
  kijun probe www.example.jp
  kijun probe www.example.jp --profile recommended --on 2031-01-01
  kijun probe mail.example.jp --starttls smtp --format json
  kijun probe --from 対象.txt --format jsonl > 測定.jsonl
  kijun probe 10.1.2.3:8443 --ports 8443 --allow-private 10.1.0.0/16
  kijun probe intra.example.jp --allow-private 10.0.0.0/8 --sign 測定.key -o 測定.signed
  kijun probe import 測定.signed --trust 測定.pub")]
    Probe(Box<Probe>),
    /// 基準そのものを見る・確かめる / look at a standard and check it
    Standard {
        #[command(subcommand)]
        command: StandardCommand,
    },
    /// 点検票(XLSX)を作る・読む / write and read check sheets (XLSX)
    Sheet {
        #[command(subcommand)]
        command: SheetCommand,
    },
    /// 書かれた言葉を参照データで説明する / explain words by the reference data
    #[command(after_help = "例 / examples:
  kijun explain algorithm AES-256-XTS --use volume
  kijun explain region aws:ap-northeast-1 --format json
  kijun explain country ドイツ
  kijun explain sanitization --medium ata-ssd \"SECURITY ERASE UNIT\"
  kijun explain certificate \"ISMAP C21-0008-2\" --holder saas --on 2026-12-01
  kijun explain terms 利用規約.pdf
  kijun explain item 6-5")]
    Explain(Explain),
    /// 扱う情報から重要性分類を提案する / propose the class from the information that is handled
    #[command(after_help = "例 / example:
  kijun classify 氏名 住所 議事録
  kijun classify 税 --answer grave_loss=yes")]
    Classify(Classify),
    /// 参照データの状態 / the state of the reference data
    Reference {
        #[command(subcommand)]
        command: ReferenceCommand,
    },
    /// 市の記録を始める: 設定・鍵・データベースを作る / begin a city's records: configuration, keys, database
    #[command(after_help = "例 / example:
  kijun init --folder 記録 --city sendai
  kijun --help
  KIJUN_CONFIG=記録/kijun.toml kijun doctor")]
    Init(Init),
    /// 台帳 / the register of uses
    #[command(after_help = "例 / examples:
  kijun register list
  kijun register show U00001
  kijun register import 台帳.csv --as officer-a@officer@mayor
  kijun register what-if --reading 8-2=fallback
  kijun register as-of 2026-12-01")]
    Register {
        #[command(subcommand)]
        command: RegisterCommand,
    },
    /// 記録が書き換えられていないことを確かめる / show that the records were not rewritten
    #[command(after_help = "例 / examples:
  kijun audit checkpoint -o checkpoint.json
  kijun audit verify --checkpoint checkpoint.json")]
    Audit {
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// バックアップ / backups
    #[command(after_help = "例 / examples:
  kijun backup create -o 2026-12-01.kijun-backup
  kijun backup verify 2026-12-01.kijun-backup
  kijun backup restore 2026-12-01.kijun-backup --dry-run")]
    Backup {
        #[command(subcommand)]
        command: BackupCommand,
    },
    /// 市の鍵: 交代と消去 / the city's keys: change them, or erase the city
    #[command(after_help = "例 / examples:
  kijun keys list
  kijun keys change --dry-run
  kijun keys erase --confirm sendai --dry-run")]
    Keys {
        #[command(subcommand)]
        command: KeysCommand,
    },
    /// データベースそのものを確かめる / check the database itself
    Db {
        #[command(subcommand)]
        command: DbCommand,
    },
    /// 設定と環境を調べ、誤りと直し方を示す / look at configuration and surroundings: what is wrong and how to mend it
    Doctor {
        #[command(flatten)]
        store: StoreFlags,
    },
    /// シェルの補完を出す / print shell completions
    #[command(after_help = "例 / example:
  kijun completions bash > ~/.local/share/bash-completion/completions/kijun")]
    Completions {
        /// シェル / the shell
        shell: Shell,
    },
    /// マニュアル(man)を出す / print the manual page
    #[command(after_help = "例 / examples:
  kijun man | man -l -
  kijun man --directory /usr/local/share/man/man1")]
    Man {
        /// 全サブコマンドの頁をこのフォルダに書く / write the pages of all subcommands into this folder
        #[arg(long, value_hint = ValueHint::DirPath)]
        directory: Option<PathBuf>,
    },
}

/// Which standard, and under which readings.
#[derive(Args)]
pub(crate) struct StandardFlags {
    /// 基準ファイル(TOML・JSON)。既定は組み込みの仙台市の基準 / the standard's file; Sendai City's is built in
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) standard: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ObjectFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum YesNo {
    Yes,
    No,
}

impl YesNo {
    pub(crate) fn is_yes(self) -> bool {
        self == Self::Yes
    }
}
