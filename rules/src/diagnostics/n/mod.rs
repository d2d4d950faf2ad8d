//! Findings about names.

use super::Explanation;

pub mod n001;
pub mod n002;
pub mod n003;
pub mod n004;
pub mod n005;
pub mod n006;

/// Their explanations, in the order of their codes.
pub const ALL: &[&Explanation] = &[
    &n001::EXPLANATION,
    &n002::EXPLANATION,
    &n003::EXPLANATION,
    &n004::EXPLANATION,
    &n005::EXPLANATION,
    &n006::EXPLANATION,
];
