//! From the engine's types to text: pure functions, both languages side by side.

pub mod adjusted;
pub mod amount;
pub mod applied;
pub mod axis;
pub mod balance;
pub mod closing;
pub mod computed;
pub mod cost;
pub mod curve;
pub mod difference;
pub mod finding;
pub mod goal;
pub mod grid;
pub mod json;
pub mod kind;
pub mod pay;
pub mod payouts;
pub mod report;
pub mod standings;
pub mod statement;
pub mod stood_in;
pub mod style;
pub mod svg;
pub mod to_come;
pub mod verdict;
pub mod without;
