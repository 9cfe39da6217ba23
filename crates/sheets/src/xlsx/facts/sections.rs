//! The fact worksheets, section by section. A test compares the keys with the declaration's schema.

use super::choices::{
    ACTORS, ANSWERS, BINDS, COMPANIES, ERASURE_TIMES, FACTORS, FLAG, FORUMS, HOLDERS, KEY_PARTIES, KNOWN_TRUTH, MEANS,
    PATHS, PLACES, PROTECTIONS, ROLES, STORES, TRUTH, USES,
};
use super::column::{Column, Kind};
use super::{FactSheet, Section};
use crate::xlsx::words::Words;

const NAME: f64 = 24.0;
const WORD: f64 = 13.0;
const SHORT: f64 = 10.0;
const LONG: f64 = 32.0;

const fn column(key: &'static str, japanese: &'static str, english: &'static str, kind: Kind, width: f64) -> Column {
    Column::new(key, Words::new(japanese, english), kind, width)
}

/// The worksheets, in the order of the workbook.
pub(in crate::xlsx) const SHEETS: &[FactSheet] = &[
    FactSheet {
        name: Words::new("サービスと文書", "Service and documents"),
        guide: Words::new(
            "事実は一度だけ書きます。黄色の欄に記入し、分からないことは「不明」、当てはまらないことは「該当なし」とします。空欄は、書かれていないことです。",
            "State each fact once, in the yellow cells: «unknown» where it is not known, «na» where it does not arise. Blank is not stated.",
        ),
        sections: &[SERVICE, DOCUMENT, INFORMATION, OVERRIDE],
    },
    FactSheet {
        name: Words::new("規約", "Contracts"),
        guide: Words::new(
            "市と利用者を縛る契約の全てについて書きます(№1・№2)。代理店との契約のほかに EULA があれば、それも書きます。",
            "For every contract that binds the city or its users (№1, №2): the reseller's, and an EULA where there is one.",
        ),
        sections: &[LAW, COURT, COMPANY],
    },
    FactSheet {
        name: Words::new("暗号", "Encryption"),
        guide: Words::new(
            "通信の経路(№3)と、保存先(№4)の全てについて、受け付ける版・スイートの全てと、鍵長・利用モードまで書きます。",
            "For every channel (№3) and every store (№4): all versions and suites accepted; cipher, key length and mode.",
        ),
        sections: &[CHANNEL, STORE],
    },
    FactSheet {
        name: Words::new("認証方式", "Sign-in"),
        guide: Words::new(
            "管理画面にログインする者の全てについて書きます(№5)。委託先・再委託先がいなければ、要素を「該当なし」とします。",
            "For everybody who signs in to the administration screens (№5); «na» as factors where there is no such actor.",
        ),
        sections: &[SIGN_IN],
    },
    FactSheet {
        name: Words::new("保存場所", "Places"),
        guide: Words::new(
            "情報を置く場所の全て(№6-1)と、国外に置く情報の同意・暗号鍵(№6-2〜6-5)を書きます。役割ごとに、なければ「該当なし」とします。",
            "All places where information is kept (№6-1), and for what is kept abroad consent and keys (№6-2 to 6-5).",
        ),
        sections: &[PLACE, CONSENT, KEY],
    },
    FactSheet {
        name: Words::new("認証取得", "Certificates"),
        guide: Words::new(
            "取得している認証を書きます(№7)。有効期間は、右の初日・末日に書きます。",
            "Certificates that are held (№7); their period stands in the columns on the right.",
        ),
        sections: &[CERTIFICATE],
    },
    FactSheet {
        name: Words::new("消去", "Erasure"),
        guide: Words::new(
            "契約終了時(№8-1)と機器の廃棄時(№8-2)の消去を、媒体ごとに書きます。",
            "Erasure at the end of the contract (№8-1) and at disposal (№8-2), for each medium.",
        ),
        sections: &[ERASURE],
    },
];

const SERVICE: Section = Section {
    key: "service",
    title: Words::new("サービス", "Service"),
    guide: Words::new(
        "一行だけ書きます。プランは、市が契約するもの。ほかのプランの事実は数えません。",
        "One row. The plan is the one that the city contracts: facts of other plans do not count.",
    ),
    columns: &[
        column("name", "サービス名", "Service", Kind::Text, NAME),
        column("provider", "運営する会社", "Provider", Kind::Text, NAME),
        column("plan", "契約するプラン", "Contracted plan", Kind::Text, WORD),
    ],
    is_shown: false,
    rows: 1,
};

