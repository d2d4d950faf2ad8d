//! What is earned and paid later: nothing is made or lost on the way, and each part comes when it is due. Figures by hand.

use attain_engine::outcome::{Line, LineKind};
use attain_tests::library::Run;
use attain_tests::random::Random;
use attain_tests::seller::{self, run, verified};

fn plan(effective: &str, components: &str) -> String {
    let csat = "  csat: { unit: percent, from: metrics.csat, missing: 0% }\n";
    seller::plan(effective, "monthly", csat, components)
}

/// Kind, period of earning, period of payment, cents.
fn lines(run: &Run) -> Vec<String> {
    let label = |period| run.company.calendar.label(period);
    let line = |line: &Line| {
        let (earned, paid) = (label(line.earned_for), label(line.paid_in));
        format!("{} {earned} {paid} {}", line.kind.word(), line.minor_units)
    };
    run.outcome.lines.iter().map(line).collect()
}

fn cents(run: &Run) -> i64 {
    run.outcome.lines.iter().map(|line| line.minor_units).sum()
}

const PARTS: &str = "  - commission: sold
    amount: sales
    due:
      - { share: 50% }
      - { share: 30%, after: 2 months }
      - { share: rest, after: 1 quarter, if: csat >= 90% }
";

#[test]
fn parts_come_when_they_are_due_and_only_if() {
    let plans = [plan("2026-01-01 .. 2026-12-31", PARTS)];
    let sales = [("2026-01-15", 100_001)];
    let at = |metrics: &str, period: &str| run(&plans, ",", &sales, metrics, period);
    let first = at("", "2026-01");
    assert_eq!(lines(&first), ["earning 2026-01 2026-01 100001", "deferral 2026-01 2026-01 -50000"]);
    let to_come: Vec<_> = first.outcome.to_come.iter().map(|part| (part.minor_units, part.conditional)).collect();
    assert_eq!(to_come, [(30_000, false), (20_000, true)]);
    assert_eq!(lines(&at("", "2026-03")), ["release 2026-01 2026-03 30000", "earning 2026-03 2026-03 0"]);
    let kept = at("E1,csat,2026-04,90%\n", "2026-04");
    assert_eq!(lines(&kept), ["release 2026-01 2026-04 20000", "earning 2026-04 2026-04 0"]);
    assert!(kept.outcome.to_come.is_empty() && kept.outcome.report.forfeited.is_empty());
    let lost = at("E1,csat,2026-04,89%\n", "2026-04");
    assert_eq!(lines(&lost), ["release 2026-01 2026-04 0", "earning 2026-04 2026-04 0"]);
    assert_eq!(lost.outcome.report.forfeited.first().map(|part| part.minor_units), Some(20_000));
}

/// What a condition needs may be missing: its own part is forfeited, the parts beside it are paid, and nothing is lost.
#[test]
fn a_part_whose_condition_cannot_be_read_is_forfeited() {
    let csat = "  csat: { unit: percent, from: metrics.csat, missing: report }\n";
    let sold = "  - commission: sold\n    amount: sales\n    due:\n      - { share: 25%, after: 1 month, if: csat >= 50% }\n      - { share: rest, after: 1 month }\n";
    let plans = [seller::plan("2026-01-01 .. 2026-12-31", "monthly", csat, sold)];
    let run = run(&plans, ",", &[("2026-01-15", 10_000)], "", "2026-02");
    assert_eq!(lines(&run), ["release 2026-01 2026-02 7500", "earning 2026-02 2026-02 0"]);
    let report = &run.outcome.report;
    assert_eq!(report.forfeited.iter().map(|part| part.minor_units).collect::<Vec<_>>(), [2500]);
    assert_eq!(report.unmeasured.iter().map(|lack| &*lack.measure).collect::<Vec<_>>(), ["csat"]);
    assert_eq!(verified(&run), Ok(2));
}

/// A bonus of the year in three yearly instalments, of which the first two wait for the cliff.
#[test]
fn instalments_wait_for_the_cliff_and_outlive_the_plan() {
    let bonus = "  - bonus: long\n    every: year\n    amount: sales\n    due: { instalments: 3, every: half, cliff: 12 months }\n";
    let plans = [plan("2026-01-01 .. 2026-12-31", bonus)];
    let at = |days: &str, period: &str| lines(&run(&plans, days, &[("2026-05-01", 10_000)], "", period));
    assert_eq!(at(",", "2026"), ["earning 2026 2026 10000", "deferral 2026 2026 -10000"]);
    assert_eq!(at(",", "2027-06"), Vec::<String>::new());
    assert_eq!(at(",", "2027-12"), ["release 2026 2027-12 6667"]);
    assert_eq!(at(",", "2028"), ["release 2026 2028-06 3333"]);
    // Who has left gets it as planned.
    assert_eq!(at(",2026-12-31", "2028-06"), ["release 2026 2028-06 3333"]);
}

