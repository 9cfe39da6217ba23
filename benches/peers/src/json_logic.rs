//! The rule as `JSONLogic`, compiled once and run by datalogic-rs. The language has no unknown: answers are numbers, and the
//! three states of a clause are spelled out.

use crate::harness::{Rate, measure};
use crate::rule::{CLAUSES, Judged, MET, Row, UNKNOWN, UNMET};
use anyhow::{Context as _, Result, anyhow};
use datalogic_rs::bumpalo::Bump;
use datalogic_rs::datavalue::OwnedDataValue;
use datalogic_rs::{DataValue, Engine, Logic};
use serde_json::{Value, json};
use std::hint::black_box;

pub(crate) struct JsonLogic {
    engine: Engine,
    /// Gives `[verdict, failing, open]`.
    logic: Logic,
}

fn is(input: usize, answer: u8) -> Value {
    json!({ "==": [{ "var": input.to_string() }, answer] })
}

fn any(inputs: &[usize], answer: u8) -> Value {
    match inputs {
        [only] => is(*only, answer),
        several => json!({ "or": several.iter().map(|input| is(*input, answer)).collect::<Vec<_>>() }),
    }
}

fn lost(clause: &[usize]) -> Value {
    json!({ "!": [{ "or": [any(clause, MET), any(clause, UNKNOWN)] }] })
}

fn bits(clause: &[usize], answer: u8) -> Value {
    json!({ "+": clause.iter().map(|input| json!({ "if": [is(*input, answer), 1 << input, 0] })).collect::<Vec<_>>() })
}

impl JsonLogic {
    pub(crate) fn new() -> Result<Self> {
        let each = |part: fn(&[usize]) -> Value| CLAUSES.iter().map(|clause| part(clause)).collect::<Vec<_>>();
        let some_lost = json!({ "or": each(lost) });
        let all_held = json!({ "and": each(|clause| any(clause, MET)) });
        let failing = json!({ "+": each(|clause| json!({ "if": [lost(clause), bits(clause, UNMET), 0] })) });
        let open = json!({ "+": each(|clause| json!({ "if": [any(clause, MET), 0, bits(clause, UNKNOWN)] })) });
        // Nothing is open where something is lost, and nothing fails where nothing is.
        let rule = json!({ "if": [some_lost, [2, failing, 0], { "if": [all_held, [1, 0, 0], [0, 0, open]] }] });
        let engine = Engine::new();
        let logic = engine.compile(rule.to_string().as_str()).map_err(|problem| anyhow!("{problem}"))?;
        Ok(Self { engine, logic })
    }

    pub(crate) fn judge(&self, rows: &[Row]) -> Result<Vec<Judged>> {
        let mut arena = Bump::new();
        let mut judged = Vec::with_capacity(rows.len());
        for row in &inputs(rows)? {
            judged.push(self.one(row, &arena)?);
            arena.reset();
        }
        Ok(judged)
    }

    pub(crate) fn rate(&self, rows: &[Row]) -> Result<Rate> {
        let rows = inputs(rows)?;
        let mut arena = Bump::new();
        let values = Bump::new();
        // Rows as the engine's own borrowed values, so that nothing is parsed or copied in the measured part.
        let borrowed: Vec<DataValue<'_>> = rows.iter().map(|row| row.to_arena(&values)).collect();
        let rate = measure(rows.len(), || {
            for row in &borrowed {
                let _ = black_box(self.engine.evaluate(&self.logic, row, &arena));
                arena.reset();
            }
        });
        Ok(rate)
    }

    fn one(&self, row: &OwnedDataValue, arena: &Bump) -> Result<Judged> {
        let found = self.engine.evaluate(&self.logic, row, arena).map_err(|problem| anyhow!("{problem}"))?;
        let number = |at: usize| found.as_array()?.get(at)?.as_i64();
        let number = |at: usize| number(at).context("not a number");
        Ok(Judged {
            verdict: u8::try_from(number(0)?)?,
            failing: u16::try_from(number(1)?)?,
            open: u16::try_from(number(2)?)?,
        })
    }
}

fn inputs(rows: &[Row]) -> Result<Vec<OwnedDataValue>> {
    let texts = rows.iter().map(|row| json!(row).to_string());
    texts.map(|text| OwnedDataValue::from_json(&text).map_err(|problem| anyhow!("{problem:?}"))).collect()
}
