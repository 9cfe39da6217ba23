//! What a yearly renewal asks again, and why: only what changed or lapsed.

use crate::names::ItemName;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An item that is asked again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskedAgain {
    /// The item.
    pub item: ItemName,
    /// Why.
    pub why: WhyAgain,
}

/// Why an item is asked again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyAgain {
    /// The answer rests on other grounds than at the last review: a fact has lapsed, or the requirement or the reference
    /// data have changed.
    Changed,
    /// It was not met or not known at the last review.
    NotMet,
    /// It ends before the next review.
    EndsOn(Date),
}
