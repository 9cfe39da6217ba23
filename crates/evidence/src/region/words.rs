//! What stands around the name or code of a place and says nothing of where it is. Not for looking anything up.

/// Words around a place that add nothing to it, folded (the long vowel is a dash there).
const FILLERS: [&str; 8] = ["リ-ジョン", "デ-タセンタ", "サ-バ", "ゾ-ン", "region", "datacenter", "datacentre", "dc"];

/// Wider areas that stand beside the name of a place (`Asia Pacific (Tokyo)`) and never settle it themselves.
const AREAS: [&str; 9] =
    ["アジアパシフィック", "アジア", "asia", "pacific", "欧州", "ヨ-ロッパ", "europe", "日本", "japan"];

/// The words without what adds nothing, with single spaces.
pub(super) fn bare(rest: &str) -> String {
    let separator =
        |character: char| character.is_whitespace() || matches!(character, ':' | '/' | '(' | ')' | '「' | '」');
    let mut tokens: Vec<&str> = Vec::new();
    for token in rest.split(separator) {
        let joint = |character: char| matches!(character, 'の' | '-');
        let mut token = token.trim_matches(joint);
        for filler in FILLERS {
            // Latin fillers end Japanese words (`国内DC`) or stand alone.
            if !token.is_ascii() || !filler.is_ascii() || token == filler {
                token = token.strip_suffix(filler).unwrap_or(token).trim_end_matches(joint);
            }
        }
        tokens.extend(Some(token).filter(|token| !token.is_empty()));
    }
    tokens.join(" ")
}

/// The words without wider areas.
pub(super) fn without_areas(rest: &str) -> String {
    rest.split(' ').filter(|token| !AREAS.contains(token)).collect::<Vec<_>>().join(" ")
}
