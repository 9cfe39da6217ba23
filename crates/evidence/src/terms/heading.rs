//! What kind of line it is: an article's heading, the beginning of an article, page furniture, or text; and the article's
//! number. Only shapes are looked at, never the topic.

use super::pattern::Pattern;
use super::unit::is_japanese;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It names what follows.
    Heading,
    /// An article begins, and its text with it.
    Article,
    /// A row of its own: neither heading nor part of the line before or after.
    Row,
    /// Anything else.
    Text,
}

static JAPANESE: Pattern = Pattern::new(
    r"^[\[(【<〔]? ?第 ?([0-9一二三四五六七八九十百〇][0-9一二三四五六七八九十百〇 ]{0,8}) ?条((?: ?の ?[0-9一二三四五六七八九十]{1,3})*)",
);
static ENGLISH: Pattern = Pattern::new(
    r"^((?:(?i-u:article|section|clause|art\.|sec\.)|§§?) ?(?:[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}|[IVXLC]{1,7})(?:\([a-zA-Z0-9]{1,3}\))*)([.:)\-]?)",
);
static NUMBER: Pattern = Pattern::new(r"^([0-9]{1,3}(?:\.[0-9]{1,3}){0,4})([.):]?)( ?)");
static PAGE: Pattern = Pattern::new(
    r"^(?:[-\x{2013}\x{2014}~ ]*(?:[Pp]age|PAGE|[Pp]\.|頁|ページ)? ?[0-9]{1,4} ?(?:(?:/|of|OF) ?[0-9]{1,4})? ?(?:頁|ページ)?[-\x{2013}\x{2014}~ ]*)$",
);

/// Longest heading in characters.
const HEADING_LIMIT: usize = 48;

/// What the line is. `isolated`: a blank line, and no page break, before and after it.
pub(super) fn of_line(words: &str, isolated: bool) -> Kind {
    // Enough to see a heading; longer lines are text or begin an article.
    let head: String = shape(words, HEADING_LIMIT * 2);
    let short = words.chars().nth(HEADING_LIMIT * 2).is_none();
    if let Some((_, rest)) = marker(&head) {
        return if short && is_name(rest, true) { Kind::Heading } else { Kind::Article };
    }
    match () {
        () if !isolated || !short => Kind::Text,
        () if is_name(&head, false) => Kind::Row,
        () => Kind::Text,
    }
}

/// The article that begins with these words, as the text writes it. In a text with numbered 条 a bare number is a paragraph.
pub(super) fn article(shaped: &str, current: Option<&str>) -> Option<String> {
    let (number, _) = marker(shaped)?;
    let bare = number.chars().all(|character| character.is_ascii_digit());
    if bare && current.is_some_and(|current| current.starts_with('第')) {
        return None;
    }
    Some(number)
}

/// A line that only numbers the page.
pub(super) fn is_page_number(words: &str) -> bool {
    words.len() <= 40 && PAGE.is_match(words)
}

/// «Governing Law.»: the title that many English terms put before the sentence.
pub(super) fn is_titled(shaped: &str) -> bool {
    let title = marker(shaped).map_or(shaped, |(_, rest)| rest);
    title.is_ascii()
        && title.len() <= 80
        && !title.trim_end_matches('.').contains([':', '.', ','])
        && is_title_case(title)
}

/// Does a full stop after these words belong to an abbreviation or a number, rather than end the sentence?
pub(super) fn is_abbreviation_or_number(shaped: &str) -> bool {
    let before = shaped.trim_end_matches('.');
    let word = before.rsplit([' ', '(', ',']).next().unwrap_or_default();
    // Only where nothing else stands before it: `14.` begins an article, `in 2024.` ends a sentence.
    let only_a_number = before.len() <= 16
        && !before.is_empty()
        && before.chars().all(|character| character.is_ascii_digit() || character == '.');
    let initials = word.len() == 1 || word.split('.').all(|part| part.len() == 1);
    only_a_number
        || (initials && word.chars().all(|character| character.is_ascii_alphabetic() || character == '.'))
        || matches!(
            word.to_ascii_lowercase().as_str(),
            "inc"
                | "ltd"
                | "co"
                | "corp"
                | "pte"
                | "pty"
                | "no"
                | "art"
                | "sec"
                | "st"
                | "vs"
                | "v"
                | "e.g"
                | "i.e"
                | "llc"
                | "k.k"
                | "section"
                | "article"
        )
}

