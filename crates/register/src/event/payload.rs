//! What happened, one variant each. A tag or a field once written is never renamed; a field may be added with a default.

use crate::canonical::Digest;
use crate::configuration::Configuration;
use crate::file::{FileName, MediaType};
use crate::list::List;
use crate::names::{ItemName, OrganizationId, PostId, ProviderId, SectionId, ServiceId, UseId};
use crate::numbering::DocumentNumber;
use crate::record::approval::{ApprovalRoute, InPlaceOf};
use crate::record::close_out::CloseOutStep;
use crate::record::judgement::{Basis, ItemReview, JudgementRecord, SettledAnswer};
use crate::record::profile::Profile;
use crate::record::renewal::AskedAgain;
use crate::words::{Line, Prose};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

macro_rules! payloads {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })+) => {
        /// What happened.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Payload {
            $($(#[$doc])* $name($name),)+
        }

        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub struct $name {
                $($(#[$field_doc])* pub $field: $type,)*
            }

            impl From<$name> for Payload {
                fn from(payload: $name) -> Self {
                    Self::$name(payload)
                }
            }
        )+

        impl Payload {
            /// The tag of every payload, as it is written.
            pub const TAGS: &'static [&'static str] = &[$(stringify!($name)),+];
        }
    };
}

payloads! {
    /// The configuration was set.
    ConfigurationSet {
        /// The whole of it.
        configuration: Box<Configuration>,
    }
    /// The clock was found right, although it was before the last event or far after it.
    ClockSet {
        /// The time of the last event.
        was: Timestamp,
        /// How it was checked, and what was wrong before.
        reason: Prose,
    }
    /// A provider was registered.
    ProviderRegistered {
        /// By which 実施機関.
        organization: OrganizationId,
        /// Its name in files.
        id: ProviderId,
        /// Its name for people.
        name: Line,
    }
    /// A service was registered.
    ServiceRegistered {
        /// By which 実施機関.
        organization: OrganizationId,
        /// Its name in files.
        id: ServiceId,
        /// Its name for people.
        name: Line,
        /// Who provides it.
        provider: ProviderId,
        /// Who operates it, where that is another company (OEM).
        operator: Option<Line>,
    }
    /// 利用案件 was opened.
    UseOpened {
        /// Its number.
        use_id: UseId,
        /// Whose it is.
        organization: OrganizationId,
        /// The section.
        section: SectionId,
        /// The service.
        service: ServiceId,
        /// What the section says of it.
        profile: Box<Profile>,
    }
    /// What the section says of its use was changed.
    ProfileChanged {
        /// The use.
        use_id: UseId,
        /// The whole of it.
        profile: Box<Profile>,
    }
    /// 回答依頼: the vendor was asked.
    DeclarationRequested {
        /// The use.
        use_id: UseId,
        /// By when.
        due: Date,
        /// What besides the form.
        note: Option<Prose>,
    }
    /// A declaration arrived.
    DeclarationSubmitted {
        /// The use.
        use_id: UseId,
        /// Its version, from 1.
        version: u32,
        /// How the document is written.
        notation: DocumentNotation,
        /// SHA-256 of the document.
        hash: Digest,
        /// The document, byte for byte.
        document: String,
    }
    /// A document was handed in.
    EvidenceAttached {
        /// The use.
        use_id: UseId,
        /// Its number within the use, from 1.
        evidence: u32,
        /// What the file was called.
        name: FileName,
        /// What kind of file it is said to be.
        media_type: MediaType,
        /// In bytes.
        size: u64,
        /// SHA-256 of the file.
        hash: Digest,
        /// The name under which the sealed file is kept.
        blob: Digest,
        /// The id of the declaration's document that it is.
        document: Option<Line>,
        /// What it shows.
        note: Option<Prose>,
    }
    /// A document was withdrawn; it stays where it is.
    EvidenceWithdrawn {
        /// The use.
        use_id: UseId,
        /// Its number.
        evidence: u32,
        /// Why.
        reason: Prose,
    }
    /// 差戻し to the vendor: something is missing in the declaration.
    DeclarationReturned {
        /// The use.
        use_id: UseId,
        /// By when.
        due: Date,
        /// What, item by item.
        comments: List<ItemComment>,
    }
    /// The review began: what it rests on, and what the facts say.
    ReviewStarted {
        /// The use.
        use_id: UseId,
        /// What it rests on.
        basis: Box<Basis>,
        /// The items whose answers a reviewer must verify.
        asked: List<ItemName>,
        /// What the facts say of every item.
        settled: List<SettledAnswer>,
        /// Reviews of items where nothing changed since the last one.
        carried: List<ItemReview>,
    }
    /// Items were verified.
    ItemsReviewed {
        /// The use.
        use_id: UseId,
        /// Which, and how.
        reviews: List<ItemReview>,
    }
    /// 総合検討 was decided.
    OverallReviewDecided {
        /// The use.
        use_id: UseId,
        /// The standard's name for the decision.
        decision: ItemName,
        /// 可 or 不可.
        approved: bool,
        /// Why.
        reason: Prose,
        /// The last day it holds.
        until: Date,
    }
    /// A risk was accepted for a time.
    RiskAccepted {
        /// The use.
        use_id: UseId,
        /// Its number within the use, from 1.
        risk: u32,
        /// The item that is not met.
        item: ItemName,
        /// Why, and what is done instead.
        reason: Prose,
        /// The last day it holds.
        until: Date,
    }
    /// A condition was laid down.
    ConditionAdded {
        /// The use.
        use_id: UseId,
        /// Its number within the use, from 1.
        condition: u32,
        /// What must be done.
        text: Prose,
        /// By when.
        due: Date,
    }
    /// A condition was met.
    ConditionMet {
        /// The use.
        use_id: UseId,
        /// Its number.
        condition: u32,
        /// How that is shown.
        note: Prose,
    }
    /// The use was judged.
    JudgementRecorded {
        /// The use.
        use_id: UseId,
        /// The judgement.
        judgement: Box<JudgementRecord>,
    }
    /// 起案.
    ApprovalDrafted {
        /// The use.
        use_id: UseId,
        /// 文書番号.
        number: DocumentNumber,
        /// From 1.
        version: u32,
        /// SHA-256 of the dossier.
        content: Digest,
        /// The route it goes.
        route: ApprovalRoute,
    }
    /// 合議.
    Consented {
        /// The use.
        use_id: UseId,
        /// The post of the route.
        post: PostId,
        /// What was said.
        comment: Option<Prose>,
        /// 代決: in whose place, and why.
        in_place_of: Option<InPlaceOf>,
    }
    /// 差戻し to the drafter.
    ApprovalReturned {
        /// The use.
        use_id: UseId,
        /// The post of the route.
        post: PostId,
        /// Why.
        comment: Prose,
    }
    /// 取下.
    ApprovalWithdrawn {
        /// The use.
        use_id: UseId,
        /// Why.
        reason: Prose,
    }
    /// 却下.
    ApprovalRejected {
        /// The use.
        use_id: UseId,
        /// The post of the route.
        post: PostId,
        /// Why.
        reason: Prose,
    }
    /// 決裁.
    ApprovalDecided {
        /// The use.
        use_id: UseId,
        /// The post of the route.
        post: PostId,
        /// SHA-256 of the dossier that was approved.
        content: Digest,
        /// The day by which the use is to be reviewed again.
        review_due: Date,
        /// What was said.
        comment: Option<Prose>,
        /// 代決: in whose place, and why.
        in_place_of: Option<InPlaceOf>,
    }
    /// 後閲.
    ReadAfterwards {
        /// The use.
        use_id: UseId,
        /// 文書番号 of the approval.
        number: DocumentNumber,
        /// Its version.
        version: u32,
        /// The post that was absent.
        post: PostId,
    }
    /// 年次更新 began.
    RenewalStarted {
        /// The use.
        use_id: UseId,
        /// By when the vendor answers.
        due: Date,
        /// What is asked again, and why.
        asked: List<AskedAgain>,
    }
    /// The end of the use began.
    CloseOutBegun {
        /// The use.
        use_id: UseId,
        /// The last day of use.
        ends: Date,
    }
    /// A step of the close-out was done.
    CloseOutStepDone {
        /// The use.
        use_id: UseId,
        /// Which.
        step: CloseOutStep,
        /// The day.
        on: Date,
        /// What was done and where that is shown; or why it does not apply.
        note: Prose,
        /// Does it not apply?
        not_applicable: bool,
    }
    /// The use ended.
    UseClosed {
        /// The use.
        use_id: UseId,
    }
    /// A use that was never approved was given up.
    UseAbandoned {
        /// The use.
        use_id: UseId,
        /// Why.
        reason: Prose,
    }
}

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentNotation {
    /// TOML.
    Toml,
    /// JSON.
    Json,
}

impl From<DocumentNotation> for standard::document::Notation {
    fn from(notation: DocumentNotation) -> Self {
        match notation {
            DocumentNotation::Toml => Self::Toml,
            DocumentNotation::Json => Self::Json,
        }
    }
}

/// A comment on an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemComment {
    /// The item.
    pub item: ItemName,
    /// What is asked.
    pub comment: Prose,
}
