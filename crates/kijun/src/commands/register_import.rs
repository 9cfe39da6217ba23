//! `kijun register import`: opens the uses of a register that was kept in a spreadsheet. What is there already is passed over, so an
//! import that was broken off is completed by running it again.

use crate::cli::RegisterImport;
use crate::configuration::Configuration;
use crate::console::{Console, Exit};
use crate::store::{Purpose, with_city};
use anyhow::Context as _;
use futures_util::future::join_all;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::{Timestamp, ToSpan as _};
use register::commands::{OpenUse, RegisterProvider, RegisterService, RequestDeclaration, SubmitDeclaration};
use register::event::DocumentNotation;
use register::state::Phase;
use register::{Actor, Command, State, UseId, tokyo_date};
use runtime::{City, Done, Refused};
use sheets::register_import::{ListedUse, read_register};
use standard::Text;
use std::path::Path;

/// How many wait for the disk together.
const TOGETHER: usize = 250;

/// Runs the subcommand. Refusals of single rows give exit code 1.
pub(crate) fn run(arguments: &RegisterImport, console: &mut Console) -> anyhow::Result<Exit> {
    let name = arguments.file.display().to_string();
    let bytes = std::fs::read(&arguments.file).with_context(|| name.clone())?;
    let list = sheets::read_list(&name, &bytes).map_err(|problem| console.problems(&[problem]))?;
    let listed = read_register(&name, &list).map_err(|problems| console.problems(&problems))?;
    let folder = arguments.file.parent().unwrap_or(Path::new(""));
    let actor = &arguments.actor.0;
    let configuration = Configuration::load(&arguments.store, console)?;
    let refused = with_city(Purpose::Recording, &configuration, console, async |city| {
        let import = Import { city, actor, console, progress: progress(listed.len(), console) };
        if arguments.dry_run {
            return import.tell(&listed).await;
        }
        import.register_companies_and_services(&listed).await?;
        let refused = import.open(&listed).await?;
        Ok(refused + import.declare(&listed, folder).await?)
    })?;
    Ok(if refused == 0 { Exit::Conforms } else { Exit::Findings })
}

