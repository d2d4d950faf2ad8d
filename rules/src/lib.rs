//! What a plan says: text in, checked plan or diagnostics out.
//!
//! The only crate that knows YAML and Rhai. Everything to its right works on what it hands out: [`plan::Plan`] with its
//! typed formulas, and [`company::Company`].

#![warn(clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::too_many_lines)]

pub mod asked;
pub mod calendar;
pub mod company;
pub mod date;
pub mod diagnostic;
pub mod diagnostics;
pub mod example;
pub mod formula;
pub mod id;
pub mod nearest;
pub mod number;
pub mod payroll;
pub mod period;
pub mod plan;
pub mod read;
pub mod render;
pub mod rounding;
pub mod source;
pub mod text;
pub mod unit;
pub mod weeks;
pub mod yaml;
