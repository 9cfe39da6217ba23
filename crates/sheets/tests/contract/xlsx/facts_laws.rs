//! Any declaration that the reader takes comes back from a workbook, from TOML and from JSON as it was.

use super::facts::{assert_same, sheet_of};
use evidence::certification::{Holder, Role};
use evidence::cryptrec::Use;
use evidence::declaration::{
    Actor, Binds, Certificate, Channel, Company, CompanyRole, Consent, Court, Declaration, Document, Erasure, Evidence,
    Factor, Forum, Information, KeptAt, Key, KeyParty, Known, Law, Origin, Override, Path, PlaceRole, Protection,
    Service, SignIn, SignInMeans, Stated, Store, StoreKind, read_declaration,
};
use evidence::sanitization::EraseConditions;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use sheets::xlsx::read_facts;
use sheets::{write_declaration_json, write_declaration_toml};
use standard::check::ErasureTime;
use standard::document::Notation;
use standard::{Answer, Language, Place};

type Day = jiff::civil::Date;

/// What people write, and what a spreadsheet would like to take for something else.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[あ-ん一-龠A-Za-z0-9]{1,12}",
        "[=+@'<>&|#/-][A-Za-z0-9 ]{0,8}[A-Za-z0-9]",
        select(vec!["5-1", "1.2", "2026-12-01", "TRUE", "はい", "文書", "1e5", "0012", "[[laws]]", "二行\n目"])
            .prop_map(str::to_owned),
    ]
}

/// The same on one line: what stands in a list.
fn line() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.replace('\n', " "))
}

fn date() -> impl Strategy<Value = Day> {
    (2000_i16..2100, 1_i8..13, 1_i8..29).prop_map(|(year, month, day)| Day::new(year, month, day).unwrap())
}

fn known<T: Clone + std::fmt::Debug + 'static>(value: impl Strategy<Value = T> + 'static) -> BoxedStrategy<Known<T>> {
    prop_oneof![3 => value.prop_map(Known::Is), 1 => Just(Known::Unknown), 1 => Just(Known::NotApplicable)].boxed()
}

fn truth() -> BoxedStrategy<Known<bool>> {
    known(any::<bool>())
}

fn evidence() -> impl Strategy<Value = Evidence> {
    let origin = select(vec![Origin::Declared, Origin::Documented, Origin::Measured]);
    let words = (option::of(text()), option::of(text()), option::of(text()));
    let days = (option::of(date()), option::of(date()));
    (origin, any::<bool>(), words, days).prop_map(|(origin, documented, (article, quote, plan), days)| {
        let documented = documented || origin == Origin::Documented;
        let needs_article = origin == Origin::Documented && article.is_none() && quote.is_none();
        let (valid_from, valid_until) = match days {
            (Some(one), Some(other)) => (Some(one.min(other)), Some(one.max(other))),
            days => days,
        };
        let document = documented.then(|| "terms".to_owned());
        let article = if needs_article { Some("1条".to_owned()) } else { article };
        Evidence { origin, document, article, quote, plan, valid_from, valid_until }
    })
}

/// Facts about different things: two about one thing could contradict each other.
fn facts<K: Clone + std::fmt::Debug + 'static, T: Clone + std::fmt::Debug + 'static>(
    about: Vec<K>,
    fact: impl Fn(K) -> BoxedStrategy<T> + 'static,
) -> BoxedStrategy<Vec<Stated<T>>> {
    let all = about.len();
    subsequence(about, 0..=all)
        .prop_flat_map(move |about| {
            let one = |key: K| (fact(key), evidence());
            about.into_iter().map(one).collect::<Vec<_>>()
        })
        .prop_map(|facts| {
            facts.into_iter().map(|(fact, evidence)| Stated { fact, evidence, place: Place::Whole }).collect()
        })
        .boxed()
}

fn names(prefix: &'static str) -> Vec<String> {
    ["=1", " 二", "三<&>"].iter().map(|name| format!("{prefix}{name}")).collect()
}

fn informations() -> Vec<String> {
    vec!["residents".to_owned(), "@minutes".to_owned()]
}

fn some_of(all: Vec<String>) -> BoxedStrategy<Vec<String>> {
    let count = all.len();
    subsequence(all, 0..=count).boxed()
}

fn binds() -> impl Strategy<Value = Binds> {
    select(vec![Binds::City, Binds::Users])
}

