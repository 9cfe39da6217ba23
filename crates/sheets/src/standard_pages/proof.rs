//! What is proved of a standard, as a page: each statement with how many patterns it was walked over, or its counterexample.

use standard::prove::{ClassProof, Implication, Proof};
use standard::{Answer, Answers, ClassIndex, InputSet, Language, Settings, Standard, Text};
use std::fmt::Write as _;

/// The page of a proof.
pub fn proof_text(standard: &Standard, proof: &Proof, language: Language) -> String {
    let page = Page { standard, language };
    let mut text = String::new();
    for class in &proof.classes {
        page.class(&mut text, class);
    }
    for implication in &proof.implications {
        page.implication(&mut text, implication);
    }
    for difference in &proof.differences {
        let class = page.class_label(difference.class);
        let witness = difference.witness.map_or(String::new(), |set| page.labels(set));
        let words = Text::new(
            format!(
                "{class}: 読み方 {} で {} 通りの判定が変わる。例: {witness} だけを満たす",
                difference.setting, difference.patterns
            ),
            format!(
                "{class}: under the reading {} the verdict of {} patterns differs, e.g. with only {witness} met",
                difference.setting, difference.patterns
            ),
        );
        let _ = writeln!(text, "{}", words.in_language(language));
    }
    let result = if proof.holds() {
        Text::new("結果: すべて成り立つ", "Result: everything holds")
    } else {
        Text::new("結果: 成り立たないものがある(上の ×・－)", "Result: something does not hold (× and － above)")
    };
    let _ = writeln!(text, "\n{}", result.in_language(language));
    text
}

struct Page<'s> {
    standard: &'s Standard,
    language: Language,
}

impl Page<'_> {
    fn class_label(&self, class: ClassIndex) -> &str {
        self.standard.class(class).map_or("", |class| class.label.in_language(self.language))
    }

    fn labels(&self, inputs: InputSet) -> String {
        if inputs.is_empty() {
            return Text::new("なし", "none").in_language(self.language).to_owned();
        }
        self.standard.labels(inputs, self.language)
    }

    fn settings(&self, settings: Settings) -> String {
        let names = self.standard.setting_names(settings);
        if names.is_empty() { String::new() } else { format!(" [{}]", names.join(", ")) }
    }

    fn statement(&self, text: &mut String, holds: Option<bool>, words: &Text, counterexample: Option<String>) {
        let mark = match holds {
            Some(true) => "○",
            Some(false) => "×",
            None => "－",
        };
        let _ = write!(text, "  {mark} {}", words.in_language(self.language));
        if let Some(counterexample) = counterexample {
            let label = Text::new("反例", "counterexample");
            let _ = write!(text, " — {}: {counterexample}", label.in_language(self.language));
        }
        text.push('\n');
    }

    fn class(&self, text: &mut String, proof: &ClassProof) {
        let walked = proof.patterns.map_or_else(
            || Text::new("パターンが多すぎるため総当たりしていない", "too many patterns to walk"),
            |patterns| {
                Text::new(format!("全 {patterns} パターンを総当たり"), format!("all {patterns} patterns walked"))
            },
        );
        let (class, settings) = (self.class_label(proof.class), self.settings(proof.settings));
        let _ = writeln!(text, "{class}{settings}: {}", walked.in_language(self.language));
        let shown = |refuted: bool| proof.patterns.map(|_| !refuted);
        self.statement(
            text,
            shown(proof.worsening.is_some()),
            &Text::new("より良い回答で判定が悪くなることはない", "a better answer never worsens the verdict"),
            proof.worsening.map(|(answers, input)| self.pattern(answers, InputSet::only(input))),
        );
        self.statement(
            text,
            shown(proof.unstable.is_some()),
            &Text::new(
                "確定した判定は、未回答がどう埋まっても変わらない",
                "a decided verdict stays, however the unknown is answered",
            ),
            proof.unstable.map(|(answers, input)| self.pattern(answers, InputSet::only(input))),
        );
        self.statement(
            text,
            shown(proof.idle_undecided.is_some()),
            &Text::new(
                "未確定は、適合にも不適合にもなりうるときだけ",
                "undecided only where it can still go either way",
            ),
            proof.idle_undecided.map(|answers| self.pattern(answers, answers.unknown())),
        );
        let smallest = proof.smallest_passing.first().map(|set| self.labels(*set)).unwrap_or_default();
        let (count, as_small) = (proof.minimal_passing, proof.smallest_passing.len());
        let words = Text::new(
            format!("適合できる: 極小の組は {count} 通り、最小は {as_small} 通り。たとえば {smallest}"),
            format!("can be satisfied: {count} minimal sets, {as_small} of them smallest, such as {smallest}"),
        );
        self.statement(text, Some(as_small > 0), &words, None);
        let idle = self.labels(proof.without_influence);
        let words = Text::new(
            format!("判定に影響しない項目: {idle}"),
            format!("items without influence on the verdict: {idle}"),
        );
        self.statement(text, shown(false), &words, None);
    }

    /// A pattern by its met inputs and the inputs in question.
    fn pattern(&self, answers: Answers, in_question: InputSet) -> String {
        let inputs = self.standard.item_inputs().union(self.standard.decision_inputs());
        let met: InputSet = inputs.iter().filter(|input| answers.answer(*input) == Answer::Met).collect();
        let (met, in_question) = (self.labels(met), self.labels(in_question.intersection(inputs)));
        let words = Text::new(
            format!("満たすのは {met}、動かすのは {in_question}"),
            format!("met: {met}; changed: {in_question}"),
        );
        words.in_language(self.language).to_owned()
    }

    fn implication(&self, text: &mut String, implication: &Implication) {
        let (stricter, looser) = (self.class_label(implication.stricter), self.class_label(implication.looser));
        let settings = self.settings(implication.settings);
        let patterns = implication.patterns.unwrap_or_default();
        let words = Text::new(
            format!("{stricter}に適合すれば{looser}にも適合する{settings}(全 {patterns} パターン)"),
            format!("conforming to {stricter} implies conforming to {looser}{settings} (all {patterns} patterns)"),
        );
        let holds = implication.patterns.map(|_| implication.counterexample.is_none());
        self.statement(text, holds, &words, implication.counterexample.map(|met| self.labels(met)));
    }
}
