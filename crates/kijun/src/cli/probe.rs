//! The command line of `kijun probe`.

use super::{ReferenceFlags, StandardFlags};
use clap::{Args, Subcommand, ValueEnum, ValueHint};
use ipnet::IpNet;
use jiff::civil::Date;
use std::num::NonZeroU16;
use std::path::PathBuf;

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Probe {
    #[command(subcommand)]
    pub(crate) command: Option<ProbeCommand>,
    #[command(flatten)]
    pub(crate) measuring: Measuring,
}

#[derive(Subcommand)]
pub(crate) enum ProbeCommand {
    /// 署名の鍵を作る / make a key to sign with
    #[command(after_help = "例 / example:
  kijun probe keygen 測定.key")]
    Keygen {
        /// 鍵を書くファイル。公開鍵は標準出力に出る / the file for the key; its public half goes to standard output
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// 別の機器で測って署名した結果を、署名を確かめて読む / read what another machine measured and signed, if the signature holds
    #[command(after_help = "例 / example:
  kijun probe import 測定.signed --trust 9f0c…(64 桁 / digits)")]
    Import(Import),
}

#[derive(Args)]
pub(crate) struct Measuring {
    /// 測る対象。HOST、HOST:PORT、[IPv6]:PORT、https://… / what to measure
    #[arg(value_name = "HOST[:PORT]", required_unless_present = "from", value_hint = ValueHint::Hostname)]
    pub(crate) targets: Vec<String>,
    /// 対象を一行に一つ書いたファイル(# から後は注釈) / a file with one target a line; # begins a comment
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) from: Option<PathBuf>,
    /// TLS を途中から始めるプロトコル / the protocol in which TLS is begun
    #[arg(long, value_enum)]
    pub(crate) starttls: Option<StartTls>,
    /// 尋ねる名前(SNI)。既定は対象の名前 / the name to ask for (SNI); by default the target's own
    #[arg(long, value_name = "NAME")]
    pub(crate) server_name: Option<String>,
    /// 既定のポートのほかに許すポート。例 8443,9443 / ports allowed besides the default one
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) ports: Vec<u16>,
    /// 測ってよい自組織のネットワーク。使ったことは結果に残る / a network of your own that may be measured; the result says so
    #[arg(long, value_name = "CIDR")]
    pub(crate) allow_private: Vec<IpNet>,
    /// 一度に多くの接続を開く。自分のサーバー向け / open many connections at a time; for servers of your own
    #[arg(long)]
    pub(crate) fast: bool,
    /// 一つのアドレスへの接続を一分にこの数までにする(1–65535) / open no more connections a minute to one address (1–65535)
    #[arg(long, value_name = "N")]
    pub(crate) per_minute: Option<NonZeroU16>,
    /// 前回の結果(JSON)。変わっていなければ速い / an earlier result (JSON): faster where nothing has changed
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) previous: Option<PathBuf>,
    /// アドレスの国を引くデータベース(.mmdb)。手がかりとしてだけ示す / a database of countries (.mmdb), shown as a hint only
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) country_db: Option<PathBuf>,
    /// この鍵で署名する。`-o` が要る / sign with this key; needs `-o`
    #[arg(long, value_name = "KEY", requires = "output", value_hint = ValueHint::FilePath)]
    pub(crate) sign: Option<PathBuf>,
    /// 署名に書く担当者 / who answers for the measurement, as written into the signature
    #[arg(long, value_name = "NAME", env = "USER", hide_env_values = true)]
    pub(crate) by: Option<String>,
    #[command(flatten)]
    pub(crate) judging: Judging,
}

#[derive(Args)]
pub(crate) struct Import {
    /// 署名された結果 / the signed result
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// 信頼する公開鍵(64 桁の16進数)か、それを書いたファイル / the public key that is trusted, or a file with it
    #[arg(long, value_name = "PUBLIC_KEY")]
    pub(crate) trust: String,
    #[command(flatten)]
    pub(crate) judging: Judging,
}

/// By what an observation is judged, and how it is written.
#[derive(Args)]
pub(crate) struct Judging {
    #[command(flatten)]
    pub(crate) standard: StandardFlags,
    /// 市が求める設定ガイドラインの型 / the profile of the guideline that the city asks for
    #[arg(long, value_enum)]
    pub(crate) profile: Option<ProfileFlag>,
    /// 暗号リストの版(2022、2022r1、2022r2)。既定は基準の版 / the edition of the list; by default the standard's
    #[arg(long)]
    pub(crate) edition: Option<String>,
    /// 判定する日。既定は今日 / the day to judge on; today by default
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    #[command(flatten)]
    pub(crate) reference: ReferenceFlags,
    /// 出力の形式 / format of the output
    #[arg(long, value_enum, default_value_t = ProbeFormat::Text)]
    pub(crate) format: ProbeFormat,
    /// 出力先のファイル(既定は標準出力) / write to this file, not to standard output
    #[arg(long, short, value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProbeFormat {
    /// 読むための頁 / a page to read
    Text,
    /// 一つのアドレスなら一つの文書、いくつもあれば配列 / one document for one address, an array for several
    Json,
    /// 一行に一つのアドレス / one address a line
    Jsonl,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StartTls {
    Smtp,
    Imap,
    Pop3,
    Ldap,
    Postgres,
}

impl From<StartTls> for tls::starttls::Protocol {
    fn from(flag: StartTls) -> Self {
        match flag {
            StartTls::Smtp => Self::Smtp,
            StartTls::Imap => Self::Imap,
            StartTls::Pop3 => Self::Pop3,
            StartTls::Ldap => Self::Ldap,
            StartTls::Postgres => Self::Postgres,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProfileFlag {
    /// 推奨セキュリティ型
    Recommended,
    /// 高セキュリティ型
    High,
    /// セキュリティ例外型
    Exception,
}

impl From<ProfileFlag> for evidence::tls_guideline::Profile {
    fn from(flag: ProfileFlag) -> Self {
        match flag {
            ProfileFlag::Recommended => Self::Recommended,
            ProfileFlag::High => Self::High,
            ProfileFlag::Exception => Self::Exception,
        }
    }
}
