//! Formulas that are right, and what is said about those that are not.

use super::expression::{Expression, Name, Node, Type, Unit};
use super::{Expected, FormulaText, Scope, ScopeMeasure, check, is_name, names_in};
use crate::company::{Column, ColumnOrigin};
use crate::diagnostic::Diagnostics;
use crate::diagnostics::{f, n};
use crate::period::PeriodLength;
use crate::source::{SourceId, Sources, Span};

/// A scope with some of everything.
struct World {
    columns: Vec<(String, Type)>,
    attributes: Vec<Column>,
    measures: Vec<ScopeMeasure>,
    components: Vec<String>,
}

impl World {
    fn rows() -> Self {
        let columns = [
            ("amount", Type::Number(Unit::Money)),
            ("type", Type::Text),
            ("new", Type::YesNo),
            ("units", Type::Number(Unit::Count)),
            ("weight", Type::Number(Unit::Ratio)),
            ("booked_on", Type::Date),
            ("单价", Type::Number(Unit::Money)),
            ("Deal Size (net)", Type::Number(Unit::Money)),
        ];
        let columns = columns.into_iter().map(|(name, kind)| (name.to_owned(), kind)).collect();
        Self { columns, attributes: Vec::new(), measures: Vec::new(), components: Vec::new() }
    }

    fn plan() -> Self {
        let attribute = |name: &str, kind| Column { name: name.to_owned(), kind, origin: ColumnOrigin::Assignment };
        let measure = |name: &str, unit, has_quota| ScopeMeasure { name: name.to_owned(), unit, has_quota };
        Self {
            columns: Vec::new(),
            attributes: vec![attribute("salary", Type::Number(Unit::Money)), attribute("region", Type::Text)],
            measures: vec![
                measure("bookings", Unit::Money, true),
                measure("满意度", Unit::Ratio, false),
                measure("satisfaction", Unit::Ratio, false),
                measure("deals", Unit::Count, true),
            ],
            components: vec!["commission".to_owned()],
        }
    }

    fn scope(&self) -> Scope<'_> {
        Scope {
            columns: &self.columns,
            attributes: &self.attributes,
            measures: &self.measures,
            components: &self.components,
            has_target: !self.measures.is_empty(),
            period: (!self.measures.is_empty()).then_some(PeriodLength::Month),
        }
    }
}

fn world(of_rows: bool) -> World {
    if of_rows { World::rows() } else { World::plan() }
}

/// What is said about `text`: `CODE what is marked: message` each.
fn said(text: &str, of_rows: bool, expected: Expected) -> Vec<String> {
    said_in(&world(of_rows), text, expected)
}

fn said_in(world: &World, text: &str, expected: Expected) -> Vec<String> {
    let length = u32::try_from(text.len()).unwrap();
    let formula = FormulaText::plain(text, Span { source: SourceId(0), start: 0, end: length });
    let mut out = Diagnostics::default();
    let found = check(&formula, &world.scope(), expected, &mut out);
    assert_eq!(found.is_some(), !out.has_errors(), "{text}");
    out.all()
        .iter()
        .map(|d| {
            let span = d.labels[0].span;
            let marked = &text[span.start as usize..span.end as usize];
            format!("{} [{marked}] {}", d.code, d.message.en)
        })
        .collect()
}

