//! What is legal but hurts: cliffs, and plans under which nothing is earned at 90 % attainment, found for each kind of people.

use attain_engine::probe::Files;
use attain_engine::warning::warnings;
use attain_tests::library::in_memory;

const COMPANY: &str = "company: Hurts\ncurrency: USD\nperiod: 2026-01\ndata:\n  participants: p.csv\n  assignments:\n    file: a.csv\n    columns: { salary: salary }\n  quotas: q.csv\n  metrics: m.csv\n  transactions:\n    file: t.csv\n    columns:\n      booked_on: { column: booked_on, type: date }\n";
const PEOPLE: &str = "participant,plan,role,salary\nE1,seller,lead,9000\nE2,seller,junior,5000\nE3,seller,junior,5500\nE4,seller,lead,12000\n";
const SALES: &str =
    "  sales: { unit: money, from: transactions, to: owner, dated: booked_on, quota: sales, without_quota: error }\n";

/// What is warned of: code, message, and what stands at the place.
fn warned(measures: &str, components: &str) -> Vec<String> {
    let plan = format!(
        "plan: seller\neffective: 2026-01-01 .. 2026-12-31\npays: monthly\nmeasures:\n{SALES}{measures}components:\n{components}"
    );
    let quotas: String = (1..5).map(|who| format!("E{who},sales,2026,12000\nE{who},deals,2026,120\n")).collect();
    let files = [
        ("attain.yaml", COMPANY.to_owned()),
        ("plans/seller.yaml", plan),
        ("p.csv", "id\nE1\nE2\nE3\nE4\n".to_owned()),
        ("a.csv", PEOPLE.to_owned()),
        ("q.csv", format!("participant,quota,period,amount\n{quotas}")),
        ("m.csv", "participant,metric,period,value\n".to_owned()),
        ("t.csv", "id,owner,booked_on,amount,customer\n".to_owned()),
    ];
    let folder = in_memory(&files.map(|(path, text)| (path.to_owned(), text)));
    let company = folder.company.clone().expect("a company");
    let found = folder.diagnostics.clone().sorted();
    assert!(!folder.diagnostics.has_errors(), "{found:#?}");
    let (plans, sources, inputs) = (folder.plans.as_slice(), &folder.sources, &folder.inputs);
    let found = warnings(&Files { plans, company: &company, sources, inputs }).sorted();
    found.iter().map(|one| format!("{} {}: {}", one.code, one.message.en, one.labels[0].text.en)).collect()
}

#[test]
fn a_gate_for_some_is_found_though_the_first_participant_passes_it() {
    let found =
        warned("", "  - bonus: b\n    amount: 100\n    gate: 'role == \"lead\" || attainment(sales) >= 100%'\n");
    assert_eq!(
        found,
        [
            "W006 under `seller` nothing is earned at 90 % attainment for 2 of the 4 people on the plan: `E2` (`role` junior) would get nothing"
        ]
    );
}

#[test]
fn rates_that_fall_for_some_are_found() {
    let table = "  - commission: c\n    pays_on: sales\n    mode: retroactive\n    tiers:\n      - { from: 0, rate: 5% }\n      - { from: 1000, rate: 'if role == \"lead\" { 6% } else { 3% }' }\n";
    assert_eq!(
        warned("", table),
        [
            "W005 selling more can pay less in `c` for 2 of the 4 people on the plan: `E2` (`role` junior): `sales` 999.99 pays 50.00, 1000.00 pays 30.00"
        ]
    );
    let by_salary = table.replace("role == \"lead\"", "salary < 10000");
    assert_eq!(
        warned("", &by_salary),
        [
            "W005 selling more can pay less in `c` for 1 of the 4 people on the plan: `E4` (`salary` 12000): `sales` 999.99 pays 50.00, 1000.00 pays 30.00"
        ]
    );
}

#[test]
fn a_number_that_is_calculated_with_is_tried_low_and_high() {
    // With 9000 and less the second rate is the higher one.
    let table = "  - commission: c\n    pays_on: sales\n    mode: retroactive\n    tiers:\n      - { from: 0, rate: 5% }\n      - { from: 1000, rate: 'number(9500) * 6% / number(salary)' }\n";
    assert_eq!(
        warned("", table),
        [
            "W005 selling more can pay less in `c` for at least 1 of the 4 people on the plan: `E4` (`salary` 12000): `sales` 999.99 pays 50.00, 1000.00 pays 47.50"
        ]
    );
}

#[test]
fn a_cliff_for_everybody_is_told_once_and_without_numbers_of_people() {
    let table = "  - commission: c\n    pays_on: sales\n    mode: retroactive\n    tiers:\n      - { from: 0, rate: 5% }\n      - { from: 1000, rate: 3% }\n    multiply_by: 'if role == \"lead\" { 2 } else { 1 }'\n";
    assert_eq!(
        warned("", table),
        ["W005 selling more can pay less in `c`: `E1` (`role` lead): `sales` 999.99 pays 100.00, 1000.00 pays 60.00"]
    );
}

