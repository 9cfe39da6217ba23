//! Properties of a standard's rules, shown by walking every answer pattern: better answers never worsen a verdict, a decided
//! verdict stays decided, every class can be satisfied, which inputs have no influence, and which class implies which.

use crate::answer::{Answer, Answers};
use crate::input::{Input, InputSet};
use crate::rule::Rule;
use crate::standard::{ClassIndex, Settings, Standard};
use crate::verdict::Verdict;

/// More patterns than this are not walked (64 MiB of verdicts); the proof then says so.
pub const PATTERN_LIMIT: u64 = 1 << 26;

/// What was shown of one class under one combination of readings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassProof {
    /// The class.
    pub class: ClassIndex,
    /// The readings.
    pub settings: Settings,
    /// Answer patterns walked: every value that each input of the rule can have. `None` where there are too many.
    pub patterns: Option<u64>,
    /// A pattern and the input whose better answer worsens its verdict. `None`: shown that there is none.
    pub worsening: Option<(Answers, Input)>,
    /// A decided pattern and the unknown input whose answer changes its verdict. `None`: shown that there is none.
    pub unstable: Option<(Answers, Input)>,
    /// An undecided pattern that cannot still go either way. `None`: shown that there is none.
    pub idle_undecided: Option<Answers>,
    /// The smallest sets that conform when met; empty where the class cannot be satisfied.
    pub smallest_passing: Vec<InputSet>,
    /// How many inclusion-minimal passing sets there are.
    pub minimal_passing: usize,
    /// Items without influence on the verdict.
    pub without_influence: InputSet,
}

impl ClassProof {
    /// Was everything shown, and nothing refuted?
    pub fn holds(&self) -> bool {
        self.patterns.is_some()
            && self.worsening.is_none()
            && self.unstable.is_none()
            && self.idle_undecided.is_none()
            && !self.smallest_passing.is_empty()
    }
}

/// Whether a class implies the next looser one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Implication {
    /// The class meant to be stricter.
    pub stricter: ClassIndex,
    /// The class meant to be looser.
    pub looser: ClassIndex,
    /// The readings.
    pub settings: Settings,
    /// Sets of met inputs walked. `None` where there are too many.
    pub patterns: Option<u64>,
    /// A smallest set of met inputs that conforms to the stricter class and not to the looser one.
    pub counterexample: Option<InputSet>,
}

/// Where two readings of one class part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingDifference {
    /// The class.
    pub class: ClassIndex,
    /// The alternative setting, as in `8-2=fallback`, against the defaults.
    pub setting: String,
    /// Sets of met inputs on which the verdicts differ, everything else being unmet.
    pub patterns: u64,
    /// A smallest of them.
    pub witness: Option<InputSet>,
}

/// Everything `kijun standard prove` states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Every class with a rule, under every combination of readings.
    pub classes: Vec<ClassProof>,
    /// Every class with a rule and the next one.
    pub implications: Vec<Implication>,
    /// Every class and alternative reading whose verdicts can differ.
    pub differences: Vec<ReadingDifference>,
}

impl Proof {
    /// Was everything shown, and nothing refuted? Readings may differ.
    pub fn holds(&self) -> bool {
        let implied =
            |implication: &Implication| implication.patterns.is_some() && implication.counterexample.is_none();
        self.classes.iter().all(ClassProof::holds) && self.implications.iter().all(implied)
    }
}

impl Standard {
    /// Walks every answer pattern of every class.
    pub fn prove(&self) -> Proof {
        let judged: Vec<ClassIndex> =
            self.class_indices().filter(|index| self.rule(*index, self.default_settings()).is_some()).collect();
        let classes = judged.iter().flat_map(|class| {
            self.all_settings()
                .filter_map(|settings| Some(self.prove_class(*class, settings, self.rule(*class, settings)?)))
        });
        let neighbours = judged.iter().zip(judged.iter().skip(1));
        let implications = neighbours.flat_map(|(stricter, looser)| {
            self.all_settings().filter_map(|settings| self.implication(*stricter, *looser, settings))
        });
        let differences = judged.iter().flat_map(|class| self.reading_differences(*class));
        Proof { classes: classes.collect(), implications: implications.collect(), differences: differences.collect() }
    }

