//! Judging a whole portfolio at the speed of memory.
//!
//! A [`Portfolio`] keeps the answers of many services as bit planes, one [`Planes`] a class. From planes come verdicts
//! ([`Planes::verdicts`]), verdicts with masks ([`Planes::for_each_block`], [`Planes::tally`]) and the services whose
//! verdict a revision changes ([`PlaneComparison::flips`]). Why a single service fares as it does is `judge`'s work.

mod comparison;
mod flips;
mod kernel;
mod line;
mod masks;
mod packing;
mod plane_rule;
mod planes;
mod services;
mod threads;
mod verdicts;

pub use comparison::PlaneComparison;
pub use flips::Flip;
pub use line::Line;
pub use masks::{InputTally, MaskBlock, Tally};
pub use plane_rule::PlaneRule;
pub use planes::{Plane, PlanePair, Planes, PlanesBuilder};
pub use services::{ClassServices, Portfolio, PortfolioBuilder, Refused};
pub use verdicts::{VerdictCounts, Verdicts};
