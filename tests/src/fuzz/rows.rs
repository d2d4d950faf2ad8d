//! Rows that are added to a file.

use std::path::Path;

use attain_intake::brought::{Brought, Form, bring, table_at};
use attain_intake::files::Files;
use attain_rules::company::DataFiles;

/// Where the file and the rows lie.
const FILE: &str = "data/t.csv";
const ROWS: &str = "rows";

/// A file, a line `--`, and rows that are added to it, in both forms: whatever comes in is known when it comes again.
pub fn rows(bytes: &[u8]) {
    let parts = bytes.windows(4).position(|four| four == b"\n--\n").and_then(|at| bytes.split_at_checked(at + 1));
    let (standing, rows) = match parts {
        Some((standing, rest)) => (Some(standing), rest.get(3..).unwrap_or_default()),
        None => (None, bytes),
    };
    for form in [Form::Csv, Form::JsonLines] {
        let mut files = Files::confined(Path::new("nowhere"));
        files.state(ROWS, rows);
        if let Some(standing) = standing {
            files.state(FILE, standing);
        }
        let table = table_at(&DataFiles::default(), FILE);
        let mut tail = Vec::new();
        let Ok(first) = bring(&files, &table, (ROWS, form), &mut tail) else { continue };
        files.state(FILE, [standing.unwrap_or_default(), &tail].concat());
        let again = bring(&files, &table, (ROWS, form), &mut Vec::new()).map_err(|why| format!("{why:?}"));
        assert_eq!(again, Ok(Brought { added: 0, known: first.added + first.known }), "rows came in and are not known");
    }
}
