//! W: what is legal but hurts.

use super::{COMPANY, PLAN, check, plan, swap};

type Case = (&'static str, Vec<String>);

/// Two versions of the plan, up to `last` and from `next` on, of which the first has a contest called `race`.
fn versions(last: &str, next: &str, race: &str) -> Vec<String> {
    let contest = format!("  - contest: {race}\n    group: plan\n    rank_by: bookings\n    prizes: [300, 100]\n");
    let first = swap(PLAN, "2026-01-01 .. 2026-12-31", &format!("2026-01-01 .. {last}")) + contest.as_str();
    vec![COMPANY.to_owned(), first, swap(PLAN, "2026-01-01 ..", &format!("{next} .."))]
}

#[test]
fn what_ends_with_a_period_is_no_wonder() {
    let (_, found, _) = check(&versions("2026-02-28", "2026-03-01", "race"));
    assert!(found.is_empty(), "{found:?}");
    let (_, found, _) = check(&versions("2026-02-15", "2026-03-01", "race"));
    assert!(found.is_empty(), "nothing of the plan is in force on the rest of February: {found:?}");
}

/// The plan with a bonus by a curve, with a setting beside it.
fn curve(settings: &str, beside: &str) -> Vec<String> {
    let bonus = format!(
        "  - bonus: extra\n    target: salary * 50%\n    cap: none\n{beside}    curve: {{ by: attainment(bookings), {settings} }}\n"
    );
    let company = swap(
        COMPANY,
        "  assignments: seats.csv\n",
        "  assignments: { file: seats.csv, columns: { salary: { column: salary, type: money } } }\n",
    );
    vec![company, format!("{PLAN}{bonus}")]
}

/// A rate that has its percent sign is meant so, however high.
#[test]
fn a_rate_with_its_sign_is_taken_at_its_word() {
    for (rate, codes) in [("125%", &[] as &[&str]), ("1.25", &["W007"])] {
        let (_, found, _) = check(&plan("rate: 6%", &format!("rate: {rate}")));
        assert_eq!(found.iter().map(|one| one.code).collect::<Vec<_>>(), codes, "{rate}");
    }
}

/// A curve says itself what holds below its first point, or a gate does; one that falls is about what is better the less there is.
#[test]
fn curves_that_pay_nothing_below_are_no_wonder() {
    let rising = "points: { 80%: 50%, 120%: 200% }";
    for (settings, beside) in [
        (format!("{rising}, outside: nearest"), "    gate: attainment(bookings) >= 80%\n"),
        (format!("{rising}, outside: zero"), ""),
        ("points: { 0%: 50%, 80%: 50%, 120%: 200% }, outside: nearest".to_owned(), ""),
        ("points: { 80%: 0%, 120%: 200% }, outside: nearest".to_owned(), ""),
        ("points: { 80%: 200%, 120%: 50% }, outside: nearest".to_owned(), ""),
        ("points: { 80%: 50%, 120%: 50% }, outside: nearest".to_owned(), ""),
    ] {
        let (_, found, _) = check(&curve(&settings, beside));
        assert!(found.is_empty(), "{settings}: {found:?}");
    }
    let (_, found, _) = check(&curve(rising, ""));
    assert_eq!(found.iter().map(|one| one.code).collect::<Vec<_>>(), ["W001"]);
}

pub fn cases() -> Vec<Case> {
    vec![
        (
            "W001",
            plan("      - { from: 0%, rate: 4% }\n", "")
                .into_iter()
                .map(|file| file.replace("from: 50%", "from: ‸50%"))
                .collect(),
        ),
        (
            "W002",
            plan("    cap: 300000 per year\n", "")
                .into_iter()
                .map(|file| file.replace("commission: sales", "commission: ‸sales"))
                .collect(),
        ),
        (
            "W002",
            plan("    pays_on: bookings\n", "    target: salary\n")
                .into_iter()
                .map(|file| file.replace("commission: sales", "commission: ‸sales"))
                .map(|file| file.replace("    cap: 300000 per year\n", ""))
                .collect(),
        ),
        (
            "W003",
            plan("    gate: csat >= 50%\n", "")
                .into_iter()
                .map(|file| file.replace("  csat: {", "  ‸csat: {"))
                .collect(),
        ),
        ("W007", plan("rate: 4%", "rate: ‸4").into_iter().collect()),
        ("W007", plan("rate: 4%", "rate: ‸500").into_iter().collect()),
        ("W007", plan("gate: csat >= 50%", "gate: attainment(bookings) >= ‸50").into_iter().collect()),
        ("W007", plan("gate: csat >= 50%", "gate: ‸60 <= min(attainment(bookings), 70%)").into_iter().collect()),
        ("W007", plan("from: 50%", "from: ‸50").into_iter().collect()),
        ("W007", plan("gate: csat >= 50%", "gate: csat >= ‸50").into_iter().collect()),
        ("W007", plan("gate: csat >= 50%", "multiply_by: ‸110").into_iter().collect()),
        ("W007", plan("gate: csat >= 50%", "multiply_by: if csat >= 90% { ‸110 } else { 100% }").into_iter().collect()),
        (
            "W007",
            plan("    pays_on: bookings\n", "    target: salary\n")
                .into_iter()
                .map(|file| file.replace("rate: 6%", "rate: ‸60"))
                .collect(),
        ),
        ("W004", plan("gate: csat >= 50%", "gate: ‸5 > 3").into_iter().collect()),
        ("W004", plan("gate: csat >= 50%", "gate: ‸csat >= csat").into_iter().collect()),
        ("W011", versions("2026-02-15", "2026-02-16", "‸race")),
        ("W018", plan("title: { en: Account executive, zh: 客户经理 }", "title: Sellers ‸#1")),
        ("W018", plan("title: { en: Account executive, zh: 客户经理 }", "title: { en: Sellers, zh: 方案 ‸#2\n  }")),
        ("W017", curve("points: { 80%: 50%, 120%: 200% }, outside: ‸nearest", "")),
    ]
}
