//! The portfolio itself: planes a class, and which row of the caller's list each service is. Not for judging.

use super::planes::{Planes, PlanesBuilder};
use super::verdicts::VerdictCounts;
use crate::answer::Answers;
use crate::standard::{ClassIndex, Settings, Standard};
use crate::verdict::Verdict;
use std::num::NonZeroUsize;

/// The answers of many services of all classes of one standard.
#[derive(Clone, Debug)]
pub struct Portfolio {
    len: usize,
    classes: Vec<ClassServices>,
}

/// The services of one class.
#[derive(Clone, Debug)]
pub struct ClassServices {
    /// Their answers.
    pub planes: Planes,
    /// The caller's row of each, ascending: the service at index *n* of the planes is the caller's row `rows[n]`.
    pub rows: Vec<u32>,
}

/// Takes services one by one and packs them into a [`Portfolio`].
#[derive(Clone, Debug)]
pub struct PortfolioBuilder {
    len: u32,
    classes: Vec<(PlanesBuilder, Vec<u32>)>,
}

/// Why a service was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The standard has no such class.
    UnknownClass,
    /// Row numbers end at [`u32::MAX`].
    Full,
}

impl PortfolioBuilder {
    /// For services judged by `standard`.
    pub fn new(standard: &Standard) -> Self {
        let inputs = standard.inputs().count();
        let classes = standard.classes().iter().map(|_| (PlanesBuilder::new(inputs), Vec::new()));
        Self { len: 0, classes: classes.collect() }
    }

    /// Adds a service; the first is row 0.
    ///
    /// # Errors
    /// A class of another standard, or a list longer than row numbers go. Nothing is added then.
    pub fn push(&mut self, class: ClassIndex, answers: Answers) -> Result<(), Refused> {
        let (planes, rows) = self.classes.get_mut(class.0).ok_or(Refused::UnknownClass)?;
        let next = self.len.checked_add(1).ok_or(Refused::Full)?;
        planes.push(answers);
        rows.push(self.len);
        self.len = next;
        Ok(())
    }

    /// The portfolio of every service pushed.
    pub fn finish(self) -> Portfolio {
        let classes = self.classes.into_iter().map(|(planes, rows)| ClassServices { planes: planes.finish(), rows });
        Portfolio { len: usize::try_from(self.len).unwrap_or(usize::MAX), classes: classes.collect() }
    }
}

impl Portfolio {
    /// How many services there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Is there no service?
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The services class by class, in the order of the standard's classes.
    pub fn classes(&self) -> &[ClassServices] {
        &self.classes
    }

    /// The services of one class.
    pub fn class(&self, class: ClassIndex) -> Option<&ClassServices> {
        self.classes.get(class.0)
    }

    /// Class and answers of one service; `None` from [`Portfolio::len`] on.
    pub fn answers(&self, row: usize) -> Option<(ClassIndex, Answers)> {
        let (class, at) = self.find(row)?;
        Some((class, self.class(class)?.planes.answers(at)?))
    }

    /// The verdict of every service in row order, judged on `threads` threads. A class that `standard` does not have or
    /// does not apply to is out of scope.
    pub fn verdicts(&self, standard: &Standard, settings: Settings, threads: NonZeroUsize) -> Vec<Verdict> {
        let mut all = vec![Verdict::OutOfScope; self.len];
        for (class, services) in self.with_index() {
            let Some(rule) = standard.rule(class, settings) else { continue };
            let verdicts = services.planes.verdicts(&rule.into(), threads);
            for (row, verdict) in services.rows.iter().zip(verdicts.iter()) {
                if let Some(place) = usize::try_from(*row).ok().and_then(|row| all.get_mut(row)) {
                    *place = verdict;
                }
            }
        }
        all
    }

    /// How many services have which verdict, judged on `threads` threads.
    pub fn counts(&self, standard: &Standard, settings: Settings, threads: NonZeroUsize) -> VerdictCounts {
        let counts = self.with_index().map(|(class, services)| match standard.rule(class, settings) {
            Some(rule) => services.planes.verdicts(&rule.into(), threads).counts(),
            None => VerdictCounts { out_of_scope: services.planes.len() as u64, ..VerdictCounts::default() },
        });
        counts.fold(VerdictCounts::default(), VerdictCounts::plus)
    }

    fn with_index(&self) -> impl Iterator<Item = (ClassIndex, &ClassServices)> {
        self.classes.iter().enumerate().map(|(at, services)| (ClassIndex(at), services))
    }

    /// Which service of which class is the caller's row?
    fn find(&self, row: usize) -> Option<(ClassIndex, usize)> {
        let row = u32::try_from(row).ok()?;
        self.with_index().find_map(|(class, services)| Some((class, services.rows.binary_search(&row).ok()?)))
    }
}
