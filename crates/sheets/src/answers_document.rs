//! Answers as a TOML or JSON document: one or more services, each answer with what stands beside it. The shape is shown in
//! `docs/answers.md`. Not for a vendor's declaration of facts, which answers no item by itself.

use crate::submission::{Note, Reading, Submission};
use standard::document::{Entry, Node, Notation, Report, Source, TableReader, Value, string};
use standard::problem::{excerpt, nearest};
use standard::{Answers, ClassIndex, Input, InputSet, Problem, Severity, Standard, Text, spelling};

/// Reads a document of answers. With `class`, every service is of that class and may leave its own out.
pub fn read_answers(
    standard: &Standard,
    name: &str,
    text: &str,
    notation: Notation,
    class: Option<ClassIndex>,
) -> Reading {
    let report = Report::new(Source::new(name, text.strip_prefix('\u{feff}').unwrap_or(text)));
    let tree = match report.source.parse(notation) {
        Ok(tree) => tree,
        Err(problems) => return Reading { submissions: Vec::new(), problems },
    };
    let submissions = read_root(&report, standard, class, &tree);
    let problems = report.into_problems();
    let mut reading = Reading { submissions: submissions.unwrap_or_default(), problems };
    if reading.submissions.is_empty() && !reading.has_errors() {
        let message = Text::new("サービスが一つもありません", "there is no service");
        let hint = Text::new("[[service]] を書きます", "write a [[service]]");
        reading.problems.push(Problem::error("no-service", name, standard::Place::Whole, message).with_hint(hint));
    }
    reading
}

fn read_root(
    report: &Report<'_>,
    standard: &Standard,
    class: Option<ClassIndex>,
    tree: &Node,
) -> Option<Vec<Submission>> {
    let root = TableReader::new(report, tree)?;
    let same_standard = is_same(report, &root, "standard", standard.id(), standard)
        & is_same(report, &root, "edition", standard.edition(), standard);
    let services = root.list("service");
    let submissions: Vec<Submission> =
        services.iter().filter_map(|node| read_service(report, standard, class, node)).collect();
    root.finish();
    warn_of_repetition(report, &submissions);
    same_standard.then_some(submissions)
}

/// A document that names a standard or edition is judged by no other.
fn is_same(
    report: &Report<'_>,
    root: &TableReader<'_, '_, '_>,
    key: &'static str,
    ours: &str,
    standard: &Standard,
) -> bool {
    let Some(node) = root.find(key) else { return true };
    let Some(theirs) = string(report, node) else { return false };
    if theirs == ours {
        return true;
    }
    let message = Text::new(
        format!(
            "この文書は {key} = `{theirs}` のもので、判定に使う基準は `{} {}` です",
            standard.id(),
            standard.edition()
        ),
        format!(
            "the document is for {key} = `{theirs}`; the standard in use is `{} {}`",
            standard.id(),
            standard.edition()
        ),
    );
    let hint = Text::new("--standard で合う基準ファイルを渡します", "pass the matching standard with --standard");
    report.error("other-standard", node.span.start, message, Some(hint));
    false
}

fn read_service(
    report: &Report<'_>,
    standard: &Standard,
    class: Option<ClassIndex>,
    node: &Node,
) -> Option<Submission> {
    let table = TableReader::new(report, node)?;
    let service = table.require_string("name").map(str::to_owned);
    let class = if class.is_some() {
        let _ = table.find("class");
        class
    } else {
        table.require("class").and_then(|node| read_class(report, standard, node))
    };
    let mut rows =
        Rows { report, standard, answers: Answers::BLANK, answered: InputSet::EMPTY, notes: Vec::new(), sound: true };
    for entry in table.entries_of("answers") {
        rows.read(entry);
    }
    for decision in standard.decision_inputs().iter() {
        rows.read_decision(&table, decision);
    }
    let place = report.source.place(node.span.start);
    let (sound, answers, notes) = (rows.sound, rows.answers, rows.notes);
    table.finish();
    let submission = Submission { service: service?, class: class?, answers, notes, place };
    sound.then_some(submission)
}

fn read_class(report: &Report<'_>, standard: &Standard, node: &Node) -> Option<ClassIndex> {
    let words = match &node.value {
        Value::Integer(number) => number.to_string(),
        Value::String(_) | Value::Boolean(_) | Value::Array(_) | Value::Table(_) | Value::Other(_) => {
            string(report, node)?.to_owned()
        }
    };
    let class = standard.find_class(&words);
    if class.is_none() {
        let found = excerpt(&words);
        let message = Text::new(format!("分類 `{found}` はありません"), format!("there is no class `{found}`"));
        report.error("unknown-class", node.span.start, message, Some(standard.allowed_classes()));
    }
    class
}

