//! `D035`: assignments that overlap.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The assignment at `place` shares days with those in the lines `others`: same person, same plan.
#[must_use]
pub fn overlapping_assignments(place: Span, participant: &str, plan: &str, others: &Text) -> Diagnostic {
    overlapping(place, participant, plan, others).with_help(both!(
        "end the earlier one on the day before the later one starts, both ends are included; or remove one of them",
        "请让前一条在后一条开始的前一天结束（首尾两天都包含在内），或删去其中一条"
    ))
}

/// The assignment at `place` is the same in every cell as the one in the line `other`.
#[must_use]
pub fn same_assignment(place: Span, participant: &str, plan: &str, other: &Text) -> Diagnostic {
    overlapping(place, participant, plan, other)
        .with_help(both!("remove one of the two: they say the same", "请删去两条中的一条：内容完全相同"))
}

fn overlapping(place: Span, participant: &str, plan: &str, others: &Text) -> Diagnostic {
    Diagnostic::error(
        "D035",
        both!(
            "participant `{participant}` stands on plan `{plan}` twice on the same days",
            "人员 `{participant}` 在相同日期两次列入方案 `{plan}`"
        ),
        place,
        both!("shares days with {others}", "与{others}日期重叠"; others),
    )
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D035",
    title: ["assignments overlap", "任职重叠"],
    what: [
        "One person stands on one plan once a day: otherwise salary, team and pay of that day would have two answers. Several plans at a time are allowed. With `broken_rows: set_aside` none of the rows that overlap counts, but rows that are the same in every cell count as one.",
        "同一人在同一方案上每天只能有一条任职，否则当天的工资、团队和报酬会有两个答案。可以同时在多个方案上。`broken_rows: set_aside` 时，重叠的行都不计入，但每个单元格都相同的行算作一行。",
    ],
    example: "participant,plan,from,to\nE1,sales,2026-01-01,2026-06-30\nE1,sales,2026-06-30,",
    mend: [
        "Let the days follow each other without overlap: `2026-07-01` in the second row. Of two rows that say the same remove one.",
        "让日期前后相接而不重叠：第二行写 `2026-07-01`。两行内容相同时，删去一行。",
    ],
};
