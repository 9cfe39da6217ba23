//! CRYPTREC: the traps of names, modes, key lengths, uses, editions and periods, each with what passes, what fails and what must
//! be asked; and the promises that hold for any words.

use evidence::cryptrec::{AlgorithmExplanation, CRYPTREC, Cryptrec, Use};
use jiff::civil::Date;
use standard::Language;
use standard::document::Notation;
use std::fmt::Write as _;
use std::sync::LazyLock;

mod laws;
mod spellings;

static REFERENCE: LazyLock<Cryptrec> = LazyLock::new(|| Cryptrec::built_in().unwrap());

fn explain(words: &str, used_for: Option<Use>) -> AlgorithmExplanation {
    REFERENCE.explain_algorithm(words, used_for, REFERENCE.default_edition(), None)
}

fn explain_in(words: &str, edition: &str) -> AlgorithmExplanation {
    REFERENCE.explain_algorithm(words, None, REFERENCE.find_edition(edition).unwrap(), None)
}

fn explain_until(words: &str, until: &str) -> AlgorithmExplanation {
    let until: Date = until.parse().unwrap();
    REFERENCE.explain_algorithm(words, None, REFERENCE.default_edition(), Some(until))
}

/// Status and answer, as `recommended yes`; `-` for what must be asked.
fn told(explanation: &AlgorithmExplanation) -> String {
    let answer = explanation.satisfies.map_or("-", |satisfies| if satisfies { "yes" } else { "no" });
    let until = explanation.status.until().map(|last| format!(" {last}")).unwrap_or_default();
    format!("{}{until} {answer}", explanation.status.word())
}

fn check(cases: &[(&str, Option<Use>, &str)]) {
    for (words, used_for, expected) in cases {
        assert_eq!(told(&explain(words, *used_for)), *expected, "{words} {used_for:?}");
    }
}

const FILE: Option<Use> = Some(Use::File);
const VOLUME: Option<Use> = Some(Use::Volume);
const BACKUP: Option<Use> = Some(Use::Backup);
const KEY: Option<Use> = Some(Use::KeyWrap);
const CHANNEL: Option<Use> = Some(Use::Channel);
const PASSWORD: Option<Use> = Some(Use::Password);

#[test]
fn aes_256_alone_leaves_the_mode_open() {
    check(&[
        ("AES-256-GCM", FILE, "recommended yes"),
        ("AES-256-ECB", FILE, "unlisted no"),
        ("AES-256", FILE, "needs_evidence -"),
        ("暗号化(AES)", None, "needs_evidence -"),
        ("AES-256, AES-128-GCM", FILE, "needs_evidence -"),
    ]);
}

#[test]
fn a_tls_claim_without_version_or_suites_needs_evidence() {
    check(&[
        ("TLS 1.2、TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", CHANNEL, "recommended yes"),
        ("TLS 1.0", CHANNEL, "unlisted no"),
        ("TLS_ECDH_anon_WITH_AES_128_CBC_SHA", CHANNEL, "unlisted no"),
        ("TLS_RSA_WITH_NULL_SHA256", CHANNEL, "unlisted no"),
        ("TLS_RSA_WITH_AES_128_CBC_SHA", CHANNEL, "monitored no"),
        ("SSL/TLS", CHANNEL, "needs_evidence -"),
        ("TLS 1.2 以上", CHANNEL, "needs_evidence -"),
    ]);
}

#[test]
fn rsa_2048_conforms_to_the_end_of_2030_and_rsa_1024_is_no_listed_technique() {
    check(&[
        ("RSA-2048", None, "recommended_until 2030-12-31 yes"),
        ("ffdhe2048", None, "recommended_until 2030-12-31 yes"),
        ("RSA-OAEP 2048", KEY, "recommended_until 2030-12-31 yes"),
        ("RSA-3072", None, "recommended yes"),
        ("RSA-1024", None, "unlisted no"),
        ("DH-1024", None, "unlisted no"),
        ("RSA-OAEP", KEY, "needs_evidence -"),
        ("RSA-2048", KEY, "needs_evidence -"),
    ]);
}

#[test]
fn the_end_of_use_decides_which_strength_is_enough() {
    for (words, until, expected) in [
        ("RSA-2048", "2030-12-31", "recommended_until 2030-12-31 yes"),
        ("RSA-2048", "2031-01-01", "recommended_until 2030-12-31 no"),
        ("AES-128-GCM", "2040-12-31", "recommended yes"),
        ("AES-128-GCM", "2041-01-01", "recommended_until 2050-12-31 yes"),
        ("AES-128-GCM", "2051-01-01", "recommended_until 2050-12-31 no"),
        ("AES-256-GCM", "2069-01-01", "recommended yes"),
        // Which of its three key lengths is used is not stated.
        ("AES-GCM", "2051-01-01", "needs_evidence -"),
        ("AES-GCM", "2040-01-01", "recommended yes"),
    ] {
        assert_eq!(told(&explain_until(words, until)), expected, "{words} {until}");
    }
}

