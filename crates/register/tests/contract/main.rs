//! The register as its users meet it: commands in, events or refusals out.

mod life;
mod town;
