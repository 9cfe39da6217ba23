//! From what people write to the techniques it names: `AES-256-XTS` → AES with a key of 256 bits, XTS. Nothing is guessed: a
//! mode that is not written is not there, and what was not understood is reported. Not for what the parts mean together.

use super::Cryptrec;
use super::folded::Folded;
use super::model::{Index, NameKind};
use super::spellings::{Glyph, Target, glyph, is_boundary};
use super::vocabulary::PartKind;
use std::ops::Range;

/// A part holds at most this many stated key lengths (AES has three); further ones are reported as not understood.
const KEYS_OF_A_PART: usize = 4;

/// What was recognised in some words. Ranges are bytes of those words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// The techniques, in order.
    pub parts: Vec<ResolvedPart>,
    /// The names of products, suites and compounds that were recognised, in order.
    pub names: Vec<ResolvedName>,
    /// What was not understood.
    pub unknown: Vec<Range<usize>>,
    /// Words that deny or except something (`ない`, `except`): a person must read the sentence.
    pub negations: Vec<Range<usize>>,
}

/// A technique that was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedPart {
    pub(super) part: Index,
    pub(super) keys: [u32; KEYS_OF_A_PART],
    /// Which entry of the list it stands in, from 0.
    pub(super) entry: u32,
    /// From a suite, whose name does not tell the size of keys.
    pub(super) in_suite: bool,
    /// From a product that fixes its scheme.
    pub(super) fixed_by_product: bool,
    /// Where it was found.
    pub words: Range<usize>,
}

/// A compound name or a product that was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedName {
    pub(super) name: Index,
    /// Which entry of the list it stands in, from 0.
    pub(super) entry: u32,
    /// Where it was found.
    pub words: Range<usize>,
}

impl ResolvedPart {
    /// The key lengths in bits that were written for it.
    pub fn key_bits(&self) -> impl Iterator<Item = u32> {
        self.keys.into_iter().take_while(|bits| *bits > 0)
    }
}

impl Cryptrec {
    /// What `words` name. Takes time in proportion to their length.
    pub fn resolve(&self, words: &str) -> Resolved {
        let folded = Folded::new(words);
        let mut scan = Scan::new(self, &folded);
        scan.run();
        scan.resolved
    }

    /// The id of the row that a part was resolved to: `aes`, `hmac-sha-256`.
    pub fn part_id(&self, part: &ResolvedPart) -> &str {
        self.part(part.part).map_or("", |row| &row.id)
    }

    /// What a part does.
    pub fn part_kind(&self, part: &ResolvedPart) -> Option<PartKind> {
        self.part(part.part).map(|row| row.kind)
    }

    /// The id of the row that a name was resolved to: `bitlocker`, `a256gcm`.
    pub fn name_id(&self, name: &ResolvedName) -> &str {
        self.name(name.name).map_or("", |row| &row.id)
    }
}

/// A number that stands before it is known what it belongs to.
struct Pending {
    bits: u32,
    words: Range<usize>,
    /// Where it goes if what follows cannot take it.
    fallback: Option<usize>,
}

struct Scan<'c, 'f, 'w> {
    cryptrec: &'c Cryptrec,
    folded: &'f Folded<'w>,
    resolved: Resolved,
    /// The part whose key length a number that follows can be.
    bearer: Option<usize>,
    /// Was that part the last thing that was written?
    bearer_is_last: bool,
    pending: Option<Pending>,
    /// Has a list separator been passed since the last part or number?
    separated: bool,
    /// How many list separators have been passed.
    entry: u32,
}

impl<'c, 'f, 'w> Scan<'c, 'f, 'w> {
    fn new(cryptrec: &'c Cryptrec, folded: &'f Folded<'w>) -> Self {
        let resolved = Resolved { parts: Vec::with_capacity(4), ..Resolved::default() };
        Self {
            cryptrec,
            folded,
            resolved,
            bearer: None,
            bearer_is_last: false,
            pending: None,
            separated: false,
            entry: 0,
        }
    }

    fn run(&mut self) {
        let text = self.folded.bytes();
        let mut at = 0;
        while let Some(byte) = text.get(at).copied() {
            match glyph(byte) {
                Glyph::Weak | Glyph::Bracket => at += 1,
                Glyph::Strong => {
                    self.separate();
                    at += 1;
                }
                Glyph::Letter | Glyph::Digit | Glyph::Wide | Glyph::Continuation => at = self.word(text, at),
            }
        }
        self.settle_pending();
    }

    fn separate(&mut self) {
        self.separated = true;
        self.entry = self.entry.saturating_add(1);
    }