#[test]
fn counts_have_cliffs_too() {
    for take in ["count", "distinct customer"] {
        let deals = format!(
            "  deals: {{ unit: count, from: transactions, to: owner, dated: booked_on, take: {take}, quota: deals, without_quota: error }}\n"
        );
        let tiers = "  - commission: c\n    pays_on: deals\n    mode: retroactive\n    tiers:\n      - { from: 0, rate: 50 }\n      - { from: 8, rate: 40 }\n";
        assert_eq!(
            warned(&deals, tiers),
            ["W005 selling more can pay less in `c`: `E1`: `deals` 7 pays 350.00, 8 pays 320.00"],
            "{take}"
        );
        let amount =
            "  - bonus: b\n    amount: 'if attainment(deals) >= 75% && attainment(deals) < 130% { 0 } else { 100 }'\n";
        assert_eq!(
            warned(&deals, amount),
            [
                "W006 under `seller` nothing is earned at 90 % attainment: `E1` would get nothing",
                "W005 selling more can pay less in `b`: `E1`: `deals` 7 pays 100.00, 8 pays 0.00"
            ],
            "{take}"
        );
    }
}

#[test]
fn conditions_inside_formulas_are_tried_where_they_turn() {
    // Between two even steps the pay falls and rises again.
    let narrow = "  - bonus: b\n    amount: 'if sales >= 711 && sales < 712 { 10 } else { sales * 10% }'\n";
    assert_eq!(
        warned("", narrow),
        ["W005 selling more can pay less in `b`: `E1`: `sales` 710.99 pays 71.10, 711.00 pays 10.00"]
    );
    // A measure by formula, and a condition that names it through a variable.
    let by_formula = "  doubled: { unit: money, from: formula, formula: sales * 2 }\n";
    let hidden = "  - bonus: b\n    amount: 'let x = doubled; if x > 1430 { x * 3% } else { x * 5% }'\n";
    assert_eq!(
        warned(by_formula, hidden),
        ["W005 selling more can pay less in `b`: `E1`: `sales` 715.00 pays 71.50, 715.01 pays 42.90"]
    );
}

#[test]
fn a_cliff_behind_the_gate_of_another_measure_is_found() {
    let deals = "  deals: { unit: count, from: transactions, to: owner, dated: booked_on }\n";
    let gated = "  - commission: c\n    pays_on: sales\n    gate: deals >= 5\n    mode: retroactive\n    tiers:\n      - { from: 0, rate: 5% }\n      - { from: 1000, rate: 3% }\n";
    assert_eq!(
        warned(deals, gated),
        ["W005 selling more can pay less in `c`: `E1` with `deals` 5: `sales` 999.99 pays 50.00, 1000.00 pays 30.00"]
    );
}

#[test]
fn kpis_have_cliffs_where_the_pay_also_rises_with_them() {
    let csat = "  csat: { unit: percent, from: metrics.csat }\n";
    let curve = |points: &str| {
        format!("  - bonus: b\n    target: 10000\n    curve:\n      by: csat\n      points: {{ {points} }}\n")
    };
    assert_eq!(
        warned(csat, &curve("70%: 0%, 100%: 100%, 150%: 50%")),
        ["W005 a higher `csat` can pay less in `b`: `E1`: `csat` 100% pays 10000.00, 100.01% pays 9999.00"]
    );
    // The more the better, and the less the better: neither is a cliff.
    assert_eq!(warned(csat, &curve("70%: 0%, 100%: 100%, 150%: 200%")), Vec::<String>::new());
    assert_eq!(warned(csat, &curve("70%: 100%, 100%: 0%")), Vec::<String>::new());
    // Behind the gate of a KPI that nobody has yet, the rates are tried all the same.
    let gated = "  - commission: c\n    pays_on: sales\n    gate: csat >= 80%\n    mode: retroactive\n    tiers:\n      - { from: 0, rate: 5% }\n      - { from: 1000, rate: 3% }\n";
    assert_eq!(
        warned(csat, gated),
        ["W005 selling more can pay less in `c`: `E1` with `csat` 80%: `sales` 999.99 pays 50.00, 1000.00 pays 30.00"]
    );
}

#[test]
fn a_cliff_in_a_second_measure_is_found() {
    let deals = "  deals: { unit: count, from: transactions, to: owner, dated: booked_on }\n";
    let factor = "  - commission: c\n    pays_on: sales\n    rate: 5%\n    multiply_by: if deals < 5 { 50% } else if deals < 9 { 100% } else { 80% }\n";
    assert_eq!(
        warned(deals, factor),
        ["W005 selling more can pay less in `c`: `E1` with `sales` 1000.00: `deals` 8 pays 50.00, 9 pays 40.00"]
    );
}

#[test]
fn what_is_taken_off_is_no_cliff() {
    let returns = "  returns: { unit: money, from: transactions, to: owner, dated: booked_on }\n";
    let net = "  - commission: c\n    pays_on: max(sales - returns, money(0))\n    rate: 5%\n";
    assert_eq!(warned(returns, net), Vec::<String>::new());
    let complaints = "  complaints: { unit: count, from: transactions, to: owner, dated: booked_on, direction: lower, at_zero: 200%, quota: deals, without_quota: error }\n";
    let fewer = "  - bonus: b\n    amount: 'if complaints < 30 { sales * 1% } else { 0 }'\n";
    assert_eq!(warned(complaints, fewer), Vec::<String>::new());
}
