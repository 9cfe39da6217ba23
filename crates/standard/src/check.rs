//! Which kind of stated fact settles an item: a small closed vocabulary with parameters, written in the standard's file, so
//! that another city's standard reuses the checks without code. Doing the checking is the room above's work (`evidence`).

/// What settles an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// 準拠法: the law of this country governs every contract that binds.
    Law {
        /// ISO 3166-1 alpha-2.
        country: String,
    },
    /// 管轄: a court of this country is designated, or can be.
    Court {
        /// ISO 3166-1 alpha-2.
        country: String,
    },
    /// 通信経路: every path is encrypted with methods of this edition of the CRYPTREC list, or by a VPN.
    Channels {
        /// Edition of LS-0001, as the reference data names it: `2022`.
        edition: String,
    },
    /// 保存: every store is encrypted with methods of this edition of the CRYPTREC list.
    Stores {
        /// Edition of LS-0001, as the reference data names it: `2022`.
        edition: String,
    },
    /// 管理画面へのログイン, of every actor.
    SignIn {
        /// What must be offered.
        offers: SignInCheck,
    },
    /// 場所: every place where information is kept is in this country.
    Places {
        /// ISO 3166-1 alpha-2.
        country: String,
    },
    /// 海外の保存: every holding abroad is covered in this way or in another of the same clause.
    Overseas {
        /// The way.
        covered_by: Cover,
    },
    /// 認証: one of these schemes is held.
    Certificate {
        /// Ids of schemes, as the reference data names them.
        schemes: Vec<String>,
    },
    /// 消去: it reaches Purge or Destroy.
    Erasure {
        /// When.
        at: ErasureTime,
    },
}

/// What a sign-in must offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignInCheck {
    /// 複数要素認証.
    MultiFactor,
    /// 2段階認証.
    TwoStep,
    /// アカウントのロック等.
    Lockout,
}

/// What lets information be kept abroad.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cover {
    /// The person's consent, with the three texts.
    Consent,
    /// A country recognised as equivalent.
    Adequacy,
    /// The information is of this class.
    Class(String),
    /// The city's own key (BYOK).
    OwnKey,
}

/// When an erasure takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErasureTime {
    /// 契約終了時.
    ContractEnd,
    /// 機器の廃棄時.
    Disposal,
}
