//! The four verdicts.

use crate::text::Text;

/// What the judge says of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// 適合: every clause is held.
    Conforms,
    /// 不適合: a clause is lost, whatever the open ones turn out to be.
    DoesNotConform,
    /// 未確定: no clause is lost, and some are open.
    Undecided,
    /// 対象外: the standard does not apply to the class.
    OutOfScope,
}

impl Verdict {
    /// The word of files and of the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Conforms => "conforms",
            Self::DoesNotConform => "does_not_conform",
            Self::Undecided => "undecided",
            Self::OutOfScope => "out_of_scope",
        }
    }

    /// The word for people.
    pub fn label(self) -> Text {
        match self {
            Self::Conforms => Text::new("適合", "conforms"),
            Self::DoesNotConform => Text::new("不適合", "does not conform"),
            Self::Undecided => Text::new("未確定", "undecided"),
            Self::OutOfScope => Text::new("対象外", "out of scope"),
        }
    }
}
