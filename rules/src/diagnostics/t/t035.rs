//! T035: credit that goes up a line that is not there.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The assignments say nothing about who stands above, at the key `up`.
#[must_use]
pub fn no_line(span: Span) -> Diagnostic {
    let message = both!("the data names nobody who stands above", "数据没有写明上级是谁");
    Diagnostic::error("T035", message, span, both!("`up` needs a reporting line", "`up` 需要汇报线")).with_help(both!(
        "give the assignments a column `manager` with the id of a participant, or map one in attain.yaml: `manager: reports_to`",
        "请在任职表中加一列 `manager`，写上级的编号；或在 attain.yaml 中映射：`manager: reports_to`"
    ))
}

/// The assignments say nothing about who acts for whom, at the key `vacant`.
#[must_use]
pub fn nobody_acts(span: Span) -> Diagnostic {
    let message = both!("the data names nobody who acts for somebody", "数据没有写明谁代理谁");
    let label = both!("`acting` needs the column `acting_for`", "`acting` 需要列 `acting_for`");
    Diagnostic::error("T035", message, span, label).with_help(both!(
        "give the assignments a column `acting_for` with the id of the participant whose seat is held, for the days of the assignment",
        "请在任职表中加一列 `acting_for`，写被代理人的编号，在该条任职的日期内有效"
    ))
}

/// No steps.
#[must_use]
pub fn no_steps(span: Span, text: &str) -> Diagnostic {
    let message = both!("`{text}` are no steps of the reporting line", "`{text}` 不是汇报线上的级数");
    Diagnostic::error("T035", message, span, both!("whole numbers from 0 to 99", "0 到 99 的整数")).with_help(both!(
        "write `1` for the direct manager, `1..3` for three levels, `0..` for everybody up to the top",
        "直接上级写 `1`，三级写 `1..3`，直到最上级写 `0..`"
    ))
}

/// What `attain help T035` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T035",
    title: ["credit up no line", "没有汇报线的上卷"],
    what: [
        "With `up` a transaction's credit goes to those who stand above the participant, by the column `manager` of the assignments as it stood on the transaction's day. `1` is the direct manager, `1..3` three levels, `0..` everybody from the participant up.",
        "写了 `up`，交易的归属记给参与人的上级，按任职表的 `manager` 列在交易当天的情况。`1` 是直接上级，`1..3` 是三级，`0..` 是从本人直到最上级。",
    ],
    example: "team_bookings: { unit: money, from: transactions, to: owner, up: one, dated: booked_on }\n",
    mend: [
        "Write whole numbers, and give the assignments a column `manager`.",
        "请写整数，并在任职表中提供 `manager` 列。",
    ],
};
