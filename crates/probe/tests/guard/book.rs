//! Every code of a refusal is explained in the book.

use probe::guard::{Policy, Refusal, Spelling};
use probe::place::Countries;
use probe::resolve::Failure;
use probe::signed::Rejected;
use std::path::Path;
use std::time::Duration;

#[test]
fn every_code_is_explained_in_the_book() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/problems-probe.md");
    let book = std::fs::read_to_string(page).unwrap();
    let spellings = [
        Spelling::Empty,
        Spelling::TooLong,
        Spelling::Scheme,
        Spelling::User,
        Spelling::Path,
        Spelling::Port,
        Spelling::Address,
        Spelling::Zone,
        Spelling::Name,
    ];
    let refusals = spellings.map(|why| Refusal::Spelling { written: "x".to_owned(), why });
    let policy = Policy::default();
    let checked = ["10.0.0.1:443", "8.8.8.8:22"].map(|address| policy.check(address.parse().unwrap()).unwrap_err());
    let failures = [
        Failure::NotFound { said: String::new() },
        Failure::Silence { after: Duration::from_secs(1) },
        Failure::TooMany,
    ];
    let rejected =
        [Rejected::NotSigned, Rejected::Head, Rejected::OtherKey, Rejected::Changed, Rejected::Key, Rejected::Name];
    let problems: Vec<_> = refusals
        .into_iter()
        .chain(checked)
        .map(|refusal| refusal.problem("x"))
        .chain(failures.map(|failure| failure.problem("x")))
        .chain(rejected.map(|rejected| rejected.problem("x")))
        .chain([Countries::read(Vec::new()).unwrap_err().problem("x")])
        .collect();
    assert_eq!(problems.len(), 9 + 2 + 3 + 6 + 1);
    for problem in problems {
        assert!(book.contains(&format!("| `{}` |", problem.code)), "{} is not explained", problem.code);
        assert!(problem.message.english.is_some(), "{} has no English", problem.code);
    }
}
