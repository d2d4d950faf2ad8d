//! What a difference names as its cause: what changed and can have made it, and nothing else.

use std::path::Path;

use attain_tests::command::{attain, binary};
use attain_tests::scratch::Scratch;

const COMPANY: &str = "company: Two plans
currency: EUR
data:
  participants: data/participants.csv
  assignments: data/assignments.csv
  transactions:
    file: data/transactions.csv
    columns:
      day: { column: day, type: date }
      kind: { column: kind, type: text }
  quotas: data/quotas.csv
";

const DEALS: &str = "plan: deals
effective: 2026-01-01 .. 2026-12-31
pays: monthly
measures:
  sales: { unit: money, from: transactions, to: owner, dated: day, where: kind == \"new\" }
components:
  - commission: commission
    amount: sales * 10%
  - bonus: to_date
    accumulate: year
    amount: sales * 1%
";

const RENEWALS: &str = "plan: renewals
effective: 2026-01-01 .. 2026-12-31
pays: monthly
measures:
  renewed: { unit: money, from: transactions, to: owner, dated: day, where: kind == \"renewal\", quota: renewed, without_quota: 0% }
components:
  - bonus: on_renewals
    amount: renewed * 5% + quota(renewed) * 1%
";

/// Two months that were closed.
fn closed() -> Scratch {
    let folder = Scratch::new();
    for (file, text) in [
        ("attain.yaml", COMPANY),
        ("plans/deals.yaml", DEALS),
        ("plans/renewals.yaml", RENEWALS),
        ("data/participants.csv", "id,name\nE1,Ann\nE2,Bob\n"),
        ("data/assignments.csv", "participant,plan\nE1,deals\nE1,renewals\nE2,deals\n"),
        (
            "data/quotas.csv",
            "participant,quota,period,amount\nE1,renewed,2026-01,1000\nE1,renewed,2026-02,1000\nE1,renewed,2026-03,1000\n",
        ),
        ("data/transactions.csv", "id,owner,kind,day,amount\n"),
    ] {
        write(folder.path(), file, text);
    }
    learn(folder.path(), &[JANUARY, RENEWAL, OF_BOB, FEBRUARY]);
    for month in ["2026-01", "2026-02"] {
        let out = attain(&binary(), folder.path(), &["close", month]);
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    }
    folder
}

const JANUARY: &str = "T1,E1,new,2026-01-05,1000";
const FEBRUARY: &str = "T2,E1,new,2026-02-05,1000";
const RENEWAL: &str = "T3,E1,renewal,2026-01-05,1000";
const OF_BOB: &str = "T4,E2,new,2026-01-07,500";

fn write(folder: &Path, file: &str, text: &str) {
    attain_tests::write::write(&[(file.to_owned(), text.to_owned())], folder);
}

fn learn(folder: &Path, rows: &[&str]) {
    let head = "id,owner,kind,day,amount";
    write(folder, "data/transactions.csv", &format!("{head}\n{}\n", rows.join("\n")));
}

/// The causes that Ann's statement of March names under the difference of a component to a month.
fn causes(folder: &Path, component: &str, month: &str) -> Vec<String> {
    let out = attain(&binary(), folder, &["explain", "E1", "--period", "2026-03", "--component", component]);
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let heading = format!("{component}, difference · {component} · {month}, paid in 2026-03");
    let lines = text.lines().skip_while(|line| !line.contains(&heading)).skip(1);
    let causes = lines.take_while(|line| !line.is_empty()).filter(|line| line.contains(" in "));
    causes.map(|line| line.trim().to_owned()).collect()
}

#[test]
fn a_deal_of_another_month_or_another_plan_is_no_cause() {
    let folder = closed();
    let late = ["T5,E1,new,2026-01-20,300", "T6,E1,new,2026-02-20,400", "T7,E1,renewal,2026-01-20,300"];
    learn(folder.path(), &[&[JANUARY, RENEWAL, OF_BOB, FEBRUARY], &late[..]].concat());
    let of = |component, month| causes(folder.path(), component, month);
    assert_eq!(of("commission", "2026-01"), ["new in transactions: T5"]);
    assert_eq!(of("commission", "2026-02"), ["new in transactions: T6"]);
    assert_eq!(of("on_renewals", "2026-01"), ["new in transactions: T7"]);
    // What runs through the year looks at January, too.
    assert_eq!(of("to_date", "2026-02"), ["new in transactions: T5", "new in transactions: T6"]);
}

#[test]
fn a_changed_deal_counts_for_its_own_month() {
    let folder = closed();
    let cut = "T1,E1,new,2026-01-05,900";
    learn(folder.path(), &[cut, RENEWAL, OF_BOB, FEBRUARY, "T6,E1,new,2026-02-20,400"]);
    assert_eq!(causes(folder.path(), "commission", "2026-01"), ["changed in transactions: T1"]);
    assert_eq!(causes(folder.path(), "commission", "2026-02"), ["new in transactions: T6"]);
}

/// What is computed now is worked out down to the transaction, in the statement and in the trace, which adds up again.
#[test]
fn what_is_computed_now_is_explained() {
    let folder = closed();
    let late = "T5,E1,new,2026-01-20,300";
    learn(folder.path(), &[JANUARY, RENEWAL, OF_BOB, FEBRUARY, late]);
    let explain = |more: &[&str]| {
        let asked = ["explain", "E1", "--period", "2026-03", "--component", "commission"];
        let output = attain(&binary(), folder.path(), &[&asked, more].concat());
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let statement = explain(&["--detail"]);
    let place = |text: &str| statement.find(text).unwrap_or_else(|| panic!("no {text}:\n{statement}"));
    let places = ["new in transactions: T5", "2026-01-05 T1", "2026-01-20 T5", "computed now", "sealed"].map(place);
    assert!(places.is_sorted(), "{statement}");
    let trace = explain(&["--format", "json"]);
    let is_verified = |trace: &str| {
        write(folder.path(), "trace.json", trace);
        attain(&binary(), folder.path(), &["verify", "trace.json"]).status.success()
    };
    assert!(is_verified(&trace), "{trace}");
    let credit = "\"transaction\":\"T5\"";
    let (before, behind) = trace.split_at(trace.find(credit).unwrap_or_else(|| panic!("no credit of T5:\n{trace}")));
    assert!(!is_verified(&format!("{before}{}", behind.replacen("\"300\"", "\"3000\"", 1))), "{behind}");
}

#[test]
fn what_somebody_else_brought_in_is_no_cause() {
    let folder = closed();
    let (other, late) = ("T4,E2,new,2026-01-07,600", "T8,E2,new,2026-01-08,100");
    learn(folder.path(), &[JANUARY, RENEWAL, other, FEBRUARY, "T5,E1,new,2026-01-20,300", late]);
    assert_eq!(causes(folder.path(), "commission", "2026-01"), ["new in transactions: T5"]);
}

#[test]
fn a_changed_deal_that_is_not_read_now_is_told_as_such() {
    let folder = closed();
    learn(folder.path(), &["T1,E1,renewal,2026-01-05,1000", RENEWAL, OF_BOB, FEBRUARY]);
    assert_eq!(
        causes(folder.path(), "commission", "2026-01"),
        ["changed in transactions: T1, which does not count here now"]
    );
    assert_eq!(causes(folder.path(), "on_renewals", "2026-01"), ["changed in transactions: T1"]);
    let trace = attain(&binary(), folder.path(), &["explain", "E1", "--period", "2026-03", "--format", "json"]);
    write(folder.path(), "trace.json", &String::from_utf8_lossy(&trace.stdout));
    assert!(attain(&binary(), folder.path(), &["verify", "trace.json"]).status.success());
}

#[test]
fn a_quota_that_the_plan_does_not_read_is_no_cause() {
    let folder = closed();
    write(
        folder.path(),
        "data/quotas.csv",
        "participant,quota,period,amount\nE1,renewed,2026-01,1500\nE1,renewed,2026-02,1000\nE1,renewed,2026-03,1000\n",
    );
    learn(folder.path(), &[JANUARY, RENEWAL, OF_BOB, FEBRUARY, "T5,E1,new,2026-01-20,300"]);
    assert_eq!(causes(folder.path(), "commission", "2026-01"), ["new in transactions: T5"]);
    assert_eq!(causes(folder.path(), "on_renewals", "2026-01"), ["changed in quotas: E1 renewed 2026-01"]);
}

#[test]
fn a_column_that_came_later_changes_no_row() {
    let folder = closed();
    let mapped = COMPANY.replace("      kind:", "      product: { column: product, type: text }\n      kind:");
    write(folder.path(), "attain.yaml", &mapped);
    write(folder.path(), "data/participants.csv", "id,name,grade\nE1,Ann,A\nE2,Bob,B\n");
    let rows = |cut: &str| {
        let rows = [JANUARY, RENEWAL, OF_BOB, cut, "T5,E1,new,2026-01-20,300"].map(|row| format!("{row},chairs\n"));
        format!("id,owner,kind,day,amount,product\n{}", rows.concat())
    };
    write(folder.path(), "data/transactions.csv", &rows(FEBRUARY));
    // The mapping is another one, and may be the cause; no row is.
    let mapping = "changed in files: attain.yaml";
    assert_eq!(causes(folder.path(), "commission", "2026-01"), [mapping, "new in transactions: T5"]);
    // What changes beside the new column is told as ever.
    write(folder.path(), "data/transactions.csv", &rows("T2,E1,new,2026-02-05,900"));
    assert_eq!(causes(folder.path(), "commission", "2026-02"), [mapping, "changed in transactions: T2"]);
    // From the next seal on the column counts like the others.
    assert!(attain(&binary(), folder.path(), &["close", "2026-03"]).status.success());
    let seal = std::fs::read_to_string(folder.path().join("closed/2026-03.json")).expect("a seal");
    assert!(seal.contains("transactions.product") && seal.contains("participants.grade"), "{seal}");
    assert!(seal.contains("\"row\": \"transactions T1\""), "{seal}");
}

#[test]
fn a_deal_that_is_gone_is_named_with_its_days_alone() {
    let folder = closed();
    learn(folder.path(), &[RENEWAL, OF_BOB, FEBRUARY, "T6,E1,new,2026-02-20,400"]);
    assert_eq!(causes(folder.path(), "commission", "2026-01"), ["no longer in transactions: T1"]);
    assert_eq!(causes(folder.path(), "commission", "2026-02"), ["new in transactions: T6"]);
    let statement = attain(&binary(), folder.path(), &["explain", "E1", "--period", "2026-03"]);
    let statement = String::from_utf8_lossy(&statement.stdout).into_owned();
    assert!(!statement.contains("transactions T1"), "{statement}");
    // Nothing is left of January, and the statement says so.
    let rows: Vec<Vec<&str>> = statement.lines().map(|line| line.split_whitespace().collect()).collect();
    assert!(rows.contains(&vec!["computed", "now", "0.00"]), "{statement}");
}

/// Whose row it was that changed a sum of the group, nobody reads but who may see everybody's figures.
#[test]
fn rows_of_others_are_counted() {
    let folder = Scratch::new();
    let data = "data:\n  participants: data/participants.csv\n  assignments: data/assignments.csv\n  metrics: data/metrics.csv\n";
    let scores = |[bram, vesna, own]: [u32; 3]| {
        let head = "participant,metric,period,value";
        let text =
            format!("{head}\nBram,score,2026-01,{bram}\nVesna,score,2026-01,{vesna}\nJuna,score,2026-01,{own}\n");
        write(folder.path(), "data/metrics.csv", &text);
    };
    for (file, text) in [
        ("attain.yaml", format!("company: A group\ncurrency: EUR\n{data}")),
        (
            "plans/sellers.yaml",
            "plan: sellers\neffective: 2026-01-01 .. 2026-12-31\npays: monthly\nmeasures:\n  score: { unit: points, from: metrics.score, missing: 0 }\ncomponents:\n  - bonus: shared\n    group: plan\n    amount: group(score) * 10\n    cap: none\n"
                .to_owned(),
        ),
        ("data/participants.csv", "id\nBram\nVesna\nJuna\n".to_owned()),
        ("data/assignments.csv", "participant,plan\nBram,sellers\nVesna,sellers\nJuna,sellers\n".to_owned()),
    ] {
        write(folder.path(), file, &text);
    }
    scores([10, 10, 10]);
    assert!(attain(&binary(), folder.path(), &["close", "2026-01"]).status.success());
    scores([20, 30, 40]);
    let explain = |more: &[&str]| {
        let explain = [&["explain", "Juna", "--period", "2026-02"], more].concat();
        String::from_utf8_lossy(&attain(&binary(), folder.path(), &explain).stdout).into_owned()
    };
    let statement: Vec<String> =
        explain(&[]).lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for row in ["changed in metrics: Juna score 2026-01", "further changes 2", "computed now 900.00"] {
        assert!(statement.iter().any(|found| found == row), "`{row}` is missing in {statement:#?}");
    }
    let (own, all) = (explain(&["--format", "json"]), explain(&["--format", "json", "--with-others"]));
    for text in [&statement.join("\n"), &own] {
        assert!(!text.contains("Bram") && !text.contains("Vesna"), "{text}");
    }
    assert!(all.contains("Bram score 2026-01") && all.contains("Vesna score 2026-01"), "{all}");
    for trace in [own, all] {
        write(folder.path(), "trace.json", &trace);
        assert!(attain(&binary(), folder.path(), &["verify", "trace.json"]).status.success(), "{trace}");
    }
}
