//! Verification of a database: with and without keys, against checkpoints.

use crate::world::{World, append_events, contract, hex, instant, natori, read_all, sendai, sequence};
use ledger::verify::{Defect, Report, VerifyOptions, verify_database};
use ledger::{Checkpoint, CheckpointError, Expected, Head, KeyRing as _, ReadError, SigningKey, SystemRandomness};
use proptest::prelude::*;

contract!(
    a_sound_ledger_verifies_with_and_without_keys,
    every_kind_of_tampering_is_found_and_named,
    a_stream_rewritten_with_right_hashes_is_shown_by_keys_and_by_a_checkpoint,
    a_stream_cut_with_its_head_is_shown_by_a_checkpoint_only,
    a_database_can_be_verified_while_a_server_writes,
    an_altered_snapshot_is_passed_over_and_named,
);

async fn verify(world: &World, with_keys: bool, checkpoints: &[Checkpoint]) -> Report {
    let keys = with_keys.then(|| -> std::sync::Arc<dyn ledger::KeyRing> { world.keys.clone() });
    let options = VerifyOptions { keys, checkpoints: checkpoints.to_vec(), ..VerifyOptions::default() };
    verify_database(&world.database, &options).await.unwrap()
}

fn found(report: &Report) -> Vec<(Option<i64>, Option<i64>, Defect)> {
    report.all_findings().map(|finding| (finding.sequence, finding.through, finding.defect)).collect()
}

fn signing_key() -> SigningKey {
    SigningKey::from_seed(&ledger::SecretKey::new([7; 32])).unwrap()
}

async fn a_sound_ledger_verifies_with_and_without_keys(world: World) {
    let ledger = world.open_with(&sendai()).await;
    world.add_city(&ledger, &natori()).await;
    append_events(&ledger, &sendai(), 200).await;
    ledger.rotate_data_key(&sendai(), instant(2)).await.unwrap();
    append_events(&ledger, &sendai(), 5).await;
    ledger.put_blob(&sendai(), b"evidence", instant(1)).await.unwrap();
    let checkpoint = ledger.checkpoint(&sendai(), &signing_key(), instant(3)).await.unwrap();
    append_events(&ledger, &sendai(), 5).await;
    let report = ledger.verify(std::slice::from_ref(&checkpoint)).await.unwrap();
    assert!(report.is_sound(), "{report:?}");
    let city = &report.cities[1];
    assert_eq!((city.events, city.opened, city.blobs, city.checkpoints), (210, 210, 1, 1));
    ledger.close().await;

    let report = verify(&world, false, &[checkpoint]).await;
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.cities[1].events, report.cities[1].opened), (210, 0));
}