/// The number at the beginning and what follows it.
fn marker(head: &str) -> Option<(String, &str)> {
    // Most lines begin no article, and their first character says so: three patterns a line would be most of the work.
    let first = head.chars().next()?;
    let (japanese, english) = (
        matches!(first, '第' | '[' | '(' | '【' | '<' | '〔'),
        matches!(first, 'a' | 'A' | 's' | 'S' | 'c' | 'C' | '§'),
    );
    if !japanese && !english && !first.is_ascii_digit() {
        return None;
    }
    if japanese && let Some(found) = JAPANESE.captures(head) {
        let rest = found.get(0).and_then(|all| head.get(all.end()..))?;
        // `第5条に定める` speaks of an article, it does not begin one.
        if rest.starts_with([
            'に', 'の', 'を', 'は', 'が', 'と', 'で', 'も', '、', ',', '及', '又', 'か', 'ま', '第', '各', '。', '所',
            '規', '記', '前', '乃', '若', 'へ', 'よ',
        ]) {
            return None;
        }
        let without_space = |group: usize| {
            found
                .get(group)
                .map_or("", |text| text.as_str())
                .chars()
                .filter(|character| *character != ' ')
                .collect::<String>()
        };
        return Some((format!("第{}条{}", without_space(1), without_space(2)), rest));
    }
    if english && let Some(found) = ENGLISH.captures(head) {
        let rest = found.get(0).and_then(|all| head.get(all.end()..))?;
        return begins(rest).then(|| (found.get(1).map_or("", |text| text.as_str()).to_owned(), rest));
    }
    let found = NUMBER.captures(head)?;
    let group = |index: usize| found.get(index).map_or("", |text| text.as_str());
    let rest = found.get(0).and_then(|all| head.get(all.end()..))?;
    let divided = group(1).contains('.') || !group(2).is_empty();
    let apart = !group(2).is_empty() || !group(3).is_empty() || rest.chars().next().is_none_or(is_japanese);
    (divided && apart && begins(rest)).then(|| (group(1).to_owned(), rest))
}

/// Does an article's text or name begin here, or does a sentence go on that mentions a number?
fn begins(rest: &str) -> bool {
    let first = rest.trim_start_matches([' ', '.', ':', ')', '-']).chars().next();
    first.is_none_or(|first| first.is_ascii_uppercase() || matches!(first, '(' | '"' | '[') || is_japanese(first))
}

/// Is it the name of a topic rather than a sentence?
fn is_name(words: &str, after_marker: bool) -> bool {
    let words = words.trim_matches([' ', '.', ':', '-', '・', '■', '●', '◆']);
    if words.is_empty() {
        return after_marker;
    }
    // «14.2 Venue: Tokyo» lays something down.
    if after_marker && words.contains([':', '：']) {
        return false;
    }
    if words.is_ascii() {
        return words.len() <= 80 && !words.ends_with([',', ';']) && is_title_case(words);
    }
    let bracketed =
        words.starts_with(['(', '（', '【', '[', '「', '<']) && words.ends_with([')', '）', '】', ']', '」', '>']);
    let length = words.chars().count();
    let goes_on = words.ends_with([
        'は', 'が', 'を', 'に', 'の', 'と', 'で', 'て', 'し', '、', ',', '，', '及', '又', 'び', 'も', 'り', 'き',
        'れ', 'ず', 'へ',
    ]);
    let ended = words.contains(['。', '｡']);
    !ended && if after_marker { bracketed || (length <= 15 && !goes_on) } else { length <= HEADING_LIMIT && !goes_on }
}

fn is_title_case(words: &str) -> bool {
    let mut long = words
        .split([' ', '/', '-'])
        .filter(|word| word.trim_matches(|character: char| !character.is_alphanumeric()).len() >= 4);
    let title = long.clone().next().is_some() && words.split(' ').count() <= 9;
    title
        && long.all(|word| {
            word.trim_start_matches(|character: char| !character.is_alphanumeric())
                .starts_with(|first: char| first.is_ascii_uppercase() || first.is_ascii_digit())
        })
}

/// The first `limit` characters in one width, for looking at their shape.
fn shape(words: &str, limit: usize) -> String {
    let mut unit = super::unit::Unit::default();
    words.chars().take(limit).for_each(|character| unit.push(character));
    unit.shaped
}
