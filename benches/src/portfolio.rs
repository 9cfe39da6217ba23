//! Figures of a portfolio: packing, verdicts and masks, beside the bandwidth of a bare read of the same planes.

use crate::bare_read::read_planes;
use crate::harness::{Spread, Times, measure, measure_in_turn, number};
use crate::report::{Figure, Goal, Group};
use crate::sample::{Mix, Numbers, answers, widest_class};
use standard::portfolio::{Line, PlaneRule, Planes, PlanesBuilder, Verdicts};
use standard::{Answers, Standard};
use std::hint::black_box;
use std::num::NonZeroUsize;

/// Services: their planes are several times larger than any last-level cache.
const FROM_MEMORY: usize = 40_000_000;

/// Services whose planes fit into a second-level cache.
const FROM_CACHE: usize = 100_000;

/// Different rows; they are repeated.
const PATTERNS: usize = 1 << 16;

pub(crate) fn run(standard: &Standard) -> Group {
    let mut figures = Vec::new();
    let rule = widest_class(standard).and_then(|class| standard.rule(class, standard.default_settings()));
    if let Some(rule) = rule.map(PlaneRule::new) {
        let mut numbers = Numbers::new(2);
        let rows: Vec<Answers> = (0..PATTERNS).map(|_| answers(standard, Mix::Worked, &mut numbers)).collect();
        let inputs = standard.inputs().count();
        let packed = measure(|| {
            black_box(pack(&rows, inputs, FROM_MEMORY / 10));
        });
        let row = |times: Times| times.map(|time| time.as_secs_f64() * 1e9 / number(FROM_MEMORY / 10));
        figures.push(Figure::new("rows packed into planes, one core", "ns/row", row(packed)));

        let planes = pack(&rows, inputs, FROM_MEMORY);
        figures.extend(judged_from_memory(&planes, &rule));
        let planes = pack(&rows, inputs, FROM_CACHE);
        figures.extend(judged_from_cache(&planes, &rule));
    }
    Group { heading: "Portfolio (one class, the one whose rule reads the most inputs)", figures }
}

fn pack(rows: &[Answers], inputs: usize, count: usize) -> Planes {
    let mut builder = PlanesBuilder::with_capacity(inputs, count);
    builder.extend(rows.iter().cycle().take(count).copied());
    builder.finish()
}

fn masks(planes: &Planes, rule: &PlaneRule, threads: NonZeroUsize) {
    black_box(planes).for_each_block(
        rule,
        threads,
        || (),
        |(), block| {
            black_box(block);
        },
    );
}

fn judged_from_memory(planes: &Planes, rule: &PlaneRule) -> Vec<Figure> {
    let (one, two) = (NonZeroUsize::MIN, NonZeroUsize::MIN.saturating_add(1));
    let (mut on_one, mut on_two) = (Verdicts::default(), Verdicts::default());
    let [bare, verdicts, verdicts_two, masked, masked_two, tallied] = measure_in_turn([
        &mut || {
            black_box(read_planes(black_box(planes), rule));
        },
        &mut || black_box(planes).verdicts_into(rule, one, black_box(&mut on_one)),
        &mut || black_box(planes).verdicts_into(rule, two, black_box(&mut on_two)),
        &mut || masks(planes, rule, one),
        &mut || masks(planes, rule, two),
        &mut || {
            black_box(black_box(planes).tally(rule, one));
        },
    ]);
    let bytes = bytes_read(planes, rule);
    let bare_seconds = bare.median.as_secs_f64();
    let gigabytes = |times: Times| times.map(|time| bytes / time.as_secs_f64() / 1e9);
    let share = |times: Times| times.map(|time| 100.0 * bare_seconds / time.as_secs_f64());
    let judged = |times: Times| times.map(|time| number(planes.len()) / time.as_secs_f64() / 1e9);
    let counts = on_one.counts();
    vec![
        Figure::new("bare read of the same planes, one core", "GB/s", gigabytes(bare))
            .note(format!("{:.0} MB of {FROM_MEMORY} services", bytes / 1e6)),
        Figure::new("verdicts, one core", "G/s", judged(verdicts)).note(format!(
            "{} conform, {} do not, {} undecided",
            counts.conforms, counts.does_not_conform, counts.undecided
        )),
        Figure::new("  of the bare read", "%", share(verdicts)).goal(Goal::AtLeast(55.0)),
        Figure::new("verdicts, two cores", "G/s", judged(verdicts_two)),
        Figure::new("verdicts with failing and open masks, one core", "G/s", judged(masked)),
        Figure::new("  of the bare read", "%", share(masked)).goal(Goal::AtLeast(40.0)),
        Figure::new("verdicts with failing and open masks, two cores", "G/s", judged(masked_two)),
        Figure::new("verdicts with masks, counted item by item, one core", "G/s", judged(tallied)),
    ]
}

fn judged_from_cache(planes: &Planes, rule: &PlaneRule) -> Vec<Figure> {
    let one = NonZeroUsize::MIN;
    let mut verdicts = Verdicts::default();
    let repeats = 100;
    let [judged, masked] = measure_in_turn([
        &mut || {
            for _ in 0..repeats {
                black_box(planes).verdicts_into(rule, one, black_box(&mut verdicts));
            }
        },
        &mut || {
            for _ in 0..repeats {
                masks(planes, rule, one);
            }
        },
    ]);
    let rate = |times: Times| -> Spread { times.map(|time| number(repeats * planes.len()) / time.as_secs_f64() / 1e9) };
    vec![
        Figure::new("verdicts from cache, one core", "G/s", rate(judged)).note(format!("{FROM_CACHE} services")),
        Figure::new("verdicts with masks from cache, one core", "G/s", rate(masked)),
    ]
}

/// The bytes of the planes that a rule reads.
fn bytes_read(planes: &Planes, rule: &PlaneRule) -> f64 {
    let lines = planes.len().div_ceil(Line::SERVICES);
    number(lines * size_of::<Line>() * 2 * rule.inputs().count())
}
