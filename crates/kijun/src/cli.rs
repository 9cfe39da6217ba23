//! The command line: every subcommand, flag and help text. Completions and the manual are made from these definitions.

mod explain;
mod keys;
mod probe;
mod records;
mod sheet;

pub(crate) use explain::*;
pub(crate) use keys::{KeysChange, KeysCommand, KeysErase, KeysList, KeysRotate};
pub(crate) use probe::{Import, Judging, Measuring, Probe, ProbeCommand, ProbeFormat};
pub(crate) use records::*;
pub(crate) use sheet::*;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;
use jiff::civil::Date;
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
    /// 組み込みの代わりに使う参照データのフォルダ / a folder of reference data to use in place of what is built in
    #[arg(long, env = "KIJUN_REFERENCE", value_hint = ValueHint::DirPath)]
    pub(crate) reference: Option<PathBuf>,
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
    /// 組み込みの代わりに使う参照データのフォルダ / a folder of reference data to use in place of what is built in
    #[arg(long, env = "KIJUN_REFERENCE", value_hint = ValueHint::DirPath)]
    pub(crate) reference: Option<PathBuf>,
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
    /// 組み込みの代わりに使う参照データのフォルダ / a folder of reference data to use in place of what is built in
    #[arg(long, env = "KIJUN_REFERENCE", value_hint = ValueHint::DirPath)]
    pub(crate) reference: Option<PathBuf>,
}
