//! One technique, or one claimed category, on one medium: which category, does №8 take it, and what is missing.

use super::{Category, Cell, Outcome, Sanitization};
use standard::{Language, Text};

/// What is shown of the conditions; `None`: not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EraseConditions {
    /// Was everything encrypted before it was written, so that no plaintext was ever stored? (Rev.1 §2.6)
    pub encrypted_before_writing: Option<bool>,
    /// Were all copies of the keys destroyed: escrow, backups, wrapped copies? (Rev.1 App. D)
    pub every_key_copy_destroyed: Option<bool>,
    /// Was the strength of key and module validated: 128 bits or more, FIPS 140-3 or the like? (Rev.1 App. D, Rev.2 §3.2)
    pub strength: Option<bool>,
    /// Do the keys protect this user's data only? Asked where several share a medium.
    pub own_key: Option<bool>,
    /// Is it shown what the table asks for beside the technique (the size of the pieces, …)?
    pub condition_shown: Option<bool>,
}

/// What one technique or claim comes to on one medium.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) category: Category,
    pub(super) satisfies: Option<bool>,
    pub(super) reasons: Vec<Text>,
    pub(super) ask: Vec<Text>,
    /// Place of where it comes from.
    pub(super) provenance: Option<usize>,
}

impl Judged {
    fn new(category: Category) -> Self {
        Self { category, satisfies: category.satisfies(), reasons: Vec::new(), ask: Vec::new(), provenance: None }
    }
}

/// A technique on a medium.
pub(super) fn technique(data: &Sanitization, medium: usize, technique: usize, shown: EraseConditions) -> Judged {
    let (on, by) = (name(data, medium), technique_name(data, technique));
    let Some(cell) = data.cells.get(&(medium, technique)) else {
        let mut judged = Judged::new(Category::Unknown);
        judged.reasons.push(Text::new(
            format!("{}に対する{}は、Rev.1 に基づく表にない", on.0, by.0),
            format!("{} on {} is not in the table after Rev.1", by.1, on.1),
        ));
        judged.ask.push(Text::new(
            "この媒体で Purge か Destroy に当たることを示す文書(IEEE 2883、製造者の文書など)",
            "a document that shows it to be Purge or Destroy on this medium (IEEE 2883, the maker's document, …)",
        ));
        return judged;
    };
    let cryptographic = data.techniques.get(technique).is_some_and(|technique| technique.cryptographic);
    let conditional = cryptographic || cell.needs.is_some();
    let mut judged = match cell.outcome {
        Outcome::Reaches(category) => reaches(category, conditional, &on, &by),
        Outcome::Nothing => {
            let mut judged = Judged { satisfies: Some(false), ..Judged::new(Category::Unknown) };
            judged.reasons.push(Text::new(
                format!("{}に対する{}は効かない", on.0, by.0),
                format!("{} does nothing on {}", by.1, on.1),
            ));
            judged
        }
        Outcome::Open => {
            let mut judged = Judged::new(Category::Unknown);
            judged.reasons.push(Text::new(
                format!("{}に対する{}は、書かれた言葉だけでは区分が決まらない", on.0, by.0),
                format!("what {} reaches on {} is left open by the words", by.1, on.1),
            ));
            judged
        }
    };
    judged.provenance = Some(cell.provenance);
    judged.reasons.extend(cell.note.clone());
    judged.ask.extend(cell.ask.clone());
    if cryptographic && judged.satisfies == Some(true) {
        conditions(&mut judged, cell.per_tenant, shown);
    }
    needs(&mut judged, cell, shown);
    judged
}

/// A category that is only claimed. It stands where the table knows a technique for it; where every such technique destroys
/// keys, its conditions must be shown.
pub(super) fn claim(data: &Sanitization, medium: usize, category: Category, shown: EraseConditions) -> Judged {
    let (japanese, english) = name(data, medium);
    let mut judged = Judged::new(category);
    judged.reasons.push(Text::new(
        format!("{japanese}について {} と申告されている(方法の記載なし)", category.name()),
        format!("{} is claimed for {english}, without a technique", category.name()),
    ));
    if category == Category::Clear {
        return judged;
    }
    judged.ask.push(Text::new("用いる方法と、対象の媒体・範囲", "the technique, and the media and data it covers"));
    let of_category = |(key, cell): &(&(usize, usize), &Cell)| {
        (key.0 == medium && cell.outcome == Outcome::Reaches(category)).then_some(key.1)
    };
    let techniques: Vec<usize> = data.cells.iter().filter_map(|cell| of_category(&cell)).collect();
    if techniques.is_empty() {
        judged.reasons.push(Text::new(
            format!("{japanese}には、{} に当たる方法が表にない", category.name()),
            format!("the table knows no technique that reaches {} on {english}", category.name()),
        ));
        (judged.category, judged.satisfies) = (Category::Unknown, None);
    } else if techniques.iter().all(|at| data.techniques.get(*at).is_some_and(|technique| technique.cryptographic)) {
        let per_tenant = techniques.iter().any(|at| data.cells.get(&(medium, *at)).is_some_and(|cell| cell.per_tenant));
        conditions(&mut judged, per_tenant, shown);
    }
    judged
}

