//! W011: what is settled for a whole period ends in the middle of one, because a later version of the plan lacks it.

use crate::both;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `component` of `plan` ends on the day `last`, within `period`; the version at `later` goes on from the day `next` without it.
#[must_use]
pub fn ends_within(
    (span, later): (Span, Span),
    (component, plan): (&str, &str),
    period: &str,
    (last, next): (Date, Date),
) -> Diagnostic {
    let message = both!(
        "`{component}` of plan `{plan}` ends on {last}, in the middle of {period}",
        "方案 `{plan}` 的 `{component}` 于 {last} 结束，正在 {period} 中途"
    );
    let label = both!(
        "for {period} it is settled by the days up to then; what happens later counts for nobody here",
        "{period} 只按截至该日的日子结算；此后发生的在这里不计给任何人"
    );
    let after = both!("this version, in force from {next} on, does not have it", "自 {next} 起生效的这个版本中没有它");
    Diagnostic::warning("W011", message, span, label).with_label(later, after).with_help(both!(
        "keep `{component}` in the later version, which then settles the whole period, or let that version begin with a period",
        "请在后一版本中保留 `{component}`，由它结算整个期间；或让该版本从一个期间的第一天开始"
    ))
}

/// What `attain help W011` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "W011",
    title: ["a contest, pool or draw ends within a period", "竞赛、奖金池或预支在期间中途结束"],
    what: [
        "A contest, pool or draw is settled once for a whole period, by the last version of the plan that has it. Here a later version, which begins in the middle of the period, no longer has it (or has it with another `every`). So it is settled by the days up to the end of the earlier version, and what happens on the rest of the days counts for nobody in it. A draw does not see what the later version pays in the period, and takes nothing back any more: what is owed rests, and stays in the result.",
        "竞赛、奖金池和预支对整个期间只结算一次，由方案中含有它的最后一个版本结算。这里期间中途开始的后一版本不再含有它（或 `every` 不同）。因此它只按前一版本结束之前的日子结算，其余日子发生的在其中不计给任何人。预支看不到后一版本在该期间支付的金额，也不再扣回：欠款保留不动，仍列在结果中。",
    ],
    example: "# plans/first.yaml\nplan: sales\neffective: 2026-01-01 .. 2026-02-15\npays: quarterly\ncomponents:\n  - contest: race\n    group: plan\n    rank_by: sales\n    prizes: [300, 100]\n\n# plans/second.yaml\nplan: sales\neffective: 2026-02-16 .. 2026-12-31\npays: quarterly\ncomponents:\n  - commission: commission\n    pays_on: sales\n    rate: 12%\n    cap: none",
    mend: [
        "Let the later version begin on the first day of a period. Or write the component into the later version as well: it then settles the whole period, for all who were on any version. Where it is to end in the middle of the period, nothing needs to be done.",
        "让后一版本从期间的第一天开始；或在后一版本中也写上该组成部分，由它为所有曾在任一版本上的人结算整个期间。若本来就要在期间中途结束，则无需改动。",
    ],
};
