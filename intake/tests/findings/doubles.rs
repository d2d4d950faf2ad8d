//! Rows that share a key which only one may have: told as they stand, and set aside whatever their order.

use attain_engine::inputs::Inputs;
use attain_intake::changes::Changes;
use attain_intake::folder::Folder;
use attain_rules::number::Number;

use super::common::{self, checked, found, streamed, with_table};

/// What each finding says in the labels of its rows.
fn labels(folder: &Folder) -> Vec<String> {
    let all = folder.diagnostics.all().iter().flat_map(|finding| &finding.labels);
    all.map(|label| label.text.en.clone()).collect()
}

/// The company's file, where broken rows are set aside, there is a table of adjustments, and products are looked up.
fn aside() -> String {
    let mapping = "{ file: sales.csv, columns: { day: { column: day, type: date }, margin: { column: margin, type: money } }, \
                   lookups: [ { file: products.csv, by: product, key: name, missing: empty, columns: { series: series } } ] }";
    format!("{}broken_rows: set_aside\n", with_table("transactions", mapping))
        .replace("  splits:", "  adjustments: by_hand.csv\n  splits:")
}

/// Everything that a run reads, without the lines on which it stands.
fn read(folder: &Folder) -> String {
    let Inputs {
        participants,
        assignments,
        quotas,
        metrics,
        unclear_quotas,
        unclear_metrics,
        splits,
        unclear_splits,
        adjustments,
    } = &folder.inputs;
    let mut text = format!("{unclear_quotas:?}\n{unclear_metrics:?}\n{unclear_splits:?}\n");
    for one in participants {
        text += &format!("{} {} {:?} {:?}\n", one.id, one.name, one.attributes, one.left);
    }
    for one in assignments {
        text += &format!("{:?} {} {:?} {:?}\n", one.participant, one.plan, one.days, one.attributes);
    }
    for one in quotas {
        text += &format!("{:?} {} {:?} {:?}\n", one.participant, one.name, one.period, one.amount);
    }
    for one in metrics {
        text += &format!("{:?} {} {:?} {:?}\n", one.participant, one.name, one.period, one.value);
    }
    for one in splits.iter() {
        text += &format!("{} {:?} {:?}\n", one.transaction, one.participant, one.share);
    }
    for one in adjustments {
        text += &format!("{} {:?} {:?} {:?}\n", one.id, one.participant, one.what, one.amount);
    }
    let (rows, end, mut left_out, _) = streamed(folder, 3);
    let mut rows: Vec<&str> = rows.iter().filter_map(|row| Some(row.split_once(' ')?.1)).collect();
    rows.sort_unstable();
    left_out.extend(folder.left_out.iter().cloned());
    let mut left: Vec<String> = left_out
        .iter()
        .map(|left| {
            let sum = left.sum.as_ref().map(Number::to_exact_text);
            format!("{} {} {} {sum:?} {}", left.file, left.reason.en, left.rows, left.unread)
        })
        .collect();
    left.sort();
    format!("{text}{rows:#?} {end:?} {left:#?}")
}

/// Every order of `rows`.
fn orders(rows: &[&str]) -> Vec<String> {
    let [first, rest @ ..] = rows else { return vec![String::new()] };
    let mut all = Vec::new();
    for order in orders(rest) {
        let others: Vec<&str> = order.lines().collect();
        for at in 0..=others.len() {
            let (before, behind) = others.split_at(at);
            all.push(before.iter().chain([first]).chain(behind).map(|row| format!("{row}\n")).collect());
        }
    }
    all
}

