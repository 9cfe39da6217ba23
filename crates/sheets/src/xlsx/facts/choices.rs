//! The closed vocabularies of a declaration as people choose them: a Japanese word for each of its words. In English the words
//! themselves are shown. A test compares them with the declaration's schema.

use crate::xlsx::words::compact;
use standard::Language;

/// Words of a declaration, and what they are called in Japanese.
pub(in crate::xlsx) type Choices = [(&'static str, &'static str)];

/// 不明 and 該当なし, which many values may be.
pub(in crate::xlsx) const UNKNOWN: (&str, &str) = ("unknown", "不明");
pub(in crate::xlsx) const NOT_APPLICABLE: (&str, &str) = ("na", "該当なし");

pub(in crate::xlsx) const YES: (&str, &str) = ("yes", "はい");
pub(in crate::xlsx) const NO: (&str, &str) = ("no", "いいえ");

pub(super) const KNOWN_TRUTH: &Choices = &[YES, NO, UNKNOWN, NOT_APPLICABLE];
pub(super) const TRUTH: &Choices = &[YES, NO, UNKNOWN];
pub(super) const FLAG: &Choices = &[YES, NO];

pub(super) const ORIGINS: &Choices = &[("declared", "申告"), ("documented", "文書"), ("measured", "実測")];
pub(super) const BINDS: &Choices = &[("city", "市"), ("users", "利用者一人一人")];
pub(super) const FORUMS: &Choices = &[
    ("court", "裁判所を指定"),
    ("on_request", "求めれば書面で指定"),
    ("arbitration", "仲裁だけ"),
    ("silent", "定めなし"),
    UNKNOWN,
];
pub(super) const COMPANIES: &Choices =
    &[("operator", "運営する会社"), ("parent", "親会社"), ("sub_processor", "再委託先")];
pub(super) const PATHS: &Choices = &[
    ("user", "利用者の画面"),
    ("admin", "管理画面"),
    ("back_end", "裏側の連携"),
    ("replication", "複製・バックアップの転送"),
];
pub(super) const PROTECTIONS: &Choices =
    &[("tls", "TLS"), ("vpn", "VPN"), ("nothing", "暗号化なし"), UNKNOWN, NOT_APPLICABLE];
pub(super) const STORES: &Choices = &[
    ("database", "データベース"),
    ("files", "ファイル"),
    ("backup", "バックアップ"),
    ("logs", "内容を含むログ"),
    ("exports", "書き出し"),
    ("search_index", "検索用の索引"),
];
pub(super) const USES: &Choices = &[
    ("volume", "ボリューム"),
    ("file", "ファイル単位"),
    ("backup", "バックアップ"),
    ("field", "項目単位"),
    ("key-wrap", "鍵の包み"),
    ("password", "パスワード"),
    ("channel", "通信"),
];
pub(super) const ACTORS: &Choices =
    &[("provider", "SaaS 提供者"), ("city", "本市"), ("contractor", "委託先"), ("subcontractor", "再委託先")];
pub(super) const FACTORS: &Choices = &[("knowledge", "知識"), ("possession", "所持"), ("biometrics", "生体")];
pub(super) const MEANS: &Choices = &[
    ("password", "パスワード"),
    ("secret_question", "秘密の質問"),
    ("app_code", "アプリの OTP"),
    ("token_code", "トークンの OTP"),
    ("email_code", "メールの OTP"),
    ("sms_code", "SMS の OTP"),
    ("passkey", "パスキー"),
    ("client_certificate", "クライアント証明書"),
    ("biometrics", "生体"),
    ("city_sso", "本市の SSO"),
];
pub(super) const PLACES: &Choices = &[
    ("primary", "本番"),
    ("replica", "複製"),
    ("backup", "バックアップ"),
    ("disaster_recovery", "災害対策"),
    ("logs", "内容を含むログ"),
    ("sub_processor", "再委託先"),
];
pub(super) const KEY_PARTIES: &Choices =
    &[("city", "市"), ("vendor", "事業者"), ("platform", "基盤の事業者"), UNKNOWN, NOT_APPLICABLE];
pub(super) const HOLDERS: &Choices = &[
    ("saas", "SaaS 提供者"),
    ("developer", "開発元(OEM)"),
    ("iaas", "基盤の事業者"),
    ("group", "グループ会社"),
    ("reseller", "販売店"),
];
pub(super) const ROLES: &Choices = &[("provider", "提供者"), ("customer", "利用者"), ("both", "両方")];
pub(super) const ERASURE_TIMES: &Choices = &[("contract_end", "契約終了時"), ("disposal", "機器の廃棄時")];
pub(super) const ANSWERS: &Choices = &[("met", "満たす"), ("unmet", "満たさない"), UNKNOWN, NOT_APPLICABLE];

/// What a word of the declaration is called.
pub(in crate::xlsx) fn label_of<'w>(choices: &'static Choices, word: &'w str, language: Language) -> &'w str {
    let label = choices.iter().find(|(other, _)| *other == word);
    label.map_or(word, |(word, japanese)| match language {
        Language::Japanese => japanese,
        Language::English => word,
    })
}

/// The word that was chosen, in either language.
pub(in crate::xlsx) fn choice_of(choices: &'static Choices, label: &str) -> Option<&'static str> {
    let label = compact(label);
    let choice = choices.iter().find(|(word, japanese)| compact(word) == label || compact(japanese) == label);
    choice.map(|(word, _)| *word)
}
