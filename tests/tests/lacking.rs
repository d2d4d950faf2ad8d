//! A group of which several lack a figure: all of them are named, and nobody else.

use std::path::Path;

use attain_engine::fault::{Fault, Whose};
use attain_engine::outcome::{MissingFigure, Outcome};
use attain_engine::{Request, run};
use attain_intake::files::Files;
use attain_intake::folder::Folder;

const COMPANY: &str = "company: Lacking\ncurrency: USD\nperiod: 2026-01\ndata:\n  participants: p.csv\n  assignments: a.csv\n  metrics: m.csv\n  transactions: t.csv\n";
const PLAN: &str = "plan: seller\neffective: 2026-01-01 .. 2026-12-31\npays: monthly\nmeasures:\n  score: { unit: percent, from: metrics.score, missing: error }\ncomponents:\n";
const POOL: &str = "  - { pool: points, group: plan, fund: 100, share_by: score }\n";
const SUM: &str = "  - { bonus: points, group: plan, amount: 'money(number(group(score)))' }\n";
const CONTEST: &str = "  - { contest: points, group: plan, rank_by: score, prizes: [10] }\n";
const CLUB: &str =
    "  - { contest: club, group: plan, everyone_above: 'role == \"lead\"', prizes: 10, budget: 15, rank_by: score }\n";

/// The outcome for four people of whom the second and the fourth have no score; or what fails, and for whom.
fn outcome(missing: &str, component: &str) -> Result<Outcome, Vec<(u32, Fault)>> {
    let mut files = Files::of(Path::new("."));
    let plan = format!("{}{component}", PLAN.replace("error", missing));
    for (path, text) in [
        ("attain.yaml", COMPANY),
        ("plans/seller.yaml", &plan),
        ("p.csv", "id\nE1\nE2\nE3\nE4\n"),
        ("a.csv", "participant,plan,role\nE1,seller,lead\nE2,seller,junior\nE3,seller,lead\nE4,seller,junior\n"),
        ("m.csv", "participant,metric,period,value\nE1,score,2026-01,50%\nE3,score,2026-01,70%\n"),
        ("t.csv", "id,amount\n"),
    ] {
        files.state(path, text.as_bytes().to_vec());
    }
    let folder = Folder::of(files);
    let company = folder.company.clone().expect("a company");
    assert!(!folder.diagnostics.has_errors(), "{:?}", folder.diagnostics);
    let request = Request::of(company.period.expect("a period"));
    let mut source = folder.transactions().expect("transactions");
    run(&folder.plans, &company, &folder.sources, &folder.inputs, &mut source, &request).map_err(|error| {
        let whose = |whose| match whose {
            Whose::Line(participant, _) => participant.0,
            Whose::Transaction(..) => panic!("no transaction fails here"),
        };
        error.failures.into_iter().map(|failure| (whose(failure.whose), failure.fault)).collect()
    })
}

#[test]
fn what_fails_a_group_is_told_of_everybody_who_lacks_it_and_once() {
    for component in [POOL, SUM, CONTEST] {
        let failed = outcome("error", component).expect_err("figures are missing");
        let no_score =
            |failure: &(u32, Fault)| matches!(&failure.1, Fault::NoMetric { metric, .. } if &**metric == "score");
        assert!(failed.iter().all(no_score), "{component}: {failed:?}");
        assert_eq!(failed.iter().map(|failure| failure.0).collect::<Vec<_>>(), [1, 3], "{component}");
    }
}

#[test]
fn what_is_reported_of_a_group_names_those_who_lack_it_for_each_line_that_is_missing() {
    for component in [POOL, SUM, CONTEST] {
        let outcome = outcome("report", component).expect("a result");
        assert!(outcome.lines.is_empty(), "{component}");
        let unmeasured = &outcome.report.unmeasured;
        assert_eq!(unmeasured.iter().map(|gap| gap.participant.0).collect::<Vec<_>>(), [0, 1, 2, 3], "{component}");
        for gap in unmeasured {
            assert_eq!(gap.what, MissingFigure::Metric, "{component}");
            assert_eq!(gap.of.iter().map(|who| who.0).collect::<Vec<_>>(), [1, 3], "{component}");
        }
    }
}

#[test]
fn who_has_no_place_needs_no_figure_for_it() {
    for missing in ["error", "report"] {
        let outcome = outcome(missing, CLUB).expect("a result");
        let paid: Vec<_> = outcome.lines.iter().map(|line| (line.participant.0, line.minor_units)).collect();
        assert_eq!(paid, [(0, 500), (1, 0), (2, 1000), (3, 0)], "{missing}");
    }
}
