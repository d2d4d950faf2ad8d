//! One table of rates and one quarter of sales: seven ways to read them, seven answers.

use attain_tests::exact::{text, whole};
use attain_tests::library::run;
use attain_tests::observed::figure;
use attain_tests::scratch::Scratch;

/// The same for all seven: 1 % from nothing, 2 % from 1,000, 3 % from 3,000, 5 % from 8,000.
const PLAN: &str = "
plan: seller
effective: 2026-01-01 .. 2026-12-31
pays: monthly
measures:
  sales:
    unit: money
    from: transactions
    to: owner
    dated: booked_on
components:
  - commission: commission
    pays_on: sales
    tiers:
      - { from: 0, rate: 1% }
      - { from: 1000, rate: 2% }
      - { from: 3000, rate: 3% }
      - { from: 8000, rate: 5% }
";

/// The settings, and what the first quarter of 2026 pays under them.
const ANSWERS: [(&[&str], i64); 7] = [
    (&["mode: marginal", "over: transaction"], 164),
    (&["mode: retroactive", "over: transaction"], 234),
    (&["mode: marginal"], 181),
    (&["mode: marginal", "accumulate: quarter"], 285),
    (&["mode: retroactive", "accumulate: quarter"], 485),
    (&["mode: retroactive", "accumulate: quarter", "as_of: before"], 239),
    (&["mode: retroactive", "accumulate: quarter", "as_of: after"], 356),
];

#[test]
fn one_table_gives_seven_answers() {
    for (settings, answer) in ANSWERS {
        let company = Scratch::copy_of(concat!(env!("CARGO_MANIFEST_DIR"), "/cases/000-seven-answers").as_ref());
        let settings: String = settings.iter().map(|setting| format!("    {setting}\n")).collect();
        std::fs::write(company.path().join("plans/seller.yaml"), format!("{PLAN}{settings}")).expect("a plan");
        let run = run(company.path(), Some("2026-Q1")).unwrap_or_else(|refusal| panic!("{settings}{refusal}"));
        let pay = figure(&run, "E1", "payable").expect("everybody has a sum");
        assert_eq!(text(&pay), text(&whole(answer)), "\n{settings}");
    }
}
