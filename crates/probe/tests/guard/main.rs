//! What may be dialled, and what came of it: spellings, ranges, names, failures as told, places, signatures.

mod ranges;
mod spellings;
