//! Findings about names.

use super::Explanation;

pub mod n001;
pub mod n002;
pub mod n003;
pub mod n004;
pub mod n005;
pub mod n006;
pub mod n020;
pub mod n021;
pub mod n022;
pub mod n023;
pub mod n024;
pub mod n025;
pub mod n026;
pub mod n027;
pub mod n040;
pub mod n041;
pub mod n042;
pub mod n043;
pub mod n044;
pub mod n045;
pub mod n046;
pub mod n047;
pub mod n048;
pub mod n049;
pub mod n050;
pub mod n051;
pub mod n052;

/// Their explanations, in the order of their codes.
pub const ALL: &[&Explanation] = &[
    &n001::EXPLANATION,
    &n002::EXPLANATION,
    &n003::EXPLANATION,
    &n004::EXPLANATION,
    &n005::EXPLANATION,
    &n006::EXPLANATION,
    &n020::EXPLANATION,
    &n021::EXPLANATION,
    &n022::EXPLANATION,
    &n023::EXPLANATION,
    &n024::EXPLANATION,
    &n025::EXPLANATION,
    &n026::EXPLANATION,
    &n027::EXPLANATION,
    &n040::EXPLANATION,
    &n041::EXPLANATION,
    &n042::EXPLANATION,
    &n043::EXPLANATION,
    &n044::EXPLANATION,
    &n045::EXPLANATION,
    &n046::EXPLANATION,
    &n047::EXPLANATION,
    &n048::EXPLANATION,
    &n049::EXPLANATION,
    &n050::EXPLANATION,
    &n051::EXPLANATION,
    &n052::EXPLANATION,
];
