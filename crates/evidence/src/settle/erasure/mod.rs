//! 消去 (№8-1 at the end of the contract, №8-2 at disposal): every stated store is covered, by techniques that reach Purge or
//! Destroy on their media. №8-2 also has a premise: data is deleted with standard functions when the contract ends.

#[cfg(test)]
mod tests;

use super::stated::{counted, english, tell_ignored};
use super::{Context, Finding, Ground};
use crate::declaration::{Erasure, Known, Stated, Store};
use crate::sanitization::SanitizationExplanation;
use standard::check::ErasureTime;
use standard::problem::excerpt;
use standard::{Answer, Text};

pub(crate) fn settle(context: &Context<'_>, at: ErasureTime) -> Finding {
    let erasures = counted(context, &context.declaration.erasures);
    let at_that_time: Vec<&Stated<Erasure>> =
        erasures.counting.into_iter().filter(|stated| stated.fact.at == at).collect();
    let time = time_name(at);
    let finding = if at_that_time.is_empty() {
        Finding::missing(Text::new(
            format!("{}の消去が書かれていない", time.japanese),
            format!("no erasure {} is stated", english(&time)),
        ))
    } else {
        let mut parts: Vec<Finding> = at_that_time.iter().map(|stated| of_erasure(context, stated, &time)).collect();
        parts.extend(uncovered_stores(context, &at_that_time, &time));
        // Facts that only say that a medium does not exist erase nothing: of them nothing follows.
        let found = Finding::all(parts);
        match at {
            ErasureTime::ContractEnd => found,
            ErasureTime::Disposal => Finding::all(vec![found, premise(&at_that_time)]),
        }
    };
    erasures.ignored.iter().filter(|(stated, _)| stated.fact.at == at).fold(finding, |finding, (_, why)| {
        let name = Text::new(format!("{}の消去の一行", time.japanese), format!("an erasure {}", english(&time)));
        tell_ignored(finding, &name, why)
    })
}

fn time_name(at: ErasureTime) -> Text {
    match at {
        ErasureTime::ContractEnd => Text::new("契約終了時", "at the end of the contract"),
        ErasureTime::Disposal => Text::new("機器の廃棄時", "at disposal"),
    }
}

fn of_erasure(context: &Context<'_>, stated: &Stated<Erasure>, time: &Text) -> Finding {
    let fact = &stated.fact;
    let covers = if fact.covers.is_empty() {
        Text::new("すべての保存先", "every store")
    } else {
        Text::untranslated(fact.covers.join(", "))
    };
    let about = Text::new(
        format!("{}の消去({})", time.japanese, covers.japanese),
        format!("erasure {} ({})", english(time), english(&covers)),
    );
    let medium = match &fact.medium {
        Known::Is(medium) => Some(medium.as_str()),
        Known::Unknown => None,
        Known::NotApplicable => {
            let none = Text::new(
                format!("{}: その媒体はない", about.japanese),
                format!("{}: no such medium", english(&about)),
            );
            return Finding::from_fact(Answer::NotApplicable, stated, none);
        }
    };
    let Known::Is(words) = &fact.technique else {
        return Finding::missing(Text::new(
            format!("{}: 消去の方法と SP 800-88 の区分(Purge・Destroy)", about.japanese),
            format!("{}: the technique and its SP 800-88 category (Purge, Destroy)", english(&about)),
        ));
    };
    let explained = context.references.sanitization.explain_sanitization(medium, words, fact.conditions);
    explained_finding(stated, &about, words, explained)
}

fn explained_finding(
    stated: &Stated<Erasure>,
    about: &Text,
    words: &str,
    explained: SanitizationExplanation,
) -> Finding {
    let (answer, japanese, in_english) = match explained.satisfies {
        Some(true) => (Answer::Met, "Purge か Destroy に当たる", "is Purge or Destroy"),
        Some(false) => (Answer::Unmet, "Purge にも Destroy にも当たらない", "is neither Purge nor Destroy"),
        None => (Answer::Unknown, "Purge か Destroy に当たるか、まだ決まらない", "may or may not be Purge or Destroy"),
    };
    let shown = excerpt(words.trim());
    let text = Text::new(
        format!("{}: 「{shown}」は {japanese}", about.japanese),
        format!("{}: `{shown}` {in_english}", english(about)),
    );
    let mut finding = Finding::from_fact(answer, stated, text);
    finding.grounds.extend(explained.reasons.into_iter().map(|text| Ground { text, evidence: None }));
    match answer {
        Answer::Unknown => finding.missing.extend(explained.ask),
        Answer::Met => finding.notes.extend(explained.ask),
        Answer::Unmet | Answer::NotApplicable => {}
    }
    if explained.editions.iter().any(|edition| edition != "rev1") {
        finding.notes.push(Text::new(
            "本市基準が名指すのは Rev.1。ほかの版を挙げるだけでは不適合としない。版の差の扱いは本市が決める",
            "the standard names Rev.1; citing another edition alone does not fail: how to treat the difference is the city's decision",
        ));
    }
    finding
}

/// Stated stores that no erasure covers. Without a list of stores, an erasure of named ones leaves the others open.
fn uncovered_stores(context: &Context<'_>, erasures: &[&Stated<Erasure>], time: &Text) -> Vec<Finding> {
    // That there is no such medium is no erasure of everything.
    let of_all =
        |stated: &&Stated<Erasure>| stated.fact.covers.is_empty() && stated.fact.medium != Known::NotApplicable;
    if erasures.iter().any(of_all) {
        return Vec::new();
    }
    let stores = counted(context, &context.declaration.stores).counting;
    if stores.is_empty() {
        return vec![Finding::missing(Text::new(
            format!("保存先の一覧({}の消去がすべてに及ぶか)", time.japanese),
            format!("the list of stores: does the erasure {} cover all of them?", english(time)),
        ))];
    }
    let covered = |store: &&Stated<Store>| {
        erasures.iter().any(|stated| stated.fact.covers.contains(&store.fact.name))
            || (store.fact.method == Known::NotApplicable && !store.fact.plain)
    };
    let ask = |store: &Stated<Store>| {
        let name = &store.fact.name;
        Finding::missing(Text::new(
            format!("保存先「{name}」の{}の消去が書かれていない", time.japanese),
            format!("no erasure of the store `{name}` {} is stated", english(time)),
        ))
    };
    stores.into_iter().filter(|store| !covered(store)).map(ask).collect()
}

fn premise(erasures: &[&Stated<Erasure>]) -> Finding {
    let says = |value: bool| erasures.iter().find(|stated| stated.fact.deleted_at_end == Known::Is(value));
    if let Some(stated) = says(false) {
        return Finding::from_fact(
            Answer::Unmet,
            stated,
            Text::new(
                "前提を満たさない: 契約終了時に標準機能等でデータを消去しない",
                "the premise fails: data is not deleted with standard functions at the end of the contract",
            ),
        );
    }
    says(true).map_or_else(
        || {
            Finding::missing(Text::new(
                "前提: 契約終了時に、サービスの標準機能等でデータを消去するか",
                "the premise: is data deleted with the service's standard functions at the end of the contract?",
            ))
        },
        |stated| {
            Finding::from_fact(
                Answer::Met,
                stated,
                Text::new(
                    "前提を満たす: 契約終了時に標準機能等でデータを消去する",
                    "the premise holds: data is deleted with standard functions at the end of the contract",
                ),
            )
        },
    )
}
