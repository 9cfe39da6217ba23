//! 管理画面へのログイン of each actor.

use super::known::not_known;
use super::row::Row;
use super::words::{ACTORS, FACTORS};
use crate::declaration::model::{Factor, Known, SignIn};
use standard::Text;
use standard::document::{Node, Value, elements};

pub(super) fn read(row: &Row<'_, '_, '_>) -> Option<SignIn> {
    let actor = row.word("actor", ACTORS);
    let factors = row.table.require("factors").and_then(|node| factors(row, node));
    let (two_steps, lockout) = (row.find_known_truth("two_steps"), row.find_known_truth("lockout"));
    let nobody = factors == Some(Known::NotApplicable);
    if nobody && [two_steps, lockout].iter().any(|known| matches!(known, Known::Is(_))) {
        let message = Text::new(
            "該当する者がいないのに、ログインの方式が書かれています",
            "there is no such actor, but how they sign in is stated",
        );
        let hint = Text::new("factors を直すか、ほかを除きます", "correct `factors`, or remove the others");
        row.error("contradicting-facts", message, hint);
    }
    Some(SignIn { actor: actor?, factors: factors?, two_steps, lockout })
}

fn factors<'n>(row: &Row<'n, '_, '_>, node: &'n Node) -> Option<Known<Vec<Factor>>> {
    if let Some(stated) = not_known(node) {
        return Some(stated);
    }
    // A single word here is no list: `factors = "possession"`.
    let nodes = elements(row.report, node);
    let mut factors = Vec::new();
    for (element, factor) in nodes.iter().take(4).map(|node| (node, row.word_of("factors", node, FACTORS))) {
        let factor = factor?;
        if factors.contains(&factor) {
            let message = Text::new("同じ種類の要素が二度あります", "the same kind of factor stands twice");
            let hint = Text::new(
                "要素は種類(知識・所持・生体)ごとに一度書きます。パスワードと秘密の質問は、どちらも知識です",
                "write each kind once: a password and a secret question are both knowledge",
            );
            row.report.error("duplicate-factor", element.span.start, message, Some(hint));
            return None;
        }
        factors.push(factor);
    }
    if matches!(&node.value, Value::Array(elements) if elements.is_empty()) {
        let message = Text::new("`factors` が空です", "`factors` is empty");
        let hint = Text::new("分からなければ \"unknown\" と書きます", "write \"unknown\" where it is not known");
        row.report.error("empty-value", node.span.start, message, Some(hint));
    }
    // In whatever order they are written, it is the same sign-in.
    factors.sort_unstable();
    Some(Known::Is(factors))
}
