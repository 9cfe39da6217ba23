//! What a statement about encryption comes to, for people and programs: its parts, where each stands on the lists, whether it
//! meets 「電子政府推奨暗号リストに記載された方法」, and why. The worst part decides; what is not stated is asked for.

use super::Cryptrec;
use super::explanation::{AlgorithmExplanation, AlgorithmStatus, ExplainedPart};
use super::model::{Edition, NameKind, Part};
use super::outcome::{Finding, Question};
use super::resolve::{Resolved, ResolvedName, ResolvedPart};
use super::schemes::{self, Scheme};
use super::sentences as say;
use super::verdict::{asks_for_a_cipher, encrypts, in_order, verdict};
use super::vocabulary::{PartKind, Use};
use jiff::civil::Date;
use standard::Text;

/// Longer statements, in bytes, are not explained: nobody states one scheme on three pages, and the time it takes to relate
/// every product to every part grows with the square.
const WORDS_LIMIT: usize = 8 << 10;

/// What decides, and the sentence that says so.
pub(super) type Reason = (Finding, Text);

impl Cryptrec {
    /// Explains a statement about encryption.
    ///
    /// `used_for`: what is encrypted, where it is known; a name may imply it (`BitLocker`: a volume). `edition`: of LS-0001.
    /// `until`: the day to which the encryption shall go on (the planned end of use); strengths that end earlier do not do.
    pub fn explain_algorithm(
        &self,
        words: &str,
        used_for: Option<Use>,
        edition: Edition,
        until: Option<Date>,
    ) -> AlgorithmExplanation {
        if words.len() > WORDS_LIMIT {
            let (status, reasons) = (AlgorithmStatus::NeedsEvidence, vec![say::too_long(WORDS_LIMIT)]);
            return AlgorithmExplanation { parts: Vec::new(), status, satisfies: None, reasons, used_for };
        }
        let resolved = self.resolve(words);
        let implied = || resolved.names.iter().find_map(|name| self.name(name.name)?.implied);
        let used_for = used_for.or_else(implied);
        let curve = resolved.parts.iter().filter_map(|part| self.part(part.part));
        let curve = curve.filter(|row| row.kind == PartKind::Curve).filter_map(|row| row.strength).min();
        let question = Question { edition, edition_name: self.edition_name(edition), used_for, until, curve };
        let schemes = schemes::group(self, &resolved);

        let mut notes: Vec<Text> = Vec::new();
        let (parts, mut reasons) = self.explain_parts(words, &resolved, &schemes, &question, &mut notes);
        reasons.extend(self.missing(&resolved, &schemes, &question));
        self.note_names(&resolved, &mut notes);
        notes.extend(self.edition_row(edition).and_then(|row| row.note.clone()));

        let decided = reasons.iter().map(|(finding, _)| *finding).max();
        let (status, satisfies) = verdict(decided, &reasons, &resolved);
        let reasons = in_order(words, &resolved, reasons, &parts, question.edition_name, satisfies, &notes);
        AlgorithmExplanation { parts, status, satisfies, reasons, used_for }
    }

    fn explain_parts(
        &self,
        words: &str,
        resolved: &Resolved,
        schemes: &[Scheme],
        question: &Question<'_>,
        notes: &mut Vec<Text>,
    ) -> (Vec<ExplainedPart>, Vec<Reason>) {
        let has_mac = self.rows(resolved).any(|(_, row)| row.kind == PartKind::Mac);
        let mut reasons = Vec::with_capacity(resolved.parts.len());
        let mut parts = Vec::with_capacity(resolved.parts.len());
        for (at, part) in resolved.parts.iter().enumerate() {
            let Some(row) = self.part(part.part) else { continue };
            let (finding, why) = self.outcome(part, row, self.is_doubled(resolved, schemes, at), question);
            let weak = finding == Finding::Unlisted && row.is_ever_recommended();
            for (_, note) in self.notes_of(part, has_mac, weak) {
                push_new(notes, note);
            }
            parts.push(ExplainedPart {
                name: row.name.clone(),
                kind: row.kind,
                words: words.get(part.words.clone()).unwrap_or_default().to_owned(),
                key_bits: part.key_bits().collect(),
                status: finding.status(),
                why: why.clone(),
                row: row.id.clone(),
                provenance: row.provenance.clone(),
            });
            reasons.push((finding, why));
        }
        (parts, reasons)
    }

