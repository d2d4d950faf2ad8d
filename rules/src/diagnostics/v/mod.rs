//! Findings about verification of traces.

use super::Explanation;

/// Their explanations, in the order of their codes.
pub const ALL: &[&Explanation] = &[];
