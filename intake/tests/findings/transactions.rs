//! What is wrong with transactions: who gets them, when they count, what they lack.

use super::common::{self, checked, found, with_table};
use super::with;

#[test]
fn transactions_that_cannot_be_told_apart() {
    assert_eq!(
        with("sales.csv", "id,owner,day,amount\nT1,E9,2026-01-05,1\n,E9,2026-01-05,2\nT1,E9,2026-01-05,1\n"),
        ["D030 sales.csv:3:1 ", "D038 sales.csv:4:1 T1"]
    );
    assert_eq!(
        with("sales.csv", "id,owner,day,amount,currency\nT1,E9,2026-01-05,1,CNY\nT2,E9,2026-01-05,2,USD\n"),
        ["D039 sales.csv:3:20 USD"]
    );
    assert_eq!(
        with("sales.csv", "id,owner,day,amount,revision\nT1,E9,2026-01-05,1,-1\nT2,E9,2026-01-05,2,1.5\n"),
        ["D043 sales.csv:2:20 -1", "D020 sales.csv:3:20 1.5"]
    );
}

#[test]
fn transactions_that_lead_to_nobody() {
    let sales = "id,owner,day,amount\nT1,E9,2026-01-05,1\nT2,E99,2026-01-05,1\nT3,,2026-01-05,1\nT4,E98,2026-01-05,1\n\
                 T5,,2025-12-31,1\nT6,,2026-01-06,1\n";
    let folder = checked(&[
        ("sales.csv", sales.as_bytes()),
        ("splits.csv", b"transaction,participant,share\nT6,E9,60%\nT6,E10,0.4\n"),
    ]);
    // The day of T5 is in no plan, and T6 goes to whom its splits name.
    assert_eq!(found(&folder), ["D044 sales.csv:3:4 E99", "D045 sales.csv:4:4 "]);
    let labels: Vec<&str> = folder.diagnostics.all().iter().map(|finding| finding.labels[0].text.en.as_str()).collect();
    let first = "no participant has this `owner` as id";
    assert_eq!(labels[0], format!("{first}; it is the first of 2 such rows, together 2: then come `T4`"));
    assert_eq!(labels[1], "nobody stands here");
    assert!(!folder.diagnostics.has_errors());
    // Of somebody whose own row is broken it is said there.
    let aside = with_table("participants", "people.csv\nbroken_rows: set_aside\n#");
    let people = "id,name\nE9,a\nE10,b\nE99,c,d\n";
    let broken = checked(&[
        ("attain.yaml", aside.as_bytes()),
        ("people.csv", people.as_bytes()),
        ("sales.csv", sales.as_bytes()),
    ]);
    assert!(
        !found(&broken).iter().any(|found| found.contains("E99") && found.starts_with("D044")),
        "{:?}",
        found(&broken)
    );
}

#[test]
fn transactions_of_somebody_who_is_not_on_the_plan() {
    let people = "id,name\nE9,a\nE10,b\nE11,c\n";
    let sales = "id,owner,day,amount\nT1,E10,2026-06-30,1\nT3,E10,2026-07-01,1\nT4,E11,2026-07-01,2\nT5,E10,2026-07-02,3\n\
                 T6,E10,2026-07-03,4\nT7,E10,2026-07-04,5\n";
    let with = |changes: &[(&str, &str)]| {
        let mut files = vec![("people.csv", people.as_bytes()), ("sales.csv", sales.as_bytes())];
        files.extend(changes.iter().map(|(path, text)| (*path, text.as_bytes())));
        checked(&files)
    };
    let folder = with(&[]);
    assert_eq!(found(&folder), ["D052 sales.csv:3:4 E10"]);
    let finding = &folder.diagnostics.all()[0];
    let (message, label) = (&finding.message.en, &finding.labels[0].text.en);
    assert_eq!(message, "a transaction of 2026-07-01 credits `E10`, who is on no plan that counts it on that day");
    let rows = "it is the first of 5 such rows, together 15: then come `T4`, `T5`, `T6`, ...";
    assert_eq!(label, &format!("this `owner` gets no credit; {rows}"));
    let first = sales.replace("E10,2026-07-01", "E11,2026-07-01");
    let none = with(&[("sales.csv", &first)]);
    assert_eq!(none.diagnostics.all()[0].message.en, "a transaction credits `E11`, who is on no plan at all");
    // Another plan that counts the transactions has those who are not on this one.
    let other = common::PLAN.replace("plan: sales", "plan: other");
    let seats = "participant,plan,from,to,team\nE9,sales,,,north\nE10,sales,2026-01-01,2026-06-30,\n\
                 E10,other,2026-07-01,,\nE11,other,,,\n";
    assert_eq!(found(&with(&[("plans/other.yaml", &other), ("assignments.csv", seats)])), Vec::<String>::new());
    let counts_less = other.replace("unit: money", "unit: money\n    where: amount > 1");
    let less = with(&[("plans/other.yaml", &counts_less), ("assignments.csv", seats)]);
    assert_eq!(found(&less), ["D052 sales.csv:3:4 E10"]);
    // Credit that goes up the line needs nobody on the plan whom the transaction names.
    let seats =
        "participant,plan,from,to,manager\nE9,sales,,,\nE10,sales,2026-01-01,2026-06-30,E9\nE11,sales,2027-01-01,,E9\n";
    let up = common::PLAN.replace("to: owner", "to: owner\n    up: 1").replace("    splits: yes\n", "");
    assert_eq!(found(&with(&[("plans/sales.yaml", &up), ("assignments.csv", seats)])), Vec::<String>::new());
    // While an assignment cannot be read, nobody is said to have none.
    let broken = seats.replace("2027-01-01", "2027-13-01");
    let codes = found(&with(&[("assignments.csv", &broken)]));
    assert_eq!(codes, ["D022 assignments.csv:4:11 2027-13-01"]);
}

