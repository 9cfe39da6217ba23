//! Laws that hold for every standard, not only for Sendai's: over random standards (`random_standard`) and random answers.
//! That the judge is right about Sendai's table is `oracle`'s work.

use crate::random_standard::{Shape, shape};
use proptest::prelude::*;
use standard::judge::RowResult;
use standard::{Answer, Answers, ClassIndex, Input, InputSet, Settings, Standard, Verdict};

/// A judgement to be made: everything that the judge is a function of.
struct Case<'s> {
    standard: &'s Standard,
    class: ClassIndex,
    settings: Settings,
    answers: Answers,
}

impl Case<'_> {
    fn verdict(&self, answers: Answers) -> Verdict {
        self.standard.judge(self.class, self.settings, answers).verdict
    }

    fn inputs(&self) -> impl Iterator<Item = Input> {
        self.standard.inputs().map(|(input, _)| input)
    }

    fn all_unknown_as(&self, answer: Answer) -> Answers {
        let unknown = self.inputs().filter(|input| self.answers.answer(*input) == Answer::Unknown);
        unknown.fold(self.answers, |answers, input| answers.with(input, answer))
    }

    fn conforms_with(&self, repaired: InputSet) -> bool {
        let answers = repaired.iter().fold(self.answers, |answers, input| answers.with(input, Answer::Met));
        self.verdict(answers) == Verdict::Conforms
    }
}

/// Worst first.
fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::DoesNotConform => 0,
        Verdict::Undecided => 1,
        Verdict::Conforms => 2,
        Verdict::OutOfScope => 3,
    }
}

fn a_better_answer_never_worsens_the_verdict(case: &Case<'_>) {
    let before = rank(case.verdict(case.answers));
    for input in case.inputs() {
        for better in [Answer::Unknown, Answer::Met] {
            let worse =
                matches!((case.answers.answer(input), better), (Answer::Met, _) | (Answer::Unknown, Answer::Unknown));
            if !worse {
                let after = rank(case.verdict(case.answers.with(input, better)));
                assert!(after >= before, "{} {better:?}: {:?}", case.standard.name(input), case.answers);
            }
        }
    }
}

fn an_answered_unknown_flips_no_decided_verdict_and_settles_an_undecided_one_either_way(case: &Case<'_>) {
    let before = case.verdict(case.answers);
    let best = case.verdict(case.all_unknown_as(Answer::Met));
    let worst = case.verdict(case.all_unknown_as(Answer::Unmet));
    match before {
        Verdict::Undecided => assert_eq!((best, worst), (Verdict::Conforms, Verdict::DoesNotConform)),
        Verdict::Conforms | Verdict::DoesNotConform | Verdict::OutOfScope => {
            assert_eq!((best, worst), (before, before));
            for input in case.inputs().filter(|input| case.answers.answer(*input) == Answer::Unknown) {
                for answer in [Answer::Met, Answer::Unmet] {
                    assert_eq!(case.verdict(case.answers.with(input, answer)), before);
                }
            }
        }
    }
}

fn not_applicable_counts_as_unmet_for_the_verdict(case: &Case<'_>) {
    let not_applicable = case.inputs().filter(|input| case.answers.answer(*input) == Answer::NotApplicable);
    let unmet = not_applicable.fold(case.answers, |answers, input| answers.with(input, Answer::Unmet));
    let (before, after) = (
        case.standard.judge(case.class, case.settings, case.answers),
        case.standard.judge(case.class, case.settings, unmet),
    );
    assert_eq!((before.verdict, before.open), (after.verdict, after.open));
    assert!(before.failing.is_subset_of(after.failing));
    assert_eq!(before.advisories, after.advisories);
}

/// Sufficient, minimal, complete, in order: compared with the search of every subset, judged by the judge itself.
fn remedies_are_every_minimal_repair_in_order(case: &Case<'_>) {
    let judgement = case.standard.judge(case.class, case.settings, case.answers);
    let repairable: InputSet =
        case.inputs().filter(|input| matches!(case.answers.answer(*input), Answer::Unmet | Answer::Unknown)).collect();
    for remedy in &judgement.remedies.sets {
        assert!(remedy.is_subset_of(repairable), "only what is not met and can be repaired");
        assert!(case.conforms_with(*remedy), "sufficient");
        assert!(remedy.iter().all(|input| !case.conforms_with(remedy.without(InputSet::only(input)))), "minimal");
    }
    if repairable.len() > 10 {
        return;
    }
    let mut expected: Vec<Vec<Input>> = Vec::new();
    if judgement.verdict != Verdict::Conforms && judgement.verdict != Verdict::OutOfScope {
        let inputs: Vec<Input> = repairable.iter().collect();
        let mut parts: Vec<Vec<Input>> = (0..1_usize << inputs.len())
            .map(|part| {
                inputs.iter().enumerate().filter(|(at, _)| part >> at & 1 == 1).map(|(_, input)| *input).collect()
            })
            .collect();
        parts.sort_by(|left, right| left.len().cmp(&right.len()).then_with(|| left.cmp(right)));
        for part in parts {
            let covered = expected.iter().any(|smaller| smaller.iter().all(|input| part.contains(input)));
            if !covered && case.conforms_with(part.iter().copied().collect()) {
                expected.push(part);
            }
        }
    }
    let found: Vec<Vec<Input>> = judgement.remedies.sets.iter().map(|remedy| remedy.iter().collect()).collect();
    assert_eq!(found, expected);
}

