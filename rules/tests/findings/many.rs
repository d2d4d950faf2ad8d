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
    let text = swap(PLAN, "{ from: 50%, rate: 6% }", "{ from: 50%, rate: min(6%, nonsense) }");
    let (_, found, _) = check(&[COMPANY.to_owned(), text]);
    let codes: Vec<&str> = found.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["S006", "N002"]);
}
