//! What one part comes to: list (LS-0001), strength (LS-0003), and the notes that limit its use. Not for how parts combine.

use super::Cryptrec;
use super::explanation::AlgorithmStatus;
use super::model::{Edition, Note, Part, When};
use super::resolve::ResolvedPart;
use super::sentences as say;
use super::strength::{Lasting, Strength};
use super::vocabulary::{Family, Listing, PartKind, Use};
use jiff::civil::Date;
use standard::Text;

/// What is asked of a part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question<'q> {
    pub(super) edition: Edition,
    /// The edition as sentences name it.
    pub(super) edition_name: &'q str,
    pub(super) used_for: Option<Use>,
    pub(super) until: Option<Date>,
    /// The weakest curve that the statement names, in bits of strength.
    pub(super) curve: Option<u32>,
}

/// What a part, or the statement, comes to; the later in this order decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Finding {
    /// The list has no category for it: it neither meets nor fails.
    Outside,
    /// No category, but accepted for this use.
    Accepted,
    /// On the recommended list.
    Good,
    /// On the recommended list, with a strength that ends.
    GoodUntil(Date),
    /// Somebody must be asked.
    Open,
    /// Its strength ends too early.
    Over(Date),
    /// On the recommended list, but not for this use.
    WrongUse,
    /// 推奨候補暗号リスト
    Candidate,
    /// 運用監視暗号リスト
    Monitored,
    /// On no list, or with a key below LS-0003, or outside what a note allows.
    Unlisted,
}

impl Finding {
    /// The status that it is shown as.
    pub(super) const fn status(self) -> AlgorithmStatus {
        match self {
            Self::Outside | Self::Accepted => AlgorithmStatus::NotApplicable,
            Self::Good | Self::WrongUse => AlgorithmStatus::Recommended,
            Self::GoodUntil(last) | Self::Over(last) => AlgorithmStatus::RecommendedUntil(last),
            Self::Open => AlgorithmStatus::NeedsEvidence,
            Self::Candidate => AlgorithmStatus::Candidate,
            Self::Monitored => AlgorithmStatus::Monitored,
            Self::Unlisted => AlgorithmStatus::Unlisted,
        }
    }

    /// Does it need no further reason to be shown?
    pub(super) const fn is_plain(self) -> bool {
        matches!(self, Self::Outside | Self::Accepted | Self::Good)
    }
}

impl Cryptrec {
    /// What `part` comes to, and why. `doubled`: its mode is XTS.
    pub(super) fn outcome(
        &self,
        part: &ResolvedPart,
        row: &Part,
        doubled: bool,
        ask: &Question<'_>,
    ) -> (Finding, Text) {
        let edition = ask.edition_name;
        let listing = row.listing.get(usize::from(ask.edition.0)).copied().unwrap_or(Listing::Unknown);
        let note = |other: fn(&Part, &str) -> Text| row.note.clone().unwrap_or_else(|| other(row, edition));
        match listing {
            Listing::Candidate => (Finding::Candidate, note(say::candidate)),
            Listing::Monitored => (Finding::Monitored, note(say::monitored)),
            Listing::Unlisted => {
                let open = row.note.is_none() || row.kind == PartKind::Protocol;
                (Finding::Unlisted, if open { note(say::unlisted) } else { say::unlisted(row, edition) })
            }
            Listing::Unknown => (Finding::Open, note(say::not_confirmed)),
            Listing::NoCategory => match self.limit(part, ask.used_for) {
                None if row.kind.is_outside_the_list() => (Finding::Outside, say::outside(row)),
                None => (Finding::Accepted, self.limiting_note(part).map_or_else(|| say::outside(row), text)),
                Some((Finding::Open, why)) => (Finding::Open, why),
                Some((_, why)) => (Finding::Unlisted, why),
            },
            Listing::Recommended => {
                let (finding, why) = self.lasting_outcome(part, row, doubled, ask);
                match self.limit(part, ask.used_for) {
                    Some((limited, limit)) if limited > finding => (limited, limit),
                    Some(_) | None => (finding, why),
                }
            }
        }
    }

    /// The outcome of a part of the recommended list by its strength.
    fn lasting_outcome(&self, part: &ResolvedPart, row: &Part, doubled: bool, ask: &Question<'_>) -> (Finding, Text) {
        let good = || {
            let is_curve = row.kind == PartKind::Curve;
            (Finding::Good, if is_curve { say::curve(row) } else { say::recommended(row, ask.edition_name) })
        };
        let judge = |strength: u32| match self.lasting(strength, ask.until) {
            Lasting::Usable => good(),
            Lasting::Until(last) => (Finding::GoodUntil(last), say::recommended_until(row, last, ask.edition_name)),
            Lasting::Over(last) => (Finding::Over(last), say::over(row, last, ask.until)),
            Lasting::TooWeak => (Finding::Unlisted, say::too_weak(row)),
        };
        match self.strength(row, part.key_bits(), doubled) {
            Strength::None => good(),
            Strength::Bits(bits) => judge(bits),
            Strength::NoSuchKey(bits) => (Finding::Open, say::no_such_key(row, bits)),
            Strength::NotStated => match ask.curve.filter(|_| row.family == Some(Family::Curve)) {
                Some(curve) => judge(curve),
                None if part.in_suite => good(),
                None => (Finding::Open, say::key_not_stated(row)),
            },
            // Any key length conforms, or the strongest only: then it must be known.
            Strength::Between(least, most) => match (judge(least), judge(most)) {
                ((Finding::Over(_) | Finding::Unlisted, _), (Finding::Good | Finding::GoodUntil(_), _)) => {
                    (Finding::Open, say::key_not_stated(row))
                }
                (weakest, _) => weakest,
            },
        }
    }

    /// Where a note limits the part to uses: what that means for this use. `None`: not limited, or within the limit.
    fn limit(&self, part: &ResolvedPart, used_for: Option<Use>) -> Option<(Finding, Text)> {
        let note = self.limiting_note(part)?;
        match used_for {
            Some(used_for) if note.uses.contains(&used_for) => None,
            Some(used_for) if !note.unclear_uses.contains(&used_for) => Some((Finding::WrongUse, note.text.clone())),
            Some(_) | None => Some((Finding::Open, say::use_not_stated(&note.text))),
        }
    }

    fn limiting_note(&self, part: &ResolvedPart) -> Option<&Note> {
        self.notes.iter().find(|note| !note.uses.is_empty() && note.applies_to.contains(&part.part))
    }

    /// The notes to show beside a part, with their ids.
    pub(super) fn notes_of<'c>(
        &'c self,
        part: &ResolvedPart,
        has_mac: bool,
        weak: bool,
    ) -> impl Iterator<Item = (&'c str, &'c Text)> {
        let index = part.part;
        let applies = move |note: &&Note| {
            note.applies_to.contains(&index)
                && note.uses.is_empty()
                && match note.when {
                    When::Always => true,
                    When::NoMac => !has_mac,
                    When::BadKey => weak,
                }
        };
        self.notes.iter().filter(applies).map(|note| (note.id.as_str(), &note.text))
    }
}

fn text(note: &Note) -> Text {
    note.text.clone()
}
