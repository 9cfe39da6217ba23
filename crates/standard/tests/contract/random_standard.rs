//! Random standards that pass every check of loading, as TOML text: rules are drawn first, and the printed cells are what
//! fits them. Not for standards that are refused: see `refusals`.

use proptest::prelude::*;
use standard::Standard;
use standard::document::Notation;
use std::fmt::Write as _;

/// The items' numbers, in table order; the decision comes after them.
const NOS: [&str; 7] = ["1", "2-1", "2-2", "3", "甲", "a-1", "10"];
const DECISION: &str = "exception";
const READINGS: [&str; 2] = ["first", "second"];
const OPTIONS: [&str; 3] = ["plain", "mild", "other"];

/// A clause as it is drawn: one set of inputs, or one for each option of a reading, all with an input in common.
#[derive(Clone, Debug)]
struct DrawnClause {
    reading: Option<usize>,
    sets: Vec<u8>,
}

impl DrawnClause {
    /// Its inputs under each combination of two readings.
    fn under(&self, options: [usize; 2]) -> u8 {
        self.sets[self.reading.map_or(0, |reading| options[reading])]
    }
}

/// A random standard.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    items: usize,
    /// How many options each reading has.
    options: [usize; 2],
    classes: Vec<Vec<DrawnClause>>,
    /// One random number an item and class, for choosing among the meanings that fit.
    marks: u64,
    allows_na: u8,
}

pub(crate) fn shape() -> impl Strategy<Value = Shape> {
    let clause = (prop::option::weighted(0.4, 0..2_usize), 0..8_usize, prop::collection::vec(any::<u8>(), 3));
    let classes = prop::collection::vec(prop::collection::vec(clause, 1..6), 1..4);
    (1..=NOS.len(), [2..=3_usize, 2..=3_usize], classes, any::<u64>(), any::<u8>()).prop_map(
        |(items, options, drawn, marks, allows_na)| {
            let inputs = items + 1;
            let within = |set: u8| set & u8::try_from((1_u32 << inputs) - 1).unwrap();
            let mut classes = Vec::new();
            for drawn in drawn {
                let mut kept: Vec<DrawnClause> = Vec::new();
                for (reading, core, sets) in drawn {
                    // Thin sets out, so that more than one clause survives; the core keeps each of them from being empty.
                    let count = reading.map_or(1, |reading| options[reading]);
                    let thin = |set: &u8| within(set & set.rotate_left(3)) | 1 << (core % inputs);
                    let sets = sets.iter().take(count).map(thin).collect();
                    let clause = DrawnClause { reading, sets };
                    if kept.iter().all(|other| neither_absorbs(other, &clause, options)) {
                        kept.push(clause);
                    }
                }
                classes.push(kept);
            }
            Shape { items, options, classes, marks, allows_na }
        },
    )
}

fn combinations(options: [usize; 2]) -> impl Iterator<Item = [usize; 2]> {
    (0..options[0]).flat_map(move |first| (0..options[1]).map(move |second| [first, second]))
}

fn neither_absorbs(left: &DrawnClause, right: &DrawnClause, options: [usize; 2]) -> bool {
    combinations(options).all(|taken| {
        let (left, right) = (left.under(taken), right.under(taken));
        left & !right != 0 && right & !left != 0
    })
}

