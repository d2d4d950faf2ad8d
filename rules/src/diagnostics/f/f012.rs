//! F012: values of the wrong type.

use crate::both;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::formula::Shown;
use crate::formula::expression::{Type, Unit};
use crate::source::Span;
use crate::text::Text;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F012",
    title: ["value of the wrong type", "值的类型不对"],
    what: [
        "Numbers, texts, days and yes-or-no values are different things: a text is never equal to a number, and only numbers can be calculated with.",
        "数字、文本、日期和是否值是不同的东西：文本永远不会等于数字，只有数字才能计算。",
    ],
    example: "where: type == 1",
    mend: [
        "Write numbers without quotation marks, texts with them, and days as `date(\"2026-01-31\")`. Columns of the data are read as text until `columns` in `attain.yaml` gives them a `type`: `price: { column: Price, type: money }`.",
        "数字不加引号，文本加引号，日期写成 `date(\"2026-01-31\")`。数据列按文本读取，除非 `attain.yaml` 的 `columns` 写明 `type`：`price: { column: Price, type: money }`。",
    ],
};

/// Two types that cannot be compared or stand in one list.
#[must_use]
pub fn unlike(left: &Shown, right: &Shown) -> Diagnostic {
    let (a, b, x, y) = (&left.kind, &right.kind, &left.written, &right.written);
    let message = both!(
        "`{x}` is {a} and `{y}` is {b}: they cannot be compared",
        "`{x}` 是{a}，`{y}` 是{b}：两者无法比较"; a, b
    );
    let meant = day_meant(left, right).or_else(|| day_meant(right, left));
    let typed = || type_meant(left, right).or_else(|| type_meant(right, left));
    let help = meant.or_else(typed).unwrap_or_else(|| {
        both!(
            "write numbers without quotation marks, texts like `\"new\"` and days like `date(\"2026-01-31\")`",
            "数字不加引号，文本写成 `\"new\"`，日期写成 `date(\"2026-01-31\")`"
        )
    });
    Diagnostic::error("F012", message, right.span, both!("{b}", "{b}"; b))
        .with_label(left.span, both!("{a}", "{a}"; a))
        .with_help(help)
}

/// How the day is written that stands as a text or a calculation beside `day`; or what to compare beside a day that is none.
fn day_meant(day: &Shown, other: &Shown) -> Option<Text> {
    if day.of != Some(Type::Date) {
        return None;
    }
    let (x, written) = (&day.written, &other.written);
    let text = written.trim_matches('"');
    if Date::parse(text).is_some() {
        return Some(both!(
            "a day is written `date(\"{text}\")`: compare `{x}` with that",
            "日期写成 `date(\"{text}\")`：请用它与 `{x}` 比较"
        ));
    }
    match other.of {
        Some(Type::Text) if text.len() == written.len() => Some(both!(
            "if `{written}` holds days, give it `type: date` in `attain.yaml`",
            "如果 `{written}` 中是日期，请在 `attain.yaml` 中写 `type: date`"
        )),
        _ => Some(both!(
            "a day is written `date(\"2026-01-31\")`, with year, month and day in this order",
            "日期写成 `date(\"2026-01-31\")`，依次为年、月、日"
        )),
    }
}

/// How a column gets its type that is a text for want of one, and stands beside something else.
fn type_meant(column: &Shown, other: &Shown) -> Option<Text> {
    let typed = column.typed(other.of?)?;
    if other.of != Some(Type::Number(Unit::Literal)) {
        return Some(typed);
    }
    let written = &other.written;
    Some(both!(
        "{typed}; if it is a text, compare it with `\"{written}\"`",
        "{typed}；如果是文本，请与 `\"{written}\"` 比较"; typed
    ))
}

/// How a column of numbers gets its type.
fn amounts(part: &Shown) -> Option<Text> {
    part.typed(Type::Number(Unit::Literal))
}

/// Something else where a number is calculated with.
#[must_use]
pub fn no_number(part: &Shown) -> Diagnostic {
    let found = &part.kind;
    wanted(part, &both!("a number", "数字")).with_help(amounts(part).unwrap_or_else(|| {
        both!(
            "only numbers can be calculated with; a number in `\"` is a text; this is {found}",
            "只有数字才能计算；写在 `\"` 里的数字是文本；这里是{found}"; found
        )
    }))
}

/// Something else where `wanted` must stand.
#[must_use]
pub fn wanted(part: &Shown, wanted: &Text) -> Diagnostic {
    let (written, found) = (&part.written, &part.kind);
    let message = both!("`{written}` is {found}, not {wanted}", "`{written}` 是{found}，不是{wanted}"; found, wanted);
    Diagnostic::error("F012", message, part.span, both!("{wanted} is needed here", "这里需要{wanted}"; wanted))
        .with_help(both!("give {wanted} here", "请在这里给出{wanted}"; wanted))
}

/// `<` and its like between texts or yes-or-no values.
#[must_use]
pub fn no_order(span: Span, sign: &str, left: &Shown, right: &Shown) -> Diagnostic {
    let (written, found) = (&left.written, &left.kind);
    let message =
        both!("`{sign}` does not compare {found}: `{written}`", "`{sign}` 不能比较{found}：`{written}`"; found);
    let is_day = [left, right].into_iter().find_map(|part| {
        let text = part.written.strip_prefix('"')?.strip_suffix('"')?;
        Date::parse(text).map(|_| text)
    });
    let help = match is_day {
        _ if [left, right].iter().any(|part| part.written == "period") => both!(
            "use `==`, `!=` or `in`, or compare days: `first_day >= date(\"2026-04-01\")`",
            "请用 `==`、`!=` 或 `in`，或比较日期：`first_day >= date(\"2026-04-01\")`"
        ),
        Some(day) => both!(
            "compare days: `date(\"{day}\")` with a column that has `type: date` in `attain.yaml`",
            "请比较日期：用 `date(\"{day}\")` 与在 `attain.yaml` 中写了 `type: date` 的列比较"
        ),
        None if let Some(help) = [left, right].into_iter().find_map(amounts) => help,
        None => both!(
            "use `==`, `!=` or `in`; numbers stand without quotation marks",
            "请用 `==`、`!=` 或 `in`；数字不加引号"
        ),
    };
    Diagnostic::error("F012", message, span, both!("no order", "没有大小之分")).with_help(help)
}

/// `+` or its like with a day.
#[must_use]
pub fn date_arithmetic(span: Span, sign: &str) -> Diagnostic {
    let message = both!("days cannot be calculated with: `{sign}`", "日期不能参与计算：`{sign}`");
    Diagnostic::error("F012", message, span, both!("one side is a day", "有一边是日期")).with_help(both!(
        "`days_between(first, last)` counts the days, both ends included",
        "`days_between(首日, 末日)` 计算天数，含首尾两天"
    ))
}

/// Something that `money(x)` does not take.
#[must_use]
pub fn not_money(part: &Shown) -> Diagnostic {
    let (written, found) = (&part.written, &part.kind);
    let message =
        both!("`{written}` is {found} and cannot be taken as money", "`{written}` 是{found}，不能当作金额"; found);
    Diagnostic::error("F012", message, part.span, both!("{found}", "{found}"; found)).with_help(both!(
        "multiply by the amount for one of them, or take the unit away first: `money(number(x))`",
        "请乘以每单位的金额，或先去掉单位：`money(number(x))`"
    ))
}
