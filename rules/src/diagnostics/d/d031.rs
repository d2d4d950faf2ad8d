//! `D031`: a participant that stands twice.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The participant `id` at `place` stands in line `first` already.
#[must_use]
pub fn double_participant(place: Span, id: &str, first: u32) -> Diagnostic {
    Diagnostic::error(
        "D031",
        both!("participant `{id}` stands twice", "人员 `{id}` 出现了两次"),
        place,
        both!("first in line {first}", "首次在第 {first} 行"),
    )
    .with_help(both!(
        "keep one row a person; what changes over time belongs to the assignments",
        "每人只留一行；随时间变化的内容写在任职表里"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D031",
    title: ["a participant stands twice", "人员重复"],
    what: [
        "Ids of participants are unique. A person who changes team or plan has several assignments, not several rows here.",
        "人员编号唯一。换团队或换方案的人有多条任职，而不是多行人员。",
    ],
    example: "id,name\nE1,Ann\nE1,Ann Lee",
    mend: ["Keep one row for each person.", "每人只保留一行。"],
};
