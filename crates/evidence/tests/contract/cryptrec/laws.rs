//! Promises that hold for any words: no panic, no pass by what was not understood, no harm by a longer key.

use super::{REFERENCE, explain};
use evidence::cryptrec::Use;
use jiff::civil::Date;
use proptest::prelude::*;

proptest! {
    #[test]
    fn no_words_make_it_panic_and_no_unknown_is_a_pass(
        words in prop_oneof![
            any::<String>(),
            "(AES|XTS|GCM|RSA|ECDH|3DES|HMAC|SHA|256|128|[-_/+、 ()＋]|ない|ﾋﾞｯﾄ|TDE|TLS|1\\.2|\u{301}|é){0,12}",
        ],
        used_for in prop::option::of(prop::sample::select(Use::ALL.to_vec())),
    ) {
        let resolved = REFERENCE.resolve(&words);
        for range in resolved.unknown.iter().chain(&resolved.negations) {
            prop_assert!(words.get(range.clone()).is_some(), "{range:?}");
        }
        let explanation = explain(&words, used_for);
        let open = matches!(explanation.status.word(), "needs_evidence" | "not_applicable");
        prop_assert_eq!(explanation.satisfies.is_none(), open);
        prop_assert!(!explanation.reasons.is_empty());
        let passes = explanation.satisfies == Some(true);
        prop_assert!(!passes || (resolved.unknown.is_empty() && resolved.negations.is_empty()));
    }

    #[test]
    fn a_longer_key_of_the_same_cipher_never_worsens(
        (cipher, lengths) in prop::sample::select(vec![
            ("AES-{}-GCM", vec![128, 192, 256]),
            ("AES-{}-XTS", vec![128, 192, 256]),
            ("Camellia-{}-CBC", vec![128, 192, 256]),
            ("RSA-OAEP {}", vec![512, 1024, 2048, 3072, 4096, 7680, 15360]),
            ("DH-{}", vec![512, 1024, 2048, 3072, 4096, 8192]),
            ("ECDSA {}", vec![192, 224, 256, 384, 521]),
        ]),
        used_for in prop::option::of(prop::sample::select(Use::ALL.to_vec())),
        year in 2026_i16..2075,
    ) {
        let until = Some(Date::constant(year, 6, 1));
        let edition = REFERENCE.default_edition();
        // Worse: no after open, open after yes.
        let mark = |bits: &i32| {
            let words = cipher.replace("{}", &bits.to_string());
            REFERENCE.explain_algorithm(&words, used_for, edition, until).satisfies.map_or(1, |yes| if yes { 2 } else { 0 })
        };
        let marks: Vec<i32> = lengths.iter().map(mark).collect();
        prop_assert!(marks.is_sorted(), "{cipher} {marks:?}");
    }
}
