//! In which results an adjustment stands that belongs to a closed period: where it was known in time, in that period's own, and else
//! in that of the period which paid the difference.

use attain_rules::period::Month;

use super::mark::adjustment_key;
use super::{Closed, Marks};

impl Closed {
    /// The last months of the periods in whose results the adjustment `id` of `month` stands, where `now` is what is known of
    /// adjustments and `asked` are the first and the last month that are looked at.
    #[must_use]
    pub fn told_in(&self, id: &str, month: Month, now: &Marks, (first, last): (Month, Month)) -> Vec<Month> {
        if !self.holds(month) {
            return vec![month];
        }
        let key = adjustment_key(id);
        let (mut months, mut known) = (Vec::new(), None);
        for (seal, period) in self.seals.iter().zip(&self.periods) {
            let news = seal.rows.binary_search_by(|(row, _)| row.cmp(&key)).ok().and_then(|at| seal.rows.get(at));
            if let Some((_, mark)) = news {
                known = mark.as_ref();
            }
            let own = period.first <= month && month <= period.last();
            if own && known.is_some() {
                months.push(month);
            } else if period.first > month && news.is_some_and(|(_, mark)| mark.is_some()) {
                months.push(period.last());
            }
        }
        if known.map(|mark| &mark.hash) != now.adjustment(id).map(|mark| &mark.hash) {
            months.extend(self.open(first, last).map(|open| open.last()));
        }
        months
    }
}
