//! Findings about tables and settings.

use super::Explanation;

/// Their explanations, in the order of their codes.
pub const ALL: &[&Explanation] = &[];
