//! What one actor may see: an object that has only the uses of his 実施機関, so that a page or an API that asks it cannot show
//! another's. A vendor sees none of them, but what he was asked about his services: [`Inquiry`].

use crate::actor::{Actor, Role};
use crate::command::CommandKind;
use crate::configuration::Post;
use crate::duties::{Duty, duties_of};
use crate::names::{ServiceId, UseId};
use crate::permissions;
use crate::record::evidence::Evidence;
use crate::record::renewal::AskedAgain;
use crate::refusal::Refusal;
use crate::row::{Row, row};
use crate::state::{Comment, DeclarationVersion, Request, State, Use};
use crate::what_if::{Outlook, WhatIf, over};
use crate::world::World;
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

    /// The uses, in the order of opening; none for a vendor.
    pub fn uses(&self) -> impl Iterator<Item = &'s Use> {
        let vendor = self.is_vendor();
        self.seen().filter(move |_| !vendor)
    }

    /// A use.
    ///
    /// # Errors
    /// `unknown-use`, also for one that is another's, and for a vendor.
    pub fn load_use(&self, id: UseId) -> Result<&'s Use, Refusal> {
        let found = permissions::load_use(self.state, self.post, id)?;
        if self.is_vendor() { Err(permissions::unknown_use(id)) } else { Ok(found) }
    }

    /// What the vendor was asked and has declared, use by use.
    pub fn inquiries(&self) -> impl Iterator<Item = Inquiry<'s>> {
        let Self { state, post } = *self;
        self.seen().map(move |of| Inquiry::of(state, post, of))
    }

    /// The commands that the actor may issue on a use.
    ///
    /// # Errors
    /// `unknown-use`.
    pub fn commands_on(&self, id: UseId) -> Result<Vec<CommandKind>, Refusal> {
        permissions::commands_on(self.state, self.post, id)
    }

    /// The rows of the register on a day.
    pub fn rows(&self, on: Date) -> Vec<Row> {
        self.uses().map(|of| row(self.state, of, on)).collect()
    }

    /// What if, over the uses that he sees.
    ///
    /// # Errors
    /// As [`crate::what_if()`].
    pub fn what_if(&self, world: &World, supposed: &WhatIf) -> Result<Outlook, Refusal> {
        over(self.state, self.uses(), world, supposed)
    }

    /// What is to be done, by a day, earliest first.
    pub fn duties(&self, on: Date) -> Vec<Duty> {
        let mut duties: Vec<Duty> = self.uses().flat_map(|of| duties_of(self.state, of, on)).collect();
        duties.sort_by_key(|duty| (duty.due, duty.use_id));
        duties
    }

    fn seen(&self) -> impl Iterator<Item = &'s Use> + use<'s> {
        let Self { state, post } = *self;
        state.uses().filter(move |seen| permissions::sees(state, post, seen))
    }

    fn is_vendor(&self) -> bool {
        self.post.role == Role::Vendor
    }
}

/// What a vendor sees of a use: nothing of its review, its approval or the risks that the city weighs.
#[derive(Clone, Debug)]
pub struct Inquiry<'s> {
    /// The use.
    pub use_id: UseId,
    /// The service it is about.
    pub service: &'s ServiceId,
    /// What is asked now.
    pub request: Option<&'s Request>,
    /// What was declared.
    pub declarations: &'s [DeclarationVersion],
    /// What his company handed in as evidence.
    pub evidence: Vec<&'s Evidence>,
    /// What came back, item by item.
    pub comments: &'s [Comment],
    /// What a renewal asks again.
    pub asked_again: &'s [AskedAgain],
}

impl<'s> Inquiry<'s> {
    fn of(state: &State, post: &Post, of: &'s Use) -> Self {
        Self {
            use_id: of.id,
            service: &of.service,
            request: of.request.as_ref(),
            declarations: &of.declarations,
            evidence: of.evidence.iter().filter(|one| permissions::is_of_provider(state, post, one)).collect(),
            comments: &of.comments,
            asked_again: of.renewal.as_deref().unwrap_or_default(),
        }
    }
}
