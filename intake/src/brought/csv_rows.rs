//! Rows of CSV that are brought, and those of the file that takes them.

use std::io;

use attain_rules::both;
use attain_rules::company::TableFile;
use attain_rules::text::Text;

use super::{Go, NotBrought, Visit, Wrongs, no_column, short, twice};
use crate::cell;
use crate::csv::records::{BrokenRecord, Record, RecordError, Records};
use crate::files::Files;
use crate::limits::{MAX_COLUMNS, MAX_ROW_BYTES};
use crate::table::Input;
use crate::table::open::{NoTable, open_records};

/// The file that takes rows, behind its header.
pub(super) struct Standing {
    /// Its columns.
    pub(super) columns: Vec<String>,
    records: Records<Input>,
}

impl Standing {
    /// Opens the file of `table`; nothing where it is not there.
    pub(super) fn open(files: &Files, table: &TableFile) -> Result<Option<Self>, NotBrought> {
        let is_utf8 = table.encoding.as_deref().is_none_or(|stated| stated.eq_ignore_ascii_case("utf-8"));
        if !is_utf8 {
            return Err(other_encoding());
        }
        let mut records = match open_records(files, table, u64::MAX, None) {
            Ok(records) => records,
            Err(NoTable::Io(error)) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(NoTable::Io(error)) => return Err(error.into()),
            Err(_) => return Err(unreadable()),
        };
        if records.is_translated() {
            return Err(other_encoding());
        }
        let columns = match records.read() {
            Ok(Some(record)) => names(&record),
            _ => return Err(unreadable()),
        };
        Ok(Some(Self { columns, records }))
    }

    /// What stands between its cells.
    pub(super) const fn delimiter(&self) -> u8 {
        self.records.delimiter()
    }

