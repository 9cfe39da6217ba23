//! The `kijun` command: configuration and wiring. What it says and decides lives in the rooms below.

mod cli;
mod commands;
mod configuration;
mod console;
mod files;
mod observations;
mod pdf;
mod references;
mod store;
mod submissions;

use clap::Parser as _;
use cli::{
    Arguments, AuditCommand, BackupCommand, Command, DbCommand, KeysCommand, ReferenceCommand, RegisterCommand,
    SheetCommand, StandardCommand,
};
use console::{Console, Exit, Told};
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
        Command::Sheet { command: SheetCommand::Facts(facts) } => commands::sheet::facts(&facts, &mut console),
        Command::Explain(explain) => commands::explain::run(&explain, &mut console),
        Command::Classify(classify) => commands::classify::run(&classify, &mut console),
        Command::Reference { command: ReferenceCommand::Status(status) } => {
            commands::reference::status(&status, &mut console)
        }
        Command::Init(init) => commands::init::run(&init, &mut console),
        Command::Register { command } => match command {
            RegisterCommand::List(list) => commands::register::list(&list, &mut console),
            RegisterCommand::Show(show) => commands::register::show(&show, &mut console),
            RegisterCommand::Import(import) => commands::register_import::run(&import, &mut console),
            RegisterCommand::Attach(attach) => commands::register_attach::attach(&attach, &console),
            RegisterCommand::Evidence(evidence) => commands::register_attach::evidence(&evidence, &mut console),
            RegisterCommand::Run(run) => commands::register_run::run(&run, &mut console),
            RegisterCommand::WhatIf(what_if) => commands::register_what_if::run(&what_if, &mut console),
            RegisterCommand::AsOf(as_of) => commands::register::as_of(&as_of, &mut console),
        },
        Command::Audit { command: AuditCommand::Verify(verify) } => commands::audit::verify(&verify, &mut console),
        Command::Audit { command: AuditCommand::Checkpoint(checkpoint) } => {
            commands::audit::checkpoint(&checkpoint, &mut console)
        }
        Command::Backup { command: BackupCommand::Create(create) } => commands::backup::create(&create, &mut console),
        Command::Backup { command: BackupCommand::Verify(verify) } => commands::backup::verify(&verify, &mut console),
        Command::Backup { command: BackupCommand::Restore(restore) } => {
            commands::backup::restore(&restore, &mut console)
        }
        Command::Keys { command } => match command {
            KeysCommand::List(list) => commands::keys::list(&list, &mut console),
            KeysCommand::Rotate(rotate) => commands::keys::rotate(&rotate, &console),
            KeysCommand::Change(change) => commands::keys::change(&change, &console),
            KeysCommand::Erase(erase) => commands::keys::erase(&erase, &mut console),
        },
        Command::Db { command: DbCommand::AcceptLoss(accept) } => commands::db::accept(&accept, &console),
        Command::Db { command: DbCommand::Verify(verify) } => commands::db::verify(&verify, &mut console),
        Command::Doctor { store } => commands::doctor::run(&store, &mut console),
        Command::Completions { shell } => Ok(commands::manual::completions(shell, &mut console)),
        Command::Man { directory } => commands::manual::pages(directory.as_deref(), &mut console),
    };
    match outcome.and_then(|exit| console.finish().map(|()| exit)) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            let exit = Told::exit(failure).unwrap_or_else(|failure| {
                Console::failure(&failure);
                Exit::Io
            });
            exit.into()
        }
    }
}
