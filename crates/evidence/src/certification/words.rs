//! What the words of a certificate name: scheme, number, edition, stage. Not for whether it counts for this service: the
//! words cannot say whose it is.

use super::Certification;
use crate::lexicon::without;
use standard::problem::excerpt;
use standard::spelling::fold;
use standard::{Language, Text};
use std::ops::Range;

/// What the words name, and what follows from them alone.
pub(super) struct Named {
    /// Place of the scheme.
    pub(super) scheme: Option<usize>,
    pub(super) number: Option<String>,
    pub(super) body: Option<String>,
    pub(super) edition: Option<String>,
    /// Does it count by its scheme and stage? `None` where the words leave it open.
    pub(super) counts: Option<bool>,
    /// Do the words read like a certificate of the platform beneath?
    pub(super) beneath: bool,
    pub(super) reasons: Vec<Text>,
    pub(super) ask: Vec<Text>,
}

pub(super) fn read(data: &Certification, words: &str) -> Named {
    let folded = fold(words);
    let ignored = data.phrases.ignored.find_all(&folded);
    let folded = without(&folded, ignored.into_iter().map(|(range, ())| range));
    let hint = data.numbers.iter().find_map(|hint| Some((hint, hint.shape.find_in(&folded)?)));
    let mut hits = data.scheme_words.find_all(&folded);
    let mut replaced: Vec<usize> =
        hits.iter().filter_map(|(_, at)| data.schemes.get(*at)).flat_map(|scheme| scheme.instead_of.clone()).collect();
    replaced.sort_unstable();
    replaced.dedup();
    hits.retain(|(_, at)| !replaced.contains(at));
    let edition = hits.iter().find_map(|(range, _)| edition_after(&folded, range));
    let mut schemes: Vec<usize> = hits.iter().map(|(_, at)| *at).collect();
    schemes.sort_unstable();
    schemes.dedup();
    let number = hint.map(|(_, found)| found.to_uppercase()).or_else(|| raw_number(data, &folded));
    let mut named = Named {
        scheme: schemes.first().copied().or(hint.map(|(hint, _)| hint.scheme)),
        number,
        body: hint.map(|(hint, _)| hint.body.clone()),
        edition,
        counts: None,
        beneath: data.phrases.beneath.is_in(&folded),
        reasons: Vec::new(),
        ask: Vec::new(),
    };
    let counts = |at: &usize| data.schemes.get(*at).is_some_and(|scheme| scheme.counts);
    named.counts = match (schemes.as_slice(), hint.map(|(hint, _)| hint.scheme)) {
        ([], None) => {
            named.unreadable(words);
            return named;
        }
        ([], Some(hinted)) => {
            named.hinted(data, hinted);
            // A hint may warn, but only a certificate settles.
            if counts(&hinted) {
                named.ask.push(Text::new("制度の名(証書の表題)", "the name of the scheme (the certificate's title)"));
                None
            } else {
                Some(false)
            }
        }
        ([scheme], Some(hinted)) if hinted != *scheme && (counts(scheme) || counts(&hinted)) => {
            named.contradicted(data, hinted);
            None
        }
        ([scheme], _) => Some(counts(scheme)),
        (several, _) if several.iter().any(counts) => {
            named.ask.push(Text::new(
                "制度が二つ以上書かれている。証書ごとに一行ずつ分けて書く",
                "several schemes are named: write one row for each certificate",
            ));
            named.scheme = None;
            None
        }
        (_, _) => Some(false),
    };
    if named.counts != Some(false) {
        named.stage(data, &folded);
    }
    named
}

impl Named {
    fn unreadable(&mut self, words: &str) {
        let shown = excerpt(words.trim());
        self.reasons.push(Text::new(
            format!("「{shown}」から認証の制度を読み取れない"),
            format!("`{shown}` names no scheme that is known"),
        ));
        self.ask.push(Text::new(
            "制度の名(ISMAP、ISMAP-LIU、ISO/IEC 27017、ISO/IEC 27018)と証書の番号、認証機関",
            "the scheme (ISMAP, ISMAP-LIU, ISO/IEC 27017, ISO/IEC 27018), the number and the certification body",
        ));
    }

    fn hinted(&mut self, data: &Certification, hinted: usize) {
        let (japanese, english) = names(data, hinted);
        self.reasons.push(Text::new(
            format!("番号の形は {japanese} のもの(手がかり。証書で確かめる)"),
            format!("the number has the shape of {english} (a hint: confirm with the certificate)"),
        ));
    }

    fn contradicted(&mut self, data: &Certification, hinted: usize) {
        self.hinted(data, hinted);
        self.ask.push(Text::new(
            "書かれた制度と番号の形が合わない。証書の写し",
            "the scheme that is named does not fit the shape of the number: a copy of the certificate",
        ));
    }

    /// Words for a stage before registration: they do not count, unless the words also say that it was obtained.
    fn stage(&mut self, data: &Certification, folded: &str) {
        let pending = data.phrases.pending.find_all(folded);
        if pending.is_empty() {
            return;
        }
        let rest = without(folded, pending.into_iter().map(|(range, ())| range));
        if data.phrases.obtained.is_in(&rest) {
            self.counts = None;
            self.ask.push(Text::new("取得済みか、準備の段階か", "has it been obtained, or is it under way?"));
        } else {
            self.counts = Some(false);
            self.reasons.push(Text::new(
                "審査中・申請中・準拠・失効などは、取得していることにならない",
                "under audit, applied for, «compliant» or expired is not certified",
            ));
        }
    }
}

fn names(data: &Certification, at: usize) -> (&str, &str) {
    data.schemes
        .get(at)
        .map_or(("", ""), |scheme| (scheme.name_in(Language::Japanese), scheme.name_in(Language::English)))
}

/// The year after a norm: `:2015`, `(2015)`.
fn edition_after(folded: &str, range: &Range<usize>) -> Option<String> {
    let rest = folded.get(range.end..)?;
    let year =
        rest.strip_prefix(':').or_else(|| rest.strip_prefix('-')).or_else(|| rest.strip_prefix('('))?.trim_start();
    let digits = year.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let ends = !year.get(4..).is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()));
    (ends && (digits.starts_with("19") || digits.starts_with("20"))).then(|| digits.to_owned())
}

/// A number of no known shape: kept as it is. The shape of ISMAP-LIU numbers, for one, has not been verified.
fn raw_number(data: &Certification, folded: &str) -> Option<String> {
    let mut known: Vec<Range<usize>> = data.scheme_words.find_all(folded).into_iter().map(|(range, _)| range).collect();
    for range in &mut known {
        if edition_after(folded, range).is_some() {
            range.end = (range.end + 5).min(folded.len());
        }
    }
    let rest = without(folded, known);
    let digits = |token: &&str| token.bytes().filter(u8::is_ascii_digit).count() >= 4 && token.is_ascii();
    rest.split([' ', '(', ')', ',', '、', ':', '/']).find(digits).map(str::to_uppercase)
}
