//! Every code of family `D`, each given by a file that people could write.

mod beside;
#[path = "../common/mod.rs"]
mod common;
mod days;
mod doubles;
mod form;
mod transactions;

use attain_rules::diagnostics::d;
use common::{checked, found, with_table};

/// What is found when one file of the company is another.
fn with(path: &str, text: &str) -> Vec<String> {
    found(&checked(&[(path, text.as_bytes())]))
}

/// What is found in the transactions when `attain.yaml` says this about them.
fn mapped(mapping: &str, sales: &str) -> Vec<String> {
    found(&checked(&[("attain.yaml", with_table("transactions", mapping).as_bytes()), ("sales.csv", sales.as_bytes())]))
}

#[test]
fn the_company_itself_is_without_findings() {
    assert_eq!(found(&checked(&[])), Vec::<String>::new());
}

#[test]
fn files_that_cannot_be_read() {
    let missing = found(&checked(&[("attain.yaml", with_table("quotas", "quota.csv").as_bytes())]));
    assert_eq!(missing, ["D001 attain.yaml:6:11 quota.csv"]);
    assert_eq!(with("people.csv", ""), ["D006 attain.yaml:4:17 people.csv"]);
    let zip = b"PK\x03\x04and so on";
    assert_eq!(found(&checked(&[("quotas.csv", zip)])), ["D004 attain.yaml:6:11 quotas.csv"]);
    assert_eq!(found(&checked(&[("quotas.csv", b"i\0d\0")])), ["D004 attain.yaml:6:11 quotas.csv"]);
    let encoding = with_table("quotas", "{ file: quotas.csv, encoding: ansi }");
    assert_eq!(found(&checked(&[("attain.yaml", encoding.as_bytes())])), ["D005 attain.yaml:6:19 quotas.csv"]);
}

#[test]
fn a_folder_that_is_no_company() {
    let folder = attain_intake::folder::Folder::open(std::path::Path::new("/there is no such folder"));
    assert_eq!(found(&folder), ["D001 attain.yaml:1:1 "]);
    let files = attain_intake::files::Files::of(std::path::Path::new("/dev/null/none"));
    assert!(!found(&attain_intake::folder::Folder::of(files)).is_empty());
}

#[test]
fn wrong_encodings_are_told_at_the_first_character() {
    let gbk = encoding_rs::GBK.encode("id,name\nE9,Ann\nE10,王芳\n").0;
    let folder = checked(&[("people.csv", &gbk)]);
    let first = &folder.diagnostics.all()[0];
    assert!(found(&folder)[0].starts_with("D003 people.csv:3:5 "), "{:?}", found(&folder));
    assert!(first.help.as_ref().is_some_and(|help| help.en.contains("`{ file: people.csv, encoding: gbk }`")));
    let stated = with_table("participants", "{ file: people.csv, encoding: gbk }");
    assert_eq!(found(&checked(&[("people.csv", &gbk), ("attain.yaml", stated.as_bytes())])), Vec::<String>::new());
    let latin =
        found(&checked(&[("attain.yaml", stated.as_bytes()), ("people.csv", b"id,name\nE9,M\xff\xffller\nE10,A\n")]));
    assert!(latin[0].starts_with("D003 people.csv:2:5 "), "{latin:?}");
}

#[test]
fn headers() {
    let twice = with("sales.csv", "id,owner,day,amount,amount\nT1,E9,2026-01-05,1,2\n");
    assert_eq!(twice, ["D008 sales.csv:1:21 amount"]);
    let wide = with("sales.csv", "id，owner，day，amount\nT1，E9，2026-01-05，1\nT2,E9,2026-01-05,1\n");
    assert_eq!(wide, ["D012 sales.csv:1:3 ，"]);
    let backslash = found(&checked(&[("attain.yaml", with_table("quotas", "data\\quotas.csv").as_bytes())]));
    assert_eq!(backslash, ["C001 attain.yaml:6:11 data\\quotas.csv"]);
    // What the header lacks is said once, not for each row.
    let lacking = with("quotas.csv", "participant,quota,period\nE9,bookings,2026-Q1\nE10,bookings,2026-Q1\n");
    assert_eq!(lacking, ["C009 attain.yaml:6:11 quotas.csv"]);
}

