//! The company for the public CRM export: every payout of 2017 against `tests/crm/payouts.py`, which knows nothing of Attain.
//!
//! The data is not in the repository. The test looks for it in the folder that `ATTAIN_CRM_DATA` names, else in
//! `../shared/data/crm-sales-opportunities` beside the workspace. Without it, it says so and passes, unless
//! `ATTAIN_REQUIRE_CRM` is `1`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use attain_tests::command::{attain, binary};
use attain_tests::library::{Run, run};
use attain_tests::scratch::Scratch;

const FILES: [&str; 3] = ["sales_teams.csv", "sales_pipeline.csv", "products.csv"];

#[test]
fn every_payout_of_2017_is_what_sql_says() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the workspace");
    let Some(data) = data(workspace) else {
        assert!(std::env::var("ATTAIN_REQUIRE_CRM").as_deref() != Ok("1"), "the CRM data is required and missing");
        eprintln!("\nNOT TESTED: the CRM data is missing; name its folder in ATTAIN_CRM_DATA\n");
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

    let json = attain(&binary(), company.path(), &["run", "--period", "2017", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("the command line gives JSON");
    let lines = json["lines"].as_array().expect("the JSON has lines");
    let cell = |line: &serde_json::Value, key: &str| line[key].as_str().expect("texts").to_owned();
    let shown = lines.iter().map(|line| {
        ([cell(line, "participant"), cell(line, "earned_for"), cell(line, "component")], cell(line, "amount"))
    });
    assert_eq!(without_zeros(shown), table(&expected));
}

fn data(workspace: &Path) -> Option<PathBuf> {
    let beside = workspace.join("../shared/data/crm-sales-opportunities");
    let folder = std::env::var_os("ATTAIN_CRM_DATA").map_or(beside, PathBuf::from);
    FILES.iter().all(|file| folder.join(file).is_file()).then_some(folder)
}

/// Where Python is there, the committed payouts are worked out again.
fn worked_out_again(script: &Path, data: &Path, expected: &str) {
    match Command::new("python3").arg(script).arg(data).output() {
        Ok(output) if output.status.success() => {
            assert_eq!(String::from_utf8_lossy(&output.stdout), expected, "{} says otherwise", script.display());
        }
        Ok(output) => panic!("{}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => eprintln!("no python3: the committed payouts are taken as they are"),
    }
}

type Payouts = BTreeMap<[String; 3], String>;

fn table(csv: &str) -> Payouts {
    let rows = csv.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    rows.map(|row| match <[String; 4]>::try_from(row) {
        Ok([participant, period, component, amount]) => ([participant, period, component], amount),
        Err(row) => panic!("{row:?} has not four columns"),
    })
    .collect()
}

fn payouts(run: &Run) -> Payouts {
    without_zeros(run.rows().into_iter().map(|[who, component, period, amount]| ([who, period, component], amount)))
}

fn without_zeros(rows: impl Iterator<Item = ([String; 3], String)>) -> Payouts {
    rows.filter(|(_, amount)| amount != "0.00").collect()
}
