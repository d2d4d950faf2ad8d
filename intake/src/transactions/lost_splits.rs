//! [`LostSplits`]: splits of transactions that are not in the data.

use attain_engine::inputs::{Batch, SplitRow};
use attain_rules::company::{Company, Schema};
use rustc_hash::FxHashSet;

use crate::files::Files;
use crate::findings::Findings;
use crate::table::raw::each_id;
use crate::tables::splits;

use super::stream::text;

/// The splits, and the transactions among theirs that did not come yet.
pub(crate) struct LostSplits<'a> {
    rows: &'a [SplitRow],
    lost: FxHashSet<&'a str>,
}

impl<'a> LostSplits<'a> {
    /// None of the transactions that `rows` share has come.
    pub fn new(rows: &'a [SplitRow]) -> Self {
        Self { rows, lost: rows.iter().map(|row| &*row.transaction).collect() }
    }

    /// Looks at the rows of `batch`.
    pub fn take(&mut self, batch: &Batch) {
        for row in 0..batch.rows {
            if self.lost.is_empty() {
                return;
            }
            self.lost.remove(text(batch, Schema::ID, row));
        }
    }

    /// Looks for the rest among rows that are broken or not kept, and points at the first that is nowhere. Nothing where a file of
    /// transactions cannot be read to its end.
    pub fn findings(mut self, files: &Files, company: &Company) -> Option<Findings> {
        let table = company.data.splits.as_ref().filter(|_| !self.lost.is_empty())?;
        let all_read = each_id(files, company, &mut |id| {
            self.lost.remove(id);
            !self.lost.is_empty()
        });
        if !all_read {
            return None;
        }
        splits::without_transaction(files, table, self.rows, &self.lost)
    }
}
