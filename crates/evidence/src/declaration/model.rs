//! The model of a declaration: typed facts. Reading it from a file is `read`'s work; nothing here decides anything.

use jiff::civil::Date;
use standard::Place;

/// Everything that is stated about one service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Declaration {
    /// The service.
    pub service: Service,
    /// The documents that evidence points to.
    pub documents: Vec<Document>,
    /// The groups of information that the city keeps in it (filled by the section, not by the vendor).
    pub information: Vec<Information>,
    /// 準拠法, of each contract that binds.
    pub laws: Vec<Stated<Law>>,
    /// 管轄, of each contract that binds.
    pub courts: Vec<Stated<Court>>,
    /// 通信経路.
    pub channels: Vec<Stated<Channel>>,
    /// Measurements of channels. Not in the file: whoever settles a declaration adds those that it has.
    pub measurements: Vec<Measured>,
    /// 保存先.
    pub stores: Vec<Stated<Store>>,
    /// 管理画面へのログイン, of each actor.
    pub sign_ins: Vec<Stated<SignIn>>,
    /// 保存場所.
    pub places: Vec<Stated<KeptAt>>,
    /// 本人の同意.
    pub consents: Vec<Stated<Consent>>,
    /// 暗号鍵.
    pub keys: Vec<Stated<Key>>,
    /// 認証.
    pub certificates: Vec<Stated<Certificate>>,
    /// 消去.
    pub erasures: Vec<Stated<Erasure>>,
    /// A person's answers beside the settled ones.
    pub overrides: Vec<Override>,
}

/// The service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// The company that operates it (`SaaS` 提供者).
    pub provider: String,
    /// The plan that the city contracts, where plans differ. Facts of another plan or an option do not count.
    pub plan: Option<String>,
}

/// A fact, how it is shown, and where in the file it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated<T> {
    /// The fact.
    pub fact: T,
    /// How it is shown.
    pub evidence: Evidence,
    /// Where it is written.
    pub place: Place,
}

/// How a fact is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// 申告, 文書 or 実測. 文書 needs a document, and an article, page or quote in it.
    pub origin: Origin,
    /// The id of a [`Document`].
    pub document: Option<String>,
    /// 条・頁.
    pub article: Option<String>,
    /// The words, quoted.
    pub quote: Option<String>,
    /// The plan or option that the fact holds for; every plan, where absent.
    pub plan: Option<String>,
    /// The first day it holds.
    pub valid_from: Option<Date>,
    /// The last day it holds.
    pub valid_until: Option<Date>,
}

/// How well a fact is shown, worst first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// 申告: the vendor says so.
    #[default]
    Declared,
    /// 文書: a document says so, at a place that can be looked up.
    Documented,
    /// 実測: it was measured.
    Measured,
}

/// A document that evidence points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Short name within the declaration.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: Option<String>,
    /// Its date.
    pub date: Option<Date>,
}

/// A group of information that the city keeps in the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Information {
    /// Short name within the declaration.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The id of its class: `S`, `I`, `II`, `III`.
    pub class: String,
    /// Does it hold personal information?
    pub personal: Known<bool>,
    /// Does staff enter it about others, who then see no screen of consent?
    pub entered_by_staff: Known<bool>,
}

/// A value, or that it is not known, or that the question does not arise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Known<T> {
    /// It is known.
    Is(T),
    /// 不明.
    #[default]
    Unknown,
    /// 該当なし.
    NotApplicable,
}

/// Whom a contract binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Binds {
    /// The city.
    City,
    /// The people who use the service for the city (an EULA that each must accept).
    Users,
}

/// 準拠法 of one contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Law {
    /// What the contract is called: 利用規約, 販売代理店契約, EULA.
    pub contract: String,
    /// Whom it binds.
    pub binds: Binds,
    /// The country whose law governs; `NotApplicable` where the contract says nothing (silence is no designation).
    pub country: Known<String>,
}

/// Where disputes over one contract go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Court {
    /// What the contract is called.
    pub contract: String,
    /// Whom it binds.
    pub binds: Binds,
    /// What it lays down.
    pub forum: Forum,
}

/// What a contract lays down for disputes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Forum {
    /// Courts of this country.
    Court(String),
    /// The provider agrees in writing to designate a court of this country.
    OnRequest(String),
    /// Arbitration only.
    Arbitration,
    /// The contract says nothing.
    Silent,
    /// 不明.
    Unknown,
}

/// Which way a channel goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Path {
    /// 利用者の画面.
    User,
    /// 管理画面.
    Admin,
    /// 裏側の連携.
    BackEnd,
    /// 複製・バックアップの転送.
    Replication,
}

/// 通信経路.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Which way it goes.
    pub path: Path,
    /// How it is protected; `NotApplicable` where there is no such channel.
    pub protection: Known<Protection>,
}

/// How a channel is protected.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protection {
    /// TLS: every version and every suite that the server accepts, as written (`1.2`, `TLS_AES_128_GCM_SHA256`). Empty: not stated.
    Tls {
        /// Versions accepted.
        versions: Vec<String>,
        /// Suites accepted.
        suites: Vec<String>,
    },
    /// VPN between sites: the methods, as written; empty where not stated.
    Vpn {
        /// Methods.
        methods: Vec<String>,
    },
    /// Not encrypted.
    Nothing,
}