    fn prove_class(&self, class: ClassIndex, settings: Settings, rule: &Rule) -> ClassProof {
        let passing = self.judge(class, settings, Answers::BLANK).remedies.sets;
        let smallest = passing.first().map_or(0, |set| set.len());
        let mut proof = ClassProof {
            class,
            settings,
            patterns: None,
            worsening: None,
            unstable: None,
            idle_undecided: None,
            smallest_passing: passing.iter().copied().filter(|set| set.len() == smallest).collect(),
            minimal_passing: passing.len(),
            without_influence: self.item_inputs().without(rule.inputs()),
        };
        if let Some(walk) = Walk::new(self, rule) {
            proof.patterns = Some(walk.verdicts.len() as u64);
            proof.worsening = walk.find_step(|before, after| !before.better_is_no_worse(after));
            proof.unstable = walk.find_step(|before, after| before.decided_but_changed(after));
            proof.idle_undecided = walk.find_idle_undecided(rule);
            proof.without_influence = proof.without_influence.union(walk.without_influence(self.item_inputs()));
        }
        proof
    }

    fn implication(&self, stricter: ClassIndex, looser: ClassIndex, settings: Settings) -> Option<Implication> {
        let (above, below) = (self.rule(stricter, settings)?, self.rule(looser, settings)?);
        let inputs = above.inputs().union(below.inputs());
        let mut counterexample: Option<InputSet> = None;
        let patterns = for_each_subset(inputs, |met| {
            if passes(above, met) && !passes(below, met) {
                counterexample =
                    Some(counterexample.map_or(met, |known| if met.len() < known.len() { met } else { known }));
            }
        });
        Some(Implication { stricter, looser, settings, patterns, counterexample })
    }

    fn reading_differences(&self, class: ClassIndex) -> Vec<ReadingDifference> {
        let defaults = self.default_settings();
        let differences = self.alternatives(defaults).filter_map(|(settings, setting)| {
            let (usual, other) = (self.rule(class, defaults)?, self.rule(class, settings)?);
            let mut witness: Option<InputSet> = None;
            let mut patterns = 0;
            for_each_subset(usual.inputs().union(other.inputs()), |met| {
                if passes(usual, met) != passes(other, met) {
                    patterns += 1;
                    witness = Some(witness.map_or(met, |known| if met.len() < known.len() { met } else { known }));
                }
            });
            (patterns > 0).then_some(ReadingDifference { class, setting, patterns, witness })
        });
        differences.collect()
    }
}

/// Does a service conform that meets exactly these?
fn passes(rule: &Rule, met: InputSet) -> bool {
    rule.clauses().iter().all(|clause| clause.meets(met))
}

/// Visits every subset; returns how many there are, or `None` (and visits none) where there are too many.
pub(crate) fn for_each_subset(of: InputSet, mut visit: impl FnMut(InputSet)) -> Option<u64> {
    let count = 1_u64.checked_shl(u32::try_from(of.len()).ok()?).filter(|count| *count <= PATTERN_LIMIT)?;
    let mut subset = 0_u64;
    loop {
        visit(InputSet::from_bits(subset));
        // Counts through the subsets of a mask: the borrow of the subtraction runs over the gaps.
        subset = subset.wrapping_sub(of.bits()) & of.bits();
        if subset == 0 {
            return Some(count);
        }
    }
}

/// The values an input takes on the walk, worst first; 該当なし last, only where the item allows it.
const VALUES: [Answer; 4] = [Answer::Unmet, Answer::Unknown, Answer::Met, Answer::NotApplicable];

/// The verdict of every answer pattern of a rule's inputs. A pattern's index has one digit an input, which picks its value.
struct Walk {
    inputs: Vec<(Input, usize)>,
    verdicts: Vec<Verdict>,
}

/// A verdict before and after one input was answered better, and how the input was answered.
#[derive(Clone, Copy)]
struct Seen {
    verdict: Verdict,
    answer: Answer,
}

