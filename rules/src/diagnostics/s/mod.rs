//! Findings about the structure of YAML.

use super::Explanation;

pub mod s001;
pub mod s002;
pub mod s003;
pub mod s004;
pub mod s005;
pub mod s006;
pub mod s007;
pub mod s008;
pub mod s009;
pub mod s010;
pub mod s011;
pub mod s012;
pub mod s013;
pub mod s014;
pub mod s015;
pub mod s016;
pub mod s017;
pub mod s018;
pub mod s019;
pub mod s020;
pub mod s021;
pub mod s022;
pub mod s023;

/// Their explanations, in the order of their codes.
pub const ALL: &[&Explanation] = &[
    &s001::EXPLANATION,
    &s002::EXPLANATION,
    &s003::EXPLANATION,
    &s004::EXPLANATION,
    &s005::EXPLANATION,
    &s006::EXPLANATION,
    &s007::EXPLANATION,
    &s008::EXPLANATION,
    &s009::EXPLANATION,
    &s010::EXPLANATION,
    &s011::EXPLANATION,
    &s012::EXPLANATION,
    &s013::EXPLANATION,
    &s014::EXPLANATION,
    &s015::EXPLANATION,
    &s016::EXPLANATION,
    &s017::EXPLANATION,
    &s018::EXPLANATION,
    &s019::EXPLANATION,
    &s020::EXPLANATION,
    &s021::EXPLANATION,
    &s022::EXPLANATION,
    &s023::EXPLANATION,
];