fn law(contract: String) -> BoxedStrategy<Law> {
    (binds(), known(text()))
        .prop_map(move |(binds, country)| Law { contract: contract.clone(), binds, country })
        .boxed()
}

fn court(contract: String) -> BoxedStrategy<Court> {
    let forum = prop_oneof![
        text().prop_map(Forum::Court),
        text().prop_map(Forum::OnRequest),
        select(vec![Forum::Arbitration, Forum::Silent, Forum::Unknown]),
    ];
    (binds(), forum, truth(), truth())
        .prop_map(move |(binds, forum, exclusive, arbitration)| {
            let (is_court, has_country) = match &forum {
                Forum::Court(_) => (true, true),
                Forum::OnRequest(_) => (false, true),
                Forum::Arbitration | Forum::Silent | Forum::Unknown => (false, false),
            };
            let exclusive = if is_court { exclusive } else { Known::Unknown };
            let arbitration = if has_country { arbitration } else { Known::Unknown };
            Court { contract: contract.clone(), binds, forum, exclusive, arbitration }
        })
        .boxed()
}

fn company(name: String) -> BoxedStrategy<Company> {
    let role = select(vec![CompanyRole::Operator, CompanyRole::Parent, CompanyRole::SubProcessor]);
    (role, known(text())).prop_map(move |(role, country)| Company { name: name.clone(), role, country }).boxed()
}

fn channel(path: Path) -> BoxedStrategy<Channel> {
    let protection = prop_oneof![
        (vec(line(), 0..3), vec(line(), 0..4)).prop_map(|(versions, suites)| Protection::Tls { versions, suites }),
        vec(line(), 0..3).prop_map(|methods| Protection::Vpn { methods }),
        Just(Protection::Nothing),
    ];
    known(protection).prop_map(move |protection| Channel { path, protection }).boxed()
}

fn store(name: String) -> BoxedStrategy<Store> {
    let kind = select(vec![StoreKind::Database, StoreKind::Files, StoreKind::Backup, StoreKind::SearchIndex]);
    (kind, known(text()), any::<bool>(), option::of(select(Use::ALL.to_vec())))
        .prop_map(move |(kind, method, plain, used_for)| {
            let method = if plain { Known::Unknown } else { method };
            Store { name: name.clone(), kind, method, plain, used_for }
        })
        .boxed()
}

fn sign_in(actor: Actor) -> BoxedStrategy<SignIn> {
    let factors = subsequence(vec![Factor::Knowledge, Factor::Possession, Factor::Biometrics], 1..=3);
    // A passkey may be any kind of factor, so that any factors agree with the means.
    let means = prop_oneof![
        Just(Vec::new()),
        Just(vec![SignInMeans::Password, SignInMeans::EmailCode, SignInMeans::Passkey]),
        Just(vec![SignInMeans::CitySso]),
    ];
    (known(factors), truth(), truth(), means, truth(), truth())
        .prop_map(move |(factors, two_steps, lockout, means, local_login, enforced)| {
            let nobody = factors == Known::NotApplicable;
            let (two_steps, lockout) =
                if nobody { (Known::NotApplicable, Known::Unknown) } else { (two_steps, lockout) };
            let local_login = if means.contains(&SignInMeans::CitySso) { local_login } else { Known::Unknown };
            SignIn { actor, factors, two_steps, lockout, means, local_login, enforced }
        })
        .boxed()
}

fn place(role: PlaceRole) -> BoxedStrategy<KeptAt> {
    (known(text()), some_of(informations())).prop_map(move |(at, holds)| KeptAt { role, at, holds }).boxed()
}

fn consent(country: String) -> BoxedStrategy<Consent> {
    (some_of(informations()), truth(), truth(), truth(), truth())
        .prop_map(move |(about, before_use, names_country, explains_system, explains_measures)| {
            let country = country.clone();
            Consent { country, about, before_use, names_country, explains_system, explains_measures }
        })
        .boxed()
}

fn key(covers: String) -> BoxedStrategy<Key> {
    let party = known(select(vec![KeyParty::City, KeyParty::Vendor, KeyParty::Platform]));
    (truth(), party, truth(), known(text()))
        .prop_map(move |(own, generated_by, held_by_city, held_at)| Key {
            covers: vec![covers.clone()],
            own,
            generated_by,
            held_by_city,
            held_at,
        })
        .boxed()
}