const DOCUMENT: Section = Section {
    key: "document",
    title: Words::new("根拠となる文書", "Documents"),
    guide: Words::new(
        "ID は短い名(terms など)。事実の「文書(ID)」に、この ID を書きます。",
        "The id is a short name, which the facts use in their column «Document (id)».",
    ),
    columns: &[
        column("id", "ID", "Id", Kind::Text, NAME),
        column("title", "題名", "Title", Kind::Text, NAME),
        column("version", "版", "Version", Kind::Text, WORD),
        column("date", "日付", "Date", Kind::Date, WORD),
    ],
    is_shown: false,
    rows: 8,
};

const INFORMATION: Section = Section {
    key: "information",
    title: Words::new("市が置く情報(所管課が記入)", "Information (for the city)"),
    guide: Words::new(
        "情報のまとまりごとに、重要性分類と、個人情報を含むかを書きます。",
        "For each group of information: its class, and whether it is personal.",
    ),
    columns: &[
        column("id", "ID", "Id", Kind::Text, NAME),
        column("name", "情報", "Information", Kind::Text, NAME),
        column("class", "重要性分類", "Class", Kind::Class, WORD),
        column("personal", "個人情報を含む", "Personal", Kind::Truth(KNOWN_TRUTH), WORD),
        column("entered_by_staff", "職員が代わって入力", "Entered by staff", Kind::Truth(KNOWN_TRUTH), WORD),
    ],
    is_shown: false,
    rows: 6,
};

const OVERRIDE: Section = Section {
    key: "override",
    title: Words::new("人の回答(市が記入)", "A person's answers (for the city)"),
    guide: Words::new(
        "事実から定まった回答と並べて示し、こちらを採ります。理由と職名が要ります。",
        "Shown beside the settled answer, and counts in its place. A reason and a post are needed.",
    ),
    columns: &[
        column("item", "項目の番号", "Item", Kind::Text, NAME),
        column("reason", "理由", "Reason", Kind::Text, NAME),
        column("answer", "人の回答", "Answer given", Kind::Choice(ANSWERS), WORD),
        column("by", "職名", "By", Kind::Text, WORD),
        column("on", "日付", "On", Kind::Date, WORD),
    ],
    is_shown: false,
    rows: 3,
};

const LAW: Section = Section {
    key: "law",
    title: Words::new("準拠法", "Governing law"),
    guide: Words::new(
        "国は「日本」「JP」など。契約に定めがなければ「該当なし」(定めがないことは、指定ではありません)。",
        "The country as «Japan» or «JP»; «na» where the contract says nothing, which is no designation.",
    ),
    columns: &[
        column("contract", "契約", "Contract", Kind::Text, NAME),
        column("binds", "縛る相手", "Binds", Kind::Choice(BINDS), WORD),
        column("country", "国", "Country", Kind::KnownText, WORD),
    ],
    is_shown: true,
    rows: 5,
};

const COURT: Section = Section {
    key: "court",
    title: Words::new("管轄", "Court"),
    guide: Words::new(
        "国は「裁判所を指定」「求めれば書面で指定」のときだけ。専属的かは、裁判所を指定しているときだけ書きます。",
        "The country only with «court» and «on_request»; exclusive only with «court».",
    ),
    columns: &[
        column("contract", "契約", "Contract", Kind::Text, NAME),
        column("binds", "縛る相手", "Binds", Kind::Choice(BINDS), WORD),
        column("country", "国", "Country", Kind::Text, WORD),
        column("forum", "紛争の解決", "Forum", Kind::Choice(FORUMS), WORD),
        column("exclusive", "専属的か", "Exclusive", Kind::Truth(KNOWN_TRUTH), SHORT),
        column("arbitration", "仲裁にもできるか", "Arbitration too", Kind::Truth(KNOWN_TRUTH), SHORT),
    ],
    is_shown: true,
    rows: 5,
};

const COMPANY: Section = Section {
    key: "company",
    title: Words::new("関係する会社", "Companies"),
    guide: Words::new(
        "外国の会社が関わると、№1 の回答は変えず、注記します。",
        "A foreign company is noted as a risk and does not change the answer to №1.",
    ),
    columns: &[
        column("name", "会社", "Company", Kind::Text, NAME),
        column("role", "立場", "Role", Kind::Choice(COMPANIES), WORD),
        column("country", "国", "Country", Kind::KnownText, WORD),
    ],
    is_shown: true,
    rows: 3,
};

