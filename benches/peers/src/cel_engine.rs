//! The rule as a CEL expression, compiled once and run by the `cel` crate. It has no unknown values: answers are numbers, and
//! the three states of a clause are spelled out.

use crate::harness::{Rate, measure};
use crate::rule::{CLAUSES, Judged, MET, Row, UNKNOWN, UNMET};
use anyhow::{Context as _, Result, anyhow};
use cel::{Context, Program, Value};
use std::hint::black_box;

pub(crate) struct Cel {
    /// Gives `[verdict, failing, open]`.
    program: Program,
    names: Vec<String>,
}

fn any(clause: &[usize], answer: u8) -> String {
    let parts: Vec<String> = clause.iter().map(|input| format!("a{input} == {answer}")).collect();
    format!("({})", parts.join(" || "))
}

fn lost(clause: &[usize]) -> String {
    format!("!({} || {})", any(clause, MET), any(clause, UNKNOWN))
}

fn bits(clause: &[usize], answer: u8) -> String {
    let parts: Vec<String> =
        clause.iter().map(|input| format!("(a{input} == {answer} ? {} : 0)", 1 << input)).collect();
    format!("({})", parts.join(" + "))
}

impl Cel {
    pub(crate) fn new() -> Result<Self> {
        let each = |part: fn(&[usize]) -> String, sign: &str| {
            CLAUSES.iter().map(|clause| part(clause)).collect::<Vec<_>>().join(sign)
        };
        let some_lost = each(lost, " || ");
        let all_held = each(|clause| any(clause, MET), " && ");
        let failing = each(|clause| format!("({} ? {} : 0)", lost(clause), bits(clause, UNMET)), " + ");
        let open = each(|clause| format!("({} ? 0 : {})", any(clause, MET), bits(clause, UNKNOWN)), " + ");
        let text = format!("({some_lost}) ? [2, {failing}, 0] : (({all_held}) ? [1, 0, 0] : [0, 0, {open}])");
        let program = Program::compile(&text).map_err(|problem| anyhow!("{problem}"))?;
        let names = (0..CLAUSES.concat().len()).map(|at| format!("a{at}")).collect();
        Ok(Self { program, names })
    }

    pub(crate) fn judge(&self, rows: &[Row]) -> Result<Vec<Judged>> {
        let mut context = Context::default();
        rows.iter()
            .map(|row| {
                self.put(&mut context, row);
                let found = self.program.execute(&context).map_err(|problem| anyhow!("{problem}"))?;
                let Value::List(list) = found else { anyhow::bail!("not a list: {found:?}") };
                let number = |at: usize| match list.get(at) {
                    Some(Value::Int(number)) => Some(*number),
                    _ => None,
                };
                let number = |at: usize| number(at).context("not a number");
                Ok(Judged {
                    verdict: u8::try_from(number(0)?)?,
                    failing: u16::try_from(number(1)?)?,
                    open: u16::try_from(number(2)?)?,
                })
            })
            .collect()
    }

    pub(crate) fn rate(&self, rows: &[Row]) -> Rate {
        let mut context = Context::default();
        measure(rows.len(), || {
            for row in rows {
                self.put(&mut context, row);
                let _ = black_box(self.program.execute(&context));
            }
        })
    }

    /// Puts a row's answers into a context that is used again: making one a row would cost the engine far more.
    fn put(&self, context: &mut Context<'_, '_>, row: &Row) {
        for (name, answer) in self.names.iter().zip(row) {
            context.add_variable_from_value(name.as_str(), i64::from(*answer));
        }
    }
}
