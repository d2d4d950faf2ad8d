//! Findings about formulas.

use super::Explanation;

pub mod f001;
pub mod f002;
pub mod f003;
pub mod f004;
pub mod f005;
pub mod f006;
pub mod f007;
pub mod f008;
pub mod f009;
pub mod f010;
pub mod f011;
pub mod f012;
pub mod f013;
pub mod f014;
pub mod f015;
pub mod f016;
pub mod f017;
pub mod f018;
pub mod f019;
pub mod f020;
pub mod f021;
pub mod f022;
pub mod f023;
pub mod f024;
pub mod f025;
pub mod f026;

/// Their explanations, in the order of their codes.
pub const ALL: &[&Explanation] = &[
    &f001::EXPLANATION,
    &f002::EXPLANATION,
    &f003::EXPLANATION,
    &f004::EXPLANATION,
    &f005::EXPLANATION,
    &f006::EXPLANATION,
    &f007::EXPLANATION,
    &f008::EXPLANATION,
    &f009::EXPLANATION,
    &f010::EXPLANATION,
    &f011::EXPLANATION,
    &f012::EXPLANATION,
    &f013::EXPLANATION,
    &f014::EXPLANATION,
    &f015::EXPLANATION,
    &f016::EXPLANATION,
    &f017::EXPLANATION,
    &f018::EXPLANATION,
    &f019::EXPLANATION,
    &f020::EXPLANATION,
    &f021::EXPLANATION,
    &f022::EXPLANATION,
    &f023::EXPLANATION,
    &f024::EXPLANATION,
    &f025::EXPLANATION,
    &f026::EXPLANATION,
];