    /// Is the cipher at `at` used with XTS, whose keys are two?
    fn is_doubled(&self, resolved: &Resolved, schemes: &[Scheme], at: usize) -> bool {
        let scheme = schemes.iter().find(|scheme| scheme.cipher == Some(at));
        let modes = scheme.into_iter().flat_map(|scheme| &scheme.modes);
        modes
            .filter_map(|mode| resolved.parts.get(*mode).and_then(|part| self.part(part.part)))
            .any(|row| row.id == "xts")
    }

    /// What the statement leaves open.
    pub(super) fn missing(&self, resolved: &Resolved, schemes: &[Scheme], question: &Question<'_>) -> Vec<Reason> {
        let mut missing = Vec::new();
        for scheme in schemes {
            let cipher = scheme.cipher.and_then(|at| resolved.parts.get(at)).and_then(|part| self.part(part.part));
            match cipher {
                // A cipher that is not on the list fails with any mode.
                Some(row) if scheme.modes.is_empty() && row.is_ever_recommended() => {
                    missing.push((Finding::Open, say::mode_not_stated(row)));
                }
                None => missing.push((Finding::Open, say::cipher_not_stated())),
                Some(_) => {}
            }
        }
        if let Some((_, row)) = self.rows(resolved).find(|(_, row)| row.kind == PartKind::PublicKey)
            && question.used_for.is_some()
            && let Some(note) = &row.note
        {
            missing.push((Finding::Open, note.clone()));
        }
        let encrypts = |row: &Part| encrypts(row.kind, question.used_for);
        for name in &resolved.names {
            if let Some(ask) = self.name(name.name).and_then(|row| row.ask.as_ref())
                && !self.is_told(resolved, name, &encrypts)
            {
                missing.push((Finding::Open, ask.clone()));
            }
        }
        let encrypted = self.rows(resolved).any(|(_, row)| encrypts(row));
        let only_outside = self.rows(resolved).all(|(_, row)| row.kind.is_outside_the_list());
        if missing.is_empty() && !encrypted && !only_outside && asks_for_a_cipher(question.used_for) {
            missing.push((Finding::Open, say::cipher_not_stated()));
        }
        // A curve is a parameter of something that is not stated.
        let only_curves = self.rows(resolved).all(|(_, row)| row.kind == PartKind::Curve);
        if missing.is_empty() && only_curves && !resolved.parts.is_empty() {
            missing.push((Finding::Open, say::cipher_not_stated()));
        }
        if missing.is_empty() && resolved.parts.is_empty() {
            missing.push((Finding::Open, say::nothing_recognised()));
        }
        missing
    }

    /// Is the scheme of a product written beside its name, so that nothing has to be asked? `BitLocker XTS-AES-256` is; in
    /// `SSE-S3、TDE` and `BitLocker 又は AES-256-GCM` the one says nothing of the other. A version of TLS is told by the suite that
    /// follows it in the list.
    fn is_told(&self, resolved: &Resolved, product: &ResolvedName, encrypts: &impl Fn(&Part) -> bool) -> bool {
        let is_channel = self.name(product.name).is_some_and(|row| row.implied == Some(Use::Channel));
        let last = product.entry.saturating_add(u32::from(is_channel));
        self.rows(resolved)
            .any(|(part, row)| (product.entry..=last).contains(&part.entry) && !part.fixed_by_product && encrypts(row))
    }

    fn note_names(&self, resolved: &Resolved, notes: &mut Vec<Text>) {
        for row in resolved.names.iter().filter_map(|name| self.name(name.name)) {
            if let Some(note) = row.note.as_ref().filter(|_| row.kind != NameKind::Open) {
                push_new(notes, note);
            }
        }
        for (_, row) in self.rows(resolved).filter(|(_, row)| row.kind == PartKind::PublicKey) {
            if let Some(note) = &row.note {
                push_new(notes, note);
            }
        }
    }

    fn rows<'c>(&'c self, resolved: &'c Resolved) -> impl Iterator<Item = (&'c ResolvedPart, &'c Part)> {
        resolved.parts.iter().filter_map(|part| Some((part, self.part(part.part)?)))
    }
}

pub(super) fn push_new(texts: &mut Vec<Text>, text: &Text) {
    if !texts.contains(text) {
        texts.push(text.clone());
    }
}
