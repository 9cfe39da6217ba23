//! `kijun explain`: what the reference data says of words that people write.

use crate::cli::{
    AlgorithmFlags, CertificateFlags, Explain, ExplainCommand, ItemFlags, ObjectFormat, SanitizationFlags, YesNo,
};
use crate::console::{Console, Exit};
use crate::references::References;
use crate::{files, pdf};
use anyhow::Context as _;
use evidence::certification::{CertificateContext, CertificateDates, Holder, Role};
use evidence::sanitization::EraseConditions;
use sheets::explanation::{self, Explanation};
use standard::{Problem, Text};
use std::fs::File;
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

/// Runs the subcommand.
pub(crate) fn run(arguments: &Explain, console: &mut Console) -> anyhow::Result<Exit> {
    let references = References::new(arguments.reference.as_deref(), console);
    let explained = match &arguments.command {
        ExplainCommand::Algorithm(flags) => algorithm(flags, &references, console),
        ExplainCommand::Region { words } => {
            references.places().map(|places| explanation::region(&places.explain_region(words)))
        }
        ExplainCommand::Country { words } => {
            references.places().map(|places| explanation::country(&places.explain_country(words)))
        }
        ExplainCommand::Sanitization(flags) => sanitization(flags, &references),
        ExplainCommand::Certificate(flags) => certificate(flags, &references),
        ExplainCommand::Terms { file } => terms(file, console),
        ExplainCommand::Item(flags) => item(flags, &references, console),
    };
    print(&explained?, arguments.format, console)
}

/// Prints an explanation; it is data, so the exit code says only that it was given.
pub(crate) fn print(explanation: &Explanation, format: ObjectFormat, console: &mut Console) -> anyhow::Result<Exit> {
    let page = match format {
        ObjectFormat::Json => serde_json::to_string_pretty(&explanation.json())? + "\n",
        ObjectFormat::Text => explanation.text(console.language, console.width()),
    };
    console.out().write_all(page.as_bytes())?;
    Ok(Exit::Conforms)
}

fn algorithm(flags: &AlgorithmFlags, references: &References<'_>, console: &Console) -> anyhow::Result<Explanation> {
    let cryptrec = references.cryptrec()?;
    let edition = files::edition(&cryptrec, flags.edition.as_deref(), console)?;
    let explained = cryptrec.explain_algorithm(&flags.words, flags.used_for.map(Into::into), edition, flags.until);
    Ok(explanation::algorithm(&explained, cryptrec.edition_name(edition)))
}

fn sanitization(flags: &SanitizationFlags, references: &References<'_>) -> anyhow::Result<Explanation> {
    let sanitization = references.sanitization()?;
    let conditions = EraseConditions {
        encrypted_before_writing: flags.encrypted_before_writing.map(YesNo::is_yes),
        every_key_copy_destroyed: flags.every_key_copy_destroyed.map(YesNo::is_yes),
        strength: flags.strength.map(YesNo::is_yes),
        own_key: flags.own_key.map(YesNo::is_yes),
        condition_shown: flags.condition_shown.map(YesNo::is_yes),
    };
    let explained = sanitization.explain_sanitization(flags.medium.as_deref(), &flags.words, conditions);
    Ok(explanation::sanitization(&explained))
}

fn certificate(flags: &CertificateFlags, references: &References<'_>) -> anyhow::Result<Explanation> {
    let certification = references.certification()?;
    let list = flags.ismap_list.as_deref().map(|path| references.ismap_list(&certification, path)).transpose()?;
    let context = CertificateContext {
        holder: flags.holder.map(Holder::from),
        role: flags.role.map(Role::from),
        scope_names_service: flags.scope_names_service.map(YesNo::is_yes),
        written_link: flags.written_link.map(YesNo::is_yes),
        dates: CertificateDates {
            valid_from: flags.valid_from,
            valid_until: flags.valid_until,
            suspended_from: flags.suspended_from,
        },
        on: flags.on,
        list: list.as_ref(),
    };
    Ok(explanation::certificate(&certification.explain_certificate(&flags.words, &context)))
}

fn terms(path: &Path, console: &Console) -> anyhow::Result<Explanation> {
    let name = path.display().to_string();
    let mut file = File::open(path).with_context(|| name.clone())?;
    let mut first = [0; 5];
    let read = file.read(&mut first).with_context(|| name.clone())?;
    file.rewind().with_context(|| name.clone())?;
    let text = if first.get(..read) == Some(b"%PDF-") { pdf::text_of(&name, file)? } else { plain_text(&name, file)? };
    let reading = text.and_then(|text| evidence::terms::read_terms(&name, &text));
    Ok(explanation::terms(&reading.map_err(|problem| console.problems(&[problem]))?))
}

fn plain_text(name: &str, file: File) -> anyhow::Result<Result<String, Problem>> {
    let mut bytes = Vec::new();
    // One more than the reader of terms accepts, so that it refuses in its own words.
    file.take(evidence::terms::TEXT_LIMIT as u64 + 1).read_to_end(&mut bytes).with_context(|| name.to_owned())?;
    Ok(sheets::csv::decode_text(name, &bytes))
}

fn item(flags: &ItemFlags, references: &References<'_>, console: &Console) -> anyhow::Result<Explanation> {
    let standard = files::standard(&flags.standard, console)?;
    let guide = references.item_guide()?;
    let found = standard.find_input(&flags.no).filter(|found| standard.item(found.value).is_some());
    let Some(found) = found else {
        let known: Vec<&str> = standard.items().iter().map(|item| item.no.as_str()).collect();
        let message = Text::new(
            format!("項目 `{}` はこの基準にありません", flags.no),
            format!("this standard has no item `{}`", flags.no),
        );
        let hint = Text::new(format!("項目: {}", known.join(", ")), format!("items: {}", known.join(", ")));
        return Err(console.refuse(&message, &hint).into());
    };
    if let Some(correction) = &found.correction {
        console.say(correction);
    }
    // A guide written for one standard says nothing of another's items, even under the same number.
    let guided = (guide.standard() == standard.id()).then(|| guide.find(standard.name(found.value))).flatten();
    Ok(explanation::item(&standard, found.value, guided))
}
