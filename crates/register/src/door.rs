//! One door for words with a rule: what a person types, what a file says and what was stored are all read through `new`.

/// Gives a newtype over `Box<str>` with a constructor `new(&str) -> Result<Self, Refusal>` its readers and its writer.
macro_rules! one_door {
    ($name:ident) => {
        impl $name {
            /// As it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = crate::refusal::Refusal;

            fn try_from(words: String) -> Result<Self, Self::Error> {
                Self::new(&words)
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::refusal::Refusal;

            fn from_str(words: &str) -> Result<Self, Self::Err> {
                Self::new(words)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

pub(crate) use one_door;
