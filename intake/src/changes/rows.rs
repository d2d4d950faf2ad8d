//! [`RowTable`]: rows that are laid over a file of transactions, and [`Target`], the file to which they belong.

use attain_rules::company::{CellSource, Company, TableFile, TransactionFile};
use attain_rules::nearest::nearest;
use attain_rules::source::Spanned;

use crate::cell;
use crate::csv::quoted_line;
use crate::csv::records::Records;
use crate::files::Files;
use crate::limits::{MAX_CHANGED_ROWS, MAX_TABLE_FILE_BYTES};
use crate::table::{Input, header, open_records};

use super::misfit::Misfit;

/// Rows under the header of the file to which they belong.
#[derive(Clone, Debug)]
pub(super) struct RowTable {
    /// Where the rows come from, as messages name it.
    pub file: String,
    /// Which deal it holds, where it holds only one.
    pub deal: String,
    /// Under which path it stands among the company's files; no two tables have the same.
    pub path: String,
    /// Place of the file to which it belongs among the company's files of transactions.
    pub target: usize,
    header: Vec<String>,
    /// Line and cells of each row; lines ascend.
    pub rows: Vec<(u32, Vec<String>)>,
}

impl RowTable {
    /// The first row of a table; there are `others` of the same file already.
    pub fn new(target: &Target<'_>, file: &str, deal: &str, others: usize, row: (u32, Vec<String>)) -> Self {
        let path = if others == 0 { file.to_owned() } else { format!("{file} ({})", others + 1) };
        let (file, deal, header) = (file.to_owned(), deal.to_owned(), target.header.clone());
        Self { file, deal, path, target: target.place, header, rows: vec![row] }
    }

    /// The table as a file of transactions, with the mapping of the file to which it belongs.
    pub fn file_of(&self, company: &Company) -> Option<TransactionFile> {
        let target = company.data.transactions.get(self.target)?;
        let table = TableFile {
            path: Spanned::new(self.path.clone(), target.table.path.span),
            delimiter: Some(b','),
            encoding: None,
            ..target.table.clone()
        };
        Some(TransactionFile { source: target.source.clone(), table })
    }

    /// Puts the rows among `files`, each on its line.
    pub fn state(&self, files: &mut Files) {
        let line = |cells: &[String]| quoted_line(cells.iter().map(String::as_str));
        // The header stands on line 0.
        let mut text = line(&self.header);
        let mut next = 1;
        for (at, cells) in &self.rows {
            while next < *at {
                text.push('\n');
                next += 1;
            }
            let row = line(cells);
            next += u32::try_from(row.matches('\n').count()).unwrap_or(u32::MAX);
            text.push_str(&row);
        }
        files.state_from(0, &self.path, text.into_bytes());
    }
}

/// A file of transactions, and what its columns are called.
pub(super) struct Target<'a> {
    /// Place among the company's files of transactions.
    pub place: usize,
    file: &'a TransactionFile,
    header: Vec<String>,
}

impl<'a> Target<'a> {
    /// The file at `place`.
    pub fn of(files: &Files, company: &'a Company, place: usize) -> Result<Self, Misfit> {
        let Some(file) = company.data.transactions.get(place) else { return Err(Misfit::NoFile) };
        let table = &file.table;
        let path = &table.path.value;
        match header(files, path, table.delimiter, table.encoding.as_deref()) {
            Some(header) => Ok(Self { place, file, header }),
            None => Err(Misfit::Unreadable(path.clone())),
        }
    }

    /// The file to which a deal with these cells belongs: the one of its source, or else the first one that has all of its
    /// columns.
    pub fn for_deal(
        files: &Files,
        company: &'a Company,
        cells: &[(String, String)],
        source: Option<&str>,
    ) -> Result<Self, Misfit> {
        let mut why = None;
        for place in 0..company.data.transactions.len() {
            let target = Self::of(files, company, place)?;
            if source.is_some_and(|source| target.file.source != source) {
                continue;
            }
            match cells.iter().try_for_each(|(column, _)| target.place_of(column).map(|_| ())) {
                Ok(()) => return Ok(target),
                Err(misfit) => why = why.or(Some(misfit)),
            }
        }
        let known = || company.data.transactions.iter().map(|file| file.source.clone()).collect();
        Err(why.unwrap_or_else(|| match source {
            Some(source) => Misfit::NoSource(source.to_owned(), known()),
            None => Misfit::NoFile,
        }))
    }

    /// How many columns the file has.
    pub fn width(&self) -> usize {
        self.header.len()
    }

    /// The place of the column called `name`, by our name or by its header.
    pub fn place_of(&self, name: &str) -> Result<usize, Misfit> {
        let table = &self.file.table;
        let in_header = |wanted: &str| self.header.iter().position(|column| *column == cell::trim(wanted));
        let path = || table.path.value.clone();
        if let Some(map) = table.columns.iter().find(|map| map.name == name) {
            return match &map.from {
                CellSource::Header(header) => in_header(header).ok_or_else(|| Misfit::Unreadable(path())),
                CellSource::Constant(text) => Err(Misfit::Constant(name.to_owned(), text.clone(), path())),
            };
        }
        if let Some(lookup) = table.lookups.iter().find(|lookup| lookup.columns.iter().any(|map| map.name == name)) {
            return Err(Misfit::LookedUp(name.to_owned(), lookup.by.value.clone(), lookup.path.value.clone()));
        }
        in_header(name).ok_or_else(|| {
            let ours = table.columns.iter().map(|map| map.name.as_str());
            let near = nearest(name, ours.chain(self.header.iter().map(String::as_str)));
            Misfit::NoColumn(name.to_owned(), path(), near.map(str::to_owned))
        })
    }

    /// Puts `text` under the column called `name`.
    pub fn set(&self, cells: &mut [String], name: &str, text: &str) -> Result<(), Misfit> {
        match cells.get_mut(self.place_of(name)?) {
            Some(cell) => text.clone_into(cell),
            None => return Err(Misfit::Unreadable(self.file.table.path.value.clone())),
        }
        Ok(())
    }

    /// What stands under the column called `name`.
    pub fn get(&self, cells: &[String], name: &str) -> Option<String> {
        cells.get(self.place_of(name).ok()?).cloned()
    }
}

/// A deal of a file: its line, and names and texts of its cells.
type Deal = (u32, Vec<(String, String)>);

/// The deals of the file at `path`.
pub(super) fn read_file(files: &Files, path: &str) -> Result<Vec<Deal>, Misfit> {
    let unreadable = || Misfit::Unreadable(path.to_owned());
    let mut records: Records<Input> =
        open_records(files, &TableFile::at(path), MAX_TABLE_FILE_BYTES, None).map_err(|_| unreadable())?;
    let names: Vec<String> = match records.read() {
        Ok(Some(record)) => (0..record.len()).map(|place| cell::trim(&record.cell(place)).to_owned()).collect(),
        _ => return Err(unreadable()),
    };
    let mut rows = Vec::new();
    loop {
        let record = match records.read() {
            Ok(Some(record)) => record,
            Ok(None) => return Ok(rows),
            Err(_) => return Err(unreadable()),
        };
        if record.is_blank() {
            continue;
        }
        if record.len() != names.len() {
            return Err(Misfit::Ragged(path.to_owned(), record.line, record.len(), names.len()));
        }
        if rows.len() == MAX_CHANGED_ROWS {
            return Err(Misfit::TooMany(path.to_owned(), MAX_CHANGED_ROWS));
        }
        let cells = names.iter().enumerate().map(|(place, name)| (name.clone(), record.cell(place).into_owned()));
        rows.push((record.line, cells.collect()));
    }
}
