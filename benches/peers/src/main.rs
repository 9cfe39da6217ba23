//! The same rule in other engines, beside Kijun: `make bench-peers`. Every engine judges the same rows (verdict, failing and
//! open inputs), must agree with an oracle that knows none of them, and is timed on one core.

mod cel_engine;
mod columns;
mod harness;
mod json_logic;
mod kijun;
mod oracle;
mod rego;
mod rule;

use anyhow::{Context as _, Result, ensure};
use harness::Rate;
use rule::Judged;

/// Rows on which every engine is compared with the oracle.
const CHECKED: usize = 20_000;

/// Rows for the engines that work on columns.
const COLUMN_ROWS: usize = 4_000_000;

fn main() -> Result<()> {
    let rows = rule::random_rows(COLUMN_ROWS);
    let checked = rows.get(..CHECKED).context("too few rows")?;
    let expected: Vec<Judged> = checked.iter().map(oracle::judge).collect();
    let verdicts = [0, 1, 2].map(|verdict| expected.iter().filter(|judged| judged.verdict == verdict).count());
    println!(
        "{CHECKED} rows judged by the oracle: {} conform, {} do not, {} undecided; all engines must agree\n",
        verdicts[1], verdicts[2], verdicts[0]
    );

    let mut rates: Vec<(String, Rate)> = Vec::new();
    let kijun = kijun::Kijun::new()?;
    agree("Kijun, row by row", &expected, &kijun.judge_rows(checked))?;
    agree("Kijun, planes", &expected, &kijun.judge_planes(checked))?;
    let planes = kijun.planes_rate(&rows);
    rates.push(("Kijun, planes from memory".to_string(), planes));
    rates.push(("Kijun, row by row".to_string(), kijun.rows_rate(checked)));

    let engine = json_logic::JsonLogic::new()?;
    agree("datalogic-rs", &expected, &engine.judge(checked)?)?;
    rates.push(("datalogic-rs 5.4".to_string(), engine.rate(checked)?));

    let engine = cel_engine::Cel::new()?;
    agree("cel", &expected, &engine.judge(checked)?)?;
    rates.push(("cel 0.15".to_string(), engine.rate(checked)));

    let mut engine = rego::Rego::new()?;
    agree("regorus", &expected, &engine.judge(checked)?)?;
    rates.push(("regorus 0.14".to_string(), engine.rate(checked)?));

    for layout in columns::Layout::ALL {
        let outcome = columns::run(layout, &rows, CHECKED)?;
        agree(layout.name(), &expected, &outcome.judged)?;
        rates.push((layout.name().to_string(), outcome.rate));
    }

    println!("{:<34} {:>14} {:>26} {:>14}", "one core", "judgements/s", "(least – greatest)", "Kijun planes ×");
    for (name, rate) in rates {
        println!(
            "{name:<34} {:>14} {:>26} {:>14.1}",
            millions(rate.median),
            format!("({} – {})", millions(rate.least), millions(rate.greatest)),
            planes.median / rate.median
        );
    }
    Ok(())
}

fn agree(engine: &str, expected: &[Judged], found: &[Judged]) -> Result<()> {
    ensure!(expected.len() == found.len(), "{engine} judged {} rows of {}", found.len(), expected.len());
    let different = expected.iter().zip(found).position(|(expected, found)| expected != found);
    ensure!(
        different.is_none(),
        "{engine} disagrees with the oracle on row {different:?}: {:?} against {:?}",
        different.and_then(|at| found.get(at)),
        different.and_then(|at| expected.get(at)),
    );
    println!("agrees with the oracle: {engine}");
    Ok(())
}

fn millions(rate: f64) -> String {
    format!("{:.3} M/s", rate / 1e6)
}
