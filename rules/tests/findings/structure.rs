//! S: what is no YAML, or more YAML than plans use.

use super::{COMPANY, PLAN, plan};

type Case = (&'static str, Vec<String>);

fn text(code: &'static str, plan: &str) -> Case {
    (code, vec![COMPANY.to_owned(), plan.to_owned()])
}

pub fn cases() -> Vec<Case> {
    let gate = "    gate: csat >= 50%\n";
    let row = "      - { from: 50%, rate: 6% }\n";
    vec![
        text("S001", "plan: ae\n... ‸x\n"),
        ("S002", plan("    gate: csat", "‸\tgate: csat")),
        ("S003", plan("    pays_on: bookings", "   ‸pays_on: bookings")),
        ("S003", plan("    dated: booked_on", "     ‸dated: booked_on")),
        ("S003", plan("  - commission: sales\n    pays_on", "  - commission: sales\n  ‸pays_on")),
        ("S004", plan("currency: CNY", "currency: ‸\"CNY")),
        (
            "S005",
            plan("title: { en: Account executive, zh: 客户经理 }", "title: ‸{ en: Account executive, zh: 客户经理"),
        ),
        ("S005", plan("zh: 客户经理 }", "zh: 客户经理 }‸}")),
        ("S005", plan("  - commission: sales\n", "  - ‸{ commission: x, rate: 5%\n  - commission: sales\n")),
        ("S005", plan("  - commission: sales\n", "  - ‸[提成: x\n  - commission: sales\n")),
        ("S006", plan(row, "      - { from: 50%, rate: ‸min(6%, 3%) }\n")),
        ("S006", plan(row, "      - { from: 50%, rate: ‸if role == \"a\" { 5% } else { 6% } }\n")),
        ("S006", plan(row, "      - { from: 50%, rate: ‸round(csat, 2, \"half_up\") }\n")),
        ("S006", plan(gate, "    gate: csat >= 50%\n    multiply_by: [‸max(csat, 1), 1]\n")),
        (
            "S006",
            plan(
                row,
                "      - { from: 50%, rate: 6% }\n  - bonus: b\n    target: 100\n    curve: { by: csat, points: { ‸max(csat, 2): 1, max(csat, 3): 2 } }\n",
            ),
        ),
        ("S007", plan("where: type in [\"new\", \"renewal\"]", "where: \"new\" ‸== type")),
        ("S008", plan("plan: ae", "plan: ae‸: b")),
        ("S008", plan("zh: 客户经理", "zh: ‸: 客户经理")),
        ("S009", plan("pays: monthly", "pays‸：monthly")),
        ("S009", plan("{ from: 50%, rate: 6% }", "{ from: 50%‸，rate: 6% }")),
        ("S009", plan("{ from: 50%, rate: 6% }", "{ from: 50%, rate‸：6% }")),
        ("S009", plan("{ unit: percent, from: metrics.csat }", "{ unit‸：percent, from: metrics.csat }")),
        ("S010", plan("pays: monthly", "pays: monthly\n‸pays: quarterly")),
        ("S010", plan("{ from: 50%, rate: 6% }", "{ from: 50%, rate: 6%, ‸from: 60% }")),
        ("S011", plan("pays: monthly", "pays: ‸&p monthly")),
        ("S011", plan("pays: monthly", "pays: ‸*p")),
        ("S011", plan("  csat: {", "  csat: ‸&p {")),
        ("S012", plan("pays: monthly", "pays: ‸!!str monthly")),
        ("S012", plan(gate, "    gate: ‸!is_empty(role)\n")),
        ("S012", plan("title: {", "title: ‸!t {")),
        ("S013", plan("pays: monthly", "pays: monthly\n‸<<: { currency: CNY }")),
        ("S013", plan("pays: monthly", "pays: monthly\n‸<<: *p")),
        ("S014", vec![COMPANY.to_owned(), format!("{PLAN}‸---\n{PLAN}")]),
        ("S015", vec![COMPANY.to_owned(), format!("plan: {}‸[1{}\n", "[".repeat(31), "]".repeat(32))]),
        ("S015", vec![COMPANY.to_owned(), format!("‸# {}\n", "x".repeat(1024 * 1024))]),
        ("S015", vec![COMPANY.to_owned(), format!("a:\n{}  - ‸b\n", "  - b\n".repeat(99_997))]),
        ("S016", plan("zh: 客户经理", "zh: ‸@客户经理")),
        ("S016", plan(gate, "    gate: ‸>= 50%\n")),
        ("S016", plan("plan: ae", "plan: ‸,ae")),
        ("S016", plan("pays: monthly", "‸%pays: monthly")),
        text("S017", "‸# nothing yet\n"),
        ("S018", plan(gate, "    gate: ‸>\n      csat >=\n      50%\n").into_iter().map(mark_block).collect()),
        ("S019", plan("pays: monthly", "‸[a, b]: 1\npays: monthly")),
        ("S020", plan("where: type in [\"new\", \"renewal\"]", "where: type == \"north ‸#1\"")),
        ("S021", plan("plan: ae", "plan: ‸\"a\\qe\"")),
        ("S022", plan("pays: monthly", "‸pays monthly")),
        ("S022", plan("pays: monthly", "‸pays:monthly")),
        ("S022", plan("{ from: 50%, rate: 6% }", "{ from: 50%, ‸rate:6% }")),
        ("S023", plan("{ from: 50%, rate: 6% }", "{ from: 50% ‸rate: 6% }")),
        text("S022", "‸plan ae\npays: monthly\n"),
    ]
}

/// A block's text begins on the line behind its sign: the mark goes there.
fn mark_block(file: String) -> String {
    file.replace("‸>\n      csat", ">\n      ‸csat")
}
