//! What is wrong with transactions: who gets them, when they count, what they lack.

use attain_intake::folder::Folder;
use attain_rules::diagnostic::Label;
use attain_rules::number::Number;

use super::common::{self, checked, found, streamed, with_table};
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
    assert_eq!(found(&folder), ["D044 sales.csv:3:4 E99", "D045 sales.csv:4:4 ", "D068 sales.csv:6:5 2025-12-31"]);
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
    assert_eq!(message, "a transaction of 2026-07-01 credits `E10` (b), who is on no plan that counts it on that day");
    let rows = "it is the first of 5 such rows, together 15: then come `T4`, `T5`, `T6`, ...";
    assert_eq!(label, &format!("this `owner` gets no credit; {rows}"));
    let first = sales.replace("E10,2026-07-01", "E11,2026-07-01");
    let none = with(&[("sales.csv", &first)]);
    assert_eq!(none.diagnostics.all()[0].message.en, "a transaction credits `E11` (c), who is on no plan at all");
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
    assert_eq!(found(&folder), ["D053 sales.csv:2:7 2062-01-05", "D068 sales.csv:4:7 2036-12-31"]);
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
    assert_eq!(found(&checked(&files)), ["D053 sales.csv:3:7 0206-01-05", "D068 sales.csv:5:7 2016-01-01"]);
    let stated = common::COMPANY.replace("currency: CNY", "currency: CNY\nperiod: 2027-Q1");
    let all = [files[0], files[1], ("attain.yaml", stated.as_bytes())];
    assert_eq!(found(&checked(&all)), ["D053 sales.csv:2:7 2050-01-05", "D068 sales.csv:5:7 2016-01-01"]);
    // A day that the measure would not count anyway stands there on purpose.
    let filtered = common::PLAN.replace("unit: money", "unit: money\n    where: amount > 2");
    let files = [("plans/sales.yaml", filtered.as_bytes()), ("sales.csv", sales.as_bytes())];
    assert_eq!(found(&checked(&files)), Vec::<String>::new());
}

#[test]
fn days_on_which_no_plan_counts_transactions() {
    let sales = "id,owner,day,amount,paid\nT1,E9,2025-12-31,1,2026-02-01\nT2,E9,2026-01-01,2,\nT3,E9,2026-06-30,4,2026-07-20\n\
                 T4,E9,2026-08-01,8,\nT5,E9,2027-01-01,16,2027-01-01\nT6,E9,2026-09-30,32,\n";
    let first = common::PLAN.replace("2026-01-01 .. 2026-12-31", "2026-01-01 .. 2026-06-30");
    let second = common::PLAN.replace("2026-01-01 .. 2026-12-31", "2026-09-01 .. 2026-12-31");
    let with = |first: &str, second: &str| {
        let files = [("plans/sales.yaml", first), ("plans/later.yaml", second), ("sales.csv", sales)];
        checked(&files.map(|(path, text)| (path, text.as_bytes())))
    };
    let folder = with(&first, &second);
    assert_eq!(found(&folder), ["D068 sales.csv:2:7 2025-12-31"]);
    let finding = &folder.diagnostics.all()[0];
    assert_eq!(finding.message.en, "a transaction is of 2025-12-31, a day on which no plan counts transactions");
    let days = "no plan is in force on this day; there are such days from 2025-12-31 to 2027-01-01";
    let rows = "it is the first of 3 such rows, together 25: then come `T4`, `T5`";
    assert_eq!(finding.labels[0].text.en, format!("{days}; {rows}"));
    // What no measure would count on any day stands there on purpose.
    let less = |plan: &str| plan.replace("unit: money", "unit: money\n    where: amount > 5 && amount < 10");
    let folder = with(&less(&first), &less(&second));
    assert_eq!(found(&folder), ["D068 sales.csv:5:7 2026-08-01"]);
    let label = "no plan is in force on this day";
    assert_eq!(folder.diagnostics.all()[0].labels[0].text.en, label);
    // A plan that goes by another day has the rows of its days, whatever their other days are.
    let day = "day: { column: day, type: date }";
    let company = common::COMPANY.replace(day, &format!("{day}, paid: {{ column: paid, type: date }}"));
    let others = "unit: money\n    where: amount in [1, 4, 16]";
    let paid = common::PLAN.replace("dated: day", "dated: paid").replace("unit: money", others);
    let files = [
        ("attain.yaml", company.as_str()),
        ("plans/sales.yaml", &first),
        ("plans/later.yaml", &second),
        ("plans/paid.yaml", &paid.replace("plan: sales", "plan: paid").replace("2026-12-31", "2027-12-31")),
        ("sales.csv", sales),
        ("assignments.csv", "participant,plan\nE9,sales\nE10,sales\nE9,paid\n"),
    ];
    let folder = checked(&files.map(|(path, text)| (path, text.as_bytes())));
    assert_eq!(found(&folder), ["D068 sales.csv:5:7 2026-08-01"]);
    // While a plan cannot be read, its days are not known.
    let found = found(&with(&first, &second.replace("unit: money", "unit: mony")));
    assert!(!found.iter().any(|found| found.starts_with("D068")), "{found:?}");
}

