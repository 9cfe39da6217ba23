//! 申告の差戻し: what is missing goes back to the vendor, item by item. The comments are kept.

use super::request_declaration::refuse_open_request;
use crate::decide::Context;
use crate::event::{DeclarationReturned, ItemComment, Payload};
use crate::judging::named;
use crate::list::List;
use crate::names::{ItemName, UseId};
use crate::refusal::Refusal;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use standard::Standard;

/// Returns the declaration to the vendor.
///
/// Refused: `use-ended`, `in-approval`, `request-open`, `no-declaration-yet`, `empty-list`, `unknown-item`, `date-passed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnDeclaration {
    /// The use.
    pub use_id: UseId,
    /// By when.
    pub due: Date,
    /// What is asked, item by item.
    pub comments: List<ItemComment>,
}

impl ReturnDeclaration {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.changeable_use(self.use_id)?;
        refuse_open_request(of)?;
        if of.declarations.is_empty() {
            return Err(Refusal::new(
                "no-declaration-yet",
                ("差し戻す申告がまだありません", "there is no declaration to return yet"),
                ("先に回答を依頼します", "ask the vendor first"),
            ));
        }
        refuse_empty(&self.comments)?;
        let standard = context.measure()?.standard;
        self.comments.iter().try_for_each(|comment| refuse_unknown(standard, &comment.item))?;
        context.not_past(self.due)?;
        Ok(vec![DeclarationReturned { use_id: self.use_id, due: self.due, comments: self.comments.clone() }.into()])
    }
}

/// Refuses a list without anything in it.
pub(super) fn refuse_empty<T>(list: &[T]) -> Result<(), Refusal> {
    if !list.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(
        "empty-list",
        ("項目が一つも書かれていません", "no item is named"),
        ("少なくとも一つの項目を書きます", "name at least one item"),
    ))
}

/// Refuses a name that is no item of the standard.
pub(super) fn refuse_unknown(standard: &Standard, item: &ItemName) -> Result<(), Refusal> {
    let known = named(standard, item).is_some_and(|input| standard.item(input).is_some());
    if known {
        return Ok(());
    }
    let names: Vec<&str> = standard.items().iter().map(|item| item.no.as_str()).collect();
    let names = names.join(", ");
    Err(Refusal::new(
        "unknown-item",
        (format!("項目 `{item}` は、この基準にありません"), format!("this standard has no item `{item}`")),
        (format!("使える項目: {names}"), format!("items: {names}")),
    ))
}
