//! W009: the period's figures have not come yet.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::diagnostics::r::Needed;
use crate::source::Span;

/// Nobody has a quota or metric yet that a run of the company's period needs.
#[must_use]
pub fn not_yet(span: Span, is_quota: bool, needed: &Needed) -> Diagnostic {
    let (name, periods, people) = (&needed.name, needed.periods(), needed.people);
    let (message, key) = match is_quota {
        true => (
            both!("nobody has a quota `{name}` for {periods} yet", "{periods} 还没有任何人的目标 `{name}`"; periods),
            "without_quota",
        ),
        false => (
            both!("metric `{name}` has no values for {periods} yet", "外部指标 `{name}` 在 {periods} 还没有任何数值"; periods),
            "missing",
        ),
    };
    let rows = match people {
        1 => both!("a run needs one for 1 person, and fails without it", "计算时 1 人需要它，没有就会失败"),
        _ => both!(
            "a run needs one for each of {people} people, and fails without",
            "计算时 {people} 人各需要一个，没有就会失败"
        ),
    };
    Diagnostic::warning("W009", message, span, rows).with_help(needed.help(key))
}

/// What `attain help W009` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "W009",
    title: ["the period's figures have not come yet", "本期数据尚未到位"],
    what: [
        "The plan needs a quota or a metric for the company's period (`period` in attain.yaml), and nobody has one: the data will come. The plan itself is sound, so the check passes; `attain run` fails until the rows are there (R004, R005). As soon as somebody has a row, those who lack theirs are errors.",
        "方案需要公司当前期间（attain.yaml 的 `period`）的目标或外部指标，而目前任何人都没有：数据还没到。方案本身没有问题，检查可以通过；在这些行补齐之前，`attain run` 会失败（R004、R005）。一旦有人有了数据，仍然缺少的人就算错误。",
    ],
    example: "satisfaction: { unit: percent, from: metrics.csat }   # and no row for 2026-Q3 in metrics.csv",
    mend: [
        "Add the rows when they come. Is a row not to be expected of everybody, say what its absence means: `missing:` or `without_quota:` with `report` or a number.",
        "数据到位后补上各行。如果并非人人都有，请写明缺少时的含义：`missing:` 或 `without_quota:`，取 `report` 或一个数。",
    ],
};
