//! N: names.

use super::{COMPANY, PLAN, check, company, plan, swap};

type Case = (&'static str, Vec<String>);

pub fn cases() -> Vec<Case> {
    vec![
        ("N002", plan("gate: csat >= 50%", "gate: ‸cast >= 50%")),
        ("N020", plan("pays_on: bookings", "‸pays_of: bookings")),
        ("N020", plan("{ from: 50%, rate: 6% }", "{ from: 50%, ‸ratee: 6% }")),
        ("N020", plan("{ from: 50%, rate: 6% }", "{ from: 50%, rate: 4,‸5% }")),
        ("N020", plan("without_quota: error", "‸without_quotas: error")),
        ("N021", plan("owner: rest", "‸ower: rest")),
        ("N021", plan("dated: booked_on", "dated: ‸booked")),
        ("N022", plan("    cap: 300000 per year\n", "    cap: none\n  - bonus: ‸sales\n    amount: 5\n")),
        ("N023", plan("  csat: {", "  ‸c-sat: {")),
        ("N023", plan("commission: sales", "commission: ‸new sales")),
        ("N024", plan("  csat: {", "  ‸salary: {")),
        ("N024", plan("  csat: {", "  ‸target: {")),
        ("N024", plan("commission: sales", "commission: ‸bookings")),
        (
            "N025",
            plan("    cap: 300000 per year\n", "    cap: none\n  - pool: shared\n    group: ‸teem\n    fund: 5\n"),
        ),
        (
            "N025",
            plan("    cap: 300000 per year\n", "    cap: none\n  - pool: shared\n    group: ‸salary\n    fund: 5\n"),
        ),
        (
            "N020",
            plan(
                "    cap: 300000 per year\n",
                "    cap: none\n  - contest: best\n    group: plan\n    rank_by: bookings\n    prizes: [5]\n    ‸cap: 3\n",
            ),
        ),
        (
            "N027",
            plan("    cap: 300000 per year\n", "    cap: none\n  - bonus: award\n    in: ‸points\n    amount: 5\n"),
        ),
        ("N024", company("currency: CNY\n", "currency: CNY\nunits: { ‸USD: { value: 1 } }\n")),
        ("T001", plan("    cap: 300000 per year\n", "    cap: none\n  - ‸pool: shared\n    fund: 5\n")),
        ("N026", without_amount("    unit: money\n", "    unit: ‸money\n")),
        ("N026", without_amount("    unit: money\n", "    unit: money\n    credit: ‸amount * 2\n")),
        ("N026", without_amount("    unit: money\n", "    unit: money\n    credit: column(‸\"amount\")\n")),
        ("N026", without_amount("    unit: money\n", "    unit: count\n    take: ‸distinct amount\n")),
        ("N026", without_amount("type in [\"new\", \"renewal\"]", "‸amount > 0")),
    ]
}

/// A company whose transactions have no amount, and the plan with a part replaced.
fn without_amount(from: &str, to: &str) -> Vec<String> {
    vec![swap(COMPANY, "deals.csv", "counts.csv"), swap(PLAN, from, to)]
}

#[test]
fn an_amount_that_nobody_names_need_not_be_there() {
    let rates = |plan: String| plan.replace("rate: 4%", "rate: 40").replace("rate: 6%", "rate: 60");
    let files = without_amount("    unit: money\n", "    unit: count\n");
    let (_, found, _) = check(&files.into_iter().map(rates).collect::<Vec<_>>());
    let codes: Vec<_> = found.iter().map(|one| one.code).collect();
    assert!(codes.is_empty(), "{codes:?}");
}

#[test]
fn a_decimal_comma_in_braces_is_told_how_to_become_a_point() {
    let help = |row: &str| -> Vec<String> {
        let found = check(&plan("{ from: 50%, rate: 6% }", row)).1;
        found.iter().filter(|one| one.code == "N020").filter_map(|one| Some(one.help.as_ref()?.en.clone())).collect()
    };
    assert_eq!(help("{ from: 50%, rate: 4,5% }"), ["write the decimal point: `4.5%`"]);
    assert_eq!(help("{ from: 50%, rate: 4, 5% }"), ["known here: `from`, `above`, `rate`, `amount`, `fee`"]);
}
