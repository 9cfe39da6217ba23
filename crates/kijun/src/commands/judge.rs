//! `kijun judge`: answers from files, judged, in the format asked for. CSV is judged as it is read, so its size does not matter.

use crate::cli::{InputFormat, Judge, JudgeFormat};
use crate::commands::judge_declaration::{Basis, Settled, is_declaration, measurements, settle_declaration};
use crate::console::{Console, Exit};
use crate::files::{self, Input};
use crate::references::References;
use crate::submissions;
use evidence::declaration::Measured;
use indicatif::{ProgressBar, ProgressStyle};
use sheets::judgement::{JsonLine, TextStyle, csv_header, csv_row, judgement_text, write_json};
use sheets::xlsx::{CheckSheet, write_check_sheet, write_results};
use sheets::{Sink, Submission, read_answers, settled_submission, settlement_text};
use standard::document::Notation;
use standard::{ClassIndex, Judgement, Place, Problem, Settings, Severity, Standard, Text, Verdict};
use std::io::Write as _;

/// Files shorter than this are read before anybody would look at a progress bar.
const PROGRESS_FROM: u64 = 8 << 20;

/// Runs the subcommand.
pub(crate) fn run(arguments: &Judge, console: &mut Console) -> anyhow::Result<Exit> {
    let standard = match files::standard(&arguments.standard, console)? {
        Ok(standard) => standard,
        Err(exit) => return Ok(exit),
    };
    let chosen = files::settings(&standard, &arguments.readings, console)
        .and_then(|settings| Ok((settings, files::class(&standard, arguments.class.as_deref(), console)?)));
    let (settings, class) = match chosen {
        Ok(chosen) => chosen,
        Err(exit) => return Ok(exit),
    };
    let measurements = match measurements(&arguments.probes, arguments.trust.as_deref(), console)? {
        Ok(measurements) => measurements,
        Err(exit) => return Ok(exit),
    };
    if let Some(path) = &arguments.output {
        console.redirect(path)?;
    }
    let mut judging = Judging::new(&standard, settings, arguments, measurements, console);
    judging.begin()?;
    for path in &arguments.files {
        let input = files::open(path, arguments.input_format)?;
        judging.input(input, class)?;
    }
    judging.finish()
}

/// Judges what arrives and writes it.
struct Judging<'a> {
    standard: &'a Standard,
    settings: Settings,
    arguments: &'a Judge,
    format: JudgeFormat,
    measurements: Vec<Measured>,
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
        arguments: &'a Judge,
        measurements: Vec<Measured>,
        console: &'a mut Console,
    ) -> Self {
        Self {
            standard,
            settings,
            arguments,
            format: arguments.format,
            measurements,
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
                if !self.measurements.is_empty() {
                    self.problem(unused_measurements(&input.name));
                }
                let reading = read_answers(self.standard, &input.name, &text, notation, class);
                submissions::hand_over(reading, self);
            }
            Err(problem) => self.problem(problem),
        }
        self.failure.take().map_or(Ok(()), Err)
    }

    fn declaration(
        &mut self,
        name: &str,
        text: &str,
        notation: Notation,
        class: Option<ClassIndex>,
    ) -> anyhow::Result<()> {
        let references = match References::new(self.arguments.reference.as_deref(), self.console).settling()? {
            Ok(references) => references,
            Err(exit) => {
                self.exit = self.exit.and(exit);
                return Ok(());
            }
        };
        let (standard, on, measurements) = (self.standard, self.arguments.on, self.measurements.as_slice());
        let basis = Basis { standard, references: &references, class, on, measurements };
        match settle_declaration(&basis, name, text, notation) {
            Err(problems) => problems.into_iter().for_each(|problem| self.problem(problem)),
            Ok(Settled { declaration, settlement, class }) => {
                self.submission(settled_submission(&declaration, &settlement, class));
                if self.format == JudgeFormat::Text {
                    let (language, width) = (self.console.language, self.console.width());
                    let page = settlement_text(self.standard, &declaration, &settlement, language, width);
                    self.console.out().write_all(format!("\n{page}").as_bytes())?;
                }
            }
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
