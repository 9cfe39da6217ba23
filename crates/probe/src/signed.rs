//! An observation that was made on another machine (a closed network), signed there and verified here. Every byte of the file counts:
//! the signature covers the head and the observation exactly as they stand, so nothing is written anew before it is verified.

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use jiff::Timestamp;
use standard::{Place, Problem, Text};
use std::fmt::Write as _;
use zeroize::Zeroizing;

/// The first line of a signed file. It goes into the signature, so that a signature for anything else is none here.
const FIRST_LINE: &str = "kijun signed observation 1";
const KEY_LINE: &str = "kijun signing key 1";
/// Longest name of a person or machine, in characters.
const LONGEST_NAME: usize = 200;

/// A key that signs.
pub struct SigningKey {
    seed: Zeroizing<[u8; 32]>,
    pair: Ed25519KeyPair,
    public: PublicKey,
}

/// A key that signatures are verified with: 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PublicKey([u8; 32]);

/// Who measured, on which machine, when it was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Who answers for the measurement.
    pub by: String,
    /// The machine that measured.
    pub machine: String,
    /// When it was signed.
    pub at: Timestamp,
}

/// An observation whose signature holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified<'file> {
    /// Who says so.
    pub statement: Statement,
    /// The bytes that were signed: the observation as it was written.
    pub payload: &'file [u8],
}

/// Why a file or key is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rejected {
    /// It is no signed observation.
    NotSigned,
    /// Its head is not as it has to be.
    Head,
    /// It was signed with another key than the trusted one.
    OtherKey,
    /// The signature does not hold: the file was changed.
    Changed,
    /// It is no key.
    Key,
    /// A name is empty, too long, or has line ends or control characters.
    Name,
}

impl SigningKey {
    /// The key of a seed: 32 random bytes.
    pub fn from_seed(seed: [u8; 32]) -> Result<Self, Rejected> {
        let seed = Zeroizing::new(seed);
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.as_slice()).map_err(|_| Rejected::Key)?;
        let public = pair.public_key().as_ref().try_into().map(PublicKey).map_err(|_| Rejected::Key)?;
        Ok(Self { seed, pair, public })
    }

    /// Reads what [`SigningKey::to_file`] wrote.
    pub fn from_file(text: &str) -> Result<Self, Rejected> {
        let digits = text.strip_prefix(KEY_LINE).ok_or(Rejected::Key)?;
        Self::from_seed(bytes_of(digits.trim()).ok_or(Rejected::Key)?)
    }

    /// The key as a file, to be kept secret.
    pub fn to_file(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("{KEY_LINE}\n{}\n", hexadecimal(self.seed.as_slice())))
    }

    /// The other half, to be given to whoever imports.
    pub const fn public(&self) -> PublicKey {
        self.public
    }

    /// A signed file around an observation.
    pub fn sign(&self, statement: &Statement, payload: &[u8]) -> Result<Vec<u8>, Rejected> {
        let Statement { by, machine, at } = statement;
        if !is_name(by) || !is_name(machine) {
            return Err(Rejected::Name);
        }
        let mut file = format!("{FIRST_LINE}\nby: {by}\nmachine: {machine}\nat: {at}\nkey: {}\n", self.public().text());
        let signature = self.pair.sign(&message(file.as_bytes(), payload));
        let _ = writeln!(file, "signature: {}\n", hexadecimal(signature.as_ref()));
        Ok([file.as_bytes(), payload].concat())
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "SigningKey({})", self.public().text())
    }
}

impl PublicKey {
    /// Reads the 64 digits.
    pub fn parse(text: &str) -> Result<Self, Rejected> {
        bytes_of(text.trim()).map(Self).ok_or(Rejected::Key)
    }

    /// The 64 digits.
    pub fn text(&self) -> String {
        hexadecimal(&self.0)
    }

