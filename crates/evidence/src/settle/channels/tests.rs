//! №3: what each path's protection comes to; a server is as good as the worst that it accepts.

use super::settle;
use crate::declaration::{Channel, Declaration, Known, Path, Protection, Stated};
use crate::settle::Finding;
use crate::settle::testing::{assert_found, context, day, shown, stated, today, until};
use standard::Answer::{Met, Unknown, Unmet};

const GOOD_12: &str = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";
const GOOD_13: &str = "TLS_AES_128_GCM_SHA256";

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|words| (*words).to_owned()).collect()
}

fn tls(versions: &[&str], suites: &[&str]) -> Known<Protection> {
    Known::Is(Protection::Tls { versions: words(versions), suites: words(suites) })
}

fn vpn(methods: &[&str]) -> Known<Protection> {
    Known::Is(Protection::Vpn { methods: words(methods) })
}

fn good() -> Known<Protection> {
    tls(&["1.2", "1.3"], &[GOOD_12, GOOD_13])
}

fn channel(path: Path, protection: Known<Protection>) -> Stated<Channel> {
    stated(Channel { path, protection })
}

/// The users' path is protected so, the others well.
fn with(protection: Known<Protection>) -> Vec<Stated<Channel>> {
    vec![
        channel(Path::User, protection),
        channel(Path::Admin, good()),
        channel(Path::BackEnd, good()),
        channel(Path::Replication, Known::NotApplicable),
    ]
}

fn settled(channels: Vec<Stated<Channel>>, on: &str, edition: &str) -> Finding {
    let declaration = Declaration { channels, ..Declaration::default() };
    settle(&context(&declaration, day(on)), edition)
}

fn now(channels: Vec<Stated<Channel>>) -> Finding {
    settled(channels, &today().to_string(), "2022")
}

#[test]
fn tls_with_listed_suites_meets_the_item() {
    assert_found(&now(with(good())), Met, &["LS-0001-2022", "利用者の画面の通信: TLS 1.2, 1.3", "経路がない"]);
    assert_found(&now(with(tls(&["TLSv1.3"], &[GOOD_13]))), Met, &[]);
    assert_found(&now(with(tls(&["ＴＬＳ 1.2 以上"], &["ECDHE-RSA-AES128-GCM-SHA256"]))), Met, &[]);
}

#[test]
fn ssl_tls_without_a_version_needs_evidence() {
    let users = "利用者の画面の通信: ";
    assert_found(&now(with(tls(&["SSL/TLS"], &[GOOD_12]))), Unknown, &["「SSL/TLS」では TLS の版が分からない"]);
    assert_found(&now(with(tls(&[], &[GOOD_12]))), Unknown, &[&format!("{users}TLS の版が書かれていない")]);
    assert_found(&now(with(tls(&[], &[]))), Unknown, &["versions of TLS are not stated", "suites"]);
}

#[test]
fn old_versions_are_to_be_confirmed_and_ssl_fails() {
    for old in ["1.0", "TLS 1.1", "TLSv1", "TLS 1.0 以上"] {
        assert_found(&now(with(tls(&["1.2", old], &[GOOD_12]))), Unknown, &["要確認"]);
    }
    for ssl in ["SSL 3.0", "SSLv3", "sslv2"] {
        assert_found(&now(with(tls(&["1.2", ssl], &[GOOD_12]))), Unmet, &["accepts SSL"]);
    }
}

#[test]
fn one_accepted_suite_that_is_not_listed_fails_the_server() {
    let failing = [
        "TLS_RSA_WITH_AES_128_CBC_SHA",
        "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
        "TLS_ECDHE_RSA_WITH_RC4_128_SHA",
        "TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256",
        "TLS_SM4_GCM_SM3",
        "TLS_RSA_WITH_NULL_SHA256",
    ];
    for suite in failing {
        let found = now(with(tls(&["1.2", "1.3"], &[GOOD_12, GOOD_13, suite])));
        assert_found(&found, Unmet, &[&format!("the users' channel: accepts the suite `{suite}`")]);
    }
}

#[test]
fn one_unclear_suite_leaves_it_open() {
    let unclear = ["TLS_PSK_WITH_AES_128_GCM_SHA256", "高度な暗号"];
    for suite in unclear {
        assert_found(&now(with(tls(&["1.2"], &[GOOD_12, suite]))), Unknown, &[suite]);
    }
}

