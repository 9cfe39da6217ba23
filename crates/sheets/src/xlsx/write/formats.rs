//! How cells look. One place, so that a sheet has one type size, one grid and few colours, all of which survive a black-and-white print.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use standard::Verdict;

/// The face offices read best; a computer without it takes another Japanese one by the character set (128).
const FACE: &str = "BIZ UDPゴシック";
const SHIFT_JIS: u8 = 128;
const SIZE: f64 = 10.0;

const INK: Color = Color::RGB(0x1A_1A1A);
const GRID: Color = Color::RGB(0x59_5959);
const HEADING: Color = Color::RGB(0xD9_E2F0);
const OWN_CLASS: Color = Color::RGB(0x1F_3864);
const ANSWER: Color = Color::RGB(0xFF_F9DB);
const NOT_ASKED: Color = Color::RGB(0xD9_D9D9);
const NOT_ASKED_INK: Color = Color::RGB(0x40_4040);

/// The formats of a check sheet.
pub(super) struct Formats {
    pub(super) banner: Format,
    pub(super) title: Format,
    pub(super) label: Format,
    pub(super) value: Format,
    pub(super) small: Format,
    pub(super) verdict: Format,
    pub(super) heading: Format,
    pub(super) heading_own: Format,
    pub(super) hidden: Format,
    /// The title of a section of facts.
    pub(super) section: Format,
    /// What is typed into a fact stays text: a version 1.0 is no number, a clause 5-1 no date.
    pub(super) fact_text: Format,
    pub(super) fact_choice: Format,
    /// Cells of rows that the class asks for, and of rows that it does not.
    pub(super) asked: RowFormats,
    pub(super) not_asked: RowFormats,
}

/// The formats of a row.
pub(super) struct RowFormats {
    pub(super) category: Format,
    pub(super) centre: Format,
    pub(super) text: Format,
    pub(super) cell: Format,
    pub(super) cell_own: Format,
    pub(super) mark: Format,
    pub(super) answer: Format,
    pub(super) note: Format,
    pub(super) date: Format,
}

fn base() -> Format {
    Format::new().set_font_name(FACE).set_font_charset(SHIFT_JIS).set_font_size(SIZE).set_font_color(INK)
}

fn boxed() -> Format {
    base().set_border(FormatBorder::Thin).set_border_color(GRID).set_text_wrap()
}

fn centre() -> Format {
    boxed().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
}

fn left() -> Format {
    boxed().set_align(FormatAlign::Left).set_align(FormatAlign::VerticalCenter)
}

impl Formats {
    pub(super) fn new(verdict: Option<Verdict>) -> Self {
        let line = base().set_align(FormatAlign::VerticalCenter);
        let fill = match verdict {
            Some(Verdict::Conforms) => Color::RGB(0xE2_F0D9),
            Some(Verdict::DoesNotConform) => Color::RGB(0xFB_E0DD),
            Some(Verdict::Undecided) => Color::RGB(0xFF_F2CC),
            Some(Verdict::OutOfScope) | None => Color::RGB(0xED_EDED),
        };
        Self {
            banner: line.clone(),
            title: line.clone().set_font_size(16).set_bold(),
            label: left().set_background_color(HEADING).set_bold(),
            value: left(),
            small: line.clone().set_text_wrap().set_align(FormatAlign::Left),
            verdict: left().set_bold().set_font_size(12).set_background_color(fill),
            heading: centre().set_bold().set_background_color(HEADING),
            heading_own: centre().set_bold().set_background_color(OWN_CLASS).set_font_color(Color::White),
            section: line.clone().set_font_size(12).set_bold(),
            fact_text: left().set_background_color(ANSWER).set_unlocked().set_num_format("@"),
            fact_choice: centre().set_background_color(ANSWER).set_unlocked().set_num_format("@"),
            hidden: line,
            asked: RowFormats::asked(),
            not_asked: RowFormats::not_asked(),
        }
    }
}

impl RowFormats {
    fn asked() -> Self {
        let answer = centre().set_background_color(ANSWER).set_unlocked();
        let note = left().set_background_color(ANSWER).set_unlocked();
        Self {
            category: centre().set_bold(),
            centre: centre(),
            text: left(),
            cell: centre(),
            cell_own: centre().set_bold().set_border_left(FormatBorder::Medium).set_border_right(FormatBorder::Medium),
            mark: centre().set_font_size(14).set_bold(),
            date: answer.clone().set_num_format("yyyy/mm/dd"),
            answer: answer.set_bold(),
            note,
        }
    }

    fn not_asked() -> Self {
        let grey = |format: Format| format.set_background_color(NOT_ASKED).set_font_color(NOT_ASKED_INK);
        Self {
            category: centre().set_bold(),
            centre: grey(centre()),
            text: grey(left()),
            cell: grey(centre()),
            cell_own: grey(centre()).set_border_left(FormatBorder::Medium).set_border_right(FormatBorder::Medium),
            mark: grey(centre()).set_font_size(14),
            answer: grey(centre()),
            note: grey(left()),
            date: grey(centre()).set_num_format("yyyy/mm/dd"),
        }
    }
}
