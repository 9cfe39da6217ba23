//! Events: what happened, who did it, when. They are the record; every tag and field stays readable for ever, and a test holds a
//! line of each. What an event changes is `state`'s matter.

mod payload;

pub use payload::*;

use crate::actor::Actor;
use crate::refusal::Refusal;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use standard::problem::excerpt;

/// The version of the format that this program writes.
pub const EVENT_FORMAT: u32 = 1;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Version of the format, [`EVENT_FORMAT`].
    pub format: u32,
    /// When, in UTC.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What.
    pub event: Payload,
}

impl Event {
    /// An event of the present format.
    pub(crate) fn new(at: Timestamp, actor: Actor, event: Payload) -> Self {
        Self { format: EVENT_FORMAT, at, actor, event }
    }

    /// Reads an event from its JSON.
    ///
    /// # Errors
    /// `unknown-event-format`, where a later program wrote it; `unreadable-event`, where it is no event.
    pub fn read(json: &str) -> Result<Self, Refusal> {
        let format = serde_json::from_str::<Format>(json).map_err(|error| unreadable(&error))?.format;
        if format != EVENT_FORMAT {
            return Err(Refusal::new(
                "unknown-event-format",
                (
                    format!("記録の形式 {format} は、このプログラムには読めません"),
                    format!("this program cannot read events of format {format}"),
                ),
                (
                    format!("形式 {EVENT_FORMAT} より新しい記録は、書いたプログラムと同じか新しいもので読みます"),
                    format!(
                        "this one reads format {EVENT_FORMAT}: use a program at least as new as the one that wrote it"
                    ),
                ),
            ));
        }
        serde_json::from_str(json).map_err(|error| unreadable(&error))
    }

    /// The event as one line of JSON.
    ///
    /// # Errors
    /// `unreadable-event`; never, for an event that [`crate::decide()`] made.
    pub fn write(&self) -> Result<String, Refusal> {
        serde_json::to_string(self).map_err(|error| unreadable(&error))
    }
}

/// The one field that every format has.
#[derive(Deserialize)]
struct Format {
    format: u32,
}

fn unreadable(error: &serde_json::Error) -> Refusal {
    let why = excerpt(&error.to_string());
    Refusal::new(
        "unreadable-event",
        (format!("記録として読めません: {why}"), format!("it cannot be read as an event: {why}")),
        (
            "記録が壊れていないか、より新しいプログラムのものでないかを確かめます",
            "check that the record is whole, and that no newer program wrote it",
        ),
    )
}
