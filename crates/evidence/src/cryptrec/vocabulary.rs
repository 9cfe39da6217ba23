//! The small vocabularies of the CRYPTREC reference: uses, kinds of parts, lists, families of keys. Each word stands in the
//! file, on the command line and in the API in the same spelling.

/// What is encrypted, or protected otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Use {
    /// A storage device or volume as a whole.
    Volume,
    /// Files or objects.
    File,
    /// Backups and exports.
    Backup,
    /// Single fields of a record.
    Field,
    /// Keys, by other keys.
    KeyWrap,
    /// Passwords that are only ever compared.
    Password,
    /// A communication path.
    Channel,
}

impl Use {
    /// Every use, in the order in which they are offered.
    pub const ALL: [Self; 7] =
        [Self::Volume, Self::File, Self::Backup, Self::Field, Self::KeyWrap, Self::Password, Self::Channel];

    /// The word of the command line, the API and the reference file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Volume => "volume",
            Self::File => "file",
            Self::Backup => "backup",
            Self::Field => "field",
            Self::KeyWrap => "key-wrap",
            Self::Password => "password",
            Self::Channel => "channel",
        }
    }

    /// The use that `word` names; `None` for any other word.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|candidate| candidate.word() == word)
    }
}

/// What a part does. The first group are categories of LS-0001; the last three have no category there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// 署名
    Signature,
    /// 守秘 by public key
    PublicKeyEncryption,
    /// 鍵共有
    KeyAgreement,
    /// Key encapsulation (post-quantum).
    Kem,
    /// An RSA key whose scheme is not stated.
    PublicKey,
    /// ブロック暗号: needs a mode.
    BlockCipher,
    /// ストリーム暗号
    StreamCipher,
    /// 認証暗号
    AuthenticatedEncryption,
    /// 秘匿モード
    Mode,
    /// 認証付き秘匿モード
    AuthenticatedMode,
    /// ハッシュ関数
    Hash,
    /// メッセージ認証コード
    Mac,
    /// エンティティ認証
    EntityAuthentication,
    /// An elliptic curve: a parameter of ECDH, ECDSA or `EdDSA`.
    Curve,
    /// A version of a protocol.
    Protocol,
    /// 鍵ラップ: no category of the list.
    KeyWrap,
    /// 鍵導出: no category of the list.
    KeyDerivation,
    /// パスワードハッシュ: no category of the list.
    PasswordHash,
}

impl PartKind {
    /// Every kind.
    pub const ALL: [Self; 18] = [
        Self::Signature,
        Self::PublicKeyEncryption,
        Self::KeyAgreement,
        Self::Kem,
        Self::PublicKey,
        Self::BlockCipher,
        Self::StreamCipher,
        Self::AuthenticatedEncryption,
        Self::Mode,
        Self::AuthenticatedMode,
        Self::Hash,
        Self::Mac,
        Self::EntityAuthentication,
        Self::Curve,
        Self::Protocol,
        Self::KeyWrap,
        Self::KeyDerivation,
        Self::PasswordHash,
    ];

    /// The word of the reference file and the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::PublicKeyEncryption => "public-key-encryption",
            Self::KeyAgreement => "key-agreement",
            Self::Kem => "kem",
            Self::PublicKey => "public-key",
            Self::BlockCipher => "block-cipher",
            Self::StreamCipher => "stream-cipher",
            Self::AuthenticatedEncryption => "authenticated-encryption",
            Self::Mode => "mode",
            Self::AuthenticatedMode => "authenticated-mode",
            Self::Hash => "hash",
            Self::Mac => "mac",
            Self::EntityAuthentication => "entity-authentication",
            Self::Curve => "curve",
            Self::Protocol => "protocol",
            Self::KeyWrap => "key-wrap",
            Self::KeyDerivation => "key-derivation",
            Self::PasswordHash => "password-hash",
        }
    }

    /// The kind that `word` names; `None` for any other word.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|candidate| candidate.word() == word)
    }

    /// Has it no category in LS-0001, so that it neither passes nor fails?
    pub const fn is_outside_the_list(self) -> bool {
        matches!(self, Self::KeyDerivation | Self::PasswordHash)
    }
}

/// Where an edition of LS-0001 has an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Listing {
    /// 電子政府推奨暗号リスト
    Recommended,
    /// 推奨候補暗号リスト
    Candidate,
    /// 運用監視暗号リスト
    Monitored,
    /// On none of the three.
    Unlisted,
    /// The list has no category for such a thing.
    NoCategory,
    /// It could not be confirmed.
    Unknown,
}

impl Listing {
    /// The listing that a word of the reference file names.
    pub(super) fn find(word: &str) -> Option<Self> {
        Some(match word {
            "recommended" => Self::Recommended,
            "candidate" => Self::Candidate,
            "monitored" => Self::Monitored,
            "unlisted" => Self::Unlisted,
            "no_category" => Self::NoCategory,
            "unknown" => Self::Unknown,
            _ => return None,
        })
    }
}

/// How a key's length in bits relates to strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Family {
    /// Keys of ciphers.
    Symmetric,
    /// The modulus of RSA, the field of DH and DSA.
    Modulus,
    /// The order of an elliptic curve.
    Curve,
}

impl Family {
    /// The family that a word of the reference file names.
    pub(super) fn find(word: &str) -> Option<Self> {
        Some(match word {
            "symmetric" => Self::Symmetric,
            "modulus" => Self::Modulus,
            "curve" => Self::Curve,
            _ => return None,
        })
    }

    /// Can a number of this size be the length in bits of such a key? Anything else that stands beside a name is a number of
    /// another meaning (a year, a tag length) and is reported as not understood.
    pub(super) fn is_plausible(self, bits: u32) -> bool {
        match self {
            Self::Symmetric => (40..=512).contains(&bits),
            Self::Modulus => (512..=16_384).contains(&bits),
            Self::Curve => (160..=640).contains(&bits),
        }
    }
}
