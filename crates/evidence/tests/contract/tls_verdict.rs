//! What a TLS server comes to: a table of servers with the expected item and profiles, then single rules, then laws.

#[path = "tls_verdict/laws.rs"]
mod laws;
#[path = "tls_verdict/registry.rs"]
mod registry;
#[path = "tls_verdict/servers.rs"]
mod servers;

use evidence::cryptrec::AlgorithmStatus;
use evidence::settle::References;
use evidence::tls_guideline::{Fit, Profile, TlsGuideline};
use evidence::tls_verdict::{ItemState, Subject, Verdict, judge};
use jiff::civil::Date;
use servers::*;
use standard::{Answer, Language, Text};
use std::sync::LazyLock;
use tls::Version;
use tls::observation::{Accepted, NotEstablished, Observation, Seen};

static REFERENCES: LazyLock<References> = LazyLock::new(|| References::built_in().unwrap());

fn day(words: &str) -> Date {
    words.parse().unwrap()
}

fn judged_on(server: &Observation, edition: &str, on: &str) -> Verdict {
    let edition = REFERENCES.cryptrec.find_edition(edition).unwrap();
    judge(server, &*REFERENCES, edition, None, day(on))
}

fn judged(server: &Observation) -> Verdict {
    judged_on(server, "2022", "2026-12-01")
}

fn said(texts: &[Text]) -> String {
    texts
        .iter()
        .flat_map(|text| [text.japanese.as_str(), text.in_language(Language::English)])
        .collect::<Vec<_>>()
        .join("\n")
}

fn everything(verdict: &Verdict) -> String {
    let item = &verdict.item;
    let profiles = verdict.profiles.iter().flat_map(|profile| [&profile.kept_by, &profile.open, &profile.advice]);
    let lists = [&item.grounds, &item.missing, &item.notes, &verdict.findings].into_iter().chain(profiles);
    lists.map(|texts| said(texts)).collect::<Vec<_>>().join("\n")
}

fn fits(verdict: &Verdict) -> [Fit; 3] {
    Profile::ALL.map(|profile| verdict.profiles.iter().find(|found| found.profile == profile).unwrap().fit)
}

fn changed(mut server: Observation, change: impl FnOnce(&mut Observation)) -> Observation {
    change(&mut server);
    server
}

fn with_suite(version: Version, suite: (&str, &str)) -> Observation {
    changed(intermediate(), |server| accept(server, version, &[suite]))
}

fn with_prime(bits: u32) -> Observation {
    changed(with_suite(Version::Tls12, DHE), |server| {
        server.dh_bits.insert(Version::Tls12, vec![bits]);
    })
}

fn with_leaf(key: &str, bits: u32, curve: Option<&str>, signed: &str) -> Observation {
    changed(intermediate(), |server| {
        server.certificates.remove(0);
        server.certificates.insert(0, certificate(0, key, bits, curve, signed));
    })
}

fn with_group(id: u16, name: &str) -> Observation {
    changed(intermediate(), |server| server.groups.push(group(id, name)))
}

fn with_signature(name: &str) -> Observation {
    changed(intermediate(), |server| server.signatures.push(signature(1, name, &[Version::Tls12])))
}

