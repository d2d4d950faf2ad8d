//! W009: figures that have not come.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::diagnostics::r::Needed;
use crate::source::Span;

/// Who has a figure that somebody lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhoHas {
    /// Nobody, for this time or another one around it.
    Nobody,
    /// Nobody, but there are figures for later periods: they may have been expected before.
    NobodyBefore,
    /// Others, for a time that has only begun.
    Others,
}

/// A quota or metric that a run needs has not come, or was never stated.
#[must_use]
pub fn not_yet(span: Span, is_quota: bool, who: WhoHas, needed: &Needed) -> Diagnostic {
    let (name, periods, people) = (&needed.name, needed.periods(), needed.people);
    let message = match (is_quota, who) {
        (true, WhoHas::Nobody) => {
            both!("nobody has a quota `{name}` for {periods} yet", "{periods} 还没有任何人的目标 `{name}`"; periods)
        }
        (true, WhoHas::NobodyBefore) => both!(
            "nobody has a quota `{name}` for {periods}, only for later periods",
            "{periods} 没有任何人的目标 `{name}`，只有以后期间的"; periods
        ),
        (true, WhoHas::Others) => both!(
            "not everybody has a quota `{name}` for {periods} yet",
            "{periods} 还有人没有目标 `{name}`"; periods
        ),
        (false, WhoHas::Nobody) => {
            both!("metric `{name}` has no values for {periods} yet", "外部指标 `{name}` 在 {periods} 还没有任何数值"; periods)
        }
        (false, WhoHas::NobodyBefore) => both!(
            "metric `{name}` has no values for {periods}, only for later periods",
            "外部指标 `{name}` 在 {periods} 没有任何数值，只有以后期间的"; periods
        ),
        (false, WhoHas::Others) => both!(
            "metric `{name}` does not have all values for {periods} yet",
            "外部指标 `{name}` 在 {periods} 的数值还不齐全"; periods
        ),
    };
    let key = if is_quota { "without_quota" } else { "missing" };
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
    title: ["figures that have not come", "还没有到的数据"],
    what: [
        "The plan needs a quota or a metric for a period that the check tries, other than the `period` of `attain.yaml`, and nobody has one: the data will come, or they begin later than the transactions. The plan itself is sound, so the check passes; `attain run` of that period fails until the rows are there (R004, R005). As soon as somebody has a row, or one whose name is nearly the right one, or there are rows for earlier and for later periods, those who lack theirs are errors. For periods behind the `period` of `attain.yaml` it stays a warning as long as some rows are missing; once that `period` is reached, whatever its lines need is due, and missing rows are errors: with exit code 0, `attain run` does not fail for a row.",
        "方案需要检查所试算的某个期间（`attain.yaml` 的 `period` 以外）的目标或外部指标，而任何人都没有：数据还没到，或者开始得比交易晚。方案本身没有问题，检查可以通过；在这些行补齐之前，对该期间的 `attain run` 会失败（R004、R005）。一旦有人有了数据，或有一行的名称与之相近，或者此前和此后的期间都有数据，仍然缺少的人就算错误。对于 `attain.yaml` 中 `period` 之后的期间，只要还有行没到，就始终只是警告；到了该 `period`，其各行需要的数据都应到位，缺行就是错误：退出码为 0 时，`attain run` 不会因缺行而失败。",
    ],
    example: "satisfaction: { unit: percent, from: metrics.csat }   # period: 2026-Q2, and no row for 2026-Q3 in metrics.csv",
    mend: [
        "Add the rows when they come. Is a row not to be expected of everybody, say what its absence means: `missing:` or `without_quota:` with `report` or a number.",
        "数据到位后补上各行。如果并非人人都有，请写明缺少时的含义：`missing:` 或 `without_quota:`，取 `report` 或一个数。",
    ],
};