#[test]
fn a_name_without_a_key_agreement_may_be_static_rsa() {
    let found = now(with(tls(&["1.2"], &["AES128-GCM-SHA256"])));
    assert_found(&found, Unknown, &["「AES128-GCM-SHA256」— 鍵共有"]);
    for pasted in ["ECDHE-RSA-AES128-GCM-SHA256:AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256 AES128-GCM-SHA256"] {
        assert_found(&now(with(tls(&["1.2"], &[pasted]))), Unknown, &["鍵共有"]);
    }
    assert_found(&now(with(tls(&["1.3"], &["TLS_AES_128_GCM_SHA256:AES128-GCM-SHA256"]))), Unknown, &["鍵共有"]);
    assert_found(&now(with(tls(&["1.2"], &["ECDHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384"]))), Met, &["2 件"]);
}

#[test]
fn suites_with_a_short_tag_are_not_failed() {
    let suites = [GOOD_13, "TLS_AES_128_CCM_8_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8"];
    assert_found(&now(with(tls(&["1.2", "1.3"], &suites))), Met, &[]);
}

#[test]
fn no_suites_are_asked_for_even_with_tls_1_3_alone() {
    assert_found(&now(with(tls(&["1.3"], &[]))), Unknown, &["TLS 1.3 too has suites that are not on the list"]);
}

#[test]
fn a_list_without_suites_of_an_accepted_version_is_not_complete() {
    assert_found(&now(with(tls(&["1.2", "1.3"], &[GOOD_13]))), Unknown, &["TLS 1.2 の暗号スイートが一覧にない"]);
    assert_found(&now(with(tls(&["1.2", "1.3"], &[GOOD_12]))), Unknown, &["no suite of TLS 1.3"]);
}

#[test]
fn a_vpn_is_judged_by_its_methods() {
    assert_found(&now(with(vpn(&["IPsec AES-256-GCM, ECDHE P-256"]))), Met, &[]);
    assert_found(&now(with(vpn(&["AES-256-CBC", "HMAC-SHA-256", "ECDHE P-256"]))), Met, &[]);
    assert_found(
        &now(with(vpn(&["IPsec AES-256-GCM", "3DES"]))),
        Unmet,
        &["VPN の「IPsec AES-256-GCM, 3DES」— 3-key Triple DES"],
    );
    assert_found(&now(with(vpn(&["PPTP"]))), Unmet, &[]);
    assert_found(&now(with(vpn(&["WireGuard"]))), Unknown, &["BLAKE2s"]);
    assert_found(&now(with(vpn(&["IPsec"]))), Unknown, &[]);
    assert_found(&now(with(vpn(&[]))), Unknown, &["VPN とあるが方式が書かれていない"]);
}

#[test]
fn no_encryption_fails() {
    assert_found(&now(with(Known::Is(Protection::Nothing))), Unmet, &["利用者の画面の通信: 暗号化していない"]);
    assert_found(&now(with(Known::Unknown)), Unknown, &["利用者の画面の通信: 暗号化の方式を尋ねる"]);
}

#[test]
fn every_path_must_be_stated() {
    let names = ["利用者の画面の通信", "管理画面の通信", "裏側の連携の通信", "複製・バックアップの転送"];
    for (left_out, name) in names.into_iter().enumerate() {
        let mut channels = with(good());
        channels.remove(left_out);
        let found = now(channels);
        assert_found(&found, Unknown, &[&format!("{name}: 暗号化が書かれていない")]);
        assert_eq!(found.missing.len(), 1);
    }
}

#[test]
fn a_service_without_any_path_is_not_believed() {
    let paths = [Path::User, Path::Admin, Path::BackEnd, Path::Replication];
    let channels = paths.map(|path| channel(path, Known::NotApplicable)).to_vec();
    assert_found(&now(channels), Unknown, &["no path is there at all"]);
}

#[test]
fn an_edition_that_the_reference_data_lacks_is_missing() {
    let found = settled(with(good()), "2026-12-01", "2031");
    assert_found(&found, Unknown, &["`2031`", "2022"]);
}

#[test]
fn a_strength_that_ends_is_met_to_that_day() {
    let protection = || with(vpn(&["AES-256-GCM ffdhe2048"]));
    let last = settled(protection(), "2030-12-31", "2022");
    assert_eq!((last.answer, last.holds_until), (Met, Some(day("2030-12-31"))));
    assert_found(&settled(protection(), "2031-01-01", "2022"), Unmet, &["2030-12-31"]);
}

#[test]
fn a_measurement_that_has_ended_does_not_count() {
    let mut channels = with(good());
    channels[0] = shown(channels[0].fact.clone(), until("2026-11-30"));
    assert_found(&now(channels), Unknown, &["利用者の画面の通信: 2026-11-30 で終わった"]);
}
