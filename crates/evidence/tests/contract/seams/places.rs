//! №6: where information is kept, and what lets it be kept abroad.

use super::{answer, expect, said};
use standard::Answer::{self, Met, NotApplicable, Unknown, Unmet};

const ROLES: [&str; 6] = ["primary", "replica", "backup", "disaster_recovery", "logs", "sub_processor"];

/// Everything at home, but for what is given.
fn places(changed: &[(&str, &str)]) -> String {
    let at = |role: &str| changed.iter().find(|(other, _)| *other == role).map_or("aws:ap-northeast-1", |(_, at)| at);
    ROLES.map(|role| format!("[[place]]\nrole = \"{role}\"\nat = \"{}\"\n", at(role))).concat()
}

/// One group of information, kept abroad in one role.
fn abroad(information: &str, at: &str, rest: &str) -> String {
    format!("[[information]]\nid = \"i\"\nname = \"情報\"\n{information}\n{}{rest}", places(&[("backup", at)]))
}

const PERSONAL: &str = "class = \"I\"\npersonal = true\nentered_by_staff = false";
const NOT_PERSONAL: &str = "class = \"II\"\npersonal = false\nentered_by_staff = false";
const CONSENT: &str = "[[consent]]\ncountry = \"US\"\nbefore_use = true\nnames_country = true\nexplains_system = true\n\
                       explains_measures = true\n";

fn key(own: &str, by: &str, held: &str) -> String {
    format!("[[key]]\nown = {own}\ngenerated_by = \"{by}\"\n{held}\n")
}

#[test]
fn seam_17_every_stored_copy_counts_and_not_only_primary_and_backup() {
    expect("6-1", &[(&places(&[]), Met)]);
    for role in ROLES {
        expect("6-1", &[(&places(&[(role, "aws:us-east-1")]), Unmet), (&places(&[(role, "unknown")]), Unknown)]);
    }
    expect("6-1", &[(&places(&[("sub_processor", "na"), ("logs", "na")]), Met)]);
    let without_logs = places(&[]).replace("[[place]]\nrole = \"logs\"\nat = \"aws:ap-northeast-1\"\n", "");
    expect("6-1", &[(&without_logs, Unknown)]);
}

#[test]
fn seam_18_each_information_at_each_place_abroad_must_be_covered() {
    let one = abroad(PERSONAL, "aws:us-east-1", CONSENT);
    expect("6-2", &[(&one, Met)]);
    let two = format!(
        "[[information]]\nid = \"i\"\nname = \"情報\"\n{PERSONAL}\n{}{CONSENT}",
        places(&[("backup", "aws:us-east-1"), ("logs", "aws:ap-southeast-1")])
    );
    assert_ne!(answer("6-2", &two), Met, "Singapore is not covered by a consent for the United States");
    let none = abroad(PERSONAL, "aws:us-east-1", &CONSENT.replace("before_use = true", "before_use = false"));
    expect("6-2", &[(&none, Unmet)]);
}

#[test]
fn seam_19_consent_is_for_personal_information_by_the_people_themselves_and_covers_nothing_else() {
    let of = |information: &str| abroad(information, "aws:us-east-1", CONSENT);
    let staff = PERSONAL.replace("entered_by_staff = false", "entered_by_staff = true");
    let unknown = PERSONAL.replace("personal = true", "personal = \"unknown\"");
    expect("6-2", &[(&of(PERSONAL), Met), (&of(&staff), Unmet), (&of(&unknown), Unknown)]);
    // 該当なし is no way of meeting the clause.
    expect("6-2", &[(&of(NOT_PERSONAL), NotApplicable)]);
    let text = |missing: &str| {
        abroad(
            PERSONAL,
            "aws:us-east-1",
            &CONSENT.replace(&format!("{missing} = true"), &format!("{missing} = \"unknown\"")),
        )
    };
    for missing in ["before_use", "names_country", "explains_system", "explains_measures"] {
        expect("6-2", &[(&text(missing), Unknown)]);
    }
}

#[test]
fn seam_20_an_equivalent_country_counts_for_personal_information_and_else_a_person_judges() {
    expect(
        "6-3",
        &[
            (&abroad(PERSONAL, "aws:eu-central-1", ""), Met),
            (&abroad(PERSONAL, "aws:eu-west-2", ""), Met),
            (&abroad(PERSONAL, "aws:us-east-1", ""), Unmet),
            (&abroad(PERSONAL, "NO", ""), Unknown),
            (&abroad(NOT_PERSONAL, "aws:eu-central-1", ""), Unknown),
        ],
    );
}

