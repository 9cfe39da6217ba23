//! The either/or clause of the items against its definition: with №6-1 unmet it is held exactly where every holding is covered
//! by some way, lost exactly where one is covered by none, and open otherwise. The definition is written without the table.

use super::{consent, findings, keys};
use crate::declaration::{Declaration, Information, KeptAt, KeyParty, Known, PlaceRole, Stated};
use crate::settle::examples::{context, everywhere, information, kept};
use proptest::prelude::*;
use standard::Answer;

const IDS: [&str; 3] = ["甲", "乙", "丙"];
const HOME: &str = "aws:ap-northeast-1";
/// A code that several providers use: its country is open.
const OPEN: &str = "ap-southeast-3";
const PLACES: [&str; 6] = [HOME, OPEN, "aws:us-east-1", "aws:eu-central-1", "azure:norwayeast", "google:asia"];

/// Three-valued: `None` is open.
type Maybe = Option<bool>;

fn or(all: impl IntoIterator<Item = Maybe>) -> Maybe {
    let all: Vec<Maybe> = all.into_iter().collect();
    if all.contains(&Some(true)) { Some(true) } else { all.iter().all(|one| *one == Some(false)).then_some(false) }
}

fn and(all: impl IntoIterator<Item = Maybe>) -> Maybe {
    or(all.into_iter().map(|one| one.map(|one| !one))).map(|one| !one)
}

fn maybe(known: Known<bool>) -> Maybe {
    match known {
        Known::Is(value) => Some(value),
        Known::Unknown | Known::NotApplicable => None,
    }
}

/// Is this information at this place covered?
fn covered(declaration: &Declaration, information: &Information, place: &str) -> Maybe {
    let personal = maybe(information.personal);
    let country = match place {
        "aws:us-east-1" => Some("US"),
        "aws:eu-central-1" => Some("DE"),
        "azure:norwayeast" => Some("NO"),
        _ => None,
    };
    let about = |ids: &[String]| ids.is_empty() || ids.contains(&information.id);
    let asked =
        declaration.consents.iter().any(|one| Some(one.fact.country.as_str()) == country && about(&one.fact.about));
    let by_consent = and([personal, maybe(information.entered_by_staff).map(|staff| !staff), asked.then_some(true)]);
    let by_adequacy = match country {
        Some("US") => Some(false),
        Some("DE") => (personal == Some(true)).then_some(true),
        _ => None,
    };
    let by_class = Some(information.class == "III");
    let of_it: Vec<_> = declaration.keys.iter().filter(|key| about(&key.fact.covers)).collect();
    let by_key = if of_it.is_empty() {
        None
    } else {
        Some(of_it.iter().all(|key| key.fact.generated_by == Known::Is(KeyParty::City)))
    };
    or([by_consent, by_adequacy, by_class, by_key])
}

fn every_holding_covered(declaration: &Declaration) -> Maybe {
    let places = declaration.places.iter().filter_map(|stated| match &stated.fact.at {
        Known::Is(words) => Some((words, &stated.fact.holds)).filter(|(words, _)| *words != HOME),
        Known::Unknown | Known::NotApplicable => None,
    });
    and(places.flat_map(|(words, holds)| {
        let kept = declaration.information.iter().filter(|one| holds.is_empty() || holds.contains(&one.id));
        // Where the country is open, nothing needs to be covered for certain.
        let covered = |one| covered(declaration, one, words).filter(|covered| *covered || words != OPEN);
        kept.map(covered).collect::<Vec<_>>()
    }))
}

fn known() -> impl Strategy<Value = Known<bool>> {
    prop_oneof![3 => Just(Known::Is(true)), 3 => Just(Known::Is(false)), 1 => Just(Known::Unknown)]
}

fn some_ids() -> impl Strategy<Value = Vec<&'static str>> {
    prop_oneof![1 => Just(Vec::new()), 2 => prop::sample::subsequence(IDS.to_vec(), 1..=3)]
}

fn place() -> impl Strategy<Value = Stated<KeptAt>> {
    let role = prop::sample::select(vec![PlaceRole::Replica, PlaceRole::Logs, PlaceRole::SubProcessor]);
    (role, prop::sample::select(PLACES.to_vec()), some_ids()).prop_map(|(role, at, holds)| kept(role, at, &holds))
}

fn declaration() -> impl Strategy<Value = Declaration> {
    let one = (prop::sample::select(vec!["I", "II", "III"]), known(), known());
    let informations = prop::collection::vec(one, 3);
    let consents = prop::collection::vec((prop::sample::select(vec!["US", "DE", "NO"]), some_ids()), 0..3);
    let keys = prop::collection::vec((any::<bool>(), some_ids()), 0..3);
    (informations, prop::collection::vec(place(), 0..4), consents, keys).prop_map(
        |(informations, places, consents, keys)| {
            let informations = informations.into_iter().zip(IDS).map(|((class, personal, staff), id)| Information {
                personal,
                entered_by_staff: staff,
                ..information(id, class, true)
            });
            let keys = keys.into_iter().map(|(city, covers)| {
                let mut key = keys::key(&covers);
                key.fact.generated_by = Known::Is(if city { KeyParty::City } else { KeyParty::Platform });
                key
            });
            Declaration {
                information: informations.collect(),
                places: everywhere(HOME, HOME).into_iter().chain(places).collect(),
                consents: consents.into_iter().map(|(country, about)| consent(country, &about)).collect(),
                keys: keys.collect(),
                ..Declaration::default()
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_clause_is_held_exactly_where_every_holding_is_covered(declaration in declaration()) {
        let found = findings(&declaration).0;
        let places = crate::settle::places::settle(&context(&declaration), "JP");
        let any = |answer| found.iter().any(|finding| finding.answer == answer);
        let clause = match places.answer {
            Answer::Met => {
                prop_assert!(found.iter().all(|finding| finding.answer == Answer::NotApplicable));
                return Ok(());
            }
            _ if any(Answer::Met) => Some(true),
            Answer::Unmet if !any(Answer::Unknown) => Some(false),
            Answer::Unmet | Answer::Unknown | Answer::NotApplicable => None,
        };
        prop_assert_eq!(clause, every_holding_covered(&declaration), "{:?}", found);
    }

    #[test]
    fn each_item_that_is_met_covers_a_holding_and_each_open_one_says_what_is_missing(declaration in declaration()) {
        let (found, holdings) = findings(&declaration);
        for (at, finding) in found.iter().enumerate() {
            match finding.answer {
                Answer::Met => prop_assert!(holdings.iter().any(|holding| holding.covered[at].1 == Answer::Met)),
                Answer::Unknown => prop_assert!(!finding.missing.is_empty()),
                Answer::Unmet | Answer::NotApplicable => prop_assert!(!finding.grounds.is_empty()),
            }
            prop_assert!(finding.answer == Answer::Unknown || finding.missing.is_empty());
        }
    }
}