#[test]
fn rows_of_the_wrong_form() {
    let head = "id,owner,day,amount\n";
    let sales = |rows: &str| with("sales.csv", &format!("{head}{rows}"));
    assert_eq!(sales("T1,E9,2026-01-05,\"1\n"), ["D009 sales.csv:2:18 \"1"]);
    assert_eq!(sales("T1,\"5\" disk\",2026-01-05,1\n"), ["D009 sales.csv:2:7  disk\""]);
    assert_eq!(
        sales("T1,E9,2026-01-05\nT2,Miller, Sons,2026-01-05,1\n"),
        ["D010 sales.csv:2:7 2026-01-05", "D010 sales.csv:3:28 1"]
    );
    let wide = checked(&[("sales.csv", format!("{head}T1，E9，2026-01-05，1\nT2，E9,2026-01-05,1\n").as_bytes())]);
    assert_eq!(found(&wide), ["D010 sales.csv:2:1 T1，E9，2026-01-05，1", "D010 sales.csv:3:18 1"]);
    let help = |finding: &attain_rules::diagnostic::Diagnostic| finding.help.clone().unwrap_or_default().en;
    assert!(wide.diagnostics.all().iter().all(|finding| help(finding).starts_with("the row has full-width commas")));
    let long = format!("T1,{},2026-01-05,1\n", "x".repeat(70_000));
    assert!(sales(&long)[0].starts_with("D011 sales.csv:2:4 xxx"));
    let open = format!("T1,\"{}", "x\n".repeat(700_000));
    assert!(sales(&open)[0].starts_with("D009 sales.csv:2:4 \"x"), "{:?}", &sales(&open)[0][..40]);
    assert!(sales(&"x".repeat(1_100_000))[0].starts_with("D011 sales.csv:2:"));
    assert!(sales(&",".repeat(1_100))[0].starts_with("D011 sales.csv:2:"));
}

#[test]
fn cells_of_the_wrong_type() {
    let head = "id,owner,day,amount\n";
    let sales = |rows: &str| with("sales.csv", &format!("{head}{rows}"));
    assert_eq!(
        sales("T1,王芳,2026-01-05,\"1,234.50\"\nT2,E9,2026-01-05,¥5\n"),
        ["D020 sales.csv:2:18 \"1,234.50\"", "D020 sales.csv:3:18 ¥5"]
    );
    assert_eq!(
        sales("T1,E9,2026-01-05,12345678901234567890123456789\n"),
        ["D021 sales.csv:2:18 12345678901234567890123456789"]
    );
    let dated =
        "{ file: sales.csv, columns: { day: { column: day, type: date }, new: { column: new, type: yes_no } } }";
    assert_eq!(
        mapped(dated, "id,owner,day,amount,new\nT1,E9,46053,1,yes\nT2,E9,2026-02-30,x,maybe\n"),
        [
            "D022 sales.csv:2:7 46053",
            "D022 sales.csv:3:7 2026-02-30",
            "D020 sales.csv:3:18 x",
            "D023 sales.csv:3:20 maybe"
        ]
    );
    let moments = "{ file: sales.csv, columns: { day: { column: day, type: date, format: instant } } }";
    assert_eq!(
        mapped(moments, "id,owner,day,amount\nT1,E9,2026-01-05T23:00:00,1\nT2,E9,2026-01-05T23:00:00Z,1\n"),
        ["D022 sales.csv:2:7 2026-01-05T23:00:00"]
    );
}

/// Days are offered as the column writes them.
#[test]
fn days_are_offered_in_the_format_of_their_column() {
    let german = with_table(
        "transactions",
        "{ file: sales.csv, columns: { day: { column: day, type: date, format: D.M.YYYY } } }",
    );
    let help = |text: &str| {
        let sales = format!("id,owner,day,amount\nT1,E9,{text},1\n");
        let folder = checked(&[("attain.yaml", german.as_bytes()), ("sales.csv", sales.as_bytes())]);
        folder.diagnostics.all()[0].help.clone().expect("a help").en
    };
    for text in ["soon", "2026-01-05", "10/11/2026"] {
        assert!(help(text).contains("`31.1.2026`") && !help(text).contains("2026-01-31"), "{}", help(text));
    }
}

