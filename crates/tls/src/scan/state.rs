//! What is known of a server in the course of a scan, and what is still open. No decisions here.

use super::catalogue;
use super::features::Evidence;
use super::order::Choice;
use super::part::{Part, Turn};
use super::previous;
use super::suspicion::Suspicion;
use super::trial::{Pool, Topic};
use super::unfounded::Unfounded;
use super::{Effort, Subject};
use crate::Version;
use crate::groups::Group;
use crate::observation::{Accepted, Intolerance, Observation, Order};
use std::collections::{BTreeMap, BTreeSet};

/// Suites in a hello that any server takes: with few extensions it stays below 256 bytes.
pub(super) const SHORT_LIST: usize = 60;

/// What is known, and what is open.
#[derive(Debug)]
pub(super) struct State {
    pub(super) subject: Subject,
    pub(super) effort: Effort,
    pub(super) versions: BTreeMap<Version, VersionState>,
    pub(super) pools: BTreeMap<Topic, Pool>,
    pub(super) evidence: Evidence,
    /// The longest list of suites that was answered with a choice.
    pub(super) tolerated: usize,
    /// Lists are kept to [`SHORT_LIST`]: longer ones got no choice.
    pub(super) short: bool,
    pub(super) intolerances: BTreeSet<Intolerance>,
    /// Was a question answered properly after it had not been?
    pub(super) flaky: bool,
    /// Did any proper answer come?
    pub(super) reached: bool,
    /// Why nothing more is asked.
    pub(super) gave_up: Option<&'static str>,
    pub(super) start: Start,
    /// Refusals that count once one of the suites they rest on is accepted.
    pub(super) unfounded: Vec<Unfounded>,
    /// Splits of parts that were made for speed.
    pub(super) splits: usize,
    /// How often STARTTLS was not offered.
    pub(super) start_tls_refused: u8,
    /// How often side questions were put.
    pub(super) fallback_asked: u8,
    pub(super) padding_asked: u8,
    pub(super) deep_asked: BTreeMap<Version, u8>,
    /// How often such a question got no proper answer.
    pub(super) deep_lost: u8,
}

/// What a scan starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    Fresh,
    /// From an earlier observation. `padded`: has a question with TLS 1.3 named all suites of TLS 1.2 besides?
    Again {
        padded: bool,
    },
}

/// What is known of a version.
#[derive(Debug, Default)]
pub(super) struct VersionState {
    pub(super) verdict: Accepted,
    /// Accepted suites as they were found.
    pub(super) accepted: Vec<u32>,
    /// What is open and not under way.
    pub(super) open: Vec<Part>,
    /// What waits until all else is known.
    pub(super) waiting: Vec<Part>,
    /// Suites that an earlier observation makes likely, while they are neither accepted nor refused.
    pub(super) expected: Vec<u32>,
    /// Guesses that were refused with something riding on them: open, and asked again with the rest.
    pub(super) suspected: Vec<Suspicion>,
    /// Does the server refuse with alerts here?
    pub(super) alerts: bool,
    /// Plain choices, for the order.
    pub(super) choices: Vec<Choice>,
    pub(super) order: Order,
    pub(super) order_asked: u8,
    /// Was the order the server's before? Then one question mostly shows it again, whatever else is still open.
    pub(super) had_own_order: bool,
    /// Was a guess passed over for a known suite? Then the order may well be the server's, and guesses are asked alone.
    pub(super) outdone: bool,
    /// Why something could not be established.
    pub(super) unknown: BTreeSet<&'static str>,
    /// Suites thought likely that were accepted, and that were not.
    pub(super) right_guesses: usize,
    pub(super) wrong_guesses: usize,
    /// What guesses were last made of: numbers of kinds of suites here, of suites in the version that is followed, and of open ones; and
    /// whether guesses are made at all.
    pub(super) guessed_from: [usize; 5],
    pub(super) dh_bits: BTreeSet<u32>,
    pub(super) groups: BTreeSet<u16>,
    pub(super) signatures: BTreeSet<u16>,
}

