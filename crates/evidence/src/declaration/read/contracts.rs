//! 準拠法 and 管轄, contract by contract, and the companies whose own law may reach the information.

use super::row::Row;
use super::words::{BINDS, COMPANY_ROLES};
use crate::declaration::model::{Company, Court, Forum, Known, Law};
use standard::Text;

pub(super) fn law(row: &Row<'_, '_, '_>) -> Option<Law> {
    let (contract, binds, country) = (row.text("contract"), row.word("binds", BINDS), row.known_text("country"));
    Some(Law { contract: contract?, binds: binds?, country: country? })
}

/// The words for what a contract lays down.
#[derive(Clone, Copy, PartialEq)]
enum ForumWord {
    Court,
    OnRequest,
    Arbitration,
    Silent,
    Unknown,
}

const FORUMS: &[(&str, ForumWord)] = &[
    ("court", ForumWord::Court),
    ("on_request", ForumWord::OnRequest),
    ("arbitration", ForumWord::Arbitration),
    ("silent", ForumWord::Silent),
    ("unknown", ForumWord::Unknown),
    ("不明", ForumWord::Unknown),
];

pub(super) fn court(row: &Row<'_, '_, '_>) -> Option<Court> {
    let (contract, binds, word) = (row.text("contract"), row.word("binds", BINDS), row.word("forum", FORUMS));
    let forum = match word {
        Some(ForumWord::Court) => row.text("country").map(Forum::Court),
        Some(ForumWord::OnRequest) => row.text("country").map(Forum::OnRequest),
        Some(ForumWord::Arbitration) => without_country(row, Forum::Arbitration),
        Some(ForumWord::Silent) => without_country(row, Forum::Silent),
        Some(ForumWord::Unknown) => without_country(row, Forum::Unknown),
        None => {
            let _ = row.table.find("country");
            None
        }
    };
    let only_of = |key: &str, applies: bool, only: Text| {
        if applies || word.is_none() {
            return row.find_known_truth(key);
        }
        row.misplaced(key, &only);
        Known::Unknown
    };
    let is = |wanted| word == Some(wanted);
    let only = Text::new("forum = \"court\" のときだけ書きます", "only with forum = \"court\"");
    let exclusive = only_of("exclusive", is(ForumWord::Court), only);
    let arbitration = only_of("arbitration", is(ForumWord::Court) || is(ForumWord::OnRequest), with_country());
    Some(Court { contract: contract?, binds: binds?, forum: forum?, exclusive, arbitration })
}

/// 関係する会社: a foreign one is a risk to know, and settles nothing.
pub(super) fn company(row: &Row<'_, '_, '_>) -> Option<Company> {
    let (name, role, country) = (row.text("name"), row.word("role", COMPANY_ROLES), row.known_text("country"));
    Some(Company { name: name?, role: role?, country: country? })
}

#[expect(clippy::unnecessary_wraps, reason = "an arm beside arms that may find no country")]
fn without_country(row: &Row<'_, '_, '_>, forum: Forum) -> Option<Forum> {
    row.misplaced("country", &with_country());
    Some(forum)
}

fn with_country() -> Text {
    Text::new("forum = \"court\" か \"on_request\" のときだけ書きます", "only with forum = \"court\" or \"on_request\"")
}