const CHANNEL: Section = Section {
    key: "channel",
    title: Words::new("通信経路", "Channels"),
    guide: Words::new(
        "四つの経路の全てについて。版・スイート・方式は、一行に一つずつ(セルの中の改行は Alt+Enter)。",
        "All four paths. Versions, suites and methods: one a line (Alt+Enter within a cell).",
    ),
    columns: &[
        column("path", "経路", "Path", Kind::Choice(PATHS), NAME),
        column("protection", "保護", "Protection", Kind::Choice(PROTECTIONS), WORD),
        column("versions", "TLS の版(受け付ける全て)", "TLS versions (all)", Kind::Lines, WORD),
        column("suites", "暗号スイート(受け付ける全て)", "Suites (all)", Kind::Lines, 46.0),
        column("methods", "VPN の方式", "VPN methods", Kind::Lines, NAME),
    ],
    is_shown: true,
    rows: 6,
};

const STORE: Section = Section {
    key: "store",
    title: Words::new("保存先", "Stores"),
    guide: Words::new(
        "データベース・ファイル・バックアップは必ず。方式は書かれているとおりに、鍵長と利用モードまで。暗号化なしなら方式は空欄。",
        "Database, files and backup at least. The method as written, with key length and mode; blank where nothing is encrypted.",
    ),
    columns: &[
        column("name", "保存先の名", "Store", Kind::Text, NAME),
        column("kind", "種類", "Kind", Kind::Choice(STORES), WORD),
        column("plain", "暗号化なし", "Not encrypted", Kind::Truth(FLAG), WORD),
        column("method", "暗号の方式", "Method", Kind::KnownText, 46.0),
        column("used_for", "暗号化の単位", "Used for", Kind::Choice(USES), NAME),
    ],
    is_shown: true,
    rows: 8,
};

const SIGN_IN: Section = Section {
    key: "sign_in",
    title: Words::new("管理画面へのログイン", "Sign-in to the administration screens"),
    guide: Words::new(
        "要素は種類ごとに一度(例: 知識、所持)。使うものは、パスワード、秘密の質問、アプリの OTP、トークンの OTP、メールの OTP、SMS の OTP、パスキー、クライアント証明書、生体、本市の SSO から。",
        "Each kind of factor once (knowledge, possession). Means: password, secret_question, app_code, token_code, email_code, sms_code, passkey, client_certificate, biometrics, city_sso.",
    ),
    columns: &[
        column("actor", "ログインする者", "Actor", Kind::Choice(ACTORS), WORD),
        column("factors", "認証の要素", "Factors", Kind::Several(FACTORS), WORD),
        column("two_steps", "もう一段の認証", "Second step", Kind::Truth(KNOWN_TRUTH), SHORT),
        column("lockout", "失敗でロック等", "Lock-out", Kind::Truth(KNOWN_TRUTH), SHORT),
        column("means", "使うもの", "Means", Kind::Several(MEANS), NAME),
        column(
            "local_login",
            "SSO のほかに自前のログインが残る",
            "Local login remains",
            Kind::Truth(KNOWN_TRUTH),
            WORD,
        ),
        column("enforced", "全員に必須", "Enforced", Kind::Truth(KNOWN_TRUTH), SHORT),
    ],
    is_shown: true,
    rows: 6,
};

const PLACE: Section = Section {
    key: "place",
    title: Words::new("保存場所", "Places"),
    guide: Words::new(
        "六つの役割の全てについて。場所は「aws:ap-northeast-1」「日本」など、書かれているとおり。置く情報は、情報の ID を一行に一つずつ(空欄なら全て)。",
        "All six roles. The place as written (aws:ap-northeast-1, Japan). Information kept: ids, one a line; blank means all.",
    ),
    columns: &[
        column("role", "役割", "Kept there", Kind::Choice(PLACES), WORD),
        column("at", "場所", "Place", Kind::KnownText, NAME),
        column("holds", "置く情報(ID)", "Information (ids)", Kind::Lines, WORD),
    ],
    is_shown: true,
    rows: 8,
};

