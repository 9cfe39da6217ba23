//! What the oracle takes from the text of 別表2, read by hand: the two-valued rule as a person reads it. Not for unknowns
//! or for explanations: see `oracle`.

use standard::{ClassIndex, Settings, Standard};

/// №1 … №8-2 and 総合検討, in table order: the oracle's own numbering, checked against the standard's names.
pub(super) const NAMES: [&str; 16] =
    ["1", "2", "3", "4", "5-1", "5-2", "5-3", "6-1", "6-2", "6-3", "6-4", "6-5", "7", "8-1", "8-2", "overall_review"];
pub(super) const N1: usize = 0;
pub(super) const N2: usize = 1;
pub(super) const N3: usize = 2;
pub(super) const N4: usize = 3;
pub(super) const N5_1: usize = 4;
pub(super) const N5_2: usize = 5;
pub(super) const N5_3: usize = 6;
pub(super) const N6_1: usize = 7;
pub(super) const N6_2: usize = 8;
pub(super) const N6_3: usize = 9;
pub(super) const N6_4: usize = 10;
pub(super) const N6_5: usize = 11;
pub(super) const N7: usize = 12;
pub(super) const N8_1: usize = 13;
pub(super) const N8_2: usize = 14;
pub(super) const REVIEW: usize = 15;

/// The columns of 別表2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    S,
    One,
    Two,
}

/// №8-2: 常に必須, or only where №8-1 is not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Disposal {
    Always,
    Fallback,
}

pub(super) const COLUMNS: [(Column, &str); 3] = [(Column::S, "S"), (Column::One, "I"), (Column::Two, "II")];
pub(super) const READINGS: [(Disposal, &str); 2] =
    [(Disposal::Always, "8-2=always"), (Disposal::Fallback, "8-2=fallback")];

/// The text, read as a person reads it: `met` says of each row whether it is met.
pub(super) fn conforms(column: Column, disposal: Disposal, met: impl Fn(usize) -> bool) -> bool {
    // №1, №2, №3: 必須 in all three columns.
    if !met(N1) || !met(N2) || !met(N3) {
        return false;
    }
    // №4: 必須・必須・任意.
    if column != Column::Two && !met(N4) {
        return false;
    }
    // №5: 必須 for S; otherwise 「№5-1を満たさない場合は、№5-2～5-3のいずれかが必須」.
    if !met(N5_1) {
        if column == Column::S {
            return false;
        }
        if !met(N5_2) && !met(N5_3) {
            return false;
        }
    }
    // №6: 必須 for S; otherwise 「№6-1を満たさない場合は、№6-2～6-5のいずれかが必須」.
    if !met(N6_1) {
        if column == Column::S {
            return false;
        }
        let fallback_met = met(N6_2) || met(N6_3) || met(N6_4) || met(N6_5);
        if !fallback_met {
            return false;
        }
    }
    // №7: 必須 for S, 任意 for the others.
    if column == Column::S && !met(N7) {
        return false;
    }
    // №8-2: 必須 in all three columns, read literally.
    if disposal == Disposal::Always && !met(N8_2) {
        return false;
    }
    // №8-1: 「※原則必須 №8-1を満たさない場合は、№8-2必須」 for S, where ※ adds 「総合的に検討の上…可」;
    // 任意 for the others, with the same 「№8-2必須」.
    if !met(N8_1) {
        if !met(N8_2) {
            return false;
        }
        if column == Column::S && !met(REVIEW) {
            return false;
        }
    }
    true
}

pub(super) fn sendai() -> Standard {
    let standard = Standard::built_in().unwrap();
    let names: Vec<&str> = standard.inputs().map(|(_, name)| name).collect();
    assert_eq!(names, NAMES);
    standard
}

pub(super) fn class(standard: &Standard, id: &str) -> ClassIndex {
    standard.find_class(id).unwrap()
}

pub(super) fn settings(standard: &Standard, reading: &str) -> Settings {
    standard.with_setting(standard.default_settings(), reading).unwrap()
}
