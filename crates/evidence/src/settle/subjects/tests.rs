//! What holds for every check that reads facts by subject, whatever is stated: time revives nothing, `holds_until` keeps its word,
//! and better evidence does no harm.

use crate::cryptrec::Use;
use crate::declaration::{
    Actor, Binds, Channel, Court, Declaration, Evidence, Factor, Forum, Known, Law, Origin, Path, Protection, Service,
    SignIn, Stated, Store, StoreKind,
};
use crate::settle::testing::{context, day, shown};
use crate::settle::{Finding, channels, court, law, sign_in, stores};
use jiff::ToSpan as _;
use jiff::civil::Date;
use proptest::prelude::*;
use proptest::sample::select;
use standard::Answer;
use standard::check::SignInCheck;

/// Around the end of 2030, when strengths end.
fn date(at: i32) -> Date {
    day("2030-12-01").checked_add(at.days()).unwrap()
}

const LAST: i32 = 40;

fn all_findings(declaration: &Declaration, at: i32) -> Vec<Finding> {
    let context = &context(declaration, date(at));
    let sign_ins = [SignInCheck::MultiFactor, SignInCheck::TwoStep, SignInCheck::Lockout];
    let others = [
        law::settle(context, "JP"),
        court::settle(context, "JP"),
        channels::settle(context, "2022"),
        stores::settle(context, "2022"),
    ];
    others.into_iter().chain(sign_ins.map(|offers| sign_in::settle(context, offers))).collect()
}

fn a_day() -> impl Strategy<Value = Option<Date>> {
    prop_oneof![4 => Just(None), 1 => (0..LAST).prop_map(|at| Some(date(at)))]
}

fn evidence(begins: bool) -> impl Strategy<Value = Evidence> {
    let plan = prop_oneof![8 => Just(None), 1 => select(vec![Some("標準".to_owned()), Some("別".to_owned())])];
    let origin = select(vec![Origin::Declared, Origin::Documented, Origin::Measured]);
    (plan, origin, a_day(), a_day()).prop_map(move |(plan, origin, from, valid_until)| {
        let valid_from = from.filter(|_| begins);
        Evidence { origin, plan, valid_from, valid_until, ..Evidence::default() }
    })
}

/// What will do, and what will not.
type Choices<T> = (Vec<T>, Vec<T>);

/// Mostly what will do, else something else.
fn choice_of<T: Clone + std::fmt::Debug + 'static>(choices: &Choices<T>) -> impl Strategy<Value = T> + Clone + use<T> {
    prop_oneof![6 => select(choices.0.clone()), 1 => select(choices.1.clone())]
}

/// A fact for each key; where `twice`, up to three about the same.
fn facts<K: Clone + std::fmt::Debug + 'static, V: std::fmt::Debug + 'static, T: std::fmt::Debug>(
    keys: Vec<K>,
    value: impl Strategy<Value = V> + Clone + 'static,
    begins: bool,
    build: impl Fn(K, V) -> T + Copy + 'static,
) -> impl Strategy<Value = Vec<Stated<T>>> {
    let most = if begins { 3 } else { 1 };
    let of_key = |key: K| {
        let values = proptest::collection::vec((value.clone(), evidence(begins)), 1..=most);
        values.prop_map(move |values| {
            let fact = |(value, evidence)| shown(build(key.clone(), value), evidence);
            values.into_iter().map(fact).collect::<Vec<_>>()
        })
    };
    keys.into_iter().map(of_key).collect::<Vec<_>>().prop_map(|facts| facts.into_iter().flatten().collect())
}

fn country(code: &str) -> Known<String> {
    Known::Is(code.to_owned())
}

fn tls(suite: &str) -> Known<Protection> {
    Known::Is(Protection::Tls { versions: vec!["1.2".to_owned()], suites: vec![suite.to_owned()] })
}

