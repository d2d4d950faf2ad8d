//! Preview: looking for the amount of one deal at which a participant gets what was asked for. Every amount that is tried is
//! a whole run; nothing here computes pay.

mod goal;
mod hindrance;
mod limits;
mod way;

pub use goal::{Asked, Found, Goal, MAX_AMOUNT, TooMany, seek};
pub use hindrance::{Hindrance, Why};