#[test]
fn good_formulas_have_their_type() {
    let money = Type::Number(Unit::Money);
    let ratio = Type::Number(Unit::Ratio);
    let cases: &[(&str, bool, Expected, Type)] = &[
        ("300000", true, Expected::MONEY, money),
        ("0.07", true, Expected::RATIO, ratio),
        ("0.07", true, Expected::AnyNumber, Type::Number(Unit::Literal)),
        ("80%", true, Expected::RATIO, ratio),
        ("-7%", true, Expected::RATIO, ratio),
        ("amount * 10% + 5", true, Expected::MONEY, money),
        ("units * 50", true, Expected::MONEY, money),
        ("units * 50", true, Expected::AnyNumber, Type::Number(Unit::Count)),
        ("floor(amount / 1000) * 50", true, Expected::MONEY, money),
        ("30000 * 10%", true, Expected::MONEY, money),
        ("type in [\"new\", \"续约\"] && !new || amount > 0", true, Expected::YesNo, Type::YesNo),
        (
            "if new { 单价 * units } else if type == \"x\" { 0 } else { column(\"Deal Size (net)\") }",
            true,
            Expected::MONEY,
            money,
        ),
        ("let x = amount * weight; // the net\nlet y = x / 2; min(x, y, 100)", true, Expected::MONEY, money),
        (
            "booked_on >= date(\"2026-01-31\") && month(booked_on) == 3 && days_between(booked_on, booked_on) > 1",
            true,
            Expected::YesNo,
            Type::YesNo,
        ),
        ("is_empty(type)", true, Expected::YesNo, Type::YesNo),
        ("round(amount, 2, \"half_up\")", true, Expected::MONEY, money),
        ("money(units) + amount + money(number(amount))", true, Expected::MONEY, money),
        ("attainment(bookings, year_to_date) >= 20%", false, Expected::YesNo, Type::YesNo),
        ("bookings / quota(bookings, previous(quarter, 2))", false, Expected::RATIO, ratio),
        (
            "total(bookings, rolling(3)) + earned(commission) + earned(commission, year_to_date)",
            false,
            Expected::MONEY,
            money,
        ),
        ("if 满意度 >= 90% { 1.1 } else { 1 }", false, Expected::RATIO, ratio),
        ("target * attainment(deals)", false, Expected::MONEY, money),
        (
            "if period == \"2026-Q1\" { 10 } else { total(deals, previous(period)) * 1.1 }",
            false,
            Expected::Number(Unit::Count),
            Type::Number(Unit::Count),
        ),
        ("(if region == \"EMEA\" { 1 } else { 2 }) * 3", false, Expected::RATIO, ratio),
        ("80%", true, Expected::OneOf(&[Unit::Money, Unit::Ratio]), ratio),
        ("80", true, Expected::OneOf(&[Unit::Money, Unit::Ratio]), money),
    ];
    for (text, of_rows, expected, kind) in cases {
        let world = world(*of_rows);
        let mut out = Diagnostics::default();
        let formula = check(&FormulaText::plain(*text, Span::default()), &world.scope(), *expected, &mut out);
        let messages: Vec<_> = out.all().iter().map(|d| &d.message.en).collect();
        assert_eq!(formula.map(|formula| formula.kind), Some(*kind), "{text}: {messages:?}");
    }
}

