//! F018: arguments that must be written out.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::formula::Shown;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F018",
    title: ["argument that must be written out", "必须直接写出的参数"],
    what: [
        "Some arguments are no values to be calculated: lists behind `in`, rules and places of `round`, days of `date`, names of `column`, numbers of periods.",
        "有些参数不是可计算的值：`in` 后的列表、`round` 的规则和位数、`date` 的日期、`column` 的名称、期数。",
    ],
    example: "amount: round(bookings, 2, \"nearest\")",
    mend: ["Write the argument as the message shows.", "按消息中的写法写出参数。"],
};

/// Behind `in` stands something that is no list.
#[must_use]
pub fn no_list(part: &Shown) -> Diagnostic {
    let written = &part.written;
    let message = both!("`{written}` behind `in` is not a list", "`in` 后面的 `{written}` 不是列表");
    Diagnostic::error("F018", message, part.span, both!("a list is needed here", "这里需要列表")).with_help(both!(
        "write the values in brackets: `x in [\"a\", \"b\"]`; whether a text holds another asks `contains(text, part)`",
        "请把值写在方括号里：`x in [\"a\", \"b\"]`；判断文本是否包含另一文本请用 `contains(文本, 部分)`"
    ))
}

/// `x in []`
#[must_use]
pub fn empty_list(span: Span) -> Diagnostic {
    let message = both!("nothing is in an empty list", "空列表中什么都没有");
    Diagnostic::error("F018", message, span, both!("no values", "没有值"))
        .with_help(both!("write the values: `[\"a\", \"b\"]`", "请写出值：`[\"a\", \"b\"]`"))
}

/// `is_empty` of something else than a column or an attribute.
#[must_use]
pub fn no_column(part: &Shown) -> Diagnostic {
    let written = &part.written;
    let message =
        both!("`is_empty` asks about a column, `{written}` is none", "`is_empty` 只能用于列，`{written}` 不是列");
    Diagnostic::error("F018", message, part.span, both!("not a column or attribute", "不是列或属性"))
        .with_help(both!("name a column or an attribute: `is_empty(region)`", "请写列名或属性名：`is_empty(region)`"))
}

/// A count of periods that is no whole number from 1 on.
#[must_use]
pub fn no_count(span: Span, most: i128) -> Diagnostic {
    let message =
        both!("the number of periods must be a whole number from 1 to {most}", "期数必须是 1 到 {most} 的整数");
    Diagnostic::error("F018", message, span, both!("not a number of periods", "不是期数"))
        .with_help(both!("write it out, like `rolling(3)`", "请直接写出，如 `rolling(3)`"))
}

/// Decimal places that are no whole number.
#[must_use]
pub fn no_places(span: Span, most: i128) -> Diagnostic {
    let message = both!(
        "the places of `round` must be a whole number from 0 to {most}",
        "`round` 的小数位数必须是 0 到 {most} 的整数"
    );
    Diagnostic::error("F018", message, span, both!("not a number of places", "不是小数位数"))
        .with_help(both!("write it out, like `round(x, 2, \"half_up\")`", "请直接写出，如 `round(x, 2, \"half_up\")`"))
}

/// A rule of rounding that does not exist.
#[must_use]
pub fn no_rule(span: Span, written: &str) -> Diagnostic {
    let message = both!("`{written}` is not a rule of rounding", "`{written}` 不是舍入规则");
    Diagnostic::error("F018", message, span, both!("unknown rule", "未知规则")).with_help(both!(
        "write one of `\"half_up\"`, `\"half_even\"`, `\"up\"`, `\"down\"`, `\"floor\"`",
        "请写 `\"half_up\"`、`\"half_even\"`、`\"up\"`、`\"down\"`、`\"floor\"` 之一"
    ))
}

/// `date(x)` or `column(x)` with something else than a text.
#[must_use]
pub fn no_text_literal(span: Span, usage: &str, written: &str) -> Diagnostic {
    let message = both!("`{written}` must be a text in quotation marks", "`{written}` 必须是引号中的文本");
    Diagnostic::error("F018", message, span, both!("not a text", "不是文本"))
        .with_help(both!("it is used like this: `{usage}`", "它的用法是：`{usage}`"))
}
