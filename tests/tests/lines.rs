//! Reporting lines that lead nowhere: who is left out of `reports(x)`, and credit that stops on its way up.

use std::path::Path;
use std::sync::Arc;

use attain_engine::line_gaps::LineGap;
use attain_engine::outcome::Outcome;
use attain_engine::probe::Files as Probed;
use attain_engine::warning::warnings;
use attain_engine::{Request, run};
use attain_intake::files::Files;
use attain_intake::folder::Folder;

const COMPANY: &str = "company: Lines\ncurrency: USD\nperiod: 2026-01\ndata:\n  participants: p.csv\n  assignments: a.csv\n  transactions:\n    file: t.csv\n    columns: { day: { column: day, type: date } }\n";
const MANAGERS: &str = "plan: managers\neffective: 2026-01-01 .. 2026-12-31\npays: monthly\nmeasures:\n  sales: { unit: money, from: transactions, to: owner, dated: day }\ncomponents:\n  - { bonus: override, amount: 5% * reports(sales), cap: none }\n";

fn folder(plan: &str, people: &str, assignments: &str, transactions: &str) -> Folder {
    let sellers = MANAGERS.replace("plan: managers", "plan: sellers").replace("5% * reports(sales)", "5% * sales");
    let mut files = Files::of(Path::new("."));
    let transactions = format!("id,owner,helper,day,amount\n{transactions}");
    for (path, text) in [
        ("attain.yaml", COMPANY),
        ("plans/managers.yaml", plan),
        ("plans/sellers.yaml", &sellers),
        ("p.csv", people),
        ("a.csv", assignments),
        ("t.csv", &transactions),
    ] {
        files.state(path, text.as_bytes().to_vec());
    }
    let folder = Folder::of(files);
    assert!(!folder.diagnostics.has_errors(), "{:?}", folder.diagnostics);
    folder
}

/// What is said of `reports(x)` with these assignments, each `participant,plan,from,to,manager`.
fn warned(assignments: &str) -> Vec<String> {
    let assignments = format!("participant,plan,from,to,manager\n{assignments}");
    let folder = folder(MANAGERS, "id\nA\nB\nC\nM\n", &assignments, "");
    let company = folder.company.clone().expect("a company");
    let (plans, sources, inputs) = (folder.plans.as_slice(), &folder.sources, &folder.inputs);
    let found = warnings(&Probed { plans, company: &company, sources, inputs }).sorted();
    let of_code = found.iter().filter(|one| one.code == "W010");
    of_code
        .map(|one| {
            let place = sources.place(one.labels[0].span);
            let text = sources.text(one.labels[0].span);
            format!("{}:{} {text}: {}: {}", place.file, place.line, one.message.en, one.labels[0].text.en)
        })
        .collect()
}

