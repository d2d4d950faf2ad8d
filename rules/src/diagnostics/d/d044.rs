//! `D044`: a transaction credits somebody who is not known.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::diagnostics::d::{Rows, Who};
use crate::source::Span;

/// The cell at `place` in `column` names `id`, who is no participant; `rows` says how many rows name somebody unknown there.
#[must_use]
pub fn unknown_recipient(place: Span, column: &str, id: &str, nearest: Option<Who<'_>>, rows: Rows<'_>) -> Diagnostic {
    let label = rows.label(&both!("no participant has this `{column}` as id", "没有人员的编号是这个 `{column}`"));
    let help = match nearest {
        Some(nearest) => both!(
            "did you mean {nearest}? as it stands, nobody gets this credit",
            "是不是 {nearest}？现在这样无人获得归属"
        ),
        None => both!(
            "add the person to the participants, or correct the id: as it stands, nobody gets this credit",
            "请在人员表中加入此人，或改正编号：现在这样无人获得归属"
        ),
    };
    let message = both!("a transaction credits an unknown participant `{id}`", "一笔交易归属于未知的人员 `{id}`");
    Diagnostic::warning("D044", message, place, label).with_help(help)
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D044",
    title: ["transactions credit somebody unknown", "交易归属于未知的人员"],
    what: [
        "A measure counts transactions whose column under `to` (or `overlay`) names somebody who does not stand in the participants. The run goes on: nobody gets this credit, and the report of the run has its sum. Ids are texts: `007` and `7` differ.",
        "指标计入的一些交易，其 `to`（或 `overlay`）列所写的人不在人员表中。计算照常进行：这部分无人获得，运行报告中列出合计。编号是文字：`007` 与 `7` 不同。",
    ],
    example: "id,owner,booked_on,amount\nT1,E1O07,2026-01-05,100",
    mend: [
        "Correct the id, or add the person to the participants. If several ids mean one person, list them under `aliases` of the column in attain.yaml.",
        "改正编号，或在人员表中加入此人。几个编号是同一人时，在 attain.yaml 中该列的 `aliases` 下列出。",
    ],
};
