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

/// A city's state as it stood at an instant: the fold of the events until then, that instant included.
///
/// # Errors
/// As [`crate::City::open`].
pub async fn read_as_of(ledger: &Ledger, city: &CityId, instant: Timestamp) -> Result<State, OpenCityError> {
    Ok(read_state(ledger, city, None, Some(instant)).await?.0)
}

/// The fold of the events after `kept`, up to `until`, and the number of the last event in it.
pub(crate) async fn read_state(
    ledger: &Ledger,
    city: &CityId,
    kept: Option<(State, Sequence)>,
    until: Option<Timestamp>,
) -> Result<(State, Sequence), OpenCityError> {
    let (mut state, mut at) = kept.unwrap_or((State::default(), Sequence::START));
    let mut events = std::pin::pin!(ledger.read(city, at));
    while let Some(event) = events.try_next().await? {
        let sequence = event.sequence;
        let event = event_of(&event)?;
        if until.is_some_and(|until| event.at > until) {
            break;
        }
        apply(&mut state, &event).map_err(|refusal| OpenCityError::Event { sequence, refusal })?;
        at = sequence;
    }
    Ok((state, at))
}

/// Folds an event of the stream into a state.
pub(crate) fn fold(state: &mut State, event: &ledger::Event) -> Result<(), OpenCityError> {
    let sequence = event.sequence;
    apply(state, &event_of(event)?).map_err(|refusal| OpenCityError::Event { sequence, refusal })
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
