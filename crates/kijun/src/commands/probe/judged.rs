//! Observations judged on a day and written: pages to read, documents for programs. What stands on a page is for `sheets` to say.

use crate::cli::{Judging, ProbeFormat};
use crate::console::{Console, Exit};
use crate::files;
use crate::references::References;
use evidence::cryptrec::{Cryptrec, Edition};
use evidence::settle::channels_item;
use evidence::tls_guideline::{Profile, TlsGuideline};
use evidence::tls_verdict::{self, ItemState, Lists, Verdict};
use ipnet::IpNet;
use jiff::civil::Date;
use probe::place::Hint;
use probe::resolve::Failure;
use serde_json::{Value, json};
use sheets::probe::{Aspect, comparison_text, find_differences, probe_json, probe_text};
use standard::Text;
use std::io::Write as _;
use tls::Observation;

/// By what observations are judged.
pub(super) struct Judge {
    cryptrec: Cryptrec,
    guideline: TlsGuideline,
    /// What the standard calls the item that asks for encrypted channels.
    item: String,
    edition: Edition,
    profile: Option<Profile>,
    on: Date,
}

/// What came of one address, or of a target that has none.
pub(super) struct Found {
    /// The target as it was written; an imported observation has none.
    pub(super) written: Option<String>,
    pub(super) outcome: Result<Observation, Failure>,
    /// The network without which it would have been refused.
    pub(super) allowed_by: Option<IpNet>,
    pub(super) country: Option<Hint>,
}

impl Judge {
    /// Reads what the flags name.
    pub(super) fn open(arguments: &Judging, console: &Console) -> anyhow::Result<Self> {
        let standard = files::standard(&arguments.standard, console)?;
        let references = References::new(arguments.reference.folder.as_deref(), console);
        // Both are read before a failure ends it: all problems are told at once. The smaller first: blocks up to the size of the largest that
        // was given back stay with the process (mallopt(3), M_MMAP_THRESHOLD), which would be half a MiB for as long as it measures.
        let (guideline, cryptrec) = (references.tls_guideline(), references.cryptrec());
        let (guideline, cryptrec) = (guideline?, cryptrec?);
        let Some((item, edition)) = channels_item(&standard) else {
            let message = Text::new(
                "この基準には、通信の暗号化で決まる項目がありません",
                "this standard has no item that the encryption of channels settles",
            );
            let hint = Text::new("項目に settled_by を書きます", "give an item `settled_by`");
            return Err(console.refuse(&message, &hint).into());
        };
        let edition = arguments.edition.as_deref().unwrap_or(edition);
        Ok(Self {
            item: standard.label(item, console.language).clone(),
            edition: files::edition(&cryptrec, Some(edition), console)?,
            cryptrec,
            guideline,
            profile: arguments.profile.map(Into::into),
            on: arguments.on.unwrap_or_else(files::today),
        })
    }

    fn judge(&self, observation: &Observation) -> Verdict {
        let by = Lists { cryptrec: &self.cryptrec, guideline: &self.guideline };
        tls_verdict::judge(observation, by, self.edition, self.profile, self.on)
    }
}

impl Found {
    /// An observation that was made elsewhere.
    pub(super) fn imported(observation: Observation) -> Self {
        Self { written: None, outcome: Ok(observation), allowed_by: None, country: None }
    }
}

/// Writes what is found, as it is found.
pub(super) struct Writer<'a> {
    judge: &'a Judge,
    format: ProbeFormat,
    /// Kept by the format that needs all of them at once.
    documents: Vec<Value>,
    pages: usize,
    exit: Exit,
}

impl<'a> Writer<'a> {
    pub(super) fn new(judge: &'a Judge, format: ProbeFormat) -> Self {
        Self { judge, format, documents: Vec::new(), pages: 0, exit: Exit::Conforms }
    }

    /// Takes what came of one target: its addresses, or why it has none.
    pub(super) fn take(&mut self, target: &[Found], console: &mut Console) -> anyhow::Result<()> {
        let judged: Vec<(&Found, &Observation, Verdict)> = target
            .iter()
            .filter_map(|found| found.outcome.as_ref().ok().map(|seen| (found, seen, self.judge.judge(seen))))
            .collect();
        let observations: Vec<&Observation> = judged.iter().map(|(_, observation, _)| *observation).collect();
        let differ = find_differences(&observations);
        for found in target {
            if let Err(failure) = &found.outcome {
                self.failed(found, failure, console)?;
            }
        }
        for (found, observation, verdict) in &judged {
            self.observed(found, observation, verdict, &differ, console)?;
        }
        if self.format == ProbeFormat::Text && judged.len() > 1 {
            let rows: Vec<(&Observation, &Verdict)> =
                judged.iter().map(|(_, seen, verdict)| (*seen, verdict)).collect();
            let page = comparison_text(&rows, &self.judge.item, console.language, console.width());
            write!(console.out(), "\n{page}")?;
        }
        Ok(())
    }

