//! `due`: parts, leavers, clawback.

use super::{COMPANY, PLAN, plan};

type Case = (&'static str, Vec<String>);

/// The component with parts that are due later.
fn due(value: &str) -> Vec<String> {
    plan("    cap: 300000 per year\n", &format!("    cap: 300000 per year\n    due: {value}\n"))
}

pub fn cases() -> Vec<Case> {
    vec![
        ("T045", due("[{ share: 50% }, { share: ‸40%, after: 1 month }]")),
        ("T045", due("[{ share: 50% }, { share: ‸60%, after: 1 month }, { share: rest, after: 2 months }]")),
        ("T045", due("[{ share: rest }, { share: ‸rest, after: 1 month }]")),
        ("T045", due("[{ share: 50%, after: 1 month }, { ‸share: 50% }]")),
        ("T045", due("[{ share: ‸half }]")),
        ("T045", due("[{ share: ‸150% }]")),
        ("T045", due("[{ share: 100%, after: ‸soon }]")),
        ("T045", due("[{ share: 100%, after: ‸0 days }]")),
        ("T045", due("[{ share: 100%, after: ‸16801 days }]")),
        ("T045", due("[{ share: 50%, after: 60 days }, { ‸share: 50%, after: 30 days }]")),
        ("T045", due("[{ share: 100%, on: ‸2027-02-30 }]")),
        ("T045", due("[{ share: 50%, on: 2027-04-01 }, { ‸share: 50%, on: 2027-03-31 }]")),
        ("T045", due("[{ ‸share: 100%, on: 2086-01-01 }]")),
        ("T045", due("[{ share: 50% }, { share: 50%, on: 2026-12-31, if: ‸csat >= 50% }]")),
        ("T045", due("[{ share: 100%, on: 2027-03-31, until: ‸2027-03-31, if: csat >= 50% }]")),
        ("T008", due("[{ share: 100%, on: 2027-03-31, ‸after: 1 month }]")),
        ("T045", due("[{ share: 100%, after: ‸601 months }]")),
        ("T045", due("[{ share: 50%, if: ‸bookings > 0 }, { share: 50%, after: 1 month }]")),
        ("T045", due("{ instalments: ‸0, every: year }")),
        ("T045", due("[{ share: 100%, after: 6 months, until: ‸6 months, if: csat >= 50% }]")),
        ("T045", due("[{ share: 100%, after: 6 months, until: ‸later, if: csat >= 50% }]")),
        ("T009", due("[{ share: 100%, after: 6 months, ‸until: 1 year }]")),
        ("T045", due("{ ‸instalments: 51, every: year }")),
        ("T008", due("{ parts: [{ share: 100% }], ‸cliff: 1 year }")),
        ("T003", due("{ instalments: 4, every: year, leftover: ‸firsts }")),
        ("T003", due("{ instalments: 4, every: year, leavers: { retired: ‸kept } }")),
        ("T003", due("{ instalments: 4, every: year, leavers: { retired: ‸kept, death: accelerate } }")),
        ("T024", due("{ instalments: 4, every: year, leavers: { ‸retired: , else: keep } }")),
        ("T013", due("{ instalments: 4, every: year, leavers: ‸{} }")),
        ("T002", due("{ instalments: 4, every: year, leavers: ‸forfeit }")),
        ("T013", due("‸[]")),
        ("T045", due("{ clawback: { within: ‸0 months, leavers: { else: all } } }")),
        ("T045", due("{ clawback: { within: 1 year, leavers: { else: ‸150% } } }")),
        (
            "T045",
            due(
                "{ parts: [{ share: 100%, after: 1 month, if: csat >= 50% }], clawback: { ‸within: 1 year, leavers: { else: all } } }",
            ),
        ),
        ("T045", due("{ clawback: { within: 1 year, leavers: { a: ‸{ 1 month: 50% } } } }")),
        (
            "T045",
            due("{ clawback: { within: 1 year, leavers: { a: ‸{ 0 months: 50%, 6 months: 20%, 1 quarter: 0% } } } }"),
        ),
        ("T045", due("{ clawback: { within: 1 year, leavers: { a: { 0 months: 50%, 6 months: ‸200% } } } }")),
        ("T045", due("{ clawback: { within: 1 year, leavers: { a: { 0 months: 50%, ‸soon: 20% } } } }")),
        ("T045", due("{ clawback: { within: 1 year, leavers: { a: { 0 months: 50%, 12 months: ‸20% } } } }")),
        ("T003", due("{ clawback: { within: 1 year, leavers: { resigned: ‸notserved } } }")),
        ("T001", due("{ clawback: { ‸within: 1 year } }")),
        ("T001", due("{ clawback: { ‸leavers: { else: all } } }")),
        ("T013", due("{ clawback: { within: 1 year, leavers: ‸{} } }")),
        ("T009", due("{ ‸cliff: 1 year, clawback: { within: 1 year, leavers: { else: all } } }")),
        ("N020", due("[{ share: 100%, ‸when: csat >= 50% }]")),
        ("F013", due("[{ share: 100%, if: ‸csat }]")),
        (
            "N020",
            vec![
                COMPANY.to_owned(),
                format!("{PLAN}  - draw: advance\n    amount: 2000\n    recover: yes\n    ‸due: [{{ share: 100% }}]\n"),
            ],
        ),
    ]
}

#[test]
fn parts_that_are_right() {
    for value in [
        "[{ share: 50% }, { share: 30%, after: 6 months }, { share: rest, after: 2 years, if: csat >= 50% }]",
        "{ parts: [{ share: 0.5, after: 1 half }, { share: 50%, after: 2 quarters }], leftover: last }",
        "{ instalments: 4, every: year, cliff: 24 months, leftover: fraction }",
        "[{ share: 100%, after: 6 months, until: 1 year, if: csat >= 50% }]",
        "{ clawback: { within: 2 years, leavers: { resigned: not_served, quit: not_served_begun, cause: all, else: 12.5% } } }",
        "{ clawback: { within: 2 years, leavers: { resigned: { 0 months: 100%, 1 quarter: 50%, 1 year: 0% } } } }",
        "{ parts: [{ share: 50% }, { share: rest, after: 6 months }], leavers: { else: forfeit }, clawback: { within: 1 year, leavers: { a: nothing } } }",
    ] {
        let found = super::check(&due(value)).1;
        assert!(found.is_empty(), "{value}: {found:?}");
    }
}
