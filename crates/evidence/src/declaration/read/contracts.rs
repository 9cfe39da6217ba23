//! 準拠法 and 管轄, contract by contract.

use super::row::Row;
use super::words::BINDS;
use crate::declaration::model::{Court, Forum, Law};
use standard::Text;

pub(super) fn law(row: &Row<'_, '_, '_>) -> Option<Law> {
    let (contract, binds, country) = (row.text("contract"), row.word("binds", BINDS), row.known_text("country"));
    Some(Law { contract: contract?, binds: binds?, country: country? })
}

/// The words for what a contract lays down.
#[derive(Clone, Copy)]
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
    Some(Court { contract: contract?, binds: binds?, forum: forum? })
}

#[expect(clippy::unnecessary_wraps, reason = "an arm beside arms that may find no country")]
fn without_country(row: &Row<'_, '_, '_>, forum: Forum) -> Option<Forum> {
    let only = Text::new(
        "forum = \"court\" か \"on_request\" のときだけ書きます",
        "only with forum = \"court\" or \"on_request\"",
    );
    row.misplaced("country", &only);
    Some(forum)
}
