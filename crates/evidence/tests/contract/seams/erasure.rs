//! №8-1 and №8-2: what reaches Purge or Destroy, of which copies, and what disposal presupposes.

use super::{expect, said};
use standard::Answer::{Met, Unknown, Unmet};

fn at_end(medium: &str, technique: &str, rest: &str) -> String {
    format!("[[erasure]]\nat = \"contract_end\"\nmedium = \"{medium}\"\ntechnique = \"{technique}\"\n{rest}\n")
}

fn at_disposal(deleted_at_end: &str) -> String {
    format!(
        "[[erasure]]\nat = \"disposal\"\nmedium = \"nvme-ssd\"\ntechnique = \"破砕・裁断\"\n\
         deleted_at_end = {deleted_at_end}\n[erasure.conditions]\ncondition_shown = true\n"
    )
}

const ALL: &str = "[erasure.conditions]\nencrypted_before_writing = true\nevery_key_copy_destroyed = true\n\
                   strength = true\nown_key = true";

#[test]
fn seam_04_disposal_presupposes_deletion_by_standard_functions() {
    expect(
        "8-2",
        &[(&at_disposal("true"), Met), (&at_disposal("false"), Unmet), (&at_disposal("\"unknown\""), Unknown)],
    );
}

#[test]
fn seam_05_cryptographic_erase_counts_with_its_conditions_and_clear_never() {
    let without =
        |condition: &str, value: &str| ALL.replace(&format!("{condition} = true"), &format!("{condition} = {value}"));
    expect(
        "8-1",
        &[(&at_end("cloud-object", "暗号化消去", ALL), Met), (&at_end("cloud-object", "暗号化消去", ""), Unknown)],
    );
    for condition in ["encrypted_before_writing", "every_key_copy_destroyed"] {
        expect(
            "8-1",
            &[
                (&at_end("cloud-object", "暗号化消去", &without(condition, "false")), Unmet),
                (&at_end("cloud-object", "暗号化消去", &without(condition, "\"unknown\"")), Unknown),
            ],
        );
    }
    for technique in ["上書き", "論理削除", "フォーマット"] {
        expect("8-1", &[(&at_end("ata-hdd", technique, ""), Unmet)]);
    }
}

#[test]
fn seam_06_rev_2_is_accepted_and_noted() {
    let cited = at_end("nvme-ssd", "NIST SP 800-88 Rev.2 Purge", "");
    let of_the_standard = at_end("nvme-ssd", "NIST SP 800-88 Rev.1 Purge", "");
    expect(
        "8-1",
        &[(&of_the_standard, Met), (&cited, Met), (&at_end("nvme-ssd", "NIST SP 800-88 Rev.2 Clear", ""), Unmet)],
    );
    assert!(said("8-1", &cited).contains("Rev.2"), "{}", said("8-1", &cited));
}

#[test]
fn seam_07_somebody_must_cover_every_copy() {
    let covers = |names: &str| at_end("cloud-object", "暗号化消去", &format!("covers = [{names}]\n{ALL}"));
    let all = "\"文書データベース\", \"添付ファイル\", \"日次バックアップ\", \"操作ログ\", \"CSV 書き出し\", \"全文検索の索引\"";
    expect("8-1", &[(&covers(all), Met), (&covers("\"文書データベース\""), Unknown)]);
    let two = format!(
        "{}{}",
        covers("\"文書データベース\", \"添付ファイル\", \"操作ログ\", \"CSV 書き出し\", \"全文検索の索引\""),
        at_end("magnetic-tape", "上書き", "covers = [\"日次バックアップ\"]")
    );
    expect("8-1", &[(&two, Unmet)]);
}

#[test]
fn trap_clear_is_not_enough() {
    expect(
        "8-1",
        &[
            (&at_end("ata-hdd", "Clear", ""), Unmet),
            (&at_end("ata-hdd", "Purge", ""), Met),
            (&at_end("ata-hdd", "消去します", ""), Unknown),
        ],
    );
}

#[test]
fn trap_ata_security_erase_on_flash_is_clear() {
    expect(
        "8-1",
        &[
            (&at_end("ata-ssd", "SECURITY ERASE UNIT", ""), Unmet),
            (&at_end("ata-ssd", "SANITIZE BLOCK ERASE", ""), Met),
            (&at_end("unknown", "SECURITY ERASE UNIT", ""), Unknown),
        ],
    );
}

#[test]
fn trap_degaussing_does_nothing_on_flash() {
    expect("8-1", &[(&at_end("ata-ssd", "消磁", ""), Unmet), (&at_end("magnetic-tape", "消磁", ""), Met)]);
}

#[test]
fn trap_in_the_cloud_the_keys_must_be_of_one_user() {
    let own = |value: &str| ALL.replace("own_key = true", &format!("own_key = {value}"));
    expect(
        "8-1",
        &[
            (&at_end("cloud-object", "暗号化消去", ALL), Met),
            (&at_end("cloud-object", "暗号化消去", &own("false")), Unmet),
            (&at_end("cloud-object", "暗号化消去", &own("\"unknown\"")), Unknown),
        ],
    );
}
