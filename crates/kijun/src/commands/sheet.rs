//! `kijun sheet new` and `kijun sheet read`.

use crate::cli::{AnswersFormat, InputFormat, SheetNew, SheetRead};
use crate::console::{Console, Exit};
use crate::files;
use anyhow::Context as _;
use sheets::xlsx::{CheckSheet, ReadOptions, read_check_sheet, write_check_sheet};
use sheets::{Reading, write_answers_csv, write_answers_json, write_answers_toml};
use standard::Text;
use std::fs::OpenOptions;
use std::io::Write as _;

/// Writes an empty check sheet.
pub(crate) fn new(arguments: &SheetNew, console: &mut Console) -> anyhow::Result<Exit> {
    let standard = match files::standard(&arguments.standard, console)? {
        Ok(standard) => standard,
        Err(exit) => return Ok(exit),
    };
    let class = match files::class(&standard, Some(&arguments.class), console) {
        Ok(Some(class)) => class,
        Ok(None) => return Ok(Exit::BadInput),
        Err(exit) => return Ok(exit),
    };
    let language = console.language;
    let sheet =
        CheckSheet { service: &arguments.service, class, submission: None, judgement: None, facts: None, language };
    let bytes = write_check_sheet(&standard, &sheet)?;
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
            return Ok(console.refuse(
                &message,
                &Text::new("別の名にするか、--force を付けます", "choose another name, or pass --force"),
            ));
        }
        Err(error) => return Err(error).with_context(|| path.display().to_string()),
    }
    console.say(&Text::new(format!("{} を作りました", path.display()), format!("wrote {}", path.display())));
    Ok(Exit::Conforms)
}

/// Reads check sheets and prints the answers.
pub(crate) fn read(arguments: &SheetRead, console: &mut Console) -> anyhow::Result<Exit> {
    let standard = match files::standard(&arguments.standard, console)? {
        Ok(standard) => standard,
        Err(exit) => return Ok(exit),
    };
    let class = match files::class(&standard, arguments.class.as_deref(), console) {
        Ok(class) => class,
        Err(exit) => return Ok(exit),
    };
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
