//! Whatever bytes a file holds: no panic, no endless reading, and rows are cut as the `csv` crate cuts them.

mod common;

use attain_intake::csv::records::Records;
use common::{checked, files, streamed, with_table};
use proptest::prelude::*;

/// Bytes that CSV is made of, more often than others.
fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => prop::sample::select(vec![",", "\"", "\n", "\r\n", "\r", ";", "\t", "\"\"", "\",\"", "id", "amount", "E9", "1.5", " ", "王", "\u{feff}", "-", "%", "2026-01-05"])
            .prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn cut(text: &str) -> Option<Vec<Vec<String>>> {
    let mut records = Records::new(text.as_bytes(), b',');
    let mut rows = Vec::new();
    loop {
        match records.read() {
            Ok(Some(record)) => rows.push((0..record.len()).map(|place| record.cell(place).into_owned()).collect()),
            Ok(None) => return Some(rows),
            Err(_) => return None,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in any_bytes(), start in prop::sample::select(vec!["", "id,owner,day,amount\n", "id;owner;day;amount\n"])) {
        let bytes = [start.as_bytes(), &bytes].concat();
        for file in ["sales.csv", "people.csv", "assignments.csv", "quotas.csv", "splits.csv", "attain.yaml", "plans/sales.yaml"] {
            checked(&[(file, &bytes)]);
        }
        for encoding in ["gbk", "utf-16le", "windows-1252"] {
            let mapping = with_table("transactions", &format!("{{ file: sales.csv, encoding: {encoding} }}"));
            let _ = streamed(&attain_intake::folder::Folder::of(files(&[("attain.yaml", mapping.as_bytes()), ("sales.csv", &bytes)])), 3);
        }
    }

    #[test]
    fn rows_are_cut_as_another_reader_cuts_them(pieces in prop::collection::vec(prop::sample::select(vec![",", "\"", "\n", "\r\n", "a", "王", "\"\"", " "]), 0..30)) {
        let text = pieces.concat();
        let Some(rows) = cut(&text) else { return Ok(()) };
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let expected: Vec<Vec<String>> = reader.records().map(|record| record.expect("text").iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(rows, expected);
    }

    #[test]
    fn cells_point_at_their_text(cells in prop::collection::vec("[a-z\",;\n 王]{0,6}", 1..6)) {
        let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        let text = quoted.join(",");
        let mut records = Records::new(text.as_bytes(), b',');
        let record = records.read().expect("a row").expect("one");
        for (place, (cell, quoted)) in cells.iter().zip(&quoted).enumerate() {
            prop_assert_eq!(&*record.cell(place), cell);
            prop_assert_eq!(&record.text[record.span(place)], quoted);
        }
    }
}

#[test]
fn rows_survive_the_ends_of_the_buffer() {
    let rows: Vec<String> =
        (0..60_000).map(|row| format!("T{row},\"王\n芳 {}\",{}", row % 7, "x".repeat(row % 13))).collect();
    let text = rows.join("\r\n");
    let mut records = Records::new(text.as_bytes(), b',');
    let mut line = 1;
    for row in &rows {
        let record = records.read().expect("a row").expect("one");
        assert_eq!((record.text, record.line, record.len()), (row.as_str(), line, 3));
        line += 2;
    }
    assert!(records.read().expect("the end").is_none());
}