#[test]
fn years_far_from_every_plan() {
    let sales = "id,owner,day,amount\nT1,E9,2062-01-05,1\nT2,E9,0206-01-05,2\nT3,E9,2036-12-31,1\nT4,E9,2016-01-01,1\n";
    let folder = checked(&[("sales.csv", sales.as_bytes())]);
    assert_eq!(found(&folder), ["D053 sales.csv:2:7 2062-01-05"]);
    let rows = "it is the first of 2 such rows, together 3: then come `T2`";
    assert_eq!(
        folder.diagnostics.all()[0].labels[0].text.en,
        format!("expected from 2016-01-01 to 2036-12-31; {rows}")
    );
    let figures =
        "participant,quota,period,amount\nE9,bookings,2062-Q1,90000\nE9,bookings,0206,5\nE9,bookings,2036,5\n";
    assert_eq!(with("quotas.csv", figures), ["D053 quotas.csv:2:13 2062-Q1", "D053 quotas.csv:3:13 0206"]);
    let metrics = "participant,metric,period,value\nE9,csat,2260-01,92%\n";
    assert_eq!(with("metrics.csv", metrics), ["D053 metrics.csv:2:9 2260-01"]);
    // Behind a plan without an end it is less certain what is wrong, unless the company says what it computes.
    let open = common::PLAN.replace(" .. 2026-12-31", " ..");
    let sales = sales.replace("2062", "2050");
    let files = [("plans/sales.yaml", open.as_bytes()), ("sales.csv", sales.as_bytes())];
    assert_eq!(found(&checked(&files)), ["D053 sales.csv:3:7 0206-01-05"]);
    let stated = common::COMPANY.replace("currency: CNY", "currency: CNY\nperiod: 2027-Q1");
    let all = [files[0], files[1], ("attain.yaml", stated.as_bytes())];
    assert_eq!(found(&checked(&all)), ["D053 sales.csv:2:7 2050-01-05"]);
    // A day that the measure would not count anyway stands there on purpose.
    let filtered = common::PLAN.replace("unit: money", "unit: money\n    where: amount > 2");
    let files = [("plans/sales.yaml", filtered.as_bytes()), ("sales.csv", sales.as_bytes())];
    assert_eq!(found(&checked(&files)), Vec::<String>::new());
}

#[test]
fn transactions_at_which_a_run_would_stop() {
    let sales = "id,owner,day,amount\nT1,E9,,1\nT2,E9,2026-01-05,\nT3,E9,,2\nT4,E9,2026-01-06,3\n";
    let folder = checked(&[("sales.csv", sales.as_bytes())]);
    assert_eq!(found(&folder), ["D065 sales.csv:2:7 ", "D065 sales.csv:3:18 "]);
    let rows = "no day stands here; it is the first of 2 such rows, together 3: then come `T3`";
    assert_eq!(folder.diagnostics.all()[0].labels[0].text.en, rows);
    // Rows that the measure leaves out may be as they are.
    let filtered = common::PLAN.replace("unit: money", "unit: money\n    where: id == \"T4\"");
    let files = [("plans/sales.yaml", filtered.as_bytes()), ("sales.csv", sales.as_bytes())];
    assert_eq!(found(&checked(&files)), Vec::<String>::new());
}

#[test]
fn members_of_a_split_that_lead_to_nobody() {
    let shares = "to: { owner: rest, helper: 30% }\n    overlay: { lead: 10% }";
    let plan = common::PLAN.replace("to: owner", shares).replace("unit: money", "unit: money\n    where: amount > 0");
    let sales = "id,owner,day,amount,helper,lead\nT1,E9,2026-01-05,1,,\nT3,E9,2026-01-05,1,E11,\nT4,E9,2026-01-05,1,E10,E8\n\
                 T5,,2026-01-05,1,E9,\nT6,,2026-01-05,-1,,\n";
    let findings = found(&checked(&[("plans/sales.yaml", plan.as_bytes()), ("sales.csv", sales.as_bytes())]));
    assert_eq!(findings, ["D044 sales.csv:3:20 E11", "D044 sales.csv:4:24 E8", "D045 sales.csv:5:4 "]);
}
