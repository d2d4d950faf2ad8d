//! T: tables and settings.

use super::{COMPANY, PLAN, company, plan, swap};

type Case = (&'static str, Vec<String>);

const TABLE: &str = "    rate_by: attainment(bookings)
    mode: marginal
    tiers:
      - { from: 0%, rate: 4% }
      - { from: 50%, rate: 6% }
";

/// The plan with other lines instead of its table.
fn table(lines: &str) -> Vec<String> {
    plan(TABLE, lines)
}

/// A table by `index` whose second row begins at `limit`.
fn by_least(index: &str, limit: &str) -> String {
    format!(
        "    {index}\n    mode: retroactive\n    tiers:\n      - {{ from: 0%, rate: 4% }}\n      - {{ {limit}, rate: 6% }}\n"
    )
}

/// The plan with a line behind the component's base.
fn setting(line: &str) -> Vec<String> {
    plan("    pays_on: bookings\n", &format!("    pays_on: bookings\n    {line}\n"))
}

pub fn cases() -> Vec<Case> {
    [shapes(), combinations(), draws(), tables(), limits(), measures(), contests(), pay_in_units()].concat()
}

fn shapes() -> Vec<Case> {
    vec![
        ("T001", plan("pays: monthly\n", "").into_iter().map(|file| file.replace("plan: ae", "‸plan: ae")).collect()),
        ("T002", swapped_components("‸none")),
        ("T002", plan("pays: monthly", "pays: [‸monthly]")),
        ("T003", plan("pays: monthly", "pays: ‸montly")),
        ("T003", plan("mode: marginal", "mode: ‸interpolated")),
        ("T003", plan("without_quota: error", "without_quota: ‸zero")),
        ("T005", plan("2026-01-01 .. 2026-12-31", "‸2026-01-01 to 2026-12-31")),
        ("T005", plan("2026-01-01 .. 2026-12-31", "‸2026-12-31 .. 2026-01-01")),
        ("T005", plan("2026-01-01 .. 2026-12-31", "‸2026-01-01 .. 2026-02-30")),
        ("T005", plan("2026-01-01 .. 2026-12-31", "‸2026/01/01 .. 2026/12/31")),
        ("T007", plan("currency: CNY", "currency: ‸USD")),
        (
            "T013",
            plan("    tiers:\n      - { from: 0%, rate: 4% }\n      - { from: 50%, rate: 6% }\n", "    tiers: ‸[]\n"),
        ),
        (
            "T021",
            vec![
                COMPANY.to_owned(),
                PLAN.to_owned(),
                swap(PLAN, "2026-01-01 ..", "‸2026-12-31 ..").replace(" .. 2026-12-31", " .."),
            ],
        ),
        (
            "T032",
            vec![
                COMPANY.to_owned(),
                PLAN.to_owned(),
                swap(
                    &swap(PLAN, "2026-01-01 .. 2026-12-31", "2027-01-01 .."),
                    "  csat: { unit: percent",
                    "  ‸csat: { unit: number",
                ),
            ],
        ),
        ("T023", plan("rounding: half_up", "rounding: ‸half_up to 0")),
        ("T023", plan("rounding: half_up", "rounding: { credit: ‸half_up }")),
        ("T024", plan("pays: monthly", "‸pays:")),
    ]
}

fn swapped_components(value: &str) -> Vec<String> {
    let start = PLAN.find("components:").unwrap_or_default();
    let (before, _) = PLAN.split_at(start);
    vec![COMPANY.to_owned(), format!("{before}components: {value}\n")]
}

fn combinations() -> Vec<Case> {
    let by_original = "    over: transaction\n    mode: retroactive\n    tiers:\n      - { from: 0, rate: 4% }\n    reversals: paid\n";
    vec![
        ("T003", table(&by_original.replace("paid", "‸given"))),
        ("T008", table(&format!("{by_original}    ‸multiply_by: 110%\n"))),
        ("T046", table(&by_original.replace("    over: transaction\n", "").replace("paid", "‸paid"))),
        ("T008", setting("‸rate: 5%")),
        ("T008", setting("‸target: salary * 10%")),
        ("T008", plan("  csat: { unit: percent,", "  csat: { unit: percent, ‸where: true,")),
        (
            "T008",
            table(
                "    over: transaction\n    ‸as_of: before\n    mode: retroactive\n    tiers:\n      - { from: 0, rate: 4% }\n",
            ),
        ),
        (
            "T009",
            plan("    mode: marginal\n", "")
                .into_iter()
                .map(|file| file.replace("    tiers:", "    ‸tiers:"))
                .collect(),
        ),
        (
            "T009",
            plan("    without_quota: error\n", "")
                .into_iter()
                .map(|file| file.replace("    quota:", "    ‸quota:"))
                .collect(),
        ),
        (
            "T008",
            plan(TABLE, "    mode: step_adding\n    ‸outside: nearest\n    tiers:\n      - { from: 5, amount: 5 }\n"),
        ),
        ("T009", table("    rate: 5%\n    ‸mode: marginal\n")),
        ("T009", plan("    gate: csat >= 50%\n", "    ‸otherwise: 1%\n")),
        ("T010", table("").into_iter().map(|file| file.replace("commission: sales", "‸commission: sales")).collect()),
        (
            "T015",
            plan("pays_on: bookings", "pays_on: ‸bookings * 2")
                .into_iter()
                .map(|file| file.replace(TABLE, "    rate: 5%\n    over: transaction\n"))
                .collect(),
        ),
        (
            "T016",
            plan("pays: monthly", "pays: quarterly")
                .into_iter()
                .map(|file| file.replace("    mode:", "    every: ‸month\n    mode:"))
                .collect(),
        ),
        ("T017", setting("every: quarter\n    accumulate: ‸quarter")),
        ("T033", running("‸attainment(bookings, month)", "    accumulate: quarter\n    as_of: after\n")),
        ("T033", running("‸attainment(bookings, previous(month))", "    accumulate: quarter\n    as_of: before\n")),
        ("T033", running("‸attainment(bookings, year_to_date)", "    accumulate: plan\n    as_of: before\n")),
        ("T033", running("‸attainment(bookings, previous(month, 2))", "    accumulate: quarter\n    as_of: before\n")),
        ("T033", running("‸attainment(bookings, rolling(2))", "    accumulate: quarter\n    as_of: before\n")),
        ("T035", plan("    dated: booked_on\n", "    ‸up: 1\n    dated: booked_on\n")),
        (
            "T035",
            plan("    dated: booked_on\n", "    up: 1\n    ‸vacant: acting\n    dated: booked_on\n")
                .into_iter()
                .map(|file| file.replace(": seats.csv", ": { file: seats.csv, columns: { manager: { value: E1 } } }"))
                .collect(),
        ),
        ("T009", plan("    dated: booked_on\n", "    ‸vacant: above\n    dated: booked_on\n")),
        ("T034", plan("    without_quota: error\n", "    without_quota: error\n    ‸at_zero: 200%\n")),
        (
            "T003",
            plan(
                "    without_quota: error\n",
                "    without_quota: error\n    direction: lower\n    at_zero: ‸nothing\n",
            ),
        ),
        ("W008", plan("    without_quota: error\n", "    without_quota: error\n    ‸direction: lower\n")),
    ]
}

/// The plan with a draw below its component.
fn drawn(lines: &str) -> Vec<String> {
    vec![COMPANY.to_owned(), format!("{PLAN}  - {lines}")]
}

fn draws() -> Vec<Case> {
    vec![
        ("T001", drawn("‸draw: advance\n    recover: yes\n")),
        ("T001", drawn("‸draw: advance\n    amount: 2000\n")),
        ("T003", drawn("draw: advance\n    amount: 2000\n    recover: ‸later\n")),
        ("T008", drawn("draw: advance\n    amount: 2000\n    recover: no\n    ‸limit: 6000\n")),
        ("N020", drawn("draw: advance\n    amount: 2000\n    recover: yes\n    ‸gate: csat >= 50%\n")),
        ("N020", drawn("draw: advance\n    amount: 2000\n    recover: yes\n    ‸group: plan\n")),
        ("F014", drawn("draw: advance\n    amount: ‸20%\n    recover: yes\n")),
        ("F014", drawn("draw: advance\n    amount: 2000\n    recover: yes\n    share: ‸bookings\n")),
        ("N004", drawn("draw: advance\n    amount: 2000\n    recover: yes\n    of: [sales, ‸advance]\n")),
        ("T040", drawn("draw: advance\n    amount: 2000\n    recover: yes\n    every: quarter\n    of: ‸sales\n")),
        ("T050", drawn("draw: advance\n    amount: 2000\n    recover: yes\n    share: ‸150%\n")),
        ("T050", drawn("draw: advance\n    amount: 2000\n    recover: yes\n    share: ‸50\n")),
        ("T050", drawn("draw: advance\n    amount: 2000\n    recover: yes\n    share: ‸-20%\n")),
        ("T050", drawn("pool: p\n    group: plan\n    fund: 100\n    reserve: ‸10\n")),
        ("T051", drawn("draw: advance\n    amount: ‸-800\n    recover: yes\n")),
        ("T051", drawn("draw: advance\n    amount: 2000\n    recover: yes\n    keep: ‸-1\n")),
        ("T051", drawn("draw: advance\n    amount: 2000\n    recover: yes\n    limit: ‸-1\n")),
        ("T051", drawn("pool: p\n    group: plan\n    fund: ‸-100\n")),
        ("T008", drawn("pool: p\n    group: plan\n    fund: 100\n    ‸pays_on: group(bookings)\n    rate: 1%\n")),
        ("T009", drawn("pool: p\n    group: plan\n    ‸mode: marginal\n    pays_on: group(bookings)\n    rate: 1%\n")),
        ("T010", drawn("‸pool: p\n    group: plan\n    pays_on: group(bookings)\n")),
        ("T010", drawn("‸pool: p\n    group: plan\n    rate: 1%\n")),
        ("F024", drawn("pool: p\n    group: plan\n    pays_on: ‸bookings\n    rate: 1%\n")),
        ("T051", drawn("pool: p\n    group: plan\n    fund: 100\n    cap: ‸-1\n")),
        ("T051", drawn("contest: p\n    group: plan\n    rank_by: csat\n    prizes: 5\n    budget: ‸-1\n")),
        ("T051", drawn("contest: p\n    group: plan\n    rank_by: csat\n    prizes: [100, ‸-50]\n")),
        ("T051", drawn("contest: p\n    group: plan\n    everyone_above: csat > 0\n    prizes: ‸-50\n")),
        (
            "T051",
            drawn("contest: p\n    group: plan\n    stages_by: csat\n    stages: [{ reach: 50%, prize: ‸-50 }]\n"),
        ),
        ("T051", setting("guarantee: ‸-1")),
        ("T051", plan("cap: 300000 per year", "cap: ‸-300000 per year")),
        ("T040", drawn("‸draw: advance\n    amount: 2000\n    recover: yes\n    every: quarter\n")),
    ]
}

#[test]
fn draws_that_are_right() {
    for lines in [
        "draw: advance\n    amount: 2000\n    recover: no\n",
        "draw: advance\n    amount: salary\n    of: sales\n    recover: yes\n    recover_if: last_day > date(\"2026-06-30\")\n    \
         share: 50%\n    keep: 500\n    limit: 6000\n    eligible: csat >= 50%\n",
    ] {
        let found = super::check(&drawn(lines)).1;
        assert!(found.is_empty(), "{lines}: {found:?}");
    }
}

/// A component whose row is picked by the running total, as `index` reads it.
fn running(index: &str, settings: &str) -> Vec<String> {
    let files =
        plan("rate_by: attainment(bookings)\n    mode: marginal", &format!("rate_by: {index}\n    mode: retroactive"));
    files.into_iter().map(|file| file.replace("    gate:", &format!("{settings}    gate:"))).collect()
}

fn contests() -> Vec<Case> {
    vec![
        (
            "T041",
            plan(
                "    cap: 300000 per year\n",
                "    cap: none\n  - contest: best\n    group: plan\n    everyone_above: bookings > 5\n    ‸prizes: [5, 3]\n",
            ),
        ),
        (
            "T041",
            plan(
                "    cap: 300000 per year\n",
                "    cap: none\n  - contest: best\n    group: plan\n    first_to: { measure: ‸bookings * 2, reach: 5 }\n    prizes: [5]\n",
            ),
        ),
        (
            "T009",
            plan(
                "    cap: 300000 per year\n",
                "    cap: none\n  - contest: best\n    group: plan\n    ‸stages: [{ reach: 50%, prize: 5 }]\n",
            ),
        ),
        (
            "T009",
            plan(
                "    cap: 300000 per year\n",
                "    cap: none\n  - contest: best\n    group: plan\n    stages_by: attainment(bookings)\n    stages: [{ reach: 50%, prize: 5 }]\n    ‸rank_by: bookings\n",
            ),
        ),
        (
            "T008",
            plan(
                "    cap: 300000 per year\n",
                "    cap: none\n  - contest: best\n    group: plan\n    stages_by: attainment(bookings)\n    stages: [{ reach: 50%, prize: 5 }]\n    ‸prizes: [5]\n",
            ),
        ),
        (
            "T011",
            plan(
                "    cap: 300000 per year\n",
                "    cap: none\n  - contest: best\n    group: plan\n    stages_by: attainment(bookings)\n    stages: [{ reach: 50%, prize: 5 }, { reach: ‸30%, prize: 5 }]\n",
            ),
        ),
        (
            "T001",
            plan(
                "    cap: 300000 per year\n",
                "    cap: none\n  - contest: best\n    group: plan\n    stages_by: attainment(bookings)\n    stages: [{ ‸reach: 50% }]\n",
            ),
        ),
        (
            "T009",
            plan(
                "    cap: 300000 per year\n",
                "    cap: none\n  - contest: best\n    group: plan\n    rank_by: bookings\n    prizes: [5]\n    ‸prize_to: each\n",
            ),
        ),
        (
            "N025",
            plan(
                "    cap: 300000 per year\n",
                "    cap: none\n  - contest: best\n    group: plan\n    entrants: ‸plan\n    prize_to: each\n    rank_by: group(bookings)\n    prizes: [5]\n",
            ),
        ),
    ]
}

fn tables() -> Vec<Case> {
    vec![
        ("T011", plan("{ from: 50%, rate: 6% }", "{ from: ‸-50%, rate: 6% }")),
        ("T012", plan("{ from: 0%, rate: 4% }", "{ from: ‸50%, rate: 4% }")),
        ("T012", table(&by_least("rate_by: min(attainment(bookings), 100%)", "from: ‸120%"))),
        (
            "T012",
            table(&by_least("rate_by: if csat > 0 { min(attainment(bookings), 1) } else { 50% }", "above: ‸100%")),
        ),
        ("T014", plan("{ from: 50%, rate: 6% }", "{ ‸from: 50% }")),
        ("T014", plan("{ from: 50%, rate: 6% }", "{ ‸rate: 6% }")),
        ("T014", plan("{ from: 50%, rate: 6% }", "{ ‸from: 50%, amount: 6 }")),
        ("T014", plan("{ from: 50%, rate: 6% }", "{ ‸from: 50%, above: 60%, rate: 6% }")),
        (
            "T019",
            table(
                "    curve:\n      by: attainment(bookings)\n      of: payout\n      points: { 50%: 10%, 100%: ‸5000 }\n",
            ),
        ),
        (
            "T014",
            plan("    gate: csat >= 50%\n", "    gate: csat >= 50%\n    otherwise: [{ ‸from: 0, rate: 1%, fee: 5 }]\n")
                .into_iter()
                .map(|file| {
                    file.replace(TABLE, "    curve: { by: attainment(bookings), points: { 0%: 1%, 100%: 2% } }\n")
                })
                .collect(),
        ),
        ("T020", table("    curve: { by: attainment(bookings), points: { ‸100%: 100% } }\n")),
    ]
}

fn limits() -> Vec<Case> {
    let cap = "    cap: 300000 per year\n";
    vec![
        ("T003", plan(cap, "    cap: 300000 per ‸annum\n")),
        ("T018", plan(cap, "    every: quarter\n    cap: 300000 per ‸month\n")),
        ("T018", plan(cap, "    cap: 300000 per ‸transaction\n")),
        ("T018", plan(cap, "    cap: 300000 per ‸group\n")),
        ("T018", plan(cap, "    cap: ‸300000 year\n")),
        ("T018", plan(cap, "    cap: ‸300000 / Year\n")),
        ("T018", plan(cap, "    cap: ‸300000 a quarter\n")),
        ("T018", plan(cap, "    cap: ‸300000 每年\n")),
        ("T018", plan(cap, "    as_of: before\n    cap: 300000 per ‸transaction\n")),
        ("N020", plan(cap, "    rounding: { ‸credit: half_up to 1 }\n")),
        ("N005", plan("gate: csat >= 50%", "gate: ‸target > 5")),
        ("T028", plan(cap, "    floor: 500\n    cap: ‸100\n")),
        ("T030", plan(cap, "    cap: [100, ‸200]\n")),
    ]
}

fn measures() -> Vec<Case> {
    let to = "to: { owner: rest, helper: helper_share }";
    vec![
        ("T022", plan(to, "to: { ‸owner: 60%, helper: 60% }")),
        ("T022", plan(to, "to: { ‸owner: rest, helper: rest }")),
        ("T022", plan(to, "shares: ratio\n    to: { ‸owner: rest, helper: 1 }")),
        ("T025", plan("from: transactions", "from: ‸deals")),
        ("T052", plan("    quota: bookings", "    quota: ‸80% * attainment(bookings)")),
        ("T052", plan("    quota: bookings", "    quota: ‸500000")),
        ("T052", plan("from: metrics.csat", "from: ‸metrics.csat * 2")),
        ("T027", plan("    dated: booked_on", "    take: ‸count\n    dated: booked_on")),
        (
            "T029",
            company("  metrics: metrics.csv\n", "")
                .into_iter()
                .map(|file| file.replace("from: metrics.csat", "from: ‸metrics.csat"))
                .collect(),
        ),
        (
            "T029",
            company("  quotas: quotas.csv\n", "")
                .into_iter()
                .map(|file| file.replace("    quota: bookings", "    quota: ‸bookings"))
                .collect(),
        ),
        (
            "T029",
            vec![
                COMPANY.split("  transactions:").next().unwrap_or_default().to_owned(),
                swap(PLAN, "from: transactions", "from: ‸transactions"),
            ],
        ),
        (
            "T029",
            company("  splits: splits.csv\n", "")
                .into_iter()
                .map(|file| file.replace("    dated:", "    splits: ‸yes\n    dated:"))
                .collect(),
        ),
        ("T031", plan("dated: booked_on", "dated: ‸stage")),
        ("T031", plan("owner: rest", "‸amount: rest")),
    ]
}

#[test]
fn windows_that_hold_the_running_total_are_good() {
    for (index, settings) in [
        ("attainment(bookings)", "accumulate: quarter"),
        ("attainment(bookings, quarter_to_date)", "accumulate: quarter"),
        ("attainment(bookings, year_to_date)", "accumulate: quarter"),
        ("attainment(bookings, rolling(3))", "accumulate: quarter"),
        ("attainment(bookings, previous(quarter))", "accumulate: quarter"),
        ("attainment(bookings, previous(month, 3))", "accumulate: quarter"),
        ("attainment(bookings, previous(month, 5))", "accumulate: quarter"),
        ("attainment(bookings, previous(rolling(2), 2))", "accumulate: quarter"),
        ("attainment(bookings, plan_to_date)", "accumulate: plan"),
        ("attainment(bookings, month)", "every: month"),
        ("attainment(bookings) + total(csat, month)", "accumulate: quarter"),
    ] {
        let found = super::check(&running(index, &format!("    {settings}\n    as_of: after\n"))).1;
        assert!(found.is_empty(), "{index}: {found:?}");
    }
    // Where the whole window counts, any window does.
    assert!(super::check(&running("attainment(bookings, month)", "    accumulate: quarter\n")).1.is_empty());
}

/// A company with units, and the plan with further components.
fn in_units(lines: &str) -> Vec<String> {
    let company = company::units("points: { value: 1, taxable: yes }, shares: {}, gold: { digits: 3 }").swap_remove(0);
    vec![company, swap(PLAN, "    cap: 300000 per year\n", &format!("    cap: none\n{lines}"))]
}

/// A contest for things.
fn for_things(settings: &str) -> Vec<String> {
    in_units(&format!("  - contest: best\n    group: plan\n    rank_by: bookings\n{settings}"))
}

#[test]
fn what_is_needed_is_called_by_the_name_of_the_unit() {
    let (_, found, _) = super::check(&in_units("  - bonus: award\n    in: shares\n    amount: bookings\n"));
    let messages: Vec<&str> = found.iter().map(|one| one.message.en.as_str()).collect();
    assert_eq!(messages, ["`bookings` is money, `shares` is needed here"]);
}

fn pay_in_units() -> Vec<Case> {
    let award = "  - bonus: award\n    in: points\n    amount: 5\n";
    vec![
        ("T036", in_units(&format!("{award}  - draw: up\n    amount: 5\n    recover: no\n    of: ‸award\n"))),
        ("T036", in_units("  - bonus: award\n    in: shares\n    ‸paid_as: money\n    amount: 5\n")),
        ("T036", {
            let mut files = in_units(award);
            let other =
                files[1].replace("2026-01-01 .. 2026-12-31", "2027-01-01 ..").replace("in: points", "in: shares");
            files.push(other.replace("bonus: award", "bonus: ‸award"));
            files
        }),
        ("T009", in_units("  - bonus: award\n    ‸paid_as: money\n    amount: 5\n")),
        ("T008", in_units("  - bonus: award\n    in: points\n    paid_as: money\n    amount: 5\n    ‸guarantee: 3\n")),
        (
            "T045",
            in_units(
                "  - bonus: award\n    in: points\n    paid_as: money\n    amount: 5\n    due: [{ share: 100%, after: 1 month, until: 1 year, if: ‸csat >= 50% }]\n",
            ),
        ),
        (
            "T045",
            in_units(
                "  - bonus: award\n    in: points\n    paid_as: money\n    amount: 5\n    due: { clawback: { within: ‸1 year, leavers: { else: all } } }\n",
            ),
        ),
        ("F014", in_units("  - bonus: award\n    in: points\n    amount: ‸bookings\n")),
        ("F014", in_units("  - bonus: award\n    in: points\n    pays_on: bookings\n    rate: ‸5%\n    cap: none\n")),
        ("F010", in_units(&format!("{award}  - bonus: more\n    amount: earned(sales) + ‸earned(award)\n"))),
        ("F025", in_units(&format!("{award}  - bonus: more\n    in: shares\n    amount: earned(‸award)\n"))),
        (
            "F025",
            in_units(&format!(
                "{award}  - bonus: stock\n    in: shares\n    amount: 5\n  - bonus: more\n    amount: (earned(award) + earned(‸stock)) * 2\n"
            )),
        ),
        ("T037", for_things("    ‸prizes: [{ thing: shares }]\n")),
        ("T037", for_things("    prizes: [{ thing: shares }]\n    ‸ties: share\n")),
        ("T037", for_things("    ties: each\n    prizes: [{ thing: shares }, ‸5]\n")),
        ("T037", for_things("    ties: each\n    prizes: [{ thing: ‸gold }]\n")),
        ("T008", for_things("    ties: each\n    prizes: [{ thing: shares }]\n    ‸budget: 5\n")),
        ("T008", for_things("    ties: each\n    prizes: [{ thing: shares }]\n    ‸in: points\n")),
        ("T008", for_things("    ties: each\n    prizes: [{ thing: shares }]\n    ‸rounding: half_even\n")),
        ("N027", for_things("    ties: each\n    prizes: [{ thing: ‸phone }]\n")),
        ("T037", in_units(&by_stages("{ thing: shares } }, { reach: 9, prize: ‸5 }]\n"))),
        ("T037", in_units(&by_stages("{ thing: ‸gold } }]\n"))),
        ("N027", in_units(&by_stages("{ thing: ‸phone } }]\n"))),
        ("T008", in_units(&by_stages("{ thing: shares } }]\n    ‸in: points\n"))),
        ("T008", in_units(&by_stages("{ thing: shares } }]\n    ‸leftover: unassigned\n"))),
    ]
}

/// A contest with stages, of which the first has a prize that is still to be written.
fn by_stages(prize: &str) -> String {
    format!("  - contest: best\n    group: plan\n    stages_by: bookings\n    stages: [{{ reach: 5, prize: {prize}")
}

#[test]
fn pay_in_units_that_is_right() {
    for lines in [
        "  - bonus: award\n    in: points\n    paid_as: money\n    pays_on: bookings\n    rate: 0.1\n    cap: 50 per year\n",
        "  - bonus: stock\n    in: shares\n    amount: 5\n  - bonus: more\n    in: points\n    amount: number(earned(stock)) * 2\n  - bonus: worth\n    amount: earned(stock) * 12.5\n",
        "  - contest: best\n    group: plan\n    rank_by: bookings\n    ties: lower_id\n    prizes: [{ thing: shares }, { thing: points }]\n",
        "  - contest: best\n    group: plan\n    everyone_above: bookings > 5\n    prizes: { thing: shares }\n",
        &by_stages(
            "{ thing: shares } }, { reach: 9, prize: { thing: points } }, { reach: 10, prize: { thing: shares } }]\n",
        ),
    ] {
        let found = super::check(&in_units(lines)).1;
        assert!(found.is_empty(), "{lines}: {found:?}");
    }
}
