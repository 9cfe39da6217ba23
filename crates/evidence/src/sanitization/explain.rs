//! An erasure as a vendor writes it, on a medium: the category, whether №8 takes it, and what to ask. Where the words name
//! several techniques, or the medium is open, only what all of them agree on is said.

use super::judge::{EraseConditions, Judged, claim, technique};
use super::read::{Read, media, read};
use super::{Category, Sanitization};
use crate::reference::Provenance;
use standard::Text;
use standard::problem::{excerpt, nearest};

/// What is known of an erasure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SanitizationExplanation {
    /// The media that were looked at, by their short names: several where the words leave it open.
    pub media: Vec<String>,
    /// The techniques that the words name, by their short names.
    pub techniques: Vec<String>,
    /// The category that the words claim by name.
    pub claimed: Option<Category>,
    /// The editions that the words cite: `rev1`, `rev2`, `ieee2883`.
    pub editions: Vec<String>,
    /// The category.
    pub category: Category,
    /// Does №8 take it? `None`: not known.
    pub satisfies: Option<bool>,
    /// Why.
    pub reasons: Vec<Text>,
    /// What to ask.
    pub ask: Vec<Text>,
    /// Where the table's rows come from, each once.
    pub provenances: Vec<Provenance>,
}

/// More media than this are summed up instead of listed.
const LISTED_MEDIA: usize = 3;

impl Sanitization {
    /// Explains an erasure. `medium` is a short name (`ata-hdd`) or a name that people use (`HDD`); without one, only what
    /// holds on every medium is said.
    pub fn explain_sanitization(
        &self,
        medium: Option<&str>,
        words: &str,
        shown: EraseConditions,
    ) -> SanitizationExplanation {
        let found = read(self, words);
        let candidates = medium.map_or_else(|| (0..self.media.len()).collect(), |medium| media(self, medium));
        let mut explanation = SanitizationExplanation {
            media: candidates.iter().filter_map(|at| self.media.get(*at)).map(|medium| medium.id.clone()).collect(),
            techniques: self.technique_ids(&found),
            claimed: found.claims.first().copied().filter(|_| found.claims.len() == 1),
            editions: found.editions.iter().filter_map(|at| self.editions.get(*at)).map(|one| one.id.clone()).collect(),
            category: Category::Unknown,
            satisfies: None,
            reasons: Vec::new(),
            ask: Vec::new(),
            provenances: Vec::new(),
        };
        if let Some(medium) = medium.filter(|_| candidates.is_empty()) {
            self.unknown_medium(medium, &mut explanation);
        } else if found.techniques.is_empty() && found.claims.is_empty() {
            unknown_words(words, &mut explanation);
        } else {
            let mut judged = self.judge(&candidates, &found, shown);
            if medium.is_none() && judged.iter().any(|one| one.provenance.is_some()) {
                // Media that the table does not pair with the technique (deleting paper) say nothing against it.
                judged.retain(|one| one.provenance.is_some());
            }
            self.sum_up(&judged, candidates.len(), &mut explanation);
            if medium.is_none() && explanation.satisfies == Some(true) {
                explanation.satisfies = None;
                explanation.ask.push(ask_medium());
            }
            weigh_claim(&found, &mut explanation);
        }
        if found.negated {
            (explanation.category, explanation.satisfies) = (Category::Unknown, None);
            explanation.reasons.push(Text::new(
                "否定を含む記載で、人が読む必要がある",
                "the words negate something: a person must read them",
            ));
            explanation.ask.push(Text::new("実際に行う方法だけを書く", "write only what is done"));
        }
        explanation
            .reasons
            .extend(found.editions.iter().filter_map(|at| self.editions.get(*at)).map(|one| one.note.clone()));
        if found.editions.is_empty() && explanation.satisfies != Some(false) {
            explanation.ask.push(Text::new(
                "拠る版(SP 800-88 Rev.1 か Rev.2 か)",
                "the edition it follows (SP 800-88 Rev.1 or Rev.2)",
            ));
        }
        Text::keep_first_of_each(&mut explanation.reasons);
        Text::keep_first_of_each(&mut explanation.ask);
        explanation
    }

    fn judge(&self, media: &[usize], found: &Read, shown: EraseConditions) -> Vec<Judged> {
        let by_medium = media.iter().flat_map(|medium| {
            let techniques = found.techniques.iter().map(|at| technique(self, *medium, *at, shown));
            let claims = found.claims.iter().filter(|_| found.techniques.is_empty());
            techniques.chain(claims.map(|category| claim(self, *medium, *category, shown)))
        });
        by_medium.collect()
    }

