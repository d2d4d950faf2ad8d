//! Findings about what is legal but hurts.

use super::Explanation;
use crate::both;
use crate::text::Text;

pub mod w001;
pub mod w002;
pub mod w003;
pub mod w004;
pub mod w005;
pub mod w006;
pub mod w007;
pub mod w008;
pub mod w009;
pub mod w010;
pub mod w011;
pub mod w012;
pub mod w013;
pub mod w014;
pub mod w015;
pub mod w016;
pub mod w017;
pub mod w018;

/// Their explanations, in the order of their codes.
pub const ALL: &[&Explanation] = &[
    &w001::EXPLANATION,
    &w002::EXPLANATION,
    &w003::EXPLANATION,
    &w004::EXPLANATION,
    &w005::EXPLANATION,
    &w006::EXPLANATION,
    &w007::EXPLANATION,
    &w008::EXPLANATION,
    &w009::EXPLANATION,
    &w010::EXPLANATION,
    &w011::EXPLANATION,
    &w012::EXPLANATION,
    &w013::EXPLANATION,
    &w014::EXPLANATION,
    &w015::EXPLANATION,
    &w016::EXPLANATION,
    &w017::EXPLANATION,
    &w018::EXPLANATION,
];

/// Which people of a plan a warning is about.
#[derive(Clone, Debug, Default)]
pub struct Concerned {
    /// How many.
    pub people: usize,
    /// How many there are on the plan.
    pub of: usize,
    /// May there be more of them, because not all kinds of people could be tried?
    pub at_least: bool,
    /// Id of one of them.
    pub example: String,
    /// What the plan reads of that one: names of attributes and their values.
    pub traits: Vec<(String, String)>,
}

impl Concerned {
    /// What follows the message: ` for 3 of the 12 people on the plan`; nothing where everybody is meant.
    pub(super) fn whom(&self) -> Text {
        let Self { people, of, at_least, .. } = self;
        match at_least {
            _ if people >= of => Text::default(),
            true => {
                both!(" for at least {people} of the {of} people on the plan", "（方案 {of} 人中至少 {people} 人）")
            }
            false => both!(" for {people} of the {of} people on the plan", "（方案 {of} 人中的 {people} 人）"),
        }
    }

    /// The one who was tried: `` `E7` (`role` junior) ``.
    pub(super) fn who(&self) -> Text {
        let Self { example, traits, .. } = self;
        if traits.is_empty() {
            return both!("`{example}`", "`{example}`");
        }
        let traits: Vec<String> = traits.iter().map(|(name, value)| format!("`{name}` {value}")).collect();
        let (en, zh) = (traits.join(", "), traits.join("，"));
        Text { en: format!("`{example}` ({en})"), zh: format!("`{example}`（{zh}）") }
    }
}