/// Where no plan has a name like it, those that there are are named.
#[test]
fn an_unknown_plan_is_told_which_there_are() {
    let folder = checked(&[("assignments.csv", b"participant,plan\nE9,commission\nE10,sales\n")]);
    let help = folder.diagnostics.all()[0].help.clone().expect("a help");
    assert!(help.en.ends_with("such as `sales`") && help.zh.ends_with("如 `sales`"), "{help:?}");
}

#[test]
fn tables_that_do_not_fit_together() {
    assert_eq!(
        with("people.csv", "id,name\nE9,A\n,B\nE10,C\nE9,D\n"),
        ["D031 people.csv:2:1 E9", "D030 people.csv:3:1 "]
    );
    assert_eq!(
        with("assignments.csv", "participant,plan\nE1O,sales\nE9,sale\nE10,sales\n"),
        ["D032 assignments.csv:2:1 E1O", "D033 assignments.csv:3:4 sale"]
    );
    assert_eq!(
        with(
            "assignments.csv",
            "participant,plan,from,to\nE9,sales,2026-01-01,2026-06-30\nE9,sales,2026-07-01,2026-06-30\nE9,sales,2026-06-30,\n"
        ),
        ["D035 assignments.csv:2:10 2026-01-01", "D034 assignments.csv:3:21 2026-06-30"]
    );
    assert_eq!(
        with(
            "assignments.csv",
            "participant,plan,from,to,acting_for\nE9,sales,2026-01-01,2026-06-30,E9\nE9,sales,2026-07-01,,E8\nE10,sales,2026-06-30,,E9\n"
        ),
        ["D055 assignments.csv:2:32 E9", "D032 assignments.csv:3:22 E8"]
    );
    let left = |rows: &str| with("people.csv", &format!("id,left_on,left_because\n{rows}"));
    assert_eq!(left("E9,,retired\nE10,2026-06-30,\n"), ["D047 people.csv:2:5 retired"]);
    assert_eq!(
        left("E9,,\nE10,2025-12-31,resigned\n"),
        ["D049 assignments.csv:3:22 2026-06-30", "D048 people.csv:3:5 2025-12-31"]
    );
    assert_eq!(
        left("E9,2026-03-20,resigned\nE10,2026-01-01,\n"),
        ["D049 assignments.csv:2:11 ", "D049 assignments.csv:3:22 2026-06-30"]
    );
    assert_eq!(left("E9,20.3.2026,\nE10,,\n").len(), 1, "the cell is read once");
    assert_eq!(
        with(
            "quotas.csv",
            "participant,quota,period,amount\nE9,bookings,Q1 2026,1\nE9,bookings,2026,1\nE9,bookings,2026,2\nE9,bokings,2026,\nE9,bokings,2025,1\n"
        ),
        [
            "D024 quotas.csv:2:13 Q1 2026",
            "D036 quotas.csv:3:4 bookings",
            "D030 quotas.csv:5:17 ",
            "D037 quotas.csv:5:4 bokings"
        ]
    );
    assert_eq!(with("splits.csv", "transaction,participant,share\nT1,E9,50%\nT1,E9,50%\n"), ["D036 splits.csv:3:1 T1"]);
    assert_eq!(
        with("metrics.csv", "participant,metric,period,value\nE8,csat,2026-01,1\n"),
        ["D032 metrics.csv:2:1 E8"]
    );
}

