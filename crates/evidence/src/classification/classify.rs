//! From the items that a section handles to a class: the strictest class of any item governs. An item that nobody knows is
//! asked about; it never makes the class lower. Not for deciding: every class here is a proposal with its reasons.

use super::load::UNKNOWN;
use super::{Item, Question, Ruling, Vocabulary};
use standard::Text;
use standard::problem::{excerpt, nearest};

/// An answer to a question of the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given<'a> {
    /// The question's id.
    pub question: &'a str,
    /// The item it is answered for, as the caller wrote it; `None` for all. An answer for one item goes before one for all.
    pub item: Option<&'a str>,
    /// Yes or no. A question that is not answered is left out.
    pub yes: bool,
}

/// What the items come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classification {
    /// The class that governs; `None` while an item is unknown that could be stricter.
    pub class: Option<String>,
    /// The strictest class among the items that are known: the result is at least this.
    pub at_least: Option<String>,
    /// Each item, in the order given. A word that names several («氏名・住所») becomes several.
    pub items: Vec<ItemClass>,
    /// What to answer or record, each question once.
    pub questions: Vec<AskedQuestion>,
}

/// One item and its class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemClass {
    /// The words as given.
    pub words: String,
    /// The vocabulary's item.
    pub item: Option<String>,
    /// Its class; `None` where it is not known.
    pub class: Option<String>,
    /// The words of the standard that give the class.
    pub because: Option<Ruling>,
    /// Was the row's claim read in the source itself?
    pub verified: bool,
    /// What to ask about this item, beside the questions.
    pub ask: Vec<Text>,
}

/// A question that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedQuestion {
    /// Its id.
    pub id: String,
    /// The question.
    pub text: Text,
    /// What a yes gives.
    pub yes: Ruling,
    /// The items it is asked about, as given.
    pub items: Vec<String>,
    /// Is a class unknown until it is answered? Otherwise the answer confirms or changes a class, and is recorded.
    pub decides: bool,
}

/// An answer that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusableAnswer {
    /// What is wrong.
    pub message: Text,
    /// What is allowed.
    pub hint: Text,
}

impl Vocabulary {
    /// The class of a service that handles `items`.
    ///
    /// # Errors
    /// An answer to a question that does not exist, for an item that was not given, or both yes and no.
    pub fn classify(&self, items: &[&str], answers: &[Given<'_>]) -> Result<Classification, UnusableAnswer> {
        self.check_answers(items, answers)?;
        let mut result = Classification { class: None, at_least: None, items: Vec::new(), questions: Vec::new() };
        for words in items {
            for part in self.parts(words) {
                let found = self.find_item(part);
                let item = self.classify_item(words, part, found, answers, &mut result.questions);
                result.items.push(item);
            }
        }
        let strictest =
            result.items.iter().filter_map(|item| item.class.as_deref()).min_by_key(|class| self.rank(class));
        result.at_least = strictest.map(str::to_owned);
        let all_known = !result.items.is_empty() && result.items.iter().all(|item| item.class.is_some());
        // Nothing is stricter than the first class: what is still unknown cannot raise it.
        let settled = all_known || strictest.is_some_and(|class| self.rank(class) == 0);
        result.class = if settled { result.at_least.clone() } else { None };
        Ok(result)
    }

    fn classify_item(
        &self,
        words: &str,
        part: &str,
        found: Option<&Item>,
        answers: &[Given<'_>],
        asked: &mut Vec<AskedQuestion>,
    ) -> ItemClass {
        let own = |question: &Question| found.is_some_and(|item| item.questions.contains(&question.id));
        let mut ruling = found.and_then(|item| item.ruling.clone());
        let own_answers = self
            .questions
            .iter()
            .filter(|question| own(question))
            .map(|question| answer(answers, &question.id, part, words));
        let all_denied = found.is_some_and(|item| !item.questions.is_empty())
            && own_answers.into_iter().all(|answer| answer == Some(false));
        if all_denied && let Some(otherwise) = found.and_then(|item| item.otherwise.clone()) {
            ruling = Some(otherwise);
        }
        let mut open = Vec::new();
        for question in &self.questions {
            let class = ruling.as_ref().map_or(UNKNOWN, |ruling| ruling.class.as_str());
            if !own(question) && !question.about.iter().any(|about| about == class) {
                continue;
            }
            match answer(answers, &question.id, part, words) {
                None => open.push(question),
                Some(false) => {}
                Some(true) => {
                    let stricter =
                        ruling.as_ref().is_none_or(|ruling| self.rank(&question.yes.class) < self.rank(&ruling.class));
                    if stricter || question.lowers {
                        ruling = Some(question.yes.clone());
                    }
                }
            }
        }
        for question in open {
            // A question of a class that the item has left is no longer asked, nor whether a power will be used.
            let class = ruling.as_ref().map_or(UNKNOWN, |ruling| ruling.class.as_str());
            let concerns = own(question) || question.about.iter().any(|about| about == class);
            let moot = ruling.as_ref().is_some_and(|ruling| question.yes.class == ruling.class && !own(question));
            if concerns && !moot && (ruling.is_none() || !question.power) {
                ask(asked, question, part, ruling.is_none());
            }
        }
        let mut notes = Vec::new();
        match found {
            None => notes.push(self.ask_what_it_is(part)),
            Some(item) if !item.provenance.verified => notes.push(unverified(item)),
            Some(_) => {}
        }
        ItemClass {
            words: part.to_owned(),
            item: found.map(|item| item.id.clone()),
            class: ruling.as_ref().map(|ruling| ruling.class.clone()),
            because: ruling,
            verified: found.is_some_and(|item| item.provenance.verified),
            ask: notes,
        }
    }

    /// The words as one item, or as several: 「氏名・住所」.
    fn parts<'w>(&self, words: &'w str) -> Vec<&'w str> {
        if self.find_item(words).is_some() {
            return vec![words.trim()];
        }
        let parts = words.split(['・', '、', '，', ',', '/', '／', '&', '＆', ';', '；', '\n', '+', '＋']);
        let parts: Vec<&str> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
        // Words that no part of which is known are asked about as they were written.
        if parts.iter().any(|part| self.find_item(part).is_some()) { parts } else { vec![words.trim()] }
    }