#[test]
fn servers_come_to_what_the_table_says() {
    use Fit::{DoesNotFit as No, Fits as Yes, Undecided as Open};
    use ItemState::{Conforms, DoesNotConform, Undecided, Unreachable};
    let incomplete = changed(intermediate(), |server| {
        server.unknown.push(not_established("suites", Some(Version::Tls12), "time"));
    });
    let expired = changed(intermediate(), |server| {
        server.certificates[0].not_after = Some("2026-11-19T00:00:00Z".parse().unwrap());
    });
    let ssl3 = changed(legacy(), |server| accept(server, Version::Ssl3, &[CBC_SHA1]));
    let tls10 = changed(intermediate(), |server| accept(server, Version::Tls10, &[CBC_SHA1]));
    let no_versions = changed(unreachable(), |server| {
        server.versions = Version::ALL.map(|version| (version, Accepted::Refused)).into_iter().collect();
        server.unknown.clear();
    });
    #[rustfmt::skip]
    let table = [
        //  server                                        item            high  recommended exception
        ("TLS 1.3 alone",           tls13_only(),         Conforms,       [Yes,  Yes,  Yes]),
        ("intermediate, RSA-2048",  intermediate(),       Conforms,       [Yes,  Yes,  Yes]),
        ("CBC with HMAC-SHA-1",     with_suite(Version::Tls12, CBC_SHA1), Conforms, [Yes, Yes, Yes]),
        ("TLS 1.0 besides",         tls10,                Undecided,      [No,   No,   Yes]),
        ("legacy, 3DES",            legacy(),             DoesNotConform, [No,   No,   Open]),
        ("SSL 3.0",                 ssl3,                 DoesNotConform, [No,   No,   No]),
        ("static RSA",              with_suite(Version::Tls12, STATIC_RSA), DoesNotConform, [No, No, Yes]),
        ("3DES in TLS 1.2",         with_suite(Version::Tls12, TRIPLE_DES), DoesNotConform, [No, No, Open]),
        ("DHE-1024",                with_prime(1024),     DoesNotConform, [No,   No,   Open]),
        ("DHE-2048",                with_prime(2048),     Conforms,       [Yes,  Yes,  Yes]),
        ("RSA-1024",                with_leaf("RSA", 1024, None, "sha256WithRSAEncryption"), DoesNotConform, [No, No, No]),
        ("SHA-1 certificate",       with_leaf("RSA", 2048, None, "sha1WithRSAEncryption"), DoesNotConform, [No, No, No]),
        ("SHA-1 in the handshake",  with_signature("rsa_pkcs1_sha1"), DoesNotConform, [No, No, No]),
        ("hybrid ML-KEM",           with_group(4588, "X25519MLKEM768"), Conforms, [Yes, Yes, Yes]),
        ("brainpool",               with_group(26, "brainpoolP256r1"), Undecided, [Yes, Yes, Yes]),
        ("a curve of 192 bits",     with_group(19, "secp192r1"), DoesNotConform, [No, No, Open]),
        ("ARIA",                    with_suite(Version::Tls12, ("0xC060", "TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256")), DoesNotConform, [Yes, Yes, Yes]),
        ("RC4",                     with_suite(Version::Tls12, ("0xC011", "TLS_ECDHE_RSA_WITH_RC4_128_SHA")), DoesNotConform, [No, No, No]),
        ("PSK",                     with_suite(Version::Tls12, ("0xC037", "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256")), Undecided, [Yes, Yes, Yes]),
        ("incomplete",              incomplete,           Undecided,      [Open, Open, Open]),
        ("expired certificate",     expired,              Undecided,      [Yes,  Yes,  Yes]),
        ("no version agreed upon",  no_versions,          Undecided,      [No,   Yes,  Yes]),
        ("unreachable",             unreachable(),        Unreachable,    [Open, Open, Open]),
    ];
    for (name, server, item, profiles) in table {
        let verdict = judged(&server);
        assert_eq!((verdict.item.state, fits(&verdict)), (item, profiles), "{name}\n{}", everything(&verdict));
    }
}

#[test]
fn a_modern_server_says_what_was_looked_at_and_until_when() {
    let verdict = judged(&intermediate());
    let grounds = said(&verdict.item.grounds);
    for words in ["受け入れる版は TLS 1.2, TLS 1.3 だけ", "暗号スイート 6 件", "LS-0001-2022", "all 6 suites, 2 groups"]
    {
        assert!(grounds.contains(words), "{grounds}");
    }
    assert_eq!(verdict.strength_until, Some(day("2030-12-31")));
    assert_eq!(verdict.item.holds_until, Some(day("2027-11-20")));
    assert_eq!(verdict.find_profile(), Some(Profile::High));
    assert!(said(&verdict.findings).contains("サーバー証明書の期限は 2027-03-31"), "{:?}", verdict.findings);
    assert_eq!(verdict.guideline, "GL-3001-3.0.1");
    assert!(verdict.guideline_note.japanese.contains("3.1.0"));
}

#[test]
fn a_strength_that_ends_soon_ends_the_verdict() {
    let server = changed(intermediate(), |server| server.at = "2030-11-20T01:00:00Z".parse().unwrap());
    let server = changed(server, |server| {
        for certificate in &mut server.certificates {
            certificate.not_after = Some("2031-03-01T00:00:00Z".parse().unwrap());
        }
    });
    let last = judged_on(&server, "2022", "2030-12-31");
    assert_eq!((last.item.state, last.item.holds_until), (ItemState::Conforms, Some(day("2030-12-31"))));
    let next = judged_on(&server, "2022", "2031-01-01");
    assert_eq!((next.item.state, fits(&next)), (ItemState::DoesNotConform, [Fit::DoesNotFit; 3]));
    assert!(said(&next.item.grounds).contains("2030-12-31"), "{:?}", next.item);
}

