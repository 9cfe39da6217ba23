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
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// A use is renewed once a year: a city in which nothing happens for longer than a year and a month is unlikely, a clock that is
/// years ahead is not.
const QUIET_LIMIT: SignedDuration = SignedDuration::from_hours(400 * 24);

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
    if command.kind() != CommandKind::SetClock {
        state.last().map_or(Ok(()), |last| refuse_time(last, at))?;
    }
    let context = Context { state, actor, at, today: tokyo_date(at), world };
    if !context.is_first_configuration(command) {
        let post = context.post()?;
        let on = command.use_id().map(|id| permissions::load_use(state, post, id)).transpose()?;
        permissions::check(post, command.kind(), on)?;
    }
    let payloads = command.decide(&context)?;
    Ok(payloads.into_iter().map(|payload| Event::new(at, actor.clone(), payload)).collect())
}

/// Refuses a time that does not follow the last event, or follows it so late that a wrong clock is likelier than a city in which
/// nothing happened.
pub(crate) fn refuse_time(last: Timestamp, at: Timestamp) -> Result<(), Refusal> {
    let hint = (
        "サーバの時計を確かめます。時計が正しければ、運用の職が `set_clock` で理由とともに確認します",
        "check the server's clock; where it is right, an administrator confirms it with `set_clock` and a reason",
    );
    if at < last {
        return Err(Refusal::new(
            "time-went-back",
            (
                format!("時刻 {at} は、最後の記録 {last} より前です"),
                format!("the time {at} is before the last event, {last}"),
            ),
            hint,
        ));
    }
    if at.duration_since(last) > QUIET_LIMIT {
        return Err(Refusal::new(
            "time-leapt",
            (
                format!("時刻 {at} は、最後の記録 {last} から400日以上あとです"),
                format!("the time {at} is more than 400 days after the last event, {last}"),
            ),
            hint,
        ));
    }
    Ok(())
}

/// What a command is decided on.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) state: &'a State,
    pub(crate) actor: &'a Actor,
    pub(crate) at: Timestamp,
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
        if found.end.is_none() && found.close_out.is_none() { Ok(found) } else { Err(use_ended(id)) }
    }

    /// A use that has not ended, whose content is not on its way to approval. It may be ending.
    pub(crate) fn unended_use(&self, id: UseId) -> Result<&'a Use, Refusal> {
        let found = self.load_use(id)?;
        if found.end.is_some() { Err(use_ended(id)) } else { not_in_approval(found) }
    }

    /// A use whose content may be changed: live, and no approval is on its way.
    pub(crate) fn changeable_use(&self, id: UseId) -> Result<&'a Use, Refusal> {
        not_in_approval(self.live_use(id)?)
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

fn not_in_approval(of: &Use) -> Result<&Use, Refusal> {
    let Some(approval) = of.approvals.last().filter(|approval| approval.is_open()) else { return Ok(of) };
    Err(Refusal::new(
        "in-approval",
        (
            format!("{} として決裁中のため、内容を変えられません", approval.number),
            format!("it is on its way to approval as {}, so its content cannot change", approval.number),
        ),
        ("差戻しを受けるか、取り下げてから変えます", "have it returned, or withdraw it, and change it then"),
    ))
}

fn use_ended(id: UseId) -> Refusal {
    Refusal::new(
        "use-ended",
        (format!("案件 {id} は、終了したか終了手続中です"), format!("the use {id} has ended or is ending")),
        (
            "終了手続の操作だけができます。続けて使うなら、新しい案件を登録します",
            "only the close-out goes on; to keep using the service, open a new use",
        ),
    )
}
