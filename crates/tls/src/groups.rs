//! Groups of key exchange: codes, names and kinds (IANA's TLS Supported Groups registry, and two drafts that were deployed). What a
//! group is worth is not said here.

use crate::Version;
use crate::certificate::hexadecimal;
use crate::suites::Carries;
use aws_lc_rs::digest::{SHA256, digest};

/// A named group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// The code on the wire.
    pub code: u16,
    /// The name that IANA registers.
    pub name: &'static str,
    /// What it is made of.
    pub kind: GroupKind,
}

/// What a group is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupKind {
    /// A curve of TLS 1.2 and before alone (RFC 8422 and RFC 8446 left them out).
    OldCurve,
    /// A curve of TLS 1.0 to 1.3.
    Curve,
    /// A curve of TLS 1.3 alone.
    NewCurve,
    /// A finite field (RFC 7919).
    FiniteField,
    /// A post-quantum mechanism alone (TLS 1.3).
    PostQuantum,
    /// A curve and a post-quantum mechanism (TLS 1.3).
    Hybrid,
}

impl Group {
    /// Every group that is known, by code.
    pub fn all() -> impl ExactSizeIterator<Item = Self> + Clone {
        GROUPS.iter().map(|&(code, name, kind)| Self { code, name, kind })
    }

    /// The group with this code.
    pub fn find(code: u16) -> Option<Self> {
        Self::all().find(|group| group.code == code)
    }

    /// Can a key exchange with this version and this kind of suite use it?
    pub fn fits(self, version: Version, carries: Carries) -> bool {
        match self.kind {
            GroupKind::OldCurve => version < Version::Tls13 && carries == Carries::Curve,
            GroupKind::Curve => {
                matches!((version, carries), (Version::Tls13, Carries::Any))
                    || version < Version::Tls13 && carries == Carries::Curve
            }
            GroupKind::FiniteField => {
                matches!((version, carries), (Version::Tls13, Carries::Any))
                    || version < Version::Tls13 && carries == Carries::FiniteField
            }
            GroupKind::NewCurve | GroupKind::PostQuantum | GroupKind::Hybrid => {
                version == Version::Tls13 && carries == Carries::Any
            }
        }
    }
}

/// The group of RFC 7919 that has this prime, which suites before TLS 1.3 send in full. `prime` without leading zeros.
pub(crate) fn find_by_prime(prime: &[u8]) -> Option<u16> {
    let hash = hexadecimal(digest(&SHA256, prime).as_ref());
    PRIMES.iter().find(|(_, known)| *known == hash).map(|(group, _)| *group)
}

/// SHA-256 of the primes of RFC 7919 appendix A.
const PRIMES: [(u16, &str); 5] = [
    (0x0100, "9cd3b7f336872f46c09428d1bbc19877a4d440512cda8d1c1cf0cd6e33698966"),
    (0x0101, "0eaf67db3a839156d5013494a5318a772b5697d270d721f37f092efc69ea5a17"),
    (0x0102, "4648414224ac881b3d0dc59b466f96d06a558278776807797ecf1f66ff397b3e"),
    (0x0103, "227ac9066b3ddd9e193670cda2388fa884f65ba0cf98b742d1fe77a6687c79c7"),
    (0x0104, "770b14efaf6f049929c523113b3fa99a8d11dab1b18af3609590122075d19833"),
];

/// A key exchange spelled its curve out instead of naming it (RFC 4492 `explicit_prime`).
pub const EXPLICIT_PRIME_CURVE: u16 = 0xFF01;
/// The same over a binary field (`explicit_char2`).
pub const EXPLICIT_BINARY_CURVE: u16 = 0xFF02;

const GROUPS: [(u16, &str, GroupKind); 55] = [
    (0x0001, "sect163k1", GroupKind::OldCurve),
    (0x0002, "sect163r1", GroupKind::OldCurve),
    (0x0003, "sect163r2", GroupKind::OldCurve),
    (0x0004, "sect193r1", GroupKind::OldCurve),
    (0x0005, "sect193r2", GroupKind::OldCurve),
    (0x0006, "sect233k1", GroupKind::OldCurve),
    (0x0007, "sect233r1", GroupKind::OldCurve),
    (0x0008, "sect239k1", GroupKind::OldCurve),
    (0x0009, "sect283k1", GroupKind::OldCurve),
    (0x000A, "sect283r1", GroupKind::OldCurve),
    (0x000B, "sect409k1", GroupKind::OldCurve),
    (0x000C, "sect409r1", GroupKind::OldCurve),
    (0x000D, "sect571k1", GroupKind::OldCurve),
    (0x000E, "sect571r1", GroupKind::OldCurve),
    (0x000F, "secp160k1", GroupKind::OldCurve),
    (0x0010, "secp160r1", GroupKind::OldCurve),
    (0x0011, "secp160r2", GroupKind::OldCurve),
    (0x0012, "secp192k1", GroupKind::OldCurve),
    (0x0013, "secp192r1", GroupKind::OldCurve),
    (0x0014, "secp224k1", GroupKind::OldCurve),
    (0x0015, "secp224r1", GroupKind::OldCurve),
    (0x0016, "secp256k1", GroupKind::OldCurve),
    (0x0017, "secp256r1", GroupKind::Curve),
    (0x0018, "secp384r1", GroupKind::Curve),
    (0x0019, "secp521r1", GroupKind::Curve),
    (0x001A, "brainpoolP256r1", GroupKind::OldCurve),
    (0x001B, "brainpoolP384r1", GroupKind::OldCurve),
    (0x001C, "brainpoolP512r1", GroupKind::OldCurve),
    (0x001D, "x25519", GroupKind::Curve),
    (0x001E, "x448", GroupKind::Curve),
    (0x001F, "brainpoolP256r1tls13", GroupKind::NewCurve),
    (0x0020, "brainpoolP384r1tls13", GroupKind::NewCurve),
    (0x0021, "brainpoolP512r1tls13", GroupKind::NewCurve),
    (0x0022, "GC256A", GroupKind::Curve),
    (0x0023, "GC256B", GroupKind::Curve),
    (0x0024, "GC256C", GroupKind::Curve),
    (0x0025, "GC256D", GroupKind::Curve),
    (0x0026, "GC512A", GroupKind::Curve),
    (0x0027, "GC512B", GroupKind::Curve),
    (0x0028, "GC512C", GroupKind::Curve),
    (0x0029, "curveSM2", GroupKind::NewCurve),
    (0x0100, "ffdhe2048", GroupKind::FiniteField),
    (0x0101, "ffdhe3072", GroupKind::FiniteField),
    (0x0102, "ffdhe4096", GroupKind::FiniteField),
    (0x0103, "ffdhe6144", GroupKind::FiniteField),
    (0x0104, "ffdhe8192", GroupKind::FiniteField),
    (0x0200, "MLKEM512", GroupKind::PostQuantum),
    (0x0201, "MLKEM768", GroupKind::PostQuantum),
    (0x0202, "MLKEM1024", GroupKind::PostQuantum),
    (0x11EB, "SecP256r1MLKEM768", GroupKind::Hybrid),
    (0x11EC, "X25519MLKEM768", GroupKind::Hybrid),
    (0x11ED, "SecP384r1MLKEM1024", GroupKind::Hybrid),
    (0x11EE, "curveSM2MLKEM768", GroupKind::Hybrid),
    (0x6399, "X25519Kyber768Draft00", GroupKind::Hybrid),
    (0x639A, "SecP256r1Kyber768Draft00", GroupKind::Hybrid),
];
