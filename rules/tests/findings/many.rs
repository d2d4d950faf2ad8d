//! All problems of all files are shown at once.

use super::{COMPANY, PLAN, check, swap};

#[test]
fn all_problems_of_all_files_are_found_at_once() {
    let company = swap(&swap(COMPANY, "refuse", "ignore"), "owner: Sales Agent", "owner: Agent");
    let one =
        swap(&swap(&swap(PLAN, "pays: monthly", "pays: daily"), "gate: csat", "gate: cast"), "rate: 6%", "rat: 6%");
    let two = swap(&swap(PLAN, "plan: ae", "plan: other"), "mode: marginal", "mode: sliding");
    let broken = "plan: x\n\tpays: monthly\n".to_owned();
    let (_, found, _) = check(&[company, one, two, broken]);
    let codes: Vec<&str> = found.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["T003", "C008", "T003", "N020", "N002", "T003", "S002"]);
}

#[test]
fn a_formula_that_was_cut_is_still_checked() {
    let codes = |row: &str| {
        let text = swap(&swap(PLAN, "{ from: 50%, rate: 6% }", row), "gate: csat", "gate: cast");
        let (_, found, _) = check(&[COMPANY.to_owned(), text]);
        found.iter().map(|one| one.code).collect::<Vec<_>>()
    };
    assert_eq!(codes("{ from: 50%, rate: min(6%, nonsense) }"), ["S006", "N002", "N002"]);
    assert_eq!(codes("{ from: 50%, rate: if nonsense > 1 { 6% } else { 7% } }"), ["S006", "N002", "N002"]);
    assert_eq!(codes("{ from: 50%, rate: if csat > 1 { 6% } else { 7% } }"), ["S006", "N002"]);
    assert_eq!(codes("[1, if csat > 1 { 6% } else { 7% }, 2]"), ["T002", "S006", "N002"]);
}

#[test]
fn one_slip_gives_one_finding() {
    let one = |company: String, plan: String| {
        let (_, found, _) = check(&[company, plan]);
        found.iter().map(|one| one.code).collect::<Vec<_>>()
    };
    for (from, to, code) in [
        ("{ from: 50%, rate: 6% }", "{ from: 50,000%, rate: 6% }", "F006"),
        ("cap: 300000 per year", "cap: 300,000 per year", "F006"),
        ("pays: monthly", "pays: quarter\n# a window and a stretch depend on it", "T003"),
        ("rate_by: attainment(bookings)", "accumulate: year\n    rate_by: attainment(bookings, half)", "F020"),
    ] {
        assert_eq!(one(COMPANY.to_owned(), swap(PLAN, from, to)), [code], "{to}");
    }
    let unread = swap(COMPANY, "  transactions:", "  transaction:");
    assert_eq!(one(unread, PLAN.to_owned()), ["N020"]);
    // The column `series` comes from a look-up that was not understood.
    let series = swap(PLAN, "type in [\"new\", \"renewal\"]", "series == \"A\"");
    assert_eq!(one(COMPANY.to_owned(), series.clone()), [] as [&str; 0]);
    assert_eq!(one(swap(COMPANY, "by: product", "bye: product"), series), ["N020"]);
    let kind = swap(COMPANY, "type: date", "type: datetime");
    assert_eq!(one(kind, PLAN.to_owned()), ["T003"]);
    let windows =
        swap(PLAN, "rate_by: attainment(bookings)", "accumulate: half\n    rate_by: attainment(bookings, quarter)");
    assert_eq!(one(COMPANY.to_owned(), swap(&windows, "pays: monthly", "pays: sometimes")), ["T003"]);
}

/// A header parted by another sign is told once, with what to write instead, and none of its columns as missing.
#[test]
fn a_header_parted_otherwise_is_told_alone() {
    for (file, shown, mend) in [
        ("bars.csv", "are parted by `|`", "save the file with commas"),
        ("{ file: semicolons.csv, delimiter: \",\" }", "are parted by `;`", "write `delimiter: \";\"`"),
    ] {
        let company = swap(COMPANY, "participants: people.csv", &format!("participants: {file}"));
        let (_, found, _) = check(&[company, PLAN.to_owned()]);
        let said: Vec<_> = found.iter().map(|one| (one.code, one.message.en.as_str())).collect();
        assert!(said.len() == 1 && said[0].0 == "C015" && said[0].1.ends_with(shown), "{said:?}");
        let help = found[0].help.clone().unwrap_or_default().en;
        assert!(help.starts_with(mend), "{help}");
    }
}
