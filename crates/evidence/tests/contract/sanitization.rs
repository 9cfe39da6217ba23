//! Erasure for №8: the table of media and techniques, cryptographic erase, claims, editions, and the wording that looks like
//! an erasure and is none.

use evidence::sanitization::{Category, EraseConditions, SANITIZATION, Sanitization, SanitizationExplanation};
use proptest::prelude::*;
use standard::Language;
use standard::document::Notation;
use std::fmt::Write as _;

const SHOWN: EraseConditions = EraseConditions {
    encrypted_before_writing: Some(true),
    every_key_copy_destroyed: Some(true),
    strength: Some(true),
    own_key: Some(true),
    condition_shown: Some(true),
};

fn data() -> Sanitization {
    Sanitization::built_in().unwrap()
}

fn explain(medium: &str, words: &str, shown: EraseConditions) -> SanitizationExplanation {
    data().explain_sanitization(Some(medium), words, shown)
}

/// Category and whether №8 takes it, as `purge yes`.
fn outcome(medium: &str, words: &str) -> String {
    brief(&explain(medium, words, EraseConditions::default()))
}

fn brief(found: &SanitizationExplanation) -> String {
    let satisfies = found.satisfies.map_or("open", |satisfies| if satisfies { "yes" } else { "no" });
    format!("{} {satisfies}", found.category.id())
}

fn check(rows: &[(&str, &str, &str)]) {
    for (medium, words, expected) in rows {
        assert_eq!(outcome(medium, words), *expected, "{medium}: {words}");
    }
}

#[test]
fn clear_is_not_enough() {
    check(&[
        ("ata-hdd", "上書き", "clear no"),
        ("ata-hdd", "ゼロフィル", "clear no"),
        ("ata-hdd", "DoD 5220.22-M", "clear no"),
        ("ata-ssd", "overwrite", "clear no"),
        ("nvme-ssd", "クイックフォーマット", "clear no"),
        ("cloud-object", "論理削除", "clear no"),
        ("cloud-object", "データ削除", "clear no"),
        ("mobile", "factory reset", "clear no"),
        ("ata-hdd", "Clear", "clear no"),
    ]);
}

#[test]
fn ata_security_erase_on_flash_is_only_clear() {
    check(&[
        ("ata-ssd", "SECURITY ERASE UNIT", "clear no"),
        ("ata-ssd", "ATA Secure Erase", "clear no"),
        ("ata-ssd", "ＡＴＡ Ｓｅｃｕｒｅ Ｅｒａｓｅ", "clear no"),
        ("ata-ssd", "Enhanced Secure Erase", "clear no"),
    ]);
}

#[test]
fn ata_security_erase_on_a_hard_disk_is_purge_in_enhanced_mode_only() {
    check(&[
        ("ata-hdd", "SECURITY ERASE UNIT (Enhanced)", "purge yes"),
        ("ata-hdd", "Enhanced Secure Erase", "purge yes"),
        ("ata-hdd", "SECURITY ERASE UNIT コマンド(Enhanced モード)", "purge yes"),
        ("ata-hdd", "SECURITY ERASE UNIT", "unknown open"),
        ("ata-hdd", "SECURITY ERASE UNIT (Normal)", "clear no"),
    ]);
    let enhanced = explain("ata-hdd", "Enhanced Secure Erase", EraseConditions::default());
    assert!(enhanced.ask.iter().any(|ask| ask.japanese.contains("製造者")), "{enhanced:?}");
}

#[test]
fn degaussing_does_nothing_on_flash() {
    check(&[
        ("ata-hdd", "消磁", "purge yes"),
        ("magnetic-tape", "degauss", "purge yes"),
        ("ata-ssd", "消磁", "unknown no"),
        ("nvme-ssd", "degaussing", "unknown no"),
        ("usb-flash", "磁気破壊", "unknown no"),
    ]);
}

#[test]
fn the_commands_of_each_medium_are_known() {
    check(&[
        ("ata-hdd", "SANITIZE OVERWRITE", "purge yes"),
        ("scsi-hdd", "SANITIZE OVERWRITE", "purge yes"),
        ("ata-ssd", "SANITIZE BLOCK ERASE", "purge yes"),
        ("scsi-ssd", "sanitize block erase", "purge yes"),
        ("nvme-ssd", "Format NVM with User Data Erase", "purge yes"),
        ("nvme-ssd", "Format NVM", "unknown open"),
        ("nvme-ssd", "SANITIZE BLOCK ERASE", "unknown open"),
        ("ata-hdd", "破砕", "destroy yes"),
        ("magnetic-tape", "焼却", "destroy yes"),
        ("usb-flash", "shred", "destroy yes"),
        ("scsi-hdd", "溶解", "destroy yes"),
    ]);
}

