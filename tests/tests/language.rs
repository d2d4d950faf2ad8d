//! Holds `docs/language.md` to the readers: an unknown key makes a reader list the keys that it knows, and these must be the
//! keys of the reference, no more and no fewer.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use attain_rules::diagnostic::Diagnostics;
use attain_rules::formula::{FormulaText, is_name};
use attain_rules::read;
use attain_rules::source::{SourceId, Sources};

/// A key that resembles none.
const UNKNOWN: &str = "qqqqqqqqqqqqqqqq";

const COMPANY: &str = "
company: Test
currency: CNY
calendar: { year_starts: 1, HERE: x }
units: { thing: { value: 1, HERE: x } }
data:
  HERE: x
  participants: { file: p.csv, HERE: x }
  assignments:
    file: a.csv
    columns: { participant: { column: who, HERE: x }, plan: { value: p } }
    lookups:
      - { file: l.csv, by: plan, key: k, columns: { series: s }, HERE: x }
  transactions: { file: t.csv, columns: { id: id, amount: amount }, HERE: x }
HERE: x
";

const PLAN: &str = "
plan: p
effective: 2026-01-01 .. 2026-12-31
pays: monthly
measures:
  sales:
    unit: money
    from: transactions
    to: owner
    dated: day
    quota: { formula: 1, HERE: x }
    without_quota: error
    HERE: x
components:
  - commission: one
    pays_on: sales
    mode: marginal
    tiers:
      - { from: 0, rate: 1%, HERE: x }
    cap: none
    rounding: { line: half_up, HERE: x }
    due:
      parts: [{ share: 100%, HERE: x }]
      clawback: { within: 1 year, leavers: { else: all }, HERE: x }
      HERE: x
    HERE: x
  - bonus: two
    target: 1
    curve: { by: attainment(sales), points: { 0%: 0% }, HERE: x }
  - pool: three
    group: plan
    fund: 1
    HERE: x
  - contest: four
    group: plan
    rank_by: sales
    prizes: [1]
    HERE: x
  - contest: five
    group: plan
    stages_by: sales
    stages: [{ reach: 1, prize: 1, HERE: x }]
  - contest: six
    group: plan
    first_to: { measure: sales, reach: 1, HERE: x }
    prizes: [1]
  - contest: eight
    group: plan
    rank_by: sales
    ties: each
    prizes: [{ thing: thing, HERE: x }]
  - draw: seven
    amount: 1
    recover: yes
    HERE: x
HERE: x
";

fn reference() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/language.md");
    fs::read_to_string(path).expect("docs/language.md")
}

fn company_and_plan() -> (Sources, SourceId, SourceId) {
    let mut sources = Sources::default();
    let company = sources.add("attain.yaml", COMPANY.replace("HERE", UNKNOWN));
    let plan = sources.add("plans/p.yaml", PLAN.replace("HERE", UNKNOWN));
    (sources, company, plan)
}

/// The list of keys behind each unknown key of the two files, in the order of the files.
fn known_to_the_readers() -> Vec<BTreeSet<String>> {
    let (mut sources, company_file, plan_file) = company_and_plan();
    let mut found = Diagnostics::default();
    let mut headers = |head: &read::FileHead<'_>| {
        let header = match head.path {
            "p.csv" => "id",
            "a.csv" => "who",
            "l.csv" => "k,s",
            _ => "id,amount,owner,day",
        };
        Some(header.split(',').map(str::to_owned).collect())
    };
    read::company(company_file, &sources, &mut headers, &mut found);
    // The same company without what is wrong with it, so that its plan is read.
    let clean = COMPANY.replace(", HERE: x", "").replace("\n  HERE: x", "").replace("\nHERE: x", "");
    let clean = sources.add("attain.yaml", clean);
    let mut clean_found = Diagnostics::default();
    let company = read::company(clean, &sources, &mut headers, &mut clean_found).expect("a company");
    assert!(!clean_found.has_errors(), "{:?}", clean_found.all());
    read::plans(&[plan_file], &sources, &company, &mut found);

    let mut lists: Vec<(u32, u32, BTreeSet<String>)> = Vec::new();
    for diagnostic in found.all().iter().filter(|diagnostic| diagnostic.code == "N020") {
        let span = diagnostic.labels[0].span;
        assert_eq!(sources.text(span), UNKNOWN);
        let help = &diagnostic.help.as_ref().expect("a help").en;
        let keys = help.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        lists.push((span.source.0, span.start, keys));
    }
    lists.sort();
    lists.into_iter().map(|(_, _, keys)| keys).collect()
}

