//! 管理画面へのログイン of each actor.

use super::known::not_known;
use super::row::Row;
use super::words::{ACTORS, FACTORS, MEANS, word_of};
use crate::declaration::model::{Factor, Known, SignIn, SignInMeans};
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
    let means = means(row);
    if let Some(Known::Is(factors)) = &factors {
        check_means(row, factors, &means);
    }
    let (local_login, enforced) = (row.find_known_truth("local_login"), row.find_known_truth("enforced"));
    if !means.contains(&SignInMeans::CitySso) {
        let only = Text::new("means に \"city_sso\" があるときだけ書きます", "only where `means` has \"city_sso\"");
        row.misplaced("local_login", &only);
    }
    Some(SignIn { actor: actor?, factors: factors?, two_steps, lockout, means, local_login, enforced })
}

fn means(row: &Row<'_, '_, '_>) -> Vec<SignInMeans> {
    let nodes = row.table.list("means").iter().take(MEANS.len());
    let mut means: Vec<SignInMeans> = nodes.filter_map(|node| row.word_of("means", node, MEANS)).collect();
    means.sort_unstable();
    means.dedup();
    means
}

/// A kind of factor that none of the means gives is not there: a password and a secret question are never possession. What the
/// city's own sign-on asks for is the city's to know.
fn check_means(row: &Row<'_, '_, '_>, factors: &[Factor], means: &[SignInMeans]) {
    if means.is_empty() || means.contains(&SignInMeans::CitySso) {
        return;
    }
    let Some(factor) = factors.iter().find(|factor| !means.iter().any(|means| gives(*means, **factor))) else { return };
    let word = word_of(FACTORS, factor);
    let message = Text::new(
        format!("factors に `{word}` がありますが、means のどれもその要素ではありません"),
        format!("`factors` has `{word}`, which none of the `means` is"),
    );
    let hint = Text::new(
        "パスワードと秘密の質問は知識、ワンタイムパスワード・パスキー・証明書は所持です。どちらかを直します",
        "a password and a secret question are knowledge; a one-time password, a passkey and a certificate are possession: \
         correct either",
    );
    row.error("contradicting-facts", message, hint);
}

/// A passkey is unlocked by a PIN or a finger, so it may show any kind.
const fn gives(means: SignInMeans, factor: Factor) -> bool {
    match means {
        SignInMeans::Password | SignInMeans::SecretQuestion => matches!(factor, Factor::Knowledge),
        SignInMeans::AppCode
        | SignInMeans::TokenCode
        | SignInMeans::EmailCode
        | SignInMeans::SmsCode
        | SignInMeans::ClientCertificate => matches!(factor, Factor::Possession),
        SignInMeans::Biometrics => matches!(factor, Factor::Biometrics),
        SignInMeans::Passkey | SignInMeans::CitySso => true,
    }
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
