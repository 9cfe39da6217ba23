//! 保存時の暗号 (№4): every copy is encrypted with a method of the CRYPTREC list, and database, files and backups are stated at least.
//! Not for keys (№6-5), and not for where a copy is kept.

#[cfg(test)]
mod tests;

use super::methods::{Method, find_edition, judge as judge_method, told};
use super::stated::english;
use super::subjects::{absent, by_subject, conclude, quoted, say};
use super::{Context, Finding};
use crate::cryptrec::{Edition, Use};
use crate::declaration::{Known, Stated, Store, StoreKind};
use standard::{Answer, Text};
use std::rc::Rc;

/// An item is never settled without these.
const REQUIRED: [StoreKind; 3] = [StoreKind::Database, StoreKind::Files, StoreKind::Backup];

/// Copies too, where a service makes them.
const FURTHER: [StoreKind; 3] = [StoreKind::Logs, StoreKind::Exports, StoreKind::SearchIndex];

pub(crate) fn settle(context: &Context<'_>, edition: &str) -> Finding {
    let edition = match find_edition(context, edition) {
        Ok(edition) => edition,
        Err(missing) => return missing,
    };
    let judge = |context: &Context<'_>, stated: &Stated<Store>| judge(context, edition, stated);
    let stores = &context.declaration.stores;
    let subjects = by_subject(context, stores, |store| (store.name.as_str(), store.kind), name, judge);
    let is_stated = |kind: &StoreKind| subjects.iter().any(|subject| subject.is_stated && subject.key.1 == *kind);
    let asks = REQUIRED.into_iter().filter(|kind| !is_stated(kind)).map(|kind| {
        Finding::missing(say(
            &kind_name(kind),
            "保存時の暗号が書かれていない。方式を尋ねる(保存しなければ「該当なし」)",
            "its encryption is not stated: ask for it (not applicable, where there is no such store)",
        ))
    });
    let asks: Vec<Finding> = asks.collect();
    let further: Vec<StoreKind> = FURTHER.into_iter().filter(|kind| !is_stated(kind)).collect();
    let found = conclude(subjects.into_iter().map(|subject| subject.finding).chain(asks).collect());
    if found.answer == Answer::NotApplicable {
        let ask =
            Text::new("保存先が一つもない。実際の保存先を尋ねる", "no store is there at all: ask for the real ones");
        return Finding { grounds: found.grounds, ..Finding::missing(ask) };
    }
    further.into_iter().fold(found, |found, kind| {
        found.with_note(say(
            &kind_name(kind),
            "複製があれば、その暗号も書く",
            "where such copies are kept, their encryption is needed too",
        ))
    })
}

fn judge(context: &Context<'_>, edition: Edition, stated: &Stated<Store>) -> Finding {
    let store = &stated.fact;
    let name = name((&store.name, store.kind));
    if store.plain {
        return Finding::from_fact(Answer::Unmet, stated, say(&name, "暗号化していない", "stored without encryption"));
    }
    let words = match &store.method {
        Known::Is(words) => words,
        Known::NotApplicable => return absent(stated, say(&name, "保存先がない", "there is no such store")),
        Known::Unknown => {
            return Finding::from_fact(Answer::Unknown, stated, say(&name, "方式は不明", "the method is not known"))
                .with_missing(say(
                    &name,
                    "暗号・利用モード・鍵長を尋ねる",
                    "ask for the cipher, its mode and its key length",
                ));
        }
    };
    let method = judge_for_its_use(context, edition, store, words);
    let (japanese, english) = told(words, &method.why);
    let text = say(&name, &japanese, &english);
    let mut found = Finding::from_fact(method.answer, stated, text.clone());
    match method.answer {
        Answer::Met => {
            found.holds_until = found.holds_until.into_iter().chain(method.until).min();
            found.notes.clone_from(&method.notes);
            if method.explanation.used_for == Some(Use::Volume) {
                found.notes.push(say(
                    &name,
                    "ボリューム単位の暗号化。そこから取り出した写しには及ばない",
                    "the volume is encrypted: copies taken out of it are not",
                ));
            }
        }
        Answer::Unknown => found.missing.push(text),
        Answer::Unmet | Answer::NotApplicable => {}
    }
    found
}

/// What is encrypted is told by the fact, else by the method's name (`BitLocker`: a volume), else by the kind of store. A database may
/// be encrypted by fields or beneath, by volumes: where that makes a difference, it is asked.
fn judge_for_its_use(context: &Context<'_>, edition: Edition, store: &Store, words: &str) -> Rc<Method> {
    let judge = |used_for| judge_method(context, edition, words, used_for);
    let unasked = judge(None);
    let told = store.used_for.or(unasked.explanation.used_for);
    if let Some(used_for) = told {
        return if is_of_data_at_rest(used_for) { judge(told) } else { no_use_of_data_at_rest(&unasked, used_for) };
    }
    match store.kind {
        StoreKind::Files => judge(Some(Use::File)),
        StoreKind::Backup | StoreKind::Exports => judge(Some(Use::Backup)),
        StoreKind::Database | StoreKind::Logs | StoreKind::SearchIndex => {
            let by_field = judge(Some(Use::Field));
            let differs = by_field.answer != judge(Some(Use::Volume)).answer;
            if differs { Rc::new(Method { answer: Answer::Unknown, ..(*unasked).clone() }) } else { by_field }
        }
    }
}

const fn is_of_data_at_rest(used_for: Use) -> bool {
    match used_for {
        Use::Volume | Use::File | Use::Backup | Use::Field => true,
        Use::KeyWrap | Use::Password | Use::Channel => false,
    }
}

/// What wraps keys, stores passwords or protects a channel says nothing of the data that is kept.
fn no_use_of_data_at_rest(method: &Method, used_for: Use) -> Rc<Method> {
    let used_for = used_for.word();
    let why = Text::new(
        format!("用途が保存ではない({used_for})。保存するデータの暗号を尋ねる"),
        format!("its use is not storage ({used_for}): ask how the data that is kept is encrypted"),
    );
    Rc::new(Method { answer: Answer::Unknown, why, ..method.clone() })
}

/// What a store is called in a sentence.
fn name((name, kind): (&str, StoreKind)) -> Text {
    let (name, kind) = (quoted(name), kind_name(kind));
    Text::new(format!("保存先「{name}」({})", kind.japanese), format!("store `{name}` ({})", english(&kind)))
}

fn kind_name(kind: StoreKind) -> Text {
    match kind {
        StoreKind::Database => Text::new("データベース", "database"),
        StoreKind::Files => Text::new("ファイル", "files"),
        StoreKind::Backup => Text::new("バックアップ", "backup"),
        StoreKind::Logs => Text::new("内容を含むログ", "logs with content"),
        StoreKind::Exports => Text::new("書き出し", "exports"),
        StoreKind::SearchIndex => Text::new("検索用の索引", "search index"),
    }
}