/// Formula, does it stand on rows, what its place wants, what is said.
type Case = (&'static str, bool, Expected, &'static [&'static str]);

const YES: Expected = Expected::YesNo;
const MONEY: Expected = Expected::MONEY;
const RATIO: Expected = Expected::RATIO;

/// Characters, numbers, texts, brackets, grammar.
const SPELLING: &[Case] = &[
    ("", true, MONEY, &["F001 [] the formula has no value"]),
    ("// nothing", true, MONEY, &["F001 [// nothing] the formula has no value"]),
    ("amount *", true, MONEY, &["F001 [*] something is missing behind `*`"]),
    ("max(amount *, 1)", true, MONEY, &["F001 [*] something is missing behind `*`"]),
    ("amount units", true, MONEY, &["F001 [amount units] no sign between `amount` and `units`"]),
    ("\"a\"\"b\"", true, Expected::Text, &["F001 [\"a\"\"b\"] no sign between `\"a\"` and `\"b\"`"]),
    ("* amount", true, MONEY, &["F001 [*] cannot read the formula at `*`"]),
    ("amount << 2", true, MONEY, &["F001 [<] cannot read the formula at `<`"]),
    ("if new amount else units", true, MONEY, &["F001 [amount] a `{` is missing before `amount`"]),
    ("if new", true, MONEY, &["F001 [new] a `{` is missing behind `new`"]),
    ("if new { 1 } else { 2 } * amount", true, MONEY, &["F001 [*] cannot read the formula at `*`"]),
    (
        "if new { 1 } else { 2 } - 5",
        true,
        MONEY,
        &["F001 [if new { 1 } else { 2 }] the formula goes on behind its value"],
    ),
    ("let x = amount;", true, MONEY, &["F001 [;] the formula has no value"]),
    ("if new { } else { amount }", true, MONEY, &["F001 [{ }] the formula has no value"]),
    ("5(amount)", true, MONEY, &["F001 [5(amount)] no sign between `5` and `(`"]),
    ("let 5 = amount; 1", true, MONEY, &["F001 [5] cannot read the formula at `5`"]),
    ("amount § 2", true, MONEY, &["F001 [§] formulas do not know the character `§`"]),
    ("()", true, MONEY, &["F001 [()] the formula has no value"]),
    ("min(amount, (units * 2)", true, MONEY, &["F002 [(] `(` is never closed"]),
    ("amount)", true, MONEY, &["F002 [)] `)` closes nothing"]),
    ("(amount]", true, MONEY, &["F002 []] `]` stands where `)` should"]),
    ("amount /* half", true, MONEY, &["F002 [/*] `/*` is never closed"]),
    ("type == \"new", true, YES, &["F003 [\"new] the text is never closed"]),
    ("type == \"a\\n\"", true, YES, &["F003 [\\n] `\\n` means nothing in a text"]),
    ("amount ＞＝ 80", true, YES, &["F004 [＞＝] `＞＝` is not the ASCII `>=`"]),
    (
        "min（amount，5）",
        true,
        MONEY,
        &[
            "F004 [（] `（` is not the ASCII `(`",
            "F004 [，] `，` is not the ASCII `,`",
            "F004 [）] `）` is not the ASCII `)`",
        ],
    ),
    ("weight >= ８０％", true, YES, &["F004 [８０％] `８０％` is not the ASCII `80%`"]),
    ("type == “续约”", true, YES, &["F004 [“续约”] `“续约”` is not the ASCII `\"续约\"`"]),
    ("amount × 2", true, MONEY, &["F004 [×] `×` is not the ASCII `*`"]),
    ("amount * 5 %", true, MONEY, &["F005 [%] `%` does not stand right behind a number"]),
    ("amount%", true, MONEY, &["F005 [%] `%` does not stand right behind a number"]),
    ("units % 2 == 0", true, YES, &["F005 [%] `%` is a percent sign, remainders are not offered"]),
    ("10%3", true, MONEY, &["F005 [%] `%` is a percent sign, remainders are not offered"]),
    ("10% 3", true, MONEY, &["F005 [%] `%` is a percent sign, remainders are not offered"]),
    ("30,000", true, MONEY, &["F006 [30,000] thousands separators in `30,000`"]),
    ("1,234,567.89", true, MONEY, &["F006 [1,234,567.89] thousands separators in `1,234,567.89`"]),
    ("min(amount, 30,000)", true, MONEY, &["F006 [30,000] thousands separators in `30,000`"]),
    ("amount in [1,000, 2]", true, YES, &["F006 [1,000] thousands separators in `1,000`"]),
    ("30_000", true, MONEY, &["F006 [30_000] `30_000` is not a number"]),
    ("3万", true, MONEY, &["F006 [3万] `3万` is not a number"]),
    (
        "1e5 + .5 + 1. + 1.2.3",
        true,
        MONEY,
        &[
            "F006 [1e5] `1e5` is not a number",
            "F006 [.5] `.5` is not a number",
            "F006 [1.] `1.` is not a number",
            "F006 [1.2.3] `1.2.3` is not a number",
        ],
    ),
    (
        "12345678901234567890123456789",
        true,
        MONEY,
        &["F006 [12345678901234567890123456789] `12345678901234567890123456789` has more than 28 digits"],
    ),
    (
        "type = 'new' and amount <> 0 or not new",
        true,
        YES,
        &[
            "F007 [=] a single `=` does not compare",
            "F007 ['new'] `'new'` is written `\"new\"` in formulas",
            "F007 [and] `and` is written `&&` in formulas",
            "F007 [<>] `<>` is written `!=` in formulas",
            "F007 [or] `or` is written `||` in formulas",
            "F007 [not] `not` is written `!` in formulas",
        ],
    ),
    (
        "amount ≥ 5 且 units =< 2 || new & new",
        true,
        YES,
        &[
            "F007 [≥] `≥` is written `>=` in formulas",
            "F007 [且] `且` is written `&&` in formulas",
            "F007 [=<] `=<` is written `<=` in formulas",
            "F007 [&] `&` is written `&&` in formulas",
        ],
    ),
    ("amount ** 2", true, MONEY, &["F008 [**] `**` is not offered in formulas"]),
    ("for i in [1] { i }", true, MONEY, &["F008 [for] `for` is not offered in formulas"]),
    ("let x = 1; x += 1; x", true, MONEY, &["F008 [+=] `+=` is not offered in formulas"]),
    (
        "#{ a: 1 }",
        true,
        MONEY,
        &["F008 [#{] `#{` is not offered in formulas", "F008 [:] `:` is not offered in formulas"],
    ),
    ("amount.abs()", true, MONEY, &["F008 [.] `.` is not offered in formulas"]),
    (
        "new ? 1 : 2",
        true,
        MONEY,
        &["F008 [?] `?` is not offered in formulas", "F008 [:] `:` is not offered in formulas"],
    ),
    ("[1, 2]", true, MONEY, &["F008 [[1, 2]] `[` is not offered in formulas"]),
    ("type[0] == \"n\"", true, YES, &["F008 [[0]] `[` is not offered in formulas"]),
    ("type !in [\"a\"]", true, YES, &["F008 [!in] `!in` is not offered in formulas"]),
    ("amount # net", true, MONEY, &["F008 [#] `#` is not offered in formulas"]),
];

/// Types, units, arguments.
const MEANING: &[Case] = &[
    (
        "amount + 10%",
        true,
        MONEY,
        &["F010 [10%] `amount` is money and `10%` is a ratio: `+` needs one unit on both sides"],
    ),
    (
        "units - (amount * weight)",
        true,
        MONEY,
        &[
            "F010 [(amount * weight)] `units` is a count and `(amount * weight)` is money: `-` needs one unit on both sides",
        ],
    ),
    (
        "bookings >= 80%",
        false,
        YES,
        &["F010 [80%] `bookings` is money and `80%` is a ratio: only the same units can be compared"],
    ),
    (
        "min(amount, 5, 10%)",
        true,
        MONEY,
        &["F010 [10%] `5` is a number and `10%` is a ratio: only the same units can be compared"],
    ),
    (
        "amount * amount",
        true,
        MONEY,
        &["F011 [amount] `amount` is money and `amount` is money: `*` makes no sense of them"],
    ),
    (
        "weight / amount",
        true,
        RATIO,
        &["F011 [amount] `weight` is a ratio and `amount` is money: `/` makes no sense of them"],
    ),
    ("\"1\" == 1", true, YES, &["F012 [1] `\"1\"` is text and `1` is a number: they are never equal"]),
    (
        "booked_on >= \"2026-01-01\"",
        true,
        YES,
        &["F012 [\"2026-01-01\"] `booked_on` is a day and `\"2026-01-01\"` is text: they are never equal"],
    ),
    ("type < \"m\"", true, YES, &["F012 [type < \"m\"] `<` does not compare text: `type`"]),
    ("type + 1", true, MONEY, &["F012 [type] `type` is text, not a number"]),
    ("-type", true, MONEY, &["F012 [type] `type` is text, not a number"]),
    ("booked_on - booked_on", true, MONEY, &["F012 [booked_on - booked_on] days cannot be calculated with: `-`"]),
    (
        "contains(amount, \"x\") && year(type) > 1",
        true,
        YES,
        &["F012 [amount] `amount` is money, not text", "F012 [type] `type` is text, not a day"],
    ),
    ("type in [\"a\", 1]", true, YES, &["F012 [1] `type` is text and `1` is a number: they are never equal"]),
    (
        "money(days_between(booked_on, booked_on))",
        true,
        MONEY,
        &[
            "F012 [days_between(booked_on, booked_on)] `days_between(booked_on, booked_on)` is days and cannot be taken as money",
        ],
    ),
    ("amount", true, YES, &["F013 [amount] `amount` is money, not a condition"]),
    ("if amount { 1 } else { 2 }", true, MONEY, &["F013 [amount] `amount` is money, not a condition"]),
    (
        "new && units || !type",
        true,
        YES,
        &["F013 [units] `units` is a count, not a condition", "F013 [type] `type` is text, not a condition"],
    ),
    ("80%", true, MONEY, &["F014 [80%] `80%` is a ratio, money is needed here"]),
    ("type", true, MONEY, &["F014 [type] `type` is text, money is needed here"]),
    (
        "amount > 1",
        true,
        Expected::AnyNumber,
        &["F014 [amount > 1] `amount > 1` is yes or no, a number is needed here"],
    ),
    (
        "units",
        true,
        Expected::OneOf(&[Unit::Money, Unit::Ratio]),
        &["F014 [units] `units` is a count, money or a ratio is needed here"],
    ),
    ("amount", true, Expected::Text, &["F014 [amount] `amount` is money, text is needed here"]),
    ("if new { amount } else { 5% }", true, MONEY, &["F015 [{ 5% }] one branch of `if` is money, the other a ratio"]),
    (
        "if new { amount } else { \"no\" }",
        true,
        MONEY,
        &["F015 [{ \"no\" }] one branch of `if` is money, the other text"],
    ),
    ("if new { amount }", true, MONEY, &["F016 [if new { amount }] the `if` has no `else`"]),
    ("round(amount, 2)", true, MONEY, &["F017 [round(amount, 2)] `round` takes 3 arguments, not 2"]),
    ("min(amount)", true, MONEY, &["F017 [min(amount)] `min` takes 2+ arguments, not 1"]),
    ("total()", false, MONEY, &["F017 [total()] `total` takes 1-2 arguments, not 0"]),
    ("type in \"new\"", true, YES, &["F018 [\"new\"] `\"new\"` behind `in` is not a list"]),
    ("type in []", true, YES, &["F018 [[]] nothing is in an empty list"]),
    ("is_empty(amount * 2)", true, YES, &["F018 [amount * 2] `is_empty` asks about a column, `amount * 2` is none"]),
    (
        "round(amount, 1.5, \"nearest\")",
        true,
        MONEY,
        &[
            "F018 [1.5] the places of `round` must be a whole number from 0 to 28",
            "F018 [\"nearest\"] `\"nearest\"` is not a rule of rounding",
        ],
    ),
    (
        "total(bookings, rolling(0)) + total(bookings, previous(month, deals))",
        false,
        MONEY,
        &[
            "F018 [0] the number of periods must be a whole number from 1 to 1000",
            "F018 [deals] the number of periods must be a whole number from 1 to 1000",
        ],
    ),
    (
        "booked_on == date(type) || column(amount) == 1",
        true,
        YES,
        &[
            "F018 [type] `type` must be a text in quotation marks",
            "F018 [amount] `amount` must be a text in quotation marks",
        ],
    ),
    ("booked_on < date(\"2026-02-30\")", true, YES, &["F019 [\"2026-02-30\"] `2026-02-30` is not a day"]),
    ("total(bookings, quarter)", false, MONEY, &["F020 [quarter] `quarter` reaches past the month that is being paid"]),
    ("total(bookings, ytd)", false, MONEY, &["F021 [ytd] `ytd` is not a window"]),
    ("total(bookings, previous(year_to_dat))", false, MONEY, &["F021 [year_to_dat] `year_to_dat` is not a window"]),
    (
        "total(bookings, previous(plan_to_date))",
        false,
        MONEY,
        &["F021 [previous(plan_to_date)] `plan_to_date` cannot be shifted back"],
    ),
    ("bookings * year_to_date", false, MONEY, &["F021 [year_to_date] `year_to_date` is a window, not a value"]),
    ("previous(month)", false, MONEY, &["F021 [previous] `previous` is a window, not a value"]),
    (
        "total(amount, month)",
        true,
        MONEY,
        &["F021 [month] windows cannot be used in this formula", "N002 [amount] unknown measure `amount`"],
    ),
    ("attainment(满意度)", false, RATIO, &["F022 [满意度] the measure `满意度` has no quota"]),
    (
        "attainment(满意度, year)",
        false,
        RATIO,
        &[
            "F020 [year] `year` reaches past the month that is being paid",
            "F022 [满意度] the measure `满意度` has no quota",
        ],
    ),
    ("typ == \"new\"", true, YES, &["N001 [typ] unknown column `typ`"]),
    ("column(\"Deal Size\")", true, MONEY, &["N001 [\"Deal Size\"] unknown column `Deal Size`"]),
    ("amount != null", true, YES, &["N001 [null] formulas have no `null`"]),
    (
        "bokings >= 80% && 满意 >= 4.5",
        false,
        YES,
        &["N002 [bokings] unknown measure `bokings`", "N002 [满意] unknown measure `满意`"],
    ),
    ("total(salary)", false, MONEY, &["N002 [salary] unknown measure `salary`"]),
    ("total(bookings + 1)", false, MONEY, &["N002 [+] `+` is not the name of a measure"]),
    ("mni(amount, typ)", true, MONEY, &["N001 [typ] unknown column `typ`", "N003 [mni] unknown function `mni`"]),
    ("earned(comission)", false, MONEY, &["N004 [comission] unknown component `comission`"]),
    ("target", true, MONEY, &["N005 [target] there is no `target` here"]),
    ("period == \"2026\"", true, YES, &["N005 [period] there is no `period` here"]),
    ("commission", false, MONEY, &["N006 [commission] `commission` is a component, not a value"]),
    ("min + 1", true, MONEY, &["N006 [min] `min` is a function, not a value"]),
    ("bookings(month)", false, MONEY, &["N006 [bookings] `bookings` is a measure, not a function"]),
    ("amount(units)", true, MONEY, &["N006 [amount] `amount` is a column, not a function"]),
];

#[test]
fn what_is_wrong_is_said_at_its_place() {
    let mut wrong = Vec::new();
    for (text, of_rows, expected, wanted) in SPELLING.iter().chain(MEANING) {
        let found = said(text, *of_rows, *expected);
        if found != *wanted {
            wrong.push(format!("{text}\n  found  {found:#?}\n  wanted {wanted:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_of_formulas_occurs() {
    let cases: Vec<_> = SPELLING.iter().chain(MEANING).flat_map(|case| case.3).collect();
    for explanation in f::ALL.iter().chain(n::ALL.iter().filter(|n| n.code < "N020")) {
        let code = explanation.code;
        // Formulas that are too long or too deep have a test of their own.
        assert!(code == "F009" || cases.iter().any(|case| case.starts_with(code)), "{code} is never given");
    }
}

#[test]
fn the_example_of_every_code_gives_it() {
    for explanation in f::ALL.iter().chain(n::ALL.iter().filter(|n| n.code < "N020")) {
        let (key, text) = explanation.example.split_once(": ").unwrap();
        let (of_rows, expected) = match key {
            "where" => (true, YES),
            "credit" => (true, MONEY),
            "gate" => (false, YES),
            "rate" | "multiply_by" => (false, RATIO),
            "rate_by" => (false, Expected::AnyNumber),
            "cap" | "amount" | "pays_on" => (false, MONEY),
            other => panic!("{}: {other}", explanation.code),
        };
        let mut world = world(of_rows);
        if explanation.code == "N005" {
            world.measures.clear();
        }
        let found = said_in(&world, text, expected);
        assert!(found.iter().any(|line| line.starts_with(explanation.code)), "{}: {found:?}", explanation.code);
    }
}

#[test]
fn long_and_deep_formulas_are_refused() {
    let plus = |terms: usize| vec!["amount"; terms].join(" + ");
    let branches = |count: usize| {
        let parts: String = (0..count).map(|i| format!("if amount > {i} {{ {i} }} else ")).collect();
        format!("{parts}{{ 0 }}")
    };
    for fine in [plus(90), branches(40), format!("{}1{}", "(".repeat(35), ")".repeat(35)), "-".repeat(90) + "1"] {
        assert_eq!(said(&fine, true, MONEY), [""; 0], "{fine}");
    }
    let code = |text: &str| said(text, true, MONEY).iter().map(|line| line[..4].to_owned()).collect::<Vec<_>>();
    assert_eq!(code(&plus(150)), ["F009"]);
    assert_eq!(code(&branches(150)), ["F009"]);
    assert_eq!(code(&format!("{}1{}", "(".repeat(60), ")".repeat(60))), ["F009"]);
    assert_eq!(code(&("-".repeat(300) + "1")), ["F009"]);
    assert_eq!(code(&format!("1{}", " ".repeat(4_000))), ["F009"]);
}

#[test]
fn places_are_exact_in_blocks_under_chinese_text() {
    let file = "gate: |\n    // 注释：满意度\n    满意度 >= 90% &&\n    bokings > 5 && type ＝＝ 1\n";
    let mut text = String::new();
    let mut bytes = Vec::new();
    let mut at = 8;
    for line in file.lines().skip(1) {
        for (offset, c) in line.char_indices().skip(4) {
            text.push(c);
            (0..c.len_utf8()).for_each(|byte| bytes.push((at + offset + byte) as u32));
        }
        text.push('\n');
        at += line.len() + 1;
        bytes.push((at - 1) as u32);
    }
    bytes.push(at as u32);
    let mut sources = Sources::default();
    let source = sources.add("plans/ae.yaml", file);
    let formula = FormulaText { text, span: Span { source, start: 8, end: at as u32 }, bytes };
    let world = World::plan();
    let mut out = Diagnostics::default();
    assert!(check(&formula, &world.scope(), YES, &mut out).is_none());
    let found: Vec<_> = out
        .sorted()
        .iter()
        .map(|d| {
            let place = sources.place(d.labels[0].span);
            (d.code, place.line, place.column, sources.text(d.labels[0].span).to_owned())
        })
        .collect();
    let wanted = [("N002", 4, 5, "bokings"), ("N002", 4, 20, "type"), ("F004", 4, 25, "＝＝")];
    assert_eq!(found, wanted.map(|(code, line, column, text)| (code, line, column, text.to_owned())));
}

#[test]
fn parts_know_their_places() {
    let world = World::rows();
    let text = "if new { (amount + 单价) * 2 } else { let x = units; x * 5 }";
    let mut out = Diagnostics::default();
    let formula = check(&FormulaText::plain(text, Span::default()), &world.scope(), MONEY, &mut out).unwrap();
    let at = |span: Span| &text[span.start as usize..span.end as usize];
    assert_eq!(at(formula.expression.span), text);
    let Node::If(parts) = &formula.expression.node else { panic!("no if") };
    let places = [at(parts[0].span), at(parts[1].span), at(parts[2].span)];
    assert_eq!(places, ["new", "(amount + 单价) * 2", "let x = units; x * 5"]);
    let names: Vec<_> = names_in(&formula.expression).into_iter().map(|(_, span)| at(span)).collect();
    assert_eq!(names, ["new", "amount", "单价", "units", "x"]);
}

/// All slots of `let`s and of the variables that read them, in the order of the text.
fn slots(expression: &Expression, found: &mut Vec<String>) {
    match &expression.node {
        Node::Let(slot, parts) => {
            slots(&parts[0], found);
            found.push(format!("let {slot}"));
            slots(&parts[1], found);
        }
        Node::Name(Name::Local(slot)) => found.push(format!("{slot}")),
        Node::Arithmetic(_, sides) => sides.iter().for_each(|side| slots(side, found)),
        Node::If(parts) => parts.iter().for_each(|part| slots(part, found)),
        _ => {}
    }
}

#[test]
fn slots_count_the_variables_in_sight() {
    let world = World::rows();
    let text = "let a = { let b = 1; b }; (if new { let c = a; c + a } else { let d = 2; let a = d; a }) + a";
    let mut out = Diagnostics::default();
    let formula = check(&FormulaText::plain(text, Span::default()), &world.scope(), RATIO, &mut out);
    let mut found = Vec::new();
    slots(&formula.unwrap().expression, &mut found);
    let wanted = ["let 0", "0", "let 0", "0", "let 1", "1", "0", "let 1", "1", "let 2", "2", "0"];
    assert_eq!(found, wanted, "{text}");
}

#[test]
fn words_that_rhai_reserves_can_be_columns() {
    for word in [
        "type", "new", "match", "case", "default", "public", "with", "for", "while", "fn", "and", "or", "eval", "this",
        "is", "switch",
    ] {
        assert!(is_name(word), "{word}");
        let columns = [(word.to_owned(), Type::Number(Unit::Money))];
        let scope = Scope { columns: &columns, ..Scope::default() };
        let mut out = Diagnostics::default();
        let formula = check(&FormulaText::plain(format!("{word} * 2"), Span::default()), &scope, MONEY, &mut out);
        assert!(formula.is_some(), "{word}: {out:?}");
    }
    for word in ["if", "else", "let", "in", "true", "false", "2x", "a b", "a-b", "", "_", "。"] {
        assert!(!is_name(word), "{word}");
    }
}

#[test]
fn negative_literals_are_numbers() {
    let world = World::rows();
    let mut out = Diagnostics::default();
    let formula = check(&FormulaText::plain("-7%", Span::default()), &world.scope(), Expected::RATIO, &mut out);
    let Some(Node::Number(value)) = formula.map(|formula| formula.expression.node) else { panic!("no number") };
    assert_eq!(value.to_exact_text(), "-0.07");
}

/// Pieces that formulas are made of, good and bad.
const PIECES: &[&str] = &[
    "amount",
    "type",
    "units",
    "weight",
    "booked_on",
    "new",
    "单价",
    "x",
    "bookings",
    "满意度",
    "total",
    "attainment",
    "earned",
    "commission",
    "month",
    "year_to_date",
    "previous",
    "rolling",
    "column",
    "date",
    "is_empty",
    "round",
    "min",
    "if ",
    "else ",
    "let ",
    " in ",
    "true",
    "false",
    "and ",
    "not ",
    "for ",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    "+",
    "-",
    "*",
    "/",
    "%",
    "=",
    "==",
    "!=",
    "<",
    ">=",
    "&&",
    "||",
    "!",
    ".",
    "..",
    "\"a\"",
    "\"",
    "'",
    "“",
    "”",
    "（",
    "）",
    "％",
    "≥",
    "//",
    "/*",
    "*/",
    "\n",
    " ",
    "0",
    "5",
    "80%",
    "1,000",
    "0.07",
    "3万",
    "#{",
    "|",
    "\\",
    "`",
    "=>",
    "\"2026-01-31\"",
    "\"half_up\"",
    "\t",
    "\u{3000}",
    "é",
    "e\u{301}",
    "😀",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 1_000, failure_persistence: None, ..Default::default() })]

    /// Whatever is written: an answer, with places inside the text, on the edges of characters.
    #[test]
    fn no_text_panics(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40),
        noise in ".{0,8}",
        at in 0usize..40,
        of_rows in proptest::bool::ANY,
    ) {
        let mut pieces: Vec<&str> = pieces;
        pieces.insert(at.min(pieces.len()), &noise);
        let text = pieces.concat();
        // `said` cuts the text at every place.
        said(&text, of_rows, MONEY);
        said(&text, of_rows, YES);
    }

    /// The same in one bracket or operator many times over.
    #[test]
    fn no_repetition_panics(piece in proptest::sample::select(PIECES), more in proptest::sample::select(PIECES), times in 0usize..1_500) {
        said(&format!("{piece}{more}").repeat(times), true, MONEY);
    }
}
