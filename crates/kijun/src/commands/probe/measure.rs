//! `kijun probe HOST…`: names looked up once, every address measured, each result written as it comes.

use super::country;
use super::judged::{Found, Judge, Writer};
use super::sign::Signer;
use super::targets::{self, Asked};
use super::turns::Turns;
use crate::cli::{Measuring, ProbeFormat};
use crate::console::{Console, Exit};
use crate::observations;
use anyhow::Context as _;
use futures_util::StreamExt as _;
use indicatif::{ProgressBar, ProgressStyle};
use probe::guard::{Checked, Policy};
use probe::place::Countries;
use probe::resolve::resolve;
use probe::run::{Bounds, Progress, Task};
use standard::Text;
use std::io::Write as _;
use std::time::Duration;
use tls::scan::Subject;
use tls::{Entropy, Observation};

/// Connections open at a time, all targets together: far below the usual limit of open files (1,024).
const OPEN_AT_A_TIME: usize = 320;
/// How long a name may take.
const LONGEST_LOOK_UP: Duration = Duration::from_secs(5);

/// What every target is measured with.
struct Means<'a> {
    arguments: &'a Measuring,
    policy: Policy,
    turns: Turns,
    countries: Option<Countries>,
    previous: Vec<Observation>,
    progress: ProgressBar,
}

pub(super) fn run(arguments: &Measuring, console: &mut Console) -> anyhow::Result<Exit> {
    let (asked, mut exit) = targets::read(arguments, console)?;
    let (judge, means, signer) = open(arguments, asked.len(), console)?;
    for asked in &asked {
        for note in asked.target.notes() {
            let (japanese, english) = (&note.japanese, note.english.as_deref().unwrap_or_default());
            console.say(&Text::new(format!("{}: {japanese}", asked.written), format!("{}: {english}", asked.written)));
        }
    }
    if let Some(path) = &arguments.judging.output {
        console.redirect(path)?;
    }
    // What is signed is the document for programs.
    let format = if signer.is_some() { ProbeFormat::Json } else { arguments.judging.format };
    let mut writer = Writer::new(&judge, format);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("no runtime")?;
    let measured = runtime.block_on(measure_all(&asked, &means, &mut writer, console));
    // A look-up that was given up may go on in the system's resolver for long: nobody waits for it.
    runtime.shutdown_background();
    measured?;
    let (document, found) = writer.finish()?;
    exit = exit.and(found);
    if let Some(document) = document {
        let bytes = match signer {
            None => document.into_bytes(),
            Some(signer) => signer.sign(&document, jiff::Timestamp::now(), console)?,
        };
        console.out().write_all(&bytes)?;
    }
    Ok(exit)
}

type Opened<'a> = (Judge, Means<'a>, Option<Signer>);

/// Everything that can be refused before the first packet.
fn open<'a>(arguments: &'a Measuring, targets: usize, console: &Console) -> anyhow::Result<Opened<'a>> {
    let judge = Judge::open(&arguments.judging, console)?;
    let countries = country::open(arguments.country_db.as_deref(), console)?;
    let previous = match &arguments.previous {
        None => Vec::new(),
        Some(path) => observations::open(path, None, console)?.0,
    };
    let signer =
        arguments.sign.as_deref().map(|path| Signer::open(path, arguments.by.as_deref(), console)).transpose()?;
    let (policy, progress) = (targets::policy(arguments), progress(targets, console));
    let turns = Turns::new(arguments.per_minute);
    Ok((judge, Means { arguments, policy, turns, countries, previous, progress }, signer))
}

async fn measure_all(
    asked: &[Asked],
    means: &Means<'_>,
    writer: &mut Writer<'_>,
    console: &mut Console,
) -> anyhow::Result<()> {
    let at_a_time = OPEN_AT_A_TIME / bounds(means.arguments).connections;
    let mut results = futures_util::stream::iter(asked.iter().map(|asked| measure(asked, means))).buffered(at_a_time);
    while let Some(found) = results.next().await {
        means.progress.suspend(|| writer.take(&found, console))?;
        means.progress.inc(1);
    }
    means.progress.finish_and_clear();
    Ok(())
}

async fn measure(asked: &Asked, means: &Means<'_>) -> Vec<Found> {
    let written = Some(asked.written.clone());
    let addresses = match resolve(&asked.target, &means.policy, LONGEST_LOOK_UP).await {
        Ok(addresses) => addresses,
        Err(failure) => {
            return vec![Found { written, outcome: Err(failure), allowed_by: None, country: None }];
        }
    };
    let mut found = Vec::with_capacity(addresses.len());
    for checked in addresses {
        let turn = means.turns.turn(checked.address().ip()).await;
        let observation = observe_one(asked, checked, means).await;
        drop(turn);
        found.push(Found {
            written: written.clone(),
            outcome: Ok(observation),
            allowed_by: checked.allowed_by(),
            country: country::hint(means.countries.as_ref(), checked.address().ip()),
        });
    }
    found
}

fn progress(targets: usize, console: &Console) -> ProgressBar {
    if !console.shows_progress() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(targets as u64);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos}/{len} {elapsed} {msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

async fn observe_one(asked: &Asked, checked: Checked, means: &Means<'_>) -> Observation {
    let arguments = means.arguments;
    let starttls = arguments.starttls.map(tls::starttls::Protocol::from);
    let named = arguments.server_name.as_deref().or_else(|| asked.target.server_name());
    let subject = Subject {
        address: checked.address().to_string(),
        server_name: named.map(str::to_owned),
        starttls: starttls.map(|protocol| protocol.word().to_owned()),
        at: jiff::Timestamp::now(),
        kijun: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let previous = means.previous.iter().find(|earlier| {
        earlier.address == subject.address
            && earlier.server_name == subject.server_name
            && earlier.starttls == subject.starttls
    });
    let bounds = bounds(arguments);
    let task = Task {
        target: checked,
        starttls,
        subject,
        bounds: Bounds { time: bounds.time + means.turns.longer(), ..bounds },
        previous,
        allowance: means.turns.allowance(),
    };
    let told = |seen: Progress| means.progress.set_message(told(&asked.written, seen));
    probe::run::run(&task, entropy, told, std::future::pending()).await
}

fn bounds(arguments: &Measuring) -> Bounds {
    if arguments.fast { Bounds::fast() } else { Bounds::default() }
}

fn told(written: &str, progress: Progress) -> String {
    format!("{written} {}/{}", progress.answered, progress.connections)
}

/// Randomness for one conversation.
fn entropy() -> Entropy {
    let mut entropy = [0; 64];
    // A conversation keeps no secret: if the system had no randomness, zeroes would ask the same question.
    let _ = aws_lc_rs::rand::fill(&mut entropy);
    entropy
}
