//! Benchmarks of Kijun: `make bench`. Each group of figures has a file; here they are run and printed.
//! Not a test: a goal that is missed is printed, and the exit code stays 0, because machines differ.

mod bare_read;
mod documents;
mod facts;
mod harness;
mod keeping;
mod one_service;
mod portfolio;
mod process;
mod register;
mod report;
mod revision;
mod sample;
mod tls;
mod tls_verdict;

use report::Group;
use standard::Standard;
use std::process::ExitCode;

/// A group of figures, and what `--only` calls it.
type Named = (&'static str, fn(&Standard) -> Group);

/// In the order in which they are printed.
const GROUPS: [Named; 10] = [
    ("one-service", one_service::run),
    ("portfolio", portfolio::run),
    ("revision", revision::run),
    ("documents", documents::run),
    ("facts", facts::run),
    ("tls", tls::run),
    ("tls-verdict", tls_verdict::run),
    ("keeping", keeping::run),
    ("register", register::run),
    ("process", process::run),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (only, words) = match words.as_slice() {
        ["--only", name, rest @ ..] => (Some(*name), rest),
        words => (None, words),
    };
    let as_json = match words {
        [] | ["--format", "text"] | ["--format=text"] => false,
        ["--format", "json"] | ["--format=json"] => true,
        _ => {
            eprintln!("usage: kijun-bench [--only GROUP] [--format text|json]");
            return ExitCode::from(2);
        }
    };
    let Ok(standard) = Standard::built_in() else {
        eprintln!("the built-in standard does not load");
        return ExitCode::FAILURE;
    };
    if !as_json {
        println!("median (least – greatest) of {} runs\n", harness::RUNS);
    }
    let mut groups = Vec::new();
    for (_, run) in GROUPS.into_iter().filter(|(name, _)| only.is_none_or(|only| only == *name)) {
        let group = run(&standard);
        if !as_json {
            println!("{}", report::as_table(&group));
        }
        groups.push(group);
    }
    if as_json {
        println!("{:#}", report::as_json(&groups));
    }
    ExitCode::SUCCESS
}
