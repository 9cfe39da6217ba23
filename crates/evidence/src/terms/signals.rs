//! Which topics a sentence is a candidate for, by the words that stand in it together. Not for what it says: `law` and `court`.

use super::names::{foreign_adjective, foreign_english, foreign_japanese};
use super::pattern::{Pattern, Patterns};
use super::summary::Summary;
use super::unit::Unit;
use super::{Hint, Note, Remark, Topic, court, language, law, words};

/// Groups of words; one pass over the sentence finds all that stand in it.
static GROUPS: Patterns = Patterns::new(&[
    /* 0 law */ r"準拠法|governing law|choice of law|applicable law (?:shall be|is|will be)",
    /* 1 govern */
    r"準拠|解釈|法(?:律|令)?(?:が|は|も|を|の)?(?:一切|専ら|のみ)?(?:が|を)?適用|法(?:律|令)?に従|法(?:律|令)?によ|govern|construed|interpreted|(?:shall|will|does|do) (?:not )?apply",
    /* 2 a law */
    concat!(
        "日本国?(?:内?の|内)?(?:現行)?(?:法|国内法)|国内法|州法|現地法|(?:",
        foreign_japanese!(),
        ")(?:共和国|王国|合衆国|連邦|国|州)?の?(?:現行)?法|laws? (?:in force in|of|in)|japanese law|(?:",
        foreign_english!(),
        "|",
        foreign_adjective!(),
        ")(?: state)? laws?"
    ),
    /* 3 */ r"管轄",
    /* 4 */ r"裁判",
    /* 5 */ r"訴訟|提訴|訴え|第一審|専属|紛争|係争|争い",
    /* 6 */ r"jurisdiction|venue|(?-u:\b)courts?(?-u:\b)",
    /* 7 */
    r"exclusive|disputes?|submits?|litigation|actions?|proceedings?|brought|claims?|personal jurisdiction|competent court",
    /* 8 */ r"(?-u:\b)courts?(?-u:\b)|venue|exclusive jurisdiction",
    /* 9 arbitration */ r"仲裁|arbitrat|(?-u:\b)(?:siac|jcaa|jams)(?-u:\b)",
    /* 10 data */
    r"データ|情報|サーバ|バックアップ|コンテンツ|(?-u:\b)(?:data|content|backups?|servers?)(?-u:\b)",
    /* 11 place */
    r"保存場所|保管場所|設置場所|リージョン|データセンタ|国内|国外|海外|越境|外国|data cent(?:er|re)|(?-u:\b)(?:regions?|countr(?:y|ies)|outside|japan|locations?)(?-u:\b)",
    /* 12 keep */
    r"保存|保管|設置|移転|格納|複製|所在|(?-u:\b)(?:stored?|hosted?|located|reside[sd]?|transfer(?:red|s)?|replicated?)(?-u:\b)",
    /* 13 sub-processors */ r"再委託|再々委託|サブプロセッサ|復処理者|復委託|sub-?processors?|sub-?contract",
    /* 14 document */ r"規約|約款|本契約|利用条件|サービスの内容|(?-u:\b)(?:terms|agreement|conditions)(?-u:\b)",
    /* 15 change */
    r"変更|改定|改訂|修正|(?-u:\b)(?:modify|modified|amend(?:ed)?|change[sd]?|updated?|revised?)(?-u:\b)",
    /* 16 freely */
    r"でき|ことがあ|場合があ|随時|通知の上|任意に|事前の通知|(?-u:\b)(?:may|reserves?|at any time|from time to time|sole discretion)(?-u:\b)",
    /* 17 end */ r"終了|解約|満了|退会|解除|terminat|expir|(?-u:\b)(?:end of|cancell?)",
    /* 18 delete */ r"削除|消去|廃棄|破棄|抹消|(?-u:\b)(?:delet|eras|destroy|purge|wipe)",
    /* 19 language */
    r"日本語|和文|英語|英文|言語|翻訳|(?-u:\b)(?:english|japanese|languages?|translations?)(?-u:\b)",
    /* 20 prevails */
    r"優先|正文|正本|正とし|参考訳|参考のため|prevail|controlling|(?:shall|will) control|precedence|authoritative|(?:shall|will) govern|governing version",
    /* 21 party */
    r"契約主体|契約の相手方|契約当事者|契約会社|との間で(?:締結|成立)|contracting (?:entity|party)|by and between|is between|entered into (?:by|between|with)|contracting with",
    /* 22 other document */
    r"eula|end[- ]user licen[cs]e|使用許諾|エンドユーザー?(?:ライセンス|規約|契約)|提供元|開発元|製造元|メーカー|third[- ]party (?:terms|licen[cs]e)|(?:vendor|publisher|manufacturer|licensor|operator)'s (?:own )?(?:terms|agreement|licen[cs]e)",
    /* 23 reseller */ r"再販|販売代理|リセラー|代理店|取次|resell|distributor",
    /* 24 export */ r"輸出|export",
    /* 25 jurisdiction over place */
    r"jurisdiction of|courts? (?:of|in|located|situated|sitting|having)|district court|venue(?: ?[:\-]| is| shall| will| lies| for)",
]);

