//! `kijun judge`: answers from files, judged, in the format asked for. CSV is judged as it is read, so its size does not matter.

use crate::cli::{InputFormat, Judge, JudgeFormat};
use crate::commands::judge_declaration::{Settled, Settling, decisions, is_declaration, measurements};
use crate::console::{Console, Exit, Told};
use crate::files::{self, Input};
use crate::submissions;
use indicatif::{ProgressBar, ProgressStyle};
use sheets::judgement::{JsonLine, TextStyle, csv_header, csv_row, judgement_text, write_json};
use sheets::xlsx::{CheckSheet, ReadOptions, read_check_sheet, read_facts, write_check_sheet, write_results};
use sheets::{Sink, Submission, read_answers, settlement_text};
use standard::document::Notation;
use standard::{ClassIndex, Judgement, Place, Problem, Settings, Severity, Standard, Text, Verdict};
use std::io::Write as _;

/// Files shorter than this are read before anybody would look at a progress bar.
const PROGRESS_FROM: u64 = 8 << 20;

/// Runs the subcommand.
pub(crate) fn run(arguments: &Judge, console: &mut Console) -> anyhow::Result<Exit> {
    let standard = files::standard(&arguments.standard, console)?;
    let settings = files::settings(&standard, &arguments.readings, console)?;
    let class = arguments.class.as_deref().map(|words| files::class(&standard, words, console)).transpose()?;
    let decisions = decisions(&standard, arguments, console)?;
    let measurements = measurements(&arguments.probes, arguments.trust.as_deref(), console)?;
    if let Some(path) = &arguments.output {
        console.redirect(path)?;
    }
    let settling = Settling::new(&standard, arguments, decisions, measurements);
    let mut judging = Judging::new(&standard, settings, settling, arguments, console);
    judging.begin()?;
    for path in files::in_folders(&arguments.files)? {
        let input = files::open(&path, arguments.input_format)?;
        judging.input(input, class)?;
    }
    judging.finish()
}

/// Judges what arrives and writes it.
struct Judging<'a> {
    standard: &'a Standard,
    settings: Settings,
    settling: Settling<'a>,
    /// Has a service been judged to which the decisions of the flags apply?
    uses_decisions: bool,
    arguments: &'a Judge,
    format: JudgeFormat,
    console: &'a mut Console,
    /// Kept only by the formats that need all of them at once.
    judged: Vec<(Submission, Judgement)>,
    counts: [usize; 4],
    exit: Exit,
    /// The first failure of the output; nothing is written after it.
    failure: Option<anyhow::Error>,
}

