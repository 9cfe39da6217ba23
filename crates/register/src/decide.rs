//! The one door of the register: a command by an actor at a time makes events, or is refused. What each command asks for
//! stands in its file under `commands`.

use crate::actor::Actor;
use crate::calendar::tokyo_date;
use crate::command::{Command, CommandKind};
use crate::configuration::{Configuration, Post};
use crate::event::Event;
use crate::judging::Measure;
use crate::names::UseId;
use crate::permissions;
use crate::refusal::Refusal;
use crate::state::{State, Use};
use crate::world::World;
use jiff::Timestamp;
use jiff::civil::Date;

/// Decides a command: the events it makes, to be applied in order, or why it is refused.
///
/// # Errors
/// The refusal, with its code; nothing has changed then.
pub fn decide(
    state: &State,
    command: &Command,
    actor: &Actor,
    at: Timestamp,
    world: &World,
) -> Result<Vec<Event>, Refusal> {
    if let Some(last) = state.last().filter(|last| at < *last) {
        return Err(Refusal::new(
            "time-went-back",
            (
                format!("時刻 {at} は、最後の記録 {last} より前です"),
                format!("the time {at} is before the last event, {last}"),
            ),
            ("サーバの時計を確かめます", "check the server's clock"),
        ));
    }
    let context = Context { state, actor, today: tokyo_date(at), world };
    if !context.is_first_configuration(command) {
        let post = context.post()?;
        let on = command.use_id().map(|id| permissions::load_use(state, post, id)).transpose()?;
        permissions::check(post, command.kind(), on)?;
    }
    let payloads = command.decide(&context)?;
    Ok(payloads.into_iter().map(|payload| Event::new(at, actor.clone(), payload)).collect())
}

/// What a command is decided on.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) state: &'a State,
    pub(crate) actor: &'a Actor,
    /// The day in Japan.
    pub(crate) today: Date,
    pub(crate) world: &'a World,
}

impl<'a> Context<'a> {
    /// Before there is a configuration there is no post that could set it: the first is set by whoever starts the register.
    fn is_first_configuration(&self, command: &Command) -> bool {
        self.state.configuration().is_none() && command.kind() == CommandKind::SetConfiguration
    }

    pub(crate) fn configuration(&self) -> Result<&'a Configuration, Refusal> {
        self.state.load_configuration()
    }

    /// The post that acts.
    pub(crate) fn post(&self) -> Result<&'a Post, Refusal> {
        self.configuration()?;
        permissions::post_of(self.state, self.actor)
    }

    /// What the policy judges by now.
    pub(crate) fn measure(&self) -> Result<Measure<'a>, Refusal> {
        Measure::of_policy(self.world, &self.configuration()?.policy)
    }

    /// A use in any phase.
    pub(crate) fn load_use(&self, id: UseId) -> Result<&'a Use, Refusal> {
        permissions::load_use(self.state, self.post()?, id)
    }

    /// A use that has not ended and is not ending.
    pub(crate) fn live_use(&self, id: UseId) -> Result<&'a Use, Refusal> {
        let found = self.load_use(id)?;
        if found.end.is_none() && found.close_out.is_none() {
            return Ok(found);
        }
        Err(Refusal::new(
            "use-ended",
            (format!("案件 {id} は、終了したか終了手続中です"), format!("the use {id} has ended or is ending")),
            (
                "終了手続の操作だけができます。続けて使うなら、新しい案件を登録します",
                "only the close-out goes on; to keep using the service, open a new use",
            ),
        ))
    }

    /// A use whose content may be changed: live, and no approval is on its way.
    pub(crate) fn changeable_use(&self, id: UseId) -> Result<&'a Use, Refusal> {
        let found = self.live_use(id)?;
        let Some(approval) = found.approvals.last().filter(|approval| approval.is_open()) else { return Ok(found) };
        Err(Refusal::new(
            "in-approval",
            (
                format!("{} として決裁中のため、内容を変えられません", approval.number),
                format!("it is on its way to approval as {}, so its content cannot change", approval.number),
            ),
            ("差戻しを受けるか、取り下げてから変えます", "have it returned, or withdraw it, and change it then"),
        ))
    }

    /// Refuses a day that has passed.
    pub(crate) fn not_past(&self, day: Date) -> Result<(), Refusal> {
        if day >= self.today {
            return Ok(());
        }
        Err(Refusal::new(
            "date-passed",
            (format!("{day} はもう過ぎています"), format!("{day} has passed")),
            (
                format!("今日({})か、それより後の日にします", self.today),
                format!("use today ({}) or a later day", self.today),
            ),
        ))
    }
}
