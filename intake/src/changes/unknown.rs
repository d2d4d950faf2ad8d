//! [`Unknown`]: a deal with a cell that is given one value after the other.

use std::sync::Arc;

use attain_engine::inputs::{Batch, SourceStopped, TransactionSource};
use attain_rules::company::Company;

use crate::folder::Folder;
use crate::limits::MAX_KEPT_ROWS;
use crate::transactions::Transactions;

use super::rows::RowTable;

/// One cell of an added or changed deal, to be given one value after the other.
pub struct Unknown {
    /// The company without the deal.
    pub folder: Folder,
    /// The company with nothing but the deal.
    company: Arc<Company>,
    table: RowTable,
    /// Place of the cell in the table's rows.
    place: usize,
    /// All other transactions, where they are few enough to be held in memory.
    kept: Option<Vec<Batch>>,
}

impl Unknown {
    pub(super) fn new(folder: Folder, company: Arc<Company>, table: RowTable, place: usize) -> Self {
        let kept = folder.transactions().and_then(keep);
        Self { folder, company, table, place, kept }
    }

    /// All transactions, with `value` in the deal's cell.
    #[must_use]
    pub fn with(&self, value: &str) -> With<'_> {
        let mut table = self.table.clone();
        for (_, texts) in &mut table.rows {
            if let Some(text) = texts.get_mut(self.place) {
                value.clone_into(text);
            }
        }
        let mut files = self.folder.files().clone();
        table.state(&mut files);
        let deal = Transactions::new(files, Arc::clone(&self.company));
        let (kept, read) = match &self.kept {
            Some(kept) => (kept.as_slice(), None),
            None => (&[][..], self.folder.transactions()),
        };
        With { kept: kept.iter(), read, deal }
    }
}

/// Reads all of them, unless they are too many.
fn keep(mut transactions: Transactions) -> Option<Vec<Batch>> {
    let (mut kept, mut rows) = (Vec::new(), 0);
    loop {
        let mut batch = Batch::default();
        if !transactions.next(&mut batch).ok()? {
            return Some(kept);
        }
        rows += batch.rows;
        if rows > MAX_KEPT_ROWS {
            return None;
        }
        kept.push(batch);
    }
}

/// All transactions, the deal last.
pub struct With<'a> {
    kept: std::slice::Iter<'a, Batch>,
    read: Option<Transactions>,
    deal: Transactions,
}

impl TransactionSource for With<'_> {
    fn next(&mut self, batch: &mut Batch) -> Result<bool, SourceStopped> {
        if let Some(next) = self.kept.next() {
            batch.clone_from(next);
            return Ok(true);
        }
        if let Some(read) = &mut self.read {
            if read.next(batch)? {
                return Ok(true);
            }
            self.read = None;
        }
        self.deal.next(batch)
    }
}