#[test]
fn corrections_of_transactions_that_are_not_in_the_data() {
    let sales = "id,owner,day,amount,corrects,relates_to,kept\nT1,E9,2026-01-05,100,,A7,yes\nT2,E9,2026-01-06,-100,T1,,yes\n\
                 T3,E9,2026-01-07,-10,T9,A8,yes\nT4,E9,2026-01-08,-20,T5,,yes\nT5,E9,2026-01-09,20,,,no\n\
                 T6,E9,2026-01-10,-30,T9,,yes\nT7,E9,2026-01-11,-40,T10,,yes\nT8,E9,2026-01-12,-50,T12,,yes\n";
    let file = "transactions: { file: sales.csv, columns: { day: { column: day, type: date } }";
    let mapping = common::COMPANY.replace(file, &format!("{file}, keep: kept == \"yes\""));
    assert!(mapping.contains("keep"), "{mapping}");
    let folder = checked(&[("attain.yaml", mapping.as_bytes()), ("sales.csv", sales.as_bytes())]);
    // T5 is there, though nobody keeps it; `relates_to` may name what other systems know.
    assert_eq!(found(&folder), ["D069 sales.csv:4:22 T9"]);
    let finding = &folder.diagnostics.all()[0];
    assert_eq!(finding.message.en, "`T3` corrects `T9`, a transaction that is not in the data");
    let rows = "it is the first of 4 such rows, together -130: then come `T6`, `T7`, `T8`";
    assert_eq!(finding.labels[0].text.en, format!("no transaction has this id; {rows}"));
    assert!(!folder.diagnostics.has_errors());
    // Another file may have it, also in a row that cannot be used.
    let files = "transactions:\n    - { file: sales.csv, columns: { day: { column: day, type: date } }, source: one }\n    \
                 - { file: old.csv, columns: { day: { column: day, type: date }, id: { column: number } }, source: two }\n";
    let start = common::COMPANY.find("transactions: {").expect("transactions");
    let both = format!("{}{files}broken_rows: set_aside\n", &common::COMPANY[..start]);
    let old = "number,owner,day,amount\nT9,E9,2026-01-02,1\nT10,E9,soon,2\nT12,E9,2026-01-02,3\n";
    let two = [("attain.yaml", both.as_bytes()), ("sales.csv", sales.as_bytes()), ("old.csv", old.as_bytes())];
    assert_eq!(found(&checked(&two)), ["D022 old.csv:3:8 soon"]);
    // Of a file that cannot be read nobody knows what is in it.
    let none = [two[0], two[1], ("old.csv", b"number,owner,day,amount\nT9,\"E9,2026-01-02,1\n".as_slice())];
    let found = found(&checked(&none));
    assert!(!found.is_empty() && !found.iter().any(|one| one.starts_with("D069")), "{found:?}");
}

