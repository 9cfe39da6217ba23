//! 管理画面へのログイン (№5): what is offered to each actor on the contracted plan. Offered is enough for the item; switching it on is
//! a condition of use, which is noted. Not for ordinary users' logins.

#[cfg(test)]
mod tests;

use super::stated::{counted, english, known};
use super::subjects::{absent, by_subject, conclude, require, say};
use super::{Context, Finding};
use crate::declaration::{Actor, Factor, Known, SignIn, SignInMeans, Stated};
use standard::check::SignInCheck;
use standard::{Answer, Text};

const ACTORS: [Actor; 4] = [Actor::Provider, Actor::City, Actor::Contractor, Actor::Subcontractor];

pub(crate) fn settle(context: &Context<'_>, offers: SignInCheck) -> Finding {
    let judge = |_: &Context<'_>, stated: &Stated<SignIn>| judge(stated, offers);
    let subjects = by_subject(context, &context.declaration.sign_ins, |sign_in| sign_in.actor, name, judge);
    let ask = |actor| {
        let (japanese, english) = match actor {
            Actor::Provider | Actor::City => (
                "契約するプランでの管理画面へのログインを尋ねる",
                "ask how they sign in to the administration screens on the contracted plan",
            ),
            Actor::Contractor | Actor::Subcontractor => (
                "契約するプランでの管理画面へのログインを尋ねる(使わなければ「該当なし」)",
                "ask how they sign in to the administration screens on the contracted plan (not applicable, where none does)",
            ),
        };
        say(&name(actor), japanese, english)
    };
    let found = conclude(require(subjects, &ACTORS, ask));
    if found.answer != Answer::Met || is_enforced(context) {
        return found;
    }
    let offered = what(offers);
    found.with_note(Text::new(
        format!("{}は提供されている。利用開始までに有効にする", offered.japanese),
        format!("{} is offered: switch it on before going live", english(&offered)),
    ))
}

fn judge(stated: &Stated<SignIn>, offers: SignInCheck) -> Finding {
    let sign_in = &stated.fact;
    let name = name(sign_in.actor);
    if says_there_is_none(sign_in) {
        return match sign_in.actor {
            // Someone operates the service, and the city administers its use.
            Actor::Provider | Actor::City => {
                let text = say(&name, "「該当なし」とある", "given as not applicable");
                let ask = say(&name, "管理画面を使う者を尋ねる", "ask who uses the administration screens");
                Finding::from_fact(Answer::Unknown, stated, text).with_missing(ask)
            }
            Actor::Contractor | Actor::Subcontractor => {
                absent(stated, say(&name, "管理画面を使わない", "does not use the administration screens"))
            }
        };
    }
    let offered = what(offers);
    let (ja, en) = (&offered.japanese, english(&offered));
    let found = |answer, japanese: &str, english: &str| {
        let text = say(&name, &format!("{ja}{japanese}"), &format!("{en} {english}"));
        Finding::from_fact(answer, stated, text)
    };
    match is_offered(sign_in, offers) {
        Some(true) => {
            let found = through_city_sso(found(Answer::Met, "が提供されている", "is offered"), sign_in, &name);
            if offers == SignInCheck::MultiFactor { with_advice(found, sign_in, &name) } else { found }
        }
        Some(false) if offers == SignInCheck::MultiFactor && sign_in.two_steps == Known::Is(true) => found(
            Answer::Unmet,
            "が提供されていない(2段階でも、認証の要素は一種類)",
            "is not offered (two steps, but factors of one kind)",
        ),
        Some(false) => found(Answer::Unmet, "が提供されていない", "is not offered"),
        None => found(Answer::Unknown, "が提供されているか不明", "may or may not be offered").with_missing(say(
            &name,
            &format!("{ja}が契約するプランで提供されているかを尋ねる"),
            &format!("ask whether {en} is offered on the contracted plan"),
        )),
    }
}

/// Is it required of everybody who signs in, as the facts that count say?
fn is_enforced(context: &Context<'_>) -> bool {
    let sign_ins = counted(context, &context.declaration.sign_ins).counting;
    sign_ins.iter().all(|stated| stated.fact.enforced == Known::Is(true) || says_there_is_none(&stated.fact))
}

