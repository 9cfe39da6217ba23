//! Kijun's own two ways: row by row, and planes.

use crate::harness::{Rate, measure};
use crate::rule::{CONFORMS, DOES_NOT_CONFORM, INPUTS, Judged, MET, NOT_APPLICABLE, Row, UNDECIDED, UNMET};
use anyhow::{Context as _, Result, anyhow};
use standard::portfolio::{PlaneRule, Planes, PlanesBuilder};
use standard::rule::{Masks, Rule};
use standard::{Answer, Answers, Input, InputSet, Standard, Verdict};
use std::hint::black_box;
use std::num::NonZeroUsize;

/// The rows are repeated up to this many services, so that the planes come from memory and not from a cache.
const SERVICES: usize = 40_000_000;

pub(crate) struct Kijun {
    rule: Rule,
    inputs: Vec<Input>,
    width: usize,
}

impl Kijun {
    pub(crate) fn new() -> Result<Self> {
        let standard = Standard::built_in().map_err(|problems| anyhow!("{problems:?}"))?;
        let class = standard.class_indices().find(|class| standard.class(*class).is_some_and(|class| class.id == "I"));
        let rule = class.and_then(|class| standard.rule(class, standard.default_settings())).context("no class I")?;
        let find = |name: &&str| standard.inputs().find(|(_, other)| other == name).map(|(input, _)| input);
        let inputs = INPUTS.iter().map(find).collect::<Option<_>>().context("an item is missing")?;
        Ok(Self { rule: rule.clone(), inputs, width: standard.inputs().count() })
    }

    pub(crate) fn judge_rows(&self, rows: &[Row]) -> Vec<Judged> {
        rows.iter().map(|row| self.judged(self.rule.masks(self.answers(row)))).collect()
    }

    pub(crate) fn judge_planes(&self, rows: &[Row]) -> Vec<Judged> {
        let planes = self.pack(rows, rows.len());
        let all = planes.for_each_block(&PlaneRule::new(&self.rule), NonZeroUsize::MIN, Vec::new, |all, block| {
            all.extend(block.rows().filter_map(|row| block.masks(row)).map(|masks| self.judged(masks)));
        });
        all.concat()
    }

    pub(crate) fn rows_rate(&self, rows: &[Row]) -> Rate {
        let rows: Vec<Answers> = rows.iter().map(|row| self.answers(row)).collect();
        measure(rows.len(), || {
            for row in &rows {
                black_box(self.rule.masks(black_box(*row)));
            }
        })
    }

    pub(crate) fn planes_rate(&self, rows: &[Row]) -> Rate {
        let planes = self.pack(rows, SERVICES);
        let rule = PlaneRule::new(&self.rule);
        measure(SERVICES, || {
            black_box(&planes).for_each_block(
                &rule,
                NonZeroUsize::MIN,
                || (),
                |(), block| {
                    black_box(block);
                },
            );
        })
    }

    fn pack(&self, rows: &[Row], count: usize) -> Planes {
        let mut builder = PlanesBuilder::with_capacity(self.width, count);
        builder.extend(rows.iter().cycle().take(count).map(|row| self.answers(row)));
        builder.finish()
    }

    fn answers(&self, row: &Row) -> Answers {
        self.inputs.iter().zip(row).fold(Answers::BLANK, |answers, (input, answer)| {
            let answer = match *answer {
                MET => Answer::Met,
                UNMET => Answer::Unmet,
                NOT_APPLICABLE => Answer::NotApplicable,
                _ => Answer::Unknown,
            };
            answers.with(*input, answer)
        })
    }

    fn judged(&self, masks: Masks) -> Judged {
        let bits = |set: InputSet| -> u16 {
            let inputs = self.inputs.iter().enumerate();
            inputs.filter(|(_, input)| set.contains(**input)).fold(0, |bits, (at, _)| bits | 1 << at)
        };
        let verdict = match masks.verdict {
            Verdict::Conforms => CONFORMS,
            Verdict::DoesNotConform => DOES_NOT_CONFORM,
            Verdict::Undecided | Verdict::OutOfScope => UNDECIDED,
        };
        Judged { verdict, failing: bits(masks.failing), open: bits(masks.open) }
    }
}
