//! The words of a declaration's closed vocabularies, and what each means. The schema lists the same; a test compares them.

use crate::certification::{Holder, Role};
use crate::declaration::model::{
    Actor, Binds, CompanyRole, Factor, KeyParty, Origin, Path, PlaceRole, SignInMeans, StoreKind,
};
use standard::check::ErasureTime;

/// Words, and what each means.
pub(in crate::declaration) type Words<T> = [(&'static str, T)];

pub(in crate::declaration) const ORIGINS: &Words<Origin> =
    &[("declared", Origin::Declared), ("documented", Origin::Documented), ("measured", Origin::Measured)];

pub(in crate::declaration) const BINDS: &Words<Binds> = &[("city", Binds::City), ("users", Binds::Users)];

pub(in crate::declaration) const COMPANY_ROLES: &Words<CompanyRole> = &[
    ("operator", CompanyRole::Operator),
    ("parent", CompanyRole::Parent),
    ("sub_processor", CompanyRole::SubProcessor),
];

pub(in crate::declaration) const PATHS: &Words<Path> =
    &[("user", Path::User), ("admin", Path::Admin), ("back_end", Path::BackEnd), ("replication", Path::Replication)];

pub(in crate::declaration) const STORE_KINDS: &Words<StoreKind> = &[
    ("database", StoreKind::Database),
    ("files", StoreKind::Files),
    ("backup", StoreKind::Backup),
    ("logs", StoreKind::Logs),
    ("exports", StoreKind::Exports),
    ("search_index", StoreKind::SearchIndex),
];

pub(in crate::declaration) const ACTORS: &Words<Actor> = &[
    ("provider", Actor::Provider),
    ("city", Actor::City),
    ("contractor", Actor::Contractor),
    ("subcontractor", Actor::Subcontractor),
];

pub(in crate::declaration) const FACTORS: &Words<Factor> =
    &[("knowledge", Factor::Knowledge), ("possession", Factor::Possession), ("biometrics", Factor::Biometrics)];

pub(in crate::declaration) const MEANS: &Words<SignInMeans> = &[
    ("password", SignInMeans::Password),
    ("secret_question", SignInMeans::SecretQuestion),
    ("app_code", SignInMeans::AppCode),
    ("token_code", SignInMeans::TokenCode),
    ("email_code", SignInMeans::EmailCode),
    ("sms_code", SignInMeans::SmsCode),
    ("passkey", SignInMeans::Passkey),
    ("client_certificate", SignInMeans::ClientCertificate),
    ("biometrics", SignInMeans::Biometrics),
    ("city_sso", SignInMeans::CitySso),
];

pub(in crate::declaration) const PLACE_ROLES: &Words<PlaceRole> = &[
    ("primary", PlaceRole::Primary),
    ("replica", PlaceRole::Replica),
    ("backup", PlaceRole::Backup),
    ("disaster_recovery", PlaceRole::DisasterRecovery),
    ("logs", PlaceRole::Logs),
    ("sub_processor", PlaceRole::SubProcessor),
];

pub(in crate::declaration) const KEY_PARTIES: &Words<KeyParty> =
    &[("city", KeyParty::City), ("vendor", KeyParty::Vendor), ("platform", KeyParty::Platform)];

pub(in crate::declaration) const HOLDERS: &Words<Holder> = &[
    ("saas", Holder::Saas),
    ("developer", Holder::Developer),
    ("iaas", Holder::Iaas),
    ("group", Holder::Group),
    ("reseller", Holder::Reseller),
];

pub(in crate::declaration) const ROLES: &Words<Role> =
    &[("provider", Role::Provider), ("customer", Role::Customer), ("both", Role::Both)];

pub(in crate::declaration) const ERASURE_TIMES: &Words<ErasureTime> =
    &[("contract_end", ErasureTime::ContractEnd), ("disposal", ErasureTime::Disposal)];

/// The word for a meaning, for messages.
pub(in crate::declaration) fn word_of<T: PartialEq>(words: &Words<T>, meaning: &T) -> &'static str {
    words.iter().find(|(_, value)| value == meaning).map_or("", |(word, _)| word)
}