/// Everything that is said of the transactions, by the check and by a run, which are the same.
fn said(changes: &[(&str, &str)]) -> Vec<String> {
    let changes: Vec<(&str, &[u8])> = changes.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    let folder = checked(&changes);
    // Days of no plan and splits of nothing are no hindrance to a run, which has them in its report.
    let only_checked = |one: &String| ["D068", "D073"].iter().any(|code| one.starts_with(code));
    let by_both = |one: &String| one.contains(" s") && !only_checked(one);
    let check: Vec<String> = found(&folder).into_iter().filter(by_both).collect();
    let (_, end, _, mut run) = streamed(&Folder::of(common::files(&changes)), 2);
    assert_eq!(end.is_err(), folder.diagnostics.has_errors(), "{check:?}");
    run.sort();
    let mut sorted = check.clone();
    sorted.sort();
    assert_eq!(sorted, run);
    check
}

#[test]
fn transactions_that_lack_what_a_measure_needs() {
    let sales = "id,owner,day,amount\nT1,E9,,1\nT2,E9,2026-01-05,\nT3,E9,,2\nT4,E9,2026-01-06,3\nT5,E9,2027-01-05,\n";
    assert_eq!(said(&[("sales.csv", sales)]), ["D065 sales.csv:2:7 ", "D065 sales.csv:3:18 "]);
    let folder = checked(&[("sales.csv", sales.as_bytes())]);
    let [day, value] = [0, 1].map(|place| folder.diagnostics.all()[place].clone());
    assert_eq!((day.rows, day.labels.len()), (2, 3), "both rows, and where the plan needs them");
    let place = |label: &Label| {
        let place = folder.sources.place(label.span);
        format!("{}:{} {}", place.file, place.line, folder.sources.text(label.span))
    };
    assert_eq!(place(&value.labels[0]), "sales.csv:3 ");
    assert_eq!(place(&value.labels[1]), "plans/sales.yaml:6 money");
    assert_eq!(place(&day.labels[2]), "plans/sales.yaml:9 day");
    // A row is told once, not once for each measure that needs the cell.
    let measures = "measures:\n  net: { unit: money, from: transactions, to: owner, dated: day, credit: amount * 2 }\n";
    let two = common::PLAN.replace("measures:\n", measures);
    assert_eq!(said(&[("plans/sales.yaml", &two), ("sales.csv", sales)]).len(), 2);
    // Rows that the measure leaves out may be as they are.
    let filtered = common::PLAN.replace("unit: money", "unit: money\n    where: id == \"T4\"");
    assert_eq!(said(&[("plans/sales.yaml", &filtered), ("sales.csv", sales)]), Vec::<String>::new());
    let asked = filtered.replace("id == \"T4\"", "amount > 0");
    let sales = "id,owner,day,amount\nT1,E9,2026-01-05,\nT2,E9,2026-01-05,0\n";
    assert_eq!(said(&[("plans/sales.yaml", &asked), ("sales.csv", sales)]), ["D065 sales.csv:2:18 "]);
}

#[test]
fn formulas_that_give_nothing_for_a_transaction() {
    let company = with_table(
        "transactions",
        "{ file: sales.csv, columns: { day: { column: day, type: date }, parts: { column: parts, type: count } } }",
    );
    let plan = common::PLAN.replace("unit: money", "unit: money\n    credit: amount / number(parts)");
    let sales = "id,owner,day,amount,parts\nT1,E9,2026-01-05,1,0\nT2,E9,2026-01-05,1,2\nT3,E9,2026-01-05,1,\n";
    let files = [("attain.yaml", company.as_str()), ("plans/sales.yaml", &plan), ("sales.csv", sales)];
    assert_eq!(said(&files), ["D067 sales.csv:2:20 0", "D065 sales.csv:4:20 "]);
    // What picks the rate of each transaction is needed as well.
    let by = "    rate_by: number(parts)\n    over: transaction\n    mode: marginal\n    tiers: [{ from: 0, rate: 1% }]\n    multiply_by: csat";
    let plan = common::PLAN.replace("    rate: 5%\n    multiply_by: csat", by);
    let files = [("attain.yaml", company.as_str()), ("plans/sales.yaml", &plan), ("sales.csv", sales)];
    assert_eq!(said(&files), ["D065 sales.csv:4:20 "]);
}

