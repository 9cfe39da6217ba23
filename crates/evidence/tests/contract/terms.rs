//! Terms of service: each trap is a file in `tests/terms/`, of a company that does not exist, and a row here.

use evidence::terms::{
    CLAUSE_LIMIT, Clause, CourtHint, Hint, LawHint, Note, Remark, TEXT_LIMIT, TermsReading, Topic, read_terms,
};
use proptest::prelude::*;
use std::path::Path;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/terms");

fn text(name: &str) -> String {
    std::fs::read_to_string(Path::new(FOLDER).join(name).with_extension("txt")).unwrap()
}

fn read(name: &str) -> TermsReading {
    read_terms(name, &text(name)).unwrap()
}

fn of(reading: &TermsReading, topic: Topic) -> Vec<&Clause> {
    reading.clauses.iter().filter(|clause| clause.topic == topic).collect()
}

/// File, what the hints must be, and a note that must be there.
const TRAPS: [(&str, LawHint, CourtHint, Option<Note>); 32] = [
    ("plain-japanese", LawHint::Domestic, CourtHint::Domestic, None),
    ("plain-english", LawHint::Domestic, CourtHint::Domestic, None),
    ("foreign-english", LawHint::Foreign, CourtHint::Foreign, None),
    ("negation-japanese", LawHint::Unknown, CourtHint::Unknown, None),
    ("negation-english", LawHint::Unknown, CourtHint::Unknown, None),
    ("negation-then-foreign", LawHint::Foreign, CourtHint::Unknown, Some(Note::SilentOnCourt)),
    ("riders-only", LawHint::Domestic, CourtHint::Domestic, None),
    ("riders-english", LawHint::Domestic, CourtHint::Domestic, None),
    ("entities-by-country", LawHint::Unknown, CourtHint::Unknown, None),
    ("entities-by-country-japanese", LawHint::Unknown, CourtHint::Unknown, None),
    ("defendants-address", LawHint::Domestic, CourtHint::Unknown, None),
    ("defendants-address-english", LawHint::Domestic, CourtHint::Unknown, None),
    ("head-office", LawHint::Domestic, CourtHint::Unknown, None),
    ("head-office-named-court", LawHint::Domestic, CourtHint::Domestic, None),
    ("language-precedence", LawHint::Unknown, CourtHint::Unknown, Some(Note::OtherLanguagePrevails)),
    ("language-precedence-own", LawHint::Domestic, CourtHint::Domestic, None),
    ("reseller-with-eula", LawHint::Unknown, CourtHint::Unknown, Some(Note::OtherDocumentBinds)),
    ("japanese-law-but-arbitration", LawHint::Domestic, CourtHint::Arbitration, None),
    ("arbitration-siac", LawHint::Foreign, CourtHint::Arbitration, None),
    ("no-arbitration", LawHint::Domestic, CourtHint::Domestic, None),
    ("silence", LawHint::Unknown, CourtHint::Unknown, Some(Note::SilentOnLaw)),
    ("non-exclusive", LawHint::Domestic, CourtHint::Domestic, None),
    ("conflicting-clauses", LawHint::Unknown, CourtHint::Unknown, Some(Note::ConflictingLaw)),
    ("heading-only", LawHint::Unknown, CourtHint::Unknown, Some(Note::OnlyAHeading)),
    ("broken-across-lines", LawHint::Domestic, CourtHint::Domestic, None),
    ("full-width", LawHint::Domestic, CourtHint::Domestic, None),
    ("ocr-spaces", LawHint::Domestic, CourtHint::Domestic, None),
    ("page-furniture", LawHint::Domestic, CourtHint::Domestic, None),
    ("foreign-district-court", LawHint::Foreign, CourtHint::Foreign, None),
    ("law-here-court-there", LawHint::Domestic, CourtHint::Foreign, None),
    ("other-topics", LawHint::Unknown, CourtHint::Unknown, Some(Note::CanChange)),
    ("exception-for-some", LawHint::Unknown, CourtHint::Unknown, None),
];

