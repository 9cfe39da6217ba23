//! How a fact is shown: the keys that may stand in every fact. Not for how well a fact is shown in the end: see `settle`.

use super::row::Row;
use super::section::Defined;
use super::words::ORIGINS;
use crate::declaration::model::{Evidence, Origin};
use standard::Text;

pub(super) fn read(row: &Row<'_, '_, '_>, documents: &Defined) -> Evidence {
    let evidence = Evidence {
        origin: row.find_word("origin", ORIGINS).unwrap_or_default(),
        document: row.find_text("document"),
        article: row.find_text("article"),
        quote: row.find_text("quote"),
        plan: row.find_text("plan"),
        valid_from: row.find_date("valid_from"),
        valid_until: row.find_date("valid_until"),
    };
    if let (Some(id), Some(node)) = (&evidence.document, row.table.find("document")) {
        row.check_name(id, node, documents.iter());
    }
    check_document(row, &evidence);
    check_validity(row, &evidence);
    evidence
}

/// «文書» is a promise that somebody can look it up.
fn check_document(row: &Row<'_, '_, '_>, evidence: &Evidence) {
    if evidence.origin != Origin::Documented {
        return;
    }
    // Present but wrong is reported already.
    if row.table.find("document").is_none() {
        let message = Text::new(
            "origin = \"documented\" なのに、文書がありません",
            "origin = \"documented\", but no document is named",
        );
        let hint = Text::new(
            "document に [[document]] の id を書きます。文書がなければ origin = \"declared\" とします",
            "write the id of a [[document]] in `document`, or origin = \"declared\"",
        );
        row.error("evidence-without-document", message, hint);
    }
    if row.table.find("article").is_none() && row.table.find("quote").is_none() {
        let message = Text::new("文書のどこにあるかが書かれていません", "where in the document it stands is not said");
        let hint = Text::new(
            "article(条・頁)か quote(引用)を書きます",
            "write `article` (clause or page) or `quote` (the words)",
        );
        row.error("evidence-without-article", message, hint);
    }
}

fn check_validity(row: &Row<'_, '_, '_>, evidence: &Evidence) {
    let (Some(from), Some(until)) = (evidence.valid_from, evidence.valid_until) else { return };
    if until < from {
        let message = Text::new(
            format!("終わり({until})が始まり({from})より前です"),
            format!("it ends ({until}) before it starts ({from})"),
        );
        let hint = Text::new("valid_from と valid_until を確かめます", "check `valid_from` and `valid_until`");
        row.error("validity-reversed", message, hint);
    }
}
