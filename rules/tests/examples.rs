//! Tests of a company are read: what they say, and what is wrong with them.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot read its files must fail")]

use std::path::Path;

use attain_rules::date::Date;
use attain_rules::diagnostic::Diagnostics;
use attain_rules::example::{Answer, Example, Expected, TableName, Written};
use attain_rules::number::Number;
use attain_rules::read::{self, Known};
use attain_rules::source::Sources;

/// The example company's tests, or `text` in their place, with everything that was found in them.
fn examples(text: Option<&str>, plans_known: bool) -> (Vec<Example>, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/demo");
    let file = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a file of the example company");
    let mut sources = Sources::default();
    let mut out = Diagnostics::default();
    let mut headers = |head: &read::FileHead<'_>| {
        file(head.path).lines().next().map(|line| line.split(',').map(str::to_owned).collect())
    };
    let source = sources.add("attain.yaml", file("attain.yaml"));
    let company = read::company(source, &sources, &mut headers, &mut out).expect("a company");
    let plans: Vec<_> = ["account-executive", "customer-success", "sales-engineer"]
        .map(|name| sources.add(format!("plans/{name}.yaml"), file(&format!("plans/{name}.yaml"))))
        .into();
    let plans = read::plans(&plans, &sources, &company, &mut out);
    assert!(!out.has_errors(), "{:?}", out.all());
    let tests = text.map_or_else(|| file("tests/account-executive.yaml"), str::to_owned);
    let tests = sources.add("tests/x.yaml", tests);
    let mut out = Diagnostics::default();
    let examples = read::examples(
        &[tests],
        &sources,
        &company,
        &if plans_known { Known::Plans(&plans) } else { Known::Nothing },
        &mut out,
    );
    let shown = |found: &attain_rules::diagnostic::Diagnostic| {
        let place = found.labels.first().map(|label| sources.text(label.span)).unwrap_or_default();
        let help = found.help.as_ref().map(|help| help.en.clone()).unwrap_or_default();
        format!("{} at `{place}`: {help}", found.code)
    };
    examples.iter().for_each(|example| out.append(example.found.clone()));
    (examples, out.sorted().iter().map(shown).collect())
}

#[test]
fn the_example_company_s_tests_say_what_they_say() {
    let (examples, found) = examples(None, true);
    assert_eq!(found, Vec::<String>::new());
    let refund = examples.iter().find(|example| !example.given.is_empty()).expect("one with tables");
    assert_eq!(refund.participant.as_ref().map(|who| who.value.as_str()), Some("E1002"));
    let tables: Vec<_> = refund.given.iter().map(|table| (table.table.value, table.rows.len())).collect();
    assert_eq!(tables, [(TableName::Transactions, 2), (TableName::Quotas, 3)]);
    let first = refund.expect.first().expect("something is expected");
    let Expected::Asked { formula, component, value } = &first.what else { panic!("{first:?}") };
    let component = component.as_ref().map(ToString::to_string);
    assert_eq!((formula.text.as_str(), component.as_deref()), ("attainment(bookings)", Some("commission")));
    let number = Number::parse("0.8").expect("a number");
    assert_eq!(*value, Answer::Number(Written { number, places: 2, percent: true }));
}

/// What is expected of each formula of `expect`, or the findings.
fn answers(expect: &str) -> Result<Vec<Answer>, Vec<String>> {
    let text = format!(
        "tests:\n  - test: x\n    participant: E1007\n    period: 2026-Q3\n    expect:\n{}",
        expect.lines().map(|line| format!("      {line}\n")).collect::<String>()
    );
    let (examples, found) = examples(Some(&text), true);
    if !found.is_empty() {
        return Err(found);
    }
    let expected = examples.into_iter().flat_map(|example| example.expect).map(|expectation| match expectation.what {
        Expected::Asked { value, .. } => value,
        other => panic!("{other:?}"),
    });
    Ok(expected.collect())
}

