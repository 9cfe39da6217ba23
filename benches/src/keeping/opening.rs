//! Opening a city of 100,000 events: its stream read, checked and folded into the state; and the same from a snapshot.

use super::Failure;
use crate::harness::measure;
use crate::register::Register;
use crate::report::Figure;
use ledger::{CityId, Expected, Ledger};
use runtime::City;
use std::sync::Arc;
use tokio::runtime::Runtime;

/// Events of the city.
const EVENTS: usize = 100_000;

/// Events of one append.
const TOGETHER: usize = 500;

/// Fills a city that has no events yet, with uses from their opening to the decision, and opens it.
pub(super) fn figures(runtime: &Runtime, ledger: &Ledger, id: &CityId) -> Result<Vec<Figure>, Failure> {
    let (uses, last) = runtime.block_on(fill(ledger, id))?;
    let Some(register) = Register::new().map_err(|refusal| refusal.to_string())? else { return Ok(Vec::new()) };
    let world = Arc::new(register.world);
    let open = || {
        let opened = runtime.block_on(City::open(ledger.clone(), id.clone(), Arc::clone(&world)));
        assert!(opened.is_ok(), "the city does not open");
        opened.ok()
    };
    let whole = measure(|| drop(open()));
    if let Some(city) = open() {
        runtime.block_on(city.save_snapshot(last))?;
    }
    let from_snapshot = measure(|| drop(open()));
    let snapshot = runtime.block_on(ledger.latest_snapshot(id))?.map_or(0, |snapshot| snapshot.payload.len());
    Ok(vec![
        Figure::new("a city of 100,000 events opened", "s", whole.map(|time| time.as_secs_f64()))
            .note(format!("{uses} uses, each with its own declaration")),
        Figure::new("the same from a snapshot", "s", from_snapshot.map(|time| time.as_secs_f64()))
            .note(format!("{} MiB", snapshot >> 20)),
    ])
}

async fn fill(ledger: &Ledger, id: &CityId) -> Result<(usize, jiff::Timestamp), Failure> {
    let mut register = Register::new()?.ok_or("the built-in standard does not load")?;
    let (mut written, mut uses) = (0, 0);
    while written < EVENTS {
        while register.events.len() < TOGETHER {
            register.approved_use(uses, 1 + uses)?;
            uses += 1;
        }
        let events = std::mem::take(&mut register.events);
        let payloads = events.iter().take(EVENTS - written).map(|event| Ok(event.write()?.into_bytes()));
        let payloads = payloads.collect::<Result<Vec<_>, register::Refusal>>()?;
        written += payloads.len();
        ledger.append(id, Expected::Anywhere, payloads, register.now).await?;
    }
    Ok((uses, register.now))
}
