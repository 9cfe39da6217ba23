//! №2: what each contract's forum comes to.

use super::settle;
use crate::declaration::{Binds, Court, Declaration, Forum, Known, Stated};
use crate::settle::Finding;
use crate::settle::testing::{assert_found, context, stated, today};
use standard::Answer::{Met, Unknown, Unmet};

fn court(contract: &str, binds: Binds, forum: Forum) -> Court {
    Court { contract: contract.to_owned(), binds, forum, exclusive: Known::Unknown, arbitration: Known::Unknown }
}

fn terms(forum: Forum) -> Stated<Court> {
    stated(court("利用規約", Binds::City, forum))
}

fn settled(courts: Vec<Stated<Court>>) -> Finding {
    let declaration = Declaration { courts, ..Declaration::default() };
    settle(&context(&declaration, today()), "JP")
}

#[test]
fn a_domestic_court_meets_the_item() {
    assert_found(&settled(vec![terms(Forum::Court("日本".into()))]), Met, &["日本の裁判所が指定されている"]);
}

#[test]
fn a_foreign_court_fails_also_on_request() {
    assert_found(&settled(vec![terms(Forum::Court("US".into()))]), Unmet, &["a court of `US` is designated"]);
    assert_found(&settled(vec![terms(Forum::OnRequest("Singapore".into()))]), Unmet, &["Singapore"]);
}

#[test]
fn a_domestic_court_on_request_meets_it_conditionally() {
    let found = settled(vec![terms(Forum::OnRequest("JP".into()))]);
    assert_found(&found, Met, &["条件付き", "conditional until the signed clause"]);
}

#[test]
fn arbitration_alone_fails() {
    assert_found(&settled(vec![terms(Forum::Arbitration)]), Unmet, &["arbitration only", "仲裁だけ"]);
}

#[test]
fn silence_is_no_designation() {
    assert_found(
        &settled(vec![terms(Forum::Silent)]),
        Unknown,
        &["民事訴訟法の原則によることは指定ではない", "国内の裁判所を指定する条項"],
    );
}

#[test]
fn what_is_not_known_is_asked() {
    assert_found(&settled(vec![]), Unknown, &["本市を拘束する契約の管轄が書かれていない"]);
    assert_found(&settled(vec![terms(Forum::Unknown)]), Unknown, &["管轄は不明"]);
    assert_found(&settled(vec![terms(Forum::Court("アジア".into()))]), Unknown, &["no country `アジア`"]);
}

#[test]
fn one_foreign_court_among_the_contracts_fails() {
    let eula = stated(court("EULA", Binds::Users, Forum::Court("US".into())));
    assert_found(&settled(vec![terms(Forum::Court("JP".into())), eula]), Unmet, &["`EULA` (binds the users)"]);
}
