//! The rows of the CRYPTREC reference as the program holds them. Not for reading the file (`read`), nor for judging
//! (`explain`), nor for the small vocabularies that rows use (`vocabulary`).

use super::vocabulary::{Family, Listing, PartKind, Use};
use crate::reference::Provenance;
use jiff::civil::Date;
use standard::Text;
use std::sync::Arc;

/// A place in one of the tables of a [`super::Cryptrec`].
pub(super) type Index = u16;

/// An edition of LS-0001 that a [`super::Cryptrec`] knows. Only meaningful with the reference it was asked of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Edition(pub(super) u8);

/// An edition of LS-0001.
#[derive(Clone, Debug)]
pub(super) struct EditionRow {
    pub(super) id: String,
    /// What documents call it: `LS-0001-2022`.
    pub(super) name: String,
    pub(super) published: Option<Date>,
    /// Spellings, folded.
    pub(super) names: Vec<String>,
    /// What every explanation under this edition should say.
    pub(super) note: Option<Text>,
    pub(super) provenance: Provenance,
}

/// Until when a strength may be used for new encryption and signatures (LS-0003).
#[derive(Clone, Debug)]
pub(super) struct Period {
    /// Bits of strength.
    pub(super) strength: u32,
    /// The last day of 「利用可」; `None`: there is no such phase, or no end.
    pub(super) usable_until: Option<Date>,
    /// The last day of 「移行完遂期間」; `None`: no end.
    pub(super) transition_until: Option<Date>,
    pub(super) provenance: Provenance,
}

/// Which strength a key of a family has from a length on.
#[derive(Clone, Debug)]
pub(super) struct KeyStrength {
    pub(super) family: Family,
    /// Bits of key length.
    pub(super) at_least: u32,
    /// Bits of strength.
    pub(super) strength: u32,
    pub(super) provenance: Provenance,
}

/// When a note is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// Wherever the part occurs.
    Always,
    /// Where nothing authenticates the data.
    NoMac,
    /// Where a key length is below LS-0003.
    BadKey,
}

/// A note (注) to an entry, and the uses it limits the entry to.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub(super) id: String,
    pub(super) applies_to: Vec<Index>,
    /// The only uses for which the entry counts; empty: any.
    pub(super) uses: Vec<Use>,
    /// Uses for which a person must look.
    pub(super) unclear_uses: Vec<Use>,
    pub(super) when: When,
    pub(super) text: Text,
    pub(super) provenance: Provenance,
}

/// One technique.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) id: String,
    /// As LS-0001 writes it, where it is there.
    pub(super) name: String,
    pub(super) kind: PartKind,
    /// One for each edition.
    pub(super) listing: Vec<Listing>,
    /// The key lengths in bits that it has; empty: any of its family.
    pub(super) key_bits: Vec<u32>,
    pub(super) family: Option<Family>,
    /// Bits of strength, where the name fixes it.
    pub(super) strength: Option<u32>,
    pub(super) note: Option<Text>,
    /// That it is on the recommended list, for each edition: said of nearly every part, so made once.
    pub(super) recommended: Vec<Arc<Text>>,
    pub(super) provenance: Arc<Provenance>,
}

impl Part {
    /// Does any edition have it on the recommended list?
    pub(super) fn is_ever_recommended(&self) -> bool {
        self.listing.contains(&Listing::Recommended)
    }
}

/// What kind of name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameKind {
    /// Another way of writing its parts.
    Alias,
    /// A cipher suite: it names its parts, but not the size of their keys.
    Suite,
    /// A product or feature that fixes its parts.
    Fixed,
    /// A product or feature whose parts are a matter of settings.
    Open,
}

/// What people write for one or more parts, or for a product.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) id: String,
    pub(super) kind: NameKind,
    pub(super) parts: Vec<Index>,
    /// The length in bits of the key of its cipher or public key.
    pub(super) key_bits: Option<u32>,
    /// The use that the name implies.
    pub(super) implied: Option<Use>,
    pub(super) note: Option<Text>,
    /// What to ask, for [`NameKind::Open`].
    pub(super) ask: Option<Text>,
    pub(super) provenance: Provenance,
}
