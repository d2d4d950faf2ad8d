//! F015: branches of different types.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::formula::Shown;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F015",
    title: ["branches of different types", "分支的类型不同"],
    what: [
        "Whichever way an `if` goes, its value must be of one type and unit.",
        "无论 `if` 走哪个分支，得到的值都必须是同一类型和单位。",
    ],
    example: "amount: if bookings > 0 { bookings } else { 5% }",
    mend: ["Make both branches money, or both a ratio.", "让两个分支都是金额，或都是比率。"],
};

/// The two values of an `if` do not go together.
#[must_use]
pub fn branches(yes: &Shown, no: &Shown) -> Diagnostic {
    let (a, b) = (&yes.kind, &no.kind);
    let message = both!(
        "one branch of `if` is {a}, the other {b}",
        "`if` 的一个分支是{a}，另一个是{b}"; a, b
    );
    Diagnostic::error("F015", message, no.span, both!("{b}", "{b}"; b))
        .with_label(yes.span, both!("{a}", "{a}"; a))
        .with_help(both!("give both branches the same type and unit", "请让两个分支的类型和单位相同"))
}
