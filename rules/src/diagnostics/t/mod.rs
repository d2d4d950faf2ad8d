//! Findings about tables and settings.

use super::Explanation;

pub mod t001;
pub mod t002;
pub mod t003;
pub mod t005;
pub mod t006;
pub mod t007;
pub mod t008;
pub mod t009;
pub mod t010;
pub mod t011;
pub mod t012;
pub mod t013;
pub mod t014;
pub mod t015;
pub mod t016;
pub mod t017;
pub mod t018;
pub mod t019;
pub mod t020;
pub mod t021;
pub mod t022;
pub mod t023;
pub mod t024;
pub mod t025;
pub mod t026;
pub mod t027;
pub mod t028;
pub mod t029;
pub mod t030;
pub mod t031;
pub mod t032;
pub mod t033;
pub mod t034;
pub mod t035;
pub mod t036;
pub mod t037;
pub mod t040;
pub mod t041;
pub mod t045;
pub mod t046;
pub mod t050;
pub mod t051;
pub mod t052;

/// Their explanations, in the order of their codes.
pub const ALL: &[&Explanation] = &[
    &t001::EXPLANATION,
    &t002::EXPLANATION,
    &t003::EXPLANATION,
    &t005::EXPLANATION,
    &t006::EXPLANATION,
    &t007::EXPLANATION,
    &t008::EXPLANATION,
    &t009::EXPLANATION,
    &t010::EXPLANATION,
    &t011::EXPLANATION,
    &t012::EXPLANATION,
    &t013::EXPLANATION,
    &t014::EXPLANATION,
    &t015::EXPLANATION,
    &t016::EXPLANATION,
    &t017::EXPLANATION,
    &t018::EXPLANATION,
    &t019::EXPLANATION,
    &t020::EXPLANATION,
    &t021::EXPLANATION,
    &t022::EXPLANATION,
    &t023::EXPLANATION,
    &t024::EXPLANATION,
    &t025::EXPLANATION,
    &t026::EXPLANATION,
    &t027::EXPLANATION,
    &t028::EXPLANATION,
    &t029::EXPLANATION,
    &t030::EXPLANATION,
    &t031::EXPLANATION,
    &t032::EXPLANATION,
    &t033::EXPLANATION,
    &t034::EXPLANATION,
    &t035::EXPLANATION,
    &t036::EXPLANATION,
    &t037::EXPLANATION,
    &t040::EXPLANATION,
    &t041::EXPLANATION,
    &t045::EXPLANATION,
    &t046::EXPLANATION,
    &t050::EXPLANATION,
    &t051::EXPLANATION,
    &t052::EXPLANATION,
];
