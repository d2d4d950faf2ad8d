//! `D036`: a figure that stands twice.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The row at `place` says the same thing, `what`, as line `first`.
#[must_use]
pub fn double_row(place: Span, what: &str, first: u32) -> Diagnostic {
    Diagnostic::error(
        "D036",
        both!("{what} stands twice", "{what} 出现了两次"),
        place,
        both!("first in line {first}", "首次在第 {first} 行"),
    )
    // What one name tells apart is something else than what several do.
    .of_kind(format!("twice, of {}", what.matches('`').count()))
    .with_help(both!("keep one of the rows", "请只保留其中一行"))
}

/// The row at `place` says something else about the same thing, `what`, than the rows `others`.
#[must_use]
pub fn rows_differ(place: Span, what: &str, others: &Text) -> Diagnostic {
    Diagnostic::error(
        "D036",
        both!("{what} stands several times, and the rows differ", "{what} 出现了多次，且各行不同"),
        place,
        both!("also in {others}", "另见{others}"; others),
    )
    .of_kind(format!("rows that differ, of {}", what.matches('`').count()))
    .with_help(both!(
        "keep the row that is right: while they differ, none of them counts",
        "请只保留正确的一行：各行不同时，都不计入"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D036",
    title: ["a figure stands twice", "数据重复"],
    what: [
        "A quota or metric is stated once for a person and a period, and a split once for a transaction and a person. With two rows that differ nobody knows which holds: with `broken_rows: set_aside` none of them counts. Rows that are the same in every cell count as one.",
        "同一人同一期间的目标或外部指标只写一次，同一交易同一人的分配只写一次。两行不同时，不知道以哪个为准：`broken_rows: set_aside` 时都不计入。每个单元格都相同的行算作一行。",
    ],
    example: "participant,quota,period,amount\nE1,bookings,2026-Q1,50000\nE1,bookings,2026-Q1,60000",
    mend: ["Keep one of the rows.", "只保留其中一行。"],
};
