//! Findings about the company's file.

use super::Explanation;

pub mod c001;
pub mod c002;
pub mod c003;
pub mod c004;
pub mod c005;
pub mod c006;
pub mod c007;
pub mod c008;
pub mod c009;
pub mod c010;
pub mod c011;
pub mod c012;
pub mod c013;
pub mod c014;
pub mod c015;
pub mod c016;
pub mod c017;
pub mod c018;

/// Their explanations, in the order of their codes.
pub const ALL: &[&Explanation] = &[
    &c001::EXPLANATION,
    &c002::EXPLANATION,
    &c003::EXPLANATION,
    &c004::EXPLANATION,
    &c005::EXPLANATION,
    &c006::EXPLANATION,
    &c007::EXPLANATION,
    &c008::EXPLANATION,
    &c009::EXPLANATION,
    &c010::EXPLANATION,
    &c011::EXPLANATION,
    &c012::EXPLANATION,
    &c013::EXPLANATION,
    &c014::EXPLANATION,
    &c015::EXPLANATION,
    &c016::EXPLANATION,
    &c017::EXPLANATION,
    &c018::EXPLANATION,
];