const CONSENT: Section = Section {
    key: "consent",
    title: Words::new("国外に置くことへの本人の同意", "Consent to keeping information abroad"),
    guide: Words::new(
        "国ごとに。入力の前に得るか、三つの情報(国名・制度・措置)を示すかを書きます。",
        "For each country: is it obtained before anything is entered, and are the three texts given?",
    ),
    columns: &[
        column("country", "国", "Country", Kind::Text, WORD),
        column("about", "情報(ID)", "About (ids)", Kind::Lines, NAME),
        column("before_use", "入力の前に得る", "Before use", Kind::Truth(KNOWN_TRUTH), WORD),
        column("names_country", "国名を示す", "Names the country", Kind::Truth(KNOWN_TRUTH), SHORT),
        column("explains_system", "制度を示す", "Explains its system", Kind::Truth(KNOWN_TRUTH), SHORT),
        column("explains_measures", "措置を示す", "Explains the measures", Kind::Truth(KNOWN_TRUTH), SHORT),
    ],
    is_shown: true,
    rows: 3,
};

const KEY: Section = Section {
    key: "key",
    title: Words::new("国外に置く情報の暗号鍵", "Keys of information kept abroad"),
    guide: Words::new(
        "市だけの鍵か、だれが生成したか、どこで持つか。",
        "Is it the city's own, who generated it, where is it held?",
    ),
    columns: &[
        column("own", "市だけの鍵か", "Own key", Kind::Truth(KNOWN_TRUTH), WORD),
        column("held_at", "鍵を持つ場所", "Held at", Kind::KnownText, NAME),
        column("generated_by", "生成した者", "Generated by", Kind::Choice(KEY_PARTIES), WORD),
        column("held_by_city", "市が持つか", "Held by the city", Kind::Truth(KNOWN_TRUTH), SHORT),
        column("covers", "情報(ID)", "Covers (ids)", Kind::Lines, SHORT),
    ],
    is_shown: true,
    rows: 3,
};

const CERTIFICATE: Section = Section {
    key: "certificate",
    title: Words::new("認証", "Certificates"),
    guide: Words::new(
        "制度と番号を、書かれているとおりに(例: ISO/IEC 27017 CLOUD 000000、ISMAP C21-0008-2)。",
        "Scheme and number as written (ISO/IEC 27017 CLOUD 000000, ISMAP C21-0008-2).",
    ),
    columns: &[
        column("words", "制度と番号", "Scheme and number", Kind::Text, LONG),
        column("holder", "取得者", "Holder", Kind::Choice(HOLDERS), WORD),
        column("role", "27017 での立場", "Role (27017)", Kind::Choice(ROLES), SHORT),
        column("scope_names_service", "範囲にこのサービス", "Scope names service", Kind::Truth(KNOWN_TRUTH), WORD),
        column("written_link", "運営の書面(OEM)", "Written link (OEM)", Kind::Truth(KNOWN_TRUTH), WORD),
        column("suspended_from", "停止・取消しの初日", "Suspended from", Kind::Date, WORD),
    ],
    is_shown: true,
    rows: 6,
};

const ERASURE: Section = Section {
    key: "erasure",
    title: Words::new("消去", "Erasure"),
    guide: Words::new(
        "媒体は ata-hdd、ata-ssd、nvme-ssd、cloud-object など。保存先は、保存先の名を一行に一つずつ(空欄なら全て)。暗号化消去なら、右の四つも書きます。",
        "Media: ata-hdd, ata-ssd, nvme-ssd, cloud-object … Stores: names, one a line; blank means all. For a cryptographic erase, the four on the right too.",
    ),
    columns: &[
        column("at", "時期", "When", Kind::Choice(ERASURE_TIMES), WORD),
        column("covers", "保存先", "Stores", Kind::Lines, WORD),
        column("medium", "媒体", "Medium", Kind::KnownText, WORD),
        column("technique", "方法", "Technique", Kind::KnownText, NAME),
        column("deleted_at_end", "終了時に標準機能で消す", "Deleted at the end", Kind::Truth(KNOWN_TRUTH), SHORT),
        column(
            "conditions.encrypted_before_writing",
            "書く前から暗号化",
            "Encrypted before",
            Kind::Truth(TRUTH),
            SHORT,
        ),
        column(
            "conditions.every_key_copy_destroyed",
            "鍵の写しを全て破棄",
            "Key copies gone",
            Kind::Truth(TRUTH),
            SHORT,
        ),
        column("conditions.strength", "強度が確認済み", "Strength validated", Kind::Truth(TRUTH), SHORT),
        column("conditions.own_key", "利用者ごとの鍵", "Own key", Kind::Truth(TRUTH), SHORT),
        column("conditions.condition_shown", "表の条件が示された", "Condition shown", Kind::Truth(TRUTH), SHORT),
    ],
    is_shown: true,
    rows: 6,
};
