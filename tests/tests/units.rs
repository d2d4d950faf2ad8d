//! Pay that is not money: what it is worth, what closed periods pay of it, and that it is never added to money.

use std::fs;
use std::path::Path;

use attain_engine::outcome::Line;
use attain_tests::command::{attain, binary};
use attain_tests::library::{Run, close, run};
use attain_tests::scratch::Scratch;

fn case(name: &str) -> Scratch {
    Scratch::copy_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(name))
}

fn edit(folder: &Scratch, file: &str, from: &str, to: &str) {
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).expect("a file");
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(path, text.replace(from, to)).expect("a file can be written");
}

fn at(folder: &Scratch, period: &str) -> Run {
    run(folder.path(), Some(period)).unwrap_or_else(|refusal| panic!("{refusal}"))
}

fn codes(folder: &Scratch, period: &str) -> Vec<String> {
    run(folder.path(), Some(period)).err().map(|refusal| refusal.codes).unwrap_or_default()
}

/// Component, kind, period of earning, amount and unit, and what is taxable, of the lines that pay something.
fn lines(run: &Run, who: &str) -> Vec<String> {
    let line = |line: &Line| {
        let (unit, taxable) = (run.company.name_of(line.unit), line.taxable);
        let taxable = taxable.map(|taxable| format!(" taxable {taxable}")).unwrap_or_default();
        let (component, kind, label) = (run.component(line), line.kind.word(), run.label(line.earned_for));
        format!("{component} {kind} {label} {} {unit}{taxable}", line.minor_units)
    };
    run.lines_of(who).filter(|line| line.minor_units != 0).map(line).collect()
}

#[test]
fn what_is_deferred_is_taxable_when_it_falls_due() {
    let folder = case("208-shares-that-vest");
    assert_eq!(
        lines(&at(&folder, "2024-03"), "E1"),
        ["grant earning 2024-03 18 shares taxable 18000", "grant deferral 2024-03 -18 shares taxable -18000"]
    );
    assert_eq!(lines(&at(&folder, "2026-03"), "E1"), ["grant release 2024-03 4 shares taxable 5620"]);
}

#[test]
fn without_a_value_on_that_day_the_run_fails() {
    let taxed = case("208-shares-that-vest");
    edit(&taxed, "attain.yaml", "      2024-01-01: 10\n", "");
    let only = |codes: Vec<String>| !codes.is_empty() && codes.iter().all(|code| code == "R017");
    assert!(only(codes(&taxed, "2024-03")));
    assert!(codes(&taxed, "2026-03").is_empty());
    let cashed = case("209-units-paid-as-money");
    edit(&cashed, "attain.yaml", "      2025-01-01: 20\n", "");
    assert!(only(codes(&cashed, "2025-12")));
    assert!(codes(&cashed, "2026-12").is_empty());
}

#[test]
fn units_that_become_money_leave_nothing_of_themselves() {
    let folder = case("209-units-paid-as-money");
    assert_eq!(
        lines(&at(&folder, "2025-12"), "E1"),
        [
            "phantom earning 2025-Q4 88 phantom_shares",
            "phantom deferral 2025-Q4 -88 phantom_shares",
            "phantom cash 2025-Q4 36000 EUR",
        ]
    );
    let to_come: Vec<_> = at(&folder, "2025-12").outcome.to_come.iter().map(|part| part.minor_units).collect();
    assert_eq!(to_come, [35, 35]);
}

#[test]
fn a_value_that_was_corrected_pays_its_difference_in_money() {
    let folder = case("209-units-paid-as-money");
    for month in ["2025-12", "2026-01"] {
        close(folder.path(), month).unwrap_or_else(|refusal| panic!("{refusal}"));
    }
    edit(&folder, "attain.yaml", "2025-01-01: 20", "2025-01-01: 20.50");
    assert_eq!(lines(&at(&folder, "2026-02"), "E1"), ["phantom difference 2025-12 900 EUR"]);
    assert_eq!(lines(&at(&folder, "2026-02"), "E2"), Vec::<String>::new());
}

