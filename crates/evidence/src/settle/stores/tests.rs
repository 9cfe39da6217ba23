//! №4: what each store's method comes to; every copy counts.

use super::settle;
use crate::cryptrec::Use;
use crate::declaration::{Declaration, Known, Stated, Store, StoreKind};
use crate::settle::Finding;
use crate::settle::testing::{assert_found, context, day, on_plan, stated, today, until};
use standard::Answer::{Met, Unknown, Unmet};

fn store(name: &str, kind: StoreKind, method: Known<&str>) -> Stated<Store> {
    let method = match method {
        Known::Is(words) => Known::Is(words.to_owned()),
        Known::Unknown => Known::Unknown,
        Known::NotApplicable => Known::NotApplicable,
    };
    stated(Store { name: name.to_owned(), kind, method, plain: false, used_for: None })
}

/// Database, files and backup with this method for one of them and AES-256-GCM for the others.
fn with(kind: StoreKind, method: &str) -> Vec<Stated<Store>> {
    let kinds = [("主データ", StoreKind::Database), ("添付", StoreKind::Files), ("夜間", StoreKind::Backup)];
    let of = |(name, each)| store(name, each, Known::Is(if each == kind { method } else { "AES-256-GCM" }));
    kinds.map(of).to_vec()
}

fn good() -> Vec<Stated<Store>> {
    with(StoreKind::Logs, "")
}

fn settled(stores: Vec<Stated<Store>>, on: &str, edition: &str) -> Finding {
    let declaration = Declaration { stores, ..Declaration::default() };
    settle(&context(&declaration, day(on)), edition)
}

fn now(stores: Vec<Stated<Store>>) -> Finding {
    settled(stores, &today().to_string(), "2022")
}

#[test]
fn listed_methods_in_every_store_meet_the_item() {
    let found = now(good());
    assert_found(&found, Met, &["保存先「主データ」(データベース): 「AES-256-GCM」", "store `夜間` (backup)"]);
    assert_found(&now(with(StoreKind::Files, "SSE-S3")), Met, &[]);
    assert_found(&now(with(StoreKind::Backup, "Camellia-256-CBC")), Met, &[]);
}

#[test]
fn aes_256_alone_leaves_the_mode_open() {
    let found = now(with(StoreKind::Backup, "AES-256"));
    assert_found(
        &found,
        Unknown,
        &["store `夜間` (backup): `AES-256`: the mode of AES", "保存先「夜間」(バックアップ): 「AES-256」"],
    );
    assert_found(&now(with(StoreKind::Database, "TDE")), Unknown, &["`TDE`"]);
    assert_found(&now(with(StoreKind::Database, "暗号化(AES)")), Unknown, &[]);
}

#[test]
fn xts_is_for_volumes_only() {
    let xts = |used_for: Option<Use>| {
        let mut stores = with(StoreKind::Files, "AES-256-XTS");
        stores[1].fact.used_for = used_for;
        now(stores)
    };
    assert_found(&xts(Some(Use::Volume)), Met, &["ボリューム単位の暗号化"]);
    assert_found(&xts(Some(Use::File)), Unmet, &["XTS"]);
    assert_found(&xts(None), Unmet, &["XTS"]);
    assert_found(&now(with(StoreKind::Database, "AES-256-XTS")), Unknown, &["何を暗号化するのかを尋ねます"]);
    assert_found(&now(with(StoreKind::Backup, "AES-256-XTS")), Unknown, &[]);
}

#[test]
fn a_product_that_encrypts_volumes_tells_the_use() {
    assert_found(&now(with(StoreKind::Files, "BitLocker XTS-AES-256")), Met, &["ボリューム単位"]);
}

#[test]
fn techniques_off_the_recommended_list_fail() {
    for method in ["3DES", "AES-256-ECB", "Blowfish", "XChaCha20-Poly1305", "AES-GCM-SIV", "CLEFIA-CBC", "ML-KEM-768"] {
        assert_found(&now(with(StoreKind::Database, method)), Unmet, &[&format!("「{method}」")]);
    }
}

#[test]
fn a_key_below_the_requirement_is_no_listed_technique() {
    assert_found(&now(with(StoreKind::Files, "AES-256-GCM, RSA-OAEP 1024")), Unmet, &["鍵長"]);
    assert_found(&now(with(StoreKind::Files, "AES-256-GCM, RSA-OAEP 3072")), Met, &[]);
}

