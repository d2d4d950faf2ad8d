//! [`bring`]: rows that are added to a data file. One that stands there already, the same in every cell, is known and is not added
//! again, so that bringing rows twice does no harm. Which rows belong together, and whether they may stand beside each other, is for
//! whoever reads the file then.

mod csv_rows;
mod json_lines;

use std::collections::BTreeSet;
use std::io::{self, Write};

use attain_rules::both;
use attain_rules::company::{DataFiles, TableFile};
use attain_rules::nearest::nearest;
use attain_rules::text::Text;
use sha2::{Digest as _, Sha256};

use crate::cell;
use crate::files::Files;
use crate::limits::{MAX_BROUGHT_ROWS, MAX_FINDINGS};

/// Characters of a name that are shown.
const MOST_SHOWN: usize = 60;
/// Columns that are named where one is not there.
const MOST_NAMED: usize = 30;

/// How rows are written that are brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A header, then rows.
    Csv,
    /// An object a line, whose keys are columns (NDJSON).
    JsonLines,
}

/// What became of rows that were brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brought {
    /// Rows that are new.
    pub added: u64,
    /// Rows that stood there before, or were brought twice.
    pub known: u64,
}

/// Why no row was added.
#[derive(Debug)]
pub enum NotBrought {
    /// The system did not read or write.
    Io(io::Error),
    /// The file as it stands takes no rows: why, and what to do.
    Standing(Text),
    /// What is wrong with what was brought, by its lines.
    Rows(Wrongs),
}

impl From<io::Error> for NotBrought {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// What is wrong with rows that were brought: as many as are shown, and how many more there are.
#[derive(Debug, Default)]
pub struct Wrongs {
    /// The line, from 1, and what is wrong with it.
    pub shown: Vec<(u64, Text)>,
    /// How many more lines are wrong.
    pub more: u64,
}

impl Wrongs {
    fn add(&mut self, line: u64, what: impl FnOnce() -> Text) {
        if self.shown.len() < MAX_FINDINGS {
            self.shown.push((line, what()));
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    /// Is nothing wrong?
    fn none(&mut self) -> Result<(), NotBrought> {
        if self.shown.is_empty() { Ok(()) } else { Err(NotBrought::Rows(std::mem::take(self))) }
    }
}

/// Does reading go on?
#[derive(Clone, Copy, PartialEq, Eq)]
enum Go {
    On,
    NoFurther,
}

/// What is done with a row: its line, and its cells in the order of the columns.
type Visit<'v> = dyn FnMut(u64, &[String], &mut Wrongs) -> io::Result<Go> + 'v;

/// The digest of what a row says: its cells without the blanks at their ends.
type Said = [u8; 32];

/// Lays the rows of the file `brought` out as lines that go behind those of `table`'s file, or as a whole new file where that is not
/// there.
///
/// # Errors
/// [`NotBrought`]; something may have been written then.
pub fn bring(
    files: &Files,
    table: &TableFile,
    (brought, form): (&str, Form),
    tail: &mut impl Write,
) -> Result<Brought, NotBrought> {
    let mut standing = csv_rows::Standing::open(files, table)?;
    let rows = Rows { files, place: brought, form };
    let mut wrongs = Wrongs::default();
    let columns = match &standing {
        Some(standing) => standing.columns.clone(),
        None => rows.columns(&mut wrongs)?,
    };
    wrongs.none()?;
    let (mut fresh, mut all) = (BTreeSet::<Said>::new(), 0_u64);
    rows.each(&columns, &mut wrongs, &mut |line, cells, wrongs| {
        // The lines at the end of a sheet say nothing, and are passed over wherever rows are read.
        if cells.iter().all(|cell| cell::trim(cell).is_empty()) {
            return Ok(Go::On);
        }
        if all == MAX_BROUGHT_ROWS {
            wrongs.add(line, || both!("more than {MAX_BROUGHT_ROWS} rows at once", "一次超过 {MAX_BROUGHT_ROWS} 行"));
            return Ok(Go::NoFurther);
        }
        all = all.saturating_add(1);
        fresh.insert(said(cells));
        Ok(Go::On)
    })?;
    if all == 0 && wrongs.shown.is_empty() {
        wrongs.add(1, || both!("there are no rows in it", "其中没有行"));
    }
    wrongs.none()?;
    let mut delimiter = table.delimiter.unwrap_or(b',');
    if let Some(standing) = &mut standing {
        delimiter = standing.delimiter();
        standing.each(&mut |cells| {
            fresh.remove(&said(cells));
        })?;
    }
    let added = u64::try_from(fresh.len()).unwrap_or(u64::MAX);
    if added > 0 {
        match &standing {
            Some(_) if !files.ends_with_a_line(&table.path.value)? => tail.write_all(b"\n")?,
            _ => {}
        }
        if standing.is_none() {
            // What parts the cells is found out from the header: nothing in a name may be taken for it.
            let is_plain = columns.iter().all(|name| !name.contains([',', ';', '\t']));
            let style = if is_plain { csv::QuoteStyle::Necessary } else { csv::QuoteStyle::Always };
            let mut header = csv::WriterBuilder::new().delimiter(delimiter).quote_style(style).from_writer(&mut *tail);
            header.write_record(&columns).map_err(io::Error::from)?;
            header.flush()?;
        }
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(tail);
        rows.each(&columns, &mut wrongs, &mut |_, cells, _| {
            if fresh.remove(&said(cells)) {
                writer.write_record(cells).map_err(io::Error::from)?;
            }
            Ok(Go::On)
        })?;
        writer.flush()?;
    }
    Ok(Brought { added, known: all.saturating_sub(added) })
}

/// The table of `data` whose file stands at `path`; one of which nothing is said where the company names none there.
#[must_use]
pub fn table_at(data: &DataFiles, path: &str) -> TableFile {
    let tables = [&data.participants, &data.assignments, &data.quotas, &data.metrics, &data.splits, &data.adjustments];
    let transactions = data.transactions.iter().map(|file| &file.table);
    let found = tables.into_iter().flatten().chain(transactions).find(|table| table.path.value == path);
    found.cloned().unwrap_or_else(|| TableFile::at(path))
}

/// The rows that are brought.
struct Rows<'f> {
    files: &'f Files,
    place: &'f str,
    form: Form,
}

impl Rows<'_> {
    /// The columns that they name, in the order in which they do so first.
    fn columns(&self, wrongs: &mut Wrongs) -> io::Result<Vec<String>> {
        match self.form {
            Form::Csv => csv_rows::columns(self.files, self.place, wrongs),
            Form::JsonLines => json_lines::columns(self.files, self.place, wrongs),
        }
    }

