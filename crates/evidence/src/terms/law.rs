//! What a clause on the governing law seems to say. Only the country that the clause itself names counts.

use super::names::{foreign_adjective, foreign_english, foreign_japanese};
use super::pattern::Pattern;
use super::{Hint, Remark, words};
use std::borrow::Cow;

/// 日本法人, 日本法務 … are no law.
static DOMESTIC: Pattern = Pattern::new(
    r"日本国?(?:内?の|内)?(?:現行)?(?:法令|法律|国内法|実体法|法(?:[^人務廷曹典学律令]|$))|(?:^|[^外])国内法|(?:我が国|わが国)の?(?:法令|法律|法)|laws? (?:in force in|of|in) (?:the )?(?:state of )?japan|japanese laws?",
);

static FOREIGN: Pattern = Pattern::new(concat!(
    "(?:",
    foreign_japanese!(),
    ")(?:共和国|王国|合衆国|連邦|国|州)?(?:の|における)?(?:現行)?(?:法令|法律|州法|法(?:[^人務廷曹典学律令]|$))|州法",
    "|(?:",
    foreign_english!(),
    "|",
    foreign_adjective!(),
    ")(?: state)? laws?(?-u:\\b)",
));

/// «Laws of …»: what follows says whose.
static LAWS_OF: Pattern =
    Pattern::new(r"laws? (?:in force in|of|in)(?-u:\b)|governing law(?: (?:is|shall be|will be)(?-u:\b)| ?[:|\-])");
static TAIL_END: Pattern = Pattern::new(
    r"(?-u:\b)(?:courts?|jurisdiction|venue|disputes?|arbitration|without|excluding|the parties)(?-u:\b)|[.;](?: |$)",
);
static FOREIGN_NAME: Pattern = Pattern::new(concat!(
    "(?-u:\\b)(?:",
    foreign_english!(),
    ")(?-u:\\b)|(?-u:\\b)(?:state|commonwealth|province) of [a-z]"
));

/// 日本国又はシンガポール国の法: several countries share one «law».
static SEVERAL: Pattern = Pattern::new(r"日本国?(?:又は|または|及び|および|若しくは|もしくは|・|か)[^、。]{0,20}法");

/// A law that depends on something, beside one that is named or instead of it.
static RELATIVE: Pattern = Pattern::new(concat!(
    "(?:る|た|各|当該|その|他の|居住|所在)国の(?:法令|法律|法)|現地の?法|法(?:令|律)?(?:のほか|に加え|だけで)",
    r"|laws? of (?:your|any|each|the (?:country|jurisdiction|place|territory))(?-u:\b)|local laws?(?-u:\b)",
));

/// A clause on the governing law: does it name one, and which.
pub(super) fn read(folded: &str) -> (Hint, Vec<Remark>) {
    let sentence = words::without_riders(folded);
    let named = Named::of(&sentence);
    let mut remarks = words::conditions(&sentence);
    // «Not Japanese law but Singapore's»: the part that names the foreign law denies nothing.
    let foreign_holds = named.foreign
        && sentence.split(['、', ',', ';']).any(|part| Named::of(part).only_foreign() && !words::denies(part));
    let denied_domestic = sentence.split(['、', ',', ';']).any(|part| Named::of(part).domestic && words::denies(part));
    if named.domestic && foreign_holds && denied_domestic && remarks == [Remark::Negation] {
        return (Hint::ForeignLaw, remarks);
    }
    if RELATIVE.is_match(&sentence) && !remarks.contains(&Remark::ByCountry) {
        remarks.push(Remark::ByCountry);
    }
    let hint = match (named.domestic, named.foreign) {
        (true, true) => {
            remarks.push(Remark::Mixed);
            Hint::Unknown
        }
        (false, false) => {
            remarks.push(Remark::UnknownPlace);
            Hint::Unknown
        }
        (true, false) => Hint::DomesticLaw,
        (false, true) => Hint::ForeignLaw,
    };
    (if remarks.is_empty() { hint } else { Hint::Unknown }, remarks)
}

/// The sentence without the laws it names, so that the places that are left belong to something else.
pub(super) fn without_laws(sentence: &str) -> Cow<'_, str> {
    static NAMED: Pattern = Pattern::new(concat!(
        r"laws? (?:in force in|of|in) (?:the )?(?:(?:state|commonwealth|republic|province) of )?(?:",
        foreign_english!(),
        r"|japan)(?:,? (?:u\.?s\.?a\.?|united states(?: of america)?))?",
        "|(?:",
        foreign_english!(),
        "|",
        foreign_adjective!(),
        "|japanese) laws?",
    ));
    NAMED.blank(sentence)
}

#[derive(Clone, Copy)]
struct Named {
    domestic: bool,
    foreign: bool,
}

impl Named {
    fn of(sentence: &str) -> Self {
        let several = SEVERAL.is_match(sentence);
        let mut named =
            Self { domestic: DOMESTIC.is_match(sentence) || several, foreign: FOREIGN.is_match(sentence) || several };
        for laws in LAWS_OF.find_iter(sentence) {
            let tail = sentence.get(laws.end()..).unwrap_or_default();
            let tail = TAIL_END.find_iter(tail).next().and_then(|end| tail.get(..end.start())).unwrap_or(tail);
            named.domestic |= tail.contains("japan");
            named.foreign |= FOREIGN_NAME.is_match(tail);
        }
        named
    }

    fn only_foreign(self) -> bool {
        self.foreign && !self.domestic
    }
}
