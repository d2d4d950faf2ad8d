//! `D032`: a participant that nobody knows.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// No participant has the id `id` that stands at `place`; `nearest` is the most similar one.
#[must_use]
pub fn unknown_participant(place: Span, id: &str, nearest: Option<&str>) -> Diagnostic {
    let help = match nearest {
        Some(nearest) => both!("did you mean `{nearest}`?", "是不是 `{nearest}`？"),
        None => both!("add the person to the participants, or correct the id", "请在人员表中加入此人，或改正编号"),
    };
    Diagnostic::error(
        "D032",
        both!("unknown participant `{id}`", "未知的人员 `{id}`"),
        place,
        both!("no participant has this id", "没有人员使用这个编号"),
    )
    .with_help(help)
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D032",
    title: ["unknown participant", "未知的人员"],
    what: [
        "A row of assignments, quotas, metrics or splits is about somebody who does not stand in the participants. Ids are texts: `007` and `7` differ.",
        "任职、目标、外部指标或分配表中的某一行所写的人不在人员表中。编号是文字：`007` 与 `7` 不同。",
    ],
    example: "participant,plan\nE1O07,sales",
    mend: ["Correct the id, or add the person to the participants.", "改正编号，或在人员表中加入此人。"],
};
