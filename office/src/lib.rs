//! The work that people ask for, whoever asks: compute, close, estimate, compare, test; and what they read of it.
//!
//! [`company::Opened`] is a company's folder as this work finds it; [`view`] turns results into tables, statements, curves and
//! JSON, in both languages. Whoever asks (the command line) decides where it is shown.

pub mod asked;
pub mod beyond;
pub mod changes;
pub mod company;
pub mod cost;
pub mod difference;
pub mod explained;
pub mod failure;
pub mod given;
pub mod goal;
pub mod line;
pub mod period;
pub mod stored;
pub mod summed;
pub mod verdict;
pub mod view;
pub mod who;