/// The answers of one service while they are read.
struct Rows<'r, 't> {
    report: &'r Report<'t>,
    standard: &'r Standard,
    answers: Answers,
    answered: InputSet,
    notes: Vec<(Input, Note)>,
    sound: bool,
}

impl Rows<'_, '_> {
    fn refuse(&mut self, code: &'static str, at: usize, message: Text, hint: Option<Text>) {
        self.sound = false;
        self.report.error(code, at, message, hint);
    }

    fn correct(&self, at: usize, message: Text) {
        let problem = self.report.source.error("answer-corrected", at, message);
        self.report.add(problem.with_severity(Severity::Correction));
    }

    fn read(&mut self, entry: &Entry) {
        let at = entry.key_span.start;
        let found = self.standard.find_input(&entry.key).filter(|found| self.standard.item(found.value).is_some());
        let Some(found) = found else {
            let shown = excerpt(&entry.key);
            let message = Text::new(
                format!("項目 `{shown}` はこの基準にありません"),
                format!("this standard has no item `{shown}`"),
            );
            let names: Vec<&str> = self.standard.items().iter().map(|item| item.no.as_str()).collect();
            let hint = nearest(&entry.key, names.iter().copied()).map_or_else(
                || Text::new(format!("項目: {}", names.join(", ")), format!("items: {}", names.join(", "))),
                |near| Text::new(format!("`{near}` のことですか"), format!("did you mean `{near}`?")),
            );
            return self.refuse("unknown-item", at, message, Some(hint));
        };
        if let Some(message) = found.correction {
            self.correct(at, message);
        }
        let input = found.value;
        if self.answered.contains(input) {
            let no = self.standard.name(input);
            let message = Text::new(format!("№{no} の回答が二つあります"), format!("№{no} is answered twice"));
            return self.refuse("duplicate-answer", at, message, None);
        }
        self.answered = self.answered.union(InputSet::only(input));
        self.read_value(input, &entry.node);
    }

    fn read_value(&mut self, input: Input, node: &Node) {
        if !matches!(node.value, Value::Table(_)) {
            return self.read_answer(input, node);
        }
        let Some(table) = TableReader::new(self.report, node) else { return };
        match table.require("answer") {
            Some(answer) => self.read_answer(input, answer),
            None => self.sound = false,
        }
        let words = |key| table.find_string(key).unwrap_or_default().to_owned();
        let note = Note {
            explanation: words("explanation"),
            evidence: words("evidence"),
            article: words("article"),
            valid_until: words("valid_until"),
        };
        if !note.is_empty() {
            self.notes.push((input, note));
        }
        table.finish();
    }

    fn read_answer(&mut self, input: Input, node: &Node) {
        let Some(words) = string(self.report, node) else {
            self.sound = false;
            return;
        };
        let no = self.standard.name(input);
        let Some(understood) = spelling::answer(words) else {
            let found = excerpt(words);
            let message = Text::new(
                format!("№{no} の値 `{found}` は読めません"),
                format!("№{no} has the value `{found}`, which is no answer"),
            );
            return self.refuse("unknown-answer", node.span.start, message, Some(spelling::allowed_answers()));
        };
        if !self.standard.allows(input, understood.value) {
            let message =
                Text::new(format!("№{no} は na(該当なし)と答えられません"), format!("№{no} cannot be answered `na`"));
            let hint = Text::new("使える値: met, unmet, unknown", "allowed: met, unmet, unknown");
            return self.refuse("na-not-allowed", node.span.start, message, Some(hint));
        }
        if let Some(message) = understood.correction {
            self.correct(node.span.start, message);
        }
        self.answers = self.answers.with(input, understood.value);
    }

    fn read_decision(&mut self, table: &TableReader<'_, '_, '_>, input: Input) {
        let Some(node) = table.find(self.standard.name(input)) else { return };
        let Some(words) = string(self.report, node) else {
            self.sound = false;
            return;
        };
        if let Some(decision) = spelling::decision(words) {
            self.answers = self.answers.with_decision(input, decision);
        } else {
            let (name, found) = (self.standard.name(input), excerpt(words));
            let message = Text::new(
                format!("{name} の値 `{found}` は読めません"),
                format!("{name} has the value `{found}`, which is no decision"),
            );
            self.refuse("unknown-decision", node.span.start, message, Some(spelling::allowed_decisions()));
        }
    }
}

fn warn_of_repetition(report: &Report<'_>, submissions: &[Submission]) {
    for (at, submission) in submissions.iter().enumerate() {
        if submissions.iter().take(at).any(|earlier| earlier.service == submission.service) {
            let name = excerpt(&submission.service);
            let message = Text::new(
                format!("サービス `{name}` が二度あります(どちらも判定します)"),
                format!("the service `{name}` stands twice (both are judged)"),
            );
            let problem = Problem::error("duplicate-service", report.source.name(), submission.place.clone(), message);
            report.add(problem.with_severity(Severity::Warning));
        }
    }
}
