//! `kijun classify`: the class that the information items of a section come to.

use crate::cli::Classify;
use crate::commands::explain;
use crate::console::{Console, Exit};
use crate::files;
use crate::references::References;
use anyhow::Context as _;
use evidence::classification::Given;
use standard::Text;
use standard::document::Notation;

/// Runs the subcommand.
pub(crate) fn run(arguments: &Classify, console: &mut Console) -> anyhow::Result<Exit> {
    let standard = files::standard(&arguments.standard, console)?;
    let mut vocabulary = References::new(arguments.reference.folder.as_deref(), console).vocabulary()?;
    if let Some(path) = &arguments.vocabulary {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).with_context(|| name.clone())?;
        let extended = vocabulary.extend(&name, &text, Notation::Toml);
        vocabulary = extended.map_err(|problems| console.problems(&problems))?;
    }
    if vocabulary.standard() != standard.id() {
        let (theirs, ours) = (vocabulary.standard(), standard.id());
        let message = Text::new(
            format!("語彙は `{theirs}` のもので、基準は `{ours}` です"),
            format!("the vocabulary is for `{theirs}`, the standard is `{ours}`"),
        );
        let hint = Text::new(
            "--reference で合う classification.toml を渡します",
            "pass a matching classification.toml with --reference",
        );
        return Err(console.refuse(&message, &hint).into());
    }
    let mut given = Vec::new();
    for words in &arguments.answers {
        let Some(answer) = parse_answer(words) else {
            let message = Text::new(format!("`{words}` は回答として読めません"), format!("`{words}` is no answer"));
            let hint = Text::new(
                "`質問=yes`、`質問=no`、`質問:情報=yes` のように書きます",
                "write `QUESTION=yes`, `QUESTION=no` or `QUESTION:ITEM=yes`",
            );
            return Err(console.refuse(&message, &hint).into());
        };
        given.push(answer);
    }
    let items: Vec<&str> = arguments.items.iter().map(String::as_str).collect();
    let found = vocabulary.classify(&items, &given);
    let found = found.map_err(|unusable| console.refuse(&unusable.message, &unusable.hint))?;
    explain::print(&sheets::explanation::classification(&standard, &found), arguments.format, console)
}

/// `question=yes`, or `question:item=yes`.
fn parse_answer(words: &str) -> Option<Given<'_>> {
    let (left, right) = words.rsplit_once('=')?;
    let yes = match right {
        "yes" | "はい" => true,
        "no" | "いいえ" => false,
        _ => return None,
    };
    let (question, item) = left.split_once(':').map_or((left, None), |(question, item)| (question, Some(item)));
    Some(Given { question, item, yes })
}
