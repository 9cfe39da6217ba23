//! №3 and №4: channels and stores against the CRYPTREC list, and the edge cases of reading it.

use super::{REFERENCES, answer, answer_on, expect, said};
use jiff::civil::date;
use standard::Answer::{Met, Unknown, Unmet};

const PATHS: [&str; 4] = ["user", "admin", "back_end", "replication"];
const GOOD: &str = "\"TLS_AES_128_GCM_SHA256\", \"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384\"";

/// Every path with TLS of these versions and suites.
fn tls(versions: &str, suites: &str) -> String {
    let one = |path: &str| {
        format!("[[channel]]\npath = \"{path}\"\nprotection = \"tls\"\nversions = [{versions}]\nsuites = [{suites}]\n")
    };
    PATHS.iter().map(|path| one(path)).collect()
}

fn every(protection: &str) -> String {
    PATHS.map(|path| format!("[[channel]]\npath = \"{path}\"\n{protection}\n")).concat()
}

/// Database, files and backup with this method; erasures of named stores are left out.
fn stores(method: &str, used_for: &str) -> String {
    let store = |(name, kind)| {
        format!("[[store]]\nname = \"{name}\"\nkind = \"{kind}\"\nmethod = \"{method}\"\nused_for = \"{used_for}\"\n")
    };
    [("DB", "database"), ("添付", "files"), ("控え", "backup")].map(store).concat()
}

fn explained(words: &str) -> Option<bool> {
    let cryptrec = &REFERENCES.cryptrec;
    cryptrec.explain_algorithm(words, None, cryptrec.default_edition(), Some(super::TODAY)).satisfies
}

#[test]
fn seam_13_every_copy_must_be_encrypted_and_a_volume_will_do_with_a_note() {
    expect(
        "4",
        &[
            (&stores("AES-256-GCM", "field"), Met),
            (&stores("AES-256-XTS", "volume"), Met),
            (&stores("3DES", "field"), Unmet),
            (&stores("AES-256", "field"), Unknown),
            (
                "[[store]]\nname = \"DB\"\nkind = \"database\"\nmethod = \"AES-256-GCM\"\n[[erasure]]\nat = \"disposal\"\nmedium = \"na\"\n",
                Unknown,
            ),
        ],
    );
    assert!(said("4", &stores("AES-256-XTS", "volume")).contains("ボリューム単位の暗号化"));
    let export =
        format!("{}[[store]]\nname = \"書出\"\nkind = \"exports\"\nplain = true\n", stores("AES-256-GCM", "field"));
    expect("4", &[(&export, Unmet)]);
}

#[test]
fn seam_14_suitably_encrypted_is_tls_1_2_or_a_vpn_with_listed_methods() {
    expect(
        "3",
        &[
            (&tls("\"1.2\", \"1.3\"", GOOD), Met),
            (&every("protection = \"vpn\"\nmethods = [\"AES-256-GCM\", \"ECDH P-256\"]"), Met),
            (&every("protection = \"nothing\""), Unmet),
            (&tls("\"1.1\", \"1.2\", \"1.3\"", GOOD), Unknown),
            (&every("protection = \"unknown\""), Unknown),
            (
                "[[channel]]\npath = \"user\"\nprotection = \"tls\"\nversions = [\"1.3\"]\nsuites = [\"TLS_AES_128_GCM_SHA256\"]\n",
                Unknown,
            ),
        ],
    );
}

#[test]
fn trap_three_key_triple_des_is_on_the_monitored_list() {
    expect("4", &[(&stores("3DES", "field"), Unmet), (&stores("AES-128-CBC", "field"), Met)]);
}

#[test]
fn cryptrec_6_1_aes_256_alone_leaves_mode_and_coverage_open() {
    expect("4", &[(&stores("AES-256", "field"), Unknown), (&stores("AES-256-GCM", "field"), Met)]);
    expect("4", &[(&stores("AES-256-ECB", "field"), Unmet)]);
}

#[test]
fn cryptrec_6_2_ssl_tls_without_version_or_suites_needs_evidence() {
    expect(
        "3",
        &[
            (&tls("\"SSL/TLS\"", GOOD), Unknown),
            (&tls("\"TLS 1.2 以上\"", ""), Unknown),
            (&tls("\"TLS 1.2 以上\"", "\"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384\""), Met),
            (&tls("\"SSL 3.0\"", GOOD), Unmet),
        ],
    );
}