#[test]
fn a_value_that_was_corrected_makes_up_for_what_was_taxable() {
    let folder = case("207-points-for-sales");
    close(folder.path(), "2026-01").unwrap_or_else(|refusal| panic!("{refusal}"));
    let seal = folder.path().join("closed/2026-01.json");
    let text = fs::read_to_string(&seal).expect("a seal");
    assert!(text.contains("\"unit\": \"points\", \"amount\": \"2000\", \"taxable\": \"200.00\", \"check\""), "{text}");
    let january = lines(&at(&folder, "2026-01"), "E1");
    edit(&folder, "attain.yaml", "value: 0.10", "value: 0.12");
    assert_eq!(lines(&at(&folder, "2026-01"), "E1"), january, "what was sealed stays");
    let loyalty = |month: &str| -> Vec<String> {
        let all = at(&folder, month).outcome;
        let run = at(&folder, month);
        let own = all.lines.iter().filter(|line| run.participant(line) == "E1" && run.component(line) == "loyalty");
        let own = own.filter(|line| line.kind.word() == "difference" && line.is_something());
        own.map(|line| format!("{} taxable {:?}", line.minor_units, line.taxable)).collect()
    };
    assert_eq!(loyalty("2026-02"), ["0 taxable Some(4000)"], "no points, but what they are worth more");
    close(folder.path(), "2026-02").unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(loyalty("2026-02"), ["0 taxable Some(4000)"]);
    assert_eq!(loyalty("2026-03"), Vec::<String>::new(), "it is made up for once");
    edit(&folder, "attain.yaml", "value: 0.12", "value: 0.10");
    let back = ["0 taxable Some(-4000)", "0 taxable Some(200)"];
    assert_eq!(loyalty("2026-03"), back, "and taken back, of what a return took in February as well");
    edit(&folder, "attain.yaml", "value: 0.10", "value: { 2026-01-01: 0.12, 2026-03-01: 0.2 }");
    assert_eq!(loyalty("2026-03"), Vec::<String>::new(), "a value of later days changes nothing of earlier ones");
    // What was sealed as taxable is held to the seal.
    fs::write(&seal, text.replacen("\"taxable\": \"200.00\"", "\"taxable\": \"20.00\"", 1)).expect("a file");
    assert_eq!(codes(&folder, "2026-03"), ["R030"]);
}

#[test]
fn units_that_are_due_later_are_taxed_at_what_they_are_worth_then() {
    let folder = case("207-points-for-sales");
    edit(&folder, "attain.yaml", "value: 0.10", "value: { 2026-01-01: 0.1, 2026-02-01: 0.2 }");
    close(folder.path(), "2026-01").unwrap_or_else(|refusal| panic!("{refusal}"));
    edit(&folder, "data/sales.csv", "S3,E2,2026-01-15,4000", "S3,E2,2026-01-15,4070");
    let due = "loyalty difference 2026-01 7 points taxable 140".to_owned();
    assert!(lines(&at(&folder, "2026-02"), "E2").contains(&due));
    edit(&folder, "attain.yaml", "2026-01-01: 0.1", "2026-01-01: 0.11");
    let due = "loyalty difference 2026-01 7 points taxable 540".to_owned();
    assert!(lines(&at(&folder, "2026-02"), "E2").contains(&due), "1.40 for 7 at 0.20, and 4.00 for 400 at 0.01");
    edit(&folder, "attain.yaml", "2026-02-01: 0.2", "2026-03-01: 0.2");
    edit(&folder, "attain.yaml", "2026-01-01: 0.11", "2026-02-10: 0.11");
    let codes = codes(&folder, "2026-02");
    assert!(!codes.is_empty() && codes.iter().all(|code| code == "R017"), "{codes:?}");
}

#[test]
fn late_sales_give_their_points_in_the_open_month() {
    let folder = case("207-points-for-sales");
    close(folder.path(), "2026-01").unwrap_or_else(|refusal| panic!("{refusal}"));
    let seal = fs::read_to_string(folder.path().join("closed/2026-01.json")).expect("a seal");
    assert!(seal.contains("\"unit\": \"points\", \"amount\": \"2000\""), "{seal}");
    assert!(seal.contains("\"total\": \"1300.00\""), "points are no part of the total: {seal}");
    edit(&folder, "data/sales.csv", "S3,E2,2026-01-15,4000", "S3,E2,2026-01-15,4007");
    let february = at(&folder, "2026-02");
    let differences: Vec<_> = lines(&february, "E2").into_iter().filter(|line| line.contains("difference")).collect();
    // What the draw pays less of stands against what the commission pays more.
    assert_eq!(
        differences,
        [
            "commission difference 2026-01 35 CNY",
            "loyalty difference 2026-01 1 points taxable 10",
            "minimum difference 2026-01 -35 CNY",
        ]
    );
    // A seal is held to its units as to everything else in it.
    let path = folder.path().join("closed/2026-01.json");
    fs::write(&path, seal.replacen("\"unit\": \"points\", ", "", 1)).expect("a file can be written");
    assert_eq!(codes(&folder, "2026-02"), ["R030"]);
    fs::write(&path, &seal).expect("a file can be written");
    edit(
        &folder,
        "plans/sellers.yaml",
        "  - bonus: loyalty\n    in: points\n    pays_on: sales\n    rate: 0.1\n",
        "  - bonus: loyalty\n    pays_on: sales\n    rate: 10%\n",
    );
    edit(&folder, "plans/sellers.yaml", "earned(loyalty) + earned(recognition)", "earned(recognition)");
    assert!(codes(&folder, "2026-02").contains(&"R033".to_owned()));
}

#[test]
fn things_that_were_won_stay_when_the_period_is_closed() {
    let folder = case("210-prizes-that-are-things");
    let before = at(&folder, "2026-Q1");
    let won = ["season earning 2026-Q1 1 phone taxable 800000", "again earning 2026-Q1 1 phone taxable 800000"];
    assert_eq!(lines(&before, "A1")[..2], won);
    close(folder.path(), "2026-Q1").unwrap_or_else(|refusal| panic!("{refusal}"));
    edit(&folder, "data/metrics.csv", "A4,sales,2026-Q1,40", "A4,sales,2026-Q1,140");
    let after = at(&folder, "2026-H1");
    assert_eq!(lines(&after, "A1"), lines(&before, "A1"));
    assert_eq!(lines(&after, "A4"), Vec::<String>::new(), "late data takes nothing back and gives nothing");
}

