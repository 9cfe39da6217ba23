//! LS-0003: how strong a part is with its key, and until when that strength may be used for new encryption. Not for the lists
//! (LS-0001).

use super::Cryptrec;
use super::model::{Part, Period};
use super::vocabulary::Family;
use jiff::civil::Date;

/// How a strength stands to the day until which it shall be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lasting {
    /// Usable, with no end in sight of that day.
    Usable,
    /// In its 移行完遂期間, or with no other: usable to this day.
    Until(Date),
    /// The last day is before the day asked for.
    Over(Date),
    /// Below every strength of LS-0003.
    TooWeak,
}

/// The strength of a part, in bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// Known.
    Bits(u32),
    /// The key's length is not stated, and the part exists from the first to the second strength.
    Between(u32, u32),
    /// The key's length is not stated, and any is possible.
    NotStated,
    /// The part has no key of this length in bits.
    NoSuchKey(u32),
    /// The part has no strength of its own (a mode).
    None,
}

impl Cryptrec {
    /// The strength of `part` with the stated `keys`, the weakest deciding. `doubled`: XTS takes two keys, and people state
    /// either the length of one or of both (NIST SP 800-38E: AES-256-XTS has 512 bits of key).
    pub(super) fn strength(&self, part: &Part, keys: impl Iterator<Item = u32>, doubled: bool) -> Strength {
        if let Some(bits) = part.strength {
            return Strength::Bits(bits);
        }
        let Some(family) = part.family else { return Strength::None };
        let mut weakest: Option<u32> = None;
        for stated in keys {
            let bits = if doubled && !part.key_bits.contains(&stated) { stated / 2 } else { stated };
            let strength = self.strength_of_key(family, bits);
            // A length that the cipher does not have is a slip of the pen, unless it would be too short in any case.
            if strength > 0 && !part.key_bits.is_empty() && !part.key_bits.contains(&bits) {
                return Strength::NoSuchKey(stated);
            }
            weakest = Some(weakest.map_or(strength, |weakest| weakest.min(strength)));
        }
        if let Some(bits) = weakest {
            return Strength::Bits(bits);
        }
        let lengths = part.key_bits.iter().map(|bits| self.strength_of_key(family, *bits));
        match (lengths.clone().min(), lengths.max()) {
            (Some(least), Some(most)) if least == most => Strength::Bits(least),
            (Some(least), Some(most)) => Strength::Between(least, most),
            (None, _) | (_, None) => Strength::NotStated,
        }
    }

    /// Bits of strength of a key; 0 where it is below every class.
    pub(super) fn strength_of_key(&self, family: Family, bits: u32) -> u32 {
        let rows = self.key_strengths.iter().filter(|row| row.family == family && row.at_least <= bits);
        rows.map(|row| row.strength).max().unwrap_or(0)
    }

    /// How long `strength` lasts for something that shall be in use `until`; `None`: no day is asked for.
    pub(super) fn lasting(&self, strength: u32, until: Option<Date>) -> Lasting {
        let Some(period) = self.period(strength) else { return Lasting::TooWeak };
        match period.transition_until {
            None => Lasting::Usable,
            Some(last) if until.is_some_and(|until| until > last) => Lasting::Over(last),
            Some(last) => match (period.usable_until, until) {
                (Some(_), None) => Lasting::Usable,
                (Some(usable), Some(until)) if until <= usable => Lasting::Usable,
                (None | Some(_), _) => Lasting::Until(last),
            },
        }
    }

    fn period(&self, strength: u32) -> Option<&Period> {
        self.periods.iter().rev().find(|period| period.strength <= strength)
    }
}