    /// Gives the cells of each row in the order of `columns`; those that it does not name are empty.
    fn each(&self, columns: &[String], wrongs: &mut Wrongs, visit: &mut Visit<'_>) -> io::Result<()> {
        match self.form {
            Form::Csv => csv_rows::each(self.files, self.place, columns, wrongs, visit),
            Form::JsonLines => json_lines::each(self.files, self.place, columns, wrongs, visit),
        }
    }
}

fn said<T: AsRef<str>>(cells: &[T]) -> Said {
    let mut hasher = Sha256::new();
    for cell in cells {
        let cell = cell::trim(cell.as_ref());
        hasher.update(cell.len().to_le_bytes());
        hasher.update(cell);
    }
    hasher.finalize().into()
}

/// The file has no such column.
fn no_column(name: &str, columns: &[String]) -> Text {
    let name = &short(name);
    let mut all = columns.iter().take(MOST_NAMED).map(|column| short(column)).collect::<Vec<_>>().join(", ");
    if columns.len() > MOST_NAMED {
        all.push_str(", …");
    }
    // Longer names are no slips of the pen, and take long to compare.
    match nearest(name, columns.iter().map(String::as_str).filter(|column| column.len() <= MOST_SHOWN)) {
        Some(near) => both!(
            "the file has no column `{name}`; did you mean `{near}`? Its columns are: {all}",
            "文件没有列 `{name}`；是否是 `{near}`？其列为：{all}"
        ),
        None => both!("the file has no column `{name}`; its columns are: {all}", "文件没有列 `{name}`；其列为：{all}"),
    }
}

/// A name as it is shown.
fn short(name: &str) -> String {
    match name.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()),
        None => name.to_owned(),
    }
}

