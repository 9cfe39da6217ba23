//! What `docs/register.md` says of states and roles is what the room has.

use register::state::Phase;
use register::{CommandKind, Role};
use std::path::Path;

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/register.md");
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn every_state_stands_in_the_page_with_its_word() {
    let page = page();
    for phase in Phase::ALL {
        let word = serde_json::to_value(phase).unwrap();
        let row = format!("\n| {} `{}` |", phase.label().japanese, word.as_str().unwrap());
        assert!(page.contains(&row), "{row}");
    }
}

#[test]
fn every_role_is_a_column_of_the_page() {
    let page = page();
    let heading = page.lines().find(|line| line.starts_with("| | 担当 |")).unwrap();
    let columns: Vec<&str> = heading.split('|').map(str::trim).filter(|column| !column.is_empty()).collect();
    let roles: Vec<String> = Role::ALL.iter().map(|role| role.label().japanese).collect();
    assert_eq!(columns, roles);
}

#[test]
fn commands_have_the_words_under_which_they_are_told() {
    for kind in CommandKind::ALL {
        let unknown =
            serde_json::from_value::<register::Command>(serde_json::json!({ kind.word(): null })).unwrap_err();
        assert!(!unknown.to_string().contains("unknown variant"), "{}: {unknown}", kind.word());
    }
}