fn progress(uses: usize, console: &Console) -> ProgressBar {
    if !console.shows_progress() {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{bar:32} {pos}/{len} {msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(uses as u64).with_style(style)
}

struct Import<'a> {
    city: &'a City,
    actor: &'a Actor,
    console: &'a Console,
    progress: ProgressBar,
}

impl Import<'_> {
    async fn tell(&self, listed: &[ListedUse]) -> anyhow::Result<usize> {
        let state = self.state().await?;
        let (there, new): (Vec<_>, Vec<_>) = listed.iter().partition(|of| self.find(&state, of).is_some());
        for of in &new {
            let (row, service, purpose) = (of.row, &of.service.1, of.profile.purpose.as_str());
            self.console.say(&Text::new(
                format!("{row} 行目: 「{service}」({purpose})を登録します"),
                format!("row {row}: would open `{service}` ({purpose})"),
            ));
        }
        self.console.say(&Text::new(
            format!("新しい案件 {} 件、登録済み {} 件。何も書いていません", new.len(), there.len()),
            format!("{} new uses, {} there already; nothing was written", new.len(), there.len()),
        ));
        Ok(0)
    }

    async fn register_companies_and_services(&self, listed: &[ListedUse]) -> anyhow::Result<()> {
        for of in listed {
            let organization = &self.actor.organization;
            let state = self.state().await?;
            let mut commands: Vec<Command> = Vec::new();
            if state.find_provider(organization, &of.provider.0).is_none() {
                let (id, name) = of.provider.clone();
                commands.push(RegisterProvider { id, name }.into());
            }
            if state.find_service(organization, &of.service.0).is_none() {
                let ((id, name), provider) = (of.service.clone(), of.provider.0.clone());
                commands.push(RegisterService { id, name, provider, operator: of.operator.clone() }.into());
            }
            drop(state);
            for command in commands {
                self.run(command).await.map_err(|refused| self.console.coded(refused.code(), &refused.text()))?;
            }
        }
        Ok(())
    }

    async fn open(&self, listed: &[ListedUse]) -> anyhow::Result<usize> {
        let state = self.state().await?;
        let new: Vec<&ListedUse> = listed.iter().filter(|of| self.find(&state, of).is_none()).collect();
        drop(state);
        let opens = new
            .into_iter()
            .map(|of| (of.row, OpenUse { service: of.service.0.clone(), profile: of.profile.clone() }.into()));
        self.run_all(opens.collect(), &Text::new("件の案件を登録しました", "uses opened")).await
    }

    async fn declare(&self, listed: &[ListedUse], folder: &Path) -> anyhow::Result<usize> {
        let state = self.state().await?;
        let (mut requests, mut submissions) = (Vec::new(), Vec::new());
        let due = tokyo_date(Timestamp::now()).checked_add(14.days())?;
        for of in listed {
            let (Some(file), Some(use_id)) = (&of.declaration, self.find(&state, of)) else { continue };
            let Some(found) = state.find_use(use_id).filter(|found| found.declarations.is_empty()) else { continue };
            if found.phase() == Phase::Opened {
                requests.push((of.row, RequestDeclaration { use_id, due, note: None }.into()));
            }
            let path = folder.join(file);
            let document = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let is_json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
            let notation = if is_json { DocumentNotation::Json } else { DocumentNotation::Toml };
            submissions.push((of.row, SubmitDeclaration { use_id, notation, document }.into()));
        }
        drop(state);
        let refused = self.run_all(requests, &Text::new("件の回答を依頼しました", "declarations asked for")).await?;
        Ok(refused + self.run_all(submissions, &Text::new("件の申告を受け取りました", "declarations taken in")).await?)
    }

    /// Runs one command for each row, many at a time; tells what is refused, and how many there were.
    async fn run_all(&self, commands: Vec<(usize, Command)>, what: &Text) -> anyhow::Result<usize> {
        if commands.is_empty() {
            return Ok(0);
        }
        let (mut done, mut refused) = (0_usize, 0_usize);
        self.progress.set_length(commands.len() as u64);
        self.progress.set_position(0);
        let mut rest = commands.into_iter();
        loop {
            let part: Vec<(usize, Command)> = rest.by_ref().take(TOGETHER).collect();
            if part.is_empty() {
                break;
            }
            let outcomes = part.into_iter().map(|(row, command)| async move { (row, self.run(command).await) });
            for (row, outcome) in join_all(outcomes).await {
                self.progress.inc(1);
                match outcome {
                    Ok(_) => done += 1,
                    Err(error) => {
                        refused += 1;
                        let text = error.text();
                        let english = text.english.unwrap_or_else(|| text.japanese.clone());
                        let text = Text::new(format!("{row} 行目: {}", text.japanese), format!("row {row}: {english}"));
                        self.console.coded(error.code(), &text);
                    }
                }
            }
        }
        let english = what.english.as_deref().unwrap_or(&what.japanese);
        self.console.say(&Text::new(format!("{done} {}", what.japanese), format!("{done} {english}")));
        Ok(refused)
    }

    async fn run(&self, command: Command) -> Result<Done, Refused> {
        self.city.run(command, self.actor.clone(), Timestamp::now()).await
    }

    /// The use that a row lists, where it was opened before: of the same service, for the same purpose, by the same section.
    fn find(&self, state: &State, of: &ListedUse) -> Option<UseId> {
        let section = state.configuration()?.find_post(&self.actor.post)?.section.as_ref()?;
        let same = state.uses().find(|found| {
            found.section == *section && found.service == of.service.0 && found.profile.purpose == of.profile.purpose
        });
        same.map(|found| found.id)
    }

    async fn state(&self) -> anyhow::Result<runtime::Seen<'_>> {
        let state = self.city.state().await;
        Ok(state.map_err(|error| self.console.coded(error.code(), &error.text()))?)
    }
}
