//! `D052`: a transaction credits somebody who is not on a plan that counts it.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::diagnostics::d::{Rows, Who};
use crate::source::Span;

/// The cell at `place` in `column` names `id`, who on `day` is on none of the plans that count the transaction; `rows` says how
/// many rows name somebody of whom that is so.
#[must_use]
pub fn not_on_plan(place: Span, column: &str, who: Who<'_>, day: &str, rows: Rows<'_>) -> Diagnostic {
    let id = who.id;
    let message = both!(
        "a transaction of {day} credits {who}, who is on no plan that counts it on that day",
        "{day} 的一笔交易归属于 {who}，而此人当天不在计入它的任何方案上"
    );
    let label = rows.label(&both!("this `{column}` gets no credit", "这个 `{column}` 得不到归属"));
    Diagnostic::warning("D052", message, place, label).with_help(both!(
        "see the days and the plan of `{id}` in the assignments, and `where` of the measures: as it stands, nobody gets this credit",
        "请检查任职表中 `{id}` 的日期和方案，以及指标的 `where`：现在这样无人获得归属"
    ))
}

/// As [`not_on_plan`], of somebody who is on no plan on any day.
#[must_use]
pub fn on_no_plan(place: Span, column: &str, who: Who<'_>, rows: Rows<'_>) -> Diagnostic {
    let id = who.id;
    let message =
        both!("a transaction credits {who}, who is on no plan at all", "一笔交易归属于 {who}，而此人不在任何方案上");
    let label = rows.label(&both!("this `{column}` gets no credit", "这个 `{column}` 得不到归属"));
    Diagnostic::warning("D052", message, place, label).with_help(both!(
        "add `{id}` to the assignments, or correct the id: as it stands, nobody gets this credit",
        "请在任职表中加入 `{id}`，或改正编号：现在这样无人获得归属"
    ))
}

/// As [`not_on_plan`], where it is the splits of `transaction`, whose id stands at `place`, that name `id`.
#[must_use]
pub fn split_not_on_plan(place: Span, transaction: &str, who: Who<'_>, day: &str, rows: Rows<'_>) -> Diagnostic {
    let id = who.id;
    let message = both!(
        "the splits give a share of `{transaction}` to {who}, who on {day} is on no plan that counts it",
        "分配表把 `{transaction}` 的一份给了 {who}，而此人在 {day} 不在计入它的任何方案上"
    );
    let label = rows.label(&both!("a share of this one is credited to nobody", "这一笔的一份无人获得"));
    Diagnostic::warning("D052", message, place, label).with_help(both!(
        "see the days and the plan of `{id}` in the assignments, and the row of the splits: as it stands, nobody gets this share",
        "请检查任职表中 `{id}` 的日期和方案，以及分配表的那一行：现在这一份无人获得"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D052",
    title: ["transactions credit somebody who is not on the plan", "交易归属于不在方案上的人"],
    what: [
        "Measures count transactions whose column under `to` (or `overlay`), or whose row in the splits, names a participant who on that day is on none of their plans. The run goes on: nobody gets this credit, and the report of the run has its sum. So it is with the deals of somebody who has left, and also where `from` or `to` of an assignment is wrong.",
        "指标计入的一些交易，其 `to`（或 `overlay`）列或分配表所写的人当天不在这些指标的任何方案上。计算照常进行：这部分无人获得，运行报告中列出合计。离职者的交易如此，任职的 `from` 或 `to` 写错时也如此。",
    ],
    example: "id,owner,booked_on,amount\nT1,E1007,2025-01-05,100",
    mend: [
        "Correct the assignment or the id. Leave it where nobody is meant to get the credit, or let `where` of the measure leave such transactions out.",
        "改正任职或编号。本来就不归任何人时可以保留，或用指标的 `where` 排除这类交易。",
    ],
};
