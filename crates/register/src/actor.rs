//! Who acts: a person, in a post, for a 実施機関. Not for proving it: the rooms above do that before they ask here.

use crate::names::{OrganizationId, PersonId, PostId};
use serde::{Deserialize, Serialize};
use standard::Text;

/// Who acts. What the post may do, and that the person holds it, the configuration says.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// The person.
    pub person: PersonId,
    /// The post he acts in.
    pub post: PostId,
    /// The 実施機関 he acts for.
    pub organization: OrganizationId,
}

/// What a post is for. Which posts there are, and who holds them, is configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 担当: opens uses, asks vendors, drafts.
    Officer,
    /// 情報管理者: the head of the section that holds the information.
    InformationManager,
    /// 局(区)情報管理者.
    BureauManager,
    /// 審査.
    Reviewer,
    /// CISO.
    Ciso,
    /// 監査: reads, and changes nothing.
    Auditor,
    /// 事業者.
    Vendor,
    /// 運用: the configuration, and nothing of any use.
    Administrator,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 8] = [
        Self::Officer,
        Self::InformationManager,
        Self::BureauManager,
        Self::Reviewer,
        Self::Ciso,
        Self::Auditor,
        Self::Vendor,
        Self::Administrator,
    ];

    /// The word of files and of the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::InformationManager => "information_manager",
            Self::BureauManager => "bureau_manager",
            Self::Reviewer => "reviewer",
            Self::Ciso => "ciso",
            Self::Auditor => "auditor",
            Self::Vendor => "vendor",
            Self::Administrator => "administrator",
        }
    }

    /// The word for people.
    pub fn label(self) -> Text {
        match self {
            Self::Officer => Text::new("担当", "officer"),
            Self::InformationManager => Text::new("情報管理者", "information manager"),
            Self::BureauManager => Text::new("局(区)情報管理者", "bureau information manager"),
            Self::Reviewer => Text::new("審査", "reviewer"),
            Self::Ciso => Text::new("CISO", "CISO"),
            Self::Auditor => Text::new("監査", "auditor"),
            Self::Vendor => Text::new("事業者", "vendor"),
            Self::Administrator => Text::new("運用", "administrator"),
        }
    }
}