    /// The whole document, where it was kept until now; and how the command ends.
    pub(super) fn finish(self) -> anyhow::Result<(Option<String>, Exit)> {
        if self.format != ProbeFormat::Json {
            return Ok((None, self.exit));
        }
        let document = match self.documents.as_slice() {
            [one] => serde_json::to_string_pretty(one)?,
            several => serde_json::to_string_pretty(several)?,
        };
        Ok((Some(document + "\n"), self.exit))
    }

    fn observed(
        &mut self,
        found: &Found,
        observation: &Observation,
        verdict: &Verdict,
        differ: &[Aspect],
        console: &mut Console,
    ) -> anyhow::Result<()> {
        match verdict.item.state {
            ItemState::Conforms => {}
            ItemState::DoesNotConform | ItemState::Undecided | ItemState::Unreachable => {
                self.exit = self.exit.and(Exit::Findings);
            }
        }
        if self.format == ProbeFormat::Text {
            return self.page(found, observation, verdict, console);
        }
        let mut document = probe_json(observation, verdict)?;
        if let Value::Object(fields) = &mut document {
            let differ: Value = differ.iter().map(|aspect| aspect.word()).collect();
            fields.insert("target".to_owned(), json!(found.written));
            fields.insert("allowed_private".to_owned(), json!(found.allowed_by.map(|network| network.to_string())));
            fields.insert("country_hint".to_owned(), found.country.as_ref().map_or(Value::Null, country));
            fields.insert("addresses_differ_in".to_owned(), differ);
        }
        self.document(document, console)
    }

    fn failed(&mut self, found: &Found, failure: &Failure, console: &mut Console) -> anyhow::Result<()> {
        let problem = failure.problem(found.written.as_deref().unwrap_or_default());
        console.problem(&problem);
        self.exit = self.exit.and(match failure {
            Failure::Refused(_) | Failure::TooMany => Exit::BadInput,
            Failure::NotFound { .. } | Failure::Silence { .. } => Exit::Findings,
        });
        if self.format == ProbeFormat::Text {
            return Ok(());
        }
        let message = problem.message.in_language(console.language);
        self.document(
            json!({ "target": found.written, "problem": { "code": problem.code, "message": message } }),
            console,
        )
    }

    fn document(&mut self, document: Value, console: &mut Console) -> anyhow::Result<()> {
        if self.format == ProbeFormat::Jsonl {
            serde_json::to_writer(console.out(), &document)?;
            console.out().write_all(b"\n")?;
        } else {
            self.documents.push(document);
        }
        Ok(())
    }

    fn page(
        &mut self,
        found: &Found,
        observation: &Observation,
        verdict: &Verdict,
        console: &mut Console,
    ) -> anyhow::Result<()> {
        if self.pages > 0 {
            let rule = "=".repeat(console.width());
            writeln!(console.out(), "\n{rule}\n")?;
        }
        self.pages += 1;
        let (language, width) = (console.language, console.width());
        let page = probe_text(observation, verdict, &self.judge.item, language, width);
        console.out().write_all(page.as_bytes())?;
        let beside = beside(found);
        if !beside.is_empty() {
            writeln!(console.out())?;
        }
        for text in beside {
            writeln!(console.out(), "{}", text.in_language(language))?;
        }
        Ok(())
    }
}

/// What to know of an address beside what was measured.
fn beside(found: &Found) -> Vec<Text> {
    let allowed = found.allowed_by.map(|network| {
        Text::new(
            format!("公開アドレスではなく、--allow-private {network} により測りました"),
            format!("no public address; measured by --allow-private {network}"),
        )
    });
    let country = found.country.as_ref().map(|hint| {
        let country = hint.country.as_deref().unwrap_or("?");
        Text::new(
            format!("アドレスの国(手がかり): {country}({})", hint.database),
            format!("country of the address (a hint): {country} ({})", hint.database),
        )
    });
    let caveat = found.country.is_some().then(Hint::caveat);
    allowed.into_iter().chain(country).chain(caveat).collect()
}

fn country(hint: &Hint) -> Value {
    let caveat = Hint::caveat();
    json!({
        "country": hint.country,
        "database": hint.database,
        "built": hint.built,
        "caveat": { "ja": caveat.japanese, "en": caveat.english },
    })
}
