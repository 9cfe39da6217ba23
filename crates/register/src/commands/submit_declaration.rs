//! 申告の提出: the vendor's declaration, by the vendor or by the section that received it as a file. The document is kept byte for
//! byte; what it says is read through `evidence`'s one door.

use crate::canonical::Digest;
use crate::decide::Context;
use crate::event::{DeclarationSubmitted, DocumentNotation, Payload};
use crate::names::UseId;
use crate::refusal::Refusal;
use evidence::declaration::read_declaration;
use serde::{Deserialize, Serialize};
use standard::Language;
use standard::problem::Problem;

/// Hands in a declaration that was asked for.
///
/// Refused: `use-ended`, `in-approval`, `no-request`, `declaration-unreadable`, `declaration-with-overrides`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubmitDeclaration {
    /// The use.
    pub use_id: UseId,
    /// How the document is written.
    pub notation: DocumentNotation,
    /// The document.
    pub document: String,
}

impl SubmitDeclaration {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.changeable_use(self.use_id)?;
        if of.request.is_none() {
            return Err(Refusal::new(
                "no-request",
                ("回答を依頼していないので、申告を受け取れません", "no declaration was asked for"),
                ("所管課が先に回答を依頼します", "the section asks for it first"),
            ));
        }
        let read = read_declaration("declaration", &self.document, self.notation.into());
        let declaration = read.map_err(|problems| unreadable(&problems))?;
        if let Some(person) = declaration.overrides.first() {
            return Err(Refusal::new(
                "declaration-with-overrides",
                (
                    format!("申告に、人の回答(№{})が書かれています", person.item),
                    format!("the declaration holds a person's answer to №{}", person.item),
                ),
                (
                    "`[[override]]` を除きます。人の回答は、審査で理由とともに記録します",
                    "remove `[[override]]`: a person's answer is recorded in the review, with its reason",
                ),
            ));
        }
        let submitted = DeclarationSubmitted {
            use_id: self.use_id,
            version: of.last_version().unwrap_or(0).saturating_add(1),
            notation: self.notation,
            hash: Digest::of(self.document.as_bytes()),
            document: self.document.clone(),
        };
        Ok(vec![submitted.into()])
    }
}

fn unreadable(problems: &[Problem]) -> Refusal {
    let count = problems.len();
    let first = |language| problems.first().map_or(String::new(), |problem| problem.line(language));
    Refusal::new(
        "declaration-unreadable",
        (
            format!("申告に誤りが{count}件あります。最初のもの: {}", first(Language::Japanese)),
            format!("the declaration has {count} faults, the first: {}", first(Language::English)),
        ),
        (
            "`kijun judge` で全ての誤りを見て、直してから提出します",
            "see all of them with `kijun judge`, mend them, and hand it in again",
        ),
    )
}