#[test]
fn a_measurement_counts_for_a_year_from_the_day_it_was_made() {
    for (on, state) in [
        ("2026-11-19", ItemState::Undecided),
        ("2026-11-20", ItemState::Conforms),
        ("2027-11-20", ItemState::Conforms),
        ("2027-11-21", ItemState::Undecided),
    ] {
        assert_eq!(judged_on(&intermediate(), "2022", on).item.state, state, "{on}");
    }
    let later = judged_on(&intermediate(), "2022", "2027-06-01");
    assert!(said(&later.findings).contains("更新されたかを確かめる"), "{:?}", later.findings);
}

#[test]
fn ml_kem_alone_is_on_the_list_since_the_second_revision() {
    let server = with_group(513, "MLKEM768");
    assert_eq!(judged_on(&server, "2022", "2026-12-01").item.state, ItemState::DoesNotConform);
    assert_eq!(judged_on(&server, "2022R2", "2026-12-01").item.state, ItemState::Conforms);
    for edition in ["2022", "2022R2"] {
        for (id, name) in [(4588, "X25519MLKEM768"), (4587, "SecP256r1MLKEM768"), (4589, "SecP384r1MLKEM1024")] {
            assert_eq!(
                judged_on(&with_group(id, name), edition, "2026-12-01").item.state,
                ItemState::Conforms,
                "{name}"
            );
        }
        let weak = judged_on(&with_group(512, "MLKEM512"), edition, "2026-12-01");
        assert_eq!(weak.item.state, ItemState::DoesNotConform, "{edition}");
    }
}

#[test]
fn what_is_on_the_list_with_a_warning_passes_and_says_so() {
    for (server, words) in [
        (with_suite(Version::Tls12, CBC_SHA1), "SHA-1 は運用監視暗号リストのハッシュ関数"),
        (with_suite(Version::Tls13, ("0x1305", "TLS_AES_128_CCM_8_SHA256")), "CCM_8"),
        (intermediate(), "この曲線を LS-0003 が挙げているかは未確認"),
    ] {
        let verdict = judged(&server);
        assert_eq!(verdict.item.state, ItemState::Conforms);
        assert!(said(&verdict.item.notes).contains(words), "{words}: {:?}", verdict.item.notes);
    }
}

#[test]
fn reasons_name_the_part_and_suites_alike_are_told_together() {
    let server =
        changed(legacy(), |server| accept(server, Version::Tls12, &[("0x0035", "TLS_RSA_WITH_AES_256_CBC_SHA")]));
    let grounds = said(&judged(&server).item.grounds);
    assert!(
        grounds.contains("暗号スイート TLS_RSA_WITH_AES_128_CBC_SHA, TLS_RSA_WITH_AES_256_CBC_SHA — RSAES-PKCS1-v1_5"),
        "{grounds}"
    );
    assert!(grounds.contains("3-key Triple DES"), "{grounds}");
    let weak = said(&judged(&with_leaf("RSA", 1024, None, "sha256WithRSAEncryption")).item.grounds);
    assert!(weak.contains("サーバー証明書の鍵 RSA 1024"), "{weak}");
    let prime = said(&judged(&with_prime(1024)).item.grounds);
    assert!(prime.contains("DH の素数 1024 ビット"), "{prime}");
}

#[test]
fn a_root_is_not_judged_by_the_signature_it_gave_itself() {
    let root = |server: &mut Observation| {
        let mut root = certificate(2, "RSA", 4096, None, "sha1WithRSAEncryption");
        root.self_issued = true;
        server.certificates.push(root);
    };
    assert_eq!(judged(&changed(intermediate(), root)).item.state, ItemState::Conforms);
    let crossed = changed(intermediate(), |server| {
        root(server);
        server.certificates[2].self_issued = false;
    });
    assert_eq!(judged(&crossed).item.state, ItemState::DoesNotConform);
}