#[test]
fn adjustments_that_nobody_could_defend() {
    let stated =
        with_table("splits", "splits.csv").replace("  transactions:", "  adjustments: by_hand.csv\n  transactions:");
    let head = "id,participant,kind,what,amount,reason,approved_by,plan,period,day,paid_in\n";
    let by_hand = |rows: &str| {
        let rows = format!("{head}{rows}");
        found(&checked(&[("attain.yaml", stated.as_bytes()), ("by_hand.csv", rows.as_bytes())]))
    };
    let good = "A1,E9,payment,commission,500,late,E10,,2026-03,,\nA2,E9,credit,bookings,5,late,E10,,,2026-01-31,\n";
    assert_eq!(by_hand(&format!("{good}A3,E9,metric,csat,91%,wrong,E10,,2026-01,,\n")), Vec::<String>::new());
    assert_eq!(
        by_hand("A1,E9,payment,commission,500,,E10,,2026-03,,\nA2,E9,payment,commission,500,late,,,2026-03,,\n"),
        ["D030 by_hand.csv:2:30 ", "D030 by_hand.csv:3:35 "]
    );
    assert_eq!(by_hand("A3,E9,metric,csat,91,wrong,E10,,2026-01,,\n"), ["D046 by_hand.csv:2:19 91"]);
    assert_eq!(
        by_hand("A1,E8,payment,commission,1,late,E10,,2026-03,,\nA2,E9,bonus,commission,1,late,E10,,2026-03,,\n"),
        ["D032 by_hand.csv:2:4 E8", "D060 by_hand.csv:3:7 bonus"]
    );
    assert_eq!(
        by_hand(
            "A1,E9,payment,comission,1,late,E10,,2026-03,,\nA2,E9,credit,csat,1,late,E10,,,2026-03-01,\n\
             A3,E9,metric,csta,1,late,E10,,2026-03,,\nA4,E9,payment,commission,1,late,E10,sale,2026-03,,\n"
        ),
        [
            "D061 by_hand.csv:2:15 comission",
            "D061 by_hand.csv:3:14 csat",
            "D061 by_hand.csv:4:14 csta",
            "D033 by_hand.csv:5:37 sale"
        ]
    );
    assert_eq!(
        by_hand(
            "A1,E9,payment,commission,1,late,E10,,2027-03,,\nA2,E10,credit,bookings,1,late,E9,,,2026-07-01,\n\
             A3,E9,payment,commission,1,late,E10,,2026-03,,2026-02\n"
        ),
        ["D063 by_hand.csv:2:38 2027-03", "D063 by_hand.csv:3:36 2026-07-01", "D063 by_hand.csv:4:47 2026-02"]
    );
    assert_eq!(
        by_hand("A1,E9,payment,commission,1.005,late,E10,,2026-03,,\nA2,E9,payment,commission,1,late,E10,,,,\n"),
        ["D064 by_hand.csv:2:26 1.005", "D030 by_hand.csv:3:38 "]
    );
    assert_eq!(
        by_hand(&format!(
            "{good}A1,E9,payment,commission,1,late,E10,,2026-03,,\nA4,E9,metric,csat,1,late,E10,,2026-03,,\n\
             A5,E9,metric,csat,2,late,E10,,2026-03,,\nA6,E9,credit,bookings,1,late,E10,,,,\n"
        )),
        ["D036 by_hand.csv:2:1 A1", "D036 by_hand.csv:5:14 csat", "D030 by_hand.csv:7:36 "]
    );
    // Two plans have a `commission`, and E9 stands on both.
    let other = common::PLAN.replace("plan: sales", "plan: other");
    let people = "participant,plan\nE9,sales\nE9,other\nE10,sales\n";
    let rows = format!(
        "{head}A1,E9,payment,commission,1,late,E10,,2026-03,,\nA2,E9,payment,commission,1,late,E10,other,2026-03,,\n\
         A3,E10,payment,commission,1,late,E9,,2026-03,,\n"
    );
    let two = checked(&[
        ("attain.yaml", stated.as_bytes()),
        ("plans/other.yaml", other.as_bytes()),
        ("assignments.csv", people.as_bytes()),
        ("by_hand.csv", rows.as_bytes()),
    ]);
    assert_eq!(found(&two), ["D062 by_hand.csv:2:15 commission"]);
}

