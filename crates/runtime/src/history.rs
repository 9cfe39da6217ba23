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
    let (mut state, mut at) = (State::default(), Sequence::START);
    fold_on(ledger, city, &mut state, &mut at, Some(instant)).await?;
    Ok(state)
}

/// Folds into `state` the events after `at`, up to `until`, and moves `at` on. The two go together at every step, also where reading
/// fails or the caller stops; only an event that does not fit may leave the state half changed.
pub(crate) async fn fold_on(
    ledger: &Ledger,
    city: &CityId,
    state: &mut State,
    at: &mut Sequence,
    until: Option<Timestamp>,
) -> Result<(), OpenCityError> {
    let mut events = std::pin::pin!(read_history(ledger, city, *at));
    while let Some((sequence, event)) = events.try_next().await? {
        if until.is_some_and(|until| event.at > until) {
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
