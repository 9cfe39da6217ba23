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
            proof.worsening = walk.find_step(&BETTER, |before, after| rank(after) < rank(before));
            proof.unstable = walk.find_step(&SETTLING, |before, after| before != Verdict::Undecided && after != before);
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

/// Steps to a better answer, as places in [`VALUES`]; longer ways are made of these.
const BETTER: [(usize, usize); 3] = [(0, 1), (1, 2), (3, 1)];

/// Steps that settle an unknown answer, as places in [`VALUES`].
const SETTLING: [(usize, usize); 3] = [(1, 0), (1, 2), (1, 3)];

const fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::DoesNotConform => 0,
        Verdict::Undecided => 1,
        Verdict::Conforms | Verdict::OutOfScope => 2,
    }
}

/// The verdict of every answer pattern of a rule's inputs. A pattern's index has one digit an input, which picks its value.
struct Walk {
    inputs: Vec<Digit>,
    verdicts: Vec<Verdict>,
}

/// An input's digit in the index of a pattern.
struct Digit {
    input: Input,
    /// How many values the input has.
    values: usize,
    /// How far apart in the index two neighbouring values of the input are.
    weight: usize,
}

impl Walk {
    fn new(standard: &Standard, rule: &Rule) -> Option<Self> {
        let mut count = 1_usize;
        let mut inputs = Vec::new();
        for input in rule.inputs().iter() {
            let values = VALUES.iter().filter(|answer| standard.allows(input, **answer)).count();
            inputs.push(Digit { input, values, weight: count });
            count = count.checked_mul(values)?;
        }
        if count as u64 > PATTERN_LIMIT {
            return None;
        }
        let mut walk = Self { inputs, verdicts: Vec::with_capacity(count) };
        walk.fill(rule, walk.inputs.len(), Answers::BLANK);
        Some(walk)
    }

    /// Appends the verdicts of all patterns of the first `open` inputs, the others being answered.
    fn fill(&mut self, rule: &Rule, open: usize, answers: Answers) {
        let Some(digit) = open.checked_sub(1).and_then(|last| self.inputs.get(last)) else {
            return self.verdicts.push(rule.verdict(answers));
        };
        let (input, values) = (digit.input, digit.values);
        for answer in VALUES.iter().take(values) {
            self.fill(rule, open - 1, answers.with(input, *answer));
        }
    }

    fn pattern(&self, index: usize) -> Answers {
        self.inputs.iter().fold(Answers::BLANK, |answers, digit| {
            let answer = VALUES.get(index / digit.weight % digit.values).copied().unwrap_or_default();
            answers.with(digit.input, answer)
        })
    }

    /// The first pattern and input for which one of `steps` of that input's answer makes `is_wrong` true of the verdicts
    /// before and after it.
    fn find_step(
        &self,
        steps: &[(usize, usize)],
        is_wrong: impl Fn(Verdict, Verdict) -> bool,
    ) -> Option<(Answers, Input)> {
        self.inputs.iter().find_map(|digit| {
            let block = digit.weight * digit.values;
            self.verdicts.chunks(block).enumerate().find_map(|(number, verdicts)| {
                steps.iter().filter(|(from, to)| (*from).max(*to) < digit.values).find_map(|(from, to)| {
                    let run = |value: usize| verdicts.get(value * digit.weight..).unwrap_or_default();
                    let mut pairs = run(*from).iter().zip(run(*to)).take(digit.weight);
                    let at = pairs.position(|(before, after)| is_wrong(*before, *after))?;
                    Some((self.pattern(number * block + from * digit.weight + at), digit.input))
                })
            })
        })
    }

    /// An undecided pattern that does not conform with every unknown met, or does not fail with every unknown unmet.
    fn find_idle_undecided(&self, rule: &Rule) -> Option<Answers> {
        let undecided = self.verdicts.iter().enumerate().filter(|(_, verdict)| **verdict == Verdict::Undecided);
        undecided.map(|(index, _)| self.pattern(index)).find(|pattern| {
            let unknown = pattern.unknown().intersection(rule.inputs());
            let settled =
                |answer| rule.verdict(unknown.iter().fold(*pattern, |answers, input| answers.with(input, answer)));
            settled(Answer::Met) != Verdict::Conforms || settled(Answer::Unmet) != Verdict::DoesNotConform
        })
    }

    /// The inputs whose answer never changes a verdict.
    fn without_influence(&self, among: InputSet) -> InputSet {
        let changes = |digit: &Digit| {
            self.verdicts.chunks(digit.weight * digit.values).any(|verdicts| {
                let mut runs = verdicts.chunks(digit.weight);
                let first = runs.next();
                runs.any(|run| Some(run) != first)
            })
        };
        let idle = self.inputs.iter().filter(|digit| !changes(digit)).map(|digit| digit.input);
        idle.filter(|input| among.contains(*input)).collect()
    }
}