#[test]
fn groups_in_two_spellings() {
    let pool = "  - pool: pool\n    group: team\n    fund: 100\n";
    let plan = format!("{}{pool}", common::PLAN);
    let seats = "participant,plan,from,to,team\nE9,sales,,2026-01-31,Team A\nE9,sales,2026-02-01,,Team Ａ\n\
                 E10,sales,,2026-03-31,team a\nE10,sales,2026-04-01,,Team B\n";
    let files =
        |plan: &str| found(&checked(&[("plans/sales.yaml", plan.as_bytes()), ("assignments.csv", seats.as_bytes())]));
    assert_eq!(files(&plan), ["D054 assignments.csv:3:22 Team Ａ", "D054 assignments.csv:4:23 team a"]);
    let contest = "  - contest: race\n    group: plan\n    entrants: team\n    rank_by: group(1)\n    prizes: 100\n    \
                   prize_to: shared\n";
    assert_eq!(files(&format!("{}{contest}", common::PLAN)).len(), 2);
    // Where nothing is grouped by it, spellings are nobody's matter.
    assert_eq!(files(common::PLAN), Vec::<String>::new());
    let people = "id,name,branch\nE9,a,North\nE10,b,north\n";
    let branch = plan.replace("group: team", "group: branch");
    let files = [("plans/sales.yaml", branch.as_bytes()), ("people.csv", people.as_bytes())];
    assert_eq!(found(&checked(&files)), ["D054 people.csv:3:7 north"]);
}

#[test]
fn percentages_without_their_sign() {
    let head = "participant,metric,period,value\n";
    let metrics = format!(
        "{head}E9,csat,2026-01,91\nE9,csat,2026-02,2\nE9,csat,2026-03,-2.5\nE9,csat,2026-04,910%\nE9,csat,2026-05,0.91\n"
    );
    assert_eq!(with("metrics.csv", &metrics), ["D046 metrics.csv:2:17 91"]);
    let folder = checked(&[("metrics.csv", metrics.as_bytes())]);
    assert_eq!(told(&folder), [(2, vec![2, 4], String::new())]);
    // A metric in points may be 91, and so may a quota in money be.
    let plan =
        common::PLAN.replace("percent, from", "points, from").replace("multiply_by: csat", "multiply_by: number(csat)");
    let points = checked(&[("plans/sales.yaml", plan.as_bytes()), ("metrics.csv", metrics.as_bytes())]);
    assert_eq!(found(&points), Vec::<String>::new());
}

#[test]
fn percentages_without_their_sign_in_columns() {
    let mapping = "{ file: sales.csv, columns: { day: { column: day, type: date }, helper_share: { column: part, type: percent }, \
                   weight: { column: weight, type: number } }, lookups: [ { file: products.csv, by: product, key: name, \
                   columns: { margin: { column: margin, type: percent } } } ] }";
    let company = with_table("transactions", mapping).replace(
        "participants: people.csv",
        "participants: { file: people.csv, columns: { share: { column: share, type: percent } } }",
    );
    let sales = "id,owner,day,amount,part,weight,product\nT1,E9,2026-01-05,10,15,91,A\nT2,E9,2026-01-05,10,15%,91,A\n\
                 T3,E9,2026-01-05,10,0.15,91,B\nT4,E9,2026-01-05,10,,91,B\nT5,E9,2026-01-05,10,30,91,B\n";
    let folder = checked(&[
        ("attain.yaml", company.as_bytes()),
        ("sales.csv", sales.as_bytes()),
        ("products.csv", b"name,margin\nA,40%\nB,35\n"),
        ("people.csv", b"id,share\nE9,50\nE10,1\n"),
    ]);
    assert_eq!(found(&folder), ["D046 people.csv:2:4 50", "D046 sales.csv:2:21 15", "D046 products.csv:3:3 35"]);
    assert_eq!(told(&folder).iter().map(|told| told.0).collect::<Vec<_>>(), [1, 2, 1]);
    let first = &folder.diagnostics.all()[1].message;
    assert_eq!(first.en, "`helper_share` is a percentage, and `15` means 1500 %");
    assert!(!folder.diagnostics.has_errors());
}

