//! Places: the traps of region codes (collisions, areas, zones, free text), and countries with their equivalence.

use evidence::region::{COUNTRIES, Countries, Places, REGIONS, Regions};
use proptest::prelude::*;
use standard::Language;
use standard::document::Notation;
use std::fmt::Write as _;

fn places() -> Places {
    Places::built_in().unwrap()
}

/// Country and domestic, as `JP true`; `-` for what is open.
fn where_is(words: &str) -> String {
    let found = places().explain_region(words);
    let country = found.country.map_or_else(|| "-".to_owned(), |code| code.to_string());
    let domestic = found.domestic.map_or("-", |domestic| if domestic { "home" } else { "abroad" });
    format!("{country} {domestic}")
}

#[test]
fn the_same_code_is_another_country_with_another_provider() {
    for (words, expected) in [
        ("aws:ap-southeast-3", "ID abroad"),
        ("alibaba:ap-southeast-3", "MY abroad"),
        ("aws:ap-southeast-5", "MY abroad"),
        ("alibaba:ap-southeast-5", "ID abroad"),
        ("aws:eu-west-1", "IE abroad"),
        ("alibaba:eu-west-1", "GB abroad"),
        ("huawei:ap-southeast-1", "HK abroad"),
        ("aws:ap-southeast-1", "SG abroad"),
        ("nifcloud:us-east-1", "US abroad"),
    ] {
        assert_eq!(where_is(words), expected, "{words}");
    }
}

#[test]
fn a_code_without_its_provider_is_asked_about_where_several_use_it() {
    for words in ["ap-northeast-1", "ap-southeast-3", "eu-west-1", "us-east-1"] {
        let found = places().explain_region(words);
        assert_eq!((found.country, found.domestic), (None, None), "{words}");
        assert!(found.candidates.len() > 1, "{words}");
        assert!(found.ask.first().unwrap().japanese.contains("事業者"), "{words}");
    }
    let alone = places().explain_region("asia-northeast1");
    assert_eq!(alone.provider.as_deref(), Some("google"));
    assert_eq!(alone.domestic, Some(true));
}

#[test]
fn asia_is_not_japan_but_asia1_is_tokyo_and_osaka() {
    assert_eq!(where_is("google:asia"), "- abroad");
    assert_eq!(where_is("google:asia1"), "JP home");
    assert_eq!(where_is("google:eu"), "- abroad");
    assert_eq!(where_is("google:us"), "US abroad");
    for bare in ["asia", "US", "アジア"] {
        assert_eq!(where_is(bare), "- -", "{bare}");
    }
}

#[test]
fn a_local_zone_is_not_where_its_parent_region_is() {
    assert_eq!(where_is("aws:ap-northeast-1"), "JP home");
    assert_eq!(where_is("aws:ap-northeast-1-tpe-1"), "TW abroad");
    // Not in the data: the parent's country is not taken over.
    assert_eq!(where_is("aws:ap-northeast-1-xyz-1"), "- -");
    assert_eq!(where_is("aws:us-east-1-bos-1a"), "- -");
}

#[test]
fn an_availability_zone_is_in_its_region() {
    assert_eq!(where_is("aws:ap-northeast-1a"), "JP home");
    assert_eq!(where_is("google:asia-northeast1-b"), "JP home");
    assert_eq!(where_is("azure:japaneast-a"), "- -");
}

#[test]
fn what_people_write_for_a_place_is_read() {
    for words in [
        "AWS 東京",
        "AWS 東京リージョン",
        "AWSの東京リージョン",
        "aws:Tokyo",
        "AWS:AP-NORTHEAST-1",
        "ＡＷＳ：ａｐ－ｎｏｒｔｈｅａｓｔ－１",
        "AWS アジアパシフィック(東京)",
        "Amazon Web Services, Asia Pacific (Tokyo)",
        "Microsoft Azure Japan East",
        "Azure 東日本",
        "azure:japaneast",
        "GCP asia-northeast1",
        "OCI ap-tokyo-1",
        "さくらのクラウド 石狩",
        "さくらのクラウド is1a",
        "ニフクラ jp-west-2",
        "東京リージョン",
        "東京 region",
        "大阪データセンター",
    ] {
        // A comma stands between two places as often as inside one name.
        let expected = if words.contains(',') { "- -" } else { "JP home" };
        assert_eq!(where_is(words), expected, "{words}");
    }
}

