//! From the engine's types to text: pure functions, both languages side by side.

pub mod style;