#[test]
fn look_ups_and_conditions_without_an_answer() {
    let mapping = "{ file: sales.csv, keep: amount > 5, columns: { day: { column: day, type: date } }, \
                   lookups: [ { file: products.csv, by: product, key: name, columns: { series: series } } ] }";
    let sales = "id,owner,day,amount,product\nT1,E9,2026-01-05,10,GTXPro\nT2,E9,2026-01-05,10,GTX Pro\nT3,E9,2026-01-05,,MG\nT4,E9,2026-01-05,9,\n";
    let company = with_table("transactions", mapping);
    let products = "name,series\nGTX Pro,GTX\nMG,MG\nMG,X\n";
    let folder = checked(&[
        ("attain.yaml", company.as_bytes()),
        ("sales.csv", sales.as_bytes()),
        ("products.csv", products.as_bytes()),
    ]);
    assert_eq!(
        found(&folder),
        [
            "D040 sales.csv:2:21 GTXPro",
            "D042 sales.csv:4:1 T3,E9,2026-01-05,,MG",
            "D030 sales.csv:5:20 ",
            "D041 products.csv:3:1 MG"
        ]
    );
    let why = "has no answer for this row: `amount`, which it needs, is empty";
    assert!(folder.diagnostics.all().iter().any(|finding| finding.message.en.ends_with(why)));
}

#[test]
fn many_findings_are_counted() {
    let rows: String = (0..150).map(|row| format!("E9,csat{row},2026-01,1\n")).collect();
    let findings = with("metrics.csv", &format!("participant,metric,period,value\n{rows}").replace("E9", "E9,"));
    assert_eq!(findings, ["D010 metrics.csv:2:19 1"], "rows of one form are one finding");
    let rows: String = (0..150).map(|row| format!("X{row},csat,2026-01,1\n")).collect();
    let folder = checked(&[("metrics.csv", format!("participant,metric,period,value\n{rows}").as_bytes())]);
    let findings = found(&folder);
    assert_eq!(findings.len(), 101);
    assert!(findings[99].starts_with("D032 metrics.csv:101:"), "{}", findings[99]);
    assert!(findings[100].starts_with("D050 "), "{}", findings[100]);
    let last = folder.diagnostics.all().last().map(|finding| finding.message.en.clone()).unwrap_or_default();
    assert_eq!(last, "and 50 more rows with other findings in `metrics.csv`");
}

/// What each finding says: how many rows, the lines that it shows, and what it says of the others.
fn told(folder: &attain_intake::folder::Folder) -> Vec<(u64, Vec<u32>, String)> {
    let lines = |finding: &attain_rules::diagnostic::Diagnostic| {
        finding.labels.iter().map(|label| folder.sources.place(label.span).line).collect()
    };
    let further = |finding: &attain_rules::diagnostic::Diagnostic| finding.further.clone().unwrap_or_default().en;
    folder.diagnostics.all().iter().map(|finding| (finding.rows, lines(finding), further(finding))).collect()
}

/// A mistake in many rows is one finding, whatever the cells say; another mistake in the same column is another one.
#[test]
fn rows_with_the_same_mistake_are_told_together() {
    let days = |row: u32| match row % 50 {
        7 => "soon".to_owned(),
        _ => format!("2026/1/{}", row % 28 + 1),
    };
    let rows: String = (0..100).map(|row| format!("T{row},E9,{},{row}\n", days(row))).collect();
    let folder = checked(&[("sales.csv", format!("id,owner,day,amount\n{rows}").as_bytes())]);
    assert_eq!(found(&folder), ["D022 sales.csv:2:7 2026/1/1", "D022 sales.csv:9:7 soon"]);
    assert_eq!(
        told(&folder),
        [(98, vec![2, 3, 4], "and 95 more rows: lines 5–8, 10–58, 60–101".to_owned()), (2, vec![9, 59], String::new())]
    );
    let labels: Vec<&str> = folder.diagnostics.all()[0].labels.iter().map(|label| label.text.en.as_str()).collect();
    assert_eq!(labels[1], "2026-01-02, if it is in the format `YYYY/M/D`");
    // Rows that are set aside for it are told the same way, as a warning.
    let aside = common::COMPANY.replace("currency: CNY", "currency: CNY\nbroken_rows: set_aside");
    let sales = format!("id,owner,day,amount\n{rows}");
    let folder = checked(&[("attain.yaml", aside.as_bytes()), ("sales.csv", sales.as_bytes())]);
    assert_eq!(told(&folder).iter().map(|told| told.0).collect::<Vec<_>>(), [98, 2]);
    assert!(!folder.diagnostics.has_errors());
}

