//! Days that cannot be read, and what the check says to write.

use super::common::{COMPANY, checked, found, with_table};

/// What the check says to write for a column of days keeps what is written of it, and holds as it stands.
#[test]
fn the_format_of_days_is_added_to_what_is_written() {
    let written = "day: { column: day, type: date }";
    assert_eq!(COMPANY.matches(written).count(), 1);
    let line = |mapping: &str, header: &str, cell: &str| {
        let sales = format!("id,owner,{header},amount\nT1,E9,{cell},1\n");
        let company = COMPANY.replace(written, mapping);
        let folder = checked(&[("attain.yaml", company.as_bytes()), ("sales.csv", sales.as_bytes())]);
        let finding = folder.diagnostics.all().iter().find(|finding| finding.code == "D022").expect("no day");
        let help = finding.help.clone().expect("help").en;
        help.split('`').find(|code| code.starts_with("day: ")).expect("a line to write").to_owned()
    };
    let mended = |line: &str, header: &str, cell: &str| {
        let sales = format!("id,owner,{header},amount\nT1,E9,{cell},1\n");
        let company = COMPANY.replace(written, line);
        found(&checked(&[("attain.yaml", company.as_bytes()), ("sales.csv", sales.as_bytes())]))
    };
    for (header, column, cell, format) in [
        ("day", "day", "31.1.2026", "D.M.YYYY"),
        ("签约 日期", "签约 日期", "46053", "excel"),
        ("day: booked", "\"day: booked\"", "46053.5", "excel"),
        ("#day", "\"#day\"", "2026-01-31T08:00:00Z", "instant"),
    ] {
        let said = line(&format!("day: {{ column: {column}, type: date }}"), header, cell);
        assert_eq!(said, format!("day: {{ column: {column}, type: date, format: {format} }}"));
        let cell = cell.trim_end_matches(".5");
        assert_eq!(mended(&said, header, cell), Vec::<String>::new());
    }
    let said =
        line("day: { column: day, type: date, aliases: { x: 2026-01-31 }, default: 2026-01-31 }", "day", "2026/1/3");
    assert_eq!(said, "day: { column: day, type: date, format: YYYY/M/D, aliases: ..., default: ... }");
    // A column that is not listed can be.
    let folder = checked(&[("assignments.csv", b"participant,plan,from\nE9,sales,2026/1/31\n")]);
    let help = folder.diagnostics.all()[0].help.clone().expect("help").en;
    assert!(help.contains("`from: { column: from, type: date, format: YYYY/M/D }`"), "{help}");
    let table = "{ file: assignments.csv, columns: { from: { column: from, type: date, format: YYYY/M/D } } }";
    let company = with_table("assignments", table);
    let rows = b"participant,plan,from\nE9,sales,2026/1/1\nE10,sales,2026/1/1\n";
    assert_eq!(
        found(&checked(&[("attain.yaml", company.as_bytes()), ("assignments.csv", rows)])),
        Vec::<String>::new()
    );
}

/// A day that the calendar does not have is told as that, also where it is written in another format.
#[test]
fn months_and_days_that_there_are_not() {
    let sales = "id,owner,day,amount\nT1,E9,2026/13/05,1\nT2,E9,2026/14/05,1\nT3,E9,2026-02-30,1\n";
    let folder = checked(&[("sales.csv", sales.as_bytes())]);
    assert_eq!(found(&folder), ["D022 sales.csv:2:7 2026/13/05", "D022 sales.csv:4:7 2026-02-30"]);
    let [slashed, own] = [0, 1].map(|place| &folder.diagnostics.all()[place]);
    assert_eq!(slashed.labels[0].text.en, "in the format `YYYY/M/D`, there is no month 13");
    assert_eq!(slashed.labels[0].text.zh, "按格式 `YYYY/M/D` 读，没有 13 月");
    assert_eq!(slashed.labels[1].text.en, "in the format `YYYY/M/D`, there is no month 14");
    assert!(slashed.help.clone().expect("help").en.ends_with("this column writes days as `2026-01-31`"));
    assert_eq!(own.labels[0].text.en, "2026-02 has no day 30");
}
