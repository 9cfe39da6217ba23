//! A list with a bound, so that no command and no event can grow without end.

use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use std::ops::Deref;

/// At most `N` values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<T>")]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
pub struct List<T, const N: usize = 256>(Vec<T>);

impl<T, const N: usize> List<T, N> {
    /// A list of these.
    ///
    /// # Errors
    /// `list-too-long`.
    pub fn new(values: Vec<T>) -> Result<Self, Refusal> {
        if values.len() <= N {
            return Ok(Self(values));
        }
        let found = values.len();
        Err(Refusal::new(
            "list-too-long",
            (format!("並びに{found}件あります(上限{N}件)"), format!("a list of {found} (at most {N})")),
            ("分けるか、減らします", "split it, or make it shorter"),
        ))
    }
}

impl<T, const N: usize> Default for List<T, N> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T, const N: usize> TryFrom<Vec<T>> for List<T, N> {
    type Error = Refusal;

    fn try_from(values: Vec<T>) -> Result<Self, Refusal> {
        Self::new(values)
    }
}

impl<T, const N: usize> Deref for List<T, N> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'l, T, const N: usize> IntoIterator for &'l List<T, N> {
    type Item = &'l T;
    type IntoIter = std::slice::Iter<'l, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_beyond_its_bound_is_refused_wherever_it_comes_from() {
        assert_eq!(List::<u8, 2>::new(vec![1, 2, 3]).unwrap_err().code, "list-too-long");
        assert!(serde_json::from_str::<List<u8, 2>>("[1,2,3]").is_err());
        assert_eq!(&*serde_json::from_str::<List<u8, 2>>("[1,2]").unwrap(), [1, 2]);
    }
}
