//! 通信経路 (№3): every path (users, administration, back end, replication) is stated, and each is protected by TLS or a VPN with
//! methods of the CRYPTREC list. What a TLS server accepts is `tls`'s, what was measured of it `measured`'s; nothing here measures.

mod measured;
mod tls;

#[cfg(test)]
mod tests;

use super::methods::{find_edition, judge as judge_method, told};
use super::subjects::{absent, by_subject, conclude, require, say};
use super::{Context, Finding};
use crate::cryptrec::{Edition, PartKind, Use};
use crate::declaration::{Channel, Known, Path, Protection, Stated};
use standard::check::Check;
use standard::{Answer, Input, Standard, Text};

const PATHS: [Path; 4] = [Path::User, Path::Admin, Path::BackEnd, Path::Replication];

/// The item that asks for encrypted channels, and the edition of the CRYPTREC list that it names; the first, where there are several.
pub fn channels_item(standard: &Standard) -> Option<(Input, &str)> {
    standard.item_inputs().iter().find_map(|input| match standard.item(input)?.settled_by.as_ref()? {
        Check::Channels { edition } => Some((input, edition.as_str())),
        Check::Law { .. }
        | Check::Court { .. }
        | Check::Stores { .. }
        | Check::SignIn { .. }
        | Check::Places { .. }
        | Check::Overseas { .. }
        | Check::Certificate { .. }
        | Check::Erasure { .. } => None,
    })
}

pub(crate) fn settle(context: &Context<'_>, edition: &str) -> Finding {
    let edition = match find_edition(context, edition) {
        Ok(edition) => edition,
        Err(missing) => return missing,
    };
    let judge = |context: &Context<'_>, stated: &Stated<Channel>| judge(context, edition, stated);
    let mut subjects = by_subject(context, &context.declaration.channels, |channel| channel.path, name, judge);
    measured::add(context, edition, &mut subjects);
    let ask = |path| {
        say(
            &name(path),
            "暗号化が書かれていない。方式を尋ねる(経路がなければ「該当なし」)",
            "its protection is not stated: ask for it (not applicable, where there is no such path)",
        )
    };
    let found = conclude(require(subjects, &PATHS, ask));
    if found.answer != Answer::NotApplicable {
        return found;
    }
    let ask = Text::new("通信経路が一つもない。実際の経路を尋ねる", "no path is there at all: ask for the real ones");
    Finding { grounds: found.grounds, ..Finding::missing(ask) }
}

fn judge(context: &Context<'_>, edition: Edition, stated: &Stated<Channel>) -> Finding {
    let name = name(stated.fact.path);
    match &stated.fact.protection {
        Known::Is(Protection::Tls { versions, suites }) => {
            tls::judge(context, edition, stated, &name, versions, suites)
        }
        Known::Is(Protection::Vpn { methods }) => vpn(context, edition, stated, &name, methods),
        Known::Is(Protection::Nothing) => {
            Finding::from_fact(Answer::Unmet, stated, say(&name, "暗号化していない", "not encrypted"))
        }
        Known::NotApplicable => absent(stated, say(&name, "経路がない", "there is no such path")),
        Known::Unknown => {
            Finding::from_fact(Answer::Unknown, stated, say(&name, "暗号化は不明", "its protection is not known"))
                .with_missing(say(&name, "暗号化の方式を尋ねる", "ask how it is encrypted"))
        }
    }
}

fn vpn(context: &Context<'_>, edition: Edition, stated: &Stated<Channel>, name: &Text, methods: &[String]) -> Finding {
    if methods.is_empty() {
        let text = say(name, "VPN とあるが方式が書かれていない", "a VPN whose methods are not stated");
        let ask =
            say(name, "VPN の暗号、鍵共有、認証の方式を尋ねる", "ask for the cipher, key agreement and MAC of the VPN");
        return Finding::from_fact(Answer::Unknown, stated, text).with_missing(ask);
    }
    // Cipher, key agreement and MAC may stand each for itself: together they are one scheme.
    let words = methods.join(", ");
    let method = judge_method(context, edition, &words, Some(Use::Channel));
    let (japanese, english) = told(&words, &method.why);
    let text = say(name, &format!("VPN の{japanese}"), &format!("VPN {english}"));
    let mut found = Finding::from_fact(method.answer, stated, text.clone());
    match method.answer {
        Answer::Met => {
            found.holds_until = found.holds_until.into_iter().chain(method.until).min();
            found.notes = method.notes;
            if !method.explanation.parts.iter().any(|part| part.kind == PartKind::KeyAgreement) {
                found.notes.push(say(
                    name,
                    "VPN の鍵共有(DH の群など)も確かめる",
                    "the VPN's key agreement (DH group, …) too is to be confirmed",
                ));
            }
        }
        Answer::Unknown => found.missing.push(text),
        Answer::Unmet | Answer::NotApplicable => {}
    }
    found
}

/// What a path is called in a sentence.
fn name(path: Path) -> Text {
    match path {
        Path::User => Text::new("利用者の画面の通信", "the users' channel"),
        Path::Admin => Text::new("管理画面の通信", "the administration channel"),
        Path::BackEnd => Text::new("裏側の連携の通信", "the back-end channel"),
        Path::Replication => Text::new("複製・バックアップの転送", "the replication channel"),
    }
}
