//! `D031`: a participant that stands twice.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

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

/// The participant `id` at `place` stands on other lines too, `others`, and the rows differ.
#[must_use]
pub fn rows_differ(place: Span, id: &str, others: &Text) -> Diagnostic {
    Diagnostic::error(
        "D031",
        both!(
            "participant `{id}` stands several times, and the rows differ",
            "人员 `{id}` 出现了多次，且各行不同"
        ),
        place,
        both!("also in {others}", "另见{others}"; others),
    )
    .of_kind("rows that differ")
    .with_help(both!(
        "keep the row that is right: while they differ, nobody knows who `{id}` is; what changes over time belongs to the assignments",
        "请只保留正确的一行：各行不同时，不知道 `{id}` 是谁；随时间变化的内容写在任职表里"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D031",
    title: ["a participant stands twice", "人员重复"],
    what: [
        "Ids of participants are unique. A person who changes team or plan has several assignments, not several rows here. With `broken_rows: set_aside`, rows that are the same in every cell count as one; where they differ, none counts, and the assignments, figures and credits of that id are left out as those of somebody unknown.",
        "人员编号唯一。换团队或换方案的人有多条任职，而不是多行人员。`broken_rows: set_aside` 时，每个单元格都相同的行算作一行；各行不同时都不计入，该编号的任职、数据和归属按不存在的人员排除。",
    ],
    example: "id,name\nE1,Ann\nE1,Ann Lee",
    mend: ["Keep one row for each person.", "每人只保留一行。"],
};