#[test]
fn what_is_expected_of_a_formula_has_its_type() {
    let found = answers(
        "bookings: 5.00\nrole: 12\nteam:\nfirst_day of commission: 2026-07-01\non_plan_at_end: no\nsalary > 5000: yes\n\
         attainment(bookings, year_to_date) of commission: 80%\ngroup(renewals) of team_pool: 5\n",
    );
    let number = |text: &str, places, percent| {
        Answer::Number(Written { number: Number::parse(text).expect("a number"), places, percent })
    };
    let day = Date::parse("2026-07-01").expect("a day");
    let expected = vec![
        number("5", 2, false),
        Answer::Text("12".to_owned()),
        Answer::Nothing,
        Answer::Date(day),
        Answer::YesNo(false),
        Answer::YesNo(true),
        number("0.8", 2, true),
        number("5", 0, false),
    ];
    assert_eq!(found, Ok(expected));
}

#[test]
fn a_formula_that_no_plan_knows_is_found() {
    for (expect, found) in [
        ("bokings: 5", "N002 at `bokings`: did you mean `bookings`?"),
        ("attainmnt(bookings): 5", "N003 at `attainmnt`: did you mean `attainment`?"),
        ("attainment(bookings, yeer): 5", "F021 at `yeer`: did you mean `year`?"),
        ("sallary of commission: 5", "N002 at `sallary`: did you mean `salary`?"),
        ("bookings of comission: 5", "N042 at `comission`: did you mean `commission`?"),
        ("bookings: much", "T002 at `much`: write a number such as `35000.00` or `97.33%`"),
        ("payable: 122,500.00", "T002 at `122,500.00`: without thousands separators: write `122500.00`"),
        ("lines: { commission: -1,122,500 }", "T002 at `-1,122,500`: without thousands separators: write `-1122500`"),
        ("slice 1 of commission: 1,200%", "T002 at `1,200%`: without thousands separators: write `1200%`"),
        ("bookings: 12,50", "T002 at `12,50`: write a number such as `35000.00` or `97.33%`"),
        ("first_day of commission: tomorrow", "T002 at `tomorrow`: write a day such as `2026-01-31`"),
        ("base: 5", "N040 at `base`: did you mean `base of COMPONENT`?"),
        ("lins: 5", "N040 at `lins`: did you mean `lines`?"),
        ("line of commission: 5", "N040 at `line of commission`: did you mean `lines: { commission: ... }`?"),
        ("slice of commission: 5", "N040 at `slice of commission`: did you mean `slice 1 of commission`?"),
        ("rate 0 of commission: 5", "N040 at `rate 0 of commission`: did you mean `rate 1 of commission`?"),
        (
            "base of customer-success/comission: 5",
            "N042 at `customer-success/comission`: did you mean `account-executive/commission`?",
        ),
        (
            "base of account-exekutive/commission: 5",
            "N042 at `account-exekutive/commission`: did you mean `account-executive/commission`?",
        ),
        (
            "payable: 10%",
            "N046 at `10%`: write what comes out, without a percent sign, or name a figure that is a ratio, such as `attainment(MEASURE)`",
        ),
        (
            "lines: { commission: { guarantie: 5 } }",
            "T003 at `guarantie`: did you mean `guarantee`? Here stands one of `earning`, `guarantee`, `draw`, `recovery`, `deferral`, `release`, `cash`, `clawback`, `adjustment`, `difference`",
        ),
        (
            "unmeasured of commission: qota",
            "T003 at `qota`: did you mean `quota`? Here stands one of `quota`, `zero_quota`, `metric`, `zero`",
        ),
        (
            "group(bookings): 5",
            "F024 at `group(bookings)`: name a component with a group behind it: `group(...) of COMPONENT`",
        ),
    ] {
        assert_eq!(answers(expect), Err(vec![found.to_owned()]), "{expect}");
    }
    let words = answers("margin after tax: 5").expect_err("no figure");
    assert!(words[0].starts_with("N040 at `margin after tax`: write `payable`"), "{words:?}");
}

