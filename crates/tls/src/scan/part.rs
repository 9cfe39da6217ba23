//! A part of what may be accepted: suites of one version that are asked for together. Which are likely is `likely`'s work.

use super::doubt::Doubts;
use super::trial::Trial;

/// When a part's turn comes. In the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    /// The first question with a version.
    Opening,
    /// One suite that is likely accepted, after what is accepted elsewhere or was before: it is asked alone.
    Likely,
    /// All that is left of a version.
    Rest,
}

/// Suites of one version that are still open.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) suites: Vec<u32>,
    pub(super) turn: Turn,
    /// How many suites the last hello about it named, these and others.
    pub(super) named: usize,
    pub(super) doubts: Doubts,
    /// Do other parts ask for each of these suites? Then this one only shows that such a list is answered.
    pub(super) asked_elsewhere: bool,
    /// A suite that was accepted before and is to stand last: who follows the client's order shows it by two questions that are due anyway.
    pub(super) tail: Option<u32>,
    /// Did a suite that is known already win against these? Then either the order is the server's, or none of these is accepted.
    pub(super) outdone: bool,
    /// Trials that rode on a refused question about this part: one of them, or the suites, was the cause.
    pub(super) suspects: Vec<Trial>,
}

impl Part {
    pub(super) fn new(suites: Vec<u32>, turn: Turn) -> Self {
        Self {
            suites,
            turn,
            named: 0,
            doubts: Doubts::default(),
            asked_elsewhere: false,
            tail: None,
            outdone: false,
            suspects: Vec::new(),
        }
    }
}
