//! From measure to earning: one component, one member, one turn.

mod clawback;
pub(crate) mod contest;
pub(crate) mod departure;
pub(crate) mod draw;
pub(crate) mod due;
mod each;
pub(crate) mod first_to;
pub(crate) mod leaver;
mod limit;
pub(crate) mod line;
pub(crate) mod pool;
mod prize;
mod reversal;
pub(crate) mod row;
pub(crate) mod schedule;
mod table;
pub(crate) mod whole;