#[test]
fn keys_of_every_kind_are_judged_by_their_size() {
    for (server, state) in [
        (with_leaf("RSA", 2047, None, "sha256WithRSAEncryption"), ItemState::DoesNotConform),
        (with_leaf("RSA", 0, None, "sha256WithRSAEncryption"), ItemState::Undecided),
        (with_leaf("ECDSA", 256, Some("secp256r1"), "ecdsa-with-SHA256"), ItemState::Conforms),
        (with_leaf("ECDSA", 256, None, "ecdsa-with-SHA256"), ItemState::Undecided),
        (with_leaf("ECDSA", 256, Some("brainpoolP256r1"), "ecdsa-with-SHA256"), ItemState::Undecided),
        (with_leaf("ECDSA", 224, Some("secp224r1"), "ecdsa-with-SHA256"), ItemState::Conforms),
        (with_leaf("Ed25519", 256, None, "Ed25519"), ItemState::Conforms),
        (with_leaf("DSA", 1024, None, "dsa-with-sha256"), ItemState::DoesNotConform),
        (with_leaf("1.2.643.7.1.1.1.1", 256, None, "sha256WithRSAEncryption"), ItemState::Undecided),
        (with_leaf("RSA", 2048, None, "1.2.840.113549.1.1.11"), ItemState::Conforms),
        (with_leaf("RSA", 2048, None, "1.2.3.4"), ItemState::Undecided),
        (with_leaf("RSA", 2048, None, "rsassaPss"), ItemState::Undecided),
    ] {
        let verdict = judged(&server);
        assert_eq!(verdict.item.state, state, "{:?}\n{}", server.certificates[0], everything(&verdict));
    }
}

#[test]
fn the_hash_that_an_old_version_lays_down_is_a_matter_of_the_version() {
    let server = changed(intermediate(), |server| {
        accept(server, Version::Tls10, &[CBC_SHA1]);
        server.signatures.push(signature(0, "rsa_pkcs1_md5_sha1", &[Version::Tls10]));
    });
    let verdict = judged(&server);
    assert_eq!(verdict.item.state, ItemState::Undecided, "{}", everything(&verdict));
    assert!(said(&verdict.item.missing).contains("TLS 1.0 を受け入れる"));
    let in_12 = changed(server, |server| server.signatures[2].versions.push(Version::Tls12));
    assert_eq!(judged(&in_12).item.state, ItemState::DoesNotConform);
}

#[test]
fn what_was_not_established_is_named() {
    let dhe = with_suite(Version::Tls12, DHE);
    for (server, words) in [
        (changed(intermediate(), |server| server.groups.clear()), "鍵共有の群を確かめられなかった"),
        (changed(intermediate(), |server| server.signatures.clear()), "署名方式を確かめられなかった"),
        (changed(intermediate(), |server| server.certificates.clear()), "証明書を確かめられなかった"),
        (changed(intermediate(), |server| server.certificates[1].readable = false), "証明書を確かめられなかった"),
        (
            changed(intermediate(), |server| server.suites.retain(|version, _| *version != Version::Tls12)),
            "TLS 1.2 の暗号スイートを確かめられなかった",
        ),
        (
            changed(intermediate(), |server| server.versions.retain(|version, _| *version != Version::Tls10)),
            "TLS 1.0 の可否を確かめられなかった",
        ),
        (dhe, "TLS 1.2 のDH の素数の大きさを確かめられなかった"),
        (
            changed(intermediate(), |server| {
                server.unknown.push(not_established("suites", Some(Version::Tls12), "limit"));
            }),
            "TLS 1.2 の暗号スイートを確かめられなかった(読む量の上限に達した)",
        ),
        (
            changed(intermediate(), |server| server.unknown.push(not_established("something new", None, "strange"))),
            "「something new」を確かめられなかった(strange)",
        ),
    ] {
        let verdict = judged(&server);
        assert_eq!(verdict.item.state, ItemState::Undecided, "{words}");
        assert_eq!(verdict.item.as_far_as_seen, Answer::Met, "{words}");
        assert_eq!(fits(&verdict), [Fit::Undecided; 3], "{words}");
        assert!(said(&verdict.item.missing).contains(words), "{words}: {:?}", verdict.item.missing);
    }
    for advice in ["features.client_renegotiation", "order", "intolerances.grease"] {
        let server = changed(intermediate(), |server| server.unknown.push(not_established(advice, None, "time")));
        assert_eq!(judged(&server).item.state, ItemState::Conforms, "{advice}");
    }
}

#[test]
fn settings_are_advice_and_keep_nobody_from_a_profile() {
    let server = changed(intermediate(), |server| {
        server.features.compression = Seen::Yes;
        server.features.client_renegotiation = Seen::Yes;
        server.features.secure_renegotiation = Seen::No;
        server.features.extended_master_secret = Seen::No;
        server.features.ocsp_stapling = Seen::No;
        server.order.insert(Version::Tls12, tls::observation::Order::Client);
    });
    let verdict = judged(&server);
    assert_eq!(fits(&verdict), [Fit::Fits; 3]);
    assert_eq!(verdict.profiles[0].advice.len(), 6, "{:?}", verdict.profiles[0].advice);
    assert_eq!(judged(&intermediate()).profiles[0].advice, []);
}

