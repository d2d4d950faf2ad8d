//! Transactions without amounts are counted in the report of a run, and no sum of theirs is told: neither in text nor in JSON.

use attain_tests::command::{attain, binary};
use attain_tests::scratch::Scratch;
use attain_tests::write::write;
use serde_json::{Value, json};

const COMPANY: &str = "company: X
currency: USD
period: 2026-01
data:
  participants: data/p.csv
  assignments: data/a.csv
  transactions:
    file: data/t.csv
    columns:
      owner: owner
      day: { column: day, type: date }
";
const PLAN: &str = "plan: s
effective: 2026-01-01 .. 2026-12-31
pays: monthly
measures:
  visits: { unit: count, from: transactions, to: owner, where: owner != \"B\", dated: day }
components:
  - bonus: b
    amount: visits * 10
";

/// The JSON and the text of January's run over transactions with this header and these rows.
fn report(transactions: &str) -> (Value, String) {
    let folder = Scratch::new();
    let files = [
        ("attain.yaml", COMPANY),
        ("plans/s.yaml", PLAN),
        ("data/p.csv", "id,name\nA,Ann\nB,Bob\n"),
        ("data/a.csv", "participant,plan,from,to\nA,s,2026-01-01,\nB,s,2026-01-01,\n"),
        ("data/t.csv", transactions),
    ];
    write(&files.map(|(path, text)| (path.to_owned(), text.to_owned())), folder.path());
    let run = |more: &[&str]| attain(&binary(), folder.path(), &[&["run"], more].concat());
    let json: Value = serde_json::from_slice(&run(&["--format", "json"]).stdout).expect("JSON");
    let text = run(&[]);
    let text = [text.stdout, text.stderr].map(|bytes| String::from_utf8(bytes).expect("text")).concat();
    (json["report"].clone(), text)
}

/// The sums of what lies outside and of what went to nobody.
fn sums(report: &Value) -> [Value; 5] {
    let outside = &report["outside"];
    let parts = [outside, &outside["before"], &outside["after"], &outside["no_plan"], &report["credited_to_nobody"]];
    parts.map(|part| part["sum"].clone())
}

#[test]
fn no_zero_is_told_as_the_sum_of_transactions_without_amounts() {
    let rows = "1,A,2026-01-05\n2,B,2026-01-06\n3,A,2026-03-07\n4,A,2025-11-08\n";
    let (json, text) = report(&format!("id,owner,day\n{rows}"));
    assert_eq!(sums(&json), [const { Value::Null }; 5], "{json}");
    assert_eq!((&json["outside"]["count"], &json["credited_to_nobody"]["count"]), (&json!(2), &json!(1)));
    assert!(text.contains("credited to nobody") && !text.contains("in all"), "{text}");
}

#[test]
fn sums_of_transactions_with_amounts_are_told() {
    let rows = "1,A,2026-01-05,1\n2,B,2026-01-06,2\n3,A,2026-03-07,3\n4,A,2025-11-08,4\n";
    let (json, text) = report(&format!("id,owner,day,amount\n{rows}"));
    assert_eq!(sums(&json), ["7.00", "0.00", "3.00", "4.00", "2.00"].map(Value::from), "{json}");
    assert!(text.contains("2.00 in all"), "{text}");
}
