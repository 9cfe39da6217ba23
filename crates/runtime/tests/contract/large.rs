//! The largest things that the register takes in are recorded, read, backed up and restored.

use crate::town::{Backend, Town, actor, after, contract, open_use};
use futures_util::future::join_all;
use ledger::backup::{RestoreOptions, Rollback};
use ledger::{DatabaseLocation, Ledger, LedgerOptions};
use register::event::DocumentNotation;
use register::{Command, UseId, commands::SubmitDeclaration};
use serde_json::json;

contract![
    the_largest_declaration_is_recorded_read_backed_up_and_restored_on_either_database,
    the_longest_comments_on_a_declaration_are_recorded,
    twenty_large_declarations_at_once_are_all_recorded,
];

/// What `evidence` reads at most.
const DECLARATION_LIMIT: usize = 1024 * 1024;

/// A declaration of the largest size, of signs that double when they are written as JSON; `number` makes it another one.
fn largest(number: usize) -> String {
    let declaration = include_str!("../../../../examples/declarations/document-cloud.toml");
    let mut document = format!("{declaration}\n# {number} ");
    document.push_str(&"\"".repeat(DECLARATION_LIMIT - document.len()));
    document
}

fn request(use_id: u32) -> Command {
    serde_json::from_value(json!({"request_declaration": {"use_id": use_id, "due": "2026-12-31"}})).unwrap()
}

fn submit(use_id: u32, document: String) -> SubmitDeclaration {
    SubmitDeclaration { use_id: UseId(use_id), notation: DocumentNotation::Toml, document }
}

async fn the_largest_declaration_is_recorded_read_backed_up_and_restored_on_either_database(town: Town) {
    let ledger = town.ledger().await;
    let city = town.city(&ledger).await;
    city.run(open_use("一"), actor("officer"), after(1)).await.unwrap();
    city.run(request(1), actor("officer"), after(2)).await.unwrap();
    let refused = city.run(submit(1, largest(1) + "\""), actor("officer"), after(3)).await.unwrap_err();
    assert_eq!(refused.code(), "declaration-unreadable", "one byte more is no declaration");
    city.run(submit(1, largest(1)), actor("officer"), after(3)).await.unwrap();
    let again = town.city(&ledger).await;
    assert_eq!(*again.state().await.unwrap(), *city.state().await.unwrap());

    let path = town.path("backup");
    ledger.back_up(&path, None, after(4)).await.unwrap();
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let database = match backend {
            Backend::Sqlite => DatabaseLocation::Sqlite(town.path("restored.db")),
            Backend::Postgres => Town::empty_database(),
        };
        let restored = Ledger::open(LedgerOptions { database, ..town.options.clone() }).await.unwrap();
        let options = RestoreOptions { known: Vec::new(), rollback: Rollback::Refuse, at: after(5) };
        restored.restore(&path, &options).await.unwrap();
        let opened = town.city(&restored).await;
        assert_eq!(*opened.state().await.unwrap(), *city.state().await.unwrap());
        restored.close().await;
    }
}

async fn the_longest_comments_on_a_declaration_are_recorded(town: Town) {
    let ledger = town.ledger().await;
    let city = town.city(&ledger).await;
    city.run(open_use("一"), actor("officer"), after(1)).await.unwrap();
    city.run(request(1), actor("officer"), after(2)).await.unwrap();
    let declaration = include_str!("../../../../examples/declarations/document-cloud.toml").to_owned();
    city.run(submit(1, declaration), actor("officer"), after(3)).await.unwrap();
    // A sign of four bytes, the most that UTF-8 has.
    let comment = json!({"item": "7", "comment": "𠮷".repeat(4000)});
    let comments = vec![comment; 256];
    let returned = json!({"return_declaration": {"use_id": 1, "due": "2026-12-31", "comments": comments}});
    let returned: Command = serde_json::from_value(returned).unwrap();
    city.run(returned, actor("review"), after(4)).await.unwrap();
    let again = town.city(&ledger).await;
    assert_eq!(again.state().await.unwrap().find_use(UseId(1)).unwrap().comments.len(), 256);
}

async fn twenty_large_declarations_at_once_are_all_recorded(town: Town) {
    let ledger = town.ledger().await;
    let city = town.city(&ledger).await;
    for number in 1..=20 {
        city.run(open_use(&format!("用途{number}")), actor("officer"), after(1)).await.unwrap();
        city.run(request(number), actor("officer"), after(1)).await.unwrap();
    }
    let submissions = (1..=20_u32).map(|number| {
        let document = largest(usize::try_from(number).unwrap());
        city.run(submit(number, document), actor("officer"), after(2))
    });
    for done in join_all(submissions).await {
        assert_eq!(done.unwrap().events.len(), 1);
    }
    let again = town.city(&ledger).await;
    assert_eq!(*again.state().await.unwrap(), *city.state().await.unwrap());
}
