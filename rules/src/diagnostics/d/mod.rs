//! Findings about data files.

use super::Explanation;
use crate::both;
use crate::text::Text;

pub mod d001;
pub mod d002;
pub mod d003;
pub mod d004;
pub mod d005;
pub mod d006;
pub mod d007;
pub mod d008;
pub mod d009;
pub mod d010;
pub mod d011;
pub mod d012;
pub mod d020;
pub mod d021;
pub mod d022;
pub mod d023;
pub mod d024;
pub mod d030;
pub mod d031;
pub mod d032;
pub mod d033;
pub mod d034;
pub mod d035;
pub mod d036;
pub mod d037;
pub mod d038;
pub mod d039;
pub mod d040;
pub mod d041;
pub mod d042;
pub mod d043;
pub mod d044;
pub mod d045;
pub mod d046;
pub mod d047;
pub mod d048;
pub mod d049;
pub mod d050;
pub mod d051;
pub mod d052;
pub mod d053;
pub mod d054;
pub mod d055;
pub mod d056;
pub mod d060;
pub mod d061;
pub mod d062;
pub mod d063;
pub mod d064;
pub mod d065;
pub mod d066;
pub mod d067;
pub mod d068;
pub mod d069;
pub mod d070;
pub mod d071;
pub mod d072;
pub mod d073;

/// Somebody whom a finding names: by id, and by name where the data have one.
#[derive(Clone, Copy, Debug)]
pub struct Who<'a> {
    /// The id.
    pub id: &'a str,
    /// The name; the id where there is none.
    pub name: &'a str,
}

impl std::fmt::Display for Who<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { id, name } = self;
        if name == id || name.is_empty() { write!(f, "`{id}`") } else { write!(f, "`{id}` ({name})") }
    }
}

/// The rows of a file of which all the same is to be said; the finding stands at the first.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    /// How many there are.
    pub rows: u64,
    /// What their amounts add up to.
    pub sum: Option<&'a str>,
    /// Ids of those behind the first one, as many as are named.
    pub further: &'a [String],
}

impl Rows<'_> {
    /// What is wrong with the first one, and how many more there are.
    fn label(&self, first: &Text) -> Text {
        if self.further.is_empty() {
            return first.clone();
        }
        let (rows, ids) = (self.rows, self.further.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", "));
        let more = if self.rows > (self.further.len() as u64).saturating_add(1) { ", ..." } else { "" };
        match self.sum {
            Some(sum) => both!(
                "{first}; it is the first of {rows} such rows, together {sum}: then come {ids}{more}",
                "{first}；这样的行共 {rows} 行，合计 {sum}，这是第一行，其后有 {ids}{more}"; first
            ),
            None => both!(
                "{first}; it is the first of {rows} such rows: then come {ids}{more}",
                "{first}；这样的行共 {rows} 行，这是第一行，其后有 {ids}{more}"; first
            ),
        }
    }
}

/// Their explanations, in the order of their codes.
pub const ALL: &[&Explanation] = &[
    &d001::EXPLANATION,
    &d002::EXPLANATION,
    &d003::EXPLANATION,
    &d004::EXPLANATION,
    &d005::EXPLANATION,
    &d006::EXPLANATION,
    &d007::EXPLANATION,
    &d008::EXPLANATION,
    &d009::EXPLANATION,
    &d010::EXPLANATION,
    &d011::EXPLANATION,
    &d012::EXPLANATION,
    &d020::EXPLANATION,
    &d021::EXPLANATION,
    &d022::EXPLANATION,
    &d023::EXPLANATION,
    &d024::EXPLANATION,
    &d030::EXPLANATION,
    &d031::EXPLANATION,
    &d032::EXPLANATION,
    &d033::EXPLANATION,
    &d034::EXPLANATION,
    &d035::EXPLANATION,
    &d036::EXPLANATION,
    &d037::EXPLANATION,
    &d038::EXPLANATION,
    &d039::EXPLANATION,
    &d040::EXPLANATION,
    &d041::EXPLANATION,
    &d042::EXPLANATION,
    &d043::EXPLANATION,
    &d044::EXPLANATION,
    &d045::EXPLANATION,
    &d046::EXPLANATION,
    &d047::EXPLANATION,
    &d048::EXPLANATION,
    &d049::EXPLANATION,
    &d050::EXPLANATION,
    &d051::EXPLANATION,
    &d052::EXPLANATION,
    &d053::EXPLANATION,
    &d054::EXPLANATION,
    &d055::EXPLANATION,
    &d056::EXPLANATION,
    &d060::EXPLANATION,
    &d061::EXPLANATION,
    &d062::EXPLANATION,
    &d063::EXPLANATION,
    &d064::EXPLANATION,
    &d065::EXPLANATION,
    &d066::EXPLANATION,
    &d067::EXPLANATION,
    &d068::EXPLANATION,
    &d069::EXPLANATION,
    &d070::EXPLANATION,
    &d071::EXPLANATION,
    &d072::EXPLANATION,
    &d073::EXPLANATION,
];
