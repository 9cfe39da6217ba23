//! The traps of №8-1 and №8-2, each with its sentence.

use super::settle;
use crate::declaration::{Declaration, Erasure, Known, Stated, Store, StoreKind};
use crate::sanitization::EraseConditions;
use crate::settle::Finding;
use crate::settle::examples::{DAY, context, is, missing, sentences, stated, until};
use standard::Answer;
use standard::check::ErasureTime::{self, ContractEnd, Disposal};

fn erasure(at: ErasureTime, medium: &str, technique: &str, covers: &[&str]) -> Stated<Erasure> {
    stated(Erasure {
        at,
        covers: covers.iter().map(|name| (*name).to_owned()).collect(),
        medium: is(medium),
        technique: is(technique),
        conditions: EraseConditions::default(),
        deleted_at_end: Known::Is(true),
    })
}

fn store(name: &str, kind: StoreKind) -> Stated<Store> {
    stated(Store { name: name.to_owned(), kind, method: is("AES-256-GCM"), plain: false, used_for: None })
}

fn of(at: ErasureTime, erasures: Vec<Stated<Erasure>>) -> Finding {
    let stores = vec![store("本番DB", StoreKind::Database), store("控え", StoreKind::Backup)];
    settle(&context(&Declaration { stores, erasures, ..Declaration::default() }), at)
}

fn one(at: ErasureTime, medium: &str, technique: &str) -> Finding {
    of(at, vec![erasure(at, medium, technique, &[])])
}

const FORMAT: &str = "Format NVM (User Data Erase)、NIST SP 800-88 Rev.1 Purge";

#[test]
fn purge_and_destroy_of_every_store_hold() {
    for (medium, technique) in [("nvme-ssd", FORMAT), ("ata-hdd", "消磁 (Purge、Rev.1)"), ("ata-ssd", "焼却 Destroy")]
    {
        for at in [ContractEnd, Disposal] {
            let found = one(at, medium, technique);
            assert_eq!(found.answer, Answer::Met, "{technique}: {}", sentences(&found));
        }
    }
}

#[test]
fn clear_is_not_enough() {
    for technique in ["ゼロフィルで上書き", "論理削除", "overwrite", "Clear"] {
        let found = one(ContractEnd, "ata-hdd", technique);
        assert_eq!(found.answer, Answer::Unmet, "{technique}: {}", sentences(&found));
    }
}

#[test]
fn secure_erase_on_flash_is_clear() {
    assert_eq!(one(ContractEnd, "ata-ssd", "SECURITY ERASE UNIT").answer, Answer::Unmet);
}

#[test]
fn cryptographic_erase_counts_only_with_its_conditions() {
    let with = |conditions: EraseConditions| {
        let mut fact = erasure(ContractEnd, "cloud-object", "暗号化消去", &[]);
        fact.fact.conditions = conditions;
        of(ContractEnd, vec![fact])
    };
    let yes = Some(true);
    let all = EraseConditions {
        encrypted_before_writing: yes,
        every_key_copy_destroyed: yes,
        strength: yes,
        own_key: yes,
        condition_shown: yes,
    };
    let found = with(all);
    assert_eq!(found.answer, Answer::Met, "{}", sentences(&found));
    let claimed = with(EraseConditions::default());
    assert_eq!(claimed.answer, Answer::Unknown);
    assert!(missing(&claimed).contains("鍵のすべての写し"), "{}", missing(&claimed));
    for broken in [
        EraseConditions { encrypted_before_writing: Some(false), ..all },
        EraseConditions { every_key_copy_destroyed: Some(false), ..all },
        EraseConditions { own_key: Some(false), ..all },
    ] {
        assert_eq!(with(broken).answer, Answer::Unmet, "{broken:?}");
    }
}

#[test]
fn citing_rev_2_is_never_a_fail_and_is_noted() {
    let found = one(ContractEnd, "nvme-ssd", "Format NVM (User Data Erase)、NIST SP 800-88 Rev.2 Purge");
    assert_eq!(found.answer, Answer::Met, "{}", sentences(&found));
    assert!(found.notes.iter().any(|note| note.japanese.contains("Rev.1")), "{}", sentences(&found));
    assert!(!one(ContractEnd, "nvme-ssd", FORMAT).notes.iter().any(|note| note.japanese.contains("ほかの版")));
}