    /// Takes what begins at `start`; gives back where it ends.
    fn word(&mut self, text: &[u8], start: usize) -> usize {
        if let Some((target, end)) = self.cryptrec.spellings.longest(text, start) {
            let words = self.folded.origin(start..end);
            match target {
                Target::Part(part) => self.push(part, [0; KEYS_OF_A_PART], words, NameKind::Alias),
                Target::Name(name) => self.push_name(name, &words),
                Target::Filler => {}
                Target::Joiner => self.separate(),
                Target::Negation => self.resolved.negations.push(words),
            }
            return end;
        }
        let end = (start + 1..text.len()).find(|at| is_boundary(text, *at)).unwrap_or(text.len());
        let words = self.folded.origin(start..end);
        match text.get(start..end).and_then(number) {
            Some(bits) => self.number(bits, words),
            None => self.unknown(words),
        }
        end
    }

    fn push(&mut self, part: Index, keys: [u32; KEYS_OF_A_PART], words: Range<usize>, from: NameKind) {
        let Some(row) = self.cryptrec.part(part) else { return };
        let at = self.resolved.parts.len();
        self.resolved.parts.push(ResolvedPart {
            part,
            keys,
            entry: self.entry,
            in_suite: from == NameKind::Suite,
            fixed_by_product: from == NameKind::Fixed,
            words,
        });
        if self.pending.is_some() {
            self.settle_before(at);
        }
        self.separated = false;
        if row.family.is_some() {
            (self.bearer, self.bearer_is_last) = (Some(at), true);
        } else if matches!(row.kind, PartKind::Mode | PartKind::AuthenticatedMode | PartKind::KeyWrap) {
            // `AES-GCM-256`: the number belongs to the cipher before the mode.
            self.bearer_is_last = false;
        } else {
            self.bearer = None;
        }
    }

    fn push_name(&mut self, name: Index, words: &Range<usize>) {
        let Some(row) = self.cryptrec.name(name) else { return };
        self.resolved.names.push(ResolvedName { name, entry: self.entry, words: words.clone() });
        for part in &row.parts {
            let takes = self.cryptrec.part(*part).is_some_and(|part| part.family.is_some());
            let keys = [row.key_bits.filter(|_| takes).unwrap_or(0), 0, 0, 0];
            self.push(*part, keys, words.clone(), row.kind);
        }
    }

    fn number(&mut self, bits: u32, words: Range<usize>) {
        self.settle_pending();
        let takes = self.bearer.filter(|at| {
            let unset = self.resolved.parts.get(*at).is_some_and(|part| part.key_bits().next().is_none());
            self.bearer_is_last || unset
        });
        match takes {
            Some(at) if !self.separated => self.give(at, bits, words),
            fallback => self.pending = Some(Pending { bits, words, fallback }),
        }
        self.separated = false;
    }

    /// A number stood before the part at `next`: `256-bit AES`. After a list separator it belongs to what came before:
    /// `AES-128、192、Camellia`.
    fn settle_before(&mut self, next: usize) {
        let Some(pending) = self.pending.take() else { return };
        let to = if self.separated || !self.can_take(next, pending.bits) { pending.fallback } else { Some(next) };
        match to {
            Some(at) => self.give(at, pending.bits, pending.words),
            None => self.unknown(pending.words),
        }
    }

    fn settle_pending(&mut self) {
        let Some(pending) = self.pending.take() else { return };
        match pending.fallback {
            Some(at) => self.give(at, pending.bits, pending.words),
            None => self.unknown(pending.words),
        }
    }

    fn can_take(&self, at: usize, bits: u32) -> bool {
        let part = self.resolved.parts.get(at).and_then(|part| self.cryptrec.part(part.part));
        part.and_then(|row| row.family).is_some_and(|family| family.is_plausible(bits))
    }

    fn give(&mut self, at: usize, bits: u32, words: Range<usize>) {
        let plausible = self.can_take(at, bits);
        let free = self.resolved.parts.get_mut(at).filter(|_| plausible);
        match free.and_then(|part| part.keys.iter_mut().find(|key| **key == 0 || **key == bits)) {
            Some(key) => *key = bits,
            None => self.unknown(words),
        }
    }

    /// Neighbours are one: `Foo Bar` is reported once.
    fn unknown(&mut self, words: Range<usize>) {
        match self.resolved.unknown.last_mut().filter(|last| last.end + 1 >= words.start && last.end <= words.start) {
            Some(last) => last.end = words.end,
            None => self.resolved.unknown.push(words),
        }
    }
}

/// The number that ASCII digits write; `None` for letters, and for numbers no key length has.
fn number(digits: &[u8]) -> Option<u32> {
    if digits.len() > 5 {
        return None;
    }
    digits.iter().try_fold(0_u32, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
}
