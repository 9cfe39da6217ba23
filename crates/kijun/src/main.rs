//! The `kijun` command: configuration and wiring. What it says and decides lives in the rooms below.

mod cli;
mod commands;
mod console;
mod files;
mod observations;
mod pdf;
mod references;
mod submissions;

use clap::Parser as _;
use cli::{Arguments, Command, ReferenceCommand, SheetCommand, StandardCommand};
use console::{Console, Exit};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut console = Console::new(&arguments.common);
    let outcome = match arguments.command {
        Command::Judge(judge) => commands::judge::run(&judge, &mut console),
        Command::Probe(probe) => commands::probe::run(&probe, &mut console),
        Command::Standard { command: StandardCommand::Show(show) } => commands::standard::show(&show, &mut console),
        Command::Standard { command: StandardCommand::Check(check) } => commands::standard::check(&check, &mut console),
        Command::Standard { command: StandardCommand::Prove(prove) } => commands::standard::prove(&prove, &mut console),
        Command::Standard { command: StandardCommand::Diff(diff) } => commands::diff::run(&diff, &mut console),
        Command::Sheet { command: SheetCommand::New(new) } => commands::sheet::new(&new, &mut console),
        Command::Sheet { command: SheetCommand::Read(read) } => commands::sheet::read(&read, &mut console),
        Command::Explain(explain) => commands::explain::run(&explain, &mut console),
        Command::Classify(classify) => commands::classify::run(&classify, &mut console),
        Command::Reference { command: ReferenceCommand::Status(status) } => {
            commands::reference::status(&status, &mut console)
        }
        Command::Completions { shell } => Ok(commands::manual::completions(shell, &mut console)),
        Command::Man { directory } => commands::manual::pages(directory.as_deref(), &mut console),
    };
    match outcome.and_then(|exit| console.finish().map(|()| exit)) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            Console::failure(&failure);
            Exit::Io.into()
        }
    }
}
