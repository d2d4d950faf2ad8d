//! What a plan pays: checked plans and inputs in, outcome with its traces out.
//!
//! Pure: no file, no network, no database, no clock, no random numbers, no threads. The same plans and inputs give the same
//! bytes, however the rows are ordered or cut into batches.

#![warn(clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::too_many_lines)]

pub mod evaluate;
pub mod fault;
pub mod inputs;
pub mod outcome;
pub mod timeline;
pub mod trace;
pub mod value;
