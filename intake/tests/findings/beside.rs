//! A table of which `attain.yaml` does not say clearly what it is hides nothing of the others, and nothing is said of these that
//! only follows from that.

use super::common::{COMPANY, checked, found, with_table};

/// What is found where each table but one has a row that is broken, `from` being replaced in `attain.yaml`.
fn beside(from: &str, to: &str) -> Vec<String> {
    assert_eq!(COMPANY.matches(from).count(), 1, "{from:?}");
    let files: [(&str, &str); 7] = [
        ("attain.yaml", &COMPANY.replacen(from, to, 1)),
        ("people.csv", "id,name\nE10,Ann\nE9,王芳\n"),
        ("assignments.csv", "participant,plan,from,to,team\nE9,sales,soon,,north\nE10,sales,2026-01-01,,南\n"),
        ("quotas.csv", "participant,quota,period,amount\nE9,bookings,2026-Q1,many\n"),
        ("metrics.csv", "participant,metric,period,value\nE9,csat,Januar,92%\n"),
        ("splits.csv", "transaction,participant,share\nT2,E9,60%\nT2,E10,half\n"),
        ("sales.csv", "id,owner,day,amount,corrects\nT1,E9,gestern,100.50,\nT2,E10,2026-01-06,-20,\n"),
    ];
    found(&checked(&files.map(|(path, text)| (path, text.as_bytes()))))
}

const ASSIGNMENTS: &str = "D022 assignments.csv:2:10 soon";
const QUOTAS: &str = "D020 quotas.csv:2:21 many";
const METRICS: &str = "D024 metrics.csv:2:9 Januar";
const SPLITS: &str = "D020 splits.csv:3:8 half";
const SALES: &str = "D022 sales.csv:2:7 gestern";

#[test]
fn a_table_that_is_not_read_hides_no_row_of_the_others() {
    let all = [ASSIGNMENTS, QUOTAS, METRICS, SPLITS, SALES];
    assert_eq!(beside("company: Acme", "company: Acme"), all);
    for (from, to, told, unread) in [
        ("participants: people.csv", "participants people.csv", "S022 attain.yaml:4:3 participants people.csv", ""),
        ("participants: people.csv", "participants：people.csv", "S009 attain.yaml:4:15 ：", ""),
        ("assignments: a", "assignments: : a", "S008 attain.yaml:5:16 :", ASSIGNMENTS),
        ("quotas: quotas.csv", "quotas: \"quotas.csv\" 目标", "S007 attain.yaml:6:24 目标", QUOTAS),
        ("splits: splits.csv", "splits: *shared", "S011 attain.yaml:8:11 *shared", SPLITS),
        ("file: sales.csv,", "file: sales.csv", "S023 attain.yaml:9:35 columns", SALES),
    ] {
        let mut expected = vec![told];
        expected.extend(all.into_iter().filter(|one| *one != unread));
        assert_eq!(beside(from, to), expected, "{to:?}");
    }
}

/// Who or what a row names may be in the table that was not read.
#[test]
fn nothing_follows_from_a_table_that_is_not_read() {
    let sales = "id,owner,day,amount,corrects\nT1,E9,2026-01-05,100.50,\nT2,E7,2026-01-06,-20,T0\n";
    let quotas = "participant,quota,period,amount\nE9,booking,2026-Q1,90000\nE7,bookings,2026-Q1,90000\n";
    let with = |attain: &str| {
        let splits = "transaction,participant,share\nT2,E9,60%\nT2,E10,40%\nT3,E9,100%\n";
        let files = [("attain.yaml", attain), ("sales.csv", sales), ("quotas.csv", quotas), ("splits.csv", splits)];
        found(&checked(&files.map(|(path, text)| (path, text.as_bytes()))))
    };
    let unknown = "D032 quotas.csv:3:1 E7";
    let splits = ["D073 splits.csv:4:1 T3", "D065 sales.csv:3:4 E7", "D069 sales.csv:3:22 T0"];
    let whole = with(COMPANY);
    assert!(whole.contains(&unknown.to_owned()) && whole.contains(&splits[0].to_owned()), "{whole:?}");
    assert!(whole.contains(&splits[2].to_owned()), "{whole:?}");
    let people = with(&COMPANY.replacen("participants: p", "participants p", 1));
    assert_eq!(people, ["S022 attain.yaml:4:3 participants people.csv"]);
    // One file of transactions of two.
    let two = "\n    - { source: crm, file: sales.csv, columns: { day: { column: day, type: date } } }\n    - source erp\n      file: more.csv";
    assert_eq!(with(&with_table("transactions", two)), ["S022 attain.yaml:11:5 - source erp", unknown]);
}
