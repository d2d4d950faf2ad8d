//! From measure to earning: one component, one member, one turn.

pub(crate) mod due;
mod each;
pub(crate) mod line;
pub(crate) mod row;
mod table;