/// A sign-in through the city's own sign-on is as good as that, if there is no way around it.
fn through_city_sso(found: Finding, sign_in: &SignIn, name: &Text) -> Finding {
    if found.answer != Answer::Met || !sign_in.means.contains(&SignInMeans::CitySso) {
        return found;
    }
    let ask = match (sign_in.actor, sign_in.local_login) {
        (Actor::Provider, _) => say(
            name,
            "本市の認証基盤ではログインしない者なので、提供者側の方式を尋ねる",
            "they do not sign in through the city's sign-on: ask how the provider's side signs in",
        ),
        (Actor::City | Actor::Contractor | Actor::Subcontractor, Known::Is(false) | Known::NotApplicable) => {
            return found.with_note(say(
                name,
                "本市の認証基盤の設定による。設定を変えるときは判定し直す",
                "this rests on the settings of the city's sign-on: judge again when they change",
            ));
        }
        (Actor::City | Actor::Contractor | Actor::Subcontractor, Known::Is(true)) => say(
            name,
            "サービス自身のログインが残っている。無効にできるかを尋ねる",
            "the service's own login remains: ask whether it can be disabled",
        ),
        (Actor::City | Actor::Contractor | Actor::Subcontractor, Known::Unknown) => {
            say(name, "サービス自身のログインが無効になるかを尋ねる", "ask whether the service's own login is disabled")
        }
    };
    Finding { answer: Answer::Unknown, holds_until: None, ..found }.with_missing(ask)
}

/// One-time passwords count as possession by the standard's letter; two kinds of them are weaker than they look.
fn with_advice(found: Finding, sign_in: &SignIn, name: &Text) -> Finding {
    let advice = |means| match means {
        SignInMeans::EmailCode => Some(say(
            name,
            "電子メールのワンタイムパスワードは、基準の文のとおり所持とした。受信箱に入れる者なら読めるので、認証アプリなどを勧める",
            "a one-time password by e-mail counts as possession by the letter; whoever can open the mailbox can read it: prefer an app",
        )),
        SignInMeans::SmsCode => Some(say(
            name,
            "SMS のワンタイムパスワードは、基準の文のとおり所持とした。番号の乗っ取りに弱いので、認証アプリなどを勧める",
            "a one-time password by SMS counts as possession by the letter; numbers can be taken over: prefer an app",
        )),
        SignInMeans::Password
        | SignInMeans::SecretQuestion
        | SignInMeans::AppCode
        | SignInMeans::TokenCode
        | SignInMeans::Passkey
        | SignInMeans::ClientCertificate
        | SignInMeans::Biometrics
        | SignInMeans::CitySso => None,
    };
    sign_in.means.iter().filter_map(|means| advice(*means)).fold(found, Finding::with_note)
}

fn says_there_is_none(sign_in: &SignIn) -> bool {
    let is_told = |known| matches!(known, Known::Is(_));
    sign_in.factors == Known::NotApplicable && !is_told(sign_in.two_steps) && !is_told(sign_in.lockout)
}

/// `None` where it is not known.
fn is_offered(sign_in: &SignIn, offers: SignInCheck) -> Option<bool> {
    let multi_factor = match &sign_in.factors {
        Known::Is(factors) if !factors.is_empty() => Some(has_two_kinds(factors)),
        Known::Is(_) | Known::Unknown | Known::NotApplicable => None,
    };
    match offers {
        SignInCheck::MultiFactor => multi_factor,
        SignInCheck::TwoStep => match (known(sign_in.two_steps), multi_factor) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            (None, _) | (_, None) => None,
        },
        SignInCheck::Lockout => known(sign_in.lockout),
    }
}

/// A password and a secret question are one kind; a one-time password is possession.
fn has_two_kinds(factors: &[Factor]) -> bool {
    factors.first().is_some_and(|first| factors.iter().any(|factor| factor != first))
}

/// What must be offered, as it is called in a sentence.
fn what(offers: SignInCheck) -> Text {
    match offers {
        SignInCheck::MultiFactor => Text::new("多要素認証", "multi-factor authentication"),
        SignInCheck::TwoStep => Text::new("2段階認証", "a second step of authentication"),
        SignInCheck::Lockout => Text::new("失敗が続いたときのロック等", "lock-out after failures"),
    }
}

/// What an actor is called in a sentence.
fn name(actor: Actor) -> Text {
    match actor {
        Actor::Provider => Text::new("SaaS 提供者の管理者", "the provider's administrators"),
        Actor::City => Text::new("本市", "the city"),
        Actor::Contractor => Text::new("委託先", "contractors"),
        Actor::Subcontractor => Text::new("再委託先", "subcontractors"),
    }
}
