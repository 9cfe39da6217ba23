//! What was read from a document, whatever its format: the answers of services, and what is wrong with the document.

use standard::{Answers, ClassIndex, Input, Place, Problem, Severity};

/// One service's answers as somebody handed them in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The service's name, as written.
    pub service: String,
    /// The class it is to be judged as.
    pub class: ClassIndex,
    /// Its answers.
    pub answers: Answers,
    /// What stands beside the answers; only inputs with something beside them.
    pub notes: Vec<(Input, Note)>,
    /// Where in the document it begins.
    pub place: Place,
}

/// What stands beside an answer, as written. Empty where nothing does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// 説明: how the requirement is met, or why not.
    pub explanation: String,
    /// 証跡: the document that shows it.
    pub evidence: String,
    /// 条・頁: where in that document.
    pub article: String,
    /// 有効期限: until when it holds; ISO 8601 where the cell was a date, else as written.
    pub valid_until: String,
}

impl Note {
    /// Is nothing written?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What reading a document gave. Rows that are wrong are in `problems` and not in `submissions`.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The rows that can be judged, in the document's order.
    pub submissions: Vec<Submission>,
    /// Everything to tell the sender, in the document's order.
    pub problems: Vec<Problem>,
}

/// Takes what a reader finds, as it finds it.
pub trait Sink {
    /// A row that can be judged.
    fn submission(&mut self, submission: Submission);
    /// Something to tell the sender.
    fn problem(&mut self, problem: Problem);
    /// Is there a use in reading on? Not where the output is closed.
    fn wants_more(&self) -> bool {
        true
    }
}

impl Sink for Reading {
    fn submission(&mut self, submission: Submission) {
        self.submissions.push(submission);
    }

    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }
}

impl Reading {
    /// A document that cannot be used at all.
    pub fn refused(problem: Problem) -> Self {
        Self { submissions: Vec::new(), problems: vec![problem] }
    }

    /// Was some of the document not used?
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}
