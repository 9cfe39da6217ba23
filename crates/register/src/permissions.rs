//! Who may issue which command on which use. One table of roles and commands; what is not in it is forbidden. A use of another
//! 実施機関, or of another vendor, is answered like one that does not exist.

use crate::actor::{Actor, Role};
use crate::command::CommandKind;
use crate::configuration::Post;
use crate::names::UseId;
use crate::record::evidence::Evidence;
use crate::refusal::Refusal;
use crate::state::{State, Use};

/// How far a role reaches with a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// Not at all.
    Nothing,
    /// Uses of its own section.
    Section,
    /// Uses of its own 実施機関.
    Organization,
    /// Uses of its own company's services, where its 実施機関 asked.
    Provider,
}

/// How far `role` reaches with `command`. The routes of approval narrow it further: a post acts only where it stands.
pub const fn reach(role: Role, command: CommandKind) -> Reach {
    use CommandKind as C;
    match (role, command) {
        (Role::Administrator, C::SetConfiguration | C::SetClock)
        | (Role::Officer | Role::InformationManager | Role::Reviewer, C::RegisterProvider | C::RegisterService)
        | (
            Role::Reviewer,
            C::ReturnDeclaration
            | C::StartReview
            | C::ReviewItems
            | C::RecordJudgement
            | C::AddCondition
            | C::MeetCondition
            | C::StartRenewal
            | C::CloseUse,
        )
        | (Role::BureauManager | Role::Ciso, C::DecideOverallReview | C::AcceptRisk)
        | (
            Role::BureauManager | Role::Ciso | Role::Reviewer | Role::InformationManager,
            C::Consent | C::ReturnApproval | C::RejectApproval | C::DecideApproval | C::ReadAfterwards,
        ) => Reach::Organization,
        (
            Role::Officer | Role::InformationManager,
            C::OpenUse
            | C::ChangeProfile
            | C::RequestDeclaration
            | C::DraftApproval
            | C::WithdrawApproval
            | C::StartRenewal
            | C::BeginCloseOut
            | C::RecordCloseOutStep
            | C::AbandonUse,
        )
        | (Role::Officer, C::SubmitDeclaration | C::AttachEvidence | C::WithdrawEvidence)
        | (Role::InformationManager, C::AcceptErasure | C::CloseUse) => Reach::Section,
        (Role::Vendor, C::SubmitDeclaration | C::AttachEvidence | C::WithdrawEvidence) => Reach::Provider,
        _ => Reach::Nothing,
    }
}

/// May a post of this role stand in a route of approval?
pub(crate) const fn approves(role: Role) -> bool {
    matches!(reach(role, CommandKind::DecideApproval), Reach::Organization)
}

/// The post an actor acts in, where he holds it.
///
/// # Errors
/// `not-holder`.
pub fn post_of<'s>(state: &'s State, actor: &Actor) -> Result<&'s Post, Refusal> {
    let post = state.configuration().and_then(|configuration| configuration.find_post(&actor.post));
    post.filter(|post| post.organization == actor.organization && post.holders.contains(&actor.person)).ok_or_else(
        || {
            Refusal::new(
                "not-holder",
                (
                    format!("`{}` は、職 `{}` に就いていません", actor.person, actor.post),
                    format!("`{}` does not hold the post `{}`", actor.person, actor.post),
                ),
                (
                    "就いている職で操作します。異動のあとは、構成の職の欄を改めます",
                    "act in a post that is held; after a transfer, update the post's holders in the configuration",
                ),
            )
        },
    )
}

/// The use, where a post can see it.
///
/// # Errors
/// `unknown-use`, also where the use is another's: its existence is not told.
pub fn load_use<'s>(state: &'s State, post: &Post, id: UseId) -> Result<&'s Use, Refusal> {
    state.find_use(id).filter(|found| sees(state, post, found)).ok_or_else(|| unknown_use(id))
}

pub(crate) fn unknown_use(id: UseId) -> Refusal {
    Refusal::new(
        "unknown-use",
        (format!("案件 {id} はありません"), format!("there is no use {id}")),
        ("台帳で番号を確かめます", "look the number up in the register"),
    )
}

/// Can a post see a use?
pub(crate) fn sees(state: &State, post: &Post, seen: &Use) -> bool {
    let own = seen.organization == post.organization;
    match post.role {
        Role::Officer
        | Role::InformationManager
        | Role::BureauManager
        | Role::Reviewer
        | Role::Ciso
        | Role::Auditor => own,
        // The vendor sees what it was asked, the administrator no use at all.
        Role::Vendor => {
            let service = state.find_service(&seen.organization, &seen.service);
            own && service.is_some_and(|service| Some(&service.provider) == post.provider.as_ref())
        }
        Role::Administrator => false,
    }
}

/// Did a post of the same company hand it in?
pub(crate) fn is_of_provider(state: &State, post: &Post, evidence: &Evidence) -> bool {
    let hand = state.configuration().and_then(|configuration| configuration.find_post(&evidence.post));
    post.provider.is_some() && hand.is_some_and(|hand| hand.provider == post.provider)
}

/// Refuses a command that a post may not issue; `on` is the use it is about.
///
/// # Errors
/// `not-permitted`.
pub fn check(post: &Post, command: CommandKind, on: Option<&Use>) -> Result<(), Refusal> {
    let may = match (reach(post.role, command), on) {
        (Reach::Nothing, _) => false,
        (Reach::Section, Some(on)) => post.section.as_ref() == Some(&on.section),
        // The provider was compared where the use was looked up.
        (Reach::Section | Reach::Organization | Reach::Provider, _) => true,
    };
    if may {
        return Ok(());
    }
    let (role, label) = (post.role.label(), command.label());
    Err(Refusal::new(
        "not-permitted",
        (
            format!("{}(職 `{}`)は、この案件の「{}」を行えません", role.japanese, post.id, label.japanese),
            format!("the post `{}` ({}) may not {} here", post.id, post.role.word(), command.word()),
        ),
        (
            "できる役割は docs/register.md の表にあります。課の操作は、その課の職で行います",
            "docs/register.md has the table of roles; a section's own posts act for it",
        ),
    ))
}

/// The commands that a post may issue on a use, by role and reach. Whether the use is in the right phase is asked when the
/// command comes.
///
/// # Errors
/// `unknown-use`.
pub fn commands_on(state: &State, post: &Post, id: UseId) -> Result<Vec<CommandKind>, Refusal> {
    let on = load_use(state, post, id)?;
    let may = |kind: &CommandKind| kind.is_on_use() && check(post, *kind, Some(on)).is_ok();
    Ok(CommandKind::ALL.iter().copied().filter(may).collect())
}
