//! The prepared table of everything that can be recognised: a trie over folded spellings, compiled when the reference loads.
//! Separators inside a name do not count (`AES-GCM` = `aesgcm` = `AES GCM`); where letters meet digits a name may begin or
//! end (`AES256`), within a run of letters it may not (`des` is not in `describes`). Not for what the names mean together.

use super::model::Index;

/// What a spelling stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A technique.
    Part(Index),
    /// A name of several, or of a product.
    Name(Index),
    /// A word without a technique.
    Filler,
    /// A word that joins a list.
    Joiner,
    /// A denial or an exception.
    Negation,
}

/// A trie over bytes. Bytes that occur in no spelling share the class 0, from which nothing leads on.
#[derive(Clone, Debug)]
pub(super) struct Spellings {
    classes: [u8; 256],
    class_count: usize,
    /// `steps[state * class_count + class]`: the next state; 0 is none (the root is never entered again).
    steps: Vec<u32>,
    ends: Vec<Option<Target>>,
}

/// How a byte of folded text can stand in or between names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glyph {
    Letter,
    Digit,
    /// The first byte of a character outside ASCII.
    Wide,
    /// A further byte of one.
    Continuation,
    /// May stand within a name.
    Weak,
    /// Ends a name and separates the entries of a list.
    Strong,
    /// Ends a name.
    Bracket,
}

/// The glyph of a byte of folded UTF-8 text.
pub(super) const fn glyph(byte: u8) -> Glyph {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' => Glyph::Letter,
        b'0'..=b'9' => Glyph::Digit,
        b'-' | b'_' | b' ' | b'.' | b'/' | b':' | b'@' | b'(' | b')' => Glyph::Weak,
        0x80..=0xbf => Glyph::Continuation,
        0xc0..=0xff => Glyph::Wide,
        b',' | b';' | b'+' | b'&' | b'|' | b'\n' | b'\r' => Glyph::Strong,
        _ => Glyph::Bracket,
    }
}

/// More separators than this in a row are not within a name: `AES ------ 256` is a table somebody drew.
const SEPARATORS_WITHIN: usize = 2;

impl Spellings {
    /// A table of nothing that has classes for the bytes of `spellings`.
    pub(super) fn prepared<'s>(spellings: impl Iterator<Item = &'s str>) -> Self {
        let mut classes = [0_u8; 256];
        let mut used = 0_u8;
        for byte in spellings.flat_map(str::bytes).filter(|byte| is_within(*byte)) {
            if let Some(class) = classes.get_mut(usize::from(byte)).filter(|class| **class == 0)
                && let Some(next) = used.checked_add(1)
            {
                used = next;
                *class = next;
            }
        }
        let class_count = usize::from(used) + 1;
        Self { classes, class_count, steps: vec![0; class_count], ends: vec![None] }
    }

    /// Adds a folded spelling. Gives back the target that already has it, if that is another one.
    pub(super) fn add(&mut self, spelling: &str, target: Target) -> Result<(), Target> {
        let mut state = 0_usize;
        for byte in spelling.bytes().filter(|byte| is_within(*byte)) {
            let slot = state * self.class_count + self.class(byte);
            state = match self.steps.get(slot) {
                Some(next) if *next != 0 => *next as usize,
                _ => {
                    let fresh = self.ends.len();
                    self.ends.push(None);
                    self.steps.resize(self.steps.len() + self.class_count, 0);
                    if let (Some(step), Ok(number)) = (self.steps.get_mut(slot), u32::try_from(fresh)) {
                        *step = number;
                    }
                    fresh
                }
            };
        }
        match self.ends.get_mut(state) {
            Some(end) => match end {
                Some(other) if *other != target => Err(*other),
                _ => {
                    *end = Some(target);
                    Ok(())
                }
            },
            None => Ok(()),
        }
    }

    /// The longest spelling that begins at `start` of folded `text`, and where it ends.
    pub(super) fn longest(&self, text: &[u8], start: usize) -> Option<(Target, usize)> {
        let mut state = 0_usize;
        let mut found = None;
        let mut separators = 0;
        let mut at = start;
        while let Some(byte) = text.get(at).copied() {
            match glyph(byte) {
                Glyph::Weak if separators < SEPARATORS_WITHIN && at > start => separators += 1,
                Glyph::Weak | Glyph::Strong | Glyph::Bracket => break,
                Glyph::Letter | Glyph::Digit | Glyph::Wide | Glyph::Continuation => {
                    separators = 0;
                    let slot = state * self.class_count + self.class(byte);
                    match self.steps.get(slot) {
                        Some(next) if *next != 0 => state = *next as usize,
                        _ => break,
                    }
                    if let Some(target) = self.ends.get(state).copied().flatten()
                        && is_boundary(text, at + 1)
                    {
                        found = Some((target, at + 1));
                    }
                }
            }
            at += 1;
        }
        found
    }

    fn class(&self, byte: u8) -> usize {
        self.classes.get(usize::from(byte.to_ascii_lowercase())).copied().map_or(0, usize::from)
    }
}

const fn is_within(byte: u8) -> bool {
    matches!(glyph(byte), Glyph::Letter | Glyph::Digit | Glyph::Wide | Glyph::Continuation)
}

/// May a name begin or end between the byte before `at` and the byte there?
pub(super) fn is_boundary(text: &[u8], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|at| text.get(at)) else { return true };
    let Some(after) = text.get(at) else { return true };
    match (glyph(*before), glyph(*after)) {
        (_, Glyph::Continuation) | (Glyph::Letter, Glyph::Letter) | (Glyph::Digit, Glyph::Digit) => false,
        (
            Glyph::Letter
            | Glyph::Digit
            | Glyph::Wide
            | Glyph::Continuation
            | Glyph::Weak
            | Glyph::Strong
            | Glyph::Bracket,
            Glyph::Letter | Glyph::Digit | Glyph::Wide | Glyph::Weak | Glyph::Strong | Glyph::Bracket,
        ) => true,
    }
}
