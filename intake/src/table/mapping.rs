//! [`Mapping`]: from the row of a file to the cells of a batch.

use attain_engine::inputs::Batch;
use attain_rules::both;
use attain_rules::diagnostics::d::{d010, d011};

use crate::csv::records::Record;
use crate::findings::{Findings, Reason};
use crate::limits::MAX_CELL_BYTES;

use super::bind::Bound;
use super::keep::{Keep, Verdict};
use super::lookup::{self, LoadedLookup};

/// How the rows of a file become rows of batches.
pub(super) struct Mapping {
    /// How many columns the header has.
    pub width: usize,
    /// The columns of batches.
    pub columns: Vec<Bound>,
    pub keep: Option<Keep>,
    pub lookups: Vec<LoadedLookup>,
    /// For each look-up, the row that was found for the row at hand.
    pub matches: Vec<Option<u32>>,
}

impl Mapping {
    /// Puts the cells of `record` under the batch's columns. After an error these may be uneven.
    #[inline]
    pub fn take_row(&mut self, record: &Record<'_>, batch: &mut Batch, findings: &mut Findings) -> Result<(), Reason> {
        if record.len() != self.width || record.text.len() > MAX_CELL_BYTES {
            self.check_form(record, findings).map_err(Reason::Broken)?;
        }
        if let Some(keep) = &mut self.keep {
            keep.look_up(record, &self.lookups, &mut self.matches, findings)?;
            match keep.verdict(record, &self.lookups, &self.matches, findings) {
                Verdict::Kept => {}
                Verdict::NotKept => return Err(Reason::NotKept),
                Verdict::Broken(code) => return Err(Reason::Broken(code)),
            }
        }
        let mut broken = None;
        for place in 0..self.lookups.len() {
            let found = lookup::find(place, record, &self.lookups, &mut self.matches, findings);
            broken = broken.or(found.err());
        }
        let mut troubles = Vec::new();
        for (bound, column) in self.columns.iter().zip(&mut batch.columns) {
            if let Err(trouble) = bound.push(record, &self.lookups, &self.matches, column) {
                troubles.push((bound.span(record).start, bound, trouble));
            }
        }
        // In the order of the file, whatever the order in which they were asked for.
        troubles.sort_by_key(|(start, ..)| *start);
        for (_, bound, trouble) in troubles {
            broken = broken.or(Some(bound.complain(record, &trouble, findings)));
        }
        broken.map_or(Ok(()), |code| Err(Reason::Broken(code)))
    }

    /// Sees that the row has as many cells as the header, none of them too long. The error is the code of the finding.
    #[cold]
    fn check_form(&self, record: &Record<'_>, findings: &mut Findings) -> Result<(), &'static str> {
        let file = findings.file().to_owned();
        let (cells, width) = (record.len(), self.width);
        if cells != width {
            let at = record.span(width.min(cells.saturating_sub(1))).start..record.text.len();
            let is_wide = cells < width && record.text.contains('，');
            let finding = if is_wide { d010::wide_commas } else { d010::ragged_row };
            return Err(findings.row(record.row(), at, |place| finding(place, &file, cells, width)));
        }
        match (0..cells).find(|place| record.cell(*place).len() > MAX_CELL_BYTES) {
            None => Ok(()),
            Some(large) => {
                let what = both!("a cell of more than {MAX_CELL_BYTES} bytes", "超过 {MAX_CELL_BYTES} 字节的单元格");
                let make = |place| d011::too_large(place, &file, &what);
                Err(findings.row(record.row(), record.span(large), make))
            }
        }
    }
}