#[test]
fn tls_1_3_alone_is_advised_to_take_tls_1_2_for_the_recommended_profile_only() {
    let verdict = judged(&tls13_only());
    let advice = |at: usize| said(&verdict.profiles[at].advice);
    assert!(advice(1).contains("TLS 1.2 を受け入れない"), "{}", advice(1));
    assert!(!advice(0).contains("TLS 1.2"), "{}", advice(0));
    let without_13 = changed(intermediate(), |server| {
        server.versions.insert(Version::Tls13, Accepted::Refused);
        server.suites.remove(&Version::Tls13);
    });
    assert_eq!(fits(&judged(&without_13)), [Fit::DoesNotFit, Fit::Fits, Fit::Fits]);
}

#[test]
fn a_profile_can_be_demanded() {
    let edition = REFERENCES.cryptrec.find_edition("2022").unwrap();
    let demanded =
        |server: &Observation, profile| judge(server, &*REFERENCES, edition, Some(profile), day("2026-12-01")).item;
    let without_13 = changed(intermediate(), |server| {
        server.versions.insert(Version::Tls13, Accepted::Refused);
        server.suites.remove(&Version::Tls13);
    });
    assert_eq!(demanded(&without_13, Profile::Recommended).state, ItemState::Conforms);
    let high = demanded(&without_13, Profile::High);
    assert_eq!(high.state, ItemState::DoesNotConform);
    assert!(said(&high.grounds).contains("本市が求める高セキュリティ型に当てはまらない"), "{high:?}");
    assert_eq!(demanded(&unreachable(), Profile::High).state, ItemState::Unreachable);
}

#[test]
fn names_chains_and_issuers_are_told_beside_the_verdict() {
    let name = changed(intermediate(), |server| server.certificates[0].names = vec!["*.example.com".to_owned()]);
    let star = changed(intermediate(), |server| server.certificates[0].names = vec!["*.EXAMPLE.jp".to_owned()]);
    let chain = changed(intermediate(), |server| {
        server.chains[0].ordered = false;
        server.chains[0].reaches_root = false;
    });
    let own = changed(intermediate(), |server| server.certificates[0].self_issued = true);
    for (server, words, told) in [
        (name, "サーバー証明書に名前 service.example.jp がない", true),
        (star, "サーバー証明書に名前", false),
        (chain, "中間の証明書が足りない", true),
        (own, "自己署名のサーバー証明書", true),
    ] {
        let verdict = judged(&server);
        assert_eq!(verdict.item.state, ItemState::Conforms);
        assert_eq!(said(&verdict.findings).contains(words), told, "{words}: {:?}", verdict.findings);
    }
}

#[test]
fn each_part_can_be_looked_up() {
    let verdict = judged(&legacy());
    let status = |subject| verdict.find_part(&subject).map(|part| part.status);
    assert_eq!(status(Subject::Suite("0x002F".to_owned())), Some(AlgorithmStatus::Monitored));
    assert_eq!(status(Subject::Suite("0xC030".to_owned())), Some(AlgorithmStatus::Recommended));
    assert_eq!(status(Subject::CertificateKey(0, 0)), Some(AlgorithmStatus::RecommendedUntil(day("2030-12-31"))));
    assert_eq!(status(Subject::Version(Version::Tls13)), None);
}

#[test]
fn a_guideline_with_mistakes_is_refused_with_their_places() {
    let text = r#"
format = 1
default_edition = "9"

[[version]]
name = "TLSv1.2"
item = "maybe"
accepted = { high = "should", exception = "must" }
source = "x"
seen = "2026-11-23"
verified = false

[[group]]
names = ["a", "A"]
source = "x"
seen = "never"
verified = false
"#;
    let problems = TlsGuideline::load("mine.toml", text, standard::document::Notation::Toml).unwrap_err();
    let lines: Vec<String> = problems.iter().map(|problem| problem.line(Language::English)).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn where_nothing_is_known_the_one_reason_is_told() {
    for (why, words) in [
        ("refused_connections", "何も確かめられなかった(接続できない)"),
        ("malformed", "何も確かめられなかった(読めない応答)"),
        ("no_answer", "応答がなく、確かめられなかった"),
    ] {
        let server = changed(unreachable(), |server| {
            let gap = |version| NotEstablished { what: "versions".to_owned(), version, why: why.to_owned() };
            server.unknown = Version::ALL.map(|version| gap(Some(version))).to_vec();
        });
        let item = judged(&server).item;
        assert_eq!(item.state, ItemState::Unreachable);
        assert!(format!("{item:?}").contains(words), "{item:?}");
    }
}
