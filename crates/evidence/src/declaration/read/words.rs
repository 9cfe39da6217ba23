//! The words of a declaration's closed vocabularies, and what each means. The schema lists the same; a test compares them.

use crate::certification::{Holder, Role};
use crate::declaration::model::{Actor, Binds, Factor, KeyParty, Origin, Path, PlaceRole, StoreKind};
use standard::check::ErasureTime;

/// Words, and what each means.
pub(super) type Words<T> = [(&'static str, T)];

pub(super) const ORIGINS: &Words<Origin> =
    &[("declared", Origin::Declared), ("documented", Origin::Documented), ("measured", Origin::Measured)];

pub(super) const BINDS: &Words<Binds> = &[("city", Binds::City), ("users", Binds::Users)];

pub(super) const PATHS: &Words<Path> =
    &[("user", Path::User), ("admin", Path::Admin), ("back_end", Path::BackEnd), ("replication", Path::Replication)];

pub(super) const STORE_KINDS: &Words<StoreKind> = &[
    ("database", StoreKind::Database),
    ("files", StoreKind::Files),
    ("backup", StoreKind::Backup),
    ("logs", StoreKind::Logs),
    ("exports", StoreKind::Exports),
    ("search_index", StoreKind::SearchIndex),
];

pub(super) const ACTORS: &Words<Actor> = &[
    ("provider", Actor::Provider),
    ("city", Actor::City),
    ("contractor", Actor::Contractor),
    ("subcontractor", Actor::Subcontractor),
];

pub(super) const FACTORS: &Words<Factor> =
    &[("knowledge", Factor::Knowledge), ("possession", Factor::Possession), ("biometrics", Factor::Biometrics)];

pub(super) const PLACE_ROLES: &Words<PlaceRole> = &[
    ("primary", PlaceRole::Primary),
    ("replica", PlaceRole::Replica),
    ("backup", PlaceRole::Backup),
    ("disaster_recovery", PlaceRole::DisasterRecovery),
    ("logs", PlaceRole::Logs),
    ("sub_processor", PlaceRole::SubProcessor),
];

pub(super) const KEY_PARTIES: &Words<KeyParty> =
    &[("city", KeyParty::City), ("vendor", KeyParty::Vendor), ("platform", KeyParty::Platform)];

pub(super) const HOLDERS: &Words<Holder> = &[
    ("saas", Holder::Saas),
    ("developer", Holder::Developer),
    ("iaas", Holder::Iaas),
    ("group", Holder::Group),
    ("reseller", Holder::Reseller),
];

pub(super) const ROLES: &Words<Role> =
    &[("provider", Role::Provider), ("customer", Role::Customer), ("both", Role::Both)];

pub(super) const ERASURE_TIMES: &Words<ErasureTime> =
    &[("contract_end", ErasureTime::ContractEnd), ("disposal", ErasureTime::Disposal)];

/// The word for a meaning, for messages.
pub(super) fn word_of<T: PartialEq>(words: &Words<T>, meaning: &T) -> &'static str {
    words.iter().find(|(_, value)| value == meaning).map_or("", |(word, _)| word)
}
