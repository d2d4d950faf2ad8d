//! W017: curve that pays below its first point.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The first point of a curve, `limit`, is written at `point` and pays `pay`; `outside: nearest` at `span` lets it hold below, too.
#[must_use]
pub fn pays_below(span: Span, point: Span, limit: &str, pay: &str) -> Diagnostic {
    let found = Diagnostic::warning(
        "W017",
        both!(
            "the curve pays below its first point, too: at 0 as much as at `{limit}`",
            "曲线在第一个点以下也支付：为 0 时与 `{limit}` 时一样多"
        ),
        span,
        both!("holds beyond both ends of the curve", "对曲线两端之外都有效"),
    );
    let zero = if limit.ends_with('%') { "0%" } else { "0" };
    found.with_label(point, both!("this holds for everything below", "低于它时都按此支付")).with_help(both!(
        "where nothing is to be paid below `{limit}`, add a `gate`; where `{pay}` is meant from 0 on, say it with a point: `{zero}: {pay}`",
        "若低于 `{limit}` 不应支付，请加 `gate`；若确实从 0 起就是 `{pay}`，请写成一个点：`{zero}: {pay}`"
    ))
}

/// What `attain help W017` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "W017",
    title: ["curve that pays below its first point", "曲线在第一个点以下也支付"],
    what: [
        "`outside: nearest` of a curve holds beyond both of its ends: past the last point pay rises no further, which is mostly what is meant, and below the first one it stays what that pays, down to nothing sold at all. Nothing is said where the first point pays nothing or lies at 0, where the curve does not rise (less is better), and where a `gate` says who is paid.",
        "曲线的 `outside: nearest` 对两端之外都有效：超过最后一个点后不再增加，这通常正是本意；而低于第一个点时仍按该点支付，哪怕什么都没卖出。第一个点不支付或就在 0 处、曲线不上升（越少越好）、或由 `gate` 写明谁能得到支付时，不提示。",
    ],
    example: "target: salary * 50%\ncurve:\n  by: attainment(bookings)\n  points: { 80%: 50%, 120%: 200% }\n  outside: nearest   # 50 % also for nothing sold\n",
    mend: [
        "Add a gate, `gate: attainment(bookings) >= 80%`; or a first point that says from where on it pays, `0%: 0%` or `0%: 50%`. `outside: zero` pays nothing past the last point either.",
        "加上门槛 `gate: attainment(bookings) >= 80%`；或写一个点说明从哪里开始支付：`0%: 0%` 或 `0%: 50%`。`outside: zero` 则超过最后一个点后也不支付。",
    ],
};
