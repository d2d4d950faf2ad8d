//! What a closed month paid of sums that are shared stays, and what later months make of it builds upon what was paid; what falls
//! due meets a draw of its own month in every version of a plan.

use std::fs;
use std::path::Path;
use std::process::Command;

use attain_tests::command::{attain, binary};
use attain_tests::library::{Run, close, run};
use attain_tests::scratch::Scratch;
use attain_tests::write::write;

const COMPANY: &str = "company: X
currency: USD
period: 2026-01
data:
  participants: data/p.csv
  assignments: data/a.csv
  adjustments: data/adj.csv
  transactions:
    file: data/t.csv
    columns:
      owner: owner
      day: { column: day, type: date }
";
const JANUARY: &str = "1,10000,A,2026-01-10\n2,10000,B,2026-01-10\n";

/// A company of Ann and Bob with these components, and the sales of January.
fn company(components: &str) -> Scratch {
    let folder = Scratch::new();
    let data = [
        ("attain.yaml", COMPANY),
        ("data/p.csv", "id,name\nA,Ann\nB,Bob\n"),
        ("data/a.csv", "participant,plan,from,to\nA,s,2026-01-01,\nB,s,2026-01-01,\n"),
    ];
    for (path, text) in data {
        put(folder.path(), path, text.to_owned());
    }
    by_hand(folder.path(), "");
    sales(folder.path(), "");
    plan(folder.path(), "s", "2026-01-01 .. 2026-12-31", components);
    folder
}

/// Writes one file of the company.
fn put(folder: &Path, path: &str, text: String) {
    write(&[(path.to_owned(), text)], folder);
}

fn plan(folder: &Path, file: &str, effective: &str, components: &str) {
    let head = format!(
        "plan: s\neffective: {effective}\npays: monthly\nmeasures:\n  sales: {{ unit: money, from: transactions, to: owner, dated: day }}\ncomponents:\n"
    );
    put(folder, &format!("plans/{file}.yaml"), head + components);
}

/// Writes the sales of January and these.
fn sales(folder: &Path, later: &str) {
    put(folder, "data/t.csv", format!("id,amount,owner,day\n{JANUARY}{later}"));
}

fn by_hand(folder: &Path, rows: &str) {
    let head = "id,participant,kind,what,amount,reason,approved_by,period,day,paid_in\n";
    put(folder, "data/adj.csv", format!("{head}{rows}"));
}

fn computed(folder: &Path, month: &str) -> Run {
    run(folder, Some(month)).unwrap_or_else(|refusal| panic!("{month}: {refusal}"))
}

/// What `month` pays, line by line: `A pot release 500.00`.
fn paid(folder: &Path, month: &str) -> Vec<String> {
    let run = computed(folder, month);
    let lines = run.outcome.lines.iter().filter(|line| line.minor_units != 0).map(|line| {
        let (dollars, cents) = (line.minor_units / 100, line.minor_units.abs() % 100);
        format!("{} {} {} {dollars}.{cents:02}", run.participant(line), run.component(line), line.kind.word())
    });
    lines.collect()
}

fn closed(folder: &Path, month: &str) {
    close(folder, month).unwrap_or_else(|refusal| panic!("{month}: {refusal}"));
}

const PARTED_POOL: &str = "  - pool: pot
    group: plan
    fund: group(sales) * 10%
    share_by: sales
    due:
      - { share: 50% }
      - { share: rest, after: 1 month }
";

#[test]
fn what_falls_due_of_a_closed_pool_is_part_of_the_share_that_was_paid() {
    let folder = company(PARTED_POOL);
    let january =
        ["A pot earning 1000.00", "A pot deferral -500.00", "B pot earning 1000.00", "B pot deferral -500.00"];
    assert_eq!(paid(folder.path(), "2026-01"), january);
    closed(folder.path(), "2026-01");
    // A sale that comes late would have given Ann 3,000 of the pool's 4,000.
    sales(folder.path(), "3,20000,A,2026-01-20\n");
    assert_eq!(paid(folder.path(), "2026-01"), january);
    let february = ["A pot release 500.00", "B pot release 500.00"];
    assert_eq!(paid(folder.path(), "2026-02"), february);
    closed(folder.path(), "2026-02");
    sales(folder.path(), "3,90000,A,2026-01-20\n");
    assert_eq!(paid(folder.path(), "2026-02"), february);
    assert!(paid(folder.path(), "2026-03").is_empty());
}

