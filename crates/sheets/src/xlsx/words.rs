//! The words that stand on a check sheet, which its writer and its reader must agree on. Not for sentences to the user.

use standard::spelling::fold;
use standard::{Answer, Decision, Language, Text};

/// The very hidden worksheet that says what the workbook is.
pub(super) const IDENTITY_SHEET: &str = "_kijun";

/// The value of its key `format`. Another value is a workbook of another program, or of a later one.
pub(super) const FORMAT: &str = "check-sheet-1";

/// Keys of the identity sheet.
pub(super) mod key {
    pub(in crate::xlsx) const FORMAT: &str = "format";
    pub(in crate::xlsx) const STANDARD: &str = "standard";
    pub(in crate::xlsx) const EDITION: &str = "edition";
    pub(in crate::xlsx) const HASH: &str = "hash";
    pub(in crate::xlsx) const CLASS: &str = "class";
    pub(in crate::xlsx) const SERVICE: &str = "service";
}

/// Words in both languages, known when the program is compiled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) japanese: &'static str,
    pub(super) english: &'static str,
}

impl Words {
    pub(super) const fn new(japanese: &'static str, english: &'static str) -> Self {
        Self { japanese, english }
    }

    pub(super) const fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::Japanese => self.japanese,
            Language::English => self.english,
        }
    }

    pub(super) fn text(self) -> Text {
        Text::new(self.japanese, self.english)
    }

    /// Do the words of a cell say this, in either language?
    pub(super) fn is(self, cell: &str) -> bool {
        let cell = compact(cell);
        compact(self.japanese) == cell || compact(self.english) == cell
    }
}

/// Folded words without any space: how headings and labels are compared, whatever line breaks a column's width made.
pub(super) fn compact(words: &str) -> String {
    let mut folded = fold(words);
    folded.retain(|character| !character.is_whitespace());
    folded
}

pub(super) const SHEET: Words = Words::new("点検票", "Check sheet");
pub(super) const CLASSES_SHEET: Words = Words::new("重要性分類の定義", "Classes");
pub(super) const RESULTS_SHEET: Words = Words::new("判定一覧", "Results");

pub(super) const SERVICE: Words = Words::new("サービス名", "Service");
pub(super) const CLASS: Words = Words::new("重要性分類", "Class");
pub(super) const STANDARD: Words = Words::new("基準", "Standard");
pub(super) const EDITION: Words = Words::new("版", "Edition");
pub(super) const HASH: Words = Words::new("基準の内容(SHA-256)", "Content (SHA-256)");
pub(super) const VERDICT: Words = Words::new("判定", "Verdict");

pub(super) const ANSWER: Words = Words::new("回答", "Answer");
pub(super) const EXPLANATION: Words = Words::new("説明", "Explanation");
pub(super) const EVIDENCE: Words = Words::new("証跡", "Evidence");
pub(super) const ARTICLE: Words = Words::new("条・頁", "Article / page");
pub(super) const VALID_UNTIL: Words = Words::new("有効期限", "Valid until");
pub(super) const REASON: Words = Words::new("判定の理由", "Reason");
pub(super) const ID: Words = Words::new("ID", "ID");

/// In the answer cell of a row that the class does not ask for.
pub(super) const NOT_ASKED: Words = Words::new("この分類では不要", "Not needed for this class");
/// Beside a row that the city fills in.
pub(super) const BY_THE_CITY: Words = Words::new("市が記入", "For the city");
/// Where a blank decision row has its topic.
pub(super) const DECISION: Words = Words::new("市の決定", "Decision of the city");

/// The choice for an answer.
pub(super) const fn choice(answer: Answer) -> Words {
    match answer {
        Answer::Met => Words::new("○ 満たす", "Met"),
        Answer::Unmet => Words::new("× 満たさない", "Unmet"),
        Answer::NotApplicable => Words::new("－ 該当なし", "Not applicable"),
        Answer::Unknown => Words::new("未回答", "Unknown"),
    }
}

/// The choice for «I looked, and do not know»: judged like no answer. English has one word for both.
pub(super) const NOT_KNOWN: &str = "？ 不明";

/// The choice for a decision.
pub(super) const fn decision_choice(decision: Decision) -> Words {
    match decision {
        Decision::Approved => Words::new("承認", "Approved"),
        Decision::Rejected => Words::new("不承認", "Rejected"),
        Decision::None => Words::new("未決", "None"),
    }
}

/// The choices of the drop-down list of an item, in its order.
pub(super) fn choices(allows_na: bool, language: Language) -> Vec<&'static str> {
    let na = allows_na.then(|| choice(Answer::NotApplicable).in_language(language));
    let not_known = (language == Language::Japanese).then_some(NOT_KNOWN);
    let plain = [Answer::Met, Answer::Unmet].map(|answer| choice(answer).in_language(language));
    plain.into_iter().chain(na).chain(not_known).chain([choice(Answer::Unknown).in_language(language)]).collect()
}

/// The choices of the drop-down list of a decision, in its order.
pub(super) fn decision_choices(language: Language) -> Vec<&'static str> {
    Decision::ALL.iter().map(|decision| decision_choice(*decision).in_language(language)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use standard::spelling;

    #[test]
    fn every_choice_is_understood_as_what_it_says() {
        for language in [Language::Japanese, Language::English] {
            for answer in Answer::ALL {
                let understood = spelling::answer(choice(answer).in_language(language)).unwrap();
                assert_eq!((understood.value, understood.correction), (answer, None));
            }
            for decision in Decision::ALL {
                assert_eq!(spelling::decision(decision_choice(decision).in_language(language)), Some(decision));
            }
        }
        assert_eq!(spelling::answer(NOT_KNOWN).unwrap().value, Answer::Unknown);
    }

    #[test]
    fn the_joined_choices_fit_into_a_list_of_excel() {
        for language in [Language::Japanese, Language::English] {
            assert!(choices(true, language).join(",").encode_utf16().count() <= 255);
        }
    }
}
