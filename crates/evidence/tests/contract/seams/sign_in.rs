//! №5: who signs in, with what, and what is only offered.

use super::{answer, expect, said};
use standard::Answer::{Met, Unknown, Unmet};

/// Provider and city as given, and nobody else.
fn sides(provider: &str, city: &str) -> String {
    let one = |actor: &str, rest: &str| format!("[[sign_in]]\nactor = \"{actor}\"\n{rest}\n");
    let nobody = "factors = \"na\"";
    [one("provider", provider), one("city", city), one("contractor", nobody), one("subcontractor", nobody)].concat()
}

const BOTH: &str = "factors = [\"knowledge\", \"possession\"]\ntwo_steps = true\nlockout = true";
const ONE: &str = "factors = [\"knowledge\"]\ntwo_steps = false\nlockout = false";

fn both(rest: &str) -> String {
    format!("{BOTH}\n{rest}")
}

#[test]
fn seam_10_offered_on_the_contracted_plan_is_enough_and_switching_on_is_a_condition() {
    expect(
        "5-1",
        &[
            (&sides(BOTH, BOTH), Met),
            (&sides(BOTH, &both("plan = \"自治体プラン\"")), Met),
            (&sides(BOTH, &both("plan = \"別のプラン\"")), Unknown),
            (&sides(BOTH, ONE), Unmet),
        ],
    );
    let enforced = both("enforced = true");
    assert!(said("5-1", &sides(BOTH, BOTH)).contains("利用開始までに有効にする"));
    assert!(said("5-1", &sides(&enforced, &both("enforced = false"))).contains("利用開始までに有効にする"));
    assert!(!said("5-1", &sides(&enforced, &enforced)).contains("利用開始までに有効にする"));
}

#[test]
fn seam_11_the_administration_accounts_of_every_side_count() {
    let without = |actor: &str| {
        let all = sides(BOTH, BOTH);
        let at = all.find(&format!("[[sign_in]]\nactor = \"{actor}\"")).unwrap();
        let end = all[at + 1..].find("[[sign_in]]").map_or(all.len(), |end| at + 1 + end);
        format!("{}{}", &all[..at], &all[end..])
    };
    for actor in ["provider", "city", "contractor", "subcontractor"] {
        expect("5-1", &[(&without(actor), Unknown)]);
    }
    expect("5-1", &[(&sides(BOTH, BOTH), Met), (&sides(ONE, BOTH), Unmet), (&sides(BOTH, ONE), Unmet)]);
}

#[test]
fn seam_12_a_one_time_password_is_possession_also_by_mail_and_a_secret_question_is_not() {
    let with = |means: &str| sides(BOTH, &both(&format!("means = [{means}]")));
    let mail = with("\"password\", \"email_code\"");
    let sms = with("\"password\", \"sms_code\"");
    let app = with("\"password\", \"app_code\"");
    let question = sides(
        BOTH,
        "factors = [\"knowledge\"]\ntwo_steps = true\nlockout = true\nmeans = [\"password\", \"secret_question\"]",
    );
    expect("5-1", &[(&mail, Met), (&sms, Met), (&app, Met), (&question, Unmet)]);
    expect("5-2", &[(&question, Met)]);
    assert!(said("5-1", &mail).contains("電子メールのワンタイムパスワード"), "{}", said("5-1", &mail));
    assert!(said("5-1", &sms).contains("SMS のワンタイムパスワード"));
    assert!(!said("5-1", &app).contains("認証アプリなどを勧める"));
    assert!(!said("5-2", &mail).contains("認証アプリなどを勧める"), "the advice is about factors");
}

#[test]
fn seam_12_single_sign_on_counts_for_the_users_where_no_other_login_remains() {
    let sso = |rest: &str| sides(BOTH, &both(&format!("means = [\"city_sso\"]\n{rest}")));
    for item in ["5-1", "5-2", "5-3"] {
        expect(item, &[(&sso("local_login = false"), Met), (&sso("local_login = true"), Unknown), (&sso(""), Unknown)]);
    }
    // The provider's people do not sign in through the city.
    let provider = sides(&both("means = [\"city_sso\"]\nlocal_login = false"), BOTH);
    expect("5-1", &[(&provider, Unknown)]);
    assert!(said("5-1", &provider).contains("提供者側の方式を尋ねる"));
    // One factor stays one factor, whoever asks for it.
    let one = sides(BOTH, &format!("{ONE}\nmeans = [\"city_sso\"]\nlocal_login = false"));
    expect("5-1", &[(&one, Unmet)]);
}

#[test]
fn trap_both_sides_must_have_it() {
    expect("5-1", &[(&sides(BOTH, BOTH), Met), (&sides(ONE, BOTH), Unmet), (&sides(BOTH, ONE), Unmet)]);
    let unknown = "factors = \"unknown\"";
    expect("5-1", &[(&sides(unknown, BOTH), Unknown)]);
    assert_eq!(answer("5-3", &sides(BOTH, ONE)), Unmet);
}
