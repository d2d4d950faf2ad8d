//! Which closed pools and contests that would come out otherwise now are told of, and when.

use attain_rules::period::Month;

use super::Change;
use super::reach::Part;
use super::settle::Settling;
use crate::kept::Kept;

/// Is a group told of in a run over the months that are `asked` for? In a run of its own period it always is; in the one that pays
/// differences where something that can count for it has changed since the last close, so that it is not told again for ever.
pub(super) fn is_told(kept: &Kept, with: &Settling<'_>, changes: &[Change], asked: &dyn Fn(Month) -> bool) -> bool {
    if asked(kept.period.last()) {
        return true;
    }
    let (plan, component) = (&*kept.plan, &*kept.component);
    let part = Part { plans: with.plans, plan, component, calendar: with.company.calendar };
    let days = part.days(kept.period);
    let counts =
        |change: &Change| change.counts_until(days.last) && change.counts_from(days.first) && part.concerns(change);
    asked(with.open.last()) && changes.iter().any(counts)
}
