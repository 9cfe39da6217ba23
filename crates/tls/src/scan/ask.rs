//! A question that is under way: what is offered, and what an acceptance or a refusal of it would say.

use super::part::Part;
use super::trial::Trial;
use crate::{Chosen, Depth, Version};

/// A question under way.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    pub(super) version: Version,
    /// The suites that are offered, in order.
    pub(super) offered: Vec<u32>,
    pub(super) purpose: Purpose,
    /// What is varied besides.
    pub(super) trials: Vec<Trial>,
    pub(super) depth: Depth,
}

/// What a question is for.
#[derive(Clone, Debug)]
pub(super) enum Purpose {
    /// To find suites. `tail`: a suite known already that stands last, to show whose order decides.
    Suites { part: Part, tail: Option<u32> },
    /// To try a value with suites that are known.
    Standing,
    /// Known suites alone, to show whose order decides.
    Order,
    /// Known suites, to the end of a handshake.
    Deep,
    /// Is a fallback to an older version refused (RFC 7507)?
    Fallback,
    /// Is a long hello answered where a long list of suites is not?
    Padding,
}

impl Ask {
    /// Does nothing that is varied make one of the suites fitter than another? Then the choice among them shows whose order decides.
    pub(super) fn is_plain(&self) -> bool {
        let alike = |trial: &Trial| {
            let needed_by_all = self.offered.iter().all(|suite| trial.topic.rides_on(self.version, *suite));
            !trial.topic.sways_suites() || trial.topic.sways_by_need() && needed_by_all
        };
        self.trials.iter().all(alike)
    }

    /// May the choice show it, among suites that are known?
    pub(super) fn may_show_order(&self) -> bool {
        matches!(self.purpose, Purpose::Standing) && self.offered.len() > 1 && self.is_plain()
    }

    /// Was it put before, without a proper answer?
    pub(super) fn doubted(&self) -> bool {
        let part = self.purpose.part().is_some_and(|part| part.doubts.any());
        part || self.trials.iter().any(|trial| trial.doubts.any())
    }

    /// Does this choice answer what got no proper answer before? Not where the server took the known suite that went with the question,
    /// nor where it broke off again before it showed what was tried.
    pub(super) fn is_doubt_answered(&self, chosen: &Chosen) -> bool {
        let part = self.purpose.part();
        let part = part.is_some_and(|part| part.doubts.any() && part.suites.contains(&chosen.suite));
        part || self.trials.iter().any(|trial| trial.doubts.any() && trial.topic.shown(chosen).is_some())
    }
}

impl Purpose {
    /// The part that the question is about.
    pub(super) fn part(&self) -> Option<&Part> {
        match self {
            Self::Suites { part, .. } => Some(part),
            Self::Standing | Self::Order | Self::Deep | Self::Fallback | Self::Padding => None,
        }
    }
}