#[test]
fn paper_and_optical_discs_are_destroyed_to_a_size() {
    check(&[
        ("paper", "シュレッダー", "destroy open"),
        ("paper", "シュレッダー(クロスカット 1×5 mm)", "destroy yes"),
        ("paper", "焼却", "destroy yes"),
        ("paper", "溶解", "unknown open"),
        ("paper", "Purge", "unknown open"),
        ("optical", "破砕", "destroy open"),
        ("optical", "0.5mm以下に破砕", "destroy yes"),
        ("optical", "上書き", "unknown no"),
    ]);
    let too_big = EraseConditions { condition_shown: Some(false), ..EraseConditions::default() };
    assert_eq!(brief(&explain("paper", "シュレッダー", too_big)), "unknown no");
    assert_eq!(brief(&explain("paper", "シュレッダー", SHOWN)), "destroy yes");
}

#[test]
fn physical_destruction_is_destroy_but_drilling_is_asked_about() {
    check(&[
        ("ata-hdd", "物理破壊", "destroy yes"),
        ("ata-ssd", "物理破壊(破砕)", "destroy yes"),
        ("ata-hdd", "物理破壊(穿孔)", "unknown open"),
        ("ata-hdd", "穴あけ", "unknown open"),
        ("ata-hdd", "データを復元できない方法で粉砕", "destroy yes"),
    ]);
}

#[test]
fn cryptographic_erase_is_purge_only_with_all_of_its_conditions() {
    for (medium, words) in [
        ("nvme-ssd", "暗号化消去"),
        ("ata-ssd", "cryptographic erase"),
        ("cloud-object", "crypto-shredding"),
        ("cloud-object", "暗号鍵の破棄"),
        ("ata-hdd", "TCG Opal"),
        ("ata-ssd", "CRYPTO SCRAMBLE EXT"),
        ("nvme-ssd", "Format NVM (Cryptographic Erase)"),
    ] {
        assert_eq!(outcome(medium, words), "unknown open", "{medium}: {words}");
        assert_eq!(brief(&explain(medium, words, SHOWN)), "purge yes", "{medium}: {words}");
        let without = [
            EraseConditions { encrypted_before_writing: Some(false), ..SHOWN },
            EraseConditions { every_key_copy_destroyed: Some(false), ..SHOWN },
            EraseConditions { strength: Some(false), ..SHOWN },
        ];
        for shown in without {
            assert_eq!(brief(&explain(medium, words, shown)), "unknown no", "{medium}: {words} {shown:?}");
        }
        let unknown = [
            EraseConditions { encrypted_before_writing: None, ..SHOWN },
            EraseConditions { every_key_copy_destroyed: None, ..SHOWN },
            EraseConditions { strength: None, ..SHOWN },
        ];
        for shown in unknown {
            let found = explain(medium, words, shown);
            assert_eq!(brief(&found), "unknown open", "{medium}: {words} {shown:?}");
            assert!(!found.ask.is_empty());
        }
    }
}

#[test]
fn in_the_cloud_the_keys_must_be_of_one_user() {
    let shared = EraseConditions { own_key: Some(false), ..SHOWN };
    assert_eq!(brief(&explain("cloud-object", "暗号化消去", shared)), "unknown no");
    let unsaid = EraseConditions { own_key: None, ..SHOWN };
    assert_eq!(brief(&explain("cloud-object", "暗号化消去", unsaid)), "unknown open");
    // On a drive of its own nobody shares the keys.
    assert_eq!(brief(&explain("nvme-ssd", "暗号化消去", shared)), "purge yes");
    check(&[("cloud-object", "Purge", "unknown open"), ("cloud-object", "破砕", "unknown open")]);
}

