//! Which profiles of the guideline a server fits: what keeps it from each, what leaves it open, what is advice alone.

use super::part::{Objection, Part};
use super::words::told;
use crate::tls_guideline::{Demand, Demands, Fit, Profile};
use standard::Text;

/// What a server comes to under one profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileVerdict {
    /// The profile.
    pub profile: Profile,
    /// Does the server fit it?
    pub fit: Fit,
    /// What keeps it from the profile (遵守項目).
    pub kept_by: Vec<Text>,
    /// What leaves it undecided.
    pub open: Vec<Text>,
    /// What the profile advises otherwise (推奨項目).
    pub advice: Vec<Text>,
}

pub(super) fn judge(objections: &[Objection], parts: &[Part], gaps: &[Text]) -> Vec<ProfileVerdict> {
    let over = parts.iter().filter(|part| part.is_over());
    let over: Vec<Objection> =
        over.map(|part| Objection { text: told(part), demands: Demands::all(Demand::Must) }).collect();
    let of = |profile: Profile| {
        let asked = |demand: Demand| {
            let asked = objections.iter().chain(&over).filter(|objection| objection.demands.of(profile) == demand);
            let mut texts: Vec<Text> = asked.map(|objection| objection.text.clone()).collect();
            Text::keep_first_of_each(&mut texts);
            texts
        };
        let kept_by = asked(Demand::Must);
        let mut open = asked(Demand::Unclear);
        open.extend_from_slice(gaps);
        let fit = match (kept_by.is_empty(), open.is_empty()) {
            (false, _) => Fit::DoesNotFit,
            (true, false) => Fit::Undecided,
            (true, true) => Fit::Fits,
        };
        ProfileVerdict { profile, fit, kept_by, open, advice: asked(Demand::Should) }
    };
    Profile::ALL.map(of).to_vec()
}