impl Seen {
    fn better_is_no_worse(self, after: Self) -> bool {
        let is_better = matches!(
            (self.answer, after.answer),
            (Answer::Unmet | Answer::NotApplicable, Answer::Unknown | Answer::Met) | (Answer::Unknown, Answer::Met)
        );
        !is_better || rank(after.verdict) >= rank(self.verdict)
    }

    fn decided_but_changed(self, after: Self) -> bool {
        self.answer == Answer::Unknown && self.verdict != Verdict::Undecided && after.verdict != self.verdict
    }
}

const fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::DoesNotConform => 0,
        Verdict::Undecided => 1,
        Verdict::Conforms | Verdict::OutOfScope => 2,
    }
}

impl Walk {
    fn new(standard: &Standard, rule: &Rule) -> Option<Self> {
        let values = |input: Input| VALUES.iter().filter(|answer| standard.allows(input, **answer)).count();
        let inputs: Vec<(Input, usize)> = rule.inputs().iter().map(|input| (input, values(input))).collect();
        let count = inputs.iter().try_fold(1_u64, |count, (_, values)| count.checked_mul(*values as u64))?;
        if count > PATTERN_LIMIT {
            return None;
        }
        let mut walk = Self { inputs, verdicts: Vec::new() };
        walk.verdicts = (0..usize::try_from(count).ok()?).map(|index| rule.verdict(walk.pattern(index))).collect();
        Some(walk)
    }

    fn pattern(&self, index: usize) -> Answers {
        let mut rest = index;
        self.inputs.iter().fold(Answers::BLANK, |answers, (input, values)| {
            let answer = VALUES.get(rest % values).copied().unwrap_or_default();
            rest /= values;
            answers.with(*input, answer)
        })
    }

    /// The first pattern and input for which changing that input's answer makes `is_wrong` true.
    fn find_step(&self, is_wrong: impl Fn(Seen, Seen) -> bool) -> Option<(Answers, Input)> {
        let mut weight = 1;
        for (input, values) in &self.inputs {
            for (index, verdict) in self.verdicts.iter().enumerate() {
                let digit = index / weight % values;
                let seen = |digit: usize, verdict: Verdict| Some(Seen { verdict, answer: VALUES.get(digit).copied()? });
                let before = seen(digit, *verdict);
                let others = (0..*values).filter(|other| *other != digit);
                let wrong = others.into_iter().any(|other| {
                    let after = self
                        .verdicts
                        .get(index - digit * weight + other * weight)
                        .and_then(|after| seen(other, *after));
                    before.zip(after).is_some_and(|(before, after)| is_wrong(before, after))
                });
                if wrong {
                    return Some((self.pattern(index), *input));
                }
            }
            weight *= values;
        }
        None
    }

    /// An undecided pattern that does not conform with every unknown met, or does not fail with every unknown unmet.
    fn find_idle_undecided(&self, rule: &Rule) -> Option<Answers> {
        let undecided = self.verdicts.iter().enumerate().filter(|(_, verdict)| **verdict == Verdict::Undecided);
        undecided.map(|(index, _)| self.pattern(index)).find(|pattern| {
            let settled = |answer| {
                let unknown = pattern.unknown().intersection(rule.inputs());
                rule.verdict(unknown.iter().fold(*pattern, |answers, input| answers.with(input, answer)))
            };
            settled(Answer::Met) != Verdict::Conforms || settled(Answer::Unmet) != Verdict::DoesNotConform
        })
    }

    /// The inputs whose answer never changes a verdict.
    fn without_influence(&self, among: InputSet) -> InputSet {
        let mut weight = 1;
        let mut idle = InputSet::EMPTY;
        for (input, values) in &self.inputs {
            let changes = self.verdicts.iter().enumerate().any(|(index, verdict)| {
                let digit = index / weight % values;
                digit == 0 && (1..*values).any(|other| self.verdicts.get(index + other * weight) != Some(verdict))
            });
            if !changes {
                idle = idle.union(InputSet::only(*input));
            }
            weight *= values;
        }
        idle.intersection(among)
    }
}
