//! Everything that a ledger answers, to be compared with what it answered before.

use crate::check::hash_of;
use crate::place::{cities, world};
use futures_util::TryStreamExt as _;
use ledger::{BlobId, CityId, Fault as _, Ledger, Sequence};
use register::State;
use runtime::City;
use std::collections::BTreeMap;

/// What a ledger answers of one city: of each question the answer, or the code of the error.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answers {
    /// The hash over all events.
    events: Result<String, String>,
    /// The state, by the way of the newest snapshot.
    state: Result<Box<State>, String>,
    /// The hash of each piece of evidence.
    evidence: BTreeMap<BlobId, Result<String, String>>,
}

impl Answers {
    /// Asks everything.
    pub(crate) async fn ask(ledger: &Ledger, evidence: &[(String, BlobId)]) -> anyhow::Result<BTreeMap<String, Self>> {
        let mut answers = BTreeMap::new();
        for city in cities()? {
            let own = evidence.iter().filter(|(of, _)| of == city.as_str()).map(|(_, blob)| *blob);
            answers.insert(city.to_string(), Self::of_city(ledger, &city, own).await?);
        }
        Ok(answers)
    }

    async fn of_city(ledger: &Ledger, city: &CityId, own: impl Iterator<Item = BlobId>) -> anyhow::Result<Self> {
        let events: Result<Vec<_>, _> = ledger.read(city, Sequence::START).try_collect().await;
        let events = match events {
            Ok(events) => Ok(hash_of(events.iter().map(|event| event.payload.as_slice()))),
            Err(error) => Err(error.code().to_owned()),
        };
        let state = match City::open(ledger.clone(), city.clone(), world()?).await {
            Ok(city) => match city.state().await {
                Ok(state) => Ok(Box::new((*state).clone())),
                Err(error) => Err(error.code().to_owned()),
            },
            Err(error) => Err(error.code().to_owned()),
        };
        let mut evidence = BTreeMap::new();
        for blob in own {
            let content = ledger.load_blob(city, blob).await;
            let content = content.map(|content| hash_of([content.as_slice()].into_iter()));
            evidence.insert(blob, content.map_err(|error| error.code().to_owned()));
        }
        Ok(Self { events, state, evidence })
    }

    /// The code of the first error, if there is any.
    pub(crate) fn first_error(&self) -> Option<&str> {
        let errors = [self.events.as_ref().err(), self.state.as_ref().err()];
        let of_evidence = self.evidence.values().filter_map(|answer| answer.as_ref().err());
        errors.into_iter().flatten().chain(of_evidence).next().map(String::as_str)
    }

    /// True if every answer is the one before or an error.
    pub(crate) fn is_before_or_error(&self, before: &Self) -> bool {
        let evidence =
            self.evidence.iter().all(|(blob, answer)| answer.is_err() || before.evidence.get(blob) == Some(answer));
        (self.events.is_err() || self.events == before.events)
            && (self.state.is_err() || self.state == before.state)
            && evidence
    }
}
