//! A settled declaration as an answered submission, and as a page that shows item by item which facts led to the answer.

use crate::columns::wrap;
use crate::submission::{Note, Submission};
use evidence::declaration::{Declaration, Evidence, Origin};
use evidence::settle::{Beside, Finding, Holding, SettledItem, Settlement};
use standard::problem::visible_controls;
use standard::{Answer, Answers, ClassIndex, Language, Place, Standard, Text};

/// The settled answers as a submission: the deciding grounds as explanation, their documents as evidence. Where the facts came
/// in a check sheet, `ticked` is what was answered there: its decisions hold, and its notes where its answer does.
pub fn settled_submission(
    standard: &Standard,
    declaration: &Declaration,
    settlement: &Settlement,
    class: ClassIndex,
    ticked: Option<&Submission>,
) -> Submission {
    let own = |item: &SettledItem| {
        let mut notes = ticked.filter(|_| item.beside() == Beside::TickAlone)?.notes.iter();
        notes.find(|(input, _)| *input == item.input).map(|(_, note)| note.clone())
    };
    let notes = settlement.items.iter().map(|item| (item.input, own(item).unwrap_or_else(|| note(declaration, item))));
    let decisions = ticked.map_or(Answers::BLANK, |ticked| ticked.answers);
    let answers = standard
        .decision_inputs()
        .iter()
        .fold(settlement.answers(), |answers, decision| answers.with_decision(decision, decisions.decision(decision)));
    Submission {
        service: declaration.service.name.clone(),
        class,
        answers,
        notes: notes.filter(|(_, note)| !note.is_empty()).collect(),
        place: Place::Whole,
    }
}

fn note(declaration: &Declaration, item: &SettledItem) -> Note {
    let Some(finding) = &item.finding else { return Note::default() };
    let mut explanation: Vec<String> = finding.grounds.iter().map(|ground| ground.text.japanese.clone()).collect();
    explanation.extend(finding.missing.iter().map(|missing| format!("不足: {}", missing.japanese)));
    if let Some(words) = beside(item) {
        explanation.insert(0, words.japanese);
    }
    if let Some(person) = &item.overridden {
        explanation.insert(0, format!("{}({} {})", person.reason, person.by, person.on));
    }
    let shown = || finding.grounds.iter().filter_map(|ground| ground.evidence.as_ref());
    let mut documents: Vec<String> = shown().filter_map(|evidence| document(declaration, evidence)).collect();
    documents.dedup();
    let mut articles: Vec<String> = shown().filter_map(|evidence| evidence.article.clone()).collect();
    articles.dedup();
    Note {
        explanation: explanation.join("\n"),
        evidence: documents.join("、"),
        article: articles.join("、"),
        valid_until: finding.holds_until.map_or_else(String::new, |until| until.to_string()),
    }
}

/// Title and version of the document that evidence points to.
fn document(declaration: &Declaration, evidence: &Evidence) -> Option<String> {
    let id = evidence.document.as_ref()?;
    let document = declaration.documents.iter().find(|document| document.id == *id)?;
    let version = document.version.as_ref().map_or_else(String::new, |version| format!(" {version}"));
    Some(format!("{}{version}", document.title))
}

/// The page: each item with its answer, how well it is shown, and the facts; then what lapses when.
pub fn settlement_text(
    standard: &Standard,
    declaration: &Declaration,
    settlement: &Settlement,
    language: Language,
    width: usize,
) -> String {
    let mut page = String::new();
    let mut line = |words: &str, indent: &str| {
        page.extend(wrap(&visible_controls(words), width, indent).into_iter().map(|part| part + "\n"));
    };
    let say = |japanese: &str, english: &str| match language {
        Language::Japanese => japanese.to_owned(),
        Language::English => english.to_owned(),
    };
    line(
        &say(&format!("事実と根拠({} 現在)", settlement.on), &format!("Facts and grounds (on {})", settlement.on)),
        "",
    );
    for item in &settlement.items {
        let label = standard.label(item.input, language);
        let Some(finding) = &item.finding else {
            line(&format!("{label}: {}", say("事実では決まらない", "settled by no facts")), "    ");
            continue;
        };
        line(&format!("{label}: {}{}", answer(finding.answer).in_language(language), shown(finding, language)), "    ");
        for ground in &finding.grounds {
            let evidence =
                ground.evidence.as_ref().map_or_else(String::new, |evidence| source(declaration, evidence, language));
            line(&format!("  - {}{evidence}", ground.text.in_language(language)), "      ");
        }
        for missing in &finding.missing {
            line(&format!("  ? {}", missing.in_language(language)), "      ");
        }
        for note in &finding.notes {
            line(&format!("  * {}", note.in_language(language)), "      ");
        }
        if let Some(words) = beside(item) {
            line(&format!("  ! {}", words.in_language(language)), "      ");
        }
        if let Some(person) = &item.overridden {
            let answer = answer(person.answer);
            let words = say(
                &format!("  ! 人の判断: {}。{}({} {})", answer.japanese, person.reason, person.by, person.on),
                &format!(
                    "  ! a person's answer: {}. {} ({} {})",
                    answer.in_language(Language::English),
                    person.reason,
                    person.by,
                    person.on
                ),
            );
            line(&words, "      ");
        }
    }
    if !settlement.holdings.is_empty() {
        line(
            &say(
                "海外の保存(情報ごと・場所ごとに、どれかで覆われていることが要る)",
                "Kept abroad (each by information and place, each to be covered)",
            ),
            "",
        );
    }
    for holding in &settlement.holdings {
        line(&holding_line(standard, declaration, holding, language), "      ");
    }
    for (until, input) in settlement.lapses() {
        let label = standard.label(input, language);
        line(&say(&format!("{label} が満たされるのは {until} まで"), &format!("{label} is met until {until}")), "    ");
    }
    page
}