#[test]
fn hashing_passwords_or_a_digest_is_no_encryption() {
    for method in ["bcrypt", "SHA-256", "HMAC-SHA256", "RSA-3072", "FIPS 140-2 認証済み"] {
        assert_found(&now(with(StoreKind::Database, method)), Unknown, &[&format!("「{method}」")]);
    }
}

#[test]
fn what_wraps_keys_or_protects_a_channel_says_nothing_of_the_data_that_is_kept() {
    let mut stores = with(StoreKind::Files, "AES-256-KW");
    stores[1].fact.used_for = Some(Use::KeyWrap);
    assert_found(&now(stores), Unknown, &["用途が保存ではない(key-wrap)"]);
    let method = "TLS 1.2、TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";
    assert_found(&now(with(StoreKind::Backup, method)), Unknown, &["its use is not storage (channel)"]);
}

#[test]
fn plain_text_fails_whatever_the_method_says() {
    let mut stores = good();
    stores[2].fact.plain = true;
    assert_found(&now(stores), Unmet, &["保存先「夜間」(バックアップ): 暗号化していない"]);
}

#[test]
fn an_unknown_method_is_asked_by_the_stores_name() {
    let mut stores = good();
    stores[1] = store("添付", StoreKind::Files, Known::Unknown);
    assert_found(&now(stores), Unknown, &["保存先「添付」(ファイル): 暗号・利用モード・鍵長を尋ねる"]);
}

#[test]
fn database_files_and_backup_must_be_stated() {
    for (left_out, name) in ["データベース", "ファイル", "バックアップ"].into_iter().enumerate() {
        let mut stores = good();
        stores.remove(left_out);
        assert_found(&now(stores), Unknown, &[&format!("{name}: 保存時の暗号が書かれていない")]);
    }
    let mut stores = good();
    stores[1] = store("添付", StoreKind::Files, Known::NotApplicable);
    assert_found(&now(stores), Met, &["保存先「添付」(ファイル): 保存先がない"]);
}

#[test]
fn nothing_kept_anywhere_is_not_believed() {
    let kinds = [StoreKind::Database, StoreKind::Files, StoreKind::Backup];
    let stores = kinds.map(|kind| store("なし", kind, Known::NotApplicable)).to_vec();
    assert_found(&now(stores), Unknown, &["no store is there at all"]);
}

#[test]
fn every_further_copy_counts_and_is_asked_for() {
    assert_found(&now(good()), Met, &["内容を含むログ: 複製があれば", "書き出し: ", "search index: "]);
    let mut stores = good();
    stores.push(store("CSV", StoreKind::Exports, Known::Is("3DES")));
    assert_found(&now(stores), Unmet, &["保存先「CSV」(書き出し)"]);
}

#[test]
fn two_facts_about_one_store_must_both_do() {
    let mut stores = good();
    stores.push(store("主データ", StoreKind::Database, Known::Is("3DES")));
    assert_found(&now(stores), Unmet, &["3DES"]);
}

#[test]
fn a_strength_that_has_ended_fails_from_the_next_day() {
    let stores = || with(StoreKind::Files, "AES-256-GCM, RSA-OAEP 2048");
    let last = settled(stores(), "2030-12-31", "2022");
    assert_eq!((last.answer, last.holds_until), (Met, Some(day("2030-12-31"))));
    assert_found(&settled(stores(), "2031-01-01", "2022"), Unmet, &["2030-12-31"]);
}

#[test]
fn the_edition_is_the_standards() {
    let stores = || with(StoreKind::Files, "AES-256-GCM, ML-KEM-768");
    assert_found(&settled(stores(), "2026-12-01", "2022"), Unmet, &["LS-0001-2022"]);
    assert_found(&settled(stores(), "2026-12-01", "2022R2"), Met, &["LS-0001-2022R2"]);
    assert_found(&settled(stores(), "2026-12-01", "2012"), Unknown, &["`2012`"]);
}

#[test]
fn facts_of_another_plan_or_of_the_past_do_not_count() {
    let mut stores = good();
    stores[2].evidence = on_plan("プレミアム");
    assert_found(
        &now(stores.clone()),
        Unknown,
        &["バックアップ: 保存時の暗号が書かれていない", "「プレミアム」での事実"],
    );
    stores[2].evidence = until("2026-11-30");
    assert_found(&now(stores), Unknown, &["保存先「夜間」(バックアップ): 2026-11-30 で終わった"]);
}
