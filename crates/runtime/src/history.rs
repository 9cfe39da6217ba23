//! Events as they stand in the stream, and states folded from them: the state of now, and the state as of any instant.

use crate::refused::OpenCityError;
use futures_util::{Stream, StreamExt as _, TryStreamExt as _};
use jiff::Timestamp;
use ledger::{CityId, Ledger, Sequence};
use register::{Event, Refusal, State, apply};

/// A city's events after `after`, oldest first, each with its number.
pub fn read_history(
    ledger: &Ledger,
    city: &CityId,
    after: Sequence,
) -> impl Stream<Item = Result<(Sequence, Event), OpenCityError>> + Send + use<> {
    ledger.read(city, after).map(|event| {
        let event = event?;
        Ok((event.sequence, event_of(&event)?))
    })
}

/// A city's state as it stood at an instant: the fold of the events until then, that instant included. Where the clock was set back,
/// events of the wrong time before that count as having happened by then (`register::as_of`).
///
/// # Errors
/// As [`crate::City::open`].
pub async fn read_as_of(ledger: &Ledger, city: &CityId, instant: Timestamp) -> Result<State, OpenCityError> {
    let (mut state, mut at) = (State::default(), Sequence::START);
    fold_on(ledger, city, &mut state, &mut at, Until::Instant(instant)).await?;
    if let Some(last) = find_last_until(ledger, city, at, instant).await? {
        fold_on(ledger, city, &mut state, &mut at, Until::Event(last)).await?;
    }
    Ok(state)
}

/// The last event after `after` that is not after the instant: there is one only where the clock was set back.
async fn find_last_until(
    ledger: &Ledger,
    city: &CityId,
    after: Sequence,
    instant: Timestamp,
) -> Result<Option<Sequence>, OpenCityError> {
    let mut last = None;
    let mut events = std::pin::pin!(read_history(ledger, city, after));
    while let Some((sequence, event)) = events.try_next().await? {
        if event.at <= instant {
            last = Some(sequence);
        }
    }
    Ok(last)
}

/// How far to fold.
#[derive(Clone, Copy)]
pub(crate) enum Until {
    /// To the end.
    End,
    /// Until the first event that is after an instant.
    Instant(Timestamp),
    /// Until an event, with it.
    Event(Sequence),
}

impl Until {
    fn is_passed(self, sequence: Sequence, event: &Event) -> bool {
        match self {
            Self::End => false,
            Self::Instant(instant) => event.at > instant,
            Self::Event(last) => sequence > last,
        }
    }
}

/// Folds into `state` the events after `at`, up to `until`, and moves `at` on. The two go together at every step, also where reading
/// fails or the caller stops; only an event that does not fit may leave the state half changed.
pub(crate) async fn fold_on(
    ledger: &Ledger,
    city: &CityId,
    state: &mut State,
    at: &mut Sequence,
    until: Until,
) -> Result<(), OpenCityError> {
    let mut events = std::pin::pin!(read_history(ledger, city, *at));
    while let Some((sequence, event)) = events.try_next().await? {
        if until.is_passed(sequence, &event) {
            break;
        }
        apply(state, &event).map_err(|refusal| OpenCityError::Event { sequence, refusal })?;
        *at = sequence;
    }
    Ok(())
}

/// The bytes that are recorded for an event: its line of JSON.
pub(crate) fn payload_of(event: &Event) -> Result<Vec<u8>, Refusal> {
    event.write().map(String::into_bytes)
}

fn event_of(event: &ledger::Event) -> Result<Event, OpenCityError> {
    // What is no UTF-8 is no JSON either, and is refused as such.
    let json = String::from_utf8_lossy(&event.payload);
    Event::read(&json).map_err(|refusal| OpenCityError::Event { sequence: event.sequence, refusal })
}
