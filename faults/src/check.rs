//! What must hold after any fault: the ledger opens at once, everything that was acknowledged is there as it was written, what
//! belongs together is there or not together, the chain and the keys fit, and the state is the fold of the stream.

use crate::mark::Mark;
use crate::place::{Place, cities, world};
use crate::stopwatch::now;
use crate::tally::Tally;
use crate::told::Told;
use anyhow::Context as _;
use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use ledger::{CityId, Ledger, Sequence};
use runtime::City;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::time::Duration;

/// The longest that opening may take after a fault.
const READY_WITHIN: Duration = Duration::from_secs(2);

/// Codes of refusals after which the write may be there all the same: the answer was lost, not the write.
const UNCERTAIN: [&str; 3] = ["write-failed", "database-unavailable", "answer-lost"];

/// A hash over pieces, each with its length before it; hexadecimal.
pub(crate) fn hash_of<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    for piece in pieces {
        hash.update(piece.len().to_be_bytes());
        hash.update(piece);
    }
    hash.finalize().iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
}

/// Opens the ledger after a fault and checks all of it against what was told before; violations go into the tally.
pub(crate) async fn check(place: &Place, told: &[Told], tally: &mut Tally) -> anyhow::Result<()> {
    let start = now();
    let ledger = match place.open().await {
        Ok(ledger) => ledger,
        Err(error) => {
            tally.wrong(format!("the ledger does not open: {error}"));
            return Ok(());
        }
    };
    let mut opened = Vec::new();
    for city in cities()? {
        match City::open(ledger.clone(), city.clone(), world()?).await {
            Ok(city) => opened.push(city),
            Err(error) => tally.wrong(format!("{city} does not open: {error}")),
        }
    }
    let ready = start.elapsed();
    tally.ready(ready);
    if ready > READY_WITHIN {
        tally.wrong(format!("it took {ready:?} to open"));
    }
    for city in &opened {
        check_city(&ledger, city, told, tally).await?;
    }
    let report = ledger.verify(&[]).await.context("verifying")?;
    for finding in report.all_findings() {
        tally.wrong(format!("verification: {finding}"));
    }
    ledger.close().await;
    Ok(())
}

async fn check_city(ledger: &Ledger, city: &City, told: &[Told], tally: &mut Tally) -> anyhow::Result<()> {
    let id = city.id();
    let groups = match Groups::read(ledger, id).await {
        Ok(groups) => groups,
        Err(error) => {
            tally.wrong(format!("{id} cannot be read: {error}"));
            return Ok(());
        }
    };
    groups.find_half_done(tally);
    for line in told {
        match line {
            Told::Done { city, mark, events, hash } if city == id.as_str() => match groups.0.get(mark) {
                None => tally.lost(format!("{mark} was acknowledged and is not there")),
                Some(group) if group.payloads.len() == *events && group.hash() == *hash => {}
                Some(_) => tally.wrong(format!("{mark} is not as it was acknowledged")),
            },
            Told::Kept { city, blob, hash } if city == id.as_str() => match ledger.load_blob(id, blob.parse()?).await {
                Ok(content) if hash_of([content.as_slice()].into_iter()) == *hash => {}
                Ok(_) => tally.wrong(format!("the evidence {blob} is another")),
                Err(error) => tally.lost(format!("the evidence {blob} was acknowledged: {error}")),
            },
            Told::Refused { city, mark, code }
                if city == id.as_str() && groups.0.contains_key(mark) && !UNCERTAIN.contains(&code.as_str()) =>
            {
                tally.wrong(format!("{mark} was refused ({code}) and is there"));
            }
            Told::Ready
            | Told::Finished
            | Told::Done { .. }
            | Told::Kept { .. }
            | Told::BackedUp { .. }
            | Told::Refused { .. }
            | Told::Wrong { .. }
            | Told::Read { .. } => {}
        }
    }
    let folded = runtime::read_as_of(ledger, id, Timestamp::MAX).await.context("folding")?;
    if folded != *city.state().await.context("the state")? {
        tally.wrong(format!("the state of {id} is not the fold of its stream"));
    }
    Ok(())
}

/// The events of a stream by the work they belong to.
struct Groups(BTreeMap<String, Group>);

#[derive(Default)]
struct Group {
    numbers: Vec<usize>,
    of: usize,
    sequences: Vec<u64>,
    payloads: Vec<Vec<u8>>,
}

impl Groups {
    async fn read(ledger: &Ledger, city: &CityId) -> Result<Self, ledger::ReadError> {
        let mut groups: BTreeMap<String, Group> = BTreeMap::new();
        let mut events = std::pin::pin!(ledger.read(city, Sequence::START));
        while let Some(event) = events.try_next().await? {
            let Some(mark) = Mark::find(&String::from_utf8_lossy(&event.payload)) else { continue };
            let group = groups.entry(mark.work).or_default();
            group.of = mark.of;
            group.numbers.push(mark.number);
            group.sequences.push(event.sequence.number());
            group.payloads.push(event.payload);
        }
        Ok(Self(groups))
    }

    fn find_half_done(&self, tally: &mut Tally) {
        for (work, group) in &self.0 {
            let whole = group.numbers.iter().copied().eq(1..=group.of);
            let first = group.sequences.first().copied().unwrap_or_default();
            let together = group.sequences.iter().copied().eq(first..first + group.sequences.len() as u64);
            if !whole || !together {
                tally.half_done(format!("{work}: of {} events {:?} are there", group.of, group.numbers));
            }
        }
    }
}

impl Group {
    fn hash(&self) -> String {
        hash_of(self.payloads.iter().map(Vec::as_slice))
    }
}
