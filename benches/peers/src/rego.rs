//! The rule as Rego, run by regorus: sets of clauses that are held, wait or are lost. Rego's own undefined is not the
//! unknown of the rule, so answers are numbers; `every` with a
//! negation inside is avoided, because regorus answered it wrongly in a trial.

use crate::harness::{Rate, measure};
use crate::rule::{CLAUSES, Judged, Row};
use anyhow::{Context as _, Result};
use regorus::{CompiledPolicy, Engine, Value};
use std::hint::black_box;
use std::sync::Arc;

const POLICY: &str = "package rule
import rego.v1

held contains c if { some c, clause in clauses; some i in clause; input[i] == 1 }
waits contains c if { some c, clause in clauses; not c in held; some i in clause; input[i] == 0 }
lost contains c if { some c, _ in clauses; not c in held; not c in waits }
failing := sum([bits[i] | some c in lost; some i in clauses[c]; input[i] == 2])
open := sum([bits[i] | some c in waits; some i in clauses[c]; input[i] == 0])

default judged := [2, 0, 0]
judged := [1, 0, 0] if count(held) == count(clauses)
else := [2, failing, 0] if count(lost) > 0
else := [0, 0, open]
";

pub(crate) struct Rego {
    policy: CompiledPolicy,
}

impl Rego {
    pub(crate) fn new() -> Result<Self> {
        let mut engine = Engine::new();
        let bits: Vec<u32> = (0..CLAUSES.concat().len()).map(|at| 1 << at).collect();
        let policy = format!("{POLICY}\nclauses := {CLAUSES:?}\nbits := {bits:?}\n");
        engine.add_policy("rule.rego".to_string(), policy)?;
        let entry: Arc<str> = Arc::from("data.rule.judged");
        Ok(Self { policy: engine.compile_with_entrypoint(&entry)? })
    }

    pub(crate) fn judge(&mut self, rows: &[Row]) -> Result<Vec<Judged>> {
        inputs(rows)
            .into_iter()
            .map(|row| {
                let found = self.policy.eval_with_input(row)?;
                let list = found.as_array()?;
                let number = |at: usize| -> Result<i64> { list.get(at).context("too short")?.as_i64() };
                Ok(Judged {
                    verdict: u8::try_from(number(0)?)?,
                    failing: u16::try_from(number(1)?)?,
                    open: u16::try_from(number(2)?)?,
                })
            })
            .collect()
    }

    pub(crate) fn rate(&mut self, rows: &[Row]) -> Result<Rate> {
        let inputs = inputs(rows.get(..2_000).context("too few rows")?);
        Ok(measure(inputs.len(), || {
            for row in &inputs {
                let _ = black_box(self.policy.eval_with_input(row.clone()));
            }
        }))
    }
}

fn inputs(rows: &[Row]) -> Vec<Value> {
    rows.iter()
        .map(|row| Value::from(row.iter().map(|answer| Value::from(u64::from(*answer))).collect::<Vec<_>>()))
        .collect()
}
