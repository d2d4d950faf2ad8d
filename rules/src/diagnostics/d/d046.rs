//! `D046`: a percentage without its sign.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The figure `name` is a percentage, and at `place` stands `number`, without a percent sign, which is `percent` %.
#[must_use]
pub fn percent_without_sign(place: Span, name: &str, number: &str, percent: &str) -> Diagnostic {
    Diagnostic::warning(
        "D046",
        both!(
            "`{name}` is a percentage, and `{number}` means {percent} %",
            "`{name}` 是百分数，而 `{number}` 表示 {percent} %"
        ),
        place,
        both!("{percent} %, without its sign", "没有 `%`，表示 {percent} %"),
    )
    .of_kind(name)
    .with_help(both!(
        "write `{number}%` if {number} % is meant, or `{percent}%` if it is really {percent} %",
        "如果是 {number} %，请写 `{number}%`；确实是 {percent} % 就写 `{percent}%`"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D046",
    title: ["a percentage without its sign", "百分数缺少百分号"],
    what: [
        "A metric or quota of a measure with `unit: percent`, and a cell of a column with `type: percent`, may be written as `91%` or as `0.91`. A number above 2 without the sign would be more than 200 %, which is mostly a slip. It is read as it stands.",
        "`unit: percent` 的指标，其外部指标或目标，以及 `type: percent` 的列中的单元格，可写成 `91%` 或 `0.91`。没有百分号而大于 2 的数表示超过 200 %，多半是笔误。它仍按所写的读取。",
    ],
    example: "participant,metric,period,value\nE1007,csat,2026-01,91",
    mend: [
        "Write the sign: `91%`; where a system exports 15 for 15 %, say `type: number` and write `* 1%` in the formula. Written with its sign, a percentage of any size is taken as meant.",
        "写上百分号：`91%`；如果系统把 15 % 导出为 15，请写 `type: number`，并在公式中写 `* 1%`。写了百分号的百分数，不论多大都照用。",
    ],
};