async fn every_kind_of_tampering_is_found_and_named(world: World) {
    let ledger = world.open_with(&sendai()).await;
    append_events(&ledger, &sendai(), 9).await;
    ledger.close().await;
    let blob = |text: &str| match world.backend {
        crate::world::Backend::Sqlite => format!("CAST('{text}' AS BLOB)"),
        crate::world::Backend::Postgres => format!("'{text}'::bytea"),
    };
    let at = |first, through, defect| vec![(Some(first), through, defect)];
    let cases = [
        (format!("UPDATE events SET envelope = {} WHERE sequence = 4", blob("x")), at(4, None, Defect::Altered)),
        (format!("UPDATE events SET hash = {} WHERE sequence = 4", blob("x")), at(4, None, Defect::Altered)),
        (format!("UPDATE events SET hash = {} WHERE sequence = 9", blob("x")), at(9, None, Defect::Altered)),
        ("DELETE FROM events WHERE sequence = 1".into(), at(1, None, Defect::Missing)),
        ("DELETE FROM events WHERE sequence IN (3, 4, 5)".into(), at(3, Some(5), Defect::Missing)),
        ("DELETE FROM events WHERE sequence > 6".into(), at(7, Some(9), Defect::Missing)),
        ("UPDATE cities SET sequence = 7".into(), at(8, Some(9), Defect::Surplus)),
        ("UPDATE cities SET sequence = 12".into(), at(10, Some(12), Defect::Missing)),
        (
            "UPDATE cities SET hash = (SELECT hash FROM events WHERE sequence = 8)".into(),
            at(9, None, Defect::HeadDiffers),
        ),
        (
            "UPDATE events SET sequence = -5 WHERE sequence = 9".into(),
            vec![(Some(-5), None, Defect::OutOfPlace), (Some(9), None, Defect::Missing)],
        ),
        (
            "UPDATE events SET city = 'nobody' WHERE sequence = 9".into(),
            vec![(Some(9), None, Defect::Missing), (None, None, Defect::UnknownCity)],
        ),
    ];
    for (sql, expected) in cases {
        world.tamper("CREATE TABLE kept AS SELECT * FROM events").await;
        world.tamper("CREATE TABLE kept_cities AS SELECT * FROM cities").await;
        world.tamper(&sql).await;
        assert_eq!(found(&verify(&world, false, &[]).await), expected, "{sql}");
        // With the note a server would not even start where the last event is gone.
        world.forget_note();
        let ledger = world.open().await;
        let read = read_all(&ledger, &sendai()).await;
        let only_the_head_knows = sql.contains("UPDATE cities SET sequence = 7");
        assert!(matches!(read, Err(ReadError::Broken(_))) || only_the_head_knows, "{sql}: a reader is told as well");
        ledger.close().await;
        for undo in [
            "DELETE FROM events",
            "INSERT INTO events SELECT * FROM kept",
            "DELETE FROM cities",
            "INSERT INTO cities SELECT * FROM kept_cities",
            "DROP TABLE kept",
            "DROP TABLE kept_cities",
        ] {
            world.tamper(undo).await;
        }
    }
    assert!(verify(&world, true, &[]).await.is_sound());
}

/// Somebody with the database and without keys, who knows how hashes are made.
async fn a_stream_rewritten_with_right_hashes_is_shown_by_keys_and_by_a_checkpoint(world: World) {
    let ledger = world.open_with(&sendai()).await;
    append_events(&ledger, &sendai(), 2).await;
    let event = read_all(&ledger, &sendai()).await.unwrap().remove(0);
    ledger.append(&sendai(), Expected::Anywhere, vec![b"the truth".to_vec()], instant(1)).await.unwrap();
    let checkpoint = ledger.checkpoint(&sendai(), &signing_key(), instant(3)).await.unwrap();
    ledger.close().await;
    let forged = [&[1, 0, 0, 0, 1][..], &[0; 8], &[9; 32], b"a lie, sealed with nothing"].concat();
    let second = event.hash.then(&sendai(), sequence(2), &forged);
    let third = second.then(&sendai(), sequence(3), &forged);
    let literal = |bytes: &[u8]| {
        let digits = hex(bytes);
        match world.backend {
            crate::world::Backend::Sqlite => format!("x'{digits}'"),
            crate::world::Backend::Postgres => format!("'\\x{digits}'::bytea"),
        }
    };
    for (number, hash) in [(2, second), (3, third)] {
        let (hash, forged) = (literal(hash.as_bytes()), literal(&forged));
        world.tamper(&format!("UPDATE events SET hash = {hash}, envelope = {forged} WHERE sequence = {number}")).await;
    }
    world.tamper(&format!("UPDATE cities SET hash = {}", literal(third.as_bytes()))).await;

    world.forget_note();
    assert!(verify(&world, false, &[]).await.is_sound(), "hashes alone are not enough");
    let with_keys = found(&verify(&world, true, &[]).await);
    assert_eq!(with_keys, [(Some(2), None, Defect::DoesNotOpen), (Some(3), None, Defect::DoesNotOpen)]);
    assert_eq!(found(&verify(&world, false, &[checkpoint]).await), [(Some(3), None, Defect::Rewritten)]);
}

