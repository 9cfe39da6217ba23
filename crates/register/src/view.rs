//! What one actor may see: an object that has only the uses of his 実施機関 (a vendor's: of his services), so that a page or an API
//! that asks it cannot show another's.

use crate::actor::Actor;
use crate::command::CommandKind;
use crate::configuration::Post;
use crate::duties::{Duty, duties_of};
use crate::names::UseId;
use crate::permissions;
use crate::refusal::Refusal;
use crate::row::{Row, row};
use crate::state::{State, Use};
use jiff::civil::Date;

/// The register as one actor sees it.
#[derive(Clone, Copy, Debug)]
pub struct View<'s> {
    state: &'s State,
    post: &'s Post,
}

impl<'s> View<'s> {
    /// The view of an actor.
    ///
    /// # Errors
    /// `not-holder`.
    pub fn of(state: &'s State, actor: &Actor) -> Result<Self, Refusal> {
        Ok(Self { state, post: permissions::post_of(state, actor)? })
    }

    /// The uses, in the order of opening.
    pub fn uses(&self) -> impl Iterator<Item = &'s Use> {
        let Self { state, post } = *self;
        state.uses().filter(move |seen| permissions::sees(state, post, seen))
    }

    /// A use.
    ///
    /// # Errors
    /// `unknown-use`, also for one that is another's.
    pub fn load_use(&self, id: UseId) -> Result<&'s Use, Refusal> {
        permissions::load_use(self.state, self.post, id)
    }

    /// The commands that the actor may issue on a use.
    ///
    /// # Errors
    /// `unknown-use`.
    pub fn commands_on(&self, id: UseId) -> Result<Vec<CommandKind>, Refusal> {
        permissions::commands_on(self.state, self.post, id)
    }

    /// The rows of the register.
    pub fn rows(&self) -> Vec<Row> {
        self.uses().map(|of| row(self.state, of)).collect()
    }

    /// What is to be done, by a day, earliest first.
    pub fn duties(&self, on: Date) -> Vec<Duty> {
        let mut duties: Vec<Duty> = self.uses().flat_map(|of| duties_of(self.state, of, on)).collect();
        duties.sort_by_key(|duty| (duty.due, duty.use_id));
        duties
    }
}