#[test]
fn citing_rev_2_never_fails_a_vendor() {
    for edition in ["", " SP 800-88 Rev.1", " SP 800-88 Rev.2", " (800-88r2)", " IEEE 2883"] {
        for (medium, words) in
            [("ata-hdd", "Purge"), ("ata-hdd", "破砕"), ("ata-ssd", "SANITIZE BLOCK ERASE"), ("ata-hdd", "上書き")]
        {
            assert_eq!(outcome(medium, &format!("{words}{edition}")), outcome(medium, words), "{words}{edition}");
        }
    }
    let second = explain("ata-hdd", "SP 800-88 Rev.2 Purge", EraseConditions::default());
    assert_eq!((second.satisfies, second.editions.as_slice()), (Some(true), &["rev2".to_owned()][..]));
    assert!(second.reasons.iter().any(|reason| reason.japanese.contains("版の差を確認")));
    let first = explain("ata-hdd", "SP 800-88 Rev.1 Purge", EraseConditions::default());
    assert!(first.reasons.iter().any(|reason| reason.japanese.contains("2025-09-26")));
}

#[test]
fn a_claimed_category_stands_unless_the_technique_says_otherwise() {
    check(&[
        ("ata-hdd", "Purge", "purge yes"),
        ("ata-hdd", "NIST SP800-88 の Purge または Destroy", "unknown yes"),
        ("ata-hdd", "NIST 800-88 Clear / Purge / Destroy", "unknown open"),
        ("ata-hdd", "Purge(上書き)", "unknown open"),
        ("ata-hdd", "Destroy(破砕)", "destroy yes"),
        // The table knows no purge for it.
        ("usb-flash", "Purge", "unknown open"),
        ("mobile", "Purge", "unknown open"),
    ]);
}

#[test]
fn a_medium_that_is_not_told_apart_is_asked_about_where_it_matters() {
    check(&[
        ("HDD", "消磁", "purge yes"),
        ("HDD", "上書き", "clear no"),
        ("SSD", "上書き", "clear no"),
        ("SSD", "Secure Erase", "unknown open"),
        ("ＨＤＤ", "破砕", "destroy yes"),
        ("フロッピー", "消磁", "unknown open"),
    ]);
    let without = |words: &str| brief(&data().explain_sanitization(None, words, SHOWN));
    assert_eq!(without("論理削除"), "clear no");
    assert!(without("上書き").ends_with("no"));
    assert!(without("消磁").ends_with("open"));
    assert!(without("電源断").ends_with("open"));
}

#[test]
fn several_techniques_in_one_answer_are_to_be_written_apart() {
    check(&[("ata-hdd", "上書きまたは物理破壊", "unknown open"), ("ata-hdd", "破砕または焼却", "destroy yes")]);
}

#[test]
fn words_that_negate_or_say_nothing_settle_nothing() {
    check(&[
        ("ata-hdd", "消磁は行わない", "unknown open"),
        ("ata-hdd", "物理破壊していない", "unknown open"),
        ("ata-hdd", "not shredded", "unknown open"),
        ("ata-hdd", "", "unknown open"),
        ("ata-hdd", "適切に処理", "unknown open"),
        ("ata-hdd", "はい", "unknown open"),
    ]);
}

#[test]
fn every_medium_of_the_command_line_is_in_the_table() {
    let data = data();
    for medium in [
        "ata-hdd",
        "scsi-hdd",
        "ata-ssd",
        "scsi-ssd",
        "nvme-ssd",
        "usb-flash",
        "memory-card",
        "magnetic-tape",
        "optical",
        "mobile",
        "paper",
        "cloud-object",
    ] {
        assert!(data.media().any(|known| known == medium), "{medium}");
        // Something destroys every medium that one can hold.
        let destroyed = data.explain_sanitization(Some(medium), "焼却", SHOWN);
        assert_eq!(destroyed.category == Category::Destroy, medium != "cloud-object", "{medium}");
    }
}

#[test]
fn every_row_cites_a_source_and_only_what_was_read_is_verified() {
    let rows = data().status_rows();
    assert!(rows.len() > 80);
    assert!(rows.iter().all(|row| !row.provenance.source.trim().is_empty()));
    // Read: the rows of ATA disks, of paper, and the notice on the editions.
    for row in rows.iter().filter(|row| row.provenance.verified) {
        assert!(["ata-hdd", "ata-ssd", "paper", "rev"].iter().any(|read| row.row.starts_with(read)), "{}", row.row);
    }
}

