//! What statements, runs and standings say of draws, parts due later, adjustments, contests and closed periods.

#![expect(clippy::expect_used, reason = "a test that cannot run the command must fail")]

mod common;

use std::path::{Path, PathBuf};

use common::{attain, text};

/// A folder with a company, which is taken away again.
struct Company(PathBuf);

const ATTAIN: &str = "company: Small
currency: USD
data:
  participants: data/participants.csv
  assignments:
    file: data/assignments.csv
    columns: { stays: { column: stays, type: yes_no } }
  transactions:
    file: data/transactions.csv
    columns: { paid_on: { column: paid_on, type: date } }
  adjustments: data/adjustments.csv
";

const PLAN: &str = "plan: seller
effective: 2026-01-01 .. 2026-12-31
pays: monthly
measures:
  sales: { unit: money, from: transactions, to: owner, dated: paid_on }
components:
  - commission: commission
    amount: sales * 10%
  - draw: minimum
    amount: 1000
    recover: yes
    share: 50%
    keep: 900
    limit: 700
  - bonus: later
    amount: sales * 5%
    due:
      - { share: 50% }
      - { share: rest, after: 1 month, if: stays }
";

const DATA: &[(&str, &str)] = &[
    ("data/participants.csv", "id\nS1\nS2\nS3\n"),
    ("data/assignments.csv", "participant,plan,stays,from,to\nS1,seller,no,,\nS2,seller,yes,2026-01-01,2026-03-31\n"),
    (
        "data/transactions.csv",
        "id,owner,paid_on,amount\nT1,S1,2026-01-15,5000\nT2,S1,2026-02-15,7000\nT3,S1,2026-03-15,12000\nT4,S2,2026-03-20,20000\n",
    ),
    (
        "data/adjustments.csv",
        "id,participant,kind,what,amount,reason,approved_by,period,day,paid_in\n\
         A1,S1,credit,sales,500,a forgotten deal,Li,,2026-03-10,\n\
         A2,S1,payment,commission,77,goodwill,Wang,2026-03,,\n",
    ),
];

impl Company {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        drop(std::fs::remove_dir_all(&folder));
        for part in ["plans", "data"] {
            std::fs::create_dir_all(folder.join(part)).expect("a folder");
        }
        for (file, text) in [("attain.yaml", ATTAIN), ("plans/seller.yaml", PLAN)].iter().chain(DATA) {
            std::fs::write(folder.join(file), text).expect("written");
        }
        Self(folder)
    }

    /// The rows that a command prints, each with single blanks between its words.
    fn rows(&self, arguments: &[&str]) -> Vec<String> {
        rows(&self.0, arguments)
    }
}

