//! The part of the command line that explains a word by the reference data.

use super::{ObjectFormat, StandardFlags, YesNo};
use clap::{Args, Subcommand, ValueEnum, ValueHint};
use jiff::civil::Date;
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct Explain {
    #[command(subcommand)]
    pub(crate) command: ExplainCommand,
    /// 出力の形式 / format of the output
    #[arg(long, global = true, value_enum, default_value_t = ObjectFormat::Text)]
    pub(crate) format: ObjectFormat,
    /// 組み込みの代わりに使う参照データのフォルダ / a folder of reference data to use in place of what is built in
    #[arg(long, global = true, env = "KIJUN_REFERENCE", value_hint = ValueHint::DirPath)]
    pub(crate) reference: Option<PathBuf>,
}

#[derive(Subcommand)]
pub(crate) enum ExplainCommand {
    /// 暗号の書き方を電子政府推奨暗号リストに照らす / encryption, against the CRYPTREC list
    Algorithm(AlgorithmFlags),
    /// クラウドのリージョンの国 / the country of a cloud region
    Region {
        /// 例 aws:ap-northeast-1、東京リージョン / such as aws:ap-northeast-1
        words: String,
    },
    /// 国・地域と、日本と同等と認められているか / a country, and whether it is recognised as equivalent
    Country {
        /// 例 DE、ドイツ、Germany / such as DE
        words: String,
    },
    /// 消去の方法の区分(NIST SP 800-88) / the category of an erasure
    Sanitization(SanitizationFlags),
    /// 認証が №7 に当たるか / does a certificate count for №7
    Certificate(CertificateFlags),
    /// 規約から準拠法・管轄などの条項を探す(手がかり) / find clauses in terms of service (hints)
    Terms {
        /// テキストか PDF(PDF には poppler の pdftotext が要る) / text, or PDF by poppler's pdftotext
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// 基準の項目 / an item of the standard
    Item(ItemFlags),
}

#[derive(Args)]
pub(crate) struct AlgorithmFlags {
    /// 書かれた言葉。例 AES-256-XTS / the words as written
    pub(crate) words: String,
    /// 何に使うか / what it is used for
    #[arg(long = "use", value_enum)]
    pub(crate) used_for: Option<UseFlag>,
    /// 暗号リストの版(2022、2022r1、2022r2) / the edition of the list
    #[arg(long)]
    pub(crate) edition: Option<String>,
    /// いつまで使うか。例 2031-03-31 / until when it will be used
    #[arg(long)]
    pub(crate) until: Option<Date>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum UseFlag {
    Volume,
    File,
    Backup,
    Field,
    KeyWrap,
    Password,
    Channel,
}

impl From<UseFlag> for evidence::cryptrec::Use {
    fn from(flag: UseFlag) -> Self {
        match flag {
            UseFlag::Volume => Self::Volume,
            UseFlag::File => Self::File,
            UseFlag::Backup => Self::Backup,
            UseFlag::Field => Self::Field,
            UseFlag::KeyWrap => Self::KeyWrap,
            UseFlag::Password => Self::Password,
            UseFlag::Channel => Self::Channel,
        }
    }
}

#[derive(Args)]
pub(crate) struct SanitizationFlags {
    /// 方法の書き方。例 "SECURITY ERASE UNIT"、暗号化消去 / the technique as written
    pub(crate) words: String,
    /// 媒体(ata-hdd、nvme-ssd、cloud-object など) / the medium
    #[arg(long)]
    pub(crate) medium: Option<String>,
    /// 書く前から暗号化していたか / was everything encrypted before it was written
    #[arg(long, value_enum)]
    pub(crate) encrypted_before_writing: Option<YesNo>,
    /// 鍵の写しをすべて破棄したか / was every copy of the keys destroyed
    #[arg(long, value_enum)]
    pub(crate) every_key_copy_destroyed: Option<YesNo>,
    /// 鍵とモジュールの強度が確かめられているか / was the strength of keys and module validated
    #[arg(long, value_enum)]
    pub(crate) strength: Option<YesNo>,
    /// 鍵はこの利用者だけのものか / do the keys protect this user's data only
    #[arg(long, value_enum)]
    pub(crate) own_key: Option<YesNo>,
    /// 表の条件(破砕の粒度など)が示されているか / is the table's condition shown, such as the size of the pieces
    #[arg(long, value_enum)]
    pub(crate) condition_shown: Option<YesNo>,
}

#[derive(Args)]
pub(crate) struct CertificateFlags {
    /// 書かれた言葉。例 "ISO/IEC 27017 CLOUD 806590" / the words as written
    pub(crate) words: String,
    /// 取得者 / who holds it
    #[arg(long, value_enum)]
    pub(crate) holder: Option<HolderFlag>,
    /// ISO/IEC 27017 での立場 / the role in ISO/IEC 27017
    #[arg(long, value_enum)]
    pub(crate) role: Option<RoleFlag>,
    /// 適用範囲がこのサービスを挙げているか / does the scope name this service
    #[arg(long, value_enum)]
    pub(crate) scope_names_service: Option<YesNo>,
    /// 開発元がこのサービスを運営すると書面で示されているか / is it shown in writing that the developer operates it
    #[arg(long, value_enum)]
    pub(crate) written_link: Option<YesNo>,
    /// 有効期間の初日 / the first day
    #[arg(long)]
    pub(crate) valid_from: Option<Date>,
    /// 有効期間の末日 / the last day
    #[arg(long)]
    pub(crate) valid_until: Option<Date>,
    /// 一時停止・取消しの初日 / the first day of a suspension or withdrawal
    #[arg(long)]
    pub(crate) suspended_from: Option<Date>,
    /// 判定の日 / the judging date
    #[arg(long)]
    pub(crate) on: Option<Date>,
    /// ISMAP クラウドサービスリスト(CSV・XLSX) / a list of ISMAP services
    #[arg(long, value_hint = ValueHint::FilePath)]
    pub(crate) ismap_list: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HolderFlag {
    /// サービスの運営者 / the company that operates the service
    Saas,
    /// 開発・運営を担う別会社(OEM) / the developer that operates it for the seller
    Developer,
    /// 基盤の事業者 / the platform's provider
    Iaas,
    /// 同じグループの会社 / a company of the same group
    Group,
    /// 販売代理店 / a reseller
    Reseller,
}

impl From<HolderFlag> for evidence::certification::Holder {
    fn from(flag: HolderFlag) -> Self {
        match flag {
            HolderFlag::Saas => Self::Saas,
            HolderFlag::Developer => Self::Developer,
            HolderFlag::Iaas => Self::Iaas,
            HolderFlag::Group => Self::Group,
            HolderFlag::Reseller => Self::Reseller,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RoleFlag {
    /// 提供者 / provider
    Provider,
    /// 利用者 / customer
    Customer,
    /// 両方 / both
    Both,
}

impl From<RoleFlag> for evidence::certification::Role {
    fn from(flag: RoleFlag) -> Self {
        match flag {
            RoleFlag::Provider => Self::Provider,
            RoleFlag::Customer => Self::Customer,
            RoleFlag::Both => Self::Both,
        }
    }
}

#[derive(Args)]
pub(crate) struct ItemFlags {
    /// 項目の № / the item's №
    pub(crate) no: String,
    #[command(flatten)]
    pub(crate) standard: StandardFlags,
}