#[test]
fn a_wrong_file_is_refused_with_the_line() {
    let broken = SANITIZATION
        .text
        .replacen("media = [\"scsi-hdd\"]", "media = [\"scsi-hd\"]", 1)
        .replacen(
            "{ technique = \"overwrite\", outcome = \"clear\" }",
            "{ technique = \"overwriting\", outcome = \"clear\" }",
            1,
        )
        .replacen(
            "{ technique = \"crypto-scramble\", outcome = \"purge\" }",
            "{ technique = \"shred\", outcome = \"wipe\" }",
            1,
        )
        .replacen(
            "{ technique = \"degauss\", outcome = \"purge\"",
            "{ technique = \"incinerate\", outcome = \"purge\"",
            1,
        );
    let problems = Sanitization::load("sanitization.toml", &broken, Notation::Toml).unwrap_err();
    let lines: Vec<String> = problems.iter().map(|problem| problem.line(Language::Japanese)).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn explanations_read_well() {
    let mut page = String::new();
    for (medium, words, shown) in [
        ("ata-hdd", "SECURITY ERASE UNIT", EraseConditions::default()),
        ("ata-hdd", "SECURITY ERASE UNIT (Enhanced)", EraseConditions::default()),
        ("ata-ssd", "SECURITY ERASE UNIT", EraseConditions::default()),
        ("nvme-ssd", "消磁", EraseConditions::default()),
        ("cloud-object", "暗号化消去", EraseConditions::default()),
        ("cloud-object", "暗号化消去", SHOWN),
        ("ata-hdd", "SP 800-88 Rev.2 Purge", EraseConditions::default()),
        ("SSD", "Secure Erase", EraseConditions::default()),
        ("paper", "シュレッダー", EraseConditions::default()),
        ("ata-hdd", "Purge(上書き)", EraseConditions::default()),
        ("フロッピー", "消磁", EraseConditions::default()),
    ] {
        let found = explain(medium, words, shown);
        let _ = writeln!(page, "{medium} | {words} → {} | {}", brief(&found), found.techniques.join(", "));
        for (mark, texts) in [("・", &found.reasons), ("?", &found.ask)] {
            for text in texts {
                let _ = writeln!(page, "  {mark} {}\n    {}", text.japanese, text.in_language(Language::English));
            }
        }
    }
    insta::assert_snapshot!(page);
}

/// Every technique on every medium, as one table: a change of the data shows here.
#[test]
fn the_table_as_a_whole() {
    let data = data();
    let mut page = String::new();
    let words = [
        "論理削除",
        "フォーマット",
        "初期化",
        "上書き",
        "Secure Erase",
        "Enhanced Secure Erase",
        "SANITIZE OVERWRITE",
        "SANITIZE BLOCK ERASE",
        "CRYPTO SCRAMBLE",
        "TCG Opal",
        "Format NVM",
        "User Data Erase",
        "暗号化消去",
        "電源断",
        "消磁",
        "裁断",
        "粉砕",
        "研削",
        "焼却",
        "溶解",
        "物理破壊",
        "穿孔",
        "Purge",
        "Destroy",
    ];
    for words in words {
        let _ = write!(page, "{words}:");
        for medium in data.media() {
            let found = data.explain_sanitization(Some(medium), words, SHOWN);
            let _ = write!(page, " {medium}={}", brief(&found).replace(' ', "/"));
        }
        page.push('\n');
    }
    insta::assert_snapshot!(page);
}

#[test]
fn a_megabyte_of_words_is_read_in_no_time() {
    // What costs its square here takes minutes, so that the test need not look at a clock.
    for words in ["暗号化消去 ", "上書き", "破砕", "Rev.2 ", "しない"] {
        let long = words.repeat(1_000_000 / words.len());
        assert!(explain("SSD", &long, EraseConditions::default()).techniques.len() <= 1, "{words}");
    }
}

proptest! {
    #[test]
    fn no_words_make_it_panic(medium in "\\PC{0,12}|ata-hdd|SSD", words in "\\PC{0,40}") {
        DATA.with(|data| {
            data.explain_sanitization(Some(&medium), &words, SHOWN);
            data.explain_sanitization(None, &words, EraseConditions::default());
        });
    }

    #[test]
    fn showing_more_never_makes_it_worse(at in 0_usize..12, words in "暗号化消去|シュレッダー|TCG Opal|上書き|破砕|Purge") {
        DATA.with(|data| {
            let medium = data.media().nth(at).map(str::to_owned).unwrap();
            let before = data.explain_sanitization(Some(&medium), &words, EraseConditions::default()).satisfies;
            let after = data.explain_sanitization(Some(&medium), &words, SHOWN).satisfies;
            prop_assert!(before.is_none() || before == after);
            Ok(())
        })?;
    }
}

thread_local! {
    static DATA: Sanitization = data();
}