/// Days that can be read two ways are shown both ways, and nothing is guessed from the others of the column.
#[test]
fn days_that_can_be_read_two_ways() {
    let sales = "id,owner,day,amount\nT1,E9,11/01/2026,1\nT2,E9,02/03/2026,1\nT3,E9,01/01/2026,1\nT4,E9,13/01/2026,1\n";
    let folder = checked(&[("sales.csv", sales.as_bytes())]);
    assert_eq!(found(&folder), ["D022 sales.csv:2:7 11/01/2026", "D022 sales.csv:5:7 13/01/2026"]);
    let both = &folder.diagnostics.all()[0];
    let labels: Vec<&str> = both.labels.iter().map(|label| label.text.en.as_str()).collect();
    assert_eq!(
        labels,
        [
            "2026-01-11 in the format `D/M/YYYY`, 2026-11-01 in the format `M/D/YYYY`",
            "2026-03-02 in the format `D/M/YYYY`, 2026-02-03 in the format `M/D/YYYY`",
            "2026-01-01, in the format `D/M/YYYY` as in `M/D/YYYY`",
        ]
    );
    let help = both.help.as_ref().expect("help").en.as_str();
    for format in ["D/M/YYYY", "M/D/YYYY"] {
        let line = format!("day: {{ column: day, type: date, format: {format} }}");
        assert!(help.contains(&line), "{help}");
        let mapped = common::COMPANY.replace("day: { column: day, type: date }", &line);
        let folder = checked(&[("attain.yaml", mapped.as_bytes()), ("sales.csv", sales.as_bytes())]);
        assert!(!found(&folder).iter().any(|one| one.contains("11/01/2026")), "{:?}", found(&folder));
    }
}

/// What helps to write a number of a standard column names no other type for it, which C003 refuses.
#[test]
fn standard_columns_keep_their_types() {
    let help = |sales: &str| {
        let folder = checked(&[("sales.csv", sales.as_bytes())]);
        assert_eq!(folder.diagnostics.all().len(), 1, "{:?}", found(&folder));
        folder.diagnostics.all()[0].help.clone().expect("help").en
    };
    assert_eq!(help("id,owner,day,amount,revision\nT1,E9,2026-01-05,1,1.5\n"), "write a whole number");
    let percent = help("id,owner,day,amount\nT1,E9,2026-01-05,5%\n");
    assert_eq!(percent, "this column holds no ratios: write the amount");
}

#[test]
fn the_same_kinds_of_mistakes_are_told_apart_by_column() {
    let rows: String = (0..4).map(|row| format!("E9,bookings,Q{row},\"1,{row}00\"\n")).collect();
    let folder = checked(&[("quotas.csv", format!("participant,quota,period,amount\n{rows}").as_bytes())]);
    assert_eq!(found(&folder), ["D020 quotas.csv:2:16 \"1,000\""]);
    let rows = rows.replace("\"1,", "1").replace("\"\n", "\n");
    let folder = checked(&[("quotas.csv", format!("participant,quota,period,amount\n{rows}").as_bytes())]);
    assert_eq!(found(&folder), ["D024 quotas.csv:2:13 Q0"]);
    assert_eq!(told(&folder), [(4, vec![2, 3, 4], "and 1 more row: line 5".to_owned())]);
    let again = "T1,E9,2026-01-05,1\n".repeat(3);
    assert_eq!(told(&checked(&[("sales.csv", format!("id,owner,day,amount\n{again}").as_bytes())])).len(), 1);
}

#[test]
fn plans_with_another_ending_are_named() {
    assert_eq!(with("plans/other.yml", "plan: x"), ["D051 attain.yaml:1:1 "]);
}

#[test]
fn what_stands_there_is_no_file() {
    let company = with_table("quotas", ".");
    let mut files = attain_intake::files::Files::of(&std::env::temp_dir());
    for (path, text) in [
        ("attain.yaml", company.as_str()),
        ("plans/sales.yaml", common::PLAN),
        ("people.csv", "id\nE9\n"),
        ("assignments.csv", "participant,plan\nE9,sales\n"),
        ("metrics.csv", "participant,metric,period,value\n"),
        ("splits.csv", "transaction,participant,share\n"),
        ("sales.csv", "id,owner,day,amount\n"),
    ] {
        files.state(path, text.as_bytes());
    }
    assert_eq!(found(&attain_intake::folder::Folder::of(files)), ["D002 attain.yaml:6:11 ."]);
}