#[test]
fn a_share_stays_with_somebody_who_was_never_on_the_plan() {
    let folder = company(PARTED_POOL);
    closed(folder.path(), "2026-01");
    let assignments = "participant,plan,from,to\nA,s,2026-01-01,\n";
    put(folder.path(), "data/a.csv", assignments.to_owned());
    assert_eq!(paid(folder.path(), "2026-02"), ["A pot release 500.00", "B pot release 500.00"]);
    let assignments = "participant,plan,from,to\nA,s,2026-01-01,\nB,s,2026-02-01,\n";
    put(folder.path(), "data/a.csv", assignments.to_owned());
    assert_eq!(paid(folder.path(), "2026-02"), ["A pot release 500.00", "B pot release 500.00"]);
}

#[test]
fn other_parts_of_a_closed_share_are_a_difference_and_add_up_to_it() {
    let folder = company(PARTED_POOL);
    closed(folder.path(), "2026-01");
    let other = PARTED_POOL.replace("share: 50%", "share: 60%");
    plan(folder.path(), "s", "2026-01-01 .. 2026-12-31", &other);
    sales(folder.path(), "3,20000,A,2026-01-20\n");
    let february =
        ["A pot release 400.00", "A pot difference 100.00", "B pot release 400.00", "B pot difference 100.00"];
    assert_eq!(paid(folder.path(), "2026-02"), february);
}

#[test]
fn a_draw_over_a_closed_pool_counts_what_the_pool_paid() {
    let components = "  - pool: pot
    group: plan
    fund: group(1) * 500
    share_by: sales
  - draw: minimum
    amount: 1000
    of: pot
    recover: no
";
    let folder = company(components);
    let january = ["A pot earning 500.00", "A minimum draw 500.00", "B pot earning 500.00", "B minimum draw 500.00"];
    assert_eq!(paid(folder.path(), "2026-01"), january);
    closed(folder.path(), "2026-01");
    sales(folder.path(), "3,20000,A,2026-01-20\n4,100,A,2026-02-02\n5,100,B,2026-02-02\n");
    assert_eq!(paid(folder.path(), "2026-02"), january);
}

#[test]
fn a_stage_is_paid_once_across_a_close() {
    let components = "  - contest: race
    group: plan
    accumulate: year
    stages_by: sales
    stages:
      - { reach: 10000, prize: 500 }
      - { reach: 20000, prize: 700 }
";
    let folder = company(components);
    assert_eq!(paid(folder.path(), "2026-01"), ["A race earning 500.00", "B race earning 500.00"]);
    closed(folder.path(), "2026-01");
    // Late: Ann's January falls below the stage, and February is above it again; Bob had reached the second one in January.
    sales(folder.path(), "3,-5000,A,2026-01-20\n4,6000,A,2026-02-05\n5,10000,B,2026-01-31\n");
    assert_eq!(paid(folder.path(), "2026-02"), ["B race earning 700.00"]);
    closed(folder.path(), "2026-02");
    assert!(paid(folder.path(), "2026-03").is_empty());
}

const PARTED: &str = "  - commission: c
    pays_on: sales
    rate: 10%
    due: [{ share: 50% }, { share: rest, after: 1 month }]
";
const DRAW: &str = "  - draw: d
    amount: 800
    recover: yes
";

#[test]
fn a_draw_counts_what_falls_due_where_a_new_version_has_other_components() {
    let folder = company("");
    let bonuses = "  - bonus: x\n    amount: 0\n  - bonus: y\n    amount: 0\n";
    plan(folder.path(), "s", "2026-01-01 .. 2026-01-31", &format!("{bonuses}{PARTED}"));
    plan(folder.path(), "s2", "2026-02-01 .. 2026-12-31", &format!("{PARTED}{DRAW}"));
    // 500 of January's 1,000 are due: the draw gives the 300 that are lacking.
    let of_each = |who: &str| [format!("{who} c release 500.00"), format!("{who} d draw 300.00")];
    let february = [of_each("A"), of_each("B")].concat();
    assert_eq!(paid(folder.path(), "2026-02"), february);
}

