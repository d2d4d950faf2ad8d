//! C: the company's file.

use super::company;

type Case = (&'static str, Vec<String>);

/// The company with units.
pub fn units(lines: &str) -> Vec<String> {
    company("currency: CNY\n", &format!("currency: CNY\nunits: {{ {lines} }}\n"))
}

pub fn cases() -> Vec<Case> {
    let owner = "        owner: Sales Agent\n";
    let weeks = "year_starts: 1, weeks: 4-4-5, first_day: sunday, year_begins: nearest, week_53: 1";
    let with = |line: &str| company(owner, &format!("{owner}        {line}\n"));
    vec![
        ("C001", company("quotas: quotas.csv", "quotas: ‸'data\\quotas.csv'")),
        ("C002", company("Asia/Shanghai", "‸+08:00")),
        ("C002", company("Asia/Shanghai", "‸Asia/Shangai")),
        ("C002", company("Asia/Shanghai", "‸Asia/Beijing")),
        ("C002", company("Asia/Shanghai", "‸utc")),
        ("C003", with("amount: { column: amount, type: ‸count }")),
        (
            "C004",
            company("    - source: crm\n", "    - { source: erp, file: more.csv }\n    - source: crm\n")
                .into_iter()
                .map(|file| file.replace("        booked_on: {", "        ‸booked_on: {"))
                .collect(),
        ),
        (
            "C005",
            company("    - source: crm\n", "    - { source: crm, file: more.csv }\n    - source: crm\n")
                .into_iter()
                .map(|file| file.replace("file: deals.csv", "file: ‸deals.csv"))
                .collect(),
        ),
        ("C006", with("‸region: { type: text }")),
        ("C006", with("‸region: { column: type, value: North }")),
        ("C007", with("size: { column: type, format: ‸M/D/YYYY }")),
        ("C008", company("owner: Sales Agent", "‸owner: Sales agnt")),
        ("C008", company("key: product,", "key: ‸prodct,")),
        ("C009", company("participants: people.csv", "participants: ‸metrics.csv")),
        ("C015", company("participants: people.csv", "participants: ‸bars.csv")),
        ("C015", company("{ file: products.csv, by", "{ file: ‸bars.csv, by")),
        ("C014", company("participants: people.csv", "participants: ‸slips.csv")),
        ("C010", company("year_starts: 1", "year_starts: ‸13")),
        ("C010", company("year_starts: 1", &weeks.replace("week_53: 1", "week_53: ‸0"))),
        (
            "T001",
            company("calendar: { year_starts: 1", &format!("calendar: {{ ‸{}", weeks.replace(", week_53: 1", ""))),
        ),
        ("T003", company("year_starts: 1", &weeks.replace("4-4-5", "‸4-4-4"))),
        ("T003", company("year_starts: 1", &weeks.replace("sunday", "‸sun"))),
        ("T009", company("year_starts: 1", "year_starts: 1, ‸first_day: sunday")),
        ("C011", company("default: 0%", "default: ‸none")),
        ("C012", company("columns: { series: series }", "columns: { ‸product: series }")),
        ("C013", units("points: { digits: ‸9 }")),
        ("C013", units("points: { value: ‸10% }")),
        ("C013", units("points: { value: ‸0 }")),
        ("C013", units("points: { value: { ‸2026-13-01: 5 } }")),
        ("C013", units("points: { value: { 2026-07-01: 5, ‸2026-01-01: 4 } }")),
        ("C013", units("‸points: { taxable: yes }")),
        ("T003", units("points: { value: 1, taxable: ‸maybe }")),
        ("N020", units("points: { ‸worth: 1 }")),
        ("N023", units("‸2points: { value: 1 }")),
        ("N020", company("broken_rows", "‸broken_row")),
        ("N020", company("participants: people.csv", "‸participant: people.csv")),
        ("N021", company("by: product", "by: ‸produkt")),
        ("T001", company("company: { en: Kunlun, zh: 昆仑 }\ncurrency: CNY", "‸company: { en: Kunlun, zh: 昆仑 }")),
        ("T003", company("refuse", "‸ignore")),
        ("T006", company("CNY", "‸RMB")),
        ("T006", company("CNY", "‸XAU")),
        ("T013", company("[zh, en]", "‸[]")),
        ("T024", company("  quotas: quotas.csv", "  ‸quotas:")),
        ("T026", company("2026-Q3", "‸2026-Q5")),
        ("W004", company("stage == \"Won\"", "‸1 == 1")),
    ]
}

#[test]
fn headers_that_are_nearly_known_are_named() {
    let help = |file: &str| {
        let found = super::check(&company("participants: people.csv", &format!("participants: {file}"))).1;
        found.iter().find_map(|one| Some(one.help.as_ref()?.en.clone()).filter(|_| one.code.starts_with("C0")))
    };
    assert!(
        help("shouted.csv")
            .is_some_and(|help| help.ends_with("`participants: { file: shouted.csv, columns: { id: ID } }`"))
    );
    // A column that is listed is what the company says it is.
    assert_eq!(help("{ file: slips.csv, columns: { lfet_on: lfet_on } }"), None);
}
