//! A reply folded into what is known. A choice speaks for itself; a refusal is laid to what was varied only where nothing else can
//! have been the cause; everything else is a doubt.

mod choice;
mod refusal;
mod silence;

pub(super) use refusal::{conclude, strike};

use super::ask::Ask;
use super::state::State;
use super::trial::{Topic, Trial};
use crate::observation::{Accepted, Intolerance};
use crate::{Chosen, Reply, Version};

/// Folds the reply to a question; `others` are under way besides.
pub(super) fn fold(state: &mut State, ask: Ask, reply: &Reply, others: usize) {
    match reply {
        Reply::Chosen(chosen) => match sound(&ask, chosen) {
            Some(version) => choice::take(state, ask, version, chosen, others),
            None => silence::take(state, ask, &Reply::Nonsense("a choice of what was not offered")),
        },
        Reply::Alert { description, .. } => refusal::take(state, ask, *description),
        Reply::Closed
        | Reply::Reset
        | Reply::Silence
        | Reply::Nonsense(_)
        | Reply::NoStartTls
        | Reply::NotConnected => silence::take(state, ask, reply),
    }
}

/// The version of a choice that keeps to what was offered.
fn sound(ask: &Ask, chosen: &Chosen) -> Option<Version> {
    let version = chosen.known_version()?;
    let older = version <= ask.version && (version == Version::Ssl2) == (ask.version == Version::Ssl2);
    let newer = ask.varied(Topic::UnknownVersion).is_some() && version < Version::Tls13;
    let listed = ask.version == Version::Ssl2 && chosen.listed.iter().all(|kind| ask.offered.contains(kind));
    ((older || newer) && (listed || ask.offered.contains(&chosen.suite))).then_some(version)
}

pub(super) fn put_back(state: &mut State, trials: impl IntoIterator<Item = Trial>) {
    for trial in trials {
        if let Some(pool) = state.pools.get_mut(&trial.topic) {
            pool.put(trial.topic, &trial);
        }
    }
}

/// A trial was the cause of a refusal: its values are refused.
pub(super) fn blame(state: &mut State, trial: &Trial) {
    match trial.topic {
        Topic::Grease => {
            state.intolerances.insert(Intolerance::Grease);
        }
        Topic::UnknownVersion => {
            state.intolerances.insert(Intolerance::UnknownVersion);
        }
        Topic::OlderGroups
        | Topic::Tls13Groups
        | Topic::RsaSignatures
        | Topic::EcdsaSignatures
        | Topic::DssSignatures
        | Topic::OtherSignatures
        | Topic::Tls13Signatures
        | Topic::Alpn => {}
    }
}

fn refuse_version(state: &mut State, version: Version) {
    let known = state.version(version);
    if known.accepted.is_empty() {
        known.verdict = Accepted::Refused;
        known.expected.clear();
        known.open.clear();
        known.waiting.clear();
    }
}