#[test]
fn a_draw_counts_what_falls_due_in_the_month_in_which_the_plan_ends() {
    let folder = company("");
    plan(folder.path(), "s", "2026-01-01 .. 2026-02-15", &format!("{PARTED}{DRAW}"));
    let of_each = |who: &str| [format!("{who} c release 500.00"), format!("{who} d draw 300.00")];
    assert_eq!(paid(folder.path(), "2026-02"), [of_each("A"), of_each("B")].concat());
}

#[test]
fn what_is_paid_by_hand_for_a_closed_month_stays_and_is_ahead_of_what_comes_later() {
    let folder = company("  - commission: c\n    eligible: sales > 0\n    pays_on: sales\n    rate: 10%\n");
    closed(folder.path(), "2026-01");
    // Beside a line that stands: on top of it.
    let bonus = "H1,A,payment,c,300,thanks,B,2026-01,,2026-02\n";
    by_hand(folder.path(), bonus);
    assert_eq!(paid(folder.path(), "2026-02"), ["A c adjustment 300.00"]);
    // A late sale is worth 500 more: 300 of it are paid already.
    sales(folder.path(), "3,5000,A,2026-01-20\n");
    assert_eq!(paid(folder.path(), "2026-02"), ["A c adjustment 300.00", "A c difference 200.00"]);
    // A refund takes its part back, and not what was given by hand.
    sales(folder.path(), "3,-5000,A,2026-01-20\n");
    assert_eq!(paid(folder.path(), "2026-02"), ["A c adjustment 300.00", "A c difference -500.00"]);
    sales(folder.path(), "3,5000,A,2026-01-20\n");
    closed(folder.path(), "2026-02");
    assert!(paid(folder.path(), "2026-03").is_empty());
    // A second payment comes on top of the difference that was paid before it.
    by_hand(folder.path(), &format!("{bonus}H2,A,payment,c,50,more,B,2026-01,,2026-03\n"));
    assert_eq!(paid(folder.path(), "2026-03"), ["A c adjustment 50.00"]);
    sales(folder.path(), "3,6000,A,2026-01-20\n");
    assert_eq!(paid(folder.path(), "2026-03"), ["A c adjustment 50.00", "A c difference 50.00"]);
    // What a closed month paid by hand has to keep its row.
    by_hand(folder.path(), "");
    let refusal = run(folder.path(), Some("2026-03")).err().expect("refused");
    assert_eq!(refusal.codes, ["R034"], "{refusal}");
}

#[test]
fn what_is_taken_by_hand_for_a_closed_month_is_ahead_of_what_falls_later() {
    let folder = company("  - commission: c\n    pays_on: sales\n    rate: 10%\n");
    closed(folder.path(), "2026-01");
    by_hand(folder.path(), "H1,A,payment,c,-300,refund of order 1,B,2026-01,,2026-02\n");
    assert_eq!(paid(folder.path(), "2026-02"), ["A c adjustment -300.00"]);
    for (refund, difference) in [(-2000, None), (-5000, Some("-200.00")), (1000, Some("100.00"))] {
        sales(folder.path(), &format!("3,{refund},A,2026-01-20\n"));
        let mut lines = vec!["A c adjustment -300.00".to_owned()];
        if let Some(difference) = difference {
            lines.push(format!("A c difference {difference}"));
        }
        assert_eq!(paid(folder.path(), "2026-02"), lines, "{refund}");
    }
}

#[test]
fn a_line_that_came_late_and_vanished_again_is_taken_back() {
    let folder = company("  - commission: c\n    eligible: sales > 20000\n    pays_on: sales\n    rate: 10%\n");
    closed(folder.path(), "2026-01");
    sales(folder.path(), "3,20000,A,2026-01-20\n");
    assert_eq!(paid(folder.path(), "2026-02"), ["A c difference 3000.00"]);
    closed(folder.path(), "2026-02");
    sales(folder.path(), "");
    assert_eq!(paid(folder.path(), "2026-03"), ["A c difference -3000.00"]);
}