impl State {
    pub(super) fn new(subject: Subject, effort: Effort, previous: Option<&Observation>) -> Self {
        let opening = |version| VersionState {
            open: vec![Part::new(catalogue::candidates(version), Turn::Opening)],
            ..VersionState::default()
        };
        let topics = [
            Topic::OlderGroups,
            Topic::Tls13Groups,
            Topic::RsaSignatures,
            Topic::EcdsaSignatures,
            Topic::DssSignatures,
            Topic::OtherSignatures,
            Topic::Tls13Signatures,
            Topic::Grease,
            Topic::UnknownVersion,
        ];
        // The layer above TLS has no ALPN after STARTTLS.
        let alpn = subject.starttls.is_none().then_some(Topic::Alpn);
        let mut state = Self {
            versions: Version::ALL.into_iter().map(|version| (version, opening(version))).collect(),
            pools: topics.into_iter().chain(alpn).map(|topic| (topic, Pool::new(topic))).collect(),
            evidence: Evidence::default(),
            tolerated: 0,
            short: false,
            intolerances: BTreeSet::new(),
            flaky: false,
            reached: false,
            gave_up: None,
            start: if previous.is_some() { Start::Again { padded: false } } else { Start::Fresh },
            unfounded: Vec::new(),
            splits: 0,
            start_tls_refused: 0,
            fallback_asked: 0,
            padding_asked: 0,
            deep_asked: BTreeMap::new(),
            deep_lost: 0,
            subject,
            effort,
        };
        if let Some(previous) = previous {
            previous::expect(&mut state, previous);
        }
        state
    }

    /// The state of a version. Every version has one.
    pub(super) fn version(&mut self, version: Version) -> &mut VersionState {
        self.versions.entry(version).or_default()
    }

    /// The newest version before TLS 1.3 that is accepted, or that surely will be.
    pub(super) fn leading(&self) -> Option<Version> {
        self.newest_usable(Version::Tls12)
    }

    /// The newest version up to `most` that is accepted, or that surely will be.
    pub(super) fn newest_usable(&self, most: Version) -> Option<Version> {
        Version::ALL.into_iter().rev().find(|version| *version <= most && self.is_usable(*version))
    }

    /// Is there a suite of this version that is accepted, or that surely will be?
    pub(super) fn is_usable(&self, version: Version) -> bool {
        self.versions.get(&version).is_some_and(|known| known.usable().next().is_some())
    }

    /// Is a version newer than this one accepted?
    pub(super) fn accepts_newer(&self, version: Version) -> bool {
        self.versions.iter().any(|(newer, state)| *newer > version && state.verdict == Accepted::Accepted)
    }

    /// Is the version's first question still open? Then what follows depends on it.
    pub(super) fn opening(&self, version: Version) -> bool {
        self.versions.get(&version).is_some_and(|state| state.verdict == Accepted::Unknown && state.unknown.is_empty())
    }

    /// How many suites a question may name.
    pub(super) fn list_limit(&self) -> usize {
        if self.short { SHORT_LIST } else { usize::MAX }
    }

    /// Did the server choose at all?
    pub(super) fn chosen_anything(&self) -> bool {
        self.versions.values().any(|known| known.verdict == Accepted::Accepted)
    }

    /// The curve of an ECDSA certificate that was seen.
    pub(super) fn certificate_curve(&self) -> Option<u16> {
        let leaves = self.evidence.chains.iter().filter_map(|chain| chain.certificates.first());
        let curve = leaves.into_iter().find_map(|certificate| certificate.curve.as_deref())?;
        Group::all().find(|group| group.name == curve).map(|group| group.code)
    }
}

impl VersionState {
    /// Takes a suite that was chosen: it is no longer open.
    pub(super) fn accept(&mut self, suite: u32) {
        self.verdict = Accepted::Accepted;
        if !self.accepted.contains(&suite) {
            self.accepted.push(suite);
        }
        self.expected.retain(|expected| *expected != suite);
        self.close(|open| open == suite);
    }

    /// Suites with which other things can be tried: accepted ones, and those that surely will be.
    pub(super) fn usable(&self) -> impl Iterator<Item = u32> + '_ {
        self.accepted.iter().chain(&self.expected).copied()
    }

    /// Takes suites out of every open part.
    pub(super) fn close(&mut self, gone: impl Fn(u32) -> bool) {
        for part in self.open.iter_mut().chain(&mut self.waiting) {
            part.suites.retain(|suite| !gone(*suite));
        }
        self.open.retain(|part| !part.suites.is_empty());
        self.waiting.retain(|part| !part.suites.is_empty());
    }
}
