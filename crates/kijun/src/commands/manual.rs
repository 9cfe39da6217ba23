//! `kijun completions` and `kijun man`: made from the definitions of the command line.

use crate::cli::Arguments;
use crate::console::{Console, Exit};
use anyhow::Context as _;
use clap::CommandFactory as _;
use clap_complete::Shell;
use std::path::Path;

/// Prints completions.
pub(crate) fn completions(shell: Shell, console: &mut Console) -> Exit {
    clap_complete::generate(shell, &mut Arguments::command(), "kijun", console.out());
    Exit::Conforms
}

/// Prints the manual page, or writes those of all subcommands into a folder.
pub(crate) fn pages(directory: Option<&Path>, console: &mut Console) -> anyhow::Result<Exit> {
    match directory {
        None => clap_mangen::Man::new(Arguments::command()).render(console.out())?,
        Some(directory) => {
            std::fs::create_dir_all(directory).with_context(|| directory.display().to_string())?;
            clap_mangen::generate_to(Arguments::command(), directory)
                .with_context(|| directory.display().to_string())?;
        }
    }
    Ok(Exit::Conforms)
}
