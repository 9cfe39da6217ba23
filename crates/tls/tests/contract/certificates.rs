//! What a certificate says, read from certificates that OpenSSL and rcgen make.

use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, proptest};
use std::path::PathBuf;
use std::process::Command;
use tls::certificate::{arrangement, read_certificate};
use tls::observation::Certificate;

/// A self-signed certificate of OpenSSL's, as DER.
fn made(name: &str, arguments: &[&str]) -> Certificate {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let key = folder.join(format!("certificate-{name}-{}.key", std::process::id()));
    let output = Command::new("openssl")
        .args(["req", "-x509", "-nodes", "-days", "10", "-subj", "/CN=lab.example", "-outform", "DER"])
        .args(arguments)
        .args(["-keyout", &key.display().to_string()])
        .output()
        .expect("openssl runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    read_certificate(&output.stdout, 0)
}

#[test]
fn keys_and_signatures_of_every_common_kind_are_named_and_sized() {
    let rsa = ["-newkey", "rsa:1024"];
    let pss = [&rsa[..], &["-sigopt", "rsa_padding_mode:pss"]].concat();
    for (name, arguments, key, bits, curve, signature) in [
        ("rsa-1024-sha1", [&rsa[..], &["-sha1"]].concat(), "RSA", 1024, None, "sha1WithRSAEncryption"),
        ("rsa-md5", [&rsa[..], &["-md5"]].concat(), "RSA", 1024, None, "md5WithRSAEncryption"),
        ("rsa-2047", vec!["-newkey", "rsa:2047"], "RSA", 2047, None, "sha256WithRSAEncryption"),
        ("pss-256", [&pss[..], &["-sha256"]].concat(), "RSA", 1024, None, "rsassaPss (sha256)"),
        ("pss-1", [&pss[..], &["-sha1"]].concat(), "RSA", 1024, None, "rsassaPss (sha1)"),
        (
            "pss-key",
            vec!["-newkey", "rsa-pss", "-pkeyopt", "rsa_keygen_bits:2048"],
            "RSA-PSS",
            2048,
            None,
            "rsassaPss (sha256)",
        ),
        (
            "p521",
            vec!["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-521"],
            "ECDSA",
            521,
            Some("secp521r1"),
            "ecdsa-with-SHA256",
        ),
        (
            "p224",
            vec!["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp224r1"],
            "ECDSA",
            224,
            Some("secp224r1"),
            "ecdsa-with-SHA256",
        ),
        (
            "k256",
            vec!["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp256k1"],
            "ECDSA",
            256,
            Some("secp256k1"),
            "ecdsa-with-SHA256",
        ),
        (
            "brainpool",
            vec!["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:brainpoolP384r1"],
            "ECDSA",
            384,
            Some("brainpoolP384r1"),
            "ecdsa-with-SHA256",
        ),
        ("ed25519", vec!["-newkey", "ed25519"], "Ed25519", 256, None, "Ed25519"),
        ("ed448", vec!["-newkey", "ed448"], "Ed448", 456, None, "Ed448"),
    ] {
        let read = made(name, &arguments);
        assert!(read.readable && read.self_issued, "{name}");
        assert_eq!((read.key.as_str(), read.key_bits, read.curve.as_deref()), (key, bits, curve), "{name}");
        assert_eq!(read.signature, signature, "{name}");
        // No alternative names: the common name.
        assert_eq!(read.names, ["lab.example"]);
        let (before, after) = (read.not_before.expect("a beginning"), read.not_after.expect("an end"));
        assert_eq!((after - before).get_seconds() / 86_400, 10, "{name}");
    }
}

/// A certificate with these names, as far as chains are concerned.
fn named(subject: &str, issuer: &str) -> Certificate {
    Certificate {
        subject: subject.to_owned(),
        issuer: issuer.to_owned(),
        self_issued: subject == issuer,
        readable: true,
        ..Certificate::default()
    }
}

#[test]
fn the_order_of_a_chain_and_what_is_missing_are_seen() {
    let [leaf, middle, root] = [named("leaf", "middle"), named("middle", "root"), named("root", "root")];
    let seen = |chain: &[&Certificate]| {
        let chain: Vec<Certificate> = chain.iter().map(|certificate| (*certificate).clone()).collect();
        let arrangement = arrangement(&chain);
        (arrangement.ordered, arrangement.reaches_root)
    };
    assert_eq!(seen(&[&leaf, &middle]), (true, true));
    assert_eq!(seen(&[&leaf, &middle, &root]), (true, true));
    assert_eq!(seen(&[&leaf, &root, &middle]), (false, true));
    assert_eq!(seen(&[&leaf]), (true, false));
    assert_eq!(seen(&[&leaf, &root]), (false, false));
    assert_eq!(seen(&[&root]), (true, true));
    assert_eq!(seen(&[]), (true, false));
    let [one, other] = [named("one", "other"), named("other", "one")];
    assert_eq!(seen(&[&one, &other]), (true, true));
    let alike = Certificate { self_issued: false, ..root.clone() };
    assert_eq!(seen(&[&alike]), (true, false));
    let unread = Certificate::default();
    assert_eq!(seen(&[&unread]), (false, false));
    assert_eq!(seen(&[&leaf, &unread, &middle]), (false, true));
}

proptest! {
    #[test]
    fn what_cannot_be_read_has_its_hash_alone(bytes in vec(any::<u8>(), 0..400)) {
        let read = read_certificate(&bytes, 3);
        prop_assert!(!read.readable && read.subject.is_empty() && read.names.is_empty());
        prop_assert!(read.sha256.len() == 64 && read.position == 3);
    }

    #[test]
    fn a_certificate_with_changed_bytes_is_read_or_not_and_never_panics(
        changes in vec((0_usize..400, any::<u8>()), 1..6),
    ) {
        let key = rcgen::generate_simple_self_signed(vec!["lab.example".to_owned(), "192.0.2.1".to_owned()]).unwrap();
        let mut der = key.cert.der().to_vec();
        for (place, byte) in changes {
            let place = place % der.len();
            der[place] = byte;
        }
        let read = read_certificate(&der, 0);
        prop_assert!(read.readable || read.subject.is_empty());
    }
}
