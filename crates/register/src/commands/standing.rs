//! Whether a review, or the judgement that ended it, still rests on what stands today: the last declaration, the information, the
//! standard, readings and reference data in force, and facts that have not lapsed. And whether a judgement may be approved.

use crate::decide::Context;
use crate::judging::{self, Measure};
use crate::list::List;
use crate::names::{ClassName, EditionName, ItemName, StandardName};
use crate::record::answer::VerdictWord;
use crate::record::judgement::{Basis, JudgementRecord, SettledAnswer};
use crate::refusal::Refusal;
use crate::state::{Review, Use};
use crate::words::Line;
use evidence::settle::Settlement;
use jiff::civil::Date;
use standard::ClassIndex;

/// What a use rests on today, settled.
pub(super) struct Today<'w> {
    pub(super) measure: Measure<'w>,
    pub(super) class: ClassIndex,
    pub(super) basis: Basis,
    pub(super) settlement: Settlement,
    pub(super) settled: Vec<SettledAnswer>,
}

impl<'w> Today<'w> {
    /// Settles the last declaration of a use by what is in force.
    pub(super) fn of(context: &Context<'w>, of: &Use) -> Result<Self, Refusal> {
        let declaration = of.declarations.last().filter(|_| of.request.is_none()).ok_or_else(no_declaration)?;
        let parsed = declaration.document.parsed().ok_or_else(no_declaration)?;
        let measure = context.measure()?;
        let standard = measure.standard;
        let class = judging::class_of(standard, &of.profile)?;
        let readings = standard.setting_names(measure.settings);
        let readings = readings.iter().map(|reading| Line::new(reading)).collect::<Result<Vec<_>, _>>()?;
        let basis = Basis {
            declaration: declaration.version,
            declaration_hash: declaration.document.hash,
            information_hash: of.profile.information_hash(),
            class: ClassName::new(standard.class(class).map_or("", |class| class.id.as_str()))?,
            standard: StandardName::new(standard.id())?,
            edition: EditionName::new(standard.edition())?,
            standard_hash: standard.hash().to_string().try_into()?,
            readings: List::new(readings)?,
            references: measure.references.edition.clone(),
            references_hash: measure.references.hash,
        };
        let settlement = measure.settle(parsed, &of.profile, context.today);
        let settled = judging::record(standard, &settlement)?;
        Ok(Self { measure, class, basis, settlement, settled })
    }

    /// Refuses where a review rests on something else than today's.
    pub(super) fn refuse_outdated(&self, review: &Review) -> Result<(), Refusal> {
        let grounds = |settled: &[SettledAnswer]| {
            let asked = settled.iter().filter(|answer| review.asked.contains(&answer.item));
            asked.map(|answer| answer.grounds_hash).collect::<Vec<_>>()
        };
        if review.basis == self.basis && grounds(&review.settled) == grounds(&self.settled) {
            return Ok(());
        }
        Err(Refusal::new(
            "review-outdated",
            (
                "審査のあとで、申告・情報・基準・参照データのどれかが変わったか、事実の期限が切れました",
                "since the review, the declaration, the information, the standard or the reference data changed, or a fact lapsed",
            ),
            (
                "審査をもう一度始めます。変わらない項目の確認は引き継がれます",
                "start the review again; what did not change is carried over",
            ),
        ))
    }
}

/// The review of the last declaration.
pub(super) fn review_of(of: &Use) -> Result<&Review, Refusal> {
    let current = of.review.as_deref().filter(|review| Some(review.basis.declaration) == of.last_version());
    current.filter(|_| of.request.is_none()).ok_or_else(|| {
        Refusal::new(
            "no-review",
            ("今の申告の審査が始まっていません", "the present declaration is not under review"),
            ("申告を受け取ってから、審査を始めます", "take in the declaration, and start the review"),
        )
    })
}

/// The judgement that may be approved today.
pub(super) fn approvable<'u>(context: &Context<'_>, of: &'u Use) -> Result<&'u JudgementRecord, Refusal> {
    let review = review_of(of)?;
    let judgement = of.judgement().filter(|judgement| judgement.basis == review.basis).ok_or_else(|| {
        Refusal::new(
            "not-judged",
            ("今の審査の判定が記録されていません", "the present review has no judgement"),
            ("審査が判定を記録してから起案します", "have the reviewer record the judgement first"),
        )
    })?;
    Today::of(context, of)?.refuse_outdated(review)?;
    if *judgement.decisions != *decisions(of, context.today)? {
        return Err(Refusal::new(
            "decision-changed",
            (
                "判定のあとで、総合検討が変わったか、期限が切れました",
                "since the judgement, an overall review was decided or has lapsed",
            ),
            ("判定をもう一度記録します", "record the judgement again"),
        ));
    }
    match judgement.verdict {
        VerdictWord::Conforms | VerdictWord::OutOfScope => Ok(judgement),
        VerdictWord::Undecided => Err(undecided(judgement)),
        VerdictWord::DoesNotConform => refuse_uncovered(of, judgement, context.today).map(|()| judgement),
    }
}

/// The decisions that hold on a day, as a judgement records them.
pub(super) fn decisions(of: &Use, on: Date) -> Result<List<Line>, Refusal> {
    let holding = of.overall_reviews.iter().filter(|(_, review)| review.until >= on);
    let named = holding.map(|(decision, review)| {
        Line::new(&format!("{decision}={}", if review.approved { "approved" } else { "rejected" }))
    });
    List::new(named.collect::<Result<Vec<_>, _>>()?)
}

fn refuse_uncovered(of: &Use, judgement: &JudgementRecord, on: Date) -> Result<(), Refusal> {
    let accepted = |item: &ItemName| of.risks.iter().any(|risk| risk.item == *item && risk.until >= on);
    let Some(clause) = judgement.lost.iter().find(|clause| !clause.iter().any(accepted)) else { return Ok(()) };
    let items = listed(clause);
    Err(Refusal::new(
        "does-not-conform",
        (format!("本市基準に不適合です(№{items})"), format!("it does not conform to the city's standard (№{items})")),
        ("満たすように直すか、期限を定めたリスク受容の決定を得ます", "mend it, or have the risk accepted for a time"),
    ))
}

fn undecided(judgement: &JudgementRecord) -> Refusal {
    let items = listed(&judgement.open);
    Refusal::new(
        "still-undecided",
        (format!("まだ未確定です(№{items})"), format!("it is undecided (№{items})")),
        (
            "未確定は適合ではありません。申告を差し戻して尋ねます",
            "undecided is no pass: return the declaration, and ask",
        ),
    )
}

/// Items for a message.
pub(super) fn listed(items: &[ItemName]) -> String {
    items.iter().map(ItemName::as_str).collect::<Vec<_>>().join(", ")
}

fn no_declaration() -> Refusal {
    Refusal::new(
        "no-declaration",
        ("審査できる申告がありません", "there is no declaration to review"),
        ("事業者に回答を依頼し、申告の提出を待ちます", "ask the vendor, and wait for the declaration"),
    )
}

/// Refuses what would change nothing.
pub(super) fn nothing_changed() -> Refusal {
    Refusal::new(
        "nothing-changed",
        ("前と同じ内容なので、記録することがありません", "it is the same as before: there is nothing to record"),
        ("内容を変えてから行います。前の記録はそのまま有効です", "change something first; the earlier record stands"),
    )
}
