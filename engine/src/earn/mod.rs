//! From measure to earning: one component, one member, one turn.

pub(crate) mod due;
mod each;
mod limit;
pub(crate) mod line;
pub(crate) mod row;
mod table;
