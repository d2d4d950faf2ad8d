//! A company as if time had ended on a day.

use attain_rules::date::Date;

use crate::folder::Folder;

impl Folder {
    /// The same company with plans that are in force up to `day` and no longer.
    #[must_use]
    pub fn until(&self, day: Date) -> Self {
        let mut folder = self.clone();
        folder.plans.retain(|plan| plan.effective.first <= day);
        for plan in &mut folder.plans {
            plan.effective.last = plan.effective.last.min(day);
        }
        folder
    }
}
