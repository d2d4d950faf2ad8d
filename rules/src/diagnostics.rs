//! Every finding that there is: one file for each code, with its message and its explanation.
//!
//! Families: `C` the company's file, `D` data, `F` formulas, `N` names, `R` runs, `S` structure of YAML, `T` tables and
//! settings, `V` verification of traces, `W` warnings and notes.

use crate::text::Text;

pub mod c;
pub mod d;
pub mod f;
pub mod n;
pub mod r;
pub mod s;
pub mod t;
pub mod v;
pub mod w;

/// What `attain help CODE` and the page of a code say.
#[derive(Clone, Copy, Debug)]
pub struct Explanation {
    /// The code.
    pub code: &'static str,
    /// What it is about, in a few words: English, Chinese.
    pub title: [&'static str; 2],
    /// What it means and why it matters: English, Chinese.
    pub what: [&'static str; 2],
    /// A piece of a file that gives it.
    pub example: &'static str,
    /// How to mend it: English, Chinese.
    pub mend: [&'static str; 2],
}

impl Explanation {
    /// The title as a [`Text`].
    #[must_use]
    pub fn title(&self) -> Text {
        let [en, zh] = self.title;
        Text { en: en.to_owned(), zh: zh.to_owned() }
    }
}

/// All explanations, in the order of their codes.
pub fn all() -> impl Iterator<Item = &'static Explanation> {
    [c::ALL, d::ALL, f::ALL, n::ALL, r::ALL, s::ALL, t::ALL, v::ALL, w::ALL].into_iter().flatten().copied()
}

/// The explanation of `code`, in any case of letters.
#[must_use]
pub fn explanation(code: &str) -> Option<&'static Explanation> {
    all().find(|explanation| explanation.code.eq_ignore_ascii_case(code))
}