/// The words in backticks of a text.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The part of the reference below a heading.
fn section<'a>(reference: &'a str, heading: &str) -> &'a str {
    let start = reference.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no heading {heading}"));
    let rest = &reference[start + heading.len() + 2..];
    rest.split("\n#").next().unwrap_or(rest)
}

/// The words in backticks in the first cells of the table with this header.
fn table(section: &str, header: &str) -> BTreeSet<String> {
    let start = section.find(header).unwrap_or_else(|| panic!("no table {header}"));
    let rows = section[start..].lines().skip(2).take_while(|line| line.starts_with('|'));
    rows.flat_map(|row| quoted(row.split(" | ").next().unwrap_or_default())).collect()
}

/// The paragraph that contains these words.
fn paragraph<'a>(reference: &'a str, words: &str) -> &'a str {
    reference.split("\n\n").find(|paragraph| paragraph.contains(words)).unwrap_or_else(|| panic!("no {words}"))
}

#[test]
fn the_reference_has_the_keys_of_the_readers_and_no_others() {
    let reference = reference();
    let readers = known_to_the_readers();
    let [
        calendar,
        unit,
        data,
        table_keys,
        column,
        lookup,
        transactions,
        root,
        quota,
        measure,
        row,
        rounding,
        due_part,
        clawback,
        due,
        component,
        curve,
        pool,
        contest,
        stage,
        first_to,
        prize,
        draw,
        plan,
    ] = readers.as_slice()
    else {
        panic!("{} readers spoke, not 24: {readers:#?}", readers.len());
    };
    let company = section(&reference, "## attain.yaml");
    assert_eq!(*root, table(company, "| key | value | |"), "attain.yaml");
    let tables = &company[company.find("`data` has the keys").expect("the keys of data")..];
    let mut of_tables = table(tables, "| key | value | |");
    assert_eq!(*transactions, of_tables, "a table of transactions");
    of_tables.remove("source");
    assert_eq!(*table_keys, of_tables, "a table");
    let standard = table(company, "| table | standard columns");
    assert!(standard.is_empty(), "tables stand without backticks: {standard:?}");
    let section_plan = section(&reference, "## Plan");
    assert_eq!(*plan, table(section_plan, "| key | value | |"), "a plan");
    assert_eq!(*measure, table(section(&reference, "### Measure"), "| key | value | |"), "a measure");
    let text = section(&reference, "### Component");
    let mut in_text = table(text, "| key | value | |");
    let kinds = ["commission", "bonus", "pool", "contest", "draw"].map(str::to_owned);
    in_text.extend(kinds.clone());
    assert!(kinds.iter().all(|kind| text.contains(&format!("`{kind}: NAME`"))));
    assert_eq!(*component, in_text, "a component");

    let common = ["title", "pay_code", "tax_class", "every", "rounding"].map(str::to_owned);
    let gated = ["due", "in", "paid_as"].map(str::to_owned);
    for (what, keys) in [("### Pool", pool), ("### Contest", contest)] {
        let mut in_table = table(section(&reference, what), "| key | value | |");
        in_table.extend(kinds.iter().chain(&common).chain(&gated).cloned());
        assert_eq!(*keys, in_table, "{what}");
    }
    let mut in_table = table(section(&reference, "### Draw"), "| key | value | |");
    in_table.extend(kinds.iter().chain(&common).cloned());
    assert_eq!(*draw, in_table, "### Draw");

    // What stands in running text: each key that a reader knows is named there.
    for (what, keys, words) in [
        ("the keys of data", data, "`data` has the keys"),
        ("a column", column, "A column is"),
        ("a lookup", lookup, "A lookup has"),
        ("a row", row, "A row is"),
        ("a rounding", rounding, "or a map from step"),
        ("a curve", curve, "`curve`"),
        ("a unit", unit, "A unit has"),
        ("a prize", prize, "a prize is then"),
        ("a stage", stage, "A stage is"),
        ("first_to", first_to, "`first_to` is"),
        ("a part of due", due_part, "`due` is a list"),
        ("due", due, "Or a map: `parts`"),
        ("a clawback", clawback, "`clawback`, in the map too"),
        ("a calendar", calendar, "With `weeks` in the `calendar`"),
        ("a quota", quota, "{ formula: F }"),
    ] {
        let text = paragraph(&reference, words);
        for key in keys {
            let named = text.contains(&format!("`{key}`")) || text.contains(&format!("{key}:"));
            assert!(named, "docs/language.md does not name `{key}` of {what}");
        }
    }
}