    fn ask_what_it_is(&self, words: &str) -> Text {
        let shown = excerpt(words);
        let folded = super::load::key(words);
        let inside = self.by_word.keys().filter(|word| word.chars().count() > 1 && folded.contains(word.as_str()));
        let near = inside.max_by_key(|word| (word.len(), std::cmp::Reverse(*word))).map(String::as_str);
        let near = near.or_else(|| nearest(&folded, self.items.iter().map(|item| item.name.japanese.as_str())));
        let (japanese, english) = near.map_or_else(Default::default, |near| {
            (format!("(「{near}」に当たりますか)"), format!(" (is it `{near}`?)"))
        });
        Text::new(
            format!("`{shown}` の分類が分かりません。情報管理者に確かめます{japanese}"),
            format!("the class of `{shown}` is not known; ask the information manager{english}"),
        )
    }

    fn check_answers(&self, items: &[&str], answers: &[Given<'_>]) -> Result<(), UnusableAnswer> {
        let given_item = |item: &str| items.iter().any(|words| *words == item || self.parts(words).contains(&item));
        for (at, given) in answers.iter().enumerate() {
            let question = excerpt(given.question);
            if self.find_question(given.question).is_none() {
                let known: Vec<&str> = self.questions.iter().map(|question| question.id.as_str()).collect();
                let known = known.join(", ");
                return Err(UnusableAnswer {
                    message: Text::new(
                        format!("`{question}` という質問はありません"),
                        format!("no such question `{question}`"),
                    ),
                    hint: Text::new(format!("使える質問: {known}"), format!("allowed: {known}")),
                });
            }
            if let Some(item) = given.item.filter(|item| !given_item(item)) {
                let item = excerpt(item);
                return Err(UnusableAnswer {
                    message: Text::new(
                        format!("`{item}` は情報項目の並びにありません"),
                        format!("`{item}` is not among the items"),
                    ),
                    hint: Text::new("並びに書いた言葉のまま答えます", "answer with the words of the list"),
                });
            }
            let contradicts = |other: &&Given<'_>| {
                (other.question, other.item) == (given.question, given.item) && other.yes != given.yes
            };
            if answers.iter().take(at).find(contradicts).is_some() {
                return Err(UnusableAnswer {
                    message: Text::new(
                        format!("`{question}` に「はい」と「いいえ」の両方があります"),
                        format!("`{question}` is answered with both yes and no"),
                    ),
                    hint: Text::new("どちらか一方だけを残します", "keep one of them"),
                });
            }
        }
        Ok(())
    }
}

/// The answer for this item, else for the words it was part of, else the one for all items.
fn answer(answers: &[Given<'_>], question: &str, part: &str, words: &str) -> Option<bool> {
    let of = |item: Option<&str>| answers.iter().find(|given| given.question == question && given.item == item);
    of(Some(part)).or_else(|| of(Some(words))).or_else(|| of(None)).map(|given| given.yes)
}

fn ask(asked: &mut Vec<AskedQuestion>, question: &Question, words: &str, decides: bool) {
    if let Some(before) = asked.iter_mut().find(|before| before.id == question.id) {
        before.decides |= decides;
        if !before.items.iter().any(|item| item == words) {
            before.items.push(words.to_owned());
        }
        return;
    }
    asked.push(AskedQuestion {
        id: question.id.clone(),
        text: question.text.clone(),
        yes: question.yes.clone(),
        items: vec![words.to_owned()],
        decides,
    });
}

fn unverified(item: &Item) -> Text {
    let english = item.name.english.as_deref().unwrap_or(&item.name.japanese);
    Text::new(
        format!(
            "「{}」を当てはめた根拠は未確認です({})。情報管理者に確かめます",
            item.name.japanese, item.provenance.source
        ),
        format!("why `{english}` falls here is not verified ({}); ask the information manager", item.provenance.source),
    )
}
