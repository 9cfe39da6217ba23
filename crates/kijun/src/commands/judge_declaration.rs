//! The part of `kijun judge` that takes facts: a declaration, or a check sheet with fact worksheets. They are settled on a day, and the
//! answers judged.

use crate::cli::Judge;
use crate::console::{Console, Told};
use crate::references::References;
use crate::{files, observations};
use evidence::declaration::{Declaration, Measured, Path, read_declaration};
use evidence::settle::{self, Settlement, settle};
use sheets::{Submission, settled_submission};
use standard::document::{Notation, Source, Value};
use standard::problem::{Place, Problem};
use standard::{ClassIndex, Decision, Input, Severity, Standard, Text, spelling};

/// A declaration whose facts were settled, and the answers that they and the city's decisions come to.
pub(crate) struct Settled {
    pub(crate) declaration: Declaration,
    pub(crate) settlement: Settlement,
    pub(crate) submission: Submission,
}

/// What all declarations of a run are settled with.
pub(crate) struct Settling<'a> {
    standard: &'a Standard,
    arguments: &'a Judge,
    decisions: Vec<(Input, Decision)>,
    measurements: Vec<Measured>,
    /// Loaded when the first declaration comes.
    references: Option<settle::References>,
}

impl<'a> Settling<'a> {
    pub(crate) fn new(
        standard: &'a Standard,
        arguments: &'a Judge,
        decisions: Vec<(Input, Decision)>,
        measurements: Vec<Measured>,
    ) -> Self {
        Self { standard, arguments, decisions, measurements, references: None }
    }

    /// Loads the reference data, unless it is there.
    pub(crate) fn load(&mut self, console: &Console) -> anyhow::Result<()> {
        if self.references.is_none() {
            let arguments = self.arguments;
            let loading = References::new(arguments.reference.folder.as_deref(), console);
            let loaded = loading.settling(arguments.ismap_list.as_deref(), arguments.ismap_complete_on)?;
            self.references = Some(loaded);
        }
        Ok(())
    }

    /// Reads and settles a declaration. Without `class`, as the strictest class of the information it names.
    pub(crate) fn declaration(
        &self,
        name: &str,
        text: &str,
        notation: Notation,
        class: Option<ClassIndex>,
    ) -> Result<Option<Settled>, Vec<Problem>> {
        let declaration = read_declaration(name, text, notation)?;
        let class = match class {
            Some(class) => class,
            None => strictest(self.standard, &declaration, name)?,
        };
        Ok(self.settled(declaration, class, None))
    }

    /// Settles the facts of a check sheet beside its ticks. The class is the sheet's; that its information is of a stricter one is
    /// told.
    pub(crate) fn check_sheet(
        &self,
        name: &str,
        declaration: Declaration,
        ticked: &Submission,
    ) -> (Option<Settled>, Option<Problem>) {
        let stricter = strictest(self.standard, &declaration, name).is_ok_and(|strictest| strictest < ticked.class);
        let warning = stricter.then(|| {
            let message = Text::new(
                "事実のシートの情報に、点検票の分類より厳しいものがあります",
                "the fact worksheets name information of a stricter class than the sheet's",
            );
            let hint =
                Text::new("分類を確かめ、要れば --class で渡します", "check the class; pass --class where needed");
            Problem::error("stricter-information", name, ticked.place.clone(), message)
                .with_hint(hint)
                .with_severity(Severity::Warning)
        });
        (self.settled(declaration, ticked.class, Some(ticked)), warning)
    }

    fn settled(&self, mut declaration: Declaration, class: ClassIndex, ticked: Option<&Submission>) -> Option<Settled> {
        let references = self.references.as_ref()?;
        declaration.measurements.clone_from(&self.measurements);
        let on = self.arguments.on.unwrap_or_else(files::today);
        let mut settlement = settle(&declaration, self.standard, references, on);
        if let Some(ticked) = ticked {
            settlement = settlement.with_ticks(ticked.answers);
        }
        let mut submission = settled_submission(self.standard, &declaration, &settlement, class, ticked);
        for (input, decision) in &self.decisions {
            submission.answers = submission.answers.with_decision(*input, *decision);
        }
        Some(Settled { declaration, settlement, submission })
    }
}