#[test]
fn cryptrec_6_3_rsa_2048_conforms_until_the_end_of_2030() {
    let facts = stores("AES-256-GCM, RSA-OAEP 2048", "field");
    let on = |day| answer_on("4", &facts, day);
    assert_eq!((on(date(2026, 12, 1)), on(date(2030, 12, 31)), on(date(2031, 1, 1))), (Met, Met, Unmet));
    expect("4", &[(&stores("AES-256-GCM, RSA-OAEP 3072", "field"), Met)]);
    expect("4", &[(&stores("AES-256-GCM, RSA-OAEP", "field"), Unknown)]);
}

#[test]
fn cryptrec_6_4_rsa_1024_is_no_listed_technique() {
    expect("4", &[(&stores("AES-256-GCM, RSA-OAEP 1024", "field"), Unmet)]);
    assert_eq!(explained("DH 1024"), Some(false));
}

#[test]
fn cryptrec_6_5_one_accepted_bad_suite_fails_the_server() {
    let with = |suite: &str| tls("\"1.2\", \"1.3\"", &format!("{GOOD}, \"{suite}\""));
    expect(
        "3",
        &[
            (&with("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"), Met),
            (&with("TLS_RSA_WITH_AES_128_GCM_SHA256"), Unmet),
            (&with("TLS_RSA_WITH_3DES_EDE_CBC_SHA"), Unmet),
            (&with("TLS_RSA_WITH_RC4_128_SHA"), Unmet),
            (&with("なにか"), Unknown),
        ],
    );
}

#[test]
fn cryptrec_6_6_the_signature_of_a_self_signed_root_is_no_part_of_the_item() {
    // What settles the item is versions and suites: no fact is asked of the root's own signature.
    let facts = tls("\"1.3\"", "\"TLS_AES_128_GCM_SHA256\"");
    expect("3", &[(&facts, Met)]);
    assert!(!said("3", &facts).contains("SHA-1"));
}

#[test]
fn cryptrec_6_7_a_disk_of_the_iaas_says_nothing_of_backups_and_exports() {
    let disk = "[[store]]\nname = \"ディスク\"\nkind = \"database\"\nmethod = \"AES-256-XTS\"\nused_for = \"volume\"\n\
                [[erasure]]\nat = \"disposal\"\nmedium = \"na\"\n";
    let with = |method: &str| {
        let rest = |(name, kind)| format!("[[store]]\nname = \"{name}\"\nkind = \"{kind}\"\nmethod = \"{method}\"\n");
        format!("{disk}{}", [("添付", "files"), ("控え", "backup")].map(rest).concat())
    };
    expect("4", &[(disk, Unknown), (&with("AES-256-GCM"), Met), (&with("3DES"), Unmet)]);
    assert!(said("4", disk).contains("バックアップ"));
}

#[test]
fn cryptrec_6_8_fips_validated_is_not_the_same_as_listed() {
    assert_eq!(explained("XChaCha20-Poly1305"), Some(false));
    assert_eq!(explained("ChaCha20-Poly1305"), Some(true));
    assert_eq!(explained("FIPS 140-3"), None);
}

#[test]
fn cryptrec_6_9_one_technique_has_many_names() {
    let same: [(&[&str], Option<bool>); 5] = [
        (&["AES-256-GCM", "AES/GCM/NoPadding", "aes256-gcm96", "ＡＥＳ－２５６－ＧＣＭ"], Some(true)),
        (&["TDES", "3DES", "DESede", "TripleDES"], Some(false)),
        (&["AES256", "AES-256", "暗号化(AES)"], None),
        (&["X25519", "Curve25519"], Some(true)),
        (&["P-256", "secp256r1", "prime256v1"], Some(true)),
    ];
    for (names, satisfies) in same {
        for name in names {
            let found = explained(name);
            // Whether the name alone is enough differs by what it names; within a row it does not.
            assert_eq!(found, explained(names[0]), "{name}");
            assert!(satisfies.is_none() || found == satisfies || found.is_none(), "{name}: {found:?}");
        }
    }
}

#[test]
fn cryptrec_6_10_xts_is_for_volumes_and_not_for_files() {
    let file = |method: &str| stores(method, "file");
    expect("4", &[(&stores("AES-256-XTS", "volume"), Met)]);
    assert_ne!(answer("4", &file("AES-256-XTS")), Met);
    let snapshot = "[[store]]\nname = \"DB\"\nkind = \"database\"\nmethod = \"AES-256-XTS\"\nused_for = \"volume\"\n\
                    [[store]]\nname = \"添付\"\nkind = \"files\"\nmethod = \"AES-256-XTS\"\nused_for = \"volume\"\n\
                    [[store]]\nname = \"スナップショット\"\nkind = \"backup\"\nmethod = \"AES-256-XTS\"\nused_for = \"volume\"\n\
                    [[erasure]]\nat = \"disposal\"\nmedium = \"na\"\n";
    expect("4", &[(snapshot, Met)]);
}
