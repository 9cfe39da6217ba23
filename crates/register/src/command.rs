//! Commands: what somebody wants to happen. Each is a file of [`crate::commands`]; here they are one type, with names.

use crate::commands::{
    AbandonUse, AcceptErasure, AcceptRisk, AddCondition, AttachEvidence, BeginCloseOut, ChangeProfile, CloseUse,
    Consent, DecideApproval, DecideOverallReview, DraftApproval, MeetCondition, OpenUse, ReadAfterwards,
    RecordCloseOutStep, RecordJudgement, RegisterProvider, RegisterService, RejectApproval, RequestDeclaration,
    ReturnApproval, ReturnDeclaration, ReviewItems, SetClock, SetConfiguration, StartRenewal, StartReview,
    SubmitDeclaration, WithdrawApproval, WithdrawEvidence,
};
use crate::decide::Context;
use crate::event::Payload;
use crate::names::UseId;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use standard::Text;

macro_rules! commands {
    ($($name:ident $word:literal $japanese:literal $(on $use:tt)?;)+) => {
        /// Something that somebody wants to happen.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Command {
            $(#[doc = concat!("[`", stringify!($name), "`].")] $name($name),)+
        }

        $(
            impl From<$name> for Command {
                fn from(command: $name) -> Self {
                    Self::$name(command)
                }
            }
        )+

        /// Which command.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CommandKind {
            $(#[doc = concat!("[`", stringify!($name), "`].")] $name,)+
        }

        impl CommandKind {
            /// All kinds, in the order of a use's life.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The word of files and of the API.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)+
                }
            }

            /// The words for people.
            pub fn label(self) -> Text {
                match self {
                    $(Self::$name => Text::new($japanese, $word),)+
                }
            }

            /// Is it about one use?
            pub const fn is_on_use(self) -> bool {
                match self {
                    $(Self::$name => false $(|| stringify!($use).len() > 0)?,)+
                }
            }
        }

        impl Command {
            /// Which one.
            pub const fn kind(&self) -> CommandKind {
                match self {
                    $(Self::$name(_) => CommandKind::$name,)+
                }
            }

            /// The use it is about.
            pub const fn use_id(&self) -> Option<UseId> {
                match self {
                    $(Self::$name(_command) => commands!(@use _command $($use)?),)+
                }
            }

            pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
                match self {
                    $(Self::$name(command) => command.decide(context),)+
                }
            }
        }
    };
    (@use $command:ident) => { None };
    (@use $command:ident use_id) => { Some($command.use_id) };
}

commands! {
    SetConfiguration "set_configuration" "構成の設定";
    SetClock "set_clock" "時計の確認";
    RegisterProvider "register_provider" "事業者の登録";
    RegisterService "register_service" "サービスの登録";
    OpenUse "open_use" "利用案件の登録";
    ChangeProfile "change_profile" "案件の内容の変更" on use_id;
    RequestDeclaration "request_declaration" "回答依頼" on use_id;
    SubmitDeclaration "submit_declaration" "申告の提出" on use_id;
    AttachEvidence "attach_evidence" "証跡の添付" on use_id;
    WithdrawEvidence "withdraw_evidence" "証跡の取下" on use_id;
    ReturnDeclaration "return_declaration" "申告の差戻し" on use_id;
    StartReview "start_review" "審査の開始" on use_id;
    ReviewItems "review_items" "項目の審査" on use_id;
    DecideOverallReview "decide_overall_review" "総合検討" on use_id;
    AcceptRisk "accept_risk" "リスク受容" on use_id;
    AddCondition "add_condition" "条件の付与" on use_id;
    MeetCondition "meet_condition" "条件の充足" on use_id;
    RecordJudgement "record_judgement" "判定の記録" on use_id;
    DraftApproval "draft_approval" "起案" on use_id;
    Consent "consent" "合議" on use_id;
    ReturnApproval "return_approval" "起案の差戻し" on use_id;
    WithdrawApproval "withdraw_approval" "取下" on use_id;
    RejectApproval "reject_approval" "却下" on use_id;
    DecideApproval "decide_approval" "決裁" on use_id;
    ReadAfterwards "read_afterwards" "後閲" on use_id;
    StartRenewal "start_renewal" "年次更新" on use_id;
    BeginCloseOut "begin_close_out" "終了手続の開始" on use_id;
    RecordCloseOutStep "record_close_out_step" "終了手続の記録" on use_id;
    AcceptErasure "accept_erasure" "検収" on use_id;
    CloseUse "close_use" "終了" on use_id;
    AbandonUse "abandon_use" "取りやめ" on use_id;
}