#[test]
fn every_stated_store_must_be_covered() {
    let of_db = || erasure(ContractEnd, "nvme-ssd", FORMAT, &["本番DB"]);
    let of_backup = |technique| erasure(ContractEnd, "ata-hdd", technique, &["控え"]);
    let only_db = of(ContractEnd, vec![of_db()]);
    assert_eq!(only_db.answer, Answer::Unknown);
    assert!(missing(&only_db).contains("控え"), "{}", missing(&only_db));
    assert_eq!(of(ContractEnd, vec![of_db(), of_backup("消磁")]).answer, Answer::Met);
    assert_eq!(of(ContractEnd, vec![of_db(), of_backup("上書き")]).answer, Answer::Unmet);
}

#[test]
fn an_erasure_of_named_stores_without_a_list_of_stores_is_open() {
    let erasures = vec![erasure(ContractEnd, "nvme-ssd", FORMAT, &["本番DB"])];
    let declaration = Declaration { erasures, ..Declaration::default() };
    assert_eq!(settle(&context(&declaration), ContractEnd).answer, Answer::Unknown);
}

#[test]
fn a_medium_that_does_not_exist_covers_nothing() {
    let mut no_paper = erasure(ContractEnd, "paper", "細断", &[]);
    no_paper.fact.medium = Known::NotApplicable;
    assert_eq!(of(ContractEnd, vec![no_paper.clone()]).answer, Answer::Unknown);
    let of_db = erasure(ContractEnd, "nvme-ssd", FORMAT, &["本番DB"]);
    assert_eq!(of(ContractEnd, vec![no_paper, of_db]).answer, Answer::Unknown);
}

#[test]
fn an_unknown_medium_or_technique_is_asked_for() {
    let mut no_medium = erasure(ContractEnd, "", FORMAT, &[]);
    no_medium.fact.medium = Known::Unknown;
    let found = of(ContractEnd, vec![no_medium]);
    assert_eq!(found.answer, Answer::Unknown);
    assert!(missing(&found).contains("媒体"), "{}", missing(&found));
    let mut no_technique = erasure(ContractEnd, "nvme-ssd", "", &[]);
    no_technique.fact.technique = Known::Unknown;
    assert_eq!(of(ContractEnd, vec![no_technique]).answer, Answer::Unknown);
    assert_eq!(one(ContractEnd, "nvme-ssd", "適切に廃棄する").answer, Answer::Unknown);
}

#[test]
fn an_erasure_at_another_time_says_nothing() {
    assert_eq!(of(Disposal, vec![erasure(ContractEnd, "nvme-ssd", FORMAT, &[])]).answer, Answer::Unknown);
    assert_eq!(of(ContractEnd, vec![erasure(Disposal, "nvme-ssd", FORMAT, &[])]).answer, Answer::Unknown);
    assert_eq!(of(Disposal, Vec::new()).answer, Answer::Unknown);
}

#[test]
fn deletion_at_the_end_is_the_premise_of_disposal_only() {
    let with = |at, premise| {
        let mut fact = erasure(at, "nvme-ssd", FORMAT, &[]);
        fact.fact.deleted_at_end = premise;
        of(at, vec![fact])
    };
    assert_eq!(with(Disposal, Known::Is(true)).answer, Answer::Met);
    let broken = with(Disposal, Known::Is(false));
    assert_eq!(broken.answer, Answer::Unmet);
    assert!(broken.grounds[0].text.japanese.contains("前提"), "{}", sentences(&broken));
    let open = with(Disposal, Known::Unknown);
    assert_eq!(open.answer, Answer::Unknown);
    assert!(missing(&open).contains("前提"), "{}", missing(&open));
    assert_eq!(with(ContractEnd, Known::Unknown).answer, Answer::Met);
}

#[test]
fn a_fact_that_ended_does_not_count_and_one_that_ends_is_met_until_then() {
    let fact = || erasure(ContractEnd, "nvme-ssd", FORMAT, &[]).fact;
    let ended = of(ContractEnd, vec![until(fact(), DAY.yesterday().unwrap())]);
    assert_eq!(ended.answer, Answer::Unknown);
    assert!(missing(&ended).contains("2026-11-30"), "{}", missing(&ended));
    let last = of(ContractEnd, vec![until(fact(), DAY)]);
    assert_eq!((last.answer, last.holds_until), (Answer::Met, Some(DAY)));
}