#[test]
fn a_country_as_free_text_is_weak_and_asked_about() {
    for words in
        ["日本リージョン", "国内", "国内DC", "日本国内", "Japan region", "AWS 日本", "日本国内のデータセンター"]
    {
        let found = places().explain_region(words);
        assert_eq!((found.country, found.domestic), (None, None), "{words}");
        assert!(found.ask.iter().any(|ask| ask.japanese.contains("バックアップ")), "{words}");
    }
}

#[test]
fn an_unknown_place_is_never_in_japan() {
    for words in
        ["", "aws", "aws:ap-northeast-9", "日本以外", "東京・大阪", "東京ではない", "global", "aws:global", "mars-1"]
    {
        let found = places().explain_region(words);
        assert_eq!((found.country, found.domestic), (None, None), "{words}");
        let ask: Vec<&str> = found.ask.iter().map(|ask| ask.japanese.as_str()).collect();
        for copy in ["主系", "複製", "バックアップ", "災害対策", "ログ", "再委託先"] {
            assert!(ask.iter().any(|ask| ask.contains(copy)), "{words}: {copy} in {ask:?}");
        }
    }
}

#[test]
fn a_paired_region_that_takes_backups_abroad_is_asked_about() {
    let brazil = places().explain_region("azure:brazilsouth");
    assert!(brazil.ask.iter().any(|ask| ask.japanese.contains("southcentralus(US)")), "{brazil:?}");
}

#[test]
fn equivalent_countries_are_the_eu_and_the_uk_and_the_rest_of_the_eea_is_to_be_confirmed() {
    let adequate = |words: &str| places().explain_country(words).adequate;
    for words in ["DE", "ドイツ", "Germany", "germany", "ＤＥ", "GB", "イギリス", "UK", "アイルランド", "HR"]
    {
        assert_eq!(adequate(words), Some(true), "{words}");
    }
    for words in ["IS", "リヒテンシュタイン", "Norway"] {
        let found = places().explain_country(words);
        assert_eq!(found.adequate, None, "{words}");
        assert!(found.ask.iter().any(|ask| ask.japanese.contains("要確認")), "{words}");
    }
    for words in ["CH", "US", "韓国", "SG", "AU", "CA", "JE", "Isle of Man"] {
        assert_eq!(adequate(words), Some(false), "{words}");
    }
    for words in ["EU", "欧州", "ZZ", ""] {
        let found = places().explain_country(words);
        assert_eq!((found.code, found.domestic, found.adequate), (None, None, None), "{words}");
        assert!(!found.ask.is_empty());
    }
    assert_eq!(places().explain_country("DE").as_of.unwrap().japanese, "令和5年12月");
    assert_eq!(places().explain_country("日本").domestic, Some(true));
    assert_eq!(places().explain_country("日本").adequate, None);
}

#[test]
fn the_designation_covers_thirty_one_states() {
    let (places, mut counts) = (places(), (0, 0));
    for country in places.countries.rows() {
        match places.countries.adequacy_of(country).map(|adequacy| adequacy.answer) {
            Some(Some(true)) => counts.0 += 1,
            Some(None) => counts.1 += 1,
            Some(Some(false)) | None => {}
        }
    }
    assert_eq!(counts, (28, 3));
}

#[test]
fn every_row_cites_a_source_and_every_country_of_a_region_is_known() {
    let places = places();
    let rows = places.status_rows();
    assert!(rows.len() > 300);
    assert!(rows.iter().all(|row| !row.provenance.source.trim().is_empty()));
    assert!(rows.iter().any(|row| row.provenance.verified) && rows.iter().any(|row| !row.provenance.verified));
    for region in places.regions.rows() {
        assert!(region.country.is_none_or(|code| places.countries.of_code(code).is_some()), "{}", region.code);
        // What was seen in a secondary source, or is general knowledge, stays unverified.
        let provider = &places.regions.provider_of(region).unwrap().id;
        assert!(!(region.provenance.verified && ["azure", "oci", "huawei"].contains(&provider.as_str())));
    }
}

