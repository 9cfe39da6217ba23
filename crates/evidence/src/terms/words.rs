//! Words that change what a clause says, whatever it is about: negation, exception, the customer's country. And words that only
//! seem to: «excluding its conflict of laws rules», the convention on sales.

use super::Remark;
use super::pattern::Pattern;
use std::borrow::Cow;

/// Conflict-of-law riders and the convention on the international sale of goods: they exclude something else.
static RIDERS: Pattern = Pattern::new(concat!(
    r"(?:without (?:regard|reference|giving effect) to|excluding|exclusive of|regardless of|irrespective of|except(?: for)?|not including|but not|with the exception of)",
    r"[^.;,]{0,40}?(?:conflicts?[ -]of[ -]laws?|choice[ -]of[ -]laws?|conflicts? laws?)(?: (?:principles?|rules?|provisions?|doctrines?|statutes?))*",
    r"|(?:法の抵触|抵触法|国際私法)[^。、]{0,24}(?:を除[きくい]て?|を排除し?て?|にかかわらず|に関わらず|を適用せず|は適用(?:され|し)?(?:ない|ず|ません)|を考慮せず|によらず)",
    r"|(?:国際物品売買|ウィーン売買)[^。、]{0,24}(?:は|を|の適用[はを])?[^。、]{0,8}(?:適用(?:され|し)?(?:ない|ず|ません)|排除(?:し|され)?(?:ます|る|て)?|除外(?:し|され)?(?:ます|る|て)?)",
    r"|(?:the )?(?:united nations|u\.?n\.?) convention on (?:contracts for )?the international sale of goods[^.;]{0,40}(?:not apply|excluded|disclaimed|inapplicable)",
    r"|(?:not limited to|whether or not|including but not)",
));

static NEGATION: Pattern = Pattern::new(concat!(
    r"(?-u:\b)(?:not|never|neither|nor|no|excluded?|excluding|excludes|rather than|instead of|other than|waives?)(?-u:\b)",
    r"|(?:適用|準拠|解釈|従|管轄|裁判所|仲裁|服|合意|提起|付)[^。、]{0,14}(?:ない|なく|ません|せず|れず|らず|さず)",
    r"|ではな[いく]|以外の?|除外|排除|を除く|よらず|よらない|よりません|不適用",
));

static EXCEPTION: Pattern = Pattern::new(
    r"(?-u:\b)(?:except|unless|notwithstanding|save as|otherwise (?:agreed|specified|provided|required))(?-u:\b)|を除き|を除いて|場合を除|別段|ただし|但し|にかかわらず|定めがない限り|定めのない限り",
);

static COUNTRY: Pattern = Pattern::new(concat!(
    r"(?:you|your|customers?|users?|subscribers?)(?-u:\b)[^.;,]{0,40}(?-u:\b)(?:located|domiciled|resident|residing|resides?|incorporated|based|billing|live|lives)(?-u:\b)",
    r"|(?:if|where) (?:you|customer|the customer|your [a-z ]{1,24}) (?:are|is) (?:in|outside|within)",
    r"|depending on (?:your|the|where)|(?:table|list|schedule) below|following table|(?:下|次|以下)の?表|別表",
    r"|(?:お客様|契約者|利用者|ユーザー?|顧客|加入者)(?:の|が|は)?[^。、]{0,16}(?:所在(?:する)?国|所在地域|居住国|請求先|国[・や又及]|国内|国外|の国|国に応)",
    r"|(?:国|地域)(?:によって|により異な|に応じ|ごとに|別に)",
));

/// The sentence without the riders.
pub(super) fn without_riders(folded: &str) -> Cow<'_, str> {
    RIDERS.blank(folded)
}

/// Does it deny something?
pub(super) fn denies(words: &str) -> bool {
    NEGATION.is_match(words)
}

/// Denial, exception and country: what makes a clause that names one place unknown all the same.
pub(super) fn conditions(words: &str) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if denies(words) {
        remarks.push(Remark::Negation);
    }
    if EXCEPTION.is_match(words) {
        remarks.push(Remark::Exception);
    }
    if COUNTRY.is_match(words) {
        remarks.push(Remark::ByCountry);
    }
    remarks
}

/// Does it depend on the customer's country?
pub(super) fn depends_on_country(words: &str) -> bool {
    COUNTRY.is_match(words)
}
