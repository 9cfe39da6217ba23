//! Which suites are likely accepted, after those that are. Right or wrong, nothing is believed without asking: a wrong guess costs a
//! connection, and after too many of them there are no more.

use super::part::{Part, Turn};
use super::state::State;
use crate::Version;
use crate::suites::{Authentication, Carries, Exchange, Suite};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Wrong guesses that are taken as they come, and right ones that pay for one more.
const FREE_GUESSES: usize = 2;
const RIGHT_A_GUESS: usize = 3;

/// The suites that any server of TLS 1.3 has, or nearly.
const TLS13: [u32; 3] = [0x1301, 0x1302, 0x1303];

/// Takes likely suites out of what is left of every version, each to be asked alone.
pub(super) fn take_out(state: &mut State) {
    let leading = state.leading();
    let unsettled = |version: &Version| *version > leading.unwrap_or(Version::Ssl2) && state.opening(*version);
    let settled = !Version::ALL.iter().filter(|version| **version < Version::Tls13).any(unsettled);
    let elsewhere = leading.and_then(|leading| state.versions.get(&leading)).map(|known| known.accepted.clone());
    let elsewhere = elsewhere.unwrap_or_default();
    for (&version, known) in &mut state.versions {
        let guessing = known.wrong_guesses < FREE_GUESSES + known.right_guesses / RIGHT_A_GUESS;
        let of_rest = |part: &&mut Part| part.turn == Turn::Rest;
        let left = known.open.iter_mut().filter(of_rest).map(|part| part.suites.len()).sum();
        let from = [known.accepted.len(), elsewhere.len(), left, known.wrong_guesses];
        if std::mem::replace(&mut known.guessed_from, from) == from {
            continue;
        }
        let follows = Some(version) < leading && settled;
        let kinds = Kinds::of(&known.accepted);
        let suspected = &known.suspected;
        let likely = |suite: &u32| {
            if suspected.iter().any(|suspicion| suspicion.is_of(*suite)) {
                return false;
            }
            if version == Version::Tls13 {
                return TLS13.contains(suite);
            }
            let fits =
                || Suite::find(*suite).is_some_and(|suite| suite.fits(version) && !needs_extensions(version, suite));
            guessing && (follows && elsewhere.contains(suite) || kinds.include(*suite)) && fits()
        };
        let mut now = Vec::new();
        for rest in known.open.iter_mut().filter(of_rest) {
            now.extend(rest.suites.extract_if(.., |suite| likely(suite)));
        }
        known.open.extend(now.into_iter().map(|suite| Part::new(vec![suite], Turn::Likely)));
        known.open.retain(|part| !part.suites.is_empty());
    }
}

/// Curves are agreed on by an extension (RFC 8422 §4), and SSL 3.0 has none.
fn needs_extensions(version: Version, suite: Suite) -> bool {
    version == Version::Ssl3 && suite.carries() == Carries::Curve
}

/// Ways of key exchange, and of protection, that are accepted: a server that has both mostly has them together.
struct Kinds {
    exchanges: BTreeSet<(Exchange, Authentication)>,
    protections: BTreeSet<usize>,
}

impl Kinds {
    fn of(accepted: &[u32]) -> Self {
        let suites = || accepted.iter().filter_map(|suite| Suite::find(*suite));
        Self {
            exchanges: suites().map(|suite| (suite.exchange(), suite.authentication())).collect(),
            protections: suites().map(kind_of_protection).collect(),
        }
    }

    fn include(&self, suite: u32) -> bool {
        Suite::find(suite).is_some_and(|suite| {
            !suite.is_export()
                && self.exchanges.contains(&(suite.exchange(), suite.authentication()))
                && self.protections.contains(&kind_of_protection(suite))
        })
    }
}

/// What protects the data, whatever the key size and the hash of SHA-2: the place of the first suite with the like.
fn kind_of_protection(suite: Suite) -> usize {
    static KINDS: LazyLock<BTreeMap<u16, usize>> = LazyLock::new(|| {
        let like =
            |suite: Suite| suite.protection().replace("SHA384", "SHA256").replace("_128", "").replacen("_256", "", 1);
        let mut first = BTreeMap::new();
        let numbered = |(place, suite): (usize, Suite)| (suite.code, *first.entry(like(suite)).or_insert(place));
        Suite::all().enumerate().map(numbered).collect()
    });
    KINDS.get(&suite.code).copied().unwrap_or(usize::MAX)
}