/// A word of the trace that is a measure of a plan means the measure.
#[test]
fn what_a_plan_names_goes_before_words_of_the_trace() {
    let of = |expect: &str| {
        let text =
            format!("tests:\n  - test: x\n    participant: E1007\n    period: 2026-Q3\n    expect: {{ {expect} }}\n");
        let (examples, found) = examples(Some(&text), true);
        assert_eq!(found, Vec::<String>::new(), "{expect}");
        examples.into_iter().flat_map(|example| example.expect).map(|one| one.what).next().expect("something")
    };
    assert!(matches!(of("earlier of commission: 5"), Expected::Value { .. }));
    assert!(matches!(of("salary of commission: 5"), Expected::Asked { .. }));
    let Expected::Line { component, kind, .. } = of("lines: { customer-success/race: { earning: 5 } }") else {
        panic!("a line")
    };
    assert_eq!((component.plan.as_deref(), kind), (Some("customer-success"), Some("earning")));
}

/// YAML cuts keys too; their pieces may be the same.
#[test]
fn a_formula_that_yaml_cuts_is_told_as_that() {
    let found = |expect: &str| {
        let text = format!("tests:\n  - test: x\n    participant: E1007\n    period: 2026-Q3\n    expect: {expect}\n");
        let (_, found) = examples(Some(&text), true);
        found.into_iter().map(|found| found.split(": ").next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let keys = "{ total(bookings, quarter): 1, total(bookings, previous(quarter)): 2 }";
    assert_eq!(found(keys), ["S006 at `total(bookings, quarter)`", "S006 at `total(bookings, previous(quarter))`"]);
    assert_eq!(found("{ payable: 1, total(bookings, quarter) }")[..1], ["S006 at `total(bookings, quarter)`"]);
    assert_eq!(found("{ total(bookings: 1 }"), ["F002 at `(`"]);
    let broken = "{ group(if role == \"a\" { 1 } else { 2 }) of race: 1 }";
    assert_eq!(found(broken), ["S006 at `group(if role == \"a\" { 1 } else { 2 }) of race`"]);
    let lines = "{\n      payable: 5,\n      csat: if a { 1 } else { 2 },\n      role: x }";
    assert_eq!(found(lines), ["S006", "T002"].map(|code| format!("{code} at `if a {{ 1 }} else {{ 2 }}`")));
}

#[test]
fn slips_in_tests_are_found() {
    let text = "tests:\n  - test: slips\n    participant: E1007\n    period: 2026-Q9\n    given:\n      transaction: []\n    \
                expect:\n      slize 1 of commission: 5\n      lines: { comission: 1, commission: much }\n      \
                attainment(bokings): 100%\n      gate of commission: maybe\n      error: R01\n";
    let (examples, found) = examples(Some(text), true);
    let one = examples.first().expect("the entry");
    assert!(one.period.is_none() && one.found.has_errors(), "a test without a period cannot be run");
    let codes: Vec<&str> = found.iter().filter_map(|found| found.get(..4)).collect();
    for code in ["N002", "N040", "N041", "N042", "T002", "T003", "T026"] {
        assert!(codes.contains(&code), "{code} in {found:#?}");
    }
    for (place, help) in [("comission", "`commission`"), ("bokings", "`bookings`"), ("R01", "`R001`")] {
        let named = |found: &&String| found.contains(&format!("at `{place}`")) && found.contains(help);
        assert!(found.iter().any(|one| named(&one)), "{place} in {found:#?}");
    }
}

#[test]
fn names_are_not_held_against_plans_that_could_not_be_read() {
    let text = "tests:\n  - test: x\n    participant: E1007\n    period: 2026-Q3\n    expect:\n      \
                attainment(bokings): 100%\n      lines: { comission: 1 }\n";
    let (examples, found) = examples(Some(text), false);
    assert_eq!((examples.len(), found), (1, Vec::new()));
}

#[test]
fn columns_of_given_rows_are_those_of_the_table() {
    let given = |table: &str| {
        let text = format!(
            "tests:\n  - test: x\n    participant: E1007\n    period: 2026-Q3\n    given:\n{table}    expect: {{ payable: 1 }}\n"
        );
        examples(Some(&text), true).1
    };
    let misspelt = given("      transactions:\n        - { id: T1, onwer: E1007, booked_on: 2026-07-15, amount: 5 }\n");
    assert_eq!(misspelt, ["N021 at `onwer`: did you mean `owner`?"]);
    let lacking = given("      quotas:\n        - { participant: E1007, quota: bookings, period: 2026-Q3 }\n");
    assert_eq!(lacking, ["T001 at `quotas`: add a line, for example `amount: 1000`"]);
    let attributes =
        given("      assignments:\n        - { participant: E1007, plan: account-executive, role: senior }\n");
    assert_eq!(attributes, Vec::<String>::new());
}

/// What holds whatever is paid is no test.
#[test]
fn tests_that_cannot_fail_are_found() {
    let found = |expect: &str| {
        let text = format!("tests:\n  - test: x\n    participant: E1007\n    period: 2026-Q3\n    expect: {expect}\n");
        let (_, found) = examples(Some(&text), true);
        found.into_iter().map(|found| found.split(": ").next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("{}"), ["N048 at `{}`"]);
    assert_eq!(found(""), ["T024 at `expect`"]);
    assert_eq!(found("{ payable: 1, lines: {} }"), ["N048 at `lines`"]);
    assert_eq!(found("{ lines: }"), ["N048 at `lines`"]);
    assert_eq!(found("{ lines: { commission: {} } }"), ["N048 at `commission`"]);
    assert_eq!(found("{ lines: [] }"), ["T002 at `[]`"]);
    assert_eq!(found("{ error: R001, payable: 1 }"), ["N048 at `payable`"]);
    assert_eq!(found("{ 1 + 1: 2, 2 * 3 of commission: 6 }"), ["N048 at `1 + 1`", "N048 at `2 * 3 of commission`"]);
    for same in [
        "bookings == bookings: yes",
        "bookings - bookings: 0",
        "bookings * 0: 0",
        "bookings > 1 || true: yes",
        "'if bookings > 1 { 1 } else { 1 }': 1",
        "bookings - bookings of commission: 0",
        "period: 2026-Q3",
        "first_day: 2026-07-01",
        "month(first_day): 7",
        "'if period == \"2026-Q3\" { bookings - bookings } else { 0 }': 0",
    ] {
        let key = same.rsplit_once(": ").map_or("", |(key, _)| key);
        assert_eq!(found(&format!("{{ {same} }}")), [format!("N048 at `{key}`")]);
    }
    for other in ["period of commission: 2026-Q3", "bookings / bookings: 1", "days_on_plan: 92"] {
        assert_eq!(found(&format!("{{ {other} }}")), Vec::<String>::new());
    }
    assert_eq!(found("{ error: R001 }"), Vec::<String>::new());
    assert_eq!(found("{ lines: { commission: { earning: 1 } }, bookings * 2: 2 }"), Vec::<String>::new());
}

/// Of two tests of one name nobody could say which one failed.
#[test]
fn two_tests_of_one_name_are_found() {
    let one = |name: &str| {
        format!("  - test: {name}\n    participant: E1007\n    period: 2026-Q3\n    expect: {{ payable: 1 }}\n")
    };
    let text = format!("tests:\n{}{}{}{}", one("at quota"), one("at Quota"), one("at quota"), one("at quota"));
    let (_, found) = examples(Some(&text), true);
    let twice = "N050 at `at quota`: say in one of the names what is different";
    assert_eq!(found, [twice, twice]);
}