#[test]
fn a_given_table_without_a_column_that_it_needs() {
    let cells = vec![("id".to_owned(), "T1".to_owned()), ("amuont".to_owned(), "1".to_owned())];
    let given = attain_intake::given::Given { table: "transactions".to_owned(), rows: vec![cells], lines: Vec::new() };
    let mut folder = checked(&[]).with_given(&[given]);
    folder.check_transactions();
    assert_eq!(found(&folder), ["D007 attain.yaml:1:1 ", "D073 splits.csv:2:1 T2"]);
    let help = folder.diagnostics.all()[0].help.clone().unwrap_or_default();
    assert_eq!(help.en, "did you mean `amuont`?");
}

#[test]
fn rows_without_number_are_searched_for_names_only_while_that_is_shown() {
    let people: String = (0..20_000).map(|person| format!("E{person}\n")).collect();
    let rows: String = (0..20_000).map(|row| format!("X{row},csat,2026-01,1\n")).collect();
    let metrics = format!("participant,metric,period,value\n{rows}");
    let findings =
        found(&checked(&[("people.csv", format!("id\n{people}").as_bytes()), ("metrics.csv", metrics.as_bytes())]));
    assert_eq!(findings.len(), 101);
}

#[test]
fn every_code_is_given_by_a_test() {
    // Contests that are frozen have a file of their own.
    let texts = [include_str!("main.rs"), include_str!("transactions.rs")];
    let frozen = include_str!("../frozen.rs");
    for explanation in d::ALL {
        let code = explanation.code;
        assert!(
            texts.iter().any(|text| text.contains(&format!("\"{code} "))) || frozen.contains(&format!("\"{code}\"")),
            "{code}"
        );
    }
}

/// Who stands above and is nobody whom the data knows is told once for each id, where a plan follows reporting lines.
#[test]
fn managers_whom_nobody_knows() {
    let up = common::PLAN.replace("splits: yes\n", "up: 1\n");
    let people = "id,name\nE9,a\nE10,b\nE11,c\nE12,d\n";
    let rows = "participant,plan,manager\nE9,sales,E10\nE10,sales,E1O\nE11,sales,CEO\nE12,sales,E1O\n";
    let with = |plan: &str, people: &str, rows: &str| {
        checked(&[
            ("plans/sales.yaml", plan.as_bytes()),
            ("people.csv", people.as_bytes()),
            ("assignments.csv", rows.as_bytes()),
        ])
    };
    let folder = with(&up, people, rows);
    let of_code = |folder: &attain_intake::folder::Folder| -> Vec<String> {
        found(folder).into_iter().filter(|found| found.starts_with("D056")).collect()
    };
    assert_eq!(of_code(&folder), ["D056 assignments.csv:3:11 E1O", "D056 assignments.csv:4:11 CEO"]);
    let finding = folder.diagnostics.all().iter().find(|finding| finding.code == "D056").expect("it is there");
    let label = "no participant has this `manager` as id; it is the first of 2 such rows: then come `E12`";
    assert_eq!(finding.labels[0].text.en, label);
    assert!(finding.help.as_ref().is_some_and(|help| help.en.starts_with("did you mean `E1")), "{finding:?}");
    assert!(!folder.diagnostics.has_errors());
    // The column may stand in the participants; and where no plan follows lines it is an attribute like others.
    let people = "id,name,manager\nE9,a,\nE10,b,CEO\n";
    let rows = "participant,plan\nE9,sales\nE10,sales\n";
    assert_eq!(of_code(&with(&up, people, rows)), ["D056 people.csv:3:7 CEO"]);
    assert_eq!(of_code(&with(common::PLAN, people, rows)), Vec::<String>::new());
    // Of somebody whose own row is broken it is said there.
    let people = "id,name\nE9,a\nE10,b\nCEO,c,d\n";
    assert_eq!(of_code(&with(&up, people, "participant,plan,manager\nE9,sales,CEO\n")), Vec::<String>::new());
}
