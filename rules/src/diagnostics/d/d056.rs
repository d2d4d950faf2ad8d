//! `D056`: a manager who is no participant.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::diagnostics::d::Rows;
use crate::source::Span;

/// The `manager` at `place` names `id`, who is no participant; `rows` says who else has this one above.
#[must_use]
pub fn unknown_manager(place: Span, id: &str, nearest: Option<&str>, rows: Rows<'_>) -> Diagnostic {
    let label = rows.label(&both!("no participant has this `manager` as id", "没有人员的编号是这个 `manager`"));
    let help = match nearest {
        Some(nearest) => both!(
            "did you mean `{nearest}`? as it stands, credit that goes up the line stops here",
            "是不是 `{nearest}`？现在这样，沿汇报线向上的归属到此为止"
        ),
        None => both!(
            "correct the id, add this one to the participants and the assignments, or leave the cell empty where the line ends: as it stands, credit that goes up the line stops here",
            "请改正编号，或在人员表和任职表中加入此人；汇报线到此结束的，请把单元格留空：现在这样，沿汇报线向上的归属到此为止"
        ),
    };
    let message = both!("somebody reports to an unknown participant `{id}`", "有人的上级 `{id}` 不在人员表中");
    Diagnostic::warning("D056", message, place, label).with_help(help)
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D056",
    title: ["a manager who is no participant", "上级不在人员表中"],
    what: [
        "A plan follows reporting lines (`up` or `reports(x)`), and the column `manager` names somebody who does not stand in the participants. The run goes on: with `up` nobody from there up gets credit, and the report of the run has the sum under `unknown_managers`. The finding stands once for each such id, at the first row.",
        "有方案按汇报线计算（`up` 或 `reports(x)`），而 `manager` 列所写的人不在人员表中。计算照常进行：写了 `up` 时，从那一级往上无人得到归属，运行报告的 `unknown_managers` 列出合计。每个这样的编号在首次出现的行提示一次。",
    ],
    example: "participant,plan,manager\nE1,seller,E1O07",
    mend: [
        "Correct the id, or add the person to the participants, with an assignment. Where the line ends, leave the cell empty.",
        "改正编号，或在人员表中加入此人并给出任职。汇报线到此结束的，把单元格留空。",
    ],
};
