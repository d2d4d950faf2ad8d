//! T033: window that ends a running total early.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Window that ends a running total early, at `span`: `measure` runs through a `stretch`, which `mend` holds.
#[must_use]
pub fn window_of_running_total(span: Span, measure: &str, stretch: &str, mend: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "T033",
        both!(
            "the running total of `{measure}` goes through the {stretch}, and this window holds less",
            "`{measure}` 的累计值贯穿 `{stretch}`，而这个窗口不足以容纳它"
        ),
        span,
        both!("less than the {stretch}", "短于 `{stretch}`"),
    );
    found.with_help(both!(
        "write `{mend}`, or leave the window out: the component's own stretch is meant then",
        "写 `{mend}`，或者省去窗口：即指组成部分自身的区间"
    ))
}

/// What `attain help T033` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T033",
    title: ["window that ends a running total early", "窗口截断了累计值"],
    what: [
        "With `as_of` the running total before or after each transaction picks the row. The total runs through the component's stretch: its period, or with `accumulate` the quarter, half, year or plan. In a window that is shorter, transactions from before it would not be there to run. Windows that lie wholly before the stretch, such as `previous(quarter)`, are fine: nothing runs in them.",
        "使用 `as_of` 时，由每笔交易之前或之后的累计值选行。累计值贯穿组成部分的区间：它的期间，或 `accumulate` 指定的季度、半年、年或整个方案。更短的窗口里没有之前的交易，无从累计。完全位于区间之前的窗口（如 `previous(quarter)`）可以使用：其中没有正在累计的内容。",
    ],
    example: "rate_by: attainment(bookings, month)\nas_of: after\naccumulate: quarter\n",
    mend: [
        "Write `attainment(bookings)`, or a window that holds the stretch: `attainment(bookings, quarter_to_date)`.",
        "写 `attainment(bookings)`，或能容纳该区间的窗口：`attainment(bookings, quarter_to_date)`。",
    ],
};