#[test]
fn seam_21_only_items_of_class_three_may_be_abroad_one_by_one() {
    let of = |class: &str| abroad(&format!("class = \"{class}\"\npersonal = false"), "aws:us-east-1", "");
    expect("6-4", &[(&of("III"), Met), (&of("II"), Unmet), (&of("I"), Unmet)]);
    // A claim for the whole service, without a list of items, is not taken.
    let whole: String = places(&[("backup", "aws:us-east-1")]);
    assert_ne!(answer("6-4", &whole), Met);
}

#[test]
fn seam_22_a_key_is_the_citys_where_it_generated_it_and_holds_it_at_home() {
    let with = |key: &str| abroad(PERSONAL, "aws:us-east-1", key);
    expect(
        "6-5",
        &[
            (&with(&key("true", "city", "held_by_city = true")), Met),
            (&with(&key("true", "city", "held_by_city = false\nheld_at = \"aws:ap-northeast-1\"")), Met),
            (&with(&key("true", "city", "held_by_city = false\nheld_at = \"aws:us-east-1\"")), Unmet),
            (&with(&key("true", "vendor", "held_by_city = true")), Unknown),
            (&with(&key("true", "unknown", "held_by_city = true")), Unknown),
            (&with(""), Unknown),
        ],
    );
}

#[test]
fn trap_region_codes_collide_between_providers() {
    let backup = |at: &str| places(&[("backup", at)]);
    expect(
        "6-1",
        &[
            (&backup("aws:ap-northeast-1"), Met),
            (&backup("aws:ap-southeast-3"), Unmet),
            (&backup("alibaba:ap-southeast-3"), Unmet),
        ],
    );
    // Without its provider the code is asked about or, where every provider is abroad, known to be abroad; never at home.
    assert_ne!(answer("6-1", &backup("ap-southeast-3")), Met);
    let (aws, alibaba) = (said("6-1", &backup("aws:ap-southeast-3")), said("6-1", &backup("alibaba:ap-southeast-3")));
    assert!(aws.contains("インドネシア") && alibaba.contains("マレーシア"), "{aws}\n{alibaba}");
}

#[test]
fn trap_asia_is_not_japan() {
    let backup = |at: &str| places(&[("backup", at)]);
    assert_ne!(answer("6-1", &backup("gcp:asia")), Met);
    expect("6-1", &[(&backup("gcp:asia1"), Met), (&backup("gcp:asia-east1"), Unmet)]);
}

#[test]
fn trap_a_japanese_region_as_free_text_is_weak() {
    expect(
        "6-1",
        &[(&places(&[("backup", "日本リージョン")]), Unknown), (&places(&[("backup", "未知:xx-1")]), Unknown)],
    );
}

#[test]
fn trap_a_local_zone_may_lie_in_another_country() {
    assert_ne!(answer("6-1", &places(&[("backup", "aws:ap-northeast-1-tpe-1")])), Met);
}

#[test]
fn trap_the_vendors_own_cmk_is_not_byok() {
    let with = |key: &str| abroad(PERSONAL, "aws:us-east-1", key);
    let held = "held_by_city = false\nheld_at = \"aws:ap-northeast-1\"";
    let cases: [(&str, &str, Answer); 4] =
        [("false", "vendor", Unmet), ("true", "platform", Unmet), ("true", "vendor", Unknown), ("true", "city", Met)];
    for (own, by, expected) in cases {
        expect("6-5", &[(&with(&key(own, by, held)), expected)]);
    }
}

#[test]
fn trap_iceland_liechtenstein_and_norway_are_to_be_confirmed() {
    for country in ["IS", "LI", "NO"] {
        expect("6-3", &[(&abroad(PERSONAL, country, ""), Unknown)]);
    }
    for country in ["CH", "US", "KR", "SG"] {
        expect("6-3", &[(&abroad(PERSONAL, country, ""), Unmet)]);
    }
    for country in ["DE", "FR", "GB", "IE"] {
        expect("6-3", &[(&abroad(PERSONAL, country, ""), Met)]);
    }
}

#[test]
fn trap_consent_does_not_reach_people_about_whom_staff_enter() {
    let staff = PERSONAL.replace("entered_by_staff = false", "entered_by_staff = true");
    let unknown = PERSONAL.replace("entered_by_staff = false", "entered_by_staff = \"unknown\"");
    let of = |information: &str| abroad(information, "aws:us-east-1", CONSENT);
    expect("6-2", &[(&of(PERSONAL), Met), (&of(&staff), Unmet), (&of(&unknown), Unknown)]);
}