/// A column is named twice.
fn twice(name: &str) -> Text {
    let name = &short(name);
    both!("`{name}` stands there twice", "`{name}` 出现了两次")
}

#[cfg(test)]
mod tests {
    use super::*;

    const STANDING: &str = "id,seller,amount\nT1,ann,10\nT2,\"Smith, Bob\",20";

    /// The lines that are added, and how many were; or what is told.
    fn brought(standing: Option<&str>, form: Form, rows: &str) -> Result<(String, u64, u64), String> {
        let mut files = Files::of(std::path::Path::new("nowhere"));
        files.state("rows", rows.as_bytes());
        if let Some(standing) = standing {
            files.state("data/t.csv", standing.as_bytes());
        }
        let mut tail = Vec::new();
        match bring(&files, &TableFile::at("data/t.csv"), ("rows", form), &mut tail) {
            Ok(Brought { added, known }) => Ok((String::from_utf8(tail).expect("text"), added, known)),
            Err(NotBrought::Rows(wrongs)) => {
                let told = wrongs.shown.iter().map(|(line, what)| format!("{line}: {}", what.en));
                Err(told.collect::<Vec<_>>().join("\n"))
            }
            Err(NotBrought::Standing(why)) => Err(why.en),
            Err(NotBrought::Io(error)) => Err(error.to_string()),
        }
    }

    #[test]
    fn rows_that_stand_there_are_known_and_new_ones_go_behind_them() {
        let rows = "amount;id;seller\n20;T2;Smith, Bob\n 10 ;T1;ann\n30;T3;\"a \"\"b\"\"\"\n30;T3;\"a \"\"b\"\"\"\n";
        let added = "\nT3,\"a \"\"b\"\"\",30\n".to_owned();
        assert_eq!(brought(Some(STANDING), Form::Csv, rows), Ok((added, 1, 3)));
        // The same once more, where it ends with a line.
        let all = format!("{STANDING}\nT3,\"a \"\"b\"\"\",30\n");
        assert_eq!(brought(Some(&all), Form::Csv, rows), Ok((String::new(), 0, 4)));
        assert_eq!(brought(Some(&all), Form::Csv, "id\nT4\n"), Ok(("T4,,\n".to_owned(), 1, 0)));
    }

    #[test]
    fn objects_are_rows_and_numbers_stay_as_they_are_written() {
        let rows = r#"{"id": "T1", "seller": "ann", "amount": 10}

{"amount": 0.10000000000000000001, "id": "T3", "seller": "王芳"}
{"id": "T4", "amount": null}"#;
        let added = "\nT3,王芳,0.10000000000000000001\nT4,,\n".to_owned();
        assert_eq!(brought(Some(STANDING), Form::JsonLines, rows), Ok((added, 2, 1)));
    }

    #[test]
    fn a_file_that_is_not_there_begins_with_the_columns_that_are_named() {
        let rows = "{\"id\": \"T1\"}\n{\"amount\": 5, \"id\": \"T2\"}\n";
        assert_eq!(brought(None, Form::JsonLines, rows), Ok(("id,amount\nT1,\nT2,5\n".to_owned(), 2, 0)));
        assert_eq!(brought(None, Form::Csv, "id;a\nT1;x\n"), Ok(("id,a\nT1,x\n".to_owned(), 1, 0)));
    }

