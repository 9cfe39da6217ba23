//! `kijun probe`: what TLS servers really accept, measured and judged; and measurements that were made and signed elsewhere.

mod country;
mod import;
mod judged;
mod keygen;
mod measure;
mod sign;
mod targets;
mod turns;

use crate::cli::{Probe, ProbeCommand};
use crate::console::{Console, Exit};

/// Runs the subcommand.
pub(crate) fn run(arguments: &Probe, console: &mut Console) -> anyhow::Result<Exit> {
    match &arguments.command {
        Some(ProbeCommand::Keygen { file }) => keygen::run(file, console),
        Some(ProbeCommand::Import(import)) => import::run(import, console),
        None => measure::run(&arguments.measuring, console),
    }
}