#[test]
fn every_line_after_a_close_adds_up_from_its_trace_alone() {
    let folder = company(PARTED_POOL);
    closed(folder.path(), "2026-01");
    by_hand(folder.path(), "H1,A,payment,pot,300,thanks,B,2026-01,,2026-02\n");
    sales(folder.path(), "3,20000,A,2026-01-20\n");
    let binary = binary();
    for who in ["A", "B"] {
        let trace = attain(&binary, folder.path(), &["explain", who, "--period", "2026", "--format", "json"]);
        fs::write(folder.path().join("trace.json"), &trace.stdout).expect("a file can be written");
        let verified = attain(&binary, folder.path(), &["verify", "trace.json"]);
        assert!(verified.status.success(), "{who}: {}", String::from_utf8_lossy(&verified.stdout));
    }
}

/// What the report of `attain run --period month` says of closed pools and contests, and its JSON.
fn kept(folder: &Path, month: &str, language: &str) -> (Vec<String>, serde_json::Value) {
    let binary = binary();
    let mut command = Command::new(&binary);
    command.arg("-C").arg(folder).args(["run", "--period", month, "--lang", language]).env("NO_COLOR", "1");
    let text = command.output().expect("the command line can be started");
    let sign = if language == "en" { "closed, and stays as it was sealed" } else { "已关闭，以封存的为准" };
    let said = [text.stdout, text.stderr].map(|bytes| String::from_utf8(bytes).expect("text")).concat();
    let said = said.lines().map(str::trim).filter(|line| line.starts_with(sign)).map(str::to_owned).collect();
    let json = attain(&binary, folder, &["run", "--period", month, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    (said, json["report"]["kept"].clone())
}

#[test]
fn the_report_says_that_a_closed_pool_would_come_out_otherwise() {
    let folder = company(PARTED_POOL);
    let nothing = (Vec::new(), serde_json::json!([]));
    closed(folder.path(), "2026-01");
    assert_eq!(kept(folder.path(), "2026-02", "en"), nothing);
    // What February brings changes nothing of January.
    sales(folder.path(), "3,500,A,2026-02-20\n");
    assert_eq!(kept(folder.path(), "2026-02", "en"), nothing);
    sales(folder.path(), "3,20000,A,2026-01-20\n");
    let english = "closed, and stays as it was sealed, s pot 2026-01: what is known now would give 1 person something \
                   else, in all 4,000.00 instead of 2,000.00 (+2,000.00)";
    let json = serde_json::json!([{
        "plan": "s", "component": "pot", "group": "", "period": "2026-01", "people": 1, "made_up": false,
        "sealed": "2000.00", "now": "4000.00", "difference": "2000.00",
    }]);
    for month in ["2026-02", "2026-01"] {
        assert_eq!(kept(folder.path(), month, "en"), (vec![english.to_owned()], json.clone()), "{month}");
    }
    let chinese =
        "已关闭，以封存的为准，s pot 2026-01：按现在所知，1 人所得会不同，合计 4,000.00，而不是 2,000.00（+2,000.00）";
    assert_eq!(kept(folder.path(), "2026-02", "zh-CN").0, [chinese]);
    // Told once, in the period that would have paid it; in the run of its own period always.
    closed(folder.path(), "2026-02");
    assert_eq!(kept(folder.path(), "2026-03", "en"), nothing);
    assert_eq!(kept(folder.path(), "2026-01", "en").0, [english]);
}

#[test]
fn the_report_says_who_would_get_nothing_of_a_closed_contest_any_more() {
    let folder = company("  - contest: race\n    group: plan\n    rank_by: sales\n    prizes: [300, 100]\n");
    closed(folder.path(), "2026-01");
    sales(folder.path(), "3,500,A,2026-01-20\n");
    let swapped = "closed, and stays as it was sealed, s race 2026-01: what is known now would give 2 people something \
                   else, in all 400.00 as before";
    assert_eq!(kept(folder.path(), "2026-02", "en").0, [swapped]);
    put(folder.path(), "data/a.csv", "participant,plan,from,to\nA,s,2026-01-01,\n".to_owned());
    let moved = [
        "closed, and stays as it was sealed, s race 2026-01: what is known now would give 1 person something else, in \
         all 300.00 instead of 200.00 (+100.00)",
        "closed, and stays as it was sealed, s race 2026-01: by what is known now 1 person would get no line, in all \
         0.00 instead of 200.00 (-200.00)",
    ];
    assert_eq!(kept(folder.path(), "2026-02", "en").0, moved);
}

const CARRIED: &str = "  - pool: pot
    group: plan
    fund: group(sales) * 10%
    share_by: sales
    cap: 800
    over_cap: carried
";

/// What is carried after `month`, of whom there is anything: `A 200.00`.
fn carried(folder: &Path, month: &str) -> Vec<String> {
    let run = computed(folder, month);
    let balances = run.outcome.balances.iter().map(|balance| {
        let (sign, closing) = (if balance.closing < 0 { "-" } else { "" }, balance.closing.abs());
        format!(
            "{} {sign}{}.{:02}",
            run.inputs.participants[balance.participant.0 as usize].id,
            closing / 100,
            closing % 100
        )
    });
    balances.collect()
}

#[test]
fn what_a_closed_pool_would_give_otherwise_goes_into_what_is_carried() {
    let folder = company(CARRIED);
    let january = ["A pot earning 800.00", "B pot earning 800.00"];
    assert_eq!(paid(folder.path(), "2026-01"), january);
    assert_eq!(carried(folder.path(), "2026-01"), ["A 200.00", "B 200.00"]);
    closed(folder.path(), "2026-01");
    // Ann sold 5,000 more, and Bob 9,000 less than was known: shares of 1,500 and 100.
    sales(folder.path(), "3,5000,A,2026-01-20\n4,-9000,B,2026-01-20\n5,3000,A,2026-02-10\n6,9000,B,2026-02-10\n");
    assert_eq!(paid(folder.path(), "2026-01"), january);
    assert_eq!(carried(folder.path(), "2026-01"), ["A 700.00", "B -700.00"]);
    // Of 300 and 900: Ann has 700 of before on top, as far as the cap goes, and Bob had 700 already.
    assert_eq!(paid(folder.path(), "2026-02"), ["A pot earning 800.00", "B pot earning 200.00"]);
    assert_eq!(carried(folder.path(), "2026-02"), ["A 200.00", "B 0.00"]);
    closed(folder.path(), "2026-02");
    // Nothing is taken back that a share does not cover.
    sales(folder.path(), "3,5000,A,2026-01-20\n4,-9000,B,2026-01-20\n5,3000,A,2026-02-10\n6,1000,B,2026-02-10\n");
    assert_eq!(paid(folder.path(), "2026-03"), ["A pot earning 200.00"]);
    assert_eq!(carried(folder.path(), "2026-03"), ["A 0.00", "B -800.00"]);
    let (said, _) = kept(folder.path(), "2026-03", "en");
    assert!(
        said.iter().all(|one| one.ends_with("; what is carried on makes up for it")) && said.len() == 1,
        "{said:?}"
    );
}

#[test]
fn what_is_carried_rests_while_a_version_does_not_carry_and_after_the_plan() {
    let folder = company(CARRIED);
    plan(folder.path(), "s", "2026-01-01 .. 2026-01-31", CARRIED);
    plan(folder.path(), "s2", "2026-02-01 .. 2026-02-28", &CARRIED.replace("carried", "lost"));
    plan(folder.path(), "s3", "2026-03-01 .. 2026-03-31", CARRIED);
    sales(folder.path(), "3,2000,A,2026-02-10\n4,1000,A,2026-03-10\n");
    assert_eq!(paid(folder.path(), "2026-02"), ["A pot earning 200.00"]);
    assert_eq!(carried(folder.path(), "2026-02"), ["A 200.00", "B 200.00"]);
    // Bob has no key in March, and is paid what was carried all the same.
    assert_eq!(paid(folder.path(), "2026-03"), ["A pot earning 300.00", "B pot earning 200.00"]);
    assert_eq!(carried(folder.path(), "2026-03"), ["A 0.00", "B 0.00"]);
    put(
        folder.path(),
        "data/a.csv",
        "participant,plan,from,to\nA,s,2026-01-01,\nB,s,2026-01-01,2026-02-10\n".to_owned(),
    );
    assert_eq!(paid(folder.path(), "2026-03"), ["A pot earning 300.00"]);
    assert_eq!(carried(folder.path(), "2026-04"), ["B 200.00"]);
}
