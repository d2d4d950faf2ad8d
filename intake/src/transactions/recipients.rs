//! Cells of transactions that should name a participant and do not: counted as rows go by, pointed at afterwards.

use std::sync::Arc;

use attain_engine::inputs::Batch;
use attain_engine::outcome::Uncredited;
use attain_engine::{Miss, Recipients};
use attain_rules::company::{BrokenRows, Company};
use attain_rules::diagnostics::d::{d044, d045};
use attain_rules::nearest::nearest;

use crate::files::Files;
use crate::findings::Findings;
use crate::table::Step;
use crate::tables::participants::Roster;

use super::stream::{Stream, text};

/// What was missed in the columns of each file.
pub struct Missed<'a> {
    recipients: Recipients<'a>,
    roster: &'a Roster,
    found: Vec<Column>,
    now: Vec<Miss>,
}

/// What was missed in one column of one file.
struct Column {
    file: Arc<str>,
    miss: Miss,
    /// Line of the first row.
    line: u32,
    /// What stands there.
    id: String,
    rows: u64,
}

impl<'a> Missed<'a> {
    /// Nothing yet.
    pub fn new(recipients: Recipients<'a>, roster: &'a Roster) -> Self {
        Self { recipients, roster, found: Vec::new(), now: Vec::new() }
    }

    /// Looks at the rows of `batch`.
    pub fn take(&mut self, batch: &Batch) {
        for row in 0..batch.rows {
            self.now.clear();
            self.recipients.misses(batch, row, &mut self.now);
            for miss in &self.now {
                let id = text(batch, miss.column, row);
                // Of somebody whose own row is broken this was said there.
                if !id.is_empty() && self.roster.is_excused(id) {
                    continue;
                }
                match self.found.iter_mut().find(|column| column.miss == *miss && column.file == batch.file) {
                    Some(column) => column.rows += 1,
                    None => self.found.push(Column {
                        file: Arc::clone(&batch.file),
                        miss: *miss,
                        line: batch.lines[row],
                        id: id.to_owned(),
                        rows: 1,
                    }),
                }
            }
        }
    }

    /// Reads the files in which something was missed up to where it stands.
    pub fn point(self, files: &Files, company: &Arc<Company>) -> Vec<Findings> {
        let stream = Stream::new(files.clone(), Arc::clone(company));
        let mut all = Vec::new();
        for file in &company.data.transactions {
            let path = file.table.path.value.as_str();
            let mut columns: Vec<&Column> = self.found.iter().filter(|column| *column.file == *path).collect();
            columns.sort_by_key(|column| (column.line, column.miss.column));
            let mut columns = columns.into_iter().peekable();
            let mut findings = Findings::new(path.into(), BrokenRows::Refuse);
            let (Some(_), Ok(mut reader)) = (columns.peek(), stream.open(file)) else { continue };
            let mut batch = Batch::default();
            while columns.peek().is_some() {
                stream.clear(&mut batch);
                if reader.read_row(&mut batch) == Step::End {
                    break;
                }
                while let Some(column) = columns.next_if(|column| column.line == reader.line()) {
                    let name = company.schema.transactions.get(column.miss.column).map_or("", |column| &column.name);
                    reader.remark_in(&mut findings, column.miss.column, |place| match column.miss.why {
                        Uncredited::NoParticipant => d045::names_nobody(place, name, column.rows),
                        _ => {
                            let near = nearest(&column.id, self.roster.ids());
                            d044::unknown_recipient(place, name, &column.id, near, column.rows)
                        }
                    });
                }
            }
            all.push(findings);
        }
        all
    }
}