/// What a check sheet's tick adds to the facts, where it adds anything.
fn beside(item: &SettledItem) -> Option<Text> {
    let ticked = answer(item.ticked?);
    let (ja, en) = (&ticked.japanese, ticked.in_language(Language::English));
    Some(match item.beside() {
        Beside::Agrees => return None,
        Beside::TickAlone => Text::new(
            format!("点検票の回答: {ja}。事実が書かれていないので、この回答による(申告)"),
            format!("the check sheet's answer: {en}. No fact is stated, so it counts (declared)"),
        ),
        Beside::FactsOpen if item.ticked == Some(Answer::Unmet) => Text::new(
            format!("点検票の回答: {ja}。事実では決まらないので、この回答による"),
            format!("the check sheet's answer: {en}. The facts leave it open, so it counts"),
        ),
        Beside::FactsOpen => Text::new(
            format!("点検票の回答: {ja}。事実では決まらないので、採らない"),
            format!("the check sheet's answer: {en}. The facts leave it open, so it does not count"),
        ),
        Beside::Contradicts => {
            let settled = answer(item.settled());
            let counts = answer(item.answer_of_vendor());
            Text::new(
                format!(
                    "食い違い: 点検票の回答は「{ja}」、事実では「{}」。「{}」とする",
                    settled.japanese, counts.japanese
                ),
                format!(
                    "contradiction: the check sheet says {en}, the facts {}; taken as {}",
                    settled.in_language(Language::English),
                    counts.in_language(Language::English)
                ),
            )
        }
    })
}

/// One holding: what is kept where, and what each way of covering it comes to.
fn holding_line(standard: &Standard, declaration: &Declaration, holding: &Holding, language: Language) -> String {
    let named = |id: &String| {
        let information = declaration.information.iter().find(|information| information.id == *id);
        information.map_or_else(|| id.clone(), |information| information.name.clone())
    };
    let all = Text::new("すべての情報", "all information");
    let what = holding.information.as_ref().map_or_else(|| all.in_language(language).to_owned(), named);
    let unknown = Text::new("国は不明", "country unknown");
    let country =
        holding.country.map_or_else(|| unknown.in_language(language).to_owned(), |country| country.to_string());
    let ways: Vec<String> = holding
        .covered
        .iter()
        .map(|(input, found)| format!("{} {}", standard.label(*input, language), answer(*found).in_language(language)))
        .collect();
    format!("  {what} @ {} ({country}): {}", holding.place, ways.join(", "))
}

fn answer(answer: Answer) -> Text {
    match answer {
        Answer::Met => Text::new("満たす", "met"),
        Answer::Unmet => Text::new("満たさない", "unmet"),
        Answer::Unknown => Text::new("未確定", "unknown"),
        Answer::NotApplicable => Text::new("該当なし", "n/a"),
    }
}

fn shown(finding: &Finding, language: Language) -> String {
    finding.shown.map_or_else(String::new, |origin| format!(" [{}]", origin_text(origin).in_language(language)))
}

fn origin_text(origin: Origin) -> Text {
    match origin {
        Origin::Declared => Text::new("申告", "declared"),
        Origin::Documented => Text::new("文書", "documented"),
        Origin::Measured => Text::new("実測", "measured"),
    }
}

fn source(declaration: &Declaration, evidence: &Evidence, language: Language) -> String {
    let document = document(declaration, evidence);
    let parts: Vec<String> = document.into_iter().chain(evidence.article.clone()).collect();
    let origin = origin_text(evidence.origin);
    let origin = origin.in_language(language);
    if parts.is_empty() { format!("({origin})") } else { format!("({origin}: {})", parts.join(" ")) }
}
