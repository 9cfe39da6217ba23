//! What differs between two observations of what should be one service: the addresses of a name, or yesterday and today. Not for
//! which is better.

use crate::observation::Observation;
use std::collections::BTreeSet;

/// The names of the fields that differ. Where, when, with how many connections and in which order something was seen makes no
/// difference; nor does what could not be established on either side.
pub fn differences(one: &Observation, other: &Observation) -> Vec<&'static str> {
    let unestablished = |what: &str| one.unknown.iter().chain(&other.unknown).any(|gap| gap.what.starts_with(what));
    let differ = |what: fn(&Observation) -> BTreeSet<String>| what(one) != what(other);
    [
        ("versions", one.versions != other.versions),
        ("suites", differ(suites)),
        ("order", one.order != other.order),
        ("groups", differ(|seen| seen.groups.iter().map(|group| format!("{group:?}")).collect())),
        ("dh_bits", one.dh_bits != other.dh_bits),
        ("signatures", differ(|seen| seen.signatures.iter().map(|signature| format!("{signature:?}")).collect())),
        (
            "certificates",
            differ(|seen| seen.certificates.iter().map(|certificate| certificate.sha256.clone()).collect()),
        ),
        ("features", one.features != other.features),
        (
            "intolerances",
            differ(|seen| seen.intolerances.iter().map(|intolerance| format!("{intolerance:?}")).collect()),
        ),
    ]
    .into_iter()
    .filter(|(name, differs)| *differs && !unestablished(name))
    .map(|(name, _)| name)
    .collect()
}

fn suites(observation: &Observation) -> BTreeSet<String> {
    let of_version = |(version, suites): (&crate::Version, &Vec<crate::observation::SuiteSeen>)| {
        suites.iter().map(|suite| format!("{} {}", version.name(), suite.code)).collect::<Vec<_>>()
    };
    observation.suites.iter().flat_map(of_version).collect()
}

#[cfg(test)]
mod tests {
    use super::differences;
    use crate::Version;
    use crate::observation::{Accepted, Certificate, NotEstablished, Observation, Seen, SuiteSeen};

    fn observation(change: impl FnOnce(&mut Observation)) -> Observation {
        let mut observation: Observation = serde_json::from_str(include_str!("difference/observation.json")).unwrap();
        change(&mut observation);
        observation
    }

    fn suite(code: &str) -> SuiteSeen {
        SuiteSeen { code: code.to_owned(), name: code.to_owned() }
    }

    #[test]
    fn where_when_and_in_which_order_make_no_difference() {
        let one = observation(|_| {});
        let other = observation(|seen| {
            seen.address = "192.0.2.2:443".to_owned();
            seen.at = "2027-01-01T00:00:00Z".parse().unwrap();
            seen.connections = 99;
            seen.suites.get_mut(&Version::Tls12).unwrap().reverse();
        });
        assert!(differences(&one, &other).is_empty());
    }

    #[test]
    fn each_part_that_differs_is_named() {
        let one = observation(|_| {});
        let other = observation(|seen| {
            seen.versions.insert(Version::Tls10, Accepted::Accepted);
            seen.suites.get_mut(&Version::Tls12).unwrap().push(suite("0x000A"));
            seen.features.compression = Seen::Yes;
            seen.certificates.push(Certificate { sha256: "00".to_owned(), ..Certificate::default() });
        });
        assert_eq!(differences(&one, &other), ["versions", "suites", "certificates", "features"]);
        assert_eq!(differences(&other, &one), ["versions", "suites", "certificates", "features"]);
    }

    #[test]
    fn what_was_not_established_is_no_difference() {
        let one = observation(|_| {});
        let other = observation(|seen| {
            seen.suites.clear();
            let gap = NotEstablished { what: "suites".to_owned(), version: None, why: "time".to_owned() };
            seen.unknown.push(gap);
        });
        assert!(differences(&one, &other).is_empty());
    }
}