impl Shape {
    fn name(&self, input: usize) -> &'static str {
        if input < self.items { NOS[input] } else { DECISION }
    }

    fn names(&self, set: u8) -> Vec<&'static str> {
        (0..=self.items).filter(|input| set >> input & 1 == 1).map(|input| self.name(input)).collect()
    }

    fn uses_reading(&self, reading: usize) -> bool {
        self.classes.iter().flatten().any(|clause| clause.reading == Some(reading))
    }

    fn uses_decision(&self) -> bool {
        self.classes.iter().flatten().flat_map(|clause| &clause.sets).any(|set| set >> self.items & 1 == 1)
    }

    /// The clauses of a class under settings such as `["first=mild"]`, by name; for comparing with the loaded standard.
    pub(crate) fn clauses_in_force(&self, class: usize, settings: &[String]) -> Vec<Vec<&'static str>> {
        let option = |reading: usize| {
            let of_reading = |setting: &&String| setting.starts_with(READINGS[reading]);
            let taken = settings.iter().find(of_reading).map_or("plain", |setting| setting.split_once('=').unwrap().1);
            OPTIONS.iter().position(|option| *option == taken).unwrap()
        };
        let taken = [option(0), option(1)];
        self.classes[class].iter().map(|clause| self.names(clause.under(taken))).collect()
    }

    /// The cell of an item that fits the class's clauses.
    fn cell(&self, class: usize, item: usize) -> &'static str {
        let clauses = &self.classes[class];
        let asked = |taken: &[usize; 2]| clauses.iter().any(|clause| clause.under(*taken) >> item & 1 == 1);
        let always = combinations(self.options).all(|taken| asked(&taken));
        let ever = combinations(self.options).any(|taken| asked(&taken));
        let alone = clauses.iter().any(|clause| clause.under([0, 0]) == 1 << item);
        let mark = usize::try_from(self.marks >> ((class * NOS.len() + item) * 3) & 7).unwrap();
        match (ever, always, alone) {
            (_, true, true) => "required",
            (_, true, false) => ["conditional", "optional", "recommended"][mark % 3],
            (true, false, _) => ["optional", "recommended"][mark % 2],
            // An item that no class asks for must be printed somewhere as more than 「－」.
            (false, _, _) if class == 0 => ["optional", "recommended"][mark % 2],
            (false, _, _) => ["none", "optional", "recommended"][mark % 3],
        }
    }

    pub(crate) fn load(&self, text: &str) -> Standard {
        Standard::load("random", text, Notation::Toml).unwrap_or_else(|problems| {
            let lines: Vec<String> = problems.iter().map(|problem| problem.line(standard::Language::English)).collect();
            panic!("{}\n{text}\n{self:?}", lines.join("\n"))
        })
    }

    pub(crate) fn to_toml(&self) -> String {
        let mut text = include_str!("../head.toml").replace("strictest_first", "unordered");
        let item_cells: Vec<Vec<&str>> =
            (0..self.items).map(|item| (0..self.classes.len()).map(|class| self.cell(class, item)).collect()).collect();
        for meaning in ["required", "conditional", "recommended", "optional", "none"] {
            if item_cells.iter().flatten().any(|cell| *cell == meaning) {
                let _ = writeln!(text, "[cell.{meaning}]\nprint = \"◆{meaning}\"\nmeans = \"{meaning}\"");
            }
        }
        if self.uses_decision() {
            let _ = writeln!(text, "[[decision]]\nid = \"{DECISION}\"\nname = \"特例\"\nquestion = \"可か\"");
        }
        for reading in (0..2).filter(|reading| self.uses_reading(*reading)) {
            let _ = writeln!(
                text,
                "[[reading]]\nid = \"{}\"\nquestion = \"q\"\ndefault = \"plain\"\ndefault_reason = \"r\"",
                READINGS[reading]
            );
            for option in OPTIONS.iter().take(self.options[reading]) {
                let _ = writeln!(text, "[[reading.option]]\nid = \"{option}\"\nlabel = \"{option}\"");
            }
        }
        for (number, clauses) in self.classes.iter().enumerate() {
            let _ = writeln!(text, "[[class]]\nid = \"c{number}\"\nlabel = \"c{number}\"\nclauses = [");
            for clause in clauses {
                self.write_clause(&mut text, clause);
            }
            text.push_str("]\n");
        }
        text.push_str("[[category]]\nid = \"all\"\nname = \"すべて\"\n[[topic]]\ncategory = \"all\"\nname = \"t\"\nrisk = \"r\"\n");
        for (item, cells) in item_cells.iter().enumerate() {
            let cells: Vec<String> =
                cells.iter().enumerate().map(|(class, cell)| format!("c{class} = \"{cell}\"")).collect();
            let _ = writeln!(
                text,
                "[[topic.item]]\nno = \"{}\"\nrequirement = \"要件\"\ncells = {{ {} }}\nallows_na = {}",
                NOS[item],
                cells.join(", "),
                self.allows_na >> item & 1 == 1
            );
        }
        text
    }

    fn write_clause(&self, text: &mut String, clause: &DrawnClause) {
        match clause.reading {
            None => {
                let _ = writeln!(text, "  {:?},", self.names(clause.sets[0]));
            }
            Some(reading) => {
                for (option, set) in OPTIONS.iter().zip(&clause.sets) {
                    let when = format!("{{ {} = \"{option}\" }}", READINGS[reading]);
                    let _ = writeln!(text, "  {{ any = {:?}, when = {when} }},", self.names(*set));
                }
            }
        }
    }
}
