//! The three profiles of the guideline, and what they ask. Not for which server fits which: that is `tls_verdict`'s.

use standard::Text;

/// A profile, the strictest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// 高セキュリティ型
    High,
    /// 推奨セキュリティ型
    Recommended,
    /// セキュリティ例外型
    Exception,
}

impl Profile {
    /// Every profile, the strictest first.
    pub const ALL: [Self; 3] = [Self::High, Self::Recommended, Self::Exception];

    /// The word of the command line, the API and the reference file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Recommended => "recommended",
            Self::Exception => "exception",
        }
    }

    /// The profile that `word` names; `None` for any other word.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.word() == word)
    }

    /// Its name.
    pub fn name(self) -> Text {
        match self {
            Self::High => Text::new("高セキュリティ型", "high-security profile"),
            Self::Recommended => Text::new("推奨セキュリティ型", "recommended-security profile"),
            Self::Exception => Text::new("セキュリティ例外型", "security-exception profile"),
        }
    }
}

/// What a profile asks where something is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Demand {
    /// Nothing.
    #[default]
    None,
    /// 推奨項目: advice, which keeps nobody from the profile.
    Should,
    /// Whether it keeps from the profile could not be confirmed.
    Unclear,
    /// 遵守項目: it keeps from the profile.
    Must,
}

impl Demand {
    /// What it does to the profile; advice does nothing.
    pub(crate) const fn fit(self) -> Fit {
        match self {
            Self::None | Self::Should => Fit::Fits,
            Self::Unclear => Fit::Undecided,
            Self::Must => Fit::DoesNotFit,
        }
    }
}

/// Does a server fit a profile? The worst part decides: in this order the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// It does.
    Fits,
    /// It is not known.
    Undecided,
    /// It does not.
    DoesNotFit,
}

impl Fit {
    /// The word of the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Fits => "fits",
            Self::Undecided => "undecided",
            Self::DoesNotFit => "does_not_fit",
        }
    }
}

/// What each profile asks where something is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Demands {
    /// 高セキュリティ型
    pub high: Demand,
    /// 推奨セキュリティ型
    pub recommended: Demand,
    /// セキュリティ例外型
    pub exception: Demand,
}

impl Demands {
    /// Every profile asks it.
    pub(crate) const fn all(demand: Demand) -> Self {
        Self { high: demand, recommended: demand, exception: demand }
    }

    /// What one profile asks.
    pub const fn of(self, profile: Profile) -> Demand {
        match profile {
            Profile::High => self.high,
            Profile::Recommended => self.recommended,
            Profile::Exception => self.exception,
        }
    }

    /// Does a stricter profile ask at least what a laxer one does, as far as it keeps a server from the profile?
    pub(crate) fn are_in_order(self) -> bool {
        self.high.fit() >= self.recommended.fit() && self.recommended.fit() >= self.exception.fit()
    }
}
