//! The planner against servers that exist only as rules: what is found must be what the server has, no more and no less.

mod faults;
mod model;
mod random;
mod run;
mod truth;
