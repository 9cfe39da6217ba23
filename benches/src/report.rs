//! What is printed: a table for people, JSON for programs. Figures are made elsewhere, a file a group.

use crate::harness::Spread;
use std::fmt::Write as _;

/// One measured figure.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub(crate) name: String,
    pub(crate) unit: &'static str,
    pub(crate) spread: Spread,
    pub(crate) goal: Option<Goal>,
    /// What a reader must know besides, such as how many rows were listed.
    pub(crate) note: String,
}

/// What the median should be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Goal {
    AtMost(f64),
    AtLeast(f64),
}

impl Figure {
    pub(crate) fn new(name: impl Into<String>, unit: &'static str, spread: Spread) -> Self {
        Self { name: name.into(), unit, spread, goal: None, note: String::new() }
    }

    pub(crate) fn goal(mut self, goal: Goal) -> Self {
        self.goal = Some(goal);
        self
    }

    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    fn is_met(&self) -> Option<bool> {
        self.goal.map(|goal| match goal {
            Goal::AtMost(limit) => self.spread.median <= limit,
            Goal::AtLeast(limit) => self.spread.median >= limit,
        })
    }
}

/// Figures that belong together, under a heading.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) heading: &'static str,
    pub(crate) figures: Vec<Figure>,
}

pub(crate) fn as_table(group: &Group) -> String {
    let mut table = format!("{}\n", group.heading);
    for figure in &group.figures {
        let goal = match figure.goal {
            Some(Goal::AtMost(limit)) => format!("goal ≤ {}", rounded(limit)),
            Some(Goal::AtLeast(limit)) => format!("goal ≥ {}", rounded(limit)),
            None => String::new(),
        };
        let met = figure.is_met().map_or("", |met| if met { "met" } else { "NOT MET" });
        let Spread { median, least, greatest } = figure.spread;
        let spread = format!("({} – {})", rounded(least), rounded(greatest));
        let line = format!(
            "  {:<66} {:>9} {:<8} {spread:<19} {goal:<12} {met:<8} {}",
            figure.name,
            rounded(median),
            figure.unit,
            figure.note
        );
        // Writing into a String cannot fail.
        let _ = writeln!(table, "{}", line.trim_end());
    }
    table
}

pub(crate) fn as_json(groups: &[Group]) -> serde_json::Value {
    let figures = groups.iter().flat_map(|group| {
        group.figures.iter().map(|figure| {
            let (at_most, at_least) = match figure.goal {
                Some(Goal::AtMost(limit)) => (Some(limit), None),
                Some(Goal::AtLeast(limit)) => (None, Some(limit)),
                None => (None, None),
            };
            serde_json::json!({
                "group": group.heading,
                "name": figure.name,
                "unit": figure.unit,
                "median": figure.spread.median,
                "least": figure.spread.least,
                "greatest": figure.spread.greatest,
                "at_most": at_most,
                "at_least": at_least,
                "met": figure.is_met(),
                "note": figure.note,
            })
        })
    });
    serde_json::Value::Array(figures.collect())
}

/// Three significant digits or so: more than the machine repeats.
fn rounded(figure: f64) -> String {
    match figure.abs() {
        100.0.. => format!("{figure:.0}"),
        10.0..100.0 => format!("{figure:.1}"),
        _ => format!("{figure:.2}"),
    }
}
