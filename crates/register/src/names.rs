//! Names and numbers by which things of the register are called. Each has one rule and one door: what was stored is read back
//! through it. Not for words that people read: see `words`.

use crate::door::one_door;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use standard::problem::{excerpt, visible_controls};
use std::fmt;

/// The most characters of a name, as in a standard's file.
const NAME_LIMIT: usize = 64;

/// The name itself, where it keeps the rule of names: letters, digits, `-`, `_`, `.`; 1 to 64 of them.
fn checked(what: (&str, &str), words: &str) -> Result<Box<str>, Refusal> {
    let allowed = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | '.');
    if !words.is_empty() && words.chars().count() <= NAME_LIMIT && words.chars().all(allowed) {
        return Ok(words.into());
    }
    let shown = visible_controls(&excerpt(words));
    Err(Refusal::new(
        "bad-name",
        (format!("`{shown}` は{}として使えません", what.0), format!("`{shown}` cannot be {}", what.1)),
        (
            "文字・数字・`-`・`_`・`.` だけで、1〜64文字にします",
            "use letters, digits, `-`, `_`, `.` only, 1 to 64 of them",
        ),
    ))
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident ($japanese:literal, $english:literal);)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(Box<str>);

        impl $name {
            /// Reads it.
            ///
            /// # Errors
            /// `bad-name`, where it breaks the rule of names.
            pub fn new(words: &str) -> Result<Self, Refusal> {
                checked(($japanese, $english), words).map(Self)
            }
        }

        one_door!($name);
    )+};
}

names! {
    /// 実施機関: 市長部局, 教育委員会, 水道局 … each a principal of its own.
    OrganizationId ("実施機関の名前", "the name of an organization");
    /// A section of a 実施機関.
    SectionId ("課の名前", "the name of a section");
    /// A post. Routes follow posts, not persons.
    PostId ("職の名前", "the name of a post");
    /// A person, as `identity` calls him.
    PersonId ("人の名前", "the name of a person");
    /// A company that provides services.
    ProviderId ("事業者の名前", "the name of a provider");
    /// A cloud service.
    ServiceId ("サービスの名前", "the name of a service");
    /// A group of information of a use.
    InformationName ("情報の名前", "the name of an information item");
    /// An item of a standard: `5-1`; or a decision of it: `overall_review`.
    ItemName ("項目の名前", "the name of an item");
    /// A class of a standard: `S`.
    ClassName ("分類の名前", "the name of a class");
    /// A standard.
    StandardName ("基準の名前", "the name of a standard");
    /// An edition of a standard or of the reference data.
    EditionName ("版の名前", "the name of an edition");
}

/// 利用案件: one use of a service by a section. Numbered in the order of opening, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UseId(pub u32);

impl fmt::Display for UseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "U{:05}", self.0)
    }
}

impl std::str::FromStr for UseId {
    type Err = Refusal;

    fn from_str(words: &str) -> Result<Self, Refusal> {
        let digits = words.trim().trim_start_matches(['U', 'u']);
        digits.parse().map(Self).map_err(|_| {
            let shown = visible_controls(&excerpt(words));
            Refusal::new(
                "bad-use-number",
                (format!("`{shown}` は案件の番号ではありません"), format!("`{shown}` is no number of a use")),
                ("U00012 のように書きます", "write it as U00012"),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_letters_digits_and_three_signs() {
        for words in ["joho-system", "担当A", "5-1", "v1.2_3"] {
            assert_eq!(PostId::new(words).unwrap().as_str(), words);
        }
        for words in ["", " ", "a b", "a/b", "a\u{202e}b", &"x".repeat(65)] {
            assert_eq!(PostId::new(words).unwrap_err().code, "bad-name", "{words}");
        }
    }

    #[test]
    fn what_was_stored_is_read_back_through_the_same_door() {
        assert!(serde_json::from_str::<PostId>("\"a b\"").is_err());
        let name: PostId = serde_json::from_str("\"ciso\"").unwrap();
        assert_eq!(serde_json::to_string(&name).unwrap(), "\"ciso\"");
    }

    #[test]
    fn the_number_of_a_use_is_read_as_it_is_printed() {
        assert_eq!(UseId(12).to_string().parse::<UseId>().unwrap(), UseId(12));
        assert_eq!("12".parse::<UseId>().unwrap(), UseId(12));
        assert_eq!("U-1".parse::<UseId>().unwrap_err().code, "bad-use-number");
    }
}
