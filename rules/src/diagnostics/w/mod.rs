//! Findings about what is legal but hurts.

use super::Explanation;

pub mod w001;
pub mod w002;
pub mod w003;
pub mod w004;
pub mod w005;
pub mod w006;
pub mod w007;
pub mod w008;

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
];