/// `begins`: facts may begin later, and several may be about the same.
fn declaration(begins: bool) -> impl Strategy<Value = Declaration> {
    let contracts = [("利用規約", Binds::City), ("EULA", Binds::Users), ("SLA", Binds::City)];
    let countries = (vec![country("JP")], vec![country("US"), country("?"), Known::Unknown, Known::NotApplicable]);
    let laws = facts(contracts.to_vec(), choice_of(&countries), begins, |(contract, binds), country| Law {
        contract: contract.to_owned(),
        binds,
        country,
    });
    let forums = (
        vec![Forum::Court("JP".to_owned()), Forum::OnRequest("JP".to_owned())],
        vec![Forum::Arbitration, Forum::Silent, Forum::Unknown, Forum::Court("US".to_owned())],
    );
    let courts = facts(contracts.to_vec(), choice_of(&forums), begins, |(contract, binds), forum| Court {
        contract: contract.to_owned(),
        binds,
        forum,
        exclusive: Known::Unknown,
        arbitration: Known::Unknown,
    });
    let vpn = Known::Is(Protection::Vpn { methods: vec!["AES-256-GCM ffdhe2048".to_owned()] });
    let protections = (
        vec![tls("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"), vpn, Known::NotApplicable],
        vec![tls("TLS_RSA_WITH_AES_128_CBC_SHA"), Known::Is(Protection::Nothing), Known::Unknown],
    );
    let paths = [Path::User, Path::Admin, Path::BackEnd, Path::Replication];
    let channels =
        facts(paths.to_vec(), choice_of(&protections), begins, |path, protection| Channel { path, protection });
    let methods = (
        vec![country("AES-256-GCM"), country("AES-256-GCM, RSA-OAEP 2048"), Known::NotApplicable],
        vec![country("AES-256"), country("3DES"), Known::Unknown],
    );
    let kinds = [StoreKind::Database, StoreKind::Files, StoreKind::Backup, StoreKind::Exports];
    let stores = facts(kinds.to_vec(), choice_of(&methods), begins, |kind, method| Store {
        name: "保存先".to_owned(),
        kind,
        method,
        plain: false,
        used_for: Some(Use::Field),
    });
    let factors = (
        vec![Known::Is(vec![Factor::Knowledge, Factor::Possession])],
        vec![Known::Is(vec![Factor::Knowledge]), Known::Unknown, Known::NotApplicable],
    );
    let actors = [Actor::Provider, Actor::City, Actor::Contractor, Actor::Subcontractor];
    let sign_ins = facts(actors.to_vec(), choice_of(&factors), begins, |actor, factors| {
        let lockout = if factors == Known::NotApplicable { Known::NotApplicable } else { Known::Is(true) };
        let (local_login, enforced) = (Known::Unknown, Known::Unknown);
        SignIn { actor, factors, two_steps: Known::Unknown, lockout, means: Vec::new(), local_login, enforced }
    });
    (laws, courts, channels, stores, sign_ins).prop_map(|(laws, courts, channels, stores, sign_ins)| {
        let service = Service { plan: Some("標準".to_owned()), ..Service::default() };
        Declaration { service, laws, courts, channels, stores, sign_ins, ..Declaration::default() }
    })
}

proptest! {
    #[test]
    fn a_later_date_revives_nothing(declaration in declaration(false), at in 0..LAST, later in 1..LAST) {
        let findings = all_findings(&declaration, at).into_iter().zip(all_findings(&declaration, at + later));
        for (now, then) in findings {
            prop_assert!(now.answer == Answer::Met || then.answer != Answer::Met, "{now:?}\n{then:?}");
        }
    }

    #[test]
    fn what_is_met_stays_met_to_the_day_that_is_named(declaration in declaration(true), at in 0..LAST) {
        let now = all_findings(&declaration, at);
        for now in &now {
            prop_assert!(now.holds_until.is_none_or(|last| now.answer == Answer::Met && last >= date(at)));
        }
        for later in at..LAST + 2 {
            for (now, then) in now.iter().zip(all_findings(&declaration, later)) {
                let is_named = now.answer == Answer::Met && date(later) <= now.holds_until.unwrap_or(Date::MAX);
                prop_assert!(!is_named || then.answer == Answer::Met, "{} {now:?}\n{then:?}", date(later));
            }
        }
    }

    #[test]
    fn what_is_met_is_no_longer_met_on_the_day_after(declaration in declaration(false), at in 0..LAST) {
        for (which, now) in all_findings(&declaration, at).into_iter().enumerate() {
            if let Some(last) = now.holds_until {
                let days = date(at).until(last).unwrap().get_days();
                let then = all_findings(&declaration, at + days + 1).swap_remove(which);
                prop_assert_ne!(then.answer, Answer::Met, "{:?}", now);
            }
        }
    }

    #[test]
    fn better_evidence_and_further_facts_that_agree_do_no_harm(declaration in declaration(true), at in 0..LAST) {
        let mut better = declaration.clone();
        improve(&mut better.laws);
        improve(&mut better.courts);
        improve(&mut better.channels);
        improve(&mut better.stores);
        improve(&mut better.sign_ins);
        for (before, after) in all_findings(&declaration, at).into_iter().zip(all_findings(&better, at)) {
            prop_assert_eq!(before.answer, after.answer);
            prop_assert_eq!(before.holds_until, after.holds_until);
            prop_assert!(before.shown <= after.shown);
        }
    }
}

/// Each fact measured and quoted, said twice, and said of another plan besides.
fn improve<T: Clone>(facts: &mut Vec<Stated<T>>) {
    for fact in facts.iter_mut() {
        fact.evidence.origin = Origin::Measured;
        fact.evidence.article = Some("3".to_owned());
        fact.evidence.quote = Some("とする".to_owned());
    }
    let mut elsewhere = facts.clone();
    for fact in &mut elsewhere {
        fact.evidence.plan = Some("別".to_owned());
    }
    facts.extend(facts.clone());
    facts.extend(elsewhere);
}
