//! What would flip under something else: a part for each use, with the items that changed and why.

use super::{verdict_id, verdict_words};
use crate::columns::wrap;
use jiff::civil::Date;
use register::what_if::{Flip, Outlook};
use serde_json::{Value, json};
use standard::problem::visible_controls;
use standard::{Answer, Language, Text};

/// Reasons of one item: more help nobody to decide.
const SHOWN: usize = 3;

/// The page.
pub fn outlook_text(outlook: &Outlook, on: Date, language: Language, width: usize) -> String {
    let mut page = String::new();
    let mut line = |text: &Text, indent: &str| {
        let lines = wrap(&visible_controls(text.in_language(language)), width, indent);
        page.extend(lines.into_iter().map(|line| line + "\n"));
    };
    let (judged, flips) = (outlook.judged, outlook.flips.len());
    line(
        &Text::new(
            format!("{judged} 件を {on} で判定し直し、{flips} 件の判定が変わります。記録は変わりません"),
            format!("{judged} uses judged again on {on}: {flips} verdicts are another. Nothing recorded has changed"),
        ),
        "",
    );
    for flip in &outlook.flips {
        line(&heading(flip), "  ");
        for changed in &flip.changed {
            let (before, after) = (changed.before.map_or("-", answer_word), answer_word(changed.after));
            line(&Text::untranslated(format!("  №{}: {before} → {after}", changed.item)), "      ");
            for why in changed.why.iter().take(SHOWN) {
                let english = why.english.clone().unwrap_or_else(|| why.japanese.clone());
                line(&Text::new(format!("    - {}", why.japanese), format!("    - {english}")), "      ");
            }
        }
    }
    for (id, why) in &outlook.not_judged {
        let english = why.english.clone().unwrap_or_else(|| why.japanese.clone());
        line(
            &Text::new(
                format!("{id}: 判定し直せません: {}", why.japanese),
                format!("{id}: cannot be judged again: {english}"),
            ),
            "  ",
        );
    }
    page
}

fn heading(flip: &Flip) -> Text {
    let (before, after) = (verdict_words(flip.before.verdict()), verdict_words(flip.after));
    let english = |text: &Text| text.english.clone().unwrap_or_else(|| text.japanese.clone());
    let clauses = flip.deciding.iter().map(|clause| clause.join("∨")).collect::<Vec<_>>().join("、");
    Text::new(
        format!("{}: {} → {}(決め手 {clauses})", flip.use_id, before.japanese, after.japanese),
        format!("{}: {} → {} (decided by {clauses})", flip.use_id, english(&before), english(&after)),
    )
}

/// The outlook for programs.
pub fn outlook_json(outlook: &Outlook) -> Value {
    let flips = outlook.flips.iter().map(|flip| {
        let changed = flip.changed.iter().map(|changed| {
            let why = changed.why.iter().map(|why| json!({ "ja": why.japanese, "en": why.english }));
            json!({
                "item": changed.item, "before": changed.before.map(answer_id), "after": answer_id(changed.after),
                "why": why.collect::<Vec<_>>(),
            })
        });
        json!({
            "use": flip.use_id.to_string(), "before": flip.before, "after": verdict_id(flip.after),
            "changed": changed.collect::<Vec<_>>(), "deciding": flip.deciding,
        })
    });
    let not_judged = outlook
        .not_judged
        .iter()
        .map(|(id, why)| json!({ "use": id.to_string(), "ja": why.japanese, "en": why.english }));
    json!({
        "judged": outlook.judged,
        "flips": flips.collect::<Vec<_>>(),
        "not_judged": not_judged.collect::<Vec<_>>(),
    })
}

fn answer_word(answer: Answer) -> &'static str {
    match answer {
        Answer::Met => "○",
        Answer::Unmet => "×",
        Answer::Unknown => "?",
        Answer::NotApplicable => "－",
    }
}

fn answer_id(answer: Answer) -> &'static str {
    match answer {
        Answer::Met => "met",
        Answer::Unmet => "unmet",
        Answer::Unknown => "unknown",
        Answer::NotApplicable => "na",
    }
}