impl Drop for Company {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn rows(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let out = attain(folder, arguments);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    text(&out.stdout).lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// Sees that the rows stand among `all`, one behind the other.
fn assert_in_order(all: &[String], wanted: &[&str]) {
    let mut rest = all.iter();
    for row in wanted {
        assert!(rest.any(|one| one == row), "no row `{row}` behind those before it:\n{}", all.join("\n"));
    }
}

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases").join(name)
}

const ZH: [&str; 2] = ["--lang", "zh-CN"];

#[test]
fn the_steps_of_a_recovery_and_of_a_limited_draw() {
    let company = Company::new("steps-of-draws");
    let draw = |period| company.rows(&["explain", "S1", "--component", "minimum", "--period", period]);
    let recovery = [
        "owed before 500.00 + 200.00 = 700.00",
        "pay that is kept 900.00 plans/seller.yaml:13",
        "share that goes to recovery 50 % plans/seller.yaml:12",
        "pay above what is kept 1,250.00 − 900.00 = 350.00",
        "the share of it 350.00 × 50 % = 175.00",
        "pay above the draw 1,250.00 − 1,000.00 = 250.00",
        "recovered the share of it = 175.00",
        "owed after 700.00 − 175.00 = 525.00",
    ];
    assert_in_order(&draw("2026-03"), &recovery);
    let limited = [
        "most that may be owed 700.00 plans/seller.yaml:14",
        "lacking to the draw 1,000.00 − 700.00 = 300.00",
        "room below that 700.00 − 500.00 = 200.00",
        "drawn as far as the limit allows = 200.00",
    ];
    assert_in_order(&draw("2026-02"), &limited);
    let chinese = [&["explain", "S1", "--component", "minimum", "--period", "2026-03"], &ZH[..]].concat();
    assert_in_order(&company.rows(&chinese), &["其中按比例 350.00 × 50 % = 175.00", "收回 按收回比例 = 175.00"]);
}

#[test]
fn a_condition_that_does_not_hold_is_named_and_what_it_forfeits_is_listed() {
    let company = Company::new("forfeited");
    let explain = ["explain", "S1", "--period", "2026-02", "--component", "later"];
    let told = [
        "condition when due stays = no plans/seller.yaml:19",
        "falls due nothing, because `stays` is no = 0.00",
        "forfeited 125.00",
        "later, released 0.00",
        "Forfeited",
        "2026-02 later 2026-01 its condition did not hold 125.00",
    ];
    assert_in_order(&company.rows(&explain), &told);
    let chinese = company.rows(&[&explain[..], &ZH].concat());
    assert_in_order(
        &chinese,
        &["本期到期 `stays` 为否，不付 = 0.00", "作废 125.00", "2026-02 later 2026-01 到期时条件不成立 125.00"],
    );
}

#[test]
fn adjustments_stand_where_they_count_and_in_a_list_with_reason_and_approver() {
    let company = Company::new("by-hand");
    let explain = company.rows(&["explain", "S1", "--period", "2026-03"]);
    let told = [
        "sales 2026-03 1 transaction, 1 by hand = 12,500.00",
        "adjustment A1: a forgotten deal (approved by Li) 500.00 data/adjustments.csv:2",
        "pay sales * 10% (12,500.00) = 1,250.00 plans/seller.yaml:8",
        "Decided by hand",
        "A1 credit, `sales` on 2026-03-10 500.00 a forgotten deal Li",
        "A2 payment, `commission` of 2026-03 77.00 goodwill Wang",
    ];
    assert_in_order(&explain, &told);
    let run = company.rows(&["run", "--period", "2026-03"]);
    let told = [
        "A1 S1 credit, `sales` on 2026-03-10 500.00 a forgotten deal Li",
        "What came in from 2026-01-01 to 2026-03-31, and where it went",
        "sales seller 4 44,000.00 44,000.00 0.00 500.00",
    ];
    assert_in_order(&run, &told);
    let chinese = company.rows(&[&["run", "--period", "2026-03"], &ZH[..]].concat());
    assert_in_order(&chinese, &["手工调整", "2026-01-01 至 2026-03-31 进来的数据去了哪里"]);
}

#[test]
fn who_left_and_is_paid_what_is_due_is_not_told_as_being_on_no_plan() {
    let company = Company::new("left");
    let run = company.rows(&["run", "--period", "2026-04"]);
    assert_in_order(&run, &["on no plan: 1: S3", "on no plan in this period, and what is still due is settled: 1: S2"]);
    let explain = company.rows(&["explain", "S2", "--period", "2026-04"]);
    let why = "S2 is on no plan in 2026-04, and what is still due is settled; the assignments say seller (2026-01-01 .. 2026-03-31)";
    assert_in_order(&explain, &["later, released 500.00", why]);
    let chinese = company.rows(&[&["run", "--period", "2026-04"], &ZH[..]].concat());
    assert_in_order(&chinese, &["没有方案：1 人：S3", "本期不在任何方案上，只结清此前未结的部分：1 人：S2"]);
}

#[test]
fn what_is_not_sealed_says_that_it_is_computed_now() {
    let company = Company::new("computed-now");
    assert_eq!(attain(&company.0, &["close", "2026-01"]).status.code(), Some(0));
    let run = company.rows(&["run", "--period", "2026-01"]);
    let told = ["S1 minimum 2026-01, computed now 0.00 500.00 0.00 500.00", "Earned and due later, computed now"];
    assert_in_order(&run, &told);
    let open = company.rows(&["run", "--period", "2026-02"]);
    assert!(!open.iter().any(|row| row.contains("computed now")), "{open:?}");
    let chinese = company.rows(&[&["run", "--period", "2026-01"], &ZH[..]].concat());
    assert!(chinese.iter().any(|row| row.contains("2026-01（按现有数据重算）")), "{chinese:?}");
}

#[test]
fn what_is_decided_for_a_closed_month_stands_where_its_difference_is_paid() {
    let company = Company::new("decided-late");
    assert_eq!(attain(&company.0, &["close", "2026-01"]).status.code(), Some(0));
    let late = "A3,S1,credit,sales,200,found in a drawer,Zhao,,2026-01-20,\n";
    let known = DATA.iter().find(|(file, _)| *file == "data/adjustments.csv").map_or("", |(_, text)| text);
    std::fs::write(company.0.join("data/adjustments.csv"), format!("{known}{late}")).expect("written");
    let row =
        "A3 credit, `sales` on 2026-01-20: closed by then, counts in the difference 200.00 found in a drawer Zhao";
    let explain = |period| company.rows(&["explain", "S1", "--period", period]);
    assert_in_order(&explain("2026-02"), &["commission, difference 20.00", "Decided by hand", row]);
    assert!(!explain("2026-01").iter().any(|row| row.starts_with("A3")), "it was not known then");
    let json = text(&attain(&company.0, &["run", "--period", "2026-02", "--format", "json"]).stdout);
    assert!(json.contains("\"reason\": \"found in a drawer\"") && !json.contains("goodwill"), "{json}");
    // The month that paid it keeps it, and the next one has nothing of it.
    assert_eq!(attain(&company.0, &["close", "2026-02"]).status.code(), Some(0));
    assert_in_order(&explain("2026-02"), &["Decided by hand", row]);
    assert!(!explain("2026-03").iter().any(|row| row.starts_with("A3")), "it was paid in February");
    let chinese = company.rows(&[&["explain", "S1", "--period", "2026-02"], &ZH[..]].concat());
    let row = "A3 归属，2026-01-20 的 `sales`：当时已关闭，计入差额 200.00 found in a drawer Zhao";
    assert_in_order(&chinese, &["手工调整", row]);
    // What changes afterwards counts once more.
    std::fs::write(company.0.join("data/adjustments.csv"), format!("{known}{}", late.replace("200", "300")))
        .expect("written");
    assert!(explain("2026-03").iter().any(|row| row.starts_with("A3")), "it changed");
}

#[test]
fn what_is_decided_late_for_a_closed_pool_makes_no_difference() {
    let company = Company::new("decided-late-pool");
    let pool = "  - pool: together\n    group: plan\n    fund: 300\n    share_by: visits\n";
    let measure = "  visits: { unit: money, from: transactions, to: owner, dated: paid_on }\ncomponents:\n";
    let plan = format!("{}{pool}", PLAN.replace("components:\n", measure));
    std::fs::write(company.0.join("plans/seller.yaml"), plan).expect("written");
    assert_eq!(attain(&company.0, &["close", "2026-01"]).status.code(), Some(0));
    let late = "A3,S1,credit,visits,200,found in a drawer,Zhao,,2026-01-20,\n";
    let known = DATA.iter().find(|(file, _)| *file == "data/adjustments.csv").map_or("", |(_, text)| text);
    std::fs::write(company.0.join("data/adjustments.csv"), format!("{known}{late}")).expect("written");
    let row =
        "A3 credit, `visits` on 2026-01-20: closed by then, no difference comes of it 200.00 found in a drawer Zhao";
    assert_in_order(&company.rows(&["explain", "S1", "--period", "2026-02"]), &["Decided by hand", row]);
    // What comes of something else is not what was decided.
    let sales = company.0.join("data/transactions.csv");
    let text = std::fs::read_to_string(&sales).expect("rows");
    std::fs::write(&sales, text.replace("2026-01-15,5000", "2026-01-15,5100")).expect("written");
    let told = ["commission, difference 10.00", "Decided by hand", row];
    assert_in_order(&company.rows(&["explain", "S1", "--period", "2026-02"]), &told);
    let row = "A3 归属，2026-01-20 的 `visits`：当时已关闭，没有由此产生差额 200.00 found in a drawer Zhao";
    let chinese = company.rows(&[&["explain", "S1", "--period", "2026-02"], &ZH[..]].concat());
    assert_in_order(&chinese, &["手工调整", row]);
}

#[test]
fn a_month_is_closed_with_a_word_on_what_it_leaves_unpaid() {
    let company = Company::new("unpaid");
    let told = [
        "What 2026-01 leaves unpaid, and pays for earlier periods",
        "What is owed from draws",
        "S1 minimum 2026-01 0.00 500.00 0.00 500.00",
        "Earned and due later",
        "2026-02 1 125.00 125.00",
    ];
    let dry = company.rows(&["close", "2026-01", "--dry-run"]);
    assert_in_order(&dry, &told);
    assert_eq!(
        dry.last().map(String::as_str),
        Some("2026-01 would be closed with 7 lines, 1,825.00 USD; nothing is written")
    );
    assert!(!company.0.join("closed").exists());
    assert_in_order(&company.rows(&["close", "2026-01"]), &told);
    let beside = company.rows(&["close", "2026-02", "--dry-run"]);
    let expected = "2026-02 would be closed with 8 lines, 1,075.00 USD, and 6 differences of zero; nothing is written";
    assert_eq!(beside.last().map(String::as_str), Some(expected));
    let json = attain(&company.0, &["close", "2026-02", "--dry-run", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!((&json["closed"], &json["period"]), (&false.into(), &"2026-02".into()));
    assert_eq!(json["balances"][0]["closing"], "700.00");
    assert_eq!(json["to_come"][0]["due"], "2026-03");
    assert_eq!(json["warnings"].as_array().map(Vec::len), Some(0));
    let chinese = company.rows(&[&["close", "2026-02", "--dry-run"], &ZH[..]].concat());
    assert_in_order(&chinese, &["2026-02 未支付的，以及补付以前期间的", "预支欠款", "已计提、以后到期"]);
}

#[test]
fn a_month_that_is_closed_too_early_or_behind_open_ones_is_warned_of() {
    let company = Company::new("too-early");
    let close = |period| attain(&company.0, &["close", period, "--dry-run"]);
    let said = text(&close("2026-04").stderr);
    assert!(said.contains("nothing before 2026-04 is closed") && said.contains("2026-01-15 to 2026-03-20"), "{said}");
    assert!(said.contains("the data ends on 2026-03-20: is it too early to close 2026-04?"), "{said}");
    assert_eq!(text(&close("2026-01").stderr), "");
    // A month in which nothing is paid cannot be the first one.
    let empty = text(&close("2027-01").stderr);
    assert!(empty.contains("nothing is paid in `2027-01`"), "{empty}");
    let chinese = attain(&company.0, &["close", "2026-04", "--dry-run", ZH[0], ZH[1]]);
    let said = text(&chinese.stderr);
    assert!(said.contains("警告：2026-04 之前的期间都没有关闭") && said.contains("数据止于 2026-03-20"), "{said}");
    // A later day in the row by which no measure counts does not make the data longer.
    let with_delivery = ATTAIN.replace("{ paid_on:", "{ delivered: { column: delivered, type: date }, paid_on:");
    let sale = "id,owner,paid_on,amount,delivered\nT1,S1,2026-01-15,5000,2026-06-01\n";
    std::fs::write(company.0.join("attain.yaml"), with_delivery).expect("written");
    std::fs::write(company.0.join("data/transactions.csv"), sale).expect("written");
    let said = text(&close("2026-02").stderr);
    assert!(said.contains("the data ends on 2026-01-15: is it too early to close 2026-02?"), "{said}");
}

#[test]
fn a_preview_changes_nobody_elses_deals() {
    let company = Company::new("not-theirs");
    let preview = |arguments: &[&str]| {
        let out = attain(&company.0, &[&["what-if", "S1", "--period", "2026-03"], arguments].concat());
        (out.status.code(), text(&out.stdout) + &text(&out.stderr))
    };
    for arguments in [
        &["--change", "T4:amount=1"][..],
        &["--change", "T4:owner=S1"],
        &["--remove", "T4"],
        &["--goal", "5000", "--by", "T4:amount"],
    ] {
        let (code, said) = preview(arguments);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("`T4` credits somebody else") && !said.contains("20000"), "{said}");
    }
    assert_eq!(preview(&["--remove", "T3"]).0, Some(0));
    // What is nobody's can be somebody's.
    let path = company.0.join("data/transactions.csv");
    let deals = std::fs::read_to_string(&path).expect("deals");
    std::fs::write(path, deals + "T5,,2026-03-21,900\n").expect("written");
    assert_eq!(preview(&["--change", "T5:owner=S1"]).0, Some(0));
    let (code, said) = preview(&["--goal", "-5", "--by", "T3:amount"]);
    assert!(code == Some(2) && said.contains("`-5` is no goal"), "{said}");
    let (_, said) = preview(&["--goal", "-5", "--by", "T3:amount", ZH[0], ZH[1]]);
    assert!(said.contains("`-5` 不是目标"), "{said}");
}

/// A score of a team is the same for all its members; what stands under it is what each of them brought in.
#[test]
fn a_team_shows_nobody_what_another_brought_in() {
    let explain = |who| rows(&case("201-teams-compete"), &["explain", who, "--period", "2026-Q1"]);
    assert_in_order(&explain("T1"), &["sales 2026-Q1 60,000.00 data/metrics.csv:2"]);
    let second = explain("T2");
    assert_in_order(
        &second,
        &["sales 2026-Q1 30,000.00 data/metrics.csv:3", "score of tigers 45,000 plans/sellers.yaml:15"],
    );
    assert!(!second.iter().any(|row| row.contains("60,000")), "{second:?}");
}

#[test]
fn contests_are_told_in_their_own_words() {
    let explain = |name, who, period| rows(&case(name), &["explain", who, "--period", period]);
    let stages = [
        "how far 32 % plans/sellers.yaml:12",
        "stage 30 %, prize 500.00 plans/sellers.yaml:14",
        "next stage 60 % 28 % to go, prize 800.00 plans/sellers.yaml:15",
    ];
    assert_in_order(&explain("202-stages-paid-once", "E1", "2026-Q1"), &stages);
    let race = [
        "reached no",
        "total >= reach, with total = 90,000.00, reach = 100,000.00",
        "prize nothing, because it is not reached = 0.00",
    ];
    assert_in_order(&explain("203-first-to-reach", "C", "2026-Q1"), &race);
    let race = ["days that it took 84", "place of 2 = 2", "prize prize of place 2 = 2,000.00"];
    assert_in_order(&explain("203-first-to-reach", "B", "2026-Q1"), &race);
    let tied = ["place of 5, the same as 2 others = 1", "prize (460.00 + 225.00 + 125.00) ÷ 3 = 270.00"];
    assert_in_order(&explain("121-season-prizes", "B1", "2009"), &tied);
    assert_in_order(&explain("121-season-prizes", "B4", "2009"), &["prize place 4 has no prize = 0.00"]);
    let team = ["score of tigers 45,000 plans/sellers.yaml:15", "prize of the team prize of place 2 = 1,000.00"];
    assert_in_order(&explain("201-teams-compete", "T1", "2026-Q1"), &team);
    let below = [
        "score -500.00 plans/sellers.yaml:13",
        "total from zero on total >= 0 (-500.00) = no",
        "prize a total below zero wins no prize = 0.00",
    ];
    assert_in_order(&explain("231-totals-below-zero", "E1", "2026-Q1"), &below);
    let team =
        ["score of north -1,400.00 plans/sellers.yaml:25", "prize of the team a total below zero wins no prize = 0.00"];
    assert_in_order(&explain("231-totals-below-zero", "E1", "2026-Q1"), &team);
    let prizes = [
        "prize of place 1 -140.001, below zero counts as zero = 0.00",
        "prize of everyone who meets it -140.001, below zero counts as zero = 0.00",
        "stage 1, prize -140.001, below zero counts as zero = 0.00",
        "next stage 3 2 to go, prize 50.00 plans/sellers.yaml:50",
        "sum to be shared -140.001, below zero counts as zero = 0.00",
    ];
    assert_in_order(&explain("231-totals-below-zero", "E1", "2026-Q1"), &prizes);
    let chinese = rows(&case("231-totals-below-zero"), &["explain", "E1", "--period", "2026-Q1", ZH[0], ZH[1]]);
    assert_in_order(
        &chinese,
        &[
            "总额不小于零 total >= 0 (-500.00) = 否",
            "奖励 总额小于零，没有奖励 = 0.00",
            "待分配总额 -140.001，小于零按零计 = 0.00",
        ],
    );
    let above = [
        "condition of the prize sales >= 100000 (110,000.00) = yes plans/sellers.yaml:10",
        "500.00, as far as the budget of 1,200.00 goes",
    ];
    assert_in_order(&explain("204-everyone-above", "E2", "2026-Q1"), &above);
}

#[test]
fn standings_of_stages_show_the_way() {
    let folder = case("202-stages-paid-once");
    let on = |day| rows(&folder, &["standings", "on_the_way", "--on", day]).last().cloned().unwrap_or_default();
    assert_eq!(on("2026-02-01"), "E1 0 % 0.00 30 % 30 % 500.00");
    assert_eq!(on("2026-05-30"), "E1 62 % 1,300.00 90 % 28 % 1,200.00");
    assert_eq!(on("2026-09-30"), "E1 93 % 2,500.00 - - -");
    let json = attain(&folder, &["standings", "on_the_way", "--on", "2026-05-30", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    let stages = serde_json::json!({ "reached": "0.62", "next": "0.9", "to_go": "0.28", "prize": "1200.00" });
    assert_eq!(value["standings"][0]["stages"], stages);
}

#[test]
fn mistakes_in_standings_are_answered_in_one_language() {
    let folder = case("202-stages-paid-once");
    let said = |arguments: &[&str]| {
        let out = attain(&folder, arguments);
        assert_eq!(out.status.code(), Some(2));
        text(&out.stderr).trim().to_owned()
    };
    let misspelt = "error: there is no contest `on_the_wy`; did you mean `on_the_way`?";
    assert_eq!(said(&["standings", "on_the_wy"]), misspelt);
    let day = ["standings", "on_the_way", "--on", "2026-02-30"];
    assert_eq!(said(&day), "error: `2026-02-30` is no day; write one such as `2026-03-31`");
    assert_eq!(said(&[&day[..], &ZH].concat()), "错误：`2026-02-30` 不是日期；请写成 `2026-03-31` 这样");
}

#[test]
fn the_hint_of_a_new_company_is_in_the_language_that_it_speaks() {
    let parent = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let hint = |arguments: &[&str]| {
        drop(std::fs::remove_dir_all(parent.join("hint")));
        let shown = text(&attain(parent, &[&["demo", "hint"], arguments].concat()).stdout);
        drop(std::fs::remove_dir_all(parent.join("hint")));
        shown
    };
    assert!(hint(&[]).contains("    attain run              what everybody gets"));
    assert!(hint(&ZH).contains("    attain run --lang zh-CN              每个人应得多少"));
    assert!(hint(&["--company", "livestream"]).contains("    attain run              每个人应得多少"));
}

/// What the cap of a month cut off does not come back later: earlier lines are taken off as they were before it.
#[test]
fn earlier_lines_are_taken_off_as_they_were_before_the_limits_of_shorter_times() {
    let company = Company::new("limits of shorter times");
    let plan = PLAN.replace(
        "    amount: sales * 10%\n",
        "    pays_on: sales\n    rate: 10%\n    accumulate: year\n    cap: 400 per month\n",
    );
    std::fs::write(company.0.join("plans/seller.yaml"), plan).expect("written");
    let explain = ["explain", "S1", "--component", "commission", "--period", "2026-02"];
    assert_in_order(&company.rows(&explain), &["less earlier lines before limits -500.00", "after the limit 400.00"]);
    assert_in_order(&company.rows(&[&explain[..], &ZH].concat()), &["减：此前各期（限额前） -500.00"]);
}