/// What was measured of a channel: an observation says when, at which address, and by which version of Kijun.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// Which way it goes.
    pub path: Path,
    /// What was seen.
    pub observation: tls::Observation,
}

/// What a store keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StoreKind {
    /// データベース.
    Database,
    /// ファイル.
    Files,
    /// バックアップ.
    Backup,
    /// 内容を含むログ.
    Logs,
    /// 書き出し.
    Exports,
    /// 検索用の索引.
    SearchIndex,
}

/// 保存先.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Store {
    /// Its name, one store of each name.
    pub name: String,
    /// What it keeps.
    pub kind: StoreKind,
    /// The method as written (`AES-256-GCM`, `SSE-S3`); `NotApplicable` where there is no such store; `Is("")` never.
    pub method: Known<String>,
    /// Is it stored without encryption? Then `method` says nothing.
    pub plain: bool,
    /// What the method is used for, where it is not told by the kind: `volume`, `file`, `backup`, `field`.
    pub used_for: Option<crate::cryptrec::Use>,
}

/// Who signs in to the administration screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actor {
    /// `SaaS` 提供者の管理者.
    Provider,
    /// 本市.
    City,
    /// 委託先.
    Contractor,
    /// 再委託先.
    Subcontractor,
}

/// A factor of authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Factor {
    /// 知識.
    Knowledge,
    /// 所持 (ワンタイムパスワードを含む).
    Possession,
    /// 生体.
    Biometrics,
}

/// 管理画面へのログイン of one actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// Who; `NotApplicable` facts say that there is no such actor.
    pub actor: Actor,
    /// The factors that can be used together; `NotApplicable` where there is no such actor.
    pub factors: Known<Vec<Factor>>,
    /// Is a further authentication offered after ID and password?
    pub two_steps: Known<bool>,
    /// Is the account locked, or protected likewise, after a number of failures?
    pub lockout: Known<bool>,
}

/// What is kept at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceRole {
    /// 本番.
    Primary,
    /// 複製.
    Replica,
    /// バックアップ.
    Backup,
    /// 災害対策.
    DisasterRecovery,
    /// 内容を含むログ.
    Logs,
    /// 再委託先での保存.
    SubProcessor,
}

/// 保存場所.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAt {
    /// What is kept there.
    pub role: PlaceRole,
    /// Region or country as written (`aws:ap-northeast-1`, `JP`, `ドイツ`); `NotApplicable` where nothing is kept in this role.
    pub at: Known<String>,
    /// Ids of [`Information`] kept there; all, where empty.
    pub holds: Vec<String>,
}

/// 本人の同意 for keeping information abroad.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Country as written.
    pub country: String,
    /// Ids of [`Information`] that it is about; all, where empty.
    pub about: Vec<String>,
    /// Is it obtained on use, before anything is entered?
    pub before_use: Known<bool>,
    /// 移転先の所在国の名称 is given.
    pub names_country: Known<bool>,
    /// 当該外国における個人情報の保護に関する制度 is given.
    pub explains_system: Known<bool>,
    /// 移転先が講ずる個人情報の保護のための措置 is given.
    pub explains_measures: Known<bool>,
}

/// Who did or holds something about a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyParty {
    /// The city.
    City,
    /// The vendor of the service.
    Vendor,
    /// The provider of the platform beneath.
    Platform,
}

/// 暗号鍵 of information kept abroad.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Ids of [`Information`] under it; all, where empty.
    pub covers: Vec<String>,
    /// Is it for the city alone?
    pub own: Known<bool>,
    /// Who generated it.
    pub generated_by: Known<KeyParty>,
    /// Does the city itself hold it?
    pub held_by_city: Known<bool>,
    /// Where it is held otherwise: region or country as written.
    pub held_at: Known<String>,
}

/// Who holds a certificate, and what is known of it, as in [`crate::certification::CertificateContext`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Scheme and number as written: `ISO/IEC 27017 CLOUD 806590`.
    pub words: String,
    /// Who holds it.
    pub holder: Option<crate::certification::Holder>,
    /// In which role.
    pub role: Option<crate::certification::Role>,
    /// Does its scope name this service?
    pub scope_names_service: Known<bool>,
    /// Is it shown in writing that the developer who holds it operates this service?
    pub written_link: Known<bool>,
    /// The first day of a suspension or withdrawal.
    pub suspended_from: Option<Date>,
}

/// 消去.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// When.
    pub at: standard::check::ErasureTime,
    /// What it covers: names of [`Store`]s, or all where empty.
    pub covers: Vec<String>,
    /// The medium, as in `explain sanitization --medium`; `NotApplicable` where nothing of the kind exists.
    pub medium: Known<String>,
    /// The technique or category as written.
    pub technique: Known<String>,
    /// What is shown of a cryptographic erase.
    pub conditions: crate::sanitization::EraseConditions,
    /// At disposal: is data deleted with standard functions at the end of the contract (№8-2's premise)?
    pub deleted_at_end: Known<bool>,
}

/// A person's answer beside the settled one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// The item, as in the standard: `5-1`.
    pub item: String,
    /// The answer.
    pub answer: standard::Answer,
    /// Why.
    pub reason: String,
    /// Who, by post.
    pub by: String,
    /// When.
    pub on: Date,
    /// Where it is written.
    pub place: Place,
}
