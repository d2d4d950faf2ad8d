//! What is said about types, units, arguments, names.

use super::{Case, MONEY, RATIO, YES};
use crate::diagnostic::Diagnostics;
use crate::formula::expression::Unit;
use crate::formula::{Expected, FormulaText, check};
use crate::source::{SourceId, Span};

/// Types, units, arguments.
pub(super) const MEANING: &[Case] = &[
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
        &["F010 [10%] `amount` is money and `10%` is a ratio: only the same units can be compared"],
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
    ("\"1\" == 1", true, YES, &["F012 [1] `\"1\"` is text and `1` is a number: they cannot be compared"]),
    (
        "booked_on >= \"2026-01-01\"",
        true,
        YES,
        &["F012 [\"2026-01-01\"] `booked_on` is a day and `\"2026-01-01\"` is text: they cannot be compared"],
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
    ("type in [\"a\", 1]", true, YES, &["F012 [1] `type` is text and `1` is a number: they cannot be compared"]),
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
    ("let bookings = 5; bookings * 2", false, MONEY, &["F026 [bookings] the name `bookings` is taken"]),
    ("let amount = 5; amount * 2", true, MONEY, &["F026 [amount] the name `amount` is taken"]),
    ("let first_day = 5; first_day * 2", false, MONEY, &["F026 [first_day] the name `first_day` is taken"]),
    ("round(amount, 2)", true, MONEY, &["F017 [round(amount, 2)] `round` takes 3 arguments, not 2"]),
    ("min(amount)", true, MONEY, &["F017 [min(amount)] `min` takes 2 arguments or more, not 1"]),
    ("total()", false, MONEY, &["F017 [total()] `total` takes 1 to 2 arguments, not 0"]),
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
    ("group(bookings) >= 5", false, YES, &["F024 [group(bookings)] there is no group here"]),
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
    (
        "if type { amount } else { 5% }",
        true,
        MONEY,
        &[
            "F013 [type] `type` is text, not a condition",
            "F015 [{ 5% }] one branch of `if` is money, the other a ratio",
        ],
    ),
    (
        "amount / 0 + units / (0%)",
        true,
        MONEY,
        &["F023 [amount / 0] division by zero: `0`", "F023 [units / (0%)] division by zero: `(0%)`"],
    ),
    (
        "5 in [amount, 10%]",
        true,
        YES,
        &["F010 [10%] `amount` is money and `10%` is a ratio: only the same units can be compared"],
    ),
    (
        "type in [\"a\", units, typ, 2]",
        true,
        YES,
        &[
            "N001 [typ] unknown column `typ`",
            "F012 [units] `type` is text and `units` is a count: they cannot be compared",
            "F012 [2] `type` is text and `2` is a number: they cannot be compared",
        ],
    ),
    ("typ == \"new\"", true, YES, &["N001 [typ] unknown column `typ`"]),
    ("column(\"Deal Size\")", true, MONEY, &["N001 [\"Deal Size\"] unknown column `Deal Size`"]),
    ("amount != null", true, YES, &["N001 [null] formulas have no `null`"]),
    (
        "bokings >= 80% && 满意 >= 4.5",
        false,
        YES,
        &["N002 [bokings] unknown measure or attribute `bokings`", "N002 [满意] unknown measure or attribute `满意`"],
    ),
    ("total(salary)", false, MONEY, &["N002 [salary] unknown measure `salary`"]),
    ("total(bookings + 1)", false, MONEY, &["N002 [+] `+` is not the name of a measure"]),
    ("atainment(bookings, quarter) * 1", false, RATIO, &["N003 [atainment] unknown function `atainment`"]),
    ("mni(amount, typ)", true, MONEY, &["N001 [typ] unknown column `typ`", "N003 [mni] unknown function `mni`"]),
    (
        "number(earned(award)) + number(earned(grant) + earned(award))",
        false,
        MONEY,
        &["F025 [award] `award` pays in `points`, and amounts here are in `shares`"],
    ),
    ("earned(comission)", false, MONEY, &["N004 [comission] unknown component `comission`"]),
    ("target", true, MONEY, &["N005 [target] there is no `target` here"]),
    ("period == \"2026\"", true, YES, &["N005 [period] there is no `period` here"]),
    ("booked_on >= first_day", true, YES, &["N005 [first_day] there is no `first_day` here"]),
    ("days_on_plan > 3", true, YES, &["N005 [days_on_plan] there is no `days_on_plan` here"]),
    ("days_in_group > 3", false, YES, &["F024 [days_in_group] there is no group here"]),
    ("days(salary) > 3", true, YES, &["N005 [days(salary)] there is no `days` here"]),
    ("first_dy >= last_day", false, YES, &["N002 [first_dy] unknown measure or attribute `first_dy`"]),
    (
        "add_months(booked_on, amount) > months_between(type, booked_on)",
        true,
        YES,
        &["F012 [amount] `amount` is money, not a count", "F012 [type] `type` is text, not a day"],
    ),
    ("commission", false, MONEY, &["N006 [commission] `commission` is a component, not a value"]),
    ("min + 1", true, MONEY, &["N006 [min] `min` is a function, not a value"]),
    ("bookings(month)", false, MONEY, &["N006 [bookings] `bookings` is a measure, not a function"]),
    ("amount(units)", true, MONEY, &["N006 [amount] `amount` is a column, not a function"]),
];

/// Formula on rows, and what its one finding says on how to mend it.
const HELP: &[(&str, &str)] = &[
    ("booked_on >= \"2026-02-01\"", "a day is written `date(\"2026-02-01\")`: compare `booked_on` with that"),
    ("\"2026-02-01\" == booked_on", "a day is written `date(\"2026-02-01\")`: compare `booked_on` with that"),
    ("booked_on < 2026-02-01", "a day is written `date(\"2026-02-01\")`: compare `booked_on` with that"),
    (
        "booked_on in [\"2026/02/01\"]",
        "a day is written `date(\"2026-01-31\")`, with year, month and day in this order",
    ),
    ("type == booked_on", "if `type` holds days, give it `type: date` in `attain.yaml`"),
    (
        "type >= \"2026-02-01\"",
        "compare days: `date(\"2026-02-01\")` with a column that has `type: date` in `attain.yaml`",
    ),
    (
        "type == 1",
        "`type` is read as text; if it holds amounts (of other numbers the type is `number`, `percent` or `count`), say so under `columns` in attain.yaml: `type: { column: ..., type: money }`; if it is a text, compare it with `\"1\"`",
    ),
    (
        "column(\"in\") == \"web\"",
        "a header of the file that is no name is known once attain.yaml lists it: under `data`, the table that has it, `columns` add the line `\"in\": { column: \"in\", type: text }`, with the `type` that it has (text, number, money, percent, count, date, yes_no)",
    ),
    (
        "column(\"Deal Sise (net)\") > 1",
        "a header of the file that is no name is known once attain.yaml lists it: under `data`, the table that has it, `columns` add the line `\"Deal Sise (net)\": { column: \"Deal Sise (net)\", type: text }`, with the `type` that it has (text, number, money, percent, count, date, yes_no); or did you mean `Deal Size (net)`?",
    ),
    ("column(\"typ\") == \"web\"", "did you mean `type`?"),
    ("\"1\" == 1", "write numbers without quotation marks, texts like `\"new\"` and days like `date(\"2026-01-31\")`"),
];

#[test]
fn a_day_that_is_written_otherwise_is_shown_as_it_should_be() {
    let world = super::World::rows();
    for (text, help) in HELP {
        let formula = FormulaText::plain(*text, Span { source: SourceId(0), start: 0, end: 0 });
        let mut out = Diagnostics::default();
        assert!(check(&formula, &world.scope(), YES, &mut out).is_none(), "{text}");
        let said: Vec<_> = out.all().iter().filter_map(|found| found.help.as_ref()).map(|text| &text.en).collect();
        assert_eq!(said, [help], "{text}");
    }
}