#[test]
fn things_by_stages_are_given_once_also_across_a_close() {
    let (folder, attain_binary) = (case("247-things-by-stages"), binary());
    let run = |period: &str| lines(&at(&folder, period), "E3");
    let january = ["on_the_way earning 2026-Q1 1 cup", "on_the_way earning 2026-Q1 1 watch taxable 249950"];
    assert_eq!(run("2026-Q1")[..2], january);
    close(folder.path(), "2026-Q1").unwrap_or_else(|refusal| panic!("{refusal}"));
    let seal = fs::read_to_string(folder.path().join("closed/2026-Q1.json")).expect("a seal");
    for thing in ["cup", "watch", "phone"] {
        let id = format!("\"id\": \"2026-Q1/E3/sellers/on_the_way:{thing}/earning\"");
        assert_eq!(seal.matches(&id).count(), 1, "{id}: {seal}");
    }
    // Late: E3 had all three in the first quarter, and E1 nothing. What was given stays, and is not given again.
    edit(&folder, "data/transactions.csv", "T5,E3,2026-02-02,65000", "T5,E3,2026-02-02,95000");
    edit(&folder, "data/transactions.csv", "T1,E1,2026-02-10,32000", "T1,E1,2026-02-10,1000");
    assert_eq!(run("2026-Q1")[..2], january);
    assert_eq!(run("2026-Q2"), ["on_the_way earning 2026-Q2 1 phone taxable 800000"]);
    let of = |run: Run| lines(&run, "E1").into_iter().filter(|line| line.starts_with("on_the_way")).collect::<Vec<_>>();
    assert_eq!(of(at(&folder, "2026-Q2")), ["on_the_way earning 2026-Q2 1 watch taxable 249950"]);
    close(folder.path(), "2026-Q2").unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(of(at(&folder, "2026-Q3")), ["on_the_way earning 2026-Q3 -1 watch taxable -249950"]);
    for who in ["E1", "E2", "E3"] {
        let trace = attain(&attain_binary, folder.path(), &["explain", who, "--period", "2026-Q3", "--format", "json"]);
        fs::write(folder.path().join("trace.json"), &trace.stdout).expect("a file can be written");
        let verified = attain(&attain_binary, folder.path(), &["verify", "trace.json"]);
        assert!(verified.status.success(), "{who}: {}", String::from_utf8_lossy(&verified.stdout));
        let text = String::from_utf8_lossy(&trace.stdout).into_owned();
        fs::write(folder.path().join("trace.json"), text.replacen("on_the_way:watch", "on_the_way:phone", 1))
            .expect("a file can be written");
        let verified = attain(&attain_binary, folder.path(), &["verify", "trace.json"]);
        assert!(!verified.status.success(), "{who}: an id of another thing is no id of the line");
    }
}

const ADJUSTMENTS: &str = "id,participant,kind,what,amount,reason,approved_by,period\n";

#[test]
fn payments_by_hand_are_in_what_the_component_pays() {
    let folder = case("207-points-for-sales");
    edit(&folder, "attain.yaml", "data:\n", "data:\n  adjustments: data/adjustments.csv\n");
    let state = |row: &str| {
        let path = folder.path().join("data/adjustments.csv");
        fs::write(path, format!("{ADJUSTMENTS}{row}\n")).expect("a file can be written");
    };
    state("X1,E2,payment,loyalty,50,thanks,Lin,2026-01");
    let january = at(&folder, "2026-01");
    assert!(lines(&january, "E2").contains(&"loyalty adjustment 2026-01 50 points taxable 500".to_owned()));
    state("X1,E2,payment,loyalty,0.5,thanks,Lin,2026-01");
    assert_eq!(codes(&folder, "2026-01"), ["D064"]);
}

#[test]
fn totals_of_programs_keep_units_apart() {
    let (folder, attain_binary) = (case("207-points-for-sales"), binary());
    let out = attain(&attain_binary, folder.path(), &["run", "--period", "2026-01", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    assert_eq!(json["totals"]["amount"], "1300.00");
    assert_eq!(
        json["totals"]["units"],
        serde_json::json!([{
            "unit": "points", "amount": "2750", "taxable_value": "275.00",
            "participants": [
                { "participant": "E1", "amount": "2350", "taxable_value": "235.00" },
                { "participant": "E2", "amount": "400", "taxable_value": "40.00" },
            ],
        }])
    );
    for who in ["E1", "E2"] {
        let trace = attain(&attain_binary, folder.path(), &["explain", who, "--period", "2026-01", "--format", "json"]);
        fs::write(folder.path().join("trace.json"), &trace.stdout).expect("a file can be written");
        let verified = attain(&attain_binary, folder.path(), &["verify", "trace.json"]);
        assert!(verified.status.success(), "{who}: {}", String::from_utf8_lossy(&verified.stdout));
    }
}