    /// Gives the cells of each row.
    pub(super) fn each(&mut self, visit: &mut dyn FnMut(&[std::borrow::Cow<'_, str>])) -> Result<(), NotBrought> {
        loop {
            match self.records.read() {
                Ok(Some(record)) => {
                    let cells: Vec<_> = (0..record.len()).map(|place| record.cell(place)).collect();
                    visit(&cells);
                }
                Ok(None) => return Ok(()),
                Err(RecordError::Io(error)) => return Err(error.into()),
                Err(_) => return Err(unreadable()),
            }
        }
    }
}

/// The columns of the file that is brought.
pub(super) fn columns(files: &Files, place: &str, wrongs: &mut Wrongs) -> io::Result<Vec<String>> {
    let columns = match open(files, place, wrongs)? {
        None => None,
        Some(mut records) => header(&mut records, wrongs)?,
    };
    // What is wrong is told when the rows are read.
    *wrongs = Wrongs::default();
    let mut named: Vec<String> = Vec::new();
    for name in columns.unwrap_or_default() {
        if !named.contains(&name) {
            named.push(name);
        }
    }
    Ok(named)
}

/// Gives the cells of each row of the file that is brought, in the order of `columns`.
pub(super) fn each(
    files: &Files,
    place: &str,
    columns: &[String],
    wrongs: &mut Wrongs,
    visit: &mut Visit<'_>,
) -> io::Result<()> {
    let Some(mut records) = open(files, place, wrongs)? else { return Ok(()) };
    let Some(header) = header(&mut records, wrongs)? else { return Ok(()) };
    let place_of = |name: &String| columns.iter().position(|column| column == name);
    for name in &header {
        match columns.iter().filter(|column| *column == name).count() {
            0 => wrongs.add(1, || no_column(name, columns)),
            1 => {}
            _ => wrongs.add(1, || ambiguous(name)),
        }
    }
    let places: Vec<Option<usize>> = header.iter().map(place_of).collect();
    let mut cells = vec![String::new(); columns.len()];
    loop {
        match records.read() {
            Ok(Some(record)) if record.len() == header.len() => {
                for (at, place) in places.iter().enumerate() {
                    if let Some(cell) = place.and_then(|place| cells.get_mut(place)) {
                        cell.clear();
                        cell.push_str(&record.cell(at));
                    }
                }
                let line = record.line.into();
                if visit(line, &cells, wrongs)? == Go::NoFurther {
                    return Ok(());
                }
            }
            Ok(Some(record)) => {
                let (has, width) = (record.len(), header.len());
                wrongs.add(record.line.into(), || {
                    both!("the row has {has} cells, and the header {width}", "该行有 {has} 个单元格，表头有 {width} 个")
                });
            }
            Ok(None) => return Ok(()),
            // Nobody knows where the next row begins.
            Err(error) => return broken(error, wrongs),
        }
    }
}

fn open(files: &Files, place: &str, wrongs: &mut Wrongs) -> io::Result<Option<Records<Input>>> {
    match open_records(files, &TableFile::at(place), u64::MAX, None) {
        Ok(records) => Ok(Some(records)),
        Err(NoTable::Io(error)) => Err(error),
        Err(_) => {
            wrongs.add(1, || both!("this is no text in UTF-8", "这不是 UTF-8 文本"));
            Ok(None)
        }
    }
}

/// The names of the columns that are brought; nothing where there are none.
fn header(records: &mut Records<Input>, wrongs: &mut Wrongs) -> io::Result<Option<Vec<String>>> {
    let names = match records.read() {
        Ok(Some(record)) => names(&record),
        Ok(None) => return Ok(None),
        Err(error) => {
            broken(error, wrongs)?;
            return Ok(None);
        }
    };
    for (at, name) in names.iter().enumerate() {
        if names.iter().take(at).any(|other| other == name) {
            wrongs.add(1, || twice(name));
        }
    }
    Ok(Some(names))
}

fn names(record: &Record<'_>) -> Vec<String> {
    (0..record.len()).map(|place| cell::trim(&record.cell(place)).to_owned()).collect()
}

/// A row that cannot be read.
fn broken(error: RecordError, wrongs: &mut Wrongs) -> io::Result<()> {
    let (line, what) = match error {
        RecordError::Io(error) => return Err(error),
        RecordError::NotUtf8 { line, .. } | RecordError::Untranslated { line, .. } => {
            (line, both!("this is no text in UTF-8", "这不是 UTF-8 文本"))
        }
        RecordError::Broken { line, what, .. } => (
            line,
            match what {
                BrokenRecord::OpenQuote => both!("a quote opens here and is never closed", "此处的引号没有闭合"),
                BrokenRecord::TextBehindQuote => both!("text stands behind a closing quote", "闭合引号之后还有文字"),
                BrokenRecord::TooLong => both!("more than {MAX_ROW_BYTES} bytes", "超过 {MAX_ROW_BYTES} 字节"),
                BrokenRecord::TooManyColumns => both!("more than {MAX_COLUMNS} cells", "超过 {MAX_COLUMNS} 个单元格"),
            },
        ),
    };
    wrongs.add(line.into(), || what);
    Ok(())
}

fn unreadable() -> NotBrought {
    NotBrought::Standing(both!(
        "the file as it stands cannot be read from its beginning to its end: bring it whole (`PUT /v1/files/…`)",
        "现有文件无法从头读到尾：请整份上传（`PUT /v1/files/…`）"
    ))
}

fn other_encoding() -> NotBrought {
    NotBrought::Standing(both!(
        "rows are added to files in UTF-8, and this one is in another encoding: bring it whole (`PUT /v1/files/…`)",
        "只能向 UTF-8 文件添加行，此文件是其他编码：请整份上传（`PUT /v1/files/…`）"
    ))
}

/// The file has several columns of this name.
pub(super) fn ambiguous(name: &str) -> Text {
    let name = &short(name);
    both!("the file has several columns `{name}`", "文件中有多个列 `{name}`")
}
