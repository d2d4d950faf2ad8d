//! Pointing at rows of transactions, once everything that is to be said of them is known.

use std::sync::Arc;

use attain_engine::inputs::Batch;
use attain_rules::company::{BrokenRows, Company};
use attain_rules::diagnostic::Diagnostic;
use attain_rules::source::Span;

use crate::files::Files;
use crate::findings::Findings;
use crate::table::Step;

use super::stream::Stream;

/// Says it, given the name of the column and the place of the cell.
type Make<'a> = Box<dyn Fn(&str, Span) -> Diagnostic + 'a>;

/// A cell of which something is to be said.
pub(super) struct Mark<'a> {
    /// Path of its file.
    pub file: &'a str,
    /// Line of its row.
    pub line: u32,
    /// Place of its column among the schema's columns of transactions.
    pub column: usize,
    /// What is said of it.
    pub make: Make<'a>,
}

/// Reads the files of the marks up to where the last of them stands.
pub(super) fn point(files: &Files, company: &Arc<Company>, marks: &[Mark<'_>]) -> Vec<Findings> {
    let mut all = Vec::new();
    if marks.is_empty() {
        return all;
    }
    let stream = Stream::new(files.clone(), Arc::clone(company));
    stream.begin_pass();
    for file in &company.data.transactions {
        let path = file.table.path.value.as_str();
        let mut marks: Vec<&Mark<'_>> = marks.iter().filter(|mark| mark.file == path).collect();
        marks.sort_by_key(|mark| (mark.line, mark.column));
        let mut marks = marks.into_iter().peekable();
        let mut findings = Findings::new(path.into(), BrokenRows::Refuse);
        let (Some(_), Ok(mut reader)) = (marks.peek(), stream.open(file)) else { continue };
        let mut batch = Batch::default();
        while marks.peek().is_some() {
            stream.clear(&mut batch);
            if reader.read_row(&mut batch) == Step::End {
                break;
            }
            while let Some(mark) = marks.next_if(|mark| mark.line == reader.line()) {
                let name = company.schema.transactions.get(mark.column).map_or("", |column| &column.name);
                reader.remark_in(&mut findings, mark.column, |place| (mark.make)(name, place));
            }
        }
        all.push(findings);
    }
    all
}