#[test]
fn who_reports_and_is_on_another_plan_is_told() {
    let place = "plans/managers.yaml:7 reports(sales): `reports(...)` in `override` of plan `managers` leaves out";
    let nobody = "nobody who reports to its members is on `managers`, so that it gives 0";
    assert_eq!(
        warned("A,sellers,,,M\nB,sellers,,,M\nM,managers,,,\n"),
        [format!(
            "{place} 2 people who report to its members: on other plans: `A` reports to `M` and is on `sellers`; {nobody}"
        )]
    );
    assert_eq!(
        warned("A,managers,,,M\nB,sellers,,,M\nC,managers,,,M\nM,managers,,,\n"),
        [format!(
            "{place} 1 person who reports to its members: on other plans: `B` reports to `M` and is on `sellers`; only 2 of those who report are on `managers`"
        )]
    );
    assert_eq!(warned("A,managers,,,M\nA,sellers,,,M\nM,managers,,,\n"), Vec::<String>::new());
    // Who moves to the plan, or away from it, is in the sum with the days here, and is not counted among the others.
    let moved = "A,sellers,,2026-01-31,M\nA,managers,2026-02-01,,M\nM,managers,,,\n";
    assert_eq!(warned(moved), Vec::<String>::new());
    assert_eq!(warned("A,managers,,2026-01-31,M\nA,sellers,2026-02-01,,M\nM,managers,,,\n"), Vec::<String>::new());
    assert_eq!(
        warned(&format!("{moved}B,sellers,,,M\n")),
        [format!(
            "{place} 1 person who reports to its members: on other plans: `B` reports to `M` and is on `sellers`; only 1 of those who report is on `managers`"
        )]
    );
    // As long as the plan is in force: who was on it before is not on it.
    let before = "A,managers,2026-12-01,2026-12-31,M\nA,sellers,2026-01-01,2026-11-30,M\nM,managers,,,\n";
    assert_eq!(warned(before), Vec::<String>::new());
    assert_eq!(warned(&before.replace("2026-12-01,2026-12-31", "2025-12-01,2025-12-31")).len(), 1);
    // They never meet: before the plan, or while the manager is not on it, nobody is left out.
    assert_eq!(warned("A,sellers,,2025-12-31,M\nA,managers,2026-01-01,,M\nM,managers,,,\n"), Vec::<String>::new());
    assert_eq!(warned("A,sellers,,2026-01-31,M\nM,managers,2026-02-01,,\n"), Vec::<String>::new());
    assert_eq!(warned("A,sellers,,,M\nM,sellers,,,\nB,managers,,,\n"), Vec::<String>::new());
}

/// The outcome with a measure of the sellers' line that goes `up`.
fn credited(up: &str, transactions: &str) -> Outcome {
    let measure = format!("to: {{ owner: rest, helper: 50% }}, up: {up}, dated: day");
    let plan = MANAGERS.replace("to: owner, dated: day", &measure).replace("5% * reports(sales)", "5% * sales");
    let people = "id\nA\nB\nC\nD\n";
    let assignments =
        "participant,plan,from,to,manager\nA,managers,,,C\nB,managers,,,X\nC,managers,,2026-01-15,D\nD,managers,,,\n";
    let folder = folder(&plan, people, assignments, transactions);
    let company = folder.company.clone().expect("a company");
    let mut source = folder.transactions().expect("transactions");
    let request = Request::of(company.period.expect("a period"));
    run(&folder.plans, &company, &folder.sources, &folder.inputs, &mut source, &request).expect("a result")
}

fn shown(gap: &LineGap) -> String {
    let all = |ids: &[Arc<str>]| ids.join(" ");
    let LineGap { tally, seats, transactions } = gap;
    format!("{} {} {} | {}", tally.count, tally.sum.to_exact_text(), all(seats), all(transactions))
}

#[test]
fn credit_that_stops_on_its_way_up_is_in_the_report_though_somebody_below_got_it() {
    let sales = "T10,A,,2026-01-20,500\nT9,A,,2026-01-16,1000\nT1,A,,2026-01-15,7\nT2,B,,2026-01-02,30\nT3,A,B,2026-01-31,8\nT4,A,A,2026-01-31,2\n";
    let gaps = |up: &str| {
        let report = credited(up, sales).report;
        let measure = report.measures.iter().find(|one| &*one.plan == "managers").expect("the measure");
        let gaps = measure.line_gaps.as_ref().expect("it goes up");
        let sellers = report.measures.iter().find(|one| &*one.plan == "sellers").expect("the measure");
        assert_eq!(sellers.line_gaps, None);
        [shown(&gaps.vacant_seats), shown(&gaps.unknown_managers)]
    };
    // T3 is shared by two, of whom one stands below either gap; both parts of T4 meet the same one.
    assert_eq!(gaps("0.."), ["4 1506 C | T3 T4 T9 T10", "2 34 X | T2 T3"]);
    // Whose highest step lies below the gap has lost nothing, nor where somebody takes the place of the seat.
    assert_eq!(gaps("0..1, vacant: above"), ["0 0  | ", "2 34 X | T2 T3"]);
    let outcome = credited("0", sales);
    let report = &outcome.report.measures.iter().find(|one| &*one.plan == "managers").expect("the measure");
    assert_eq!(report.uncredited, []);
}