async fn a_stream_cut_with_its_head_is_shown_by_a_checkpoint_only(world: World) {
    let ledger = world.open_with(&sendai()).await;
    append_events(&ledger, &sendai(), 9).await;
    let checkpoint = ledger.checkpoint(&sendai(), &signing_key(), instant(3)).await.unwrap();
    ledger.close().await;
    world.tamper("DELETE FROM events WHERE sequence > 6").await;
    world.tamper("UPDATE cities SET sequence = 6, hash = (SELECT hash FROM events WHERE sequence = 6)").await;
    if world.backend == crate::world::Backend::Sqlite {
        let report = verify(&world, true, &[]).await;
        assert_eq!(report.findings[0].defect, Defect::WritesLost, "the note beside it shows it, unless that goes, too");
    }
    world.forget_note();
    assert!(verify(&world, true, &[]).await.is_sound());
    let with_checkpoint = found(&verify(&world, false, std::slice::from_ref(&checkpoint)).await);
    assert_eq!(with_checkpoint, [(Some(7), Some(9), Defect::BehindCheckpoint)]);
    world.tamper("DELETE FROM events").await;
    world.tamper("DELETE FROM cities").await;
    let with_checkpoint = found(&verify(&world, false, &[checkpoint]).await);
    assert_eq!(with_checkpoint, [(Some(9), None, Defect::BehindCheckpoint)], "a city that vanished is missed too");
}

async fn a_database_can_be_verified_while_a_server_writes(world: World) {
    let ledger = world.open_with(&sendai()).await;
    append_events(&ledger, &sendai(), 50).await;
    let writer = tokio::spawn({
        let ledger = ledger.clone();
        async move { append_events(&ledger, &sendai(), 3000).await }
    });
    while !writer.is_finished() {
        let report = verify(&world, true, &[]).await;
        assert!(report.is_sound(), "{report:?}");
        tokio::task::yield_now().await;
    }
    writer.await.unwrap();
}

async fn an_altered_snapshot_is_passed_over_and_named(world: World) {
    let ledger = world.open_with(&sendai()).await;
    append_events(&ledger, &sendai(), 9).await;
    ledger.save_snapshot(&sendai(), sequence(3), b"older", instant(1)).await.unwrap();
    ledger.save_snapshot(&sendai(), sequence(6), b"newer", instant(1)).await.unwrap();
    world.tamper("UPDATE snapshots SET sequence = 7 WHERE sequence = 6").await;
    assert_eq!(ledger.latest_snapshot(&sendai()).await.unwrap().unwrap().payload, b"older");
    assert_eq!(found(&ledger.verify(&[]).await.unwrap()), [(Some(7), None, Defect::Snapshot)]);
}

#[test]
fn a_checkpoint_is_a_small_document_that_refuses_every_change() {
    let head = Head { sequence: sequence(3), ..Head::start(&sendai()) };
    let checkpoint = Checkpoint::sign(sendai(), head, instant(3), &signing_key());
    let document = checkpoint.to_json();
    assert!(document.len() < 600, "{document}");
    assert_eq!(Checkpoint::parse(document.as_bytes()).unwrap(), checkpoint);
    assert_eq!(checkpoint.public_key(), &signing_key().public_key());
    for at in 0..document.len() {
        let mut altered = document.clone().into_bytes();
        altered[at] ^= 1;
        if let Ok(read) = Checkpoint::parse(&altered) {
            assert_eq!(read, checkpoint, "only white space may differ: byte {at}");
        }
    }
    let other = document.replace("sendai", "natori");
    assert!(matches!(Checkpoint::parse(other.as_bytes()), Err(CheckpointError::Signature)));
    assert!(matches!(Checkpoint::parse(&[b' '; 5000]), Err(CheckpointError::Format)));
}

proptest! {
    #[test]
    fn any_head_can_be_signed_and_read_back(number in 0..i64::MAX.unsigned_abs(), seconds in 0..1_000_000_000_i64) {
        let head = Head { sequence: sequence(number), ..Head::start(&natori()) };
        let checkpoint = Checkpoint::sign(natori(), head, instant(seconds), &signing_key());
        prop_assert_eq!(Checkpoint::parse(checkpoint.to_json().as_bytes()).unwrap(), checkpoint);
    }
}

#[tokio::test]
async fn a_stream_whose_key_is_away_is_no_pass_when_keys_are_asked_for() {
    let world = World::new(crate::world::Backend::Sqlite);
    let ledger = world.open_with(&sendai()).await;
    append_events(&ledger, &sendai(), 1).await;
    ledger.close().await;
    world.keys.destroy(&sendai()).await.unwrap();
    world.keys.create(&sendai(), &SystemRandomness).unwrap();
    assert_eq!(found(&verify(&world, true, &[]).await), [(Some(1), None, Defect::KeyMissing)]);
}
