//! Findings about runs.

use super::Explanation;

pub mod r001;
pub mod r002;
pub mod r003;
pub mod r004;
pub mod r005;
pub mod r006;
pub mod r007;
pub mod r008;
pub mod r009;
pub mod r010;
pub mod r011;
pub mod r012;
pub mod r013;
pub mod r014;
pub mod r015;
pub mod r016;
pub mod r017;
pub mod r030;
pub mod r031;
pub mod r032;
pub mod r033;
pub mod r034;

/// Their explanations, in the order of their codes.
pub const ALL: &[&Explanation] = &[
    &r001::EXPLANATION,
    &r002::EXPLANATION,
    &r003::EXPLANATION,
    &r004::EXPLANATION,
    &r005::EXPLANATION,
    &r006::EXPLANATION,
    &r007::EXPLANATION,
    &r008::EXPLANATION,
    &r009::EXPLANATION,
    &r010::EXPLANATION,
    &r011::EXPLANATION,
    &r012::EXPLANATION,
    &r013::EXPLANATION,
    &r014::EXPLANATION,
    &r015::EXPLANATION,
    &r016::EXPLANATION,
    &r017::EXPLANATION,
    &r030::EXPLANATION,
    &r031::EXPLANATION,
    &r032::EXPLANATION,
    &r033::EXPLANATION,
    &r034::EXPLANATION,
];