    fn sum_up(&self, judged: &[Judged], media: usize, explanation: &mut SanitizationExplanation) {
        let Some(first) = judged.first() else { return };
        let same_category = judged.iter().all(|other| other.category == first.category);
        explanation.category = if same_category { first.category } else { Category::Unknown };
        let agreed = judged.iter().all(|other| other.satisfies == first.satisfies);
        explanation.satisfies = first.satisfies.filter(|_| agreed);
        if media <= LISTED_MEDIA {
            explanation.reasons.extend(judged.iter().flat_map(|one| one.reasons.iter().cloned()));
            explanation.ask.extend(judged.iter().flat_map(|one| one.ask.iter().cloned()));
        }
        if !agreed && judged.len() > media {
            explanation.ask.push(Text::new(
                "どの方法を、どの媒体に、どの順に行うか(一つずつ分けて書く)",
                "which technique on which medium, in which order (write them apart)",
            ));
        }
        if media > 1 && !(agreed && same_category) {
            explanation.reasons.push(Text::new("媒体によって区分が違う", "the category differs by medium"));
            explanation.ask.push(ask_medium());
        }
        for provenance in judged.iter().filter_map(|one| self.provenances.get(one.provenance?)) {
            if !explanation.provenances.contains(provenance) {
                explanation.provenances.push(provenance.clone());
            }
        }
        if explanation.provenances.iter().any(|provenance| !provenance.verified) {
            explanation.reasons.push(Text::new(
                "表のこの行は一次資料の本文で確かめていない(未確認)",
                "this row of the table has not been checked against the source's own text",
            ));
        }
    }

    fn technique_ids(&self, found: &Read) -> Vec<String> {
        let techniques = found.techniques.iter().filter_map(|at| self.techniques.get(*at));
        techniques.map(|technique| technique.named.id.clone()).collect()
    }

    fn unknown_medium(&self, medium: &str, explanation: &mut SanitizationExplanation) {
        let shown = excerpt(medium.trim());
        explanation
            .reasons
            .push(Text::new(format!("媒体「{shown}」は表にない"), format!("the medium `{shown}` is not in the table")));
        let meant = nearest(&shown, self.media());
        explanation.ask.extend(
            meant.map(|meant| Text::new(format!("`{meant}` のことですか"), format!("did you mean `{meant}`?"))),
        );
        let all = self.media().collect::<Vec<_>>().join(", ");
        explanation.ask.push(Text::new(format!("媒体の種類: {all}"), format!("the medium: {all}")));
    }
}

/// A category that is claimed beside a technique must be the one that the technique reaches.
fn weigh_claim(found: &Read, explanation: &mut SanitizationExplanation) {
    let several = found.claims.len() > 1;
    let fits = |claim: &Category| explanation.category == Category::Unknown || *claim == explanation.category;
    // «Purge or Destroy» is how the standard itself puts it: each is taken, so that both are.
    if found.techniques.is_empty() || found.claims.iter().any(fits) || found.claims.is_empty() {
        if several && found.techniques.is_empty() {
            explanation.ask.push(Text::new("どの媒体にどの区分か", "which category for which medium"));
        }
        return;
    }
    explanation.reasons.push(Text::new(
        "申告された区分と、書かれた方法の区分が食い違う",
        "the category that is claimed is not the one that the technique reaches",
    ));
    explanation
        .ask
        .push(Text::new("実際の方法と、その区分の根拠", "the actual technique, and why it is of that category"));
    (explanation.category, explanation.satisfies) = (Category::Unknown, None);
}

fn ask_medium() -> Text {
    Text::new("媒体の種類(ATA・SCSI・NVMe、HDD・SSD など)", "the kind of medium (ATA, SCSI, NVMe; disk or flash)")
}

fn unknown_words(words: &str, explanation: &mut SanitizationExplanation) {
    let shown = excerpt(words.trim());
    explanation.reasons.push(Text::new(
        format!("「{shown}」から消去の方法を読み取れない"),
        format!("`{shown}` names no technique that is known"),
    ));
    explanation.ask.push(Text::new(
        "消去の方法(命令名や破壊の方法)と、SP 800-88 の区分(Purge・Destroy)",
        "the technique (the command, or how it is destroyed) and the SP 800-88 category (Purge, Destroy)",
    ));
}
