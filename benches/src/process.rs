//! Figures of the whole process: from starting `kijun judge` on one file to its printed verdict.

use crate::harness::measure;
use crate::report::{Figure, Goal, Group};
use standard::Standard;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Processes started in one run.
const STARTS: u32 = 20;

pub(crate) fn run(_: &Standard) -> Group {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/four-classes.toml");
    let figures = match program() {
        None => Vec::new(),
        Some(program) => {
            let started = measure(|| {
                for _ in 0..STARTS {
                    let status = Command::new(&program)
                        .args(["judge", example])
                        .stdout(Stdio::null())
                        .stderr(Stdio::null())
                        .status();
                    // 1: the example holds services that do not conform.
                    assert!(status.is_ok_and(|status| status.code() == Some(1)), "the example was not judged");
                }
            });
            let each = started.map(|time| time.as_secs_f64() * 1e3 / f64::from(STARTS));
            vec![Figure::new("process start to printed verdict, four services", "ms", each).goal(Goal::AtMost(15.0))]
        }
    };
    Group { heading: "Process (`cargo build --release -p kijun` builds the program that is started)", figures }
}

/// The release program, beside the benchmark's own.
fn program() -> Option<PathBuf> {
    let path = std::env::current_exe().ok()?.with_file_name(format!("kijun{}", std::env::consts::EXE_SUFFIX));
    path.exists().then_some(path)
}
