//! The parts of a line's trace, one behind the other. Most lines have one part; what is due for a closed period has what changed,
//! how each of its lines is computed now, and what was posted for it.

use attain_engine::trace::{Fact, Role};

use super::layout::Row;
use super::{Shown, facts};

/// The rows of a line. Where it is not `derived`, of what is computed now the amount alone.
pub fn rows(shown: Shown<'_>, detail: bool, derived: bool) -> Vec<Row> {
    let is_change = |fact: &&Fact| matches!(fact.role, Role::Changed { .. } | Role::MoreChanges);
    let is_now = |fact: &Fact| matches!(fact.role, Role::Recomputed { .. });
    let (changes, rest) = shown.facts().split_at(shown.facts().iter().take_while(is_change).count());
    let mut rows = facts::rows(shown, changes, detail);
    for part in rest.split_inclusive(is_now) {
        let part = match part {
            [.., last] if !derived && is_now(last) => std::slice::from_ref(last),
            whole => whole,
        };
        rows.extend(facts::rows(shown, part, detail));
    }
    rows
}
