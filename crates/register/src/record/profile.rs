//! What a section says of its use: the purpose, the information with class and place, the contract, who manages it. Not for what the
//! vendor declares.

use crate::canonical::{Digest, Lines};
use crate::list::List;
use crate::names::{ClassName, InformationName, PostId};
use crate::words::{Line, Prose};
use evidence::declaration::{Information, Known};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a section says of its use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// 利用目的.
    pub purpose: Prose,
    /// The information, item by item; at least one.
    pub information: List<InformationItem>,
    /// Why the information is of its class, where that needs saying; the strictest class always does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class_reason: Option<Prose>,
    /// The contract, where it is known already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<Contract>,
    /// クラウドサービス管理者, by post.
    pub manager: PostId,
}

/// A group of information of the use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InformationItem {
    /// Its name in files; what a declaration's places hold is named by it.
    pub id: InformationName,
    /// Its name for people.
    pub name: Line,
    /// Its class.
    pub class: ClassName,
    /// Does it hold personal information?
    #[serde(default)]
    pub personal: YesNo,
    /// Does staff enter it about others, who then see no screen of consent?
    #[serde(default)]
    pub entered_by_staff: YesNo,
    /// Where the section knows it to be kept, as in a declaration: `aws:ap-northeast-1`, `JP`. Stands beside what the vendor
    /// declares, never in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Line>,
    /// The clause that its class rests on: 情報公開条例第7条第1号.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<Line>,
}

/// Yes, no, or nobody knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
    /// 不明.
    #[default]
    Unknown,
}

/// The contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub until: Date,
}

impl Profile {
    /// SHA-256 over the information alone: what a judgement rests on.
    pub fn information_hash(&self) -> Digest {
        let mut lines = Lines::new("kijun information 1");
        self.add_information(&mut lines);
        lines.digest()
    }

    pub(crate) fn add_information(&self, lines: &mut Lines) {
        for item in &self.information {
            lines.add("information", &item.id);
            lines.add("information.name", &item.name);
            lines.add("information.class", &item.class);
            lines.add("information.personal", item.personal.word());
            lines.add("information.entered_by_staff", item.entered_by_staff.word());
            lines.add_some("information.place", item.place.as_ref());
            lines.add_some("information.clause", item.clause.as_ref());
        }
    }
}

impl YesNo {
    fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }

    fn known(self) -> Known<bool> {
        match self {
            Self::Yes => Known::Is(true),
            Self::No => Known::Is(false),
            Self::Unknown => Known::Unknown,
        }
    }
}

impl InformationItem {
    /// The same in the words of a declaration.
    pub(crate) fn stated(&self) -> Information {
        Information {
            id: self.id.to_string(),
            name: self.name.to_string(),
            class: self.class.to_string(),
            personal: self.personal.known(),
            entered_by_staff: self.entered_by_staff.known(),
        }
    }
}
