//! What a vendor ticked in a check sheet, beside what the facts on its further worksheets settle. A tick is a bare answer: it counts
//! where no fact is stated, never helps against facts, and where it denies what they show, the item is open. Why: the decision page
//! `docs/decisions/0005-ticks-beside-facts.md`.

use super::{Context, SettledItem, Settlement};
use standard::check::Check;
use standard::{Answer, Answers};

/// How a tick and the facts stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Beside {
    /// Nothing was ticked, or the facts say the same.
    Agrees,
    /// No fact is stated: the tick counts.
    TickAlone,
    /// The facts leave the item open; the tick does not close it, unless it says «not met».
    FactsOpen,
    /// The facts say another thing than the tick.
    Contradicts,
}

impl Settlement {
    /// The same with the answers of a check sheet beside the settled ones.
    #[must_use]
    pub fn with_ticks(mut self, ticks: Answers) -> Self {
        for item in &mut self.items {
            item.ticked = Some(ticks.answer(item.input)).filter(|ticked| *ticked != Answer::Unknown);
        }
        self
    }
}

impl SettledItem {
    /// How the tick stands to the facts.
    pub fn beside(&self) -> Beside {
        let settled = self.settled();
        match self.ticked {
            None => Beside::Agrees,
            Some(_) if !self.is_stated => Beside::TickAlone,
            Some(ticked) if ticked == settled => Beside::Agrees,
            Some(_) if settled == Answer::Unknown => Beside::FactsOpen,
            Some(_) => Beside::Contradicts,
        }
    }

    /// What the vendor's facts and tick come to, without a person's answer.
    pub fn answer_of_vendor(&self) -> Answer {
        let (settled, ticked) = (self.settled(), self.ticked.unwrap_or(Answer::Unknown));
        match self.beside() {
            Beside::Agrees => settled,
            Beside::TickAlone => ticked,
            // «Not met» is an admission.
            Beside::FactsOpen if ticked == Answer::Unmet => Answer::Unmet,
            // What the facts refute stays refuted. 該当なし and «not met» are both no pass: the facts say which.
            Beside::Contradicts if settled == Answer::Unmet || ticked == Answer::Unmet && settled != Answer::Met => {
                settled
            }
            // «Met» that the facts do not bear, and what the facts show but the vendor itself denies, is asked about.
            Beside::FactsOpen | Beside::Contradicts => Answer::Unknown,
        }
    }
}

/// Does the declaration state any fact that the check looks at, whether or not it counts on the day?
pub(super) fn states(context: &Context<'_>, check: &Check) -> bool {
    let declaration = context.declaration;
    match check {
        Check::Law { .. } => !declaration.laws.is_empty(),
        Check::Court { .. } => !declaration.courts.is_empty(),
        Check::Channels { .. } => !declaration.channels.is_empty(),
        Check::Stores { .. } => !declaration.stores.is_empty(),
        Check::SignIn { .. } => !declaration.sign_ins.is_empty(),
        Check::Places { .. } | Check::Overseas { .. } => context.places().next().is_some(),
        Check::Certificate { .. } => !declaration.certificates.is_empty(),
        Check::Erasure { at } => declaration.erasures.iter().any(|erasure| erasure.fact.at == *at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settle::Finding;
    use standard::Standard;

    fn item(settled: Answer, is_stated: bool, ticked: Answer) -> SettledItem {
        let input = Standard::built_in().unwrap().item_inputs().iter().next().unwrap();
        let ticked = Some(ticked).filter(|ticked| *ticked != Answer::Unknown);
        SettledItem { input, finding: Some(Finding::new(settled)), is_stated, ticked, overridden: None }
    }

    #[test]
    fn a_tick_counts_where_no_fact_is_stated() {
        for ticked in Answer::ALL {
            assert_eq!(item(Answer::Unknown, false, ticked).answer(), ticked);
        }
    }

    #[test]
    fn no_tick_makes_met_of_what_the_facts_do_not_show_as_met() {
        for settled in [Answer::Unmet, Answer::Unknown, Answer::NotApplicable] {
            for ticked in Answer::ALL {
                let counted = item(settled, true, ticked).answer();
                assert_ne!(counted, Answer::Met, "{settled:?} {ticked:?}");
                if settled == Answer::Unmet {
                    assert_eq!(counted, Answer::Unmet, "{ticked:?}");
                }
            }
        }
    }

    #[test]
    fn what_the_facts_show_and_the_vendor_denies_is_open() {
        for ticked in [Answer::Unmet, Answer::NotApplicable] {
            let denied = item(Answer::Met, true, ticked);
            assert_eq!((denied.answer(), denied.beside()), (Answer::Unknown, Beside::Contradicts));
        }
        let same = item(Answer::Met, true, Answer::Met);
        assert_eq!((same.answer(), same.beside()), (Answer::Met, Beside::Agrees));
    }

    #[test]
    fn where_the_facts_leave_it_open_only_not_met_closes_it() {
        assert_eq!(item(Answer::Unknown, true, Answer::Met).answer(), Answer::Unknown);
        assert_eq!(item(Answer::Unknown, true, Answer::NotApplicable).answer(), Answer::Unknown);
        assert_eq!(item(Answer::Unknown, true, Answer::Unmet).answer(), Answer::Unmet);
    }
}