#[test]
fn shares_that_do_not_add_up() {
    let splits = "transaction,participant,share\nT1,E9,80%\nT2,E9,60%\nT1,E10,10%\nT2,E10,40%\nT9,E9,10%\n";
    assert_eq!(said(&[("splits.csv", splits)]), ["D066 splits.csv:2:7 80%"]);
    let folder = checked(&[("splits.csv", splits.as_bytes())]);
    let finding = folder.diagnostics.all().iter().find(|finding| finding.code == "D066").expect("T1");
    assert_eq!(finding.message.en, "the splits of `T1` add up to 90 %, not to 100 %");
    let places: Vec<String> = finding
        .labels
        .iter()
        .map(|label| folder.sources.place(label.span))
        .map(|place| format!("{}:{}:{}", place.file, place.line, place.column))
        .collect();
    assert_eq!(places, ["splits.csv:2:7", "splits.csv:4:8", "plans/sales.yaml:5:3"]);
    assert!(finding.help.as_ref().is_some_and(|help| !help.en.contains("rest") && help.en.contains("shares: ratio")));
    // Percentages without their signs add up to a hundred times too much.
    let plain = "transaction,participant,share\nT1,E9,60\nT1,E10,40\n";
    let folder = checked(&[("splits.csv", plain.as_bytes())]);
    let finding = folder.diagnostics.all().iter().find(|finding| finding.code == "D066").expect("T1");
    assert!(finding.help.as_ref().is_some_and(|help| help.en.contains("write `60%`, not `60`")), "{finding:?}");
    let ratio =
        common::PLAN.replace("splits: yes", "splits: yes\n    shares: ratio").replace("to: owner", "to: { owner: 1 }");
    assert_eq!(said(&[("plans/sales.yaml", &ratio), ("splits.csv", splits)]), Vec::<String>::new());
    let nothing = "transaction,participant,share\nT1,E9,0\nT1,E10,0\n";
    assert_eq!(said(&[("plans/sales.yaml", &ratio), ("splits.csv", nothing)]), ["D066 splits.csv:2:7 0"]);
    // A transaction that the measure does not count may be split as it likes.
    let filtered = common::PLAN.replace("unit: money", "unit: money\n    where: id != \"T1\"");
    assert_eq!(said(&[("plans/sales.yaml", &filtered), ("splits.csv", splits)]), Vec::<String>::new());
    // Shares by columns stand in the transaction itself.
    let shares = "to: { owner: own, helper: help }";
    let plan = common::PLAN.replace("to: owner", shares).replace("    splits: yes\n", "");
    let columns = "{ file: sales.csv, columns: { day: { column: day, type: date }, own: { column: own, type: percent }, help: { column: help, type: percent } } }";
    let company = with_table("transactions", columns);
    let sales = "id,owner,day,amount,helper,own,help\nT1,E9,2026-01-05,1,E10,50%,40%\nT2,E9,2026-01-05,1,E10,50%,50%\nT3,E9,2026-01-05,1,E10,50%,\n";
    let files = [("attain.yaml", company.as_str()), ("plans/sales.yaml", &plan), ("sales.csv", sales)];
    assert_eq!(said(&files), ["D066 sales.csv:2:24 50%", "D065 sales.csv:4:28 "]);
}

/// A broken row of the splits hides nothing about other transactions than its own, as long as it says whose it is.
#[test]
fn broken_splits_hide_no_others() {
    let of = |row: &str| {
        let splits = format!("transaction,participant,share\nT1,E9,80%\n{row}\nT1,E10,10%\n");
        found(&checked(&[("splits.csv", splits.as_bytes())]))
    };
    let sum = "D066 splits.csv:2:7 80%";
    assert_eq!(of("T2,E10,x"), ["D020 splits.csv:3:8 x", sum]);
    assert_eq!(of("T2,E11,40%"), ["D032 splits.csv:3:4 E11", sum]);
    // What it shares may be what the others lack.
    assert_eq!(of("T1,E10,x"), ["D020 splits.csv:3:8 x", "D036 splits.csv:4:1 T1"]);
    assert_eq!(of("T1,E9,80%"), ["D036 splits.csv:3:1 T1"]);
    assert_eq!(of(",E10,10%"), ["D030 splits.csv:3:1 "]);
    assert!(of("T2,E10,\"4").iter().all(|found| found.starts_with("D0") && !found.starts_with("D066")));
}

