//! Reading CSV: bytes to text, text to rows, rows to cells that know where they stand.

pub mod delimiter;
pub mod encoding;
pub mod records;

/// Cells as a line of CSV, all of them in quotes.
pub(crate) fn quoted_line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let quoted = cells.into_iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
    quoted.collect::<Vec<_>>().join(",") + "\n"
}
