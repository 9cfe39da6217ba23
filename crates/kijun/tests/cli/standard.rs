//! `kijun standard`.

use crate::run::{kijun, repository, shown};

#[test]
fn the_standard_is_shown_as_the_annex_prints_it() {
    insta::assert_snapshot!(shown(&kijun(&["standard", "show"])));
    insta::assert_snapshot!(shown(&kijun(&["standard", "show", "--lang", "en"])));
}

#[test]
fn the_source_that_is_shown_is_the_file_byte_for_byte() {
    let output = kijun(&["standard", "show", "--source"]);
    assert_eq!(output.stdout, std::fs::read(repository().join("standards/sendai-cloud-use/2023-12.toml")).unwrap());
}

#[test]
fn the_hash_is_what_sha256sum_prints() {
    let file = "standards/sendai-cloud-use/2023-12.toml";
    let sum = std::process::Command::new("sha256sum").arg(file).current_dir(repository()).output().unwrap();
    let sum = String::from_utf8(sum.stdout).unwrap();
    let check = String::from_utf8(kijun(&["standard", "check", file]).stdout).unwrap();
    assert!(check.contains(sum.split(' ').next().unwrap()), "{check}");
}

#[test]
fn every_property_of_the_standard_is_proved() {
    insta::assert_snapshot!(shown(&kijun(&["standard", "prove"])));
}

#[test]
fn a_difference_names_clauses_cells_patterns_and_the_services_that_flip() {
    let folder = tempfile::tempdir().unwrap();
    let source = std::fs::read_to_string(repository().join("standards/sendai-cloud-use/2023-12.toml")).unwrap();
    // Class Ⅱ must encrypt what it stores, and class S no longer needs a certificate.
    let revised = source
        .replace("edition = \"2023-12\"", "edition = \"2027-04\"")
        .replace(
            "cells = { S = \"required\", I = \"required\", II = \"optional\" }",
            "cells = { S = \"required\", I = \"required\", II = \"required\" }",
        )
        .replace("  [\"1\"], [\"2\"], [\"3\"],\n  [\"5-1\"", "  [\"1\"], [\"2\"], [\"3\"], [\"4\"],\n  [\"5-1\"")
        .replace("[\"6-1\"], [\"7\"],", "[\"6-1\"],")
.replace(
            "cells = { S = \"required\", I = \"recommended\", II = \"optional\" }\nsettled_by = { fact = \"certificate\"",
            "cells = { S = \"recommended\", I = \"recommended\", II = \"optional\" }\nsettled_by = { fact = \"certificate\"",
        );
    let path = folder.path().join("revised.toml");
    std::fs::write(&path, revised).unwrap();
    let portfolio = folder.path().join("answers.csv");
    let header = "service,class,1,2,3,4,5-1,5-2,5-3,6-1,6-2,6-3,6-4,6-5,7,8-1,8-2,overall_review\n";
    let rows = "stays,I,met,met,met,met,met,,,met,,,,,,,met,\n\
                falls,II,met,met,met,unmet,met,,,met,,,,,,,met,\n\
                rises,S,met,met,met,met,met,,,met,,,,,unmet,met,met,\n";
    std::fs::write(&portfolio, format!("{header}{rows}")).unwrap();
    let output =
        kijun(&["standard", "diff", "built-in", path.to_str().unwrap(), "--portfolio", portfolio.to_str().unwrap()]);
    insta::assert_snapshot!(shown(&output));
}

#[test]
fn a_standard_compared_with_itself_does_not_differ() {
    let output = kijun(&["standard", "diff", "built-in", "standards/sendai-cloud-use/2023-12.toml"]);
    insta::assert_snapshot!(shown(&output));
}
