//! A company of one seller, E1, for tests of what plans do over time.

use attain_engine::outcome::Line;
use attain_engine::trace::json::{LineHeader, write};
use attain_engine::trace::verify::verify;
use attain_rules::number::Number;

use crate::library::{Run, run_files};
use crate::write::File;

/// Its `attain.yaml`, where no plan reads metrics.
pub const COMPANY: &str = "
company: One seller
currency: USD
data:
  participants: data/participants.csv
  assignments: data/assignments.csv
  transactions:
    file: data/transactions.csv
    columns:
      booked_on: { column: booked_on, type: date }
";

/// The plan `seller`, which measures `sales`; `measures` and `components` are entries of its lists.
#[must_use]
pub fn plan(effective: &str, pays: &str, measures: &str, components: &str) -> String {
    format!(
        "plan: seller\neffective: {effective}\npays: {pays}\nmeasures:\n  sales:\n    unit: money\n    from: transactions\n    \
         to: owner\n    dated: booked_on\n{measures}components:\n{components}"
    )
}

/// The files of the company with these versions of the plan. E1 is on it on `days` (`from,to`) and sells so many cents on these
/// days; `metrics` are rows of the metrics.
#[must_use]
pub fn files(plans: &[String], days: &str, sales: &[(impl AsRef<str>, i64)], metrics: &str) -> Vec<File> {
    let sale = |(number, (day, cents)): (usize, &(_, i64))| {
        let (day, amount): (&dyn AsRef<str>, _) = (day, Number::decimal((*cents).into(), 2).to_exact_text());
        format!("T{number},E1,{},{amount}\n", day.as_ref())
    };
    let rows: String = sales.iter().enumerate().map(sale).collect();
    let mut company = COMPANY.to_owned();
    if plans.iter().any(|plan| plan.contains("from: metrics.")) {
        company = company.replace("  transactions:", "  metrics: data/metrics.csv\n  transactions:");
    }
    let mut files = vec![
        ("attain.yaml".into(), company),
        ("data/participants.csv".into(), "id\nE1\n".to_owned()),
        ("data/assignments.csv".into(), format!("participant,plan,from,to\nE1,seller,{days}\n")),
        ("data/metrics.csv".into(), format!("participant,metric,period,value\n{metrics}")),
        ("data/transactions.csv".into(), format!("id,owner,booked_on,amount\n{rows}")),
    ];
    let versions = plans.iter().enumerate();
    files.extend(versions.map(|(number, plan)| (format!("plans/version-{number}.yaml"), plan.clone())));
    files
}

/// What comes out for `period`.
///
/// # Panics
/// When the company is refused.
#[must_use]
pub fn run(plans: &[String], days: &str, sales: &[(impl AsRef<str>, i64)], metrics: &str, period: &str) -> Run {
    run_files(&files(plans, days, sales, metrics), Some(period))
        .unwrap_or_else(|refusal| panic!("{plans:#?}\n{refusal}"))
}

/// How many lines add up again by their traces alone.
///
/// # Errors
/// What does not.
///
/// # Panics
/// When a line has no trace.
pub fn verified(run: &Run) -> Result<usize, String> {
    let label = |period| run.company.calendar.label(period);
    let header = |line: &Line| {
        let mut header = LineHeader {
            participant: "E1".into(),
            plan: "seller".into(),
            component: run.component(line).to_owned(),
            kind: line.kind.word().into(),
            earned_for: label(line.earned_for),
            paid_in: label(line.paid_in),
            amount: Number::decimal(line.minor_units.into(), 2).to_fixed_text(2),
            currency: "USD".into(),
            ..LineHeader::default()
        };
        header.id = header.expected_id().expect("a kind that there is");
        header
    };
    let lines: Vec<_> = run
        .outcome
        .lines
        .iter()
        .map(|line| (header(line), &**line.trace.as_ref().expect("every line has a trace")))
        .collect();
    verify(&write(&lines)).map(|verified| verified.lines).map_err(|wrong| format!("{wrong:#?}"))
}
