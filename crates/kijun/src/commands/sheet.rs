//! `kijun sheet`: check sheets written, and their answers and facts read.

use crate::cli::{AnswersFormat, DeclarationFormat, InputFormat, SheetFacts, SheetNew, SheetRead};
use crate::console::{Console, Exit, Told};
use crate::{files, submissions};
use anyhow::Context as _;
use evidence::declaration::{Declaration, read_declaration};
use sheets::xlsx::{CheckSheet, ReadOptions, WriteError, read_check_sheet, read_facts, write_check_sheet};
use sheets::{
    Reading, write_answers_csv, write_answers_json, write_answers_toml, write_declaration_json, write_declaration_toml,
};
use standard::Text;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

/// Writes an empty check sheet.
pub(crate) fn new(arguments: &SheetNew, console: &mut Console) -> anyhow::Result<Exit> {
    let standard = files::standard(&arguments.standard, console)?;
    let class = files::class(&standard, &arguments.class, console)?;
    let facts = arguments.facts.as_deref().map(|path| declaration(path, console)).transpose()?;
    let mut facts = facts.unwrap_or_default();
    if let Some(service) = &arguments.service {
        facts.service.name.clone_from(service);
    }
    let language = console.language;
    let (service, facts) = (&facts.service.name, Some(&facts));
    let sheet = CheckSheet { service, class, submission: None, judgement: None, facts, language };
    let bytes = match write_check_sheet(&standard, &sheet) {
        Err(WriteError::Unfit(fact)) => {
            let hint = Text::new("その値を直すか、短くします", "correct the value or make it shorter");
            return Err(console.refuse(&fact, &hint).into());
        }
        written => written?,
    };
    let path = &arguments.output;
    let mut options = OpenOptions::new();
    options.write(true).truncate(true);
    // Somebody's answers may be in a file of that name.
    if arguments.force {
        options.create(true)
    } else {
        options.create_new(true)
    };
    match options.open(path) {
        Ok(mut file) => file.write_all(&bytes).with_context(|| path.display().to_string())?,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let message =
                Text::new(format!("{} はすでにあります", path.display()), format!("{} already exists", path.display()));
            let hint = Text::new("別の名にするか、--force を付けます", "choose another name, or pass --force");
            return Err(console.refuse(&message, &hint).into());
        }
        Err(error) => return Err(error).with_context(|| path.display().to_string()),
    }
    console.say(&Text::new(format!("{} を作りました", path.display()), format!("wrote {}", path.display())));
    Ok(Exit::Conforms)
}

/// A declaration from a file.
fn declaration(path: &Path, console: &Console) -> anyhow::Result<Declaration> {
    let mut input = files::open(path, None)?;
    let notation = submissions::notation(input.format);
    input.format = InputFormat::Toml;
    let text = files::read_text(&mut input)?.map_err(|problem| console.problems(&[problem]))?;
    Ok(read_declaration(&input.name, &text, notation).map_err(|problems| console.problems(&problems))?)
}

/// Reads the fact worksheets of a check sheet and prints them as a declaration.
pub(crate) fn facts(arguments: &SheetFacts, console: &mut Console) -> anyhow::Result<Exit> {
    let mut input = files::open(&arguments.file, Some(InputFormat::Xlsx))?;
    let bytes = files::read_whole(&mut input)?.map_err(|problem| console.problems(&[problem]))?;
    let reading = read_facts(&input.name, &bytes);
    reading.problems.iter().for_each(|problem| console.problem(problem));
    let Some(declaration) = reading.declaration else {
        if reading.problems.is_empty() {
            let message = Text::new("事実が一つも書かれていません", "no fact is stated");
            let hint = Text::new(
                "「規約」「暗号」などのシートに事実を書きます。回答は kijun sheet read で読みます",
                "state facts on its further worksheets; answers are read by kijun sheet read",
            );
            return Err(console.refuse(&message, &hint).into());
        }
        return Err(Told(Exit::BadInput).into());
    };
    let document = match arguments.format {
        DeclarationFormat::Toml => write_declaration_toml(&declaration),
        DeclarationFormat::Json => write_declaration_json(&declaration),
    };
    console.out().write_all(document.as_bytes())?;
    Ok(Exit::Conforms)
}

/// Reads check sheets and prints the answers.
pub(crate) fn read(arguments: &SheetRead, console: &mut Console) -> anyhow::Result<Exit> {
    let standard = files::standard(&arguments.standard, console)?;
    let class = arguments.class.as_deref().map(|words| files::class(&standard, words, console)).transpose()?;
    let mut all = Reading::default();
    for path in &arguments.files {
        let mut input = files::open(path, Some(InputFormat::Xlsx))?;
        let reading = match files::read_whole(&mut input)? {
            Ok(bytes) => read_check_sheet(&standard, &input.name, &bytes, ReadOptions { class_override: class }),
            Err(problem) => Reading::refused(problem),
        };
        all.problems.extend(reading.problems);
        all.submissions.extend(reading.submissions);
    }
    all.problems.iter().for_each(|problem| console.problem(problem));
    let document = match arguments.format {
        AnswersFormat::Toml => write_answers_toml(&standard, &all.submissions),
        AnswersFormat::Json => write_answers_json(&standard, &all.submissions),
        AnswersFormat::Csv => write_answers_csv(&standard, &all.submissions),
    };
    console.out().write_all(document.as_bytes())?;
    Ok(if all.has_errors() { Exit::BadInput } else { Exit::Conforms })
}
