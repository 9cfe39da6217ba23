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

/// A trie over bytes. From its root lead some hundred ways, from most states one: the root has a table, the others have lists.
#[derive(Clone, Debug)]
pub(super) struct Spellings {
    /// The state that each first byte leads to.
    root: [Option<State>; 256],
    states: Vec<Node>,
}

/// The place of a node.
type State = u32;

/// What has been read so far, where it ends with `byte`.
#[derive(Clone, Debug)]
struct Node {
    byte: u8,
    target: Option<Target>,
    /// The first of the nodes that follow this one.
    child: Option<State>,
    /// The next of the nodes that follow the same one, in the order in which they were added: what is written most stands first.
    sibling: Option<State>,
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
    /// A table of nothing.
    pub(super) fn new() -> Self {
        Self { root: [None; 256], states: Vec::new() }
    }

    /// Adds a folded spelling. Gives back the target that already has it, if that is another one.
    pub(super) fn add(&mut self, spelling: &str, target: Target) -> Result<(), Target> {
        let mut state = None;
        for byte in spelling.bytes().filter(|byte| is_within(*byte)) {
            state = self.next(state, byte).or_else(|| self.add_node(state, byte));
        }
        match state.and_then(|state| self.states.get_mut(state as usize)) {
            Some(Node { target: Some(other), .. }) if *other != target => Err(*other),
            Some(node) => {
                node.target = Some(target);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// The state that a byte leads to, from the root (`None`) or from a state.
    fn next(&self, from: Option<State>, byte: u8) -> Option<State> {
        let byte = byte.to_ascii_lowercase();
        let Some(from) = from else { return self.root.get(usize::from(byte)).copied().flatten() };
        let mut child = self.node(from)?.child;
        while let Some(state) = child {
            let node = self.node(state)?;
            if node.byte == byte {
                return child;
            }
            child = node.sibling;
        }
        None
    }

    fn node(&self, state: State) -> Option<&Node> {
        self.states.get(state as usize)
    }

    /// Adds a node behind a state that has none for this byte.
    fn add_node(&mut self, from: Option<State>, byte: u8) -> Option<State> {
        let byte = byte.to_ascii_lowercase();
        let fresh = State::try_from(self.states.len()).ok()?;
        let mut last = from.and_then(|from| self.node(from)?.child);
        while let Some(next) = last.and_then(|state| self.node(state)?.sibling) {
            last = Some(next);
        }
        self.states.push(Node { byte, target: None, child: None, sibling: None });
        let way = match (from, last) {
            (None, _) => self.root.get_mut(usize::from(byte)),
            (Some(_), Some(last)) => self.states.get_mut(last as usize).map(|node| &mut node.sibling),
            (Some(from), None) => self.states.get_mut(from as usize).map(|node| &mut node.child),
        };
        *way? = Some(fresh);
        Some(fresh)
    }

    /// The longest spelling that begins at `start` of folded `text`, and where it ends.
    pub(super) fn longest(&self, text: &[u8], start: usize) -> Option<(Target, usize)> {
        let mut state = None;
        let mut found = None;
        let mut separators = 0;
        let mut at = start;
        while let Some(byte) = text.get(at).copied() {
            match glyph(byte) {
                Glyph::Weak if separators < SEPARATORS_WITHIN && at > start => separators += 1,
                Glyph::Weak | Glyph::Strong | Glyph::Bracket => break,
                Glyph::Letter | Glyph::Digit | Glyph::Wide | Glyph::Continuation => {
                    separators = 0;
                    state = self.next(state, byte);
                    let Some(node) = state.and_then(|state| self.node(state)) else { break };
                    if let Some(target) = node.target
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
