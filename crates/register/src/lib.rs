//! What a city keeps: services, uses, requests, reviews, decisions and close-outs, as events and the rules that make them.
//!
//! [`decide`] says which events a command makes, or refuses it with a code; [`apply`] folds an event into the [`State`]. Nothing
//! else changes a state, so a state as of any day is the fold of the events until then ([`as_of`]).
//!
//! This room does no input or output and knows no clock: the time, the standards and the reference data are passed in
//! ([`World`]). It keeps no records and signs nobody in; that is `ledger`'s and `identity`'s work.

mod actor;
mod calendar;
mod canonical;
pub mod command;
pub mod commands;
pub mod configuration;
mod decide;
mod door;
pub mod dossier;
pub mod duties;
pub mod event;
mod file;
mod judging;
mod list;
mod names;
mod numbering;
pub mod permissions;
pub mod record;
mod refusal;
pub mod row;
pub mod state;
pub mod view;
pub mod what_if;
mod words;
mod world;

pub use actor::{Actor, Role};
pub use calendar::{FiscalYear, tokyo_date};
pub use canonical::Digest;
pub use command::{Command, CommandKind};
pub use configuration::Configuration;
pub use decide::decide;
pub use duties::{Duty, DutyKind, duties};
pub use event::{Event, Payload};
pub use file::{FileName, MediaType};
pub use list::List;
pub use names::{
    ClassName, EditionName, InformationName, ItemName, OrganizationId, PersonId, PostId, ProviderId, SectionId,
    ServiceId, StandardName, UseId,
};
pub use numbering::DocumentNumber;
pub use refusal::Refusal;
pub use row::{Row, rows};
pub use state::{State, apply, as_of};
pub use view::{Inquiry, View};
pub use what_if::{Flip, Outlook, WhatIf, what_if};
pub use words::{Line, Prose};
pub use world::{ReferenceData, World};