fn the_parts_of_a_judgement_agree(case: &Case<'_>) {
    let judgement = case.standard.judge(case.class, case.settings, case.answers);
    assert_eq!(judgement, case.standard.judge(case.class, case.settings, case.answers), "same in, same out");
    assert!(judgement.failing.is_subset_of(case.answers.unmet().intersection(case.standard.item_inputs())));
    assert!(judgement.open.is_subset_of(case.answers.unknown()));
    assert_eq!(judgement.verdict == Verdict::Undecided, !judgement.open.is_empty());
    assert!(judgement.verdict == Verdict::DoesNotConform || judgement.failing.is_empty());
    assert!(!judgement.advisories.meets(case.answers.met()));
    for row in judgement.rows(case.standard) {
        let met = case.answers.answer(row.input) == Answer::Met;
        assert!(!row.reasons.is_empty());
        assert!(!judgement.failing.contains(row.input) || row.result == RowResult::Failing);
        assert!(!judgement.open.contains(row.input) || row.result == RowResult::Open);
        assert!(met || row.result != RowResult::Satisfied, "{}", case.standard.name(row.input));
    }
    let differing: Vec<(Settings, String, Verdict)> = case
        .standard
        .alternatives(case.settings)
        .map(|(other, name)| (other, name, case.standard.judge(case.class, other, case.answers).verdict))
        .filter(|(_, _, verdict)| *verdict != judgement.verdict)
        .collect();
    assert_eq!(judgement.differing_readings, differing);
}

fn every_law(case: &Case<'_>) {
    a_better_answer_never_worsens_the_verdict(case);
    an_answered_unknown_flips_no_decided_verdict_and_settles_an_undecided_one_either_way(case);
    not_applicable_counts_as_unmet_for_the_verdict(case);
    remedies_are_every_minimal_repair_in_order(case);
    the_parts_of_a_judgement_agree(case);
}

/// One of the four answers for every bit pair of `seed`; 該当なし only where the item allows it.
fn answers_from(standard: &Standard, seed: u64) -> Answers {
    standard.inputs().fold(Answers::BLANK, |answers, (input, _)| {
        let answer = Answer::ALL[usize::try_from(seed >> (2 * input.index()) & 3).unwrap()];
        if standard.allows(input, answer) { answers.with(input, answer) } else { answers }
    })
}

fn check_all(standard: &Standard, seed: u64) {
    let answers = answers_from(standard, seed);
    for class in standard.class_indices() {
        for settings in standard.all_settings() {
            every_law(&Case { standard, class, settings, answers });
        }
    }
}

/// The rule as the random standard was drawn, against the judge: the way through the file loses nothing.
fn the_file_says_what_was_drawn(shape: &Shape, standard: &Standard, seed: u64) {
    let answers = answers_from(standard, seed);
    for (at, class) in standard.class_indices().enumerate() {
        for settings in standard.all_settings() {
            let taken = standard.setting_names(settings);
            let states = shape.clauses_in_force(at, &taken).into_iter().map(|names| {
                let answers: Vec<Answer> =
                    names.iter().map(|name| answers.answer(standard.find_input(name).unwrap().value)).collect();
                if answers.contains(&Answer::Met) {
                    Verdict::Conforms
                } else if answers.contains(&Answer::Unknown) {
                    Verdict::Undecided
                } else {
                    Verdict::DoesNotConform
                }
            });
            let expected = states.min_by_key(|verdict| rank(*verdict)).unwrap();
            assert_eq!(standard.judge(class, settings, answers).verdict, expected);
        }
    }
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(512))]

    #[test]
    fn every_law_holds_for_random_standards(shape in shape(), seeds in prop::collection::vec(any::<u64>(), 8)) {
        let text = shape.to_toml();
        let standard = shape.load(&text);
        for seed in seeds {
            check_all(&standard, seed);
            the_file_says_what_was_drawn(&shape, &standard, seed);
        }
        prop_assert_eq!(standard.hash(), shape.load(&text).hash());
    }

    #[test]
    fn every_law_holds_for_the_city_of_sendai(seed in any::<u64>()) {
        check_all(&Standard::built_in().unwrap(), seed);
    }
}
