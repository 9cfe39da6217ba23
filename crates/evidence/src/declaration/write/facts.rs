//! The keys of each kind of fact, as `read` takes them.

use super::fields::{Fields, list};
use crate::cryptrec::Use;
use crate::declaration::model::{
    Certificate, Channel, Company, Consent, Court, Erasure, Factor, Forum, KeptAt, Key, Known, Law, Protection, SignIn,
    Store,
};
use crate::declaration::read::words::{
    ACTORS, BINDS, COMPANY_ROLES, ERASURE_TIMES, FACTORS, HOLDERS, KEY_PARTIES, MEANS, PATHS, PLACE_ROLES, ROLES,
    STORE_KINDS, word_of,
};
use standard::document::Value;

pub(super) fn law(fields: &mut Fields, law: &Law) {
    fields.text("contract", &law.contract).word("binds", BINDS, law.binds).known_text("country", &law.country);
}

pub(super) fn court(fields: &mut Fields, court: &Court) {
    let (forum, country) = match &court.forum {
        Forum::Court(country) => ("court", Some(country)),
        Forum::OnRequest(country) => ("on_request", Some(country)),
        Forum::Arbitration => ("arbitration", None),
        Forum::Silent => ("silent", None),
        Forum::Unknown => ("unknown", None),
    };
    fields.text("contract", &court.contract).word("binds", BINDS, court.binds);
    fields.text("forum", forum).find_text("country", country);
    fields.find_known_truth("exclusive", court.exclusive).find_known_truth("arbitration", court.arbitration);
}

pub(super) fn company(fields: &mut Fields, company: &Company) {
    fields.text("name", &company.name).word("role", COMPANY_ROLES, company.role);
    fields.known_text("country", &company.country);
}

pub(super) fn channel(fields: &mut Fields, channel: &Channel) {
    fields.word("path", PATHS, channel.path);
    fields.known("protection", &channel.protection, |protection| {
        let word = match protection {
            Protection::Tls { .. } => "tls",
            Protection::Vpn { .. } => "vpn",
            Protection::Nothing => "nothing",
        };
        Value::String(word.to_owned())
    });
    match &channel.protection {
        Known::Is(Protection::Tls { versions, suites }) => {
            fields.list("versions", texts(versions)).list("suites", texts(suites));
        }
        Known::Is(Protection::Vpn { methods }) => {
            fields.list("methods", texts(methods));
        }
        Known::Is(Protection::Nothing) | Known::Unknown | Known::NotApplicable => {}
    }
}

pub(super) fn store(fields: &mut Fields, store: &Store) {
    fields.text("name", &store.name).word("kind", STORE_KINDS, store.kind);
    if store.plain {
        fields.add("plain", Value::Boolean(true));
    } else {
        fields.known_text("method", &store.method);
    }
    fields.find_text("used_for", store.used_for.map(Use::word).map(str::to_owned).as_ref());
}

pub(super) fn sign_in(fields: &mut Fields, sign_in: &SignIn) {
    fields.word("actor", ACTORS, sign_in.actor);
    let words = |factors: &Vec<Factor>| list(factors.iter().map(|factor| word_of(FACTORS, factor)));
    fields.known("factors", &sign_in.factors, words);
    fields.known_truth("two_steps", sign_in.two_steps).known_truth("lockout", sign_in.lockout);
    fields.list("means", sign_in.means.iter().map(|means| word_of(MEANS, means)));
    fields.find_known_truth("local_login", sign_in.local_login).known_truth("enforced", sign_in.enforced);
}

pub(super) fn place(fields: &mut Fields, place: &KeptAt) {
    fields.word("role", PLACE_ROLES, place.role).known_text("at", &place.at).list("holds", texts(&place.holds));
}

pub(super) fn consent(fields: &mut Fields, consent: &Consent) {
    fields.text("country", &consent.country).list("about", texts(&consent.about));
    fields.known_truth("before_use", consent.before_use).known_truth("names_country", consent.names_country);
    fields.known_truth("explains_system", consent.explains_system);
    fields.known_truth("explains_measures", consent.explains_measures);
}

pub(super) fn key(fields: &mut Fields, key: &Key) {
    fields.list("covers", texts(&key.covers)).known_truth("own", key.own);
    fields.known("generated_by", &key.generated_by, |party| Value::String(word_of(KEY_PARTIES, party).to_owned()));
    fields.known_truth("held_by_city", key.held_by_city).known_text("held_at", &key.held_at);
}

pub(super) fn certificate(fields: &mut Fields, certificate: &Certificate) {
    fields.text("words", &certificate.words).find_word("holder", HOLDERS, certificate.holder);
    fields.find_word("role", ROLES, certificate.role);
    fields.known_truth("scope_names_service", certificate.scope_names_service);
    fields.known_truth("written_link", certificate.written_link);
    fields.find_date("suspended_from", certificate.suspended_from);
}

pub(super) fn erasure(fields: &mut Fields, erasure: &Erasure) {
    fields.word("at", ERASURE_TIMES, erasure.at).list("covers", texts(&erasure.covers));
    fields.known_text("medium", &erasure.medium).known_text("technique", &erasure.technique);
    fields.known_truth("deleted_at_end", erasure.deleted_at_end);
    let shown = &erasure.conditions;
    let mut conditions = Fields::default();
    conditions.find_truth("encrypted_before_writing", shown.encrypted_before_writing);
    conditions.find_truth("every_key_copy_destroyed", shown.every_key_copy_destroyed);
    conditions.find_truth("strength", shown.strength).find_truth("own_key", shown.own_key);
    conditions.find_truth("condition_shown", shown.condition_shown);
    if !conditions.is_empty() {
        fields.add("conditions", conditions.table());
    }
}

fn texts(texts: &[String]) -> impl Iterator<Item = &str> {
    texts.iter().map(String::as_str)
}