    /// What a file signed with this key says; nothing of it is to be believed before.
    pub fn verify<'file>(&self, file: &'file [u8]) -> Result<Verified<'file>, Rejected> {
        if !is_signed(file) {
            return Err(Rejected::NotSigned);
        }
        let end = file.windows(2).position(|pair| pair == b"\n\n").ok_or(Rejected::Head)?;
        let (whole_head, payload) = file.split_at_checked(end + 2).ok_or(Rejected::Head)?;
        let whole_head = std::str::from_utf8(whole_head).map_err(|_| Rejected::Head)?;
        let (head, signature) = whole_head.rsplit_once("signature: ").ok_or(Rejected::Head)?;
        let signature: [u8; 64] = signature.strip_suffix("\n\n").and_then(bytes_of).ok_or(Rejected::Head)?;
        let (statement, key) = read_head(head).ok_or(Rejected::Head)?;
        if key != *self {
            return Err(Rejected::OtherKey);
        }
        UnparsedPublicKey::new(&ED25519, self.0)
            .verify(&message(head.as_bytes(), payload), &signature)
            .map_err(|_| Rejected::Changed)?;
        Ok(Verified { statement, payload })
    }
}

/// Does the file begin like a signed observation?
pub fn is_signed(file: &[u8]) -> bool {
    file.strip_prefix(FIRST_LINE.as_bytes()).is_some_and(|rest| rest.first() == Some(&b'\n'))
}

/// What is signed: the head with its length before it, so that no byte can move between head and observation.
fn message(head: &[u8], payload: &[u8]) -> Vec<u8> {
    let length = u64::try_from(head.len()).unwrap_or(u64::MAX).to_be_bytes();
    [length.as_slice(), head, payload].concat()
}

fn read_head(head: &str) -> Option<(Statement, PublicKey)> {
    let mut lines = head.lines().skip(1);
    let mut value = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(": ");
    let by = value("by")?.to_owned();
    let machine = value("machine")?.to_owned();
    let at = value("at")?.parse().ok()?;
    let key = bytes_of(value("key")?).map(PublicKey)?;
    lines.next().is_none().then_some((Statement { by, machine, at }, key))
}

fn is_name(name: &str) -> bool {
    !name.trim().is_empty() && name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Bytes of small hexadecimal digits; one spelling alone, so that no byte of a signed file can be changed unnoticed.
fn bytes_of<const LENGTH: usize>(text: &str) -> Option<[u8; LENGTH]> {
    let digits = text.as_bytes();
    let clean = digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    if !clean || digits.len() != LENGTH * 2 {
        return None;
    }
    let mut bytes = [0; LENGTH];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

impl Rejected {
    /// The same for the operator, about the file or key that he named.
    pub fn problem(self, file: &str) -> Problem {
        let (code, japanese, english) = match self {
            Self::NotSigned => ("signed-not", "署名付きの測定結果ではありません", "this is no signed observation"),
            Self::Head => ("signed-head", "署名の見出しが壊れています", "the head of the signature is damaged"),
            Self::OtherKey => (
                "signed-other-key",
                "信頼する鍵とは別の鍵で署名されています",
                "it was signed with another key than the trusted one",
            ),
            Self::Changed => (
                "signed-changed",
                "署名が合いません。署名のあとで書き換えられています",
                "the signature does not hold: the file was changed after it was signed",
            ),
            Self::Key => ("signed-key", "鍵として読めません", "this is no key"),
            Self::Name => (
                "signed-name",
                "署名する人や機器の名前が空か、長すぎるか、改行を含みます",
                "the name of a person or machine is empty, too long or has line ends",
            ),
        };
        Problem::error(code, file, Place::Whole, Text::new(japanese, english)).with_hint(match self {
            Self::NotSigned | Self::Head | Self::Changed => {
                Text::new("測った機器からもう一度取り寄せます", "fetch it again from the machine that measured")
            }
            Self::OtherKey => Text::new(
                "--trust に、測った機器の公開鍵を渡します",
                "give the public key of the machine that measured to --trust",
            ),
            Self::Key => Text::new("kijun probe keygen で作ります", "make one with kijun probe keygen"),
            Self::Name => Text::new(
                format!("1 から {LONGEST_NAME} 文字で書きます"),
                format!("write 1 to {LONGEST_NAME} characters"),
            ),
        })
    }
}
