//! What a plan pays: checked plans and inputs in, outcome with its traces out.
//!
//! Pure: no file, no network, no database, no clock, no random numbers, no threads. The same plans and inputs give the same
//! bytes, however the rows are ordered or cut into batches.

#![warn(clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::too_many_lines)]

mod adjust;
mod allocation;
pub mod asked;
mod balance;
pub mod constant;
mod context;
mod credit;
pub mod cut_to;
mod earlier;
mod earn;
pub mod evaluate;
mod examples;
pub mod fault;
mod figure;
mod grid;
mod groups;
pub mod hash;
pub mod inputs;
pub mod kept;
mod labels;
pub mod leavers;
pub mod line_gaps;
mod lookback;
mod measured;
mod names;
pub mod outcome;
pub mod outside;
mod parting;
mod posts;
pub mod preview;
pub mod probe;
mod ranking;
pub mod receivers;
mod record;
pub mod reporting;
mod roster;
mod row;
mod run;
pub mod seal;
mod standing;
mod stay;
pub mod stood_in;
mod stretched;
mod sums;
pub mod timeline;
pub mod trace;
mod turn;
mod units;
pub mod value;
pub mod warning;

pub use credit::aside::{Aside, SetAside};
pub use credit::named::named;
pub use credit::recipients::{Miss, Missing, Recipients};
pub use credit::requirements::{Lack, Requirements, Setting, Why};
pub use run::{Explain, Request, run};
