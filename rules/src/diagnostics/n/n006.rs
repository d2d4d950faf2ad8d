//! N006: names used as something that they are not.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "N006",
    title: ["name of another kind", "名称的种类不对"],
    what: [
        "Measures and columns are values, functions take arguments, components are read by `earned`.",
        "指标和列是值，函数要有参数，组成部分用 `earned` 读取。",
    ],
    example: "gate: bookings(year_to_date) > 0",
    mend: ["Write the name as its kind wants it.", "按其种类的写法使用名称。"],
};

/// A component where a value must stand.
#[must_use]
pub fn component(span: Span, name: &str) -> Diagnostic {
    let message = both!("`{name}` is a component, not a value", "`{name}` 是组成部分，不是值");
    Diagnostic::error("N006", message, span, both!("a value is needed here", "这里需要一个值"))
        .with_help(both!("write `earned({name})` for what it gives", "要用它的金额请写 `earned({name})`"))
}

/// A function without its arguments.
#[must_use]
pub fn function(span: Span, name: &str, usage: &str) -> Diagnostic {
    let message = both!("`{name}` is a function, not a value", "`{name}` 是函数，不是值");
    Diagnostic::error("N006", message, span, both!("its arguments are missing", "缺少参数"))
        .with_help(both!("it is used like this: `{usage}`", "它的用法是：`{usage}`"))
}

/// `bookings(year_to_date)`
#[must_use]
pub fn measure_called(span: Span, name: &str) -> Diagnostic {
    let message = both!("`{name}` is a measure, not a function", "`{name}` 是指标，不是函数");
    Diagnostic::error("N006", message, span, both!("not a function", "不是函数"))
        .with_help(both!("write `total({name}, window)`", "请写 `total({name}, 窗口)`"))
}

/// `amount(x)`
#[must_use]
pub fn column_called(span: Span, name: &str) -> Diagnostic {
    let message = both!("`{name}` is a column, not a function", "`{name}` 是列，不是函数");
    Diagnostic::error("N006", message, span, both!("not a function", "不是函数"))
        .with_help(both!("to multiply write `{name} * (...)`", "要相乘请写 `{name} * (...)`"))
}
