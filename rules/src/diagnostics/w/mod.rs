//! Findings about what is legal but hurts.

use super::Explanation;

/// Their explanations, in the order of their codes.
pub const ALL: &[&Explanation] = &[];