/// Rows of each table of which some are the same, some differ, and some are broken: whatever their order, the same is read.
#[test]
fn no_order_of_rows_changes_what_is_read() {
    let tables: [(&str, &str, &[&str], &str); 8] = [
        ("people.csv", "id,name", &["E9,Ann", "E9,Bob", "E10,Cid", "E11,D,", "E11,D"], "E10 Cid"),
        (
            "assignments.csv",
            "participant,plan,from,to,team",
            &[
                "E9,sales,2026-01-01,2026-06-30,a",
                "E9,sales,2026-06-30,2026-08-31,b",
                "E9,sales,2026-09-01,,c",
                "E10,sales,2026-01-01,,d",
                "E10,sales,2026-01-01,,d",
            ],
            "ParticipantIndex(1) sales",
        ),
        (
            "assignments.csv",
            "participant,plan,from,to,acting_for",
            &["E9,sales,2026-01-01,2026-06-30,E12", "E10,sales,2026-06-01,,E12", "E12,sales,,,"],
            "ParticipantIndex(2) sales",
        ),
        (
            "quotas.csv",
            "participant,quota,period,amount",
            &[
                "E9,bookings,2026-Q1,1",
                "E9,bookings,2026-Q1,2",
                "E9,bookings,2026-Q2,x",
                "E9,bookings,2026-Q2,3",
                "E9,bookings,2026-Q3,4",
            ],
            "bookings",
        ),
        (
            "metrics.csv",
            "participant,metric,period,value",
            &["E9,csat,2026-01,1", "E9,csat,2026-01,2", "E9,csat,2026-02,1"],
            "csat",
        ),
        (
            "splits.csv",
            "transaction,participant,share",
            &["T1,E9,60%", "T1,E10,40%", "T1,E10,0.4", "T2,E9,100%", "T2,E9,50%"],
            "T1",
        ),
        (
            "by_hand.csv",
            "id,participant,kind,what,amount,reason,approved_by,plan,period,day,paid_in",
            &[
                "A1,E9,payment,commission,1,late,E10,,2026-01,,",
                "A1,E9,payment,commission,2,late,E10,,2026-01,,",
                "A2,E9,payment,commission,3,late,E10,,2026-01,,",
                "A3,E9,metric,csat,1,late,E10,,2026-03,,",
                "A4,E9,metric,csat,2,late,E10,,2026-03,,",
            ],
            "A2",
        ),
        ("products.csv", "name,series", &["A,one", "A,two", "B,three", "B,three", "C,four"], "A|"),
    ];
    let company = aside();
    let head = "id,participant,kind,what,amount,reason,approved_by,plan,period,day,paid_in\n";
    for (path, header, rows, kept) in tables {
        let orders = orders(rows);
        assert_eq!(orders.len(), (1..=rows.len()).product::<usize>());
        let read = |rows: &str| {
            let table = format!("{header}\n{rows}");
            let sales = "id,owner,day,amount,product,margin\nT1,E9,2026-01-05,1,B,\nT2,E9,2026-01-06,2,A,\nT3,E9,2026-01-07,3,C,\n";
            let mut changes = vec![
                ("attain.yaml", company.as_bytes()),
                ("people.csv", b"id\nE9\nE10\nE12\n"),
                ("products.csv", b"name,series\nA,one\nB,two\nC,three\n"),
                ("by_hand.csv", head.as_bytes()),
                ("sales.csv", sales.as_bytes()),
                ("splits.csv", b"transaction,participant,share\n"),
            ];
            changes.push((path, table.as_bytes()));
            read(&checked(&changes))
        };
        let first = read(&orders[0]);
        assert!(path == "products.csv" || first.contains(kept), "{path}: {first}");
        for order in &orders {
            assert_eq!(read(order), first, "{path}\n{order}");
        }
    }
}

/// The same of transactions, with revisions, in one file and over two of one source.
#[test]
fn no_order_of_transactions_changes_what_is_read() {
    let company = aside();
    let rows = [
        "T1,E9,2026-01-05,1,0,A,",
        "T1,E9,2026-01-05,2,0,A,",
        "T2,E9,2026-01-05,3,1,A,",
        "T2,E9,2026-01-05,3.0,1,A,",
        "T3,E9,2026-01-05,4,0,A,",
        "T3,E9,2026-01-05,x,0,A,",
    ];
    let revised = [
        "T4,E9,2026-01-05,5,0,A,",
        "T4,E9,2026-01-05,6,1,A,1",
        "T4,E9,2026-01-05,6,1,A,2",
        "T5,E9,2026-01-05,7,0,A,",
        "T5,E9,2026-01-05,8,0,A,",
        "T5,E9,2026-01-05,9,1,A,",
    ];
    for (rows, kept) in [(rows, "transactions|T2|1|||3|"), (revised, "transactions|T5|1|||9|")] {
        let mut all = std::collections::BTreeSet::new();
        for order in orders(&rows) {
            let sales = format!("id,owner,day,amount,revision,product,margin\n{order}");
            let folder = Folder::of(common::files(&[
                ("attain.yaml", company.as_bytes()),
                ("products.csv", b"name,series\nA,one\n"),
                ("sales.csv", sales.as_bytes()),
                ("splits.csv", b"transaction,participant,share\n"),
                ("by_hand.csv", b"id,participant,kind,what,amount,reason,approved_by\n"),
            ]));
            let (found, end, ..) = streamed(&folder, 2);
            assert_eq!((found.len(), end), (1, Ok(false)), "{order}");
            assert!(found[0].contains(kept), "{found:?}");
            all.insert(read(&folder));
        }
        assert_eq!(all.len(), 1, "{all:#?}");
    }
}

