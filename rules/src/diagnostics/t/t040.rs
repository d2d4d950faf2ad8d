//! T040: a draw on lines that do not come in its period.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// A component that pays in other periods than the draw.
#[must_use]
pub fn other_period(span: Span, name: &str, other: &str, every: &str) -> Diagnostic {
    let message =
        both!("the draw is by the {every}, `{name}` by the {other}", "预支按 `{every}`，而 `{name}` 按 `{other}` 支付");
    Diagnostic::error("T040", message, span, both!("pays in other periods", "支付期间不同")).with_help(both!(
        "write `every: {other}` in the draw, or leave `{name}` out",
        "请在预支中写 `every: {other}`，或去掉 `{name}`"
    ))
}

/// No component above pays in the draw's period.
#[must_use]
pub fn nothing_above(span: Span, every: &str) -> Diagnostic {
    let message = both!("no component above pays by the {every}", "前面没有按 `{every}` 支付的组成部分");
    Diagnostic::error("T040", message, span, both!("brings up the pay of nothing", "没有可以补足的收入")).with_help(
        both!(
            "write the draw below the components whose pay it brings up, and give it their `every`",
            "请把预支写在要补足的组成部分之后，并与它们的 `every` 相同"
        ),
    )
}

/// What `attain help T040` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T040",
    title: ["draw on another period", "预支与收入的期间不同"],
    what: [
        "A draw brings the pay of a period up to an amount. What counts are lines of components above it that pay in the same period.",
        "预支把某一期间的收入补足到一个金额。计入的是写在它前面、按同样期间支付的组成部分的收入行。",
    ],
    example: "- commission: sales\n  every: quarter\n- draw: monthly_draw\n  amount: 2000\n  of: [sales]\n  recover: yes\n",
    mend: [
        "Give the draw the `every` of these components, or leave out those of other periods.",
        "让预支的 `every` 与这些组成部分相同，或去掉期间不同的部分。",
    ],
};