#[test]
fn splits_of_transactions_that_are_not_in_the_data() {
    let splits = "transaction,participant,share\nT2,E9,100%\nT11,E9,60%\nT11,E10,40%\nT3,E9,100%\nT12,E9,100%\n";
    let sales = "id,owner,day,amount\nT1,E9,2026-01-05,100.50\nT2,E10,2026-01-06,-20\nT3,E9,soon,1\n";
    let folder = checked(&[("splits.csv", splits.as_bytes()), ("sales.csv", sales.as_bytes())]);
    // T3 is there, though it cannot be read.
    assert_eq!(found(&folder), ["D022 sales.csv:4:7 soon", "D073 splits.csv:3:1 T11"]);
    let finding = folder.diagnostics.all().iter().find(|finding| finding.code == "D073").expect("T11");
    assert_eq!(finding.labels[0].text.en, "no transaction has this id, or one of `T12`");
    // Of a file that cannot be read nobody knows what is in it.
    let broken =
        found(&checked(&[("splits.csv", splits.as_bytes()), ("sales.csv", b"id,owner,day,amount\nT1,\"E9,1")]));
    assert!(!broken.is_empty() && !broken.iter().any(|one| one.starts_with("D073")), "{broken:?}");
}

/// A transaction is in the data however its row is broken, and may be in files that `attain.yaml` does not name as it should.
#[test]
fn splits_of_transactions_that_are_hard_to_read() {
    let with = |attain: &str, sales: &str| {
        let splits = "transaction,participant,share\nT1,E9,100%\nT2,E9,100%\n";
        let files = [("attain.yaml", attain), ("splits.csv", splits), ("sales.csv", sales)];
        found(&checked(&files.map(|(path, text)| (path, text.as_bytes()))))
    };
    let sales = "id,owner,day,amount\nT1,E9,2026-01-05,100\nT2,E9,2026-01-06,100\n";
    assert_eq!(with(common::COMPANY, &sales.replace("T2", "T3")), ["D073 splits.csv:3:1 T2"]);
    for sales in [
        sales.replace("T2,E9", "T2;E9"),
        sales.replace("T2,E9", "T2\tE9"),
        sales.replace("T2,E9,2026-01-06,100", "T2；E9；2026-01-06；100"),
        sales.replace("100\nT2", "100,T2"),
        sales.replace("id,owner,day,amount", "id;owner;day;amount"),
    ] {
        let found = with(common::COMPANY, &sales);
        assert!(found.iter().any(|one| one.starts_with("D010")), "{sales}: {found:?}");
        assert!(!found.iter().any(|one| one.starts_with("D073")), "{sales}: {found:?}");
    }
    for (from, to) in [("transactions:", "transaction:"), ("file: sales.csv", "fiel: sales.csv")] {
        assert_eq!(common::COMPANY.matches(from).count(), 1, "{from}");
        let found = with(&common::COMPANY.replace(from, to), sales);
        assert!(!found.is_empty() && !found.iter().any(|one| one.starts_with("D073")), "{to}: {found:?}");
        // Its columns are not known, so that none of them is missed either.
        assert!(!found.iter().any(|one| one.starts_with("N021")), "{to}: {found:?}");
    }
}

