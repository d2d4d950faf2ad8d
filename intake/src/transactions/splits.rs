//! [`BrokenSplits`]: transactions whose splits do not add up, told at the rows of the splits.

use std::collections::BTreeMap;
use std::ops::Range;

use attain_engine::inputs::RowPlace;
use attain_rules::company::Company;
use attain_rules::diagnostics::d::d066;
use attain_rules::source::Span;

use crate::files::Files;
use crate::findings::Findings;
use crate::limits::{MAX_FINDINGS, MAX_SPLIT_ROWS};
use crate::tables::splits::each_row;

/// Transactions whose splits do not add up.
#[derive(Clone, Debug, Default)]
pub(super) struct BrokenSplits {
    found: Vec<Broken>,
    /// How many more there are.
    more: u64,
}

/// One of them.
#[derive(Clone, Debug)]
struct Broken {
    transaction: String,
    percent: String,
    /// Lines of its splits, as many as are shown.
    lines: Vec<u32>,
    /// The measure that counts it.
    needed: Span,
}

impl BrokenSplits {
    /// Takes one in.
    pub fn add(&mut self, transaction: &str, percent: &str, rows: &[RowPlace], needed: Span) {
        if self.found.len() == MAX_FINDINGS {
            self.more += 1;
            return;
        }
        let mut lines: Vec<u32> = rows.iter().map(|row| row.line).collect();
        lines.sort_unstable();
        lines.truncate(MAX_SPLIT_ROWS);
        self.found.push(Broken { transaction: transaction.to_owned(), percent: percent.to_owned(), lines, needed });
    }

    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Reads the splits once more, for what stands in the rows.
    pub fn findings(&self, files: &Files, company: &Company) -> Option<Findings> {
        let table = company.data.splits.as_ref().filter(|_| !self.is_empty())?;
        let wanted: BTreeMap<u32, usize> = self
            .found
            .iter()
            .enumerate()
            .flat_map(|(place, one)| one.lines.iter().map(move |line| (*line, place)))
            .collect();
        let mut rows: Vec<Vec<(u32, String, Range<usize>)>> = vec![Vec::new(); self.found.len()];
        each_row(files, table, |reader| {
            let line = reader.line();
            if let Some(rows) = wanted.get(&line).and_then(|place| rows.get_mut(*place)) {
                let (text, at) = reader.shown(SHARE);
                rows.push((line, text, at));
            }
        });
        let mut findings = Findings::new(table.path.value.as_str().into(), company.broken_rows);
        for (one, rows) in self.found.iter().zip(rows) {
            findings.rows(&rows, |places| d066::splits(places, &one.transaction, &one.percent, one.needed));
        }
        findings.count_more(self.more);
        Some(findings)
    }
}

/// Place of the share among the columns of the splits.
const SHARE: usize = 2;
