//! Which suites are likely accepted, after those that are. Right or wrong, nothing is believed without asking: a wrong guess costs a
//! connection, and after too many of them there are no more.

use super::order;
use super::part::{Part, Turn};
use super::state::State;
use crate::Version;
use crate::observation::Order;
use crate::suites::{Authentication, Carries, Exchange, Suite};

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
        let left: usize = known.open.iter_mut().filter(of_rest).map(|part| part.suites.len()).sum();
        if left == 0 {
            continue;
        }
        let follows = Some(version) < leading && settled;
        let kinds = Kinds::of(&known.accepted);
        let followed = if follows { elsewhere.len() } else { 0 };
        let own_order = known.order == Order::Server;
        let from = [kinds.count(), followed, left, usize::from(guessing), usize::from(own_order)];
        let [kinds_then, followed_then, left_then, guessing_then, own_order_then] =
            std::mem::replace(&mut known.guessed_from, from);
        let more = kinds.count() > kinds_then
            || left > left_then
            || guessing && guessing_then == 0
            || own_order && own_order_then == 0;
        let fits = |suite: &u32| {
            Suite::find(*suite).is_some_and(|suite| suite.fits(version) && !needs_extensions(version, suite))
        };
        let is_left =
            |suite: &u32| known.open.iter().any(|part| part.turn == Turn::Rest && part.suites.contains(suite));
        let mut fresh = elsewhere.get(followed_then..followed).unwrap_or_default().iter();
        if !more && !fresh.any(|suite| fits(suite) && is_left(suite)) {
            continue;
        }
        let (suspected, order, choices, accepted) =
            (&known.suspected, known.order, &known.choices, known.accepted.len());
        let likely = |suite: &u32| {
            if suspected.iter().any(|suspicion| suspicion.is_of(*suite)) {
                return false;
            }
            if version == Version::Tls13 {
                return TLS13.contains(suite);
            }
            guessing
                && fits(suite)
                && (follows && elsewhere.contains(suite) || kinds.include(*suite))
                && !order::was_passed_over(order, accepted, choices, *suite)
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
    exchanges: Vec<(Exchange, Authentication)>,
    protections: Vec<usize>,
}

impl Kinds {
    fn of(accepted: &[u32]) -> Self {
        let mut kinds = Self { exchanges: Vec::new(), protections: Vec::new() };
        for suite in accepted.iter().filter_map(|suite| Suite::find(*suite)) {
            if !kinds.exchanges.contains(&exchange(suite)) {
                kinds.exchanges.push(exchange(suite));
            }
            if !kinds.protections.contains(&suite.kind_of_protection()) {
                kinds.protections.push(suite.kind_of_protection());
            }
        }
        kinds
    }

    /// With every suite that is accepted there are more, or as many.
    fn count(&self) -> usize {
        self.exchanges.len() + self.protections.len()
    }

    fn include(&self, suite: u32) -> bool {
        Suite::find(suite).is_some_and(|suite| {
            self.exchanges.contains(&exchange(suite))
                && self.protections.contains(&suite.kind_of_protection())
                && !suite.is_export()
        })
    }
}

fn exchange(suite: Suite) -> (Exchange, Authentication) {
    (suite.exchange(), suite.authentication())
}
