//! What goes to standard output and standard error, and how the process ends. Data goes to the one, words to the other.

use crate::cli::{Common, LanguageFlag};
use anyhow::Context as _;
use standard::problem::Problem;
use standard::{Language, Severity, Text};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tempfile::NamedTempFile;

/// How a command ended; documented in `--help`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All conform, or there was nothing to judge.
    Conforms = 0,
    /// Some do not conform or are undecided; something proved does not hold.
    Findings = 1,
    /// Bad usage or bad input.
    BadInput = 2,
    /// Input or output failed (`EX_IOERR` of sysexits.h).
    Io = 74,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// The user has been told what is wrong; what is left is to end with this exit code. Carried by `?` up to `main`, or to where other
/// inputs go on.
#[derive(Debug)]
pub(crate) struct Told(pub(crate) Exit);

impl std::fmt::Display for Told {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("told already")
    }
}

impl std::error::Error for Told {}

impl Told {
    /// The exit code of a refusal that was told. Any other failure stays one.
    pub(crate) fn exit(failure: anyhow::Error) -> anyhow::Result<Exit> {
        Ok(failure.downcast::<Self>()?.0)
    }
}

impl Exit {
    /// The weightier of two.
    pub(crate) fn and(self, other: Self) -> Self {
        if (other as u8) > (self as u8) { other } else { self }
    }
}

/// The two streams of the process.
pub(crate) struct Console {
    pub(crate) language: Language,
    quiet: bool,
    out: BufWriter<Box<dyn Write>>,
    out_is_terminal: bool,
    /// Where data goes when it is all there, in place of standard output.
    target: Option<(NamedTempFile, PathBuf)>,
}

impl Console {
    pub(crate) fn new(common: &Common) -> Self {
        let stdout = io::stdout();
        let out_is_terminal = stdout.is_terminal();
        let language = match common.lang {
            LanguageFlag::Ja => Language::Japanese,
            LanguageFlag::En => Language::English,
        };
        Self {
            language,
            quiet: common.quiet,
            out: BufWriter::with_capacity(1 << 16, Box::new(stdout)),
            out_is_terminal,
            target: None,
        }
    }

    /// From now on, data goes to a file. It takes its name only in [`Console::finish`], when everything is written: until
    /// then a file of that name, which may be the very input, stays as it was.
    pub(crate) fn redirect(&mut self, path: &Path) -> anyhow::Result<()> {
        let named = || path.display().to_string();
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = NamedTempFile::new_in(folder).with_context(named)?;
        self.out = BufWriter::with_capacity(1 << 16, Box::new(file.reopen().with_context(named)?));
        self.out_is_terminal = false;
        self.target = Some((file, path.to_owned()));
        Ok(())
    }

    /// Data, to standard output.
    pub(crate) fn out(&mut self) -> &mut impl Write {
        &mut self.out
    }

    /// Everything is written.
    pub(crate) fn finish(&mut self) -> anyhow::Result<()> {
        self.out.flush()?;
        if let Some((file, path)) = self.target.take() {
            file.persist(&path).with_context(|| path.display().to_string())?;
        }
        Ok(())
    }

    /// May colours be used? Never when `NO_COLOR` is set (no-color.org).
    pub(crate) fn colour(&self) -> bool {
        self.out_is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
    }

    /// Columns of a page of text.
    pub(crate) fn width(&self) -> usize {
        self.width_or(120)
    }

    /// Columns of the terminal; a fixed width where there is none, so that output does not depend on the place.
    pub(crate) fn width_or(&self, without_terminal: usize) -> usize {
        if !self.out_is_terminal {
            return without_terminal;
        }
        terminal_size::terminal_size().map_or(without_terminal, |(width, _)| usize::from(width.0).max(60))
    }

    /// Is somebody watching standard error who wants progress?
    pub(crate) fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// A problem of the input, in the user's language.
    pub(crate) fn problem(&self, problem: &Problem) {
        if self.quiet && problem.severity < Severity::Error {
            return;
        }
        // Nothing can be told where standard error is closed.
        let _ = writeln!(io::stderr().lock(), "{}", problem.line(self.language));
    }

    /// Problems for which something is refused.
    pub(crate) fn problems(&self, problems: &[Problem]) -> Told {
        for problem in problems {
            self.problem(problem);
        }
        Told(Exit::BadInput)
    }

    /// Words for the user, to standard error.
    pub(crate) fn say(&self, words: &Text) {
        if !self.quiet {
            let _ = writeln!(io::stderr().lock(), "{}", words.in_language(self.language));
        }
    }

    /// A refusal of what was asked on the command line.
    pub(crate) fn refuse(&self, message: &Text, hint: &Text) -> Told {
        let (message, hint) = (message.in_language(self.language), hint.in_language(self.language));
        let _ = writeln!(io::stderr().lock(), "kijun: {message}\n  → {hint}");
        Told(Exit::BadInput)
    }

    /// A failure that a room below has a code and a sentence for.
    pub(crate) fn fault(&self, fault: &dyn ledger::Fault) -> Told {
        self.coded(fault.code(), &fault.text())
    }

    /// A refusal with its code.
    pub(crate) fn coded(&self, code: &str, words: &Text) -> Told {
        let label = match self.language {
            Language::Japanese => "エラー",
            Language::English => "error",
        };
        let _ = writeln!(io::stderr().lock(), "kijun: {label}[{code}]: {}", words.in_language(self.language));
        Told(Exit::BadInput)
    }

    /// A failure of the machine.
    pub(crate) fn failure(failure: &anyhow::Error) {
        let _ = writeln!(io::stderr().lock(), "kijun: {failure:#}");
    }
}
