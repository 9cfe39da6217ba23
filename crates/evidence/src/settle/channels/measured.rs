//! Measurements beside what is declared of a path: a measurement that contradicts counts more, and the contradiction is said; one
//! that passes does not silence a declared failure, which may be of another server; one that established nothing leaves the
//! declaration as it is.

#[cfg(test)]
mod tests;

use super::super::stated::english;
use super::super::subjects::{Subject, conclude, quoted, say};
use super::super::{Context, Finding, Ground};
use super::{PATHS, name};
use crate::cryptrec::Edition;
use crate::declaration::{Channel, Evidence, Known, Measured, Origin, Path, Protection, Stated};
use crate::tls_verdict::{counts_from_until, judge};
use standard::{Answer, Text};

/// A measurement, judged.
struct Seen {
    finding: Finding,
    /// What it shows, in one sentence without the path.
    said: Text,
    /// Did it establish nothing that speaks for or against the path?
    is_inconclusive: bool,
}

/// Adds what was measured of each path to what is declared of it.
pub(super) fn add(context: &Context<'_>, edition: Edition, subjects: &mut Vec<Subject<Path>>) {
    for path in PATHS {
        let of_path = || context.declaration.measurements.iter().filter(|measured| measured.path == path);
        if of_path().next().is_none() {
            continue;
        }
        let at = subjects.iter().position(|subject| subject.key == path);
        let declared = at.map(|at| subjects.swap_remove(at));
        let (counting, out_of_term): (Vec<_>, Vec<_>) = of_path().partition(|measured| counts(context, measured));
        let seen = counting.into_iter().map(|measured| see(context, edition, measured)).collect();
        let mut finding = match declared {
            Some(Subject { finding, is_stated: true, .. }) => beside(context, path, finding, seen),
            Some(Subject { finding, .. }) => Finding { notes: finding.notes, ..alone(seen) },
            None => alone(seen),
        };
        for measured in out_of_term {
            let text = measured_text(measured, &again(measured));
            if finding.answer == Answer::Unknown {
                finding.missing.push(text);
            } else {
                finding.notes.push(text);
            }
        }
        subjects.push(Subject { key: path, finding, is_stated: true });
    }
}

fn counts(context: &Context<'_>, measured: &Measured) -> bool {
    let (from, until) = counts_from_until(&measured.observation);
    (from..=until).contains(&context.on)
}

fn again(measured: &Measured) -> Text {
    let (from, until) = counts_from_until(&measured.observation);
    Text::new(
        format!("{from} から {until} までの測定で、判定の日には数えない。測り直す"),
        format!("a measurement counts from {from} to {until}, not on the judging day: measure again"),
    )
}

/// `利用者の画面の通信: 実測(192.0.2.1:443、2026-11-20、Kijun 0.1.0) …`
fn measured_text(measured: &Measured, text: &Text) -> Text {
    let observation = &measured.observation;
    let (day, _) = counts_from_until(observation);
    let (address, version) = (quoted(&observation.address), quoted(&observation.kijun));
    say(
        &name(measured.path),
        &format!("実測({address}、{day}、Kijun {version}) {}", text.japanese),
        &format!("measured ({address}, {day}, Kijun {version}): {}", english(text)),
    )
}

fn see(context: &Context<'_>, edition: Edition, measured: &Measured) -> Seen {
    let item = judge(&measured.observation, context.references, edition, None, context.on).item;
    let (from, until) = counts_from_until(&measured.observation);
    let evidence =
        Evidence { origin: Origin::Measured, valid_from: Some(from), valid_until: Some(until), ..Evidence::default() };
    let text = |text: &Text| measured_text(measured, text);
    let ground = |told: &Text| Ground { text: text(told), evidence: Some(evidence.clone()) };
    let answer = item.state.answer();
    let of_path = name(measured.path);
    let finding = Finding {
        grounds: item.grounds.iter().map(ground).collect(),
        missing: item.missing.iter().map(text).collect(),
        notes: item.notes.iter().map(|note| say(&of_path, &note.japanese, english(note))).collect(),
        shown: Some(Origin::Measured),
        holds_until: item.holds_until,
        ..Finding::new(answer)
    };
    let nothing_against = matches!(item.as_far_as_seen, Answer::Met | Answer::NotApplicable);
    let said = item.grounds.into_iter().chain(item.missing).next().unwrap_or_default();
    Seen { finding, said, is_inconclusive: answer == Answer::Unknown && nothing_against }
}

