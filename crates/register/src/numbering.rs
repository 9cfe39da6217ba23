//! 文書番号, `デ情セ第123号`: counted per 文書記号 (one section's) and 年度 from 1, without gaps, never used twice. A number is taken when the
//! approval is drafted (起案) and stays with it through every 差戻し; 取下 and 却下 leave it used.

use crate::calendar::FiscalYear;
use crate::words::Line;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A 文書番号.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentNumber {
    /// 文書記号, as the configuration named it when the number was taken: a 改編 does not rename old documents.
    pub prefix: Line,
    /// The 年度.
    pub fiscal_year: FiscalYear,
    /// The number within section and 年度, from 1.
    pub number: u32,
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}第{}号", self.prefix, self.number)
    }
}

/// The last number taken under each 文書記号 in each 年度. Counted by 文書記号, which is one section's: a 記号 that a 改編 hands to
/// another section goes on where it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counters(BTreeMap<(Line, FiscalYear), u32>);

impl Counters {
    /// The number to be taken next.
    pub(crate) fn next(&self, prefix: &Line, fiscal_year: FiscalYear) -> DocumentNumber {
        let taken = self.0.get(&(prefix.clone(), fiscal_year));
        let number = taken.map_or(1, |last| last.saturating_add(1));
        DocumentNumber { prefix: prefix.clone(), fiscal_year, number }
    }

    /// Every count.
    pub(crate) fn all(&self) -> Vec<(Line, FiscalYear, u32)> {
        self.0.iter().map(|((prefix, year), last)| (prefix.clone(), *year, *last)).collect()
    }

    /// The counts of a snapshot.
    pub(crate) fn of(all: Vec<(Line, FiscalYear, u32)>) -> Self {
        Self(all.into_iter().map(|(prefix, year, last)| ((prefix, year), last)).collect())
    }

    /// Takes a number; a redraft takes the number that it has already.
    pub(crate) fn take(&mut self, number: &DocumentNumber) {
        let last = self.0.entry((number.prefix.clone(), number.fiscal_year)).or_default();
        *last = number.number.max(*last);
    }
}
