//! `kijun standard diff`: what differs between two standards, and over a portfolio, whose verdict flips and why.

use crate::cli::Diff;
use crate::console::{Console, Exit};
use crate::{files, submissions};
use indicatif::ProgressBar;
use sheets::standard_pages::{difference_text, flipped_text};
use sheets::{Sink, Submission};
use standard::diff::Comparison;
use standard::{Problem, Severity, Standard, Text};
use std::io::Write as _;
use std::path::Path;

/// Runs the subcommand.
pub(crate) fn run(arguments: &Diff, console: &mut Console) -> anyhow::Result<Exit> {
    let before = files::load_standard(Some(&arguments.before), console)?;
    let after = files::load_standard(Some(&arguments.after), console)?;
    let old = files::settings(&before, &arguments.readings, console)?;
    let new = files::settings(&after, &arguments.readings, console)?;
    let comparison = Comparison { before: (&before, old), after: (&after, new) };
    let page = difference_text(&comparison.difference(), console.language);
    console.out().write_all(page.as_bytes())?;
    match &arguments.portfolio {
        None => Ok(Exit::Conforms),
        Some(path) => portfolio(comparison, &before, path, console),
    }
}

fn portfolio(
    comparison: Comparison<'_>,
    before: &Standard,
    path: &Path,
    console: &mut Console,
) -> anyhow::Result<Exit> {
    let input = files::open(path, None)?;
    let mut flips =
        Flips { comparison, standard: before, console, judged: 0, flipped: 0, exit: Exit::Conforms, failure: None };
    submissions::read_into(before, input, None, &mut flips, &ProgressBar::hidden())?;
    flips.failure.take().map_or(Ok(()), Err)?;
    let (judged, flipped) = (flips.judged, flips.flipped);
    let exit = flips.exit;
    console.say(&Text::new(
        format!("{judged} 件のうち {flipped} 件の判定が変わります"),
        format!("the verdict of {flipped} of {judged} services flips"),
    ));
    Ok(if flipped > 0 { exit.and(Exit::Findings) } else { exit })
}

/// Prints the services whose verdict flips, as they arrive.
struct Flips<'a> {
    comparison: Comparison<'a>,
    standard: &'a Standard,
    console: &'a mut Console,
    judged: usize,
    flipped: usize,
    exit: Exit,
    failure: Option<anyhow::Error>,
}

impl Sink for Flips<'_> {
    fn submission(&mut self, submission: Submission) {
        self.judged += 1;
        let Some(flipped) = self.comparison.flipped(submission.class, submission.answers) else { return };
        self.flipped += 1;
        let class = self.standard.class(submission.class).map_or("", |class| &class.id);
        let line = flipped_text(&submission.service, class, &flipped, self.console.language);
        if self.failure.is_none()
            && let Err(failure) = self.console.out().write_all(line.as_bytes())
        {
            self.failure = Some(failure.into());
        }
    }

    fn wants_more(&self) -> bool {
        self.failure.is_none()
    }

    fn problem(&mut self, problem: Problem) {
        if problem.severity == Severity::Error {
            self.exit = self.exit.and(Exit::BadInput);
        }
        self.console.problem(&problem);
    }
}
