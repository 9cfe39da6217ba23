//! Evidence through a city: refused before it is stored, stored before it is recorded, found again, and missed where it is gone.

use crate::town::{Town, actor, after, contract, open_use};
use ledger::Sequence;
use ledger::verify::Defect;
use register::{Digest, UseId};
use runtime::{City, Document, EvidenceError, Refused, named_blobs, verify};
use serde_json::json;

contract![
    what_was_attached_is_handed_out_again_and_verifies,
    what_may_not_be_attached_is_not_even_stored,
    a_command_that_names_a_file_which_is_not_there_or_another_is_refused,
    evidence_whose_row_vanished_is_missed_and_named_by_its_event,
    evidence_that_is_not_what_its_event_says_is_named,
    a_file_whose_event_was_never_written_is_a_note_and_is_used_when_it_comes_again,
    a_backup_that_lacks_evidence_is_found_with_keys,
];

fn document(content: &[u8]) -> Document {
    Document {
        use_id: UseId(1),
        name: "登録証.pdf".parse().unwrap(),
        media_type: "application/pdf".parse().unwrap(),
        content: content.to_vec(),
        document: None,
        note: None,
    }
}

async fn with_use(town: &Town) -> (ledger::Ledger, City) {
    let ledger = town.ledger().await;
    let city = town.city(&ledger).await;
    city.run(open_use("議事録"), actor("officer"), after(1)).await.unwrap();
    (ledger, city)
}

async fn what_was_attached_is_handed_out_again_and_verifies(town: Town) {
    let (ledger, city) = with_use(&town).await;
    let content = vec![7; 200_000];
    city.attach(document(&content), actor("officer"), after(2)).await.unwrap();
    let (evidence, found) = city.read_evidence(UseId(1), 1).await.unwrap();
    assert_eq!((evidence.hash, evidence.size, found), (Digest::of(&content), 200_000, content));
    let unknown = city.read_evidence(UseId(1), 2).await.unwrap_err();
    assert!(matches!(unknown, EvidenceError::Unknown { .. }));
    let report = verify(&ledger, &[]).await.unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.cities[0].named_blobs, report.cities[0].stray_blobs.len()), (1, 0));
}

async fn what_may_not_be_attached_is_not_even_stored(town: Town) {
    let (ledger, city) = with_use(&town).await;
    let refused = city.attach(document(b"evidence"), actor("audit"), after(2)).await.unwrap_err();
    assert_eq!(refused.code(), "not-permitted");
    assert_eq!(city.attach(document(b""), actor("officer"), after(2)).await.unwrap_err().code(), "empty-evidence");
    assert_eq!(ledger.verify(&[]).await.unwrap().cities[0].blobs, 0);
}

async fn a_command_that_names_a_file_which_is_not_there_or_another_is_refused(town: Town) {
    let (ledger, city) = with_use(&town).await;
    let id = ledger.put_blob(&town.id, b"evidence", after(2)).await.unwrap().to_string();
    let attach = |blob: &str, size: usize, content: &[u8]| {
        let hash = Digest::of(content);
        let fields = json!({
            "use_id": 1, "name": "a.pdf", "media_type": "application/pdf", "size": size, "hash": hash, "blob": blob,
        });
        let command: register::Command = serde_json::from_value(json!({ "attach_evidence": fields })).unwrap();
        city.run(command, actor("officer"), after(3))
    };
    for (blob, size, content) in
        [("0".repeat(64), 8, b"evidence"), (id.clone(), 9, b"evidence"), (id.clone(), 8, b"another.")]
    {
        let refused = attach(&blob, size, content).await.unwrap_err();
        assert!(matches!(refused, Refused::NotStored), "{refused}");
    }
    attach(&id, 8, b"evidence").await.unwrap();
}

/// The findings of a verification, each with its event.
async fn findings(ledger: &ledger::Ledger) -> Vec<(Defect, Option<i64>)> {
    let report = verify(ledger, &[]).await.unwrap();
    report.all_findings().map(|finding| (finding.defect, finding.sequence)).collect()
}

async fn evidence_whose_row_vanished_is_missed_and_named_by_its_event(town: Town) {
    let (ledger, city) = with_use(&town).await;
    city.attach(document(b"evidence"), actor("officer"), after(2)).await.unwrap();
    ledger.close().await;
    town.tamper("DELETE FROM blobs").await;
    let ledger = town.ledger().await;
    assert_eq!(findings(&ledger).await, [(Defect::EvidenceMissing, Some(5))]);
    assert!(ledger.verify(&[]).await.unwrap().is_sound(), "without the events' help nobody would notice");
}

async fn evidence_that_is_not_what_its_event_says_is_named(town: Town) {
    let (ledger, city) = with_use(&town).await;
    city.attach(document(b"evidence"), actor("officer"), after(2)).await.unwrap();
    // An event as a program with a flaw would write it: right in everything but the hash.
    let mut events = std::pin::pin!(ledger.read(&town.id, Sequence::new(4).unwrap()));
    let event = futures_util::TryStreamExt::try_next(&mut events).await.unwrap().unwrap();
    let lie = String::from_utf8(event.payload).unwrap();
    let lie = lie.replace(&Digest::of(b"evidence").to_string(), &Digest::of(b"another").to_string());
    assert_eq!(named_blobs(lie.as_bytes()).len(), 1);
    ledger.append(&town.id, ledger::Expected::Anywhere, vec![lie.into_bytes()], after(3)).await.unwrap();
    assert_eq!(findings(&ledger).await, [(Defect::EvidenceDiffers, Some(6))]);
}

async fn a_file_whose_event_was_never_written_is_a_note_and_is_used_when_it_comes_again(town: Town) {
    let (ledger, city) = with_use(&town).await;
    let id = ledger.put_blob(&town.id, b"evidence", after(2)).await.unwrap();
    let report = verify(&ledger, &[]).await.unwrap();
    assert!(report.is_sound());
    assert_eq!(report.cities[0].stray_blobs, [id.to_string()]);
    city.attach(document(b"evidence"), actor("officer"), after(2)).await.unwrap();
    let report = verify(&ledger, &[]).await.unwrap();
    assert_eq!((report.cities[0].blobs, report.cities[0].stray_blobs.len()), (1, 0));
}

async fn a_backup_that_lacks_evidence_is_found_with_keys(town: Town) {
    let (ledger, city) = with_use(&town).await;
    city.attach(document(b"evidence"), actor("officer"), after(2)).await.unwrap();
    let options = ledger::verify::VerifyOptions {
        keys: Some(town.options.keys.clone()),
        naming: Some(named_blobs),
        ..Default::default()
    };
    let path = town.path("backup");
    ledger.back_up(&path, None, after(3)).await.unwrap();
    let report = ledger::backup::verify_backup(&path, &options).await.unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.cities[0].named_blobs, 1);
    ledger.close().await;
    town.tamper("DELETE FROM blobs").await;
    let ledger = town.ledger().await;
    ledger.back_up(&path, None, after(4)).await.unwrap();
    let report = ledger::backup::verify_backup(&path, &options).await.unwrap();
    assert_eq!(report.cities[0].findings[0].defect, Defect::EvidenceMissing);
}
