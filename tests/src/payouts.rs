//! What a company pays, as a table that another program worked out: `participant,period,component,amount`.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::command::{attain, binary};

/// Amounts by participant, period and component; a guarantee's line stands under `component.guarantee`.
pub type Payouts = BTreeMap<[String; 3], String>;

/// The rows of such a table.
///
/// # Panics
/// When a row has not four columns.
#[must_use]
pub fn table(csv: &str) -> Payouts {
    let rows = csv.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    rows.map(|row| match <[String; 4]>::try_from(row) {
        Ok([participant, period, component, amount]) => ([participant, period, component], amount),
        Err(row) => panic!("{row:?} has not four columns"),
    })
    .collect()
}

/// What `attain run` gives for the company in `folder`.
///
/// # Panics
/// When it gives no lines.
#[must_use]
pub fn of_command(folder: &Path, period: &str) -> Payouts {
    let out = attain(&binary(), folder, &["run", "--period", period, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).expect("the command line gives JSON");
    let lines = json["lines"].as_array().expect("the JSON has lines");
    let cell = |line: &serde_json::Value, key: &str| line[key].as_str().expect("texts").to_owned();
    let component = |line: &serde_json::Value| match cell(line, "kind").as_str() {
        "earning" => cell(line, "component"),
        kind => format!("{}.{kind}", cell(line, "component")),
    };
    let rows = lines
        .iter()
        .map(|line| ([cell(line, "participant"), cell(line, "earned_for"), component(line)], cell(line, "amount")));
    rows.collect()
}

/// Where Python is there, the committed payouts are worked out again.
///
/// # Panics
/// When the script fails or says otherwise.
pub fn worked_out_again(script: &Path, data: &Path, expected: &str) {
    match Command::new("python3").arg("-B").arg(script).arg(data).output() {
        Ok(output) if output.status.success() => {
            assert_eq!(String::from_utf8_lossy(&output.stdout), expected, "{} says otherwise", script.display());
        }
        Ok(output) => panic!("{}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => eprintln!("no python3: the committed payouts are taken as they are"),
    }
}