fn certificate(words: String) -> BoxedStrategy<Certificate> {
    let holder = option::of(select(vec![Holder::Saas, Holder::Developer, Holder::Iaas, Holder::Reseller]));
    let role = option::of(select(vec![Role::Provider, Role::Customer, Role::Both]));
    (holder, role, truth(), truth(), option::of(date()))
        .prop_map(move |(holder, role, scope_names_service, written_link, suspended_from)| {
            let words = words.clone();
            Certificate { words, holder, role, scope_names_service, written_link, suspended_from }
        })
        .boxed()
}

fn erasure(at: ErasureTime) -> BoxedStrategy<Erasure> {
    let truths = vec(option::of(any::<bool>()), 5);
    (known(text()), known(text()), truths, truth())
        .prop_map(move |(medium, technique, truths, deleted_at_end)| {
            let conditions = EraseConditions {
                encrypted_before_writing: truths[0],
                every_key_copy_destroyed: truths[1],
                strength: truths[2],
                own_key: truths[3],
                condition_shown: truths[4],
            };
            Erasure { at, covers: Vec::new(), medium, technique, conditions, deleted_at_end }
        })
        .boxed()
}

fn informations_of(texts: Vec<(Known<bool>, Known<bool>)>) -> Vec<Information> {
    let one = |(id, (personal, entered_by_staff)): (String, _)| Information {
        name: format!("{id} の情報"),
        id,
        class: "II".to_owned(),
        personal,
        entered_by_staff,
    };
    informations().into_iter().zip(texts).map(one).collect()
}

prop_compose! {
    fn persons()(all in vec((select(Answer::ALL.to_vec()), text(), text(), date()), 0..3)) -> Vec<Override> {
        let items = ["5-1", "6-2", "8-1"];
        let person = |(item, (answer, reason, by, on)): (&&str, _)| Override {
            item: (*item).to_owned(), answer, reason, by, on, place: Place::Whole,
        };
        items.iter().zip(all).map(person).collect()
    }
}

fn declarations() -> impl Strategy<Value = Declaration> {
    let service = (text(), text(), option::of(text()));
    let document = (text(), option::of(text()), option::of(date()));
    let informations = vec((truth(), truth()), 2);
    let contracts = (facts(names("規約"), law), facts(names("規約"), court), facts(names("会社"), company));
    let paths = vec![Path::User, Path::Admin, Path::BackEnd, Path::Replication];
    let actors = vec![Actor::Provider, Actor::City, Actor::Contractor, Actor::Subcontractor];
    let roles = vec![PlaceRole::Primary, PlaceRole::Replica, PlaceRole::Backup, PlaceRole::SubProcessor];
    let protection = (facts(paths, channel), facts(names("保存先"), store), facts(actors, sign_in));
    let keys = facts(self::informations(), key);
    let abroad = (facts(roles, place), facts(names("国"), consent), keys);
    let times = vec![ErasureTime::ContractEnd, ErasureTime::Disposal];
    let rest = (facts(names("ISMAP "), certificate), facts(times, erasure), persons());
    (service, document, informations, contracts, protection, abroad, rest).prop_map(
        |(service, document, texts, contracts, protection, abroad, rest)| {
            let (name, provider, plan) = service;
            let (title, version, date) = document;
            let (laws, courts, companies) = contracts;
            let (channels, stores, sign_ins) = protection;
            let (places, consents, keys) = abroad;
            let (certificates, erasures, overrides) = rest;
            Declaration {
                service: Service { name, provider, plan },
                documents: vec![Document { id: "terms".to_owned(), title, version, date }],
                information: informations_of(texts),
                laws,
                courts,
                companies,
                channels,
                stores,
                sign_ins,
                places,
                consents,
                keys,
                certificates,
                erasures,
                overrides,
                measurements: Vec::new(),
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_declaration_comes_back_from_every_document(declaration in declarations()) {
        let toml = read_declaration("-", &write_declaration_toml(&declaration), Notation::Toml).unwrap();
        assert_same(&toml, &declaration);
        let json = read_declaration("-", &write_declaration_json(&declaration), Notation::Json).unwrap();
        assert_same(&json, &declaration);
        for language in [Language::Japanese, Language::English] {
            let reading = read_facts("sheet.xlsx", &sheet_of(&declaration, language));
            prop_assert_eq!(&reading.problems, &vec![]);
            assert_same(&reading.declaration.unwrap(), &declaration);
        }
    }
}