/// Another agreement that the user accepts, and not the one in hand.
static BINDS: Pattern = Pattern::new(
    r"同意|遵守|従う|従い|適用|承諾|締結|定め|accept|agree|subject to|bound by|comply|governed by|entered into|apply|applies",
);
static SEPARATE: Pattern = Pattern::new(
    r"別途|別個|別の|提供元|開発元|製造元|メーカー|separate|third[- ]party|(?:vendor|publisher|manufacturer|licensor|operator)'s|in addition",
);

/// The topics that a unit is a candidate for, each with its hint; what concerns the whole text goes to the summary.
pub(super) fn candidates(unit: &Unit, summary: &mut Summary) -> Vec<(Topic, Hint, Vec<Remark>)> {
    let folded = unit.folded.as_str();
    // No topic is shorter than two ideographs.
    if folded.len() < 6 {
        return Vec::new();
    }
    let found = GROUPS.matches(folded);
    if !found.matched_any() {
        return Vec::new();
    }
    let all = |groups: &[usize]| groups.iter().all(|group| found.matched(*group));
    let law = found.matched(0) || (all(&[1, 2]) && !found.matched(24));
    let court = all(&[3, 4]) || all(&[4, 5]) || (all(&[6, 7]) && found.matched(8)) || all(&[6, 25]);
    if unit.heading || unit.row {
        summary.headings(found.matched(0), court || found.matched(9) || all(&[3]) || found.matched(6));
    }
    // What only names the topic is a heading. A numbered heading that names a place may be the first line of a sentence that
    // goes on «… does not apply»: it is believed only where it names a foreign one.
    let believed = |hint: Hint| match hint {
        Hint::ForeignLaw | Hint::ForeignCourt => true,
        Hint::DomesticLaw | Hint::DomesticCourt => !unit.heading,
        Hint::Arbitration | Hint::Unknown => !unit.heading && !unit.row,
    };
    let mut candidates = Vec::new();
    if law {
        let (hint, remarks) = law::read(folded);
        if believed(hint) {
            candidates.push((Topic::GoverningLaw, hint, remarks));
        }
    }
    if court {
        let (hint, remarks) = court::read(folded);
        if believed(hint) && !court::is_incidental(folded, &remarks) {
            candidates.push((Topic::Jurisdiction, hint, remarks));
        }
    }
    if unit.heading || unit.row {
        return candidates;
    }
    if found.matched(9) {
        let (hint, remarks) = court::read_arbitration(folded);
        candidates.push((Topic::Arbitration, hint, remarks));
    }
    let others = [
        (Topic::DataPlace, all(&[10, 11, 12])),
        (Topic::SubProcessors, all(&[13])),
        (Topic::UnilateralChange, all(&[14, 15, 16])),
        (Topic::DeletionAtEnd, all(&[17, 18])),
        (Topic::LanguagePrecedence, all(&[19, 20])),
        (Topic::ContractingEntity, all(&[21])),
    ];
    for (topic, _) in others.into_iter().filter(|(_, is_candidate)| *is_candidate) {
        let by_country = topic == Topic::ContractingEntity && words::depends_on_country(folded);
        let remarks = if by_country { vec![Remark::ByCountry] } else { Vec::new() };
        candidates.push((topic, Hint::Unknown, remarks));
    }
    if all(&[19, 20]) {
        summary.language_clause(language::prevailing(folded));
    }
    if all(&[22]) && SEPARATE.is_match(folded) && BINDS.is_match(folded) {
        summary.note(Note::OtherDocumentBinds);
    }
    if all(&[23]) {
        summary.note(Note::Reseller);
    }
    candidates
}
