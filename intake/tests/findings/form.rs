//! Rows that cannot be read at all: what stands behind them is read on, to tell what else is wrong.

use attain_intake::folder::Folder;

use super::common::{checked, found, streamed, with_table};
use super::with;

/// What each finding says in its labels.
fn labels(folder: &Folder) -> Vec<String> {
    let all = folder.diagnostics.all().iter().flat_map(|finding| &finding.labels);
    all.map(|label| label.text.en.clone()).collect()
}

#[test]
fn a_stray_quote_hides_nothing_behind_it() {
    let head = "id,owner,day,amount\n";
    let sales = |rows: &str| checked(&[("sales.csv", format!("{head}{rows}").as_bytes())]);
    let folder = sales("T1,\"5\" disk\",2026-01-05,1\nT2,E9,soon,1\nT3,E9,2026-01-05,\"1\nT4,E9,2026-01-05,x\n");
    let expected =
        ["D009 sales.csv:2:7  disk\"", "D022 sales.csv:3:7 soon", "D009 sales.csv:4:18 \"1", "D020 sales.csv:5:18 x"];
    assert_eq!(found(&folder), expected);
    assert_eq!(labels(&folder)[2], "this quote");
    assert!(folder.diagnostics.has_errors());
    let (rows, end, ..) = streamed(&folder, 10);
    assert!(end.is_err() && rows.is_empty(), "nothing is computed: {rows:?}");
    // Lines that are no rows by themselves are passed over, and named.
    let folder = sales("T1,\"a \"b\nc\nd\ne\",2026-01-05,1\nT2,E9,soon,1\n");
    assert_eq!(found(&folder), ["D009 sales.csv:2:8 b", "D022 sales.csv:6:7 soon"]);
    assert_eq!(
        labels(&folder)[0],
        "a delimiter or the line's end should be here; lines 3 to 5 are passed over as well"
    );
    let folder = sales("T1,\"a \"b\nc\nT2,E9,soon,1");
    assert!(labels(&folder)[0].ends_with("; line 3 is passed over as well"), "{:?}", labels(&folder));
    // Where too many follow, reading ends.
    let folder = sales(&format!("T1,\"5\" disk\",2026-01-05,1\n{}T2,E9,soon,1\n", "x\n".repeat(1_000)));
    assert_eq!(found(&folder), ["D009 sales.csv:2:7  disk\""]);
    assert!(labels(&folder)[0].ends_with("; nothing behind it is read"), "{:?}", labels(&folder));
}

/// Lines end in all three ways, and are counted on.
#[test]
fn reading_goes_on_at_the_right_line() {
    for end in ["\n", "\r\n", "\r"] {
        let rows = ["id,owner,day,amount", "T1,\"5\" disk\",2026-01-05,1", "", "T2,E9,soon,1", ""].join(end);
        assert_eq!(with("sales.csv", &rows), ["D009 sales.csv:2:7  disk\"", "D022 sales.csv:4:7 soon"], "{end:?}");
    }
}

#[test]
fn bytes_that_are_no_text_hide_nothing_behind_them() {
    let sales = b"id,owner,day,amount\nT1,E9,2026-01-05,1\nT2,M\xfcller,2026-01-05,1\nT3,E9,soon,1\nT4,M\xfcller,2026-01-05,1\n";
    let folder = checked(&[("sales.csv", sales)]);
    assert_eq!(found(&folder), ["D003 sales.csv:3:5 \u{fffd}", "D022 sales.csv:4:7 soon"]);
    assert_eq!(folder.diagnostics.all()[0].rows, 2);
    let stated = with_table("participants", "{ file: people.csv, encoding: gbk }");
    let people = b"id,name\nE9,M\xff\xffller\nE10,A,B\n";
    let folder = checked(&[("attain.yaml", stated.as_bytes()), ("people.csv", people)]);
    let starts: Vec<String> = found(&folder).iter().map(|one| one.chars().take(19).collect()).collect();
    assert_eq!(starts, ["D003 people.csv:2:5", "D010 people.csv:3:7"]);
}

/// Whoever may stand in a row that cannot be read is not said to be nobody; whoever cannot is.
#[test]
fn unknown_people_are_told_beside_rows_that_cannot_be_read() {
    let seats = "participant,plan\nE9,sales\nE10,sales\nE11,sales\n";
    let people = |bytes: &[u8]| found(&checked(&[("people.csv", bytes), ("assignments.csv", seats.as_bytes())]));
    let quote = people(b"id,name\nE9,\"A\" B\nE10,C\n");
    assert_eq!(quote, ["D009 people.csv:2:7  B", "D032 assignments.csv:4:1 E11"]);
    let latin = people(b"id,name\nE9,M\xfcller\nE10,C\n");
    assert_eq!(latin, ["D003 people.csv:2:5 \u{fffd}", "D032 assignments.csv:4:1 E11"]);
    // Of a Chinese id nobody knows whether it is the one that is garbled.
    let gbk = [b"id,name\nE9,A\nE10,B\nE11,C\n".as_slice(), &encoding_rs::GBK.encode("王芳,D\n").0].concat();
    let seats = "participant,plan\nE9,sales\n王芳,sales\n";
    let found = found(&checked(&[("people.csv", &gbk), ("assignments.csv", seats.as_bytes())]));
    assert!(found.iter().all(|one| !one.starts_with("D032 assignments")), "{found:?}");
}

/// A broken cell hides no unknown participant of its row, nor does one hide an unknown plan.
#[test]
fn one_mistake_of_a_row_hides_no_other() {
    let quotas = "participant,quota,period,amount\nE8,bookings,2026-Q1,x\nE8,bookings,Q1,1\nE8,bookings,2026-Q1\n";
    assert_eq!(
        with("quotas.csv", quotas),
        ["D020 quotas.csv:2:21 x", "D032 quotas.csv:2:1 E8", "D024 quotas.csv:3:13 Q1", "D010 quotas.csv:4:13 2026-Q1"]
    );
    let seats = "participant,plan,from,to\nE8,sale,2026-02-01,2026-01-01\nE7,sales,soon,\n";
    assert_eq!(
        with("assignments.csv", seats),
        [
            "D032 assignments.csv:2:1 E8",
            "D033 assignments.csv:2:4 sale",
            "D034 assignments.csv:2:20 2026-01-01",
            "D022 assignments.csv:3:10 soon",
            "D032 assignments.csv:3:1 E7"
        ]
    );
    assert_eq!(
        with("splits.csv", "transaction,participant,share\nT1,E8,x\n"),
        ["D020 splits.csv:2:7 x", "D032 splits.csv:2:4 E8"]
    );
}

/// Plans that an editor saved as UTF-16 are known as that, with the mark or without it.
#[test]
fn plans_in_another_encoding_are_told_which() {
    let utf16 = |mark: &str| -> Vec<u8> {
        format!("{mark}{}", super::common::PLAN).encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    for (bytes, likely) in [
        (utf16("\u{feff}"), "utf-16"),
        (utf16(""), "utf-16"),
        (encoding_rs::GBK.encode("plan: 销售\n").0.into_owned(), "gbk"),
    ] {
        let folder = checked(&[("plans/sales.yaml", &bytes)]);
        let finding = folder.diagnostics.all().iter().find(|finding| finding.code == "D003").expect("told");
        let help = finding.help.clone().expect("a help");
        assert!(help.en.contains(&format!("in {likely} (")) && help.zh.contains(likely), "{help:?}");
        assert_eq!(folder.diagnostics.all().len(), 1, "{:?}", found(&folder));
    }
}