impl Sink for Judging<'_> {
    fn submission(&mut self, submission: Submission) {
        let judgement = self.standard.judge(submission.class, self.settings, submission.answers);
        let place = match judgement.verdict {
            Verdict::Conforms => 0,
            Verdict::DoesNotConform => 1,
            Verdict::Undecided => 2,
            Verdict::OutOfScope => 3,
        };
        if let Some(count) = self.counts.get_mut(place) {
            *count += 1;
        }
        if matches!(judgement.verdict, Verdict::DoesNotConform | Verdict::Undecided) {
            self.exit = self.exit.and(Exit::Findings);
        }
        if self.failure.is_none()
            && let Err(failure) = self.write(submission, judgement)
        {
            self.failure = Some(failure);
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

impl<'a> Judging<'a> {
    fn new(
        standard: &'a Standard,
        settings: Settings,
        settling: Settling<'a>,
        arguments: &'a Judge,
        console: &'a mut Console,
    ) -> Self {
        Self {
            standard,
            settings,
            settling,
            uses_decisions: false,
            arguments,
            format: arguments.format,
            console,
            judged: Vec::new(),
            counts: [0; 4],
            exit: Exit::Conforms,
            failure: None,
        }
    }

    fn begin(&mut self) -> anyhow::Result<()> {
        if self.format == JudgeFormat::Csv {
            let header = csv_header(self.console.language);
            self.console.out().write_all(header.as_bytes())?;
        }
        Ok(())
    }

    fn input(&mut self, mut input: Input, class: Option<ClassIndex>) -> anyhow::Result<()> {
        if input.format == InputFormat::Xlsx {
            self.check_sheet(input, class)?;
            return self.failure.take().map_or(Ok(()), Err);
        }
        if !matches!(input.format, InputFormat::Toml | InputFormat::Json) {
            let progress = self.progress(input.length);
            submissions::read_into(self.standard, input, class, self, &progress)?;
            return self.failure.take().map_or(Ok(()), Err);
        }
        let notation = submissions::notation(input.format);
        match files::read_text(&mut input)? {
            Ok(text) if is_declaration(&input.name, &text, notation) => {
                self.declaration(&input.name, &text, notation, class)?;
            }
            Ok(text) => {
                if !self.arguments.probes.is_empty() {
                    self.problem(unused_measurements(&input.name));
                }
                let reading = read_answers(self.standard, &input.name, &text, notation, class);
                submissions::hand_over(reading, self);
            }
            Err(problem) => self.problem(problem),
        }
        self.failure.take().map_or(Ok(()), Err)
    }

    /// A declaration: its facts are settled, then judged.
    fn declaration(
        &mut self,
        name: &str,
        text: &str,
        notation: Notation,
        class: Option<ClassIndex>,
    ) -> anyhow::Result<()> {
        if !self.loaded()? {
            return Ok(());
        }
        match self.settling.declaration(name, text, notation, class) {
            Err(problems) => problems.into_iter().for_each(|problem| self.problem(problem)),
            Ok(settled) => self.settled(settled)?,
        }
        Ok(())
    }

    /// A check sheet: its answers are judged, unless its further worksheets state facts.
    fn check_sheet(&mut self, mut input: Input, class: Option<ClassIndex>) -> anyhow::Result<()> {
        let bytes = match files::read_whole(&mut input)? {
            Ok(bytes) => bytes,
            Err(problem) => {
                self.problem(problem);
                return Ok(());
            }
        };
        let name = &input.name;
        let mut reading = read_check_sheet(self.standard, name, &bytes, ReadOptions { class_override: class });
        let facts = read_facts(name, &bytes);
        // A file that is refused as a whole is refused by both.
        let others = facts.problems.into_iter().filter(|problem| !reading.problems.contains(problem));
        let others: Vec<Problem> = others.collect();
        reading.problems.extend(others);
        if reading.has_errors() {
            reading.submissions.clear();
        }
        let Some((declaration, ticked)) = facts.declaration.zip(reading.submissions.first()) else {
            submissions::hand_over(reading, self);
            return Ok(());
        };
        let ticked = ticked.clone();
        reading.problems.into_iter().for_each(|problem| self.problem(problem));
        if !self.loaded()? {
            return Ok(());
        }
        let (settled, warning) = self.settling.check_sheet(name, declaration, &ticked);
        if let Some(warning) = warning {
            self.problem(warning);
        }
        self.settled(settled)
    }

    /// Is the reference data there?
    fn loaded(&mut self) -> anyhow::Result<bool> {
        let loaded = self.settling.load(self.console);
        let is_loaded = loaded.is_ok();
        if let Err(failure) = loaded {
            self.exit = self.exit.and(Told::exit(failure)?);
        }
        Ok(is_loaded)
    }

    fn settled(&mut self, settled: Option<Settled>) -> anyhow::Result<()> {
        let Some(Settled { declaration, settlement, submission }) = settled else { return Ok(()) };
        self.uses_decisions = true;
        self.submission(submission);
        if self.format == JudgeFormat::Text {
            let (language, width) = (self.console.language, self.console.width());
            let page = settlement_text(self.standard, &declaration, &settlement, language, width);
            self.console.out().write_all(format!("\n{page}").as_bytes())?;
        }
        Ok(())
    }

    fn progress(&self, length: Option<u64>) -> ProgressBar {
        let Some(length) = length.filter(|length| *length >= PROGRESS_FROM && self.console.shows_progress()) else {
            return ProgressBar::hidden();
        };
        let bar = ProgressBar::new(length);
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta}") {
            bar.set_style(style);
        }
        bar
    }

    fn write(&mut self, submission: Submission, judgement: Judgement) -> anyhow::Result<()> {
        let (standard, language) = (self.standard, self.console.language);
        match self.format {
            JudgeFormat::Jsonl => {
                serde_json::to_writer(self.console.out(), &JsonLine::new(standard, &submission, &judgement))?;
                self.console.out().write_all(b"\n")?;
            }
            JudgeFormat::Csv => {
                let row = csv_row(standard, &submission, &judgement, language);
                self.console.out().write_all(row.as_bytes())?;
            }
            JudgeFormat::Text => {
                if self.counts.iter().sum::<usize>() > 1 {
                    let rule = "=".repeat(self.console.width());
                    writeln!(self.console.out(), "\n{rule}\n")?;
                }
                let style = TextStyle { language, width: self.console.width(), colour: self.console.colour() };
                let page = judgement_text(standard, &submission, &judgement, style);
                self.console.out().write_all(page.as_bytes())?;
            }
            JudgeFormat::Json | JudgeFormat::Xlsx => self.judged.push((submission, judgement)),
        }
        Ok(())
    }

    fn finish(self) -> anyhow::Result<Exit> {
        let language = self.console.language;
        if !self.arguments.decisions.is_empty() && !self.uses_decisions && self.exit != Exit::BadInput {
            let message = Text::new("--decision は申告とだけ使えます", "--decision is for declarations");
            let hint =
                Text::new("回答のファイルでは、ファイルに決定を書きます", "answers carry the decision in their file");
            return Ok(self.console.refuse(&message, &hint).0);
        }
        match self.format {
            JudgeFormat::Json => {
                let document = write_json(self.standard, self.standard.setting_names(self.settings), &self.judged)?;
                self.console.out().write_all(document.as_bytes())?;
            }
            JudgeFormat::Xlsx => {
                let bytes = match self.judged.as_slice() {
                    [(submission, judgement)] => write_check_sheet(
                        self.standard,
                        &CheckSheet {
                            service: &submission.service,
                            class: submission.class,
                            submission: Some(submission),
                            judgement: Some(judgement),
                            facts: None,
                            language,
                        },
                    )?,
                    judged => {
                        let rows: Vec<(&Submission, &Judgement)> = judged.iter().map(|(s, j)| (s, j)).collect();
                        write_results(self.standard, &rows, language)?
                    }
                };
                self.console.out().write_all(&bytes)?;
            }
            JudgeFormat::Text => self.console.say(&summary(self.counts)),
            JudgeFormat::Jsonl | JudgeFormat::Csv => {}
        }
        Ok(self.exit)
    }
}

/// Answers say nothing of a path, so there is nothing to set a measurement beside.
fn unused_measurements(name: &str) -> Problem {
    let message = Text::new(
        "回答のファイルなので、--probe の測定は使いません",
        "these are answers: the measurements of --probe are not used",
    );
    let hint = Text::new("測定は申告(事実)と合わせて使います", "measurements are used beside declarations of facts");
    Problem::error("measurement-not-used", name, Place::Whole, message).with_hint(hint).with_severity(Severity::Warning)
}

fn summary([conforming, failing, undecided, out_of_scope]: [usize; 4]) -> Text {
    let all = conforming + failing + undecided + out_of_scope;
    Text::new(
        format!("\n{all} 件: 適合 {conforming}、不適合 {failing}、未確定 {undecided}、対象外 {out_of_scope}"),
        format!(
            "\n{all} services: {conforming} conform, {failing} do not, {undecided} undecided, {out_of_scope} out of scope"
        ),
    )
}
