//! The corpus of cases, run through library and command line, and the auditor that the engine is held against.

pub mod asked;
pub mod auditor;
pub mod calendar;
pub mod command;
pub mod company;
pub mod counters;
pub mod exact;
pub mod expectation;
pub mod faults;
pub mod fuzz;
pub mod generate;
pub mod library;
pub mod memory;
pub mod observed;
pub mod payouts;
pub mod plant;
pub mod random;
pub mod scratch;
pub mod seller;
pub mod write;
