//! From the engine's types to text: pure functions, both languages side by side.

pub mod amount;
pub mod computed;
pub mod curve;
pub mod finding;
pub mod grid;
pub mod json;
pub mod kind;
pub mod pay;
pub mod report;
pub mod statement;
pub mod style;
pub mod verdict;
pub mod without;
