//! The company for the public CRM export: every payout of 2017 against `tests/crm/payouts.py`, which knows nothing of Attain.
//!
//! The data is not in the repository. The test looks for it in the folder that `ATTAIN_CRM_DATA` names, else in
//! `../shared/data/crm-sales-opportunities` beside the workspace. Without it, it says so and passes, unless
//! `ATTAIN_REQUIRE_CRM` is `1`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use attain_tests::library::{Run, run};
use attain_tests::payouts::{Payouts, of_command, table, worked_out_again};
use attain_tests::scratch::Scratch;

const FILES: [&str; 3] = ["sales_teams.csv", "sales_pipeline.csv", "products.csv"];

#[test]
fn every_payout_of_2017_is_what_sql_says() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the workspace");
    let Some(data) = data(workspace) else {
        assert!(std::env::var("ATTAIN_REQUIRE_CRM").as_deref() != Ok("1"), "the CRM data is required and missing");
        // Written past the tests' own capture: a test that did not run must not look like one that passed.
        let notice = "\nNOT TESTED: the CRM data is missing; name its folder in ATTAIN_CRM_DATA\n";
        std::io::stderr().write_all(notice.as_bytes()).expect("a notice can be written");
        return;
    };
    let example = workspace.join("examples/crm-opportunities");
    let company = Scratch::copy_of(&example);
    std::fs::create_dir_all(company.path().join("data")).expect("a folder can be made");
    for file in FILES {
        std::fs::copy(data.join(file), company.path().join("data").join(file)).expect("the file can be copied");
    }
    let expected = std::fs::read_to_string(example.join("expected/payouts-2017.csv")).expect("the payouts are there");
    worked_out_again(&workspace.join("tests/crm/payouts.py"), &data, &expected);

    let run = run(company.path(), Some("2017")).unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(payouts(&run), table(&expected));
    let kept = run.outcome.report.left_out.iter().map(|left| left.rows).sum::<u64>();
    assert_eq!(kept, 8_800 - 4_238, "open and lost deals stand in the report");

    assert_eq!(without_zeros(of_command(company.path(), "2017").into_iter()), table(&expected));
}

fn data(workspace: &Path) -> Option<PathBuf> {
    let beside = workspace.join("../shared/data/crm-sales-opportunities");
    let folder = std::env::var_os("ATTAIN_CRM_DATA").map_or(beside, PathBuf::from);
    FILES.iter().all(|file| folder.join(file).is_file()).then_some(folder)
}

fn payouts(run: &Run) -> Payouts {
    without_zeros(run.rows().into_iter().map(|[who, component, period, amount]| ([who, period, component], amount)))
}

fn without_zeros(rows: impl Iterator<Item = ([String; 3], String)>) -> Payouts {
    rows.filter(|(_, amount)| amount != "0.00").collect()
}