/// The decisions of the flags, `overall_review=approved`.
pub(crate) fn decisions(
    standard: &Standard,
    arguments: &Judge,
    console: &Console,
) -> Result<Vec<(Input, Decision)>, Told> {
    let known: Vec<&str> = standard.decision_inputs().iter().map(|input| standard.name(input)).collect();
    let read = |words: &String| {
        let (name, value) = words.split_once('=').unwrap_or((words, ""));
        let input = standard.decision_inputs().iter().find(|input| standard.name(*input) == name);
        let decision = spelling::decision(value).filter(|_| !value.is_empty());
        input.zip(decision).ok_or_else(|| {
            let known = known.join(", ");
            let message = Text::new(format!("決定 `{words}` は読めません"), format!("`{words}` is no decision"));
            let allowed = spelling::allowed_decisions();
            let hint = Text::new(
                format!("この基準の決定: {known}。{}", allowed.japanese),
                format!("decisions of this standard: {known}; {}", allowed.in_language(standard::Language::English)),
            );
            console.refuse(&message, &hint)
        })
    };
    let decisions = arguments.decisions.iter().map(read).collect::<Result<Vec<_>, Told>>()?;
    let is_one = matches!(arguments.files.as_slice(), [file] if !file.is_dir());
    if (decisions.is_empty() && arguments.probes.is_empty()) || is_one {
        return Ok(decisions);
    }
    let message = Text::new("決定と測定は、一件の申告とだけ渡せます", "a decision or a measurement is of one service");
    let hint = Text::new("申告ごとに判定します", "judge each declaration by itself");
    Err(console.refuse(&message, &hint))
}

/// Is it a declaration? It begins with the version of its format; a document of answers has none.
pub(crate) fn is_declaration(name: &str, text: &str, notation: Notation) -> bool {
    match Source::new(name, text).parse(notation) {
        Ok(tree) => matches!(tree.value, Value::Table(entries) if entries.iter().any(|entry| entry.key == "format")),
        Err(_) => false,
    }
}

/// The measurements that flags name: each a file, after the path that was measured where it is not the users'.
pub(crate) fn measurements(flags: &[String], trust: Option<&str>, console: &Console) -> anyhow::Result<Vec<Measured>> {
    let mut measurements = Vec::new();
    for flag in flags {
        let (path, file) = flag
            .split_once('=')
            .and_then(|(word, file)| path_of(word).map(|path| (path, file)))
            .unwrap_or((Path::User, flag));
        let (observations, _) = observations::open(std::path::Path::new(file), trust, console)?;
        measurements.extend(observations.into_iter().map(|observation| Measured { path, observation }));
    }
    Ok(measurements)
}

fn path_of(word: &str) -> Option<Path> {
    match word {
        "user" => Some(Path::User),
        "admin" => Some(Path::Admin),
        "back_end" => Some(Path::BackEnd),
        "replication" => Some(Path::Replication),
        _ => None,
    }
}

/// The strictest class among the groups of information. A class that the standard does not have is refused: it could be stricter.
fn strictest(standard: &Standard, declaration: &Declaration, name: &str) -> Result<ClassIndex, Vec<Problem>> {
    let refused = |message: Text| {
        let hint = Text::new(
            "[[information]] の class を直すか、--class で分類を渡します",
            "correct the class of [[information]], or pass --class",
        );
        vec![Problem::error("no-class", name, Place::Whole, message).with_hint(hint)]
    };
    let mut strictest: Option<ClassIndex> = None;
    for information in &declaration.information {
        let Some(class) = standard.find_class(&information.class) else {
            let (what, class) = (&information.name, &information.class);
            return Err(refused(Text::new(
                format!("「{what}」の分類 `{class}` はこの基準にありません"),
                format!("this standard has no class `{class}`, given for `{what}`"),
            )));
        };
        strictest = Some(strictest.map_or(class, |known| known.min(class)));
    }
    strictest.ok_or_else(|| refused(Text::new("分類がありません", "there is no class")))
}
