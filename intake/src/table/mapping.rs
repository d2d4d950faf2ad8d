//! [`Mapping`]: from the row of a file to the cells of a batch.

use attain_engine::inputs::Batch;
use attain_engine::value::Value;
use attain_rules::both;
use attain_rules::diagnostics::d::d011;
use attain_rules::number::Number;

use crate::csv::records::Record;
use crate::findings::{Findings, Reason};
use crate::limits::MAX_CELL_BYTES;

use super::bind::{Bound, Place};
use super::keep::{Keep, Verdict};
use super::lookup::{self, LoadedLookup};
use super::ragged;

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
    /// Columns whose cells cannot be read in the row at hand.
    pub unread: Vec<usize>,
    /// Columns that say which row it is.
    pub identity: Vec<usize>,
}

impl Mapping {
    /// Puts the cells of `record` under the batch's columns. After an error these may be uneven.
    #[inline]
    pub fn take_row(&mut self, record: &Record<'_>, batch: &mut Batch, findings: &mut Findings) -> Result<(), Reason> {
        self.unread.clear();
        if record.len() != self.width || record.text.len() > MAX_CELL_BYTES {
            let form = self.check_form(record, findings);
            if let Err(code) = form {
                let reason = self.nothing_read(Reason::Broken(code));
                self.read_identity(record, batch);
                return Err(reason);
            }
        }
        if let Some(keep) = &mut self.keep {
            if let Err(reason) = keep.look_up(record, &self.lookups, &mut self.matches, findings) {
                return Err(self.nothing_read(reason));
            }
            match keep.verdict(record, &self.lookups, &self.matches, findings) {
                Verdict::Kept => {}
                Verdict::NotKept => return Err(Reason::NotKept),
                Verdict::Broken(code) => return Err(self.nothing_read(Reason::Broken(code))),
            }
        }
        let mut broken = None;
        for place in 0..self.lookups.len() {
            if let Err(code) = lookup::find(place, record, &self.lookups, &mut self.matches, findings) {
                let looked_up = |bound: &Bound| matches!(bound.place, Place::Lookup { lookup, .. } if lookup == place);
                let columns = self.columns.iter().enumerate().filter(|(_, bound)| looked_up(bound));
                self.unread.extend(columns.map(|(column, _)| column));
                broken = broken.or(Some(code));
            }
        }
        let mut troubles = Vec::new();
        for (place, (bound, column)) in self.columns.iter().zip(&mut batch.columns).enumerate() {
            if let Err(trouble) = bound.push(record, &self.lookups, &self.matches, column) {
                self.unread.push(place);
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

    /// Of a row for which `reason` stands, no cell can be relied on.
    #[cold]
    fn nothing_read(&mut self, reason: Reason) -> Reason {
        let own = |bound: &Bound| matches!(bound.place, Place::Field(_) | Place::Lookup { .. });
        self.unread = (0..self.columns.len()).filter(|place| own(&self.columns[*place])).collect();
        reason
    }

    /// Reads what identifies a row with too few or too many cells, as far as it stands in front of its last cell: what is missing or
    /// too much moves only what stands behind it.
    #[cold]
    fn read_identity(&mut self, record: &Record<'_>, batch: &mut Batch) {
        for place in self.identity.iter().copied() {
            let (Some(bound), Some(column)) = (self.columns.get(place), batch.columns.get_mut(place)) else { continue };
            let is_firm = matches!(bound.place, Place::Field(field) if field + 1 < record.len());
            if is_firm && bound.push(record, &self.lookups, &self.matches, column).is_ok() {
                self.unread.retain(|unread| *unread != place);
            }
        }
    }

    /// The amount in the column at `place`: nothing where there is no such column in the file, nothing inside where it cannot
    /// be read.
    pub fn amount(&self, place: Option<usize>, record: &Record<'_>) -> Option<Option<Number>> {
        let bound = self.columns.get(place?).filter(|bound| bound.place != Place::Absent)?;
        match bound.value(record) {
            Some(Value::Number(number)) => Some(Some(number)),
            _ => Some(None),
        }
    }

    /// Sees that the row has as many cells as the header, none of them too long. The error is the code of the finding.
    #[cold]
    fn check_form(&self, record: &Record<'_>, findings: &mut Findings) -> Result<(), &'static str> {
        let file = findings.file().to_owned();
        let (cells, width) = (record.len(), self.width);
        if cells != width {
            return Err(ragged::complain(record, width, findings));
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