fn alone(seen: Vec<Seen>) -> Finding {
    conclude(seen.into_iter().map(|seen| seen.finding).collect())
}

/// What is declared and what was measured, together.
fn beside(context: &Context<'_>, path: Path, declared: Finding, seen: Vec<Seen>) -> Finding {
    let (inconclusive, conclusive): (Vec<Seen>, Vec<Seen>) = seen.into_iter().partition(|seen| seen.is_inconclusive);
    let facts: Vec<&Stated<Channel>> = declared_facts(context, path);
    let said = conclusive.iter().find(|seen| seen.finding.answer != Answer::Met).or(conclusive.first());
    let contradiction = said.map(|seen| contradiction(path, &facts, &seen.said));
    let mut found = if conclusive.is_empty() {
        declared
    } else {
        join(declared, alone(conclusive), facts.len() <= 1, contradiction)
    };
    for text in inconclusive.into_iter().flat_map(|seen| seen.finding.missing) {
        found.notes.push(text);
    }
    found
}

fn join(declared: Finding, measured: Finding, is_one_server: bool, contradiction: Option<Text>) -> Finding {
    let differ = match (declared.answer, measured.answer) {
        (Answer::Met, Answer::Unmet | Answer::Unknown) | (Answer::NotApplicable, _) => true,
        (Answer::Met | Answer::Unmet | Answer::Unknown, _) => false,
    };
    // What is declared of one server, and not as a failure, is what was measured.
    let mut found = if is_one_server && declared.answer != Answer::Unmet && measured.answer != Answer::Unknown {
        let mut found = measured;
        if found.answer == Answer::Met {
            found.holds_until = found.holds_until.into_iter().chain(declared.holds_until).min();
        }
        if declared.answer == found.answer {
            found.grounds.extend(declared.grounds);
        }
        found.notes.extend(declared.notes);
        found.notes.extend(declared.missing);
        found
    } else {
        conclude(vec![measured, declared])
    };
    if let Some(text) = contradiction.filter(|_| differ) {
        let evidence = Some(Evidence { origin: Origin::Measured, ..Evidence::default() });
        found.grounds.insert(0, Ground { text, evidence });
    }
    found
}

fn declared_facts<'a>(context: &Context<'a>, path: Path) -> Vec<&'a Stated<Channel>> {
    let of_path = context.declaration.channels.iter().filter(|stated| stated.fact.path == path);
    of_path.filter(|stated| stated.evidence.counts(context.declaration, context.on).is_ok()).collect()
}

/// `TLS 「1.2」 と申告、実測では TLS 1.0 を受け入れる`
fn contradiction(path: Path, facts: &[&Stated<Channel>], said: &Text) -> Text {
    let declared = match facts {
        [stated] => match &stated.fact.protection {
            Known::Is(Protection::Tls { versions, .. }) => {
                let versions: Vec<String> = versions.iter().map(|version| quoted(version)).collect();
                let versions = versions.join(", ");
                Text::new(format!("TLS「{versions}」のみと申告"), format!("declared as TLS `{versions}` only"))
            }
            Known::Is(Protection::Vpn { .. }) => Text::new("VPN と申告", "declared as a VPN"),
            Known::Is(Protection::Nothing) => Text::new("暗号化なしと申告", "declared as not encrypted"),
            Known::NotApplicable => Text::new("経路がないと申告", "declared as not there"),
            Known::Unknown => Text::new("不明と申告", "declared as not known"),
        },
        _ => Text::new("申告と食い違い", "otherwise than declared"),
    };
    say(
        &name(path),
        &format!("{}、実測では: {}", declared.japanese, said.japanese),
        &format!("{}, measured: {}", english(&declared), english(said)),
    )
}
