//! What is left over is said: splits without their transaction, transactions without a day, shares that leave something.

use std::path::Path;
use std::sync::Arc;

use attain_engine::fault::Fault;
use attain_engine::outcome::{Outcome, Uncredited};
use attain_engine::{Request, run};
use attain_intake::files::Files;
use attain_intake::folder::Folder;
use attain_intake::transactions::Transactions;

const COMPANY: &str = "company: Left over\ncurrency: USD\nperiod: 2026-01\ndata:\n  participants: p.csv\n  assignments: a.csv\n  splits: s.csv\n  transactions:\n    file: t.csv\n    columns: { booked_on: { column: booked_on, type: date } }\n";
const PLAN: &str = "plan: seller\neffective: 2026-01-01 .. 2026-12-31\npays: monthly\nmeasures:\n  sales: { unit: money, from: transactions, where: stage == \"won\", to: owner, splits: yes, dated: booked_on }\ncomponents:\n  - { commission: sales_pay, pays_on: sales, rate: 10%, cap: none }\n";
const TRANSACTIONS: &str = "id,owner,booked_on,amount,stage\nT1,E1,2026-01-05,100,won\nT2,E1,,50,open\n";
const SPLITS: &str = "transaction,participant,share\nT1,E1,40%\nT1,E2,60%\nT9,E1,100%\n";

fn outcome(transactions: &str) -> Result<Outcome, Vec<Fault>> {
    outcome_of(PLAN, transactions)
}

fn outcome_of(plan: &str, transactions: &str) -> Result<Outcome, Vec<Fault>> {
    let mut files = Files::of(Path::new("."));
    for (path, text) in [
        ("attain.yaml", COMPANY),
        ("plans/seller.yaml", plan),
        ("p.csv", "id\nE1\nE2\n"),
        ("a.csv", "participant,plan\nE1,seller\nE2,seller\n"),
        ("s.csv", SPLITS),
        ("t.csv", transactions),
    ] {
        files.state(path, text.as_bytes().to_vec());
    }
    let folder = Folder::of(files.clone());
    let company = folder.company.clone().expect("a company");
    assert!(!folder.diagnostics.has_errors(), "{:?}", folder.diagnostics);
    let request = Request::of(company.period.expect("a period"));
    // As the engine sees them that nobody has looked at before.
    let mut source = Transactions::new(files, Arc::clone(&company));
    run(&folder.plans, &company, &folder.sources, &folder.inputs, &mut source, &request)
        .map_err(|error| error.failures.into_iter().map(|failure| failure.fault).collect())
}

#[test]
fn splits_of_a_transaction_that_never_came_are_reported() {
    let outcome = outcome(TRANSACTIONS).expect("a result");
    let pay: Vec<i64> = outcome.lines.iter().map(|line| line.minor_units).collect();
    assert_eq!(pay, [400, 600]);
    let lost: Vec<&str> = outcome.report.splits_without_transaction.iter().map(|id| &**id).collect();
    assert_eq!(lost, ["T9"]);
}

#[test]
fn a_transaction_without_a_day_fails_only_where_it_counts() {
    let faults = outcome(&TRANSACTIONS.replace(",50,open", ",50,won")).expect_err("no day");
    assert_eq!(faults, [Fault::NoDay { column: "booked_on".into() }]);
}

#[test]
fn shares_that_leave_something_or_give_too_much_fail_the_run() {
    for (share, percent) in [("50%", None), ("40%", Some("90")), ("60%", Some("110"))] {
        // The check adds up shares that are plain numbers; these are known with the data alone.
        let share = format!("'if stage == \"won\" {{ {share} }} else {{ 50% }}'");
        let plan = PLAN.replace("to: owner, splits: yes,", &format!("to: {{ owner: 50%, helper: {share} }},"));
        let transactions = "id,owner,helper,booked_on,amount,stage\nT1,E1,E2,2026-01-05,100,won\n";
        let faults = outcome_of(&plan, transactions).err().unwrap_or_default();
        let expected = percent.map(|percent| Fault::SharesNotWhole { percent: percent.to_owned() });
        assert_eq!(faults, expected.into_iter().collect::<Vec<_>>(), "{share}");
    }
}

/// With ratios, whoever stands alone takes all of a transaction, and one that names nobody is nobody's, with its sum.
#[test]
fn ratios_that_name_nobody_lose_nothing() {
    let transactions = "id,owner,helper,booked_on,amount,stage\nT1,E1,,2026-01-05,100,won\nT2,E1,,2026-01-06,50,won\nT3,,,2026-01-07,7,won\n";
    for to in ["to: owner, splits: yes, shares: ratio,", "to: { owner: 1, helper: 2 }, splits: yes, shares: ratio,"] {
        let outcome = outcome_of(&PLAN.replace("to: owner, splits: yes,", to), transactions).expect("a result");
        let pay: Vec<i64> = outcome.lines.iter().map(|line| line.minor_units).collect();
        assert_eq!(pay, [400 + 500, 600], "{to}");
        let [sales] = outcome.report.measures.as_slice() else { panic!("one measure") };
        let [(why, lost)] = sales.uncredited.iter().collect::<Vec<_>>()[..] else { panic!("one reason") };
        assert_eq!((*why, lost.count, lost.sum.to_exact_text().as_str()), (Uncredited::NoParticipant, 1, "7"), "{to}");
    }
}

/// A third of something is cut after 28 digits, so that three of them are not the whole.
#[test]
fn division_in_formulas_keeps_28_digits() {
    let plan = PLAN.replace("rate: 10%", "rate: 'if sales / 3 * 3 == sales { 10% } else { 20% }'");
    let outcome = outcome_of(&plan, TRANSACTIONS).expect("a result");
    let pay: Vec<i64> = outcome.lines.iter().map(|line| line.minor_units).collect();
    assert_eq!(pay, [800, 600], "40 leaves a rest, 60 none");
}

/// Who comes in outside the days of a run stands on one side of them, or on days of no plan.
#[test]
fn transactions_outside_the_days_of_a_run_are_told_apart() {
    let months = PLAN.replace("2026-01-01 .. 2026-12-31", "2024-11-01 .. 2026-02-28");
    let days = ["2024-10-31", "2024-11-01", "2024-12-31", "2026-01-01", "2026-01-31", "2026-02-01", "2026-02-28"];
    let days = days.into_iter().chain(["2026-03-01"; 5]).zip(1..);
    let row = |(day, number): (&str, u32)| format!("T{number},E1,{day},{},won\n", 1 << number);
    let mut rows: Vec<String> = days.map(row).collect();
    for _ in 0..2 {
        let transactions = format!("id,owner,booked_on,amount,stage\n{}", rows.concat());
        let outside = outcome_of(&months, &transactions).expect("a result").report.outside;
        let told = outside.parts().map(|side| {
            let days = side.days.map_or_else(String::new, |days| format!("{} {}", days.first, days.last));
            (side.tally.count, side.tally.sum.to_exact_text(), days, side.examples.join(" "))
        });
        let side = |count, sum: &str, days: &str, ids: &str| (count, sum.to_owned(), days.to_owned(), ids.to_owned());
        let expected = [
            side(2, "12", "2024-11-01 2024-12-31", "T2 T3"),
            side(2, "192", "2026-02-01 2026-02-28", "T6 T7"),
            side(6, "7938", "2024-10-31 2026-03-01", "T1 T8 T9"),
        ];
        assert_eq!(told, expected);
        let all = outside.tally();
        assert_eq!((all.count, all.sum.to_exact_text()), (10, "8142".to_owned()));
        rows.reverse();
    }
}
