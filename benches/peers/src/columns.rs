//! The rule as SQL over columns, run by DuckDB in a child process (`duckdb_columns.py`), which times the query alone.

use crate::harness::{RUNS, Rate};
use crate::rule::{CLAUSES, INPUTS, Judged, MET, Row, UNKNOWN, UNMET};
use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// How the answers lie in the table.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Layout {
    /// A column an input, as anyone would write it.
    ColumnEach,
    /// All answers of a service in three integers, a bit an input: the fastest that SQL allows.
    Packed,
}

impl Layout {
    pub(crate) const ALL: [Self; 2] = [Self::ColumnEach, Self::Packed];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::ColumnEach => "DuckDB, a column an input",
            Self::Packed => "DuckDB, bits packed in columns",
        }
    }

    fn fields(self, row: &Row) -> Vec<u16> {
        match self {
            Self::ColumnEach => row.iter().map(|answer| u16::from(*answer)).collect(),
            Self::Packed => {
                let bits = |wanted: u8| {
                    let with = row.iter().enumerate().filter(|(_, answer)| **answer == wanted);
                    with.fold(0, |bits, (at, _)| bits | 1 << at)
                };
                vec![bits(MET), bits(UNMET), bits(UNKNOWN)]
            }
        }
    }

    fn columns(self) -> Vec<String> {
        match self {
            Self::ColumnEach => (0..INPUTS.len()).map(|at| format!("a{at} UTINYINT")).collect(),
            Self::Packed => ["met", "unmet", "unknown"].map(|name| format!("{name} USMALLINT")).to_vec(),
        }
    }

    /// Is some input of the clause answered so?
    fn any(self, clause: &[usize], answer: u8) -> String {
        match self {
            Self::ColumnEach => {
                let parts: Vec<String> = clause.iter().map(|input| format!("a{input} = {answer}")).collect();
                format!("({})", parts.join(" OR "))
            }
            Self::Packed => format!("({} & {} <> 0)", word(answer), mask(clause)),
        }
    }

    /// The bits of the inputs of the clause that are answered so.
    fn bits(self, clause: &[usize], answer: u8) -> String {
        match self {
            Self::ColumnEach => {
                let part =
                    |input: &usize| format!("CAST(a{input} = {answer} AS USMALLINT) * {}::USMALLINT", 1 << input);
                clause.iter().map(part).collect::<Vec<_>>().join(" + ")
            }
            Self::Packed => format!("({} & {})", word(answer), mask(clause)),
        }
    }

    fn query(self) -> String {
        let each = |part: &dyn Fn(&[usize]) -> String, sign: &str| {
            CLAUSES.iter().map(|clause| part(clause)).collect::<Vec<_>>().join(sign)
        };
        let lost = |clause: &[usize]| format!("NOT ({} OR {})", self.any(clause, MET), self.any(clause, UNKNOWN));
        let some_lost = each(&lost, " OR ");
        let all_held = each(&|clause| self.any(clause, MET), " AND ");
        let failing =
            each(&|clause| format!("(CASE WHEN {} THEN {} ELSE 0 END)", lost(clause), self.bits(clause, UNMET)), " + ");
        let open = each(
            &|clause| format!("(CASE WHEN {} THEN 0 ELSE {} END)", self.any(clause, MET), self.bits(clause, UNKNOWN)),
            " + ",
        );
        format!(
            "SELECT CASE WHEN {some_lost} THEN 2 WHEN {all_held} THEN 1 ELSE 0 END AS verdict, \
             {failing} AS failing, CASE WHEN {some_lost} THEN 0 ELSE {open} END AS open FROM services"
        )
    }
}

fn word(answer: u8) -> &'static str {
    match answer {
        MET => "met",
        UNMET => "unmet",
        _ => "unknown",
    }
}

fn mask(clause: &[usize]) -> String {
    format!("{}::USMALLINT", clause.iter().fold(0, |mask, input| mask | 1 << input))
}

/// Sets up the Python beside the crate, with the version of DuckDB that `requirements.txt` pins.
fn install(here: &Path, python: &Path) -> Result<()> {
    let made = Command::new("python3").args(["-m", "venv"]).arg(here.join(".venv")).status()?;
    ensure!(made.success(), "python3 -m venv failed");
    let requirements = here.join("requirements.txt");
    let installed = Command::new(python).args(["-m", "pip", "install", "--quiet", "-r"]).arg(requirements).status()?;
    ensure!(installed.success(), "pip install failed");
    Ok(())
}

/// What came back.
pub(crate) struct Outcome {
    pub(crate) judged: Vec<Judged>,
    pub(crate) rate: Rate,
}

pub(crate) fn run(layout: Layout, rows: &[Row], checked: usize) -> Result<Outcome> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = here.join(".venv/bin/python");
    if !python.exists() {
        install(here, &python)?;
    }
    let directory = std::env::temp_dir().join(format!("kijun-bench-peers-{}", std::process::id()));
    std::fs::create_dir_all(&directory)?;
    let table = directory.join("services.csv");
    let mut text = String::new();
    for row in rows {
        let fields: Vec<String> = layout.fields(row).iter().map(u16::to_string).collect();
        writeln!(text, "{}", fields.join(","))?;
    }
    std::fs::write(&table, text)?;
    let output = Command::new(python)
        .arg(here.join("duckdb_columns.py"))
        .args([table.as_os_str(), layout.columns().join(", ").as_ref(), layout.query().as_ref()])
        .args([RUNS.to_string(), checked.to_string()])
        .output();
    std::fs::remove_dir_all(&directory)?;
    let output = output?;
    ensure!(output.status.success(), "DuckDB failed: {}", String::from_utf8_lossy(&output.stderr));
    let found: Value = serde_json::from_slice(&output.stdout)?;
    let seconds = found["seconds"].as_array().context("no times")?.iter().filter_map(Value::as_f64).collect();
    let judged = found["judged"].as_array().context("no rows")?.iter().map(|row| {
        let number = |at: usize| row[at].as_u64().context("not a number");
        Ok(Judged {
            verdict: u8::try_from(number(0)?)?,
            failing: u16::try_from(number(1)?)?,
            open: u16::try_from(number(2)?)?,
        })
    });
    Ok(Outcome { judged: judged.collect::<Result<_>>()?, rate: Rate::new(rows.len(), seconds) })
}