#[test]
fn shares_below_zero() {
    let splits = "transaction,participant,share\nT1,E9,150%\nT1,E10,-50%\n";
    assert_eq!(found(&checked(&[("splits.csv", splits.as_bytes())])), ["D072 splits.csv:3:8 -50%"]);
    let plan = common::PLAN.replace("to: owner", "to: { owner: rest, helper: help }").replace("    splits: yes\n", "");
    let columns =
        "{ file: sales.csv, columns: { day: { column: day, type: date }, help: { column: help, type: percent } } }";
    let company = with_table("transactions", columns);
    let sales = "id,owner,day,amount,helper,help\nT1,E9,2026-01-05,1,E10,-10%\nT2,E9,2026-01-05,1,E10,100%\n";
    let files = [("attain.yaml", company.as_str()), ("plans/sales.yaml", &plan), ("sales.csv", sales)];
    assert_eq!(said(&files), ["D072 sales.csv:2:24 -10%"]);
    // Shares beside the whole are held to the same, also where splits say who has the whole.
    let plan = common::PLAN.replace("to: owner", "to: owner\n    overlay: { helper: help }");
    let splits = "transaction,participant,share\nT1,E9,100%\n";
    let beside = |plan: &str, sales: &str| {
        said(&[("attain.yaml", &company), ("plans/sales.yaml", plan), ("sales.csv", sales), ("splits.csv", splits)])
    };
    assert_eq!(beside(&plan, sales), ["D072 sales.csv:2:24 -10%"]);
    assert_eq!(beside(&plan, &sales.replace("-10%", "110%")), Vec::<String>::new());
    assert_eq!(beside(&plan, &sales.replace("-10%", "")), ["D065 sales.csv:2:24 "]);
    assert_eq!(beside(&plan, &sales.replace("E10,-10%", ",-10%")), Vec::<String>::new(), "nobody has it");
}

/// With `broken_rows: set_aside` they are set aside like rows that cannot be read, and the splits are not said to be of nothing.
#[test]
fn transactions_that_lack_something_are_set_aside() {
    let company = common::COMPANY.replace("currency: CNY", "currency: CNY\nbroken_rows: set_aside");
    let sales = "id,owner,day,amount\nT1,E9,2026-01-05,100.50\nT2,E10,2026-01-06,-20\nT3,E9,,5\nT4,E9,2026-01-08,\nT5,E9,2026-01-08,x\n";
    let splits = "transaction,participant,share\nT2,E9,60%\nT2,E10,30%\n";
    let changes: Vec<(&str, &[u8])> =
        vec![("attain.yaml", company.as_bytes()), ("sales.csv", sales.as_bytes()), ("splits.csv", splits.as_bytes())];
    let folder = Folder::of(common::files(&changes));
    let (rows, end, left_out, findings) = streamed(&folder, 10);
    assert_eq!((rows.len(), end), (1, Ok(false)));
    assert_eq!(
        findings,
        ["D065 sales.csv:4:7 ", "D065 sales.csv:5:18 ", "D020 sales.csv:6:18 x", "D066 splits.csv:2:7 60%"]
    );
    let left: Vec<_> = left_out
        .iter()
        .map(|left| (left.rows, left.sum.as_ref().map(Number::to_exact_text), left.unread, left.broken))
        .collect();
    assert_eq!(
        left,
        [(1, Some("0".to_owned()), 1, true), (2, Some("5".to_owned()), 1, true), (1, Some("-20".to_owned()), 0, true)]
    );
}

/// Where the highest revision is the broken one, the transaction is set aside, and no lower one is paid in its place.
#[test]
fn a_broken_revision_leaves_no_lower_one_in_its_place() {
    let company = common::COMPANY.replace("currency: CNY", "currency: CNY\nbroken_rows: set_aside");
    for amount in ["x", ""] {
        let sales = format!("id,owner,day,amount,revision\nT1,E9,2026-01-05,1,\nT1,E9,2026-01-05,{amount},1\n");
        let files = [("attain.yaml", company.as_bytes()), ("sales.csv", sales.as_bytes())];
        let (rows, end, left_out, _) = streamed(&Folder::of(common::files(&files)), 10);
        assert_eq!((rows.len(), end), (0, Ok(false)), "{amount}");
        assert_eq!(left_out.iter().map(|left| (left.rows, left.broken)).collect::<Vec<_>>(), [(1, false), (1, true)]);
    }
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
