//! Countries of addresses, and databases that are damaged.

use probe::place::{Countries, Hint};

const NESTED: &[u8] = include_bytes!("places/nested.mmdb");
const FLAT: &[u8] = include_bytes!("places/flat.mmdb");

fn country(database: &[u8], address: &str) -> Option<String> {
    let hint = Countries::read(database.to_vec()).unwrap().hint(address.parse().unwrap()).unwrap();
    assert!(hint.built.is_some());
    hint.country
}

#[test]
fn a_country_is_found_in_either_form_of_database() {
    for (database, address, expected) in [
        (NESTED, "192.0.2.9", Some("JP")),
        (NESTED, "198.51.100.1", Some("US")),
        (NESTED, "198.51.100.200", None),
        (NESTED, "2001:db8::1", Some("DE")),
        (NESTED, "203.0.113.1", None),
        (FLAT, "192.0.2.9", Some("JP")),
        (FLAT, "198.51.100.1", None),
        (FLAT, "2001:db8::1", None),
    ] {
        assert_eq!(country(database, address).as_deref(), expected, "{address}");
    }
}

#[test]
fn a_hint_says_of_which_database_it_is_and_what_it_is_not_worth() {
    let hint = Countries::read(NESTED.to_vec()).unwrap().hint("192.0.2.9".parse().unwrap()).unwrap();
    assert_eq!(hint.database, "nested");
    let caveat = Hint::caveat();
    assert!(caveat.japanese.contains("手がかり") && caveat.english.unwrap().contains("only a hint"));
}

#[test]
fn what_is_no_database_is_refused_with_what_to_do() {
    for bytes in [b"".as_slice(), b"hello", &NESTED[..NESTED.len() / 2], &NESTED[100..]] {
        let problem = Countries::read(bytes.to_vec()).unwrap_err().problem("国.mmdb");
        assert_eq!(problem.code, "country-database");
        assert!(problem.hint.is_some());
    }
}

#[test]
fn a_damaged_database_never_panics() {
    for place in 0..NESTED.len() {
        for bits in [0x01, 0x80, 0xff] {
            let mut damaged = NESTED.to_vec();
            damaged[place] ^= bits;
            if let Ok(countries) = Countries::read(damaged) {
                for address in ["192.0.2.9", "198.51.100.1", "2001:db8::1"] {
                    let _ = countries.hint(address.parse().unwrap());
                }
            }
        }
    }
}
