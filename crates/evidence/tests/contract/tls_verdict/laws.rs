//! Promises that hold for any server: accepting more that is worse never helps, what is unknown is never a pass, and no later day
//! turns a failure into a pass.

use super::servers::*;
use super::{REFERENCES, fits};
use evidence::tls_guideline::Profile;
use evidence::tls_verdict::{ItemState, Verdict, judge};
use jiff::civil::Date;
use proptest::prelude::*;
use tls::Version;
use tls::observation::{Accepted, Observation};

/// Something that a server can do besides; none of it is better than what the servers do that the laws begin with.
type Change = fn(&mut Observation);

const CHANGES: [Change; 16] = [
    |server| accept(server, Version::Tls12, &[CBC_SHA1]),
    |server| accept(server, Version::Tls12, &[STATIC_RSA]),
    |server| accept(server, Version::Tls12, &[TRIPLE_DES]),
    |server| accept(server, Version::Tls10, &[CBC_SHA1]),
    |server| accept(server, Version::Tls11, &[TRIPLE_DES]),
    |server| accept(server, Version::Ssl3, &[STATIC_RSA]),
    |server| accept(server, Version::Ssl2, &[("0x010080", "SSL_CK_RC4_128_WITH_MD5")]),
    |server| accept(server, Version::Tls12, &[("0xC037", "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256")]),
    |server| {
        accept(server, Version::Tls12, &[DHE]);
        server.dh_bits.entry(Version::Tls12).or_default().push(1024);
    },
    |server| {
        accept(server, Version::Tls12, &[DHE]);
        server.dh_bits.entry(Version::Tls12).or_default().push(2048);
    },
    |server| server.groups.push(group(26, "brainpoolP256r1")),
    |server| server.groups.push(group(19, "secp192r1")),
    |server| server.signatures.push(signature(0x0201, "rsa_pkcs1_sha1", &[Version::Tls12])),
    |server| server.certificates.push(certificate(0, "RSA", 1024, None, "sha256WithRSAEncryption")),
    |server| server.certificates.push(certificate(0, "RSA", 2048, None, "sha1WithRSAEncryption")),
    |server| server.certificates.push(certificate(0, "RSA", 2048, None, "sha256WithRSAEncryption")),
];

/// Something that is not established.
const BLINDINGS: [Change; 7] = [
    |server| server.versions.extend([(Version::Tls12, Accepted::Unknown)]),
    |server| server.versions.extend([(Version::Tls10, Accepted::Unknown)]),
    |server| server.unknown.push(not_established("suites", Some(Version::Tls12), "time")),
    |server| server.groups.clear(),
    |server| server.signatures.clear(),
    |server| server.certificates.clear(),
    |server| server.suites.retain(|version, _| *version != Version::Tls13),
];

fn server() -> impl Strategy<Value = Observation> {
    let base = prop::sample::select(vec![tls13_only(), intermediate(), legacy()]);
    (base, prop::collection::vec(prop::sample::select(CHANGES.to_vec()), 0..4)).prop_map(|(mut server, changes)| {
        for change in changes {
            change(&mut server);
        }
        server
    })
}

fn verdict(server: &Observation, edition: &str, profile: Option<Profile>, on: Date) -> Verdict {
    judge(server, &*REFERENCES, REFERENCES.cryptrec.find_edition(edition).unwrap(), profile, on)
}

/// The worse the higher. What was not reached says nothing, and is not compared.
fn badness(state: ItemState) -> u8 {
    match state {
        ItemState::Conforms => 0,
        ItemState::Undecided | ItemState::Unreachable => 1,
        ItemState::DoesNotConform => 2,
    }
}

fn edition() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["2022", "2022R1", "2022R2"])
}

fn demanded() -> impl Strategy<Value = Option<Profile>> {
    prop::option::of(prop::sample::select(Profile::ALL.to_vec()))
}

fn date() -> impl Strategy<Value = Date> {
    (2026_i16..2056, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::constant(year, month, day))
}

proptest! {
    #[test]
    fn accepting_more_that_is_worse_never_helps(
        server in server(),
        change in prop::sample::select(CHANGES.to_vec()),
        edition in edition(),
        demanded in demanded(),
        on in date(),
    ) {
        let mut worse = server.clone();
        change(&mut worse);
        let (before, after) = (verdict(&server, edition, demanded, on), verdict(&worse, edition, demanded, on));
        prop_assert!(badness(after.item.state) >= badness(before.item.state), "{before:#?}\n{after:#?}");
        for (old, new) in fits(&before).into_iter().zip(fits(&after)) {
            prop_assert!(new >= old, "{before:#?}\n{after:#?}");
        }
        if let (Some(new), Some(old)) = (after.item.holds_until, before.item.holds_until) {
            prop_assert!(new <= old);
        }
    }

    #[test]
    fn what_is_unknown_is_never_a_pass(
        server in server(),
        blinding in prop::sample::select(BLINDINGS.to_vec()),
        edition in edition(),
        demanded in demanded(),
        on in date(),
    ) {
        let mut blinded = server;
        blinding(&mut blinded);
        let blinded = verdict(&blinded, edition, demanded, on);
        prop_assert_ne!(blinded.item.state, ItemState::Conforms);
        prop_assert!(blinded.find_profile().is_none(), "{blinded:#?}");
        let is_open = blinded.item.state != ItemState::DoesNotConform;
        prop_assert_eq!(is_open, !blinded.item.missing.is_empty());
    }

    #[test]
    fn a_later_day_never_turns_a_failure_into_a_pass(
        server in server(),
        edition in edition(),
        demanded in demanded(),
        on in date(),
        later in date(),
    ) {
        let (on, later) = (on.min(later), on.max(later));
        let (first, then) = (verdict(&server, edition, demanded, on), verdict(&server, edition, demanded, later));
        if first.item.state == ItemState::DoesNotConform {
            prop_assert_eq!(then.item.state, ItemState::DoesNotConform);
        }
        for (old, new) in fits(&first).into_iter().zip(fits(&then)) {
            prop_assert!(new >= old);
        }
        if let Some(until) = first.item.holds_until {
            prop_assert!(until >= on);
            prop_assert_eq!(verdict(&server, edition, demanded, until).item.state, ItemState::Conforms);
            let next = until.tomorrow().unwrap();
            prop_assert_ne!(verdict(&server, edition, demanded, next).item.state, ItemState::Conforms);
        }
    }

    #[test]
    fn a_stricter_profile_that_fits_leaves_no_doubt_about_a_laxer_one(server in server(), edition in edition(), on in date()) {
        let [high, recommended, exception] = fits(&verdict(&server, edition, None, on));
        prop_assert!(high >= recommended && recommended >= exception);
    }

    #[test]
    fn every_failure_says_why(server in server(), edition in edition(), on in date()) {
        let found = verdict(&server, edition, None, on);
        prop_assert!(found.item.state == ItemState::Undecided || !found.item.grounds.is_empty());
        for profile in &found.profiles {
            let said = (profile.kept_by.is_empty(), profile.open.is_empty());
            prop_assert_eq!(profile.fit == evidence::tls_guideline::Fit::Fits, said == (true, true));
        }
    }
}
