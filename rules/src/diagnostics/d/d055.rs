//! `D055`: two who act for the same seat.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The assignment at `place` says that somebody acts for `seat`, as those of somebody else in the lines `others` do on the same days.
#[must_use]
pub fn two_acting(place: Span, seat: &str, others: &Text) -> Diagnostic {
    Diagnostic::error(
        "D055",
        both!("two act for `{seat}` on the same days", "同一天有两人代理 `{seat}`"),
        place,
        both!("shares days with {others}", "与{others}日期重叠"; others),
    )
    .with_help(both!(
        "let one of them act for `{seat}` on each day: give the other assignment other days, or empty its `acting_for`",
        "请让每天只有一人代理 `{seat}`：改另一条任职的日期，或清空它的 `acting_for`"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D055",
    title: ["two act for one seat", "两人代理同一职位"],
    what: [
        "With `vacant: acting` the credit of a vacant seat goes to whoever acts for it, by the column `acting_for` of the assignments. One day has one such person: otherwise the credit would have two owners. With `broken_rows: set_aside` none of the rows that overlap counts.",
        "写了 `vacant: acting`，空缺职位的归属记给代理人，按任职表的 `acting_for` 列。一天只能有一位代理人，否则归属会有两个主人。`broken_rows: set_aside` 时，重叠的行都不计入。",
    ],
    example: "participant,plan,from,to,acting_for\nE1,lead,2026-07-01,2026-07-31,E9\nE2,lead,2026-07-15,,E9",
    mend: [
        "Let the days follow each other without overlap: `2026-08-01` in the second row.",
        "让日期前后相接而不重叠：第二行写 `2026-08-01`。",
    ],
};