#[test]
fn xts_is_for_volumes_only() {
    check(&[
        ("AES-256-XTS", VOLUME, "recommended yes"),
        ("aes-xts-plain64", None, "recommended yes"),
        ("AES-256-XTS", FILE, "recommended no"),
        ("AES-256-XTS", Some(Use::Field), "recommended no"),
        ("AES-256-XTS", CHANNEL, "recommended no"),
        // A snapshot of an XTS volume, or a file that a program encrypted?
        ("AES-256-XTS", BACKUP, "needs_evidence -"),
        ("AES-256-XTS", None, "needs_evidence -"),
    ]);
}

#[test]
fn the_key_of_xts_is_stated_once_or_doubled() {
    check(&[
        ("AES-XTS 512-bit", VOLUME, "recommended yes"),
        ("AES-XTS 256-bit", VOLUME, "recommended yes"),
        ("AES-512-GCM", VOLUME, "needs_evidence -"),
    ]);
}

#[test]
fn the_table_of_schemes_at_rest_holds() {
    check(&[
        ("AES-128-CCM", FILE, "recommended yes"),
        ("AES-256-CBC + HMAC-SHA256", FILE, "recommended yes"),
        ("AES-256-CTR", FILE, "recommended yes"),
        ("AES-GCM-SIV", FILE, "unlisted no"),
        ("AES-SIV", FILE, "unlisted no"),
        ("AES-256-OCB", FILE, "unlisted no"),
        ("AES-CTS", FILE, "unlisted no"),
        ("Adiantum", VOLUME, "unlisted no"),
        ("ChaCha20-Poly1305", FILE, "recommended yes"),
        ("XChaCha20-Poly1305", FILE, "unlisted no"),
        ("ChaCha20", FILE, "unlisted no"),
        ("Camellia-256-CBC", FILE, "recommended yes"),
        ("KCipher-2", FILE, "recommended yes"),
        ("3DES", FILE, "monitored no"),
        ("2-key Triple DES", FILE, "unlisted no"),
        ("Blowfish", FILE, "unlisted no"),
        ("RC4", FILE, "unlisted no"),
        ("ARIA-256-GCM", FILE, "unlisted no"),
        ("CLEFIA-128-CBC", FILE, "candidate no"),
        ("AES-256-CTR + Poly1305-AES", BACKUP, "unlisted no"),
        ("AES-256-CBC + HMAC-SHA1", FILE, "recommended yes"),
        ("AES-40-CBC", FILE, "unlisted no"),
        ("ECDHE P-256", None, "recommended yes"),
        ("ECDSA P-224", None, "recommended_until 2030-12-31 yes"),
        ("P-256", None, "needs_evidence -"),
    ]);
}

#[test]
fn a_mode_without_a_mac_is_listed_and_noted() {
    let notes = |words: &str| explain(words, FILE).reasons.iter().any(|reason| reason.japanese.contains("改ざん"));
    assert!(notes("AES-256-CBC"));
    assert!(notes("AES-256-CTR"));
    assert!(!notes("AES-256-CBC + HMAC-SHA256"));
    assert!(!notes("AES-256-GCM"));
}

#[test]
fn key_wrapping_is_for_keys() {
    check(&[
        ("AES-256-KW", KEY, "recommended yes"),
        ("A256KW", KEY, "recommended yes"),
        ("AES-256-KW", FILE, "unlisted no"),
        ("AES-256-KW", None, "needs_evidence -"),
    ]);
}

#[test]
fn password_hashes_are_no_encryption() {
    check(&[
        ("bcrypt", PASSWORD, "not_applicable -"),
        ("Argon2id", None, "not_applicable -"),
        ("scrypt", FILE, "not_applicable -"),
        ("PBKDF2", PASSWORD, "not_applicable -"),
        ("PBKDF2-HMAC-SHA256", PASSWORD, "recommended yes"),
        ("PBKDF2-HMAC-MD5", PASSWORD, "unlisted no"),
        ("PBKDF2-HMAC-SHA256", FILE, "needs_evidence -"),
        ("SHA-256", FILE, "needs_evidence -"),
    ]);
}

#[test]
fn a_product_passes_only_where_it_fixes_its_scheme() {
    check(&[
        ("SSE-S3", FILE, "recommended yes"),
        ("SSE-S3 (AES-256)", FILE, "recommended yes"),
        ("BitLocker XTS-AES-256", None, "recommended yes"),
        ("secretbox", FILE, "unlisted no"),
        ("TDE 3DES", None, "monitored no"),
        ("BitLocker", None, "needs_evidence -"),
        ("TDE", None, "needs_evidence -"),
        ("SQL Server TDE (AES_256)", None, "needs_evidence -"),
        ("SSE-S3、TDE", None, "needs_evidence -"),
        ("BitLocker 又は AES-256-GCM", None, "needs_evidence -"),
        ("FIPS 140-3", None, "needs_evidence -"),
    ]);
}

