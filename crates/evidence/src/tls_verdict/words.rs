//! Words that the sentences of a verdict share: what versions, kinds of parts and reasons are called.

use super::part::Part;
use crate::settle::{english, quoted};
use standard::Text;
use tls::Version;

/// Nobody reads more names than this in a sentence.
const SHOWN: usize = 3;

/// A version as people write it.
pub const fn version(version: Version) -> &'static str {
    match version {
        Version::Ssl2 => "SSL 2.0",
        Version::Ssl3 => "SSL 3.0",
        Version::Tls10 => "TLS 1.0",
        Version::Tls11 => "TLS 1.1",
        Version::Tls12 => "TLS 1.2",
        Version::Tls13 => "TLS 1.3",
    }
}

/// A kind and the name of one of it: `暗号スイート「…」`.
pub(super) fn named(japanese: &str, in_english: &str, name: &str) -> Text {
    let name = quoted(name);
    Text::new(format!("{japanese} {name}"), format!("{in_english} {name}"))
}

/// Names in a sentence, the first few of them.
pub(super) fn several(names: &[&str]) -> Text {
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| quoted(name)).collect();
    let shown = shown.join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => Text::untranslated(shown),
        rest => Text::new(format!("{shown} ほか {rest} 件"), format!("{shown} and {rest} more")),
    }
}

/// Two texts with a dash between.
pub(super) fn because(what: &Text, why: &Text) -> Text {
    Text::new(format!("{} — {}", what.japanese, why.japanese), format!("{}: {}", english(what), english(why)))
}

/// A part and why it stands so.
pub(super) fn told(part: &Part) -> Text {
    part.why.as_ref().map_or_else(|| part.name.clone(), |why| because(&part.name, why))
}
