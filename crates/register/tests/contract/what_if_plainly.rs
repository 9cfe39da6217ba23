//! What-if over many uses is what judging each of them plainly comes to: declaration read anew, settled by itself, judged by itself.

use crate::town::{DECLARATION, Town, WORLD, profile, told};
use evidence::declaration::{Declaration, Known, read_declaration};
use evidence::settle::settle;
use jiff::civil::Date;
use proptest::prelude::*;
use register::what_if::Flip;
use register::{Line, UseId, WhatIf, what_if};
use serde_json::json;
use standard::document::Notation;
use standard::{Answer, Answers, Standard, Verdict};

const CLASSES: [&str; 3] = ["S", "I", "II"];

/// Words of the declaration, and others for them: methods that do not conform, days on which facts end and begin, other countries,
/// what is not known, another plan.
const OTHER_WORDS: [(&str, &str); 14] = [
    ("valid_until = \"2027-03-31\"", "valid_until = \"2027-02-28\""),
    ("valid_from = \"2024-04-01\"", "valid_from = \"2027-02-01\""),
    ("valid_from = \"2026-10-01\"", "valid_from = \"2026-10-01\"\nvalid_until = \"2027-05-31\""),
    ("method = \"AES-256-XTS\"", "method = \"3DES\""),
    ("method = \"AES-256-GCM\"\nused_for = \"backup\"", "method = \"不明\"\nused_for = \"backup\""),
    ("\"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\"", "\"TLS_RSA_WITH_3DES_EDE_CBC_SHA\""),
    ("country = \"JP\"\norigin = \"documented\"\ndocument = \"reseller\"", "country = \"US\"\norigin = \"declared\""),
    ("at = \"aws:ap-northeast-3\"", "at = \"aws:us-east-1\""),
    ("lockout = true", "lockout = false"),
    ("plan = \"自治体プラン\"\norigin", "plan = \"別のプラン\"\norigin"),
    ("every_key_copy_destroyed = true", "every_key_copy_destroyed = false"),
    (
        "article = \"4章\"\n\n[erasure.conditions]",
        "article = \"4章\"\nvalid_until = \"2027-02-28\"\n\n[erasure.conditions]",
    ),
    ("words = \"ISO/IEC 27017 CLOUD 000000\"", "words = \"ISO 9001\""),
    ("role = \"backup\"", "role = \"primary\""),
];

/// A use: its class, whether the information changes after it was judged, and which words are others.
type Sketch = (usize, bool, Vec<bool>);

/// Uses of up to three declarations, so that some settle alike.
fn sketches() -> impl Strategy<Value = Vec<Sketch>> {
    let others = prop::collection::vec(prop::bool::weighted(0.2), OTHER_WORDS.len());
    let uses = prop::collection::vec((0..CLASSES.len(), any::<bool>(), any::<prop::sample::Index>()), 1..16);
    (prop::collection::vec(others, 1..4), uses).prop_map(|(declarations, uses)| {
        let sketch = |(class, changes, which): (usize, bool, prop::sample::Index)| {
            (class, changes, which.get(&declarations).clone())
        };
        uses.into_iter().map(sketch).collect()
    })
}

fn document((_, _, others): &Sketch, serial: usize) -> String {
    let chosen = OTHER_WORDS.iter().zip(others).filter(|(_, is_other)| **is_other);
    let document = chosen.fold(DECLARATION.to_owned(), |text, ((from, to), _)| text.replace(from, to));
    // Every other one is the declaration of this use alone; the rest may settle alike.
    if serial.is_multiple_of(2) { document } else { format!("# {serial}\n{document}") }
}

fn number(serial: usize) -> UseId {
    UseId(u32::try_from(serial).unwrap() + 1)
}

fn town(sketches: &[Sketch]) -> Town {
    let mut town = Town::new();
    for (serial, sketch) in sketches.iter().enumerate() {
        let opened = json!({"service": "document-cloud", "profile": profile(CLASSES[sketch.0])});
        town.does("shimin-officer", told("open_use", opened));
        let use_id = number(serial);
        town.declares(use_id, &document(sketch, serial));
        town.judges(use_id);
        if sketch.1 {
            let changed = json!({"use_id": use_id, "profile": profile("S")});
            if sketch.0 != 0 {
                town.does("shimin-officer", told("change_profile", changed));
            }
        }
    }
    town
}

/// A use judged without the register: the answers, and the verdict.
fn plainly(standard: &Standard, sketch: &Sketch, serial: usize, supposed: &WhatIf) -> (Answers, Verdict) {
    let class = if sketch.1 { "S" } else { CLASSES[sketch.0] };
    let vendor = read_declaration("declaration", &document(sketch, serial), Notation::Toml).unwrap();
    let mut declaration = Declaration { overrides: Vec::new(), ..vendor };
    // What the section says of its information stands in the place of what the vendor says: of these two groups the class alone.
    class.clone_into(&mut declaration.information[0].class);
    declaration.information[1].entered_by_staff = Known::Unknown;
    let references = &WORLD.references()[0].references;
    let answers = settle(&declaration, standard, references, supposed.on).answers();
    let settings = supposed.readings.iter().flatten();
    let settings = settings.fold(standard.default_settings(), |settings, reading| {
        standard.with_setting(settings, reading.as_str()).unwrap()
    });
    (answers, standard.judge(standard.find_class(class).unwrap(), settings, answers).verdict)
}

fn changed(flip: &Flip) -> Vec<(&str, Option<Answer>, Answer)> {
    flip.changed.iter().map(|change| (change.item.as_str(), change.before, change.after)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn over_many_uses_it_is_what_judging_each_plainly_comes_to(
        sketches in sketches(),
        on in prop::sample::select(vec!["2026-12-01", "2027-02-01", "2027-04-01", "2027-06-01", "2032-01-01"]),
        fallback in any::<bool>(),
    ) {
        let readings = fallback.then(|| vec![Line::new("8-2=fallback").unwrap()]);
        let supposed = WhatIf { standard: None, readings, references: None, on: on.parse::<Date>().unwrap() };
        let town = town(&sketches);
        let outlook = what_if(&town.state, &WORLD, &supposed).unwrap();
        prop_assert_eq!((outlook.judged, outlook.not_judged.len()), (sketches.len(), 0));
        let standard = &WORLD.standards()[0];
        let mut flips = outlook.flips.iter();
        for (serial, sketch) in sketches.iter().enumerate() {
            let of = town.state.find_use(number(serial)).unwrap();
            let recorded = of.judgement().unwrap();
            let (answers, verdict) = plainly(standard, sketch, serial, &supposed);
            if verdict == recorded.verdict.verdict() {
                continue;
            }
            let flip = flips.next().expect("a flip for this use");
            prop_assert_eq!((flip.use_id, flip.after), (of.id, verdict));
            let expected: Vec<_> = standard
                .item_inputs()
                .iter()
                .map(|input| {
                    let name = standard.name(input);
                    let before = recorded.answers.iter().find(|answer| answer.item.as_str() == name);
                    (name, before.map(|answer| answer.answer.answer()), answers.answer(input))
                })
                .filter(|(_, before, after)| *before != Some(*after))
                .collect();
            prop_assert_eq!(changed(flip), expected);
        }
        prop_assert!(flips.next().is_none(), "a flip too many");
    }
}
