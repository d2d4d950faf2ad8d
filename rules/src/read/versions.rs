//! Versions of plans: files with the same name and other days.

use crate::diagnostic::Diagnostics;
use crate::diagnostics::t;
use crate::plan::Plan;

/// Reports versions of one plan that hold on the same day.
pub(super) fn check(plans: &[Plan], out: &mut Diagnostics) {
    for (place, plan) in plans.iter().enumerate() {
        for earlier in plans.iter().take(place) {
            if earlier.name == plan.name && earlier.effective.overlaps(&plan.effective) {
                out.push(t::t021::versions_overlap(plan.span, &plan.name, earlier.span));
            }
        }
    }
}