fn reaches(category: Category, conditional: bool, on: &(String, String), by: &(String, String)) -> Judged {
    let mut judged = Judged::new(category);
    let (if_japanese, if_english) =
        if conditional { ("、条件を満たせば", ", under conditions,") } else { ("", "") };
    judged.reasons.push(Text::new(
        format!("{}に対する{}は{if_japanese} {}", on.0, by.0, category.name()),
        format!("{} on {} is{if_english} {}", by.1, on.1, category.name()),
    ));
    if category == Category::Clear {
        judged.reasons.push(Text::new("本市基準 №8 は Purge か Destroy を求める", "№8 asks for Purge or Destroy"));
    }
    judged
}

/// Cryptographic erase is Purge only where all of its conditions are shown.
fn conditions(judged: &mut Judged, per_tenant: bool, shown: EraseConditions) {
    let own_key = per_tenant.then_some((
        shown.own_key,
        Text::new(
            "鍵がこの利用者(本市)のデータだけを守ること",
            "that the keys protect this user's (the city's) data only",
        ),
    ));
    let all = [
        (
            shown.encrypted_before_writing,
            Text::new(
                "書き込む前から暗号化され、平文で保存された時期がないこと",
                "that all was encrypted before it was written, and never stored as plaintext",
            ),
        ),
        (
            shown.every_key_copy_destroyed,
            Text::new(
                "鍵のすべての写し(預託・バックアップ・ラップした鍵)を破棄したこと",
                "that every copy of the keys was destroyed: escrow, backups, wrapped copies",
            ),
        ),
        (
            shown.strength,
            Text::new(
                "鍵と暗号モジュールの強度(128 ビット以上、FIPS 140-3 などの検証)",
                "the strength of key and module (128 bits or more; validated, as by FIPS 140-3)",
            ),
        ),
    ];
    for (answer, condition) in all.into_iter().chain(own_key) {
        match answer {
            Some(true) => {}
            Some(false) => {
                judged.satisfies = Some(false);
                judged.category = Category::Unknown;
                judged.reasons.push(Text::new(
                    format!("暗号化消去の条件を満たさない: {}", condition.japanese),
                    format!(
                        "a condition of cryptographic erase does not hold: {}",
                        condition.in_language(Language::English)
                    ),
                ));
            }
            None => {
                judged.satisfies = judged.satisfies.filter(|satisfies| !satisfies);
                judged.category = Category::Unknown;
                judged.ask.push(condition);
            }
        }
    }
}

fn needs(judged: &mut Judged, cell: &Cell, shown: EraseConditions) {
    let Some(needs) = &cell.needs else { return };
    match (cell.outcome, shown.condition_shown) {
        // What is open stays open until the words say which.
        (Outcome::Open | Outcome::Nothing, _) | (Outcome::Reaches(_), None) => {
            judged.satisfies = judged.satisfies.filter(|satisfies| !satisfies);
            judged.ask.push(needs.clone());
        }
        (Outcome::Reaches(_), Some(true)) => {}
        (Outcome::Reaches(_), Some(false)) => {
            judged.satisfies = Some(false);
            judged.category = Category::Unknown;
            judged.reasons.push(Text::new(
                format!("条件を満たさない: {}", needs.japanese),
                format!("a condition does not hold: {}", needs.in_language(Language::English)),
            ));
        }
    }
}

fn name(data: &Sanitization, medium: usize) -> (String, String) {
    data.media.get(medium).map_or_else(Default::default, |medium| both(&medium.name))
}

fn technique_name(data: &Sanitization, technique: usize) -> (String, String) {
    data.techniques.get(technique).map_or_else(Default::default, |technique| both(&technique.named.name))
}

fn both(name: &Text) -> (String, String) {
    (name.japanese.clone(), name.in_language(Language::English).to_owned())
}