    #[test]
    fn all_that_is_wrong_is_told_by_its_lines() {
        let rows =
            "{\"id\": \"T1\"\n[1]\n{\"id\": {\"a\": 1}}\n{\"amuont\": 5}\n{\"amount\": 1e3}\n{\"id\": 1, \"id\": 2}\n";
        let told = brought(Some(STANDING), Form::JsonLines, rows).expect_err("nothing of it is right");
        begin(
            &told,
            &[
                "1: this is no object in JSON",
                "2: this is no object in JSON",
                "3: `id` is a list or an object",
                "4: the file has no column `amuont`; did you mean `amount`? Its columns are: id, seller, amount",
                "5: `amount` is written with an exponent",
                "6: `id` stands there twice",
            ],
        );
        let rows = "id,sum,id\nT1,2,3\n";
        let told = brought(Some(STANDING), Form::Csv, rows).expect_err("nothing of it is right");
        begin(
            &told,
            &["1: `id` stands there twice", "1: the file has no column `sum`; its columns are: id, seller, amount"],
        );
        let told = brought(Some(STANDING), Form::Csv, "id,amount\nT1\nT2,3,4\nT3,\"5\n").expect_err("ragged");
        begin(
            &told,
            &[
                "2: the row has 1 cells, and the header 2",
                "3: the row has 3 cells, and the header 2",
                "4: a quote opens here and is never closed",
            ],
        );
        for (form, nothing) in [(Form::Csv, ""), (Form::JsonLines, "\n")] {
            assert_eq!(brought(None, form, nothing).expect_err("nothing"), "1: there are no rows in it");
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_on_takes_no_rows() {
        for standing in ["id,amount\nT1,\"5\n", ""] {
            let told = brought(Some(standing), Form::Csv, "id\nT2\n").expect_err("it cannot be read");
            assert!(told.contains("bring it whole"), "{standing}: {told}");
        }
        // Columns that nobody names are in nobody's way, as at the edge of a sheet.
        let edge = "id,amount,,\nT1,5,,\n";
        assert_eq!(brought(Some(edge), Form::Csv, "amount,id\n5,T1\n6,T2\n,\n"), Ok(("T2,6,,\n".to_owned(), 1, 1)));
        for form in [(Form::Csv, "id\nT2\n"), (Form::JsonLines, "{\"id\": \"T2\"}")] {
            let told = brought(Some("id,id\nT1,5\n"), form.0, form.1).expect_err("which of them?");
            assert_eq!(told, "1: the file has several columns `id`");
        }
    }

    #[test]
    fn a_new_file_is_read_as_it_is_written() {
        assert_eq!(
            brought(None, Form::JsonLines, "{\"a;b;c\": 1, \"d\": 2}").map(|(text, ..)| text),
            Ok("\"a;b;c\",\"d\"\n1,2\n".to_owned())
        );
        let mut files = Files::of(std::path::Path::new("nowhere"));
        files.state("rows", b"a,b\n1,2\n".as_slice());
        let mut table = TableFile { delimiter: Some(b';'), ..TableFile::at("data/t.csv") };
        let mut tail = Vec::new();
        bring(&files, &table, ("rows", Form::Csv), &mut tail).expect("a new file");
        assert_eq!(tail, b"a;b\n1;2\n");
        table.encoding = Some("gbk".to_owned());
        let refused = bring(&files, &table, ("rows", Form::Csv), &mut Vec::new());
        assert!(matches!(refused, Err(NotBrought::Standing(_))), "{refused:?}");
    }

    #[test]
    fn no_row_makes_much_work() {
        let many: String = (0..2_000).map(|at| format!("{{\"column{at}\": 1}}\n")).collect();
        assert_eq!(brought(None, Form::JsonLines, &many).expect_err("too many"), "1001: more than 1000 columns");
        let long = format!("{{\"{}\": 1}}\n", "x".repeat(500_000));
        let told = brought(Some(STANDING), Form::JsonLines, &long).expect_err("no such column");
        assert!(told.len() < 300 && told.contains("xxx…"), "{}", told.len());
        assert_eq!(
            brought(Some(STANDING), Form::JsonLines, "{\"id\": \"a\\u0000\"}").expect_err("no text"),
            "1: `id` is no text"
        );
        assert_eq!(brought(None, Form::Csv, "id,sum,id\nT1,2,3\n").expect_err("twice"), "1: `id` stands there twice");
    }

    /// Each line begins as it should.
    fn begin(told: &str, lines: &[&str]) {
        assert_eq!(told.lines().count(), lines.len(), "{told}");
        for (told, line) in told.lines().zip(lines) {
            assert!(told.starts_with(line), "{told}");
        }
    }
}
