//! Benchmarks of Kijun: `make bench`. Each group of figures has a file; here they are run and printed.
//! Not a test: a goal that is missed is printed, and the exit code stays 0, because machines differ.

mod bare_read;
mod documents;
mod facts;
mod harness;
mod one_service;
mod portfolio;
mod process;
mod report;
mod revision;
mod sample;
mod tls;
mod tls_verdict;

use report::Group;
use standard::Standard;
use std::process::ExitCode;

/// In the order in which they are printed.
const GROUPS: [fn(&Standard) -> Group; 8] = [
    one_service::run,
    portfolio::run,
    revision::run,
    documents::run,
    facts::run,
    tls::run,
    tls_verdict::run,
    process::run,
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let as_json = match words.as_slice() {
        [] | ["--format", "text"] | ["--format=text"] => false,
        ["--format", "json"] | ["--format=json"] => true,
        _ => {
            eprintln!("usage: kijun-bench [--format text|json]");
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
    for run in GROUPS {
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