#[test]
fn the_reference_calls_by_name_what_formulas_offer() {
    let reference = reference();
    let formulas = section(&reference, "## Formulas");
    for function in [
        "min",
        "max",
        "abs",
        "round",
        "floor",
        "ceiling",
        "money",
        "number",
        "is_empty",
        "contains",
        "starts_with",
        "days_between",
        "months_between",
        "add_months",
        "date",
        "year",
        "month",
        "column",
        "total",
        "attainment",
        "quota",
        "earned",
        "rolling",
        "previous",
    ] {
        let named = formulas.contains(&format!("`{function}`")) || formulas.contains(&format!("`{function}("));
        assert!(named, "docs/language.md does not name the function `{function}`");
        // And each is a function to the checker: with the wrong arguments it is not unknown.
        let text = format!("{function}(!1)");
        let span = attain_rules::source::Span::default();
        let mut found = Diagnostics::default();
        let scope = attain_rules::formula::Scope::default();
        let expected = attain_rules::formula::Expected::AnyNumber;
        attain_rules::formula::check(&FormulaText::plain(text, span), &scope, expected, &mut found);
        for diagnostic in found.all() {
            assert!(!diagnostic.message.en.contains("unknown function"), "`{function}`: {}", diagnostic.message.en);
        }
    }
    assert!(!is_name("if") && is_name("达成"), "reserved words are no names, Chinese ones are");
}

const MAPPING: &str = "
payroll: x
columns: [{ header: a, from: participant, HERE: x }]
pay_codes: { default: x, HERE: x }
amounts: { digits: 2, HERE: x }
HERE: x
";

/// The file of a payroll system has its own page.
#[test]
fn the_payroll_page_has_the_keys_of_its_reader_and_no_others() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/payroll.md");
    let page = fs::read_to_string(path).expect("docs/payroll.md");
    let page = section(&page, "## The file of a payroll system");
    let mut sources = Sources::default();
    let file = sources.add("payroll/x.yaml", MAPPING.replace("HERE", UNKNOWN));
    let mut found = Diagnostics::default();
    let company = read::unread_company();
    assert!(read::payroll(file, &sources, &company, &read::Known::Nothing, &mut found).is_none());
    let mut lists: Vec<(u32, BTreeSet<String>)> = Vec::new();
    for diagnostic in found.all().iter().filter(|diagnostic| diagnostic.code == "N020") {
        let help = &diagnostic.help.as_ref().expect("a help").en;
        lists.push((diagnostic.labels[0].span.start, quoted(help)));
    }
    lists.sort();
    let [(_, column), (_, codes), (_, amounts), (_, root)] = lists.as_slice() else { panic!("{lists:#?}") };
    assert_eq!(*root, table(page, "| key | value | |"));
    for (key, keys) in [("columns", column), ("pay_codes", codes), ("amounts", amounts)] {
        let row = page.lines().find(|line| line.starts_with(&format!("| `{key}` |"))).expect("a row");
        assert!(quoted(row).is_superset(keys), "docs/payroll.md does not name all keys of `{key}`: {keys:?}");
    }
    // Every word that a column may have is there, and each kind of line.
    let words = MAPPING.replace("participant, HERE: x", UNKNOWN);
    let file = sources.add("payroll/x.yaml", words.replace(", HERE: x", "").replace("\nHERE: x", ""));
    let mut found = Diagnostics::default();
    read::payroll(file, &sources, &company, &read::Known::Nothing, &mut found);
    let fields = found.all().iter().find(|diagnostic| diagnostic.code == "T003").expect("a word that is unknown");
    let fields = quoted(&fields.help.as_ref().expect("a help").en);
    let words = quoted(page);
    let lacks: Vec<&String> = fields.iter().filter(|word| !words.contains(*word)).collect();
    assert!(fields.len() > 10 && lacks.is_empty(), "docs/payroll.md does not name {lacks:?}");
    let kinds = attain_engine::outcome::LineKind::ALL.map(attain_engine::outcome::LineKind::word);
    assert_eq!(kinds, attain_rules::payroll::LINE_KINDS, "the kinds that codes may be given to");
    assert!(kinds.iter().all(|kind| words.contains(*kind)), "docs/payroll.md does not name every kind of line");
}