#[test]
fn editions_differ_where_it_is_known() {
    for (words, edition, expected) in [
        ("ML-KEM-768", "2022", "unlisted no"),
        ("ML-KEM-768", "2022R1", "unlisted no"),
        ("ML-KEM-768", "LS-0001-2022R2", "recommended yes"),
        ("ML-KEM-1024", "2022r2", "recommended yes"),
        ("ML-KEM-512", "2022r2", "unlisted no"),
        ("ML-DSA-65", "2022", "unlisted no"),
        ("ML-DSA-65", "2022r2", "needs_evidence -"),
        ("X25519MLKEM768", "2022", "recommended yes"),
        ("AES-256-GCM", "2022r1", "recommended yes"),
    ] {
        assert_eq!(told(&explain_in(words, edition)), expected, "{words} {edition}");
    }
    assert_eq!(REFERENCE.find_edition("2012"), None);
    let first = explain_in("AES-256-GCM", "2022r1");
    assert!(first.reasons.iter().any(|reason| reason.japanese.contains("確かめられていません")));
}

#[test]
fn denials_and_what_was_not_understood_are_never_a_pass() {
    check(&[
        ("保存データはAES-256-GCMで暗号化しています", FILE, "recommended yes"),
        ("AES-256-GCMは使用していない", FILE, "needs_evidence -"),
        ("3DES は無効", FILE, "needs_evidence -"),
        ("AES-256-GCM and Foo", FILE, "needs_evidence -"),
        ("3DES and Foo", FILE, "monitored no"),
        ("", None, "needs_evidence -"),
    ]);
    let resolved = REFERENCE.resolve("AES-256-GCM（ＦＯＯ暗号）");
    let words = "AES-256-GCM（ＦＯＯ暗号）";
    assert_eq!(resolved.unknown.iter().map(|found| &words[found.clone()]).collect::<Vec<_>>(), ["ＦＯＯ"]);
}

#[test]
fn a_statement_that_nothing_is_encrypted_fails() {
    check(&[
        ("暗号化なし", FILE, "unlisted no"),
        ("unencrypted", FILE, "unlisted no"),
        ("平文では保存せず、AES-256-GCM", FILE, "needs_evidence -"),
    ]);
}

#[test]
fn long_statements_are_refused_and_still_resolved() {
    let words = "SSE-S3 AES-256、".repeat(20_000);
    assert_eq!(told(&explain(&words, FILE)), "needs_evidence -");
    assert_eq!(REFERENCE.resolve(&words).parts.len(), 60_000);
    let fits = &words[..words.floor_char_boundary(8 << 10)];
    assert_eq!(told(&explain(fits, FILE)), "recommended yes");
}

#[test]
fn every_row_cites_a_source_and_unverified_rows_are_counted() {
    let rows = REFERENCE.status_rows();
    assert!(rows.iter().all(|row| !row.provenance.source.trim().is_empty() && row.reference == "cryptrec"));
    let verified: Vec<&str> = rows.iter().filter(|row| row.provenance.verified).map(|row| row.row.as_str()).collect();
    // A mark is upgraded only together with this list, and with the source that was read.
    let expected = ["edition 2022", "note key-length-rule", "name sse-s3", "name azure-sse", "name bitlocker"];
    assert_eq!(verified[..5], expected);
    assert_eq!(verified[5..], ["name sql-server-tde"]);
    assert!(rows.len() > 200, "{}", rows.len());
}

#[test]
fn a_wrong_file_is_refused_with_its_places() {
    let broken = CRYPTREC
        .text
        .replacen("kind = \"signature\"", "kind = \"signatur\"", 1)
        .replacen("seen = \"2026-11-23\"", "seen = \"2026-11-31\"", 1)
        .replacen("names = [\"camellia\"", "names = [\"aes\"", 1)
        .replacen("list = \"monitored\"", "list = \"watched\"", 1)
        .replacen("applies_to = [\"xts\"]", "applies_to = [\"xtz\"]", 1)
        .replacen("default_edition = \"2022\"", "default_edition = \"2021\"\nsurplus = 1", 1);
    let problems = Cryptrec::load("cryptrec.toml", &broken, Notation::Toml).unwrap_err();
    let lines: Vec<String> = problems.iter().map(|problem| problem.line(Language::English)).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn what_people_write_reads_well() {
    let words = include_str!("cryptrec-spellings.txt");
    let mut table = String::new();
    for line in words.lines() {
        let (words, used_for) = line.split_once(" @").unwrap_or((line, ""));
        let explanation = explain(words, Use::find(used_for));
        let first = explanation.reasons.first().map_or("", |reason| &reason.japanese);
        writeln!(table, "{line} → {} :: {first}", told(&explanation)).unwrap();
    }
    insta::assert_snapshot!(table);
}