#[test]
fn rows_that_differ_are_told_with_the_lines_of_the_others() {
    let company = aside();
    let sales = "id,owner,day,amount,product,margin\nT1,E9,2026-01-05,1,,\nT2,E9,2026-01-05,2,,\nT1,E9,2026-01-05,3,,\n\
                 T2,E9,2026-01-05,2,,\nT1,E10,2026-01-05,1,,\n";
    let changes: Vec<(&str, &[u8])> = vec![
        ("attain.yaml", company.as_bytes()),
        ("products.csv", b"name,series\n"),
        ("by_hand.csv", b"id,participant,kind,what,amount,reason,approved_by\n"),
        ("splits.csv", b"transaction,participant,share\n"),
        ("sales.csv", sales.as_bytes()),
    ];
    let folder = checked(&changes);
    assert_eq!(found(&folder), ["D038 sales.csv:2:1 T1", "D038 sales.csv:5:1 T2"]);
    assert_eq!(
        labels(&folder),
        [
            "also in `sales.csv`, lines 4, 6",
            "also in `sales.csv`, lines 2, 6",
            "also in `sales.csv`, lines 2, 4",
            "first in `sales.csv`, line 3"
        ]
    );
    assert!(!folder.diagnostics.has_errors());
    // Of many rows ten are named.
    let many: String = (0..15).map(|row| format!("T1,E9,2026-01-05,{row},,\n")).collect();
    let many = format!("id,owner,day,amount,product,margin\n{many}");
    let folder = checked(&[&changes[..4], &[("sales.csv", many.as_bytes())]].concat());
    assert_eq!(labels(&folder)[0], "also in `sales.csv`, lines 3–12 and 4 more");
}

/// Somebody whose rows differ is unknown; what names this one is left out and counted, and said where the rows stand.
#[test]
fn nobody_is_who_has_two_rows_that_differ() {
    let company = aside();
    let folder = checked(&[
        ("attain.yaml", company.as_bytes()),
        ("people.csv", b"id,name\nE9,Ann\nE10,Bob\nE9,Ann Lee\n"),
        ("products.csv", b"name,series\n"),
        ("by_hand.csv", b"id,participant,kind,what,amount,reason,approved_by\n"),
        ("sales.csv", b"id,owner,day,amount,product,margin\nT1,E9,2026-01-05,1,,\n"),
        ("splits.csv", b"transaction,participant,share\nT2,E9,100%\n"),
    ]);
    assert_eq!(found(&folder), ["D031 people.csv:2:1 E9"]);
    assert_eq!(labels(&folder), ["also in line 4", "also in line 2"]);
    let left: Vec<String> =
        folder.left_out.iter().map(|left| format!("{} {} {}", left.file, left.reason.en, left.rows)).collect();
    assert_eq!(
        left,
        [
            "people.csv a participant stands twice 2",
            "assignments.csv unknown participant 1",
            "quotas.csv unknown participant 1",
            "metrics.csv unknown participant 1",
            "splits.csv unknown participant 1"
        ]
    );
}

/// A key whose rows are broken has no answer, also where keys may be missing; where nothing is computed only its own row is told.
#[test]
fn keys_of_broken_rows_have_no_answer() {
    let sales = "id,owner,day,amount,product,margin\nT1,E9,2026-01-05,1,A,\nT2,E9,2026-01-05,2,Z,\n";
    let company = aside();
    let refused = company.replace("set_aside", "refuse");
    let with = |company: &str| {
        checked(&[
            ("attain.yaml", company.as_bytes()),
            ("products.csv", b"name,series\nA,one\nA,two\n"),
            ("by_hand.csv", b"id,participant,kind,what,amount,reason,approved_by\n"),
            ("splits.csv", b"transaction,participant,share\n"),
            ("sales.csv", sales.as_bytes()),
        ])
    };
    assert_eq!(found(&with(&company)), ["D040 sales.csv:2:20 A", "D041 products.csv:2:1 A"]);
    assert_eq!(found(&with(&refused)), ["D041 products.csv:2:1 A"]);
}