#[test]
fn every_trap_is_read_as_a_careful_person_would() {
    let mut wrong = Vec::new();
    for (name, law, court, note) in TRAPS {
        let reading = read(name);
        let noted = note.is_none_or(|note| reading.notes.contains(&note));
        if (reading.law, reading.court, noted) != (law, court, true) {
            wrong.push(format!("{name}: wanted {law:?} {court:?} {note:?}, got {reading:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_is_a_trap_with_a_row_and_says_that_its_company_is_invented() {
    let mut files: Vec<String> = std::fs::read_dir(FOLDER)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    files.sort();
    let mut rows: Vec<&str> = TRAPS.iter().map(|row| row.0).collect();
    rows.sort_unstable();
    assert_eq!(files, rows);
    for file in &files {
        let text = text(file).replace(' ', "");
        assert!(["架空", "nvented"].iter().any(|mark| text.contains(mark)), "{file}");
    }
}

#[test]
fn quotes_stand_in_the_text_at_their_place() {
    for (name, ..) in TRAPS {
        let text = text(name);
        check_places(&text, &read_terms(name, &text).unwrap());
    }
}

fn check_places(text: &str, reading: &TermsReading) {
    for clause in &reading.clauses {
        assert!(!clause.quote.is_empty());
        assert!(text[clause.offset..].starts_with(&clause.quote), "{clause:?}");
        let before = &text[..clause.offset];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        assert_eq!((clause.line, clause.column), (line, column), "{clause:?}");
    }
}

#[test]
fn articles_are_numbered_as_the_text_numbers_them() {
    for (name, topic, article) in [
        ("plain-japanese", Topic::GoverningLaw, "第21条"),
        ("plain-english", Topic::Jurisdiction, "14.2"),
        ("plain-english", Topic::DeletionAtEnd, "13.1"),
        ("foreign-english", Topic::Jurisdiction, "Section 9"),
        ("negation-english", Topic::GoverningLaw, "§9"),
        ("defendants-address", Topic::Jurisdiction, "第四条"),
        ("arbitration-siac", Topic::Arbitration, "Article 20.2"),
        ("full-width", Topic::GoverningLaw, "第21条"),
        ("ocr-spaces", Topic::Jurisdiction, "第22条"),
        ("head-office", Topic::Jurisdiction, "第40条"),
        ("page-furniture", Topic::GoverningLaw, "第2条"),
    ] {
        let reading = read(name);
        let clauses = of(&reading, topic);
        assert_eq!(clauses.first().and_then(|clause| clause.article.as_deref()), Some(article), "{name}: {reading:#?}");
    }
}

#[test]
fn what_a_person_must_look_at_is_remarked() {
    for (name, topic, remark) in [
        ("negation-japanese", Topic::GoverningLaw, Remark::Negation),
        ("negation-english", Topic::GoverningLaw, Remark::Negation),
        ("negation-english", Topic::Jurisdiction, Remark::Negation),
        ("defendants-address", Topic::Jurisdiction, Remark::Party),
        ("defendants-address-english", Topic::Jurisdiction, Remark::Party),
        ("head-office", Topic::Jurisdiction, Remark::HeadOffice),
        ("non-exclusive", Topic::Jurisdiction, Remark::NonExclusive),
        ("exception-for-some", Topic::GoverningLaw, Remark::Exception),
        ("exception-for-some", Topic::Jurisdiction, Remark::Exception),
        ("no-arbitration", Topic::Arbitration, Remark::Negation),
    ] {
        let reading = read(name);
        assert!(of(&reading, topic).iter().any(|clause| clause.remarks.contains(&remark)), "{name}: {reading:#?}");
    }
}

#[test]
fn contradicting_clauses_are_both_reported() {
    let reading = read("conflicting-clauses");
    let hints: Vec<Hint> = of(&reading, Topic::GoverningLaw).iter().map(|clause| clause.hint).collect();
    assert_eq!(hints, [Hint::DomesticLaw, Hint::ForeignLaw]);
    assert!(reading.notes.contains(&Note::ConflictingCourt));
}

#[test]
fn the_other_topics_are_found() {
    let reading = read("other-topics");
    for topic in [
        Topic::ContractingEntity,
        Topic::DataPlace,
        Topic::SubProcessors,
        Topic::UnilateralChange,
        Topic::DeletionAtEnd,
    ] {
        assert_eq!(of(&reading, topic).len(), 1, "{topic:?}: {reading:#?}");
    }
    assert_eq!(of(&read("language-precedence"), Topic::LanguagePrecedence).len(), 1);
}

#[test]
fn sentences_that_say_more_than_they_seem_to_are_read() {
    use CourtHint as C;
    use LawHint as L;
    for (words, law, court) in [
        (
            "本規約の準拠法は日本法とし、東京簡易裁判所又は東京地方裁判所を専属的合意管轄裁判所とします。",
            L::Domestic,
            C::Domestic,
        ),
        ("日本法人が提供する本サービスの準拠法は、別途定めます。", L::Unknown, C::Unknown),
        ("本契約は、中国法に準拠し、上海の裁判所の管轄に服する。", L::Foreign, C::Foreign),
        ("本契約は日本国又はシンガポール国の法に準拠して解釈される。", L::Unknown, C::Unknown),
        ("This Agreement is governed by the laws of Japan and Singapore.", L::Unknown, C::Unknown),
        ("This Agreement is governed by the laws of your country of residence.", L::Unknown, C::Unknown),
        ("This Agreement is governed by English law.", L::Foreign, C::Unknown),
        ("These terms are governed by the laws of Ruritania.", L::Unknown, C::Unknown),
        (
            "Governed by the laws of England and Wales. The courts of Japan have exclusive jurisdiction over disputes.",
            L::Foreign,
            C::Domestic,
        ),
        ("日本法は準拠法とはならない。", L::Unknown, C::Unknown),
        ("本契約は日本法以外の法律に準拠する。", L::Unknown, C::Unknown),
        ("紛争はソウル中央地方裁判所を管轄裁判所とする。", L::Unknown, C::Foreign),
        ("紛争は日本国内の裁判所を専属的合意管轄裁判所とする。", L::Unknown, C::Domestic),
        ("You must comply with the export laws of the United States, which govern re-export.", L::Unknown, C::Unknown),
        ("契約者は個人情報保護法を遵守します。", L::Unknown, C::Unknown),
        (
            "本サービスには、日本法のほか、データが保存される国の法令が適用されることがあります。",
            L::Unknown,
            C::Unknown,
        ),
        ("お客様が日本国内に所在する場合、本規約は日本法に準拠します。", L::Unknown, C::Unknown),
        ("Governing law: Japan\nVenue: Tokyo District Court", L::Domestic, C::Domestic),
        ("準拠法:日本法\n管轄裁判所:東京地方裁判所", L::Domestic, C::Domestic),
        (
            "A provision held invalid by a court of competent jurisdiction is severed. Venue is the Tokyo District Court.",
            L::Unknown,
            C::Domestic,
        ),
        (
            "7. Courts\n7.1 Courts of California\n7.2 The Tokyo District Court has exclusive jurisdiction over disputes.",
            L::Unknown,
            C::Unknown,
        ),
        ("14.1 Governing law: California\n14.2 Venue: Santa Clara County", L::Foreign, C::Foreign),
        ("裁判所の命令により開示を求められ、紛争となった場合は従います。", L::Unknown, C::Unknown),
        (
            "訴訟は東京地方裁判所を専属的合意管轄裁判所とする。ただし、当社は他の国の裁判所に提訴できる。",
            L::Unknown,
            C::Unknown,
        ),
        (
            "本規約の準拠法は米国ニューヨーク州法とします。ただし、日本の消費者には日本法が適用されます。",
            L::Unknown,
            C::Unknown,
        ),
    ] {
        let reading = read_terms("-", words).unwrap();
        assert_eq!((reading.law, reading.court), (law, court), "{words}: {reading:#?}");
    }
}

#[test]
fn a_text_that_is_too_long_or_has_too_many_clauses_is_refused() {
    let problem = read_terms("long.txt", &" ".repeat(TEXT_LIMIT + 1)).unwrap_err();
    assert_eq!((problem.code, problem.source.as_str()), ("terms-too-large", "long.txt"));
    let clause = "本規約は日本法に準拠します。\n";
    assert_eq!(read_terms("-", &clause.repeat(CLAUSE_LIMIT)).unwrap().clauses.len(), CLAUSE_LIMIT);
    assert_eq!(read_terms("-", &clause.repeat(CLAUSE_LIMIT + 1)).unwrap_err().code, "too-many-clauses");
}

/// Processor time of this process in seconds: what others do on the machine does not count.
fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/thread-self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(f64::from(u32::try_from(ticks).ok()?) / 100.0)
}

#[test]
fn four_mebibytes_of_anything_take_less_than_a_second() {
    // The second is that of the program as people run it; without optimisation the same work takes a few.
    let limit = if cfg!(debug_assertions) { 6.0 } else { 1.0 };
    let fill = |piece: &str| piece.repeat(TEXT_LIMIT / piece.len());
    let mut slow = Vec::new();
    for piece in [
        " ",
        "\n",
        "a\n",
        "1\na\n",
        "\u{c}",
        "\u{c}a\n",
        "a",
        ". ",
        "a. B",
        "日",
        "日 ",
        "。",
        "第1条\n",
        "第1条(準拠法)\n",
        "(((((((((",
        "裁判所",
        "laws of ",
        "governed by ",
        "準拠",
        "仲裁",
        "ﾊﾞ",
        "\u{fb03}\u{fdfa}",
        "The law. ",
        "CISG shall not apply. ",
        "Export control law of Japan, governed. ",
        "準拠法\n\n",
        "Governing Law\n\n",
        "変更日本語終了海外データ\n",
    ] {
        let text = fill(piece);
        let before = processor_seconds();
        let _ = read_terms("-", &text);
        if let (Some(before), Some(after)) = (before, processor_seconds())
            && after - before >= limit
        {
            slow.push(format!("{piece:?}: {:.2} s", after - before));
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_and_its_quotes_stand_where_they_say(text in any_terms()) {
        if let Ok(reading) = read_terms("-", &text) {
            check_places(&text, &reading);
        }
    }
}

/// Random characters between pieces of terms.
fn any_terms() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,12}",
        "[ -~\\n\\r\\f\\t]{0,20}",
        prop::sample::select(vec![
            "第21条",
            "(準拠法)",
            "日本法に準拠",
            "シンガポール法",
            "適用されない",
            "東京地方裁判所",
            "を管轄する裁判所",
            "。",
            "、",
            "\n",
            "\n\n",
            "\u{c}",
            "Section 9. ",
            "14.2 ",
            "governed by the laws of ",
            "Japan",
            "California",
            ", ",
            ". ",
            "exclusive jurisdiction ",
            "courts of ",
            "arbitration",
            "英語版が優先",
            "- 3 -\n",
            "\u{feff}",
            "\u{3000}",
            "ﾊﾞ",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}
