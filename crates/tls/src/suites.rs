//! Cipher suites by code and name, and what a name says: how keys are exchanged, who is authenticated, with which versions it can be
//! negotiated. What a suite is worth is not said here.

mod table;
mod traits;

use crate::Version;
use std::fmt;
use traits::Traits;

/// A cipher suite of SSL 3.0 to TLS 1.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suite {
    /// The code on the wire.
    pub code: u16,
    /// The name that IANA registers; a draft's name (`…_OLD` where it clashes with a registered one) for a suite that never was.
    pub name: &'static str,
    /// Its place in the table.
    place: usize,
}

/// How a suite exchanges keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exchange {
    /// Encrypted to the key of the certificate.
    Rsa,
    /// Finite-field Diffie-Hellman with a fresh key.
    Dhe,
    /// Finite-field Diffie-Hellman with the certificate's key.
    DhFixed,
    /// Elliptic-curve Diffie-Hellman with a fresh key.
    Ecdhe,
    /// Elliptic-curve Diffie-Hellman with the certificate's key.
    EcdhFixed,
    /// A shared key alone.
    Psk,
    /// A shared key, and finite-field Diffie-Hellman.
    DhePsk,
    /// A shared key, and elliptic-curve Diffie-Hellman.
    EcdhePsk,
    /// A shared key, and encryption to the key of the certificate.
    RsaPsk,
    /// Secure Remote Password (RFC 5054).
    Srp,
    /// Kerberos (RFC 2712).
    Kerberos,
    /// GOST R 34.10 (RFC 9189 and drafts before it).
    Gost,
    /// Password over elliptic curves (RFC 8492).
    Eccpwd,
    /// KEA of Fortezza (SSL 3.0).
    Fortezza,
    /// A hybrid of X25519 and `NewHope` that browsers tried in 2016.
    Cecpq1,
    /// TLS 1.3: said by groups, not by the suite.
    Any,
}

/// Who vouches for the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Authentication {
    /// An RSA certificate.
    Rsa,
    /// A DSA certificate.
    Dss,
    /// An ECDSA (or `EdDSA`) certificate.
    Ecdsa,
    /// Nobody.
    Anonymous,
    /// The shared key or password.
    Shared,
    /// Kerberos.
    Kerberos,
    /// A GOST certificate.
    Gost,
    /// KEA of Fortezza.
    Fortezza,
    /// TLS 1.3: said by the signature scheme.
    Any,
}

/// Kinds of groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Carries {
    /// No group.
    Nothing,
    /// A finite-field group (named by RFC 7919, or the server's own prime).
    FiniteField,
    /// An elliptic curve.
    Curve,
    /// Any group that TLS 1.3 names.
    Any,
}

impl Suite {
    /// Every suite that is known, by code.
    pub fn all() -> impl ExactSizeIterator<Item = Self> + Clone {
        table::NAMES.iter().enumerate().map(|(place, &(code, name))| Self { code, name, place })
    }

    /// The suite with this code.
    pub fn find(code: u32) -> Option<Self> {
        let code = u16::try_from(code).ok()?;
        let place = table::NAMES.binary_search_by_key(&code, |&(code, _)| code).ok()?;
        table::NAMES.get(place).map(|&(code, name)| Self { code, name, place })
    }

    /// The suite with this name.
    pub fn find_by_name(name: &str) -> Option<Self> {
        Self::all().find(|suite| suite.name == name)
    }

    /// How keys are exchanged.
    pub fn exchange(self) -> Exchange {
        self.traits().exchange
    }

    /// Who vouches for the server.
    pub fn authentication(self) -> Authentication {
        self.traits().authentication
    }

    /// Is it one of the suites that were weakened for export?
    pub fn is_export(self) -> bool {
        self.traits().export
    }

    /// What protects the data, as the name has it: `AES_128_GCM_SHA256`, `3DES_EDE_CBC_SHA`.
    pub fn protection(self) -> &'static str {
        self.traits().protection
    }

    /// Which suites protect the data alike but for the key size and the hash of SHA-2: those of the same number.
    pub(crate) fn kind_of_protection(self) -> usize {
        traits::KINDS_OF_PROTECTION.get(self.place).copied().unwrap_or(self.place)
    }

    /// The kind of group that its key exchange can carry.
    pub fn carries(self) -> Carries {
        self.traits().carries
    }

    /// The oldest version with which a server can agree to it. AEAD and suites that name their hash for the key derivation need
    /// TLS 1.2 (RFC 5246 §1.2, RFC 5288 §3, RFC 5289 §3); shared keys with CBC do not (RFC 5487 §3.2, RFC 5489 §3.2, RFC 6367 §3.3).
    pub fn oldest(self) -> Version {
        self.traits().oldest
    }

    /// The newest version with which a server can agree to it. EXPORT, DES and IDEA have no place in TLS 1.2 (RFC 5246, RFC 5469), yet
    /// servers accept them there, so that they have to be asked for.
    pub fn newest(self) -> Version {
        self.traits().newest
    }

    /// Can a server agree to it with this version?
    pub fn fits(self, version: Version) -> bool {
        let traits = self.traits();
        traits.oldest <= version && version <= traits.newest
    }

    fn traits(self) -> Traits {
        traits::OF_TABLE.get(self.place).copied().unwrap_or_else(|| Traits::of(self.name))
    }
}

impl fmt::Display for Suite {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

/// The cipher kinds of SSL 2.0, with their names (The SSL Protocol, 1995).
pub const SSL2_KINDS: [(u32, &str); 8] = [
    (0x01_0080, "SSL_CK_RC4_128_WITH_MD5"),
    (0x02_0080, "SSL_CK_RC4_128_EXPORT40_WITH_MD5"),
    (0x03_0080, "SSL_CK_RC2_128_CBC_WITH_MD5"),
    (0x04_0080, "SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5"),
    (0x05_0080, "SSL_CK_IDEA_128_CBC_WITH_MD5"),
    (0x06_0040, "SSL_CK_DES_64_CBC_WITH_MD5"),
    (0x07_00C0, "SSL_CK_DES_192_EDE3_CBC_WITH_MD5"),
    (0x08_0080, "SSL_CK_RC4_64_WITH_MD5"),
];

/// The name of a suite of SSL 3.0 and later, or of a cipher kind of SSL 2.0 (three bytes).
pub fn find_name(code: u32) -> Option<&'static str> {
    let kind = || SSL2_KINDS.iter().find(|(kind, _)| *kind == code).map(|(_, name)| *name);
    Suite::find(code).map(|suite| suite.name).or_else(kind)
}