#[test]
fn a_wrong_file_is_refused_with_the_line() {
    let countries = Countries::load("countries.toml", COUNTRIES.text, Notation::Toml).unwrap();
    let refusals = |text: &str| {
        let problems = Regions::load("regions.toml", text, Notation::Toml, &countries).unwrap_err();
        problems.iter().map(|problem| problem.line(Language::English)).collect::<Vec<_>>().join("\n")
    };
    let broken = REGIONS
        .text
        .replacen("code = \"ap-northeast-3\", country = \"JP\"", "code = \"ap-northeast-1\", country = \"JP\"", 1)
        .replacen("code = \"ap-northeast-2\", country = \"KR\"", "code = \"ap-northeast-2\", country = \"XX\"", 1)
        .replacen("code = \"ap-east-1\"", "code = \"AP East 1\"", 1)
        .replacen("code = \"ap-southeast-1\", country = \"SG\", ", "code = \"ap-southeast-1\", ", 1)
        .replacen("with = \"southcentralus\"", "with = \"southcentralu\"", 1)
        .replacen("provider = \"sakura\"", "provider = \"sakra\"", 1);
    insta::assert_snapshot!(refusals(&broken));
    let twice = COUNTRIES.text.replacen("code = \"AT\"", "code = \"JP\"", 1);
    let problems = Countries::load("countries.toml", &twice, Notation::Toml).unwrap_err();
    assert!(problems.iter().any(|problem| problem.code == "duplicate-country"), "{problems:?}");
}

#[test]
fn explanations_read_well() {
    let mut page = String::new();
    for words in [
        "aws:ap-northeast-1",
        "AWS 東京",
        "東京リージョン",
        "ap-northeast-1",
        "azure:japaneast",
        "google:asia",
        "aws:ap-northeast-1-tpe-1",
        "日本リージョン",
        "さくらのクラウド 石狩",
        "aws:xx-nowhere-1",
    ] {
        let found = places().explain_region(words);
        let _ = writeln!(page, "{words} → {} | {}", where_is(words), found.code.as_deref().unwrap_or("-"));
        for (mark, texts) in [("・", &found.reasons), ("?", &found.ask)] {
            for text in texts {
                let _ = writeln!(page, "  {mark} {}\n    {}", text.japanese, text.in_language(Language::English));
            }
        }
    }
    for words in ["DE", "ノルウェー", "US", "日本", "EU"] {
        let found = places().explain_country(words);
        let _ = writeln!(page, "{words} → {:?} adequate {:?}", found.code, found.adequate);
        for text in found.reasons.iter().chain(&found.ask) {
            let _ = writeln!(page, "  {}\n    {}", text.japanese, text.in_language(Language::English));
        }
    }
    insta::assert_snapshot!(page);
}

#[test]
fn a_megabyte_of_words_is_read_in_no_time() {
    // What costs its square here takes minutes, so that the test need not look at a clock.
    for words in ["aws 東京 ", "ap-", "us-east-1 ", "のの", "東京、"] {
        let long = words.repeat(1_000_000 / words.len());
        assert_eq!(places().explain_region(&long).domestic, None, "{words}");
        assert_eq!(places().explain_country(&long).code, None, "{words}");
    }
}

proptest! {
    #[test]
    fn no_words_make_it_panic(words in "\\PC{0,40}") {
        let places = PLACES.with(Clone::clone);
        places.explain_region(&words);
        places.explain_country(&words);
    }

    #[test]
    fn words_around_a_known_code_never_move_it_to_japan(noise in "[a-z0-9 :・-]{0,8}") {
        let places = PLACES.with(Clone::clone);
        let found = places.explain_region(&format!("aws:us-east-1{noise}"));
        prop_assert_ne!(found.domestic, Some(true));
    }
}

thread_local! {
    static PLACES: Places = places();
}