/// What a preview adds says nothing against the row that has its id, and shows nothing of it.
#[test]
fn a_deal_of_a_preview_is_told_alone() {
    let rule = |rule: &str| format!("{}broken_rows: {rule}\n", common::COMPANY);
    for rule in [rule("refuse"), rule("set_aside")] {
        let folder = Folder::of(common::files(&[("attain.yaml", rule.as_bytes())]));
        let deal = [("id", "T1"), ("owner", "E9"), ("day", "2026-01-07"), ("amount", "5")];
        let deal = deal.map(|(name, cell)| (name.to_owned(), cell.to_owned())).to_vec();
        let changes = Changes { added: vec![deal], ..Changes::default() };
        let changed = folder.with_changes(&changes).expect("changes that fit");
        let (rows, end, _, findings) = streamed(&changed.folder, 10);
        assert_eq!(findings, ["D038 --add:1:1 \"T1\""]);
        assert_eq!(end.is_ok(), rule.contains("set_aside"));
        assert!(end.is_err() || rows.len() == 2, "{rows:?}");
    }
}

/// A row with too few cells stands for its revision, where that and its id can be read in front of what is missing: lower ones do
/// not count in its place, and of rows that correct it or relate to it nothing is said.
#[test]
fn a_row_with_too_few_cells_stands_for_its_revision() {
    let company = format!("{}broken_rows: set_aside\n", common::COMPANY);
    let counted = |rows: &str| {
        let sales = format!("id,revision,owner,day,corrects,relates_to,amount\n{rows}");
        let folder = checked(&[("attain.yaml", company.as_bytes()), ("sales.csv", sales.as_bytes())]);
        let (rows, end, ..) = streamed(&folder, 2);
        assert_eq!(end, Ok(false));
        let lines = rows.iter().filter_map(|row| row.split([':', ' ']).nth(1)?.parse::<u32>().ok());
        (found(&folder), lines.collect::<Vec<_>>())
    };
    let cut = |line: u32, at: &str, text: &str| format!("D010 sales.csv:{line}:{at} {text}");
    let (found, lines) = counted(
        "T1,0,E9,2026-01-05,,,100\nT1,1,E9,2026-01-05\nT2,1,E9,2026-01-05,\nT2,2,E9,2026-01-05,,,70\n\
         T3,0,E9,2026-01-06,T1,,-50\nT4,0,E9,2026-01-06,,T2,70\n",
    );
    assert_eq!(found, [cut(3, "9", "2026-01-05"), cut(4, "1", "T2,1,E9,2026-01-05,")]);
    assert_eq!(lines, [5, 6, 7]);
    // A last cell may have lost its end. No lower revision counts where one cannot be read.
    let (found, lines) = counted("T1,0,E9,2026-01-05,,,100\nT1\nT2,0,E9,2026-01-05,,,100\nT2,1\n");
    assert_eq!(found, [cut(3, "1", "T1"), cut(5, "4", "1")]);
    assert_eq!(lines, [2]);
}

/// No day lies between two assignments that are the same: one of them is too many.
#[test]
fn the_same_assignment_twice_is_to_be_removed() {
    let help = |second: &str| {
        let rows = format!("participant,plan,from,to,team\nE9,sales,2026-01-01,,north\n{second}\n");
        let folder = checked(&[("assignments.csv", rows.as_bytes())]);
        let of_days = folder.diagnostics.all().iter().filter(|finding| finding.code == "D035");
        of_days.map(|finding| finding.help.clone().expect("help").en).collect::<Vec<_>>()
    };
    assert_eq!(help("E9,sales,2026-01-01,,north"), ["remove one of the two: they say the same"]);
    let ends =
        "end the earlier one on the day before the later one starts, both ends are included; or remove one of them";
    assert_eq!(help("E9,sales,2026-01-01,,south"), [ends]);
}