#[test]
fn a_draw_counts_what_is_paid_and_not_what_is_deferred() {
    let drawn = format!("{PARTS}  - draw: draw\n    amount: 800\n    recover: yes\n");
    let plans = [plan("2026-01-01 .. 2026-12-31", &drawn)];
    let quarter = run(&plans, ",", &[("2026-01-15", 100_000), ("2026-03-15", 140_000)], "", "2026-Q1");
    let draws: Vec<_> = (quarter.outcome.lines.iter())
        .filter(|line| quarter.component(line) == "draw")
        .map(|l| l.minor_units)
        .collect();
    // January pays 500 of 1,000; February nothing; March 700 of 1,400 and 300 of January.
    assert_eq!(draws, [30_000, 80_000, -20_000]);
}

#[test]
fn what_is_taken_back_is_taken_back_in_parts() {
    let plans = [plan("2026-01-01 .. 2026-12-31", PARTS)];
    let year = run(&plans, ",", &[("2026-01-15", 33_333), ("2026-01-20", -33_333)], "", "2026-01");
    assert_eq!(lines(&year), ["earning 2026-01 2026-01 0"]);
    let negative = run(&plans, ",", &[("2026-01-15", -10_001)], "", "2026-01");
    assert_eq!(cents(&negative), -5001);
    assert_eq!(negative.outcome.to_come.iter().map(|part| part.minor_units).sum::<i64>(), -5000);
}

#[test]
fn pools_pay_in_parts_as_well() {
    let pool = "  - pool: pot\n    group: plan\n    fund: group(sales)\n    due: [{ share: 25% }, { share: 75%, after: 1 month }]\n";
    let plans = [plan("2026-01-01 .. 2026-12-31", pool)];
    let at = |period: &str| lines(&run(&plans, ",", &[("2026-01-15", 10_000)], "", period));
    assert_eq!(at("2026-01"), ["earning 2026-01 2026-01 10000", "deferral 2026-01 2026-01 -7500"]);
    assert_eq!(at("2026-02"), ["release 2026-01 2026-02 7500", "earning 2026-02 2026-02 0"]);
}

/// Everything that is earned is paid in the end, to the cent: month by month, and in a run over all months.
#[test]
fn nothing_is_made_or_lost() {
    for seed in 0..40 {
        let mut random = Random::new(seed);
        let shares = [random.between(1, 40), random.between(1, 40)];
        let word =
            *random.pick(&["largest", "running", "running_down", "first", "last", "all_first", "all_last", "fraction"]);
        let component = format!(
            "  - commission: sold\n    amount: sales\n    rounding: half_up to {}\n    due:\n      parts: [{{ share: {}% }}, {{ share: \
             {}%, after: {} months }}, {{ share: rest, after: 5 months }}]\n      leftover: {word}\n",
            random.pick(&["0.01", "1", "5"]),
            shares[0],
            shares[1],
            random.between(1, 5)
        );
        let plans = [plan("2026-01-01 .. 2026-06-30", &component)];
        let months = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"];
        let days: Vec<String> = months.iter().map(|month| format!("{month}-15")).collect();
        let sales: Vec<(&str, i64)> = days.iter().map(|day| (day.as_str(), random.between(-50_000, 200_000))).collect();
        let all = run(&plans, ",", &sales, "", "2026");
        let earned: i64 =
            all.outcome.lines.iter().filter(|line| line.kind == LineKind::Earning).map(|line| line.minor_units).sum();
        assert_eq!(cents(&all), earned, "seed {seed}: {component}");
        assert!(all.outcome.to_come.is_empty());
        let half = run(&plans, ",", &sales, "", "2026-H1");
        let to_come: i64 = half.outcome.to_come.iter().map(|part| part.minor_units).sum();
        assert_eq!(cents(&half) + to_come, earned, "seed {seed}: {component}");
        let later: i64 = ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12"]
            .iter()
            .map(|month| cents(&run(&plans, ",", &sales, "", month)))
            .sum();
        assert_eq!(later, to_come, "seed {seed}: {component}");
        assert_eq!(verified(&all), Ok(all.outcome.lines.len()), "seed {seed}");
    }
}
