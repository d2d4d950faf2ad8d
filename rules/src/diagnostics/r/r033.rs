//! `R033`: somebody or something in a seal is no longer there.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `participant`, who has lines in the seal of `period` at `place`, is not among the participants.
#[must_use]
pub fn participant(place: Span, participant: &str, period: &str) -> Diagnostic {
    Diagnostic::error(
        "R033",
        both!(
            "`{participant}` has lines in the closed `{period}` and is not among the participants",
            "`{participant}` 在已关闭的 `{period}` 有收入行，却不在人员表中"
        ),
        place,
        both!("sealed here", "封存于此"),
    )
    .with_help(both!("put the row of the participant back", "请恢复此人的那一行"))
}

/// The seal of `period`, at `place`, is in the currency `was`, and the company's is `now`.
#[must_use]
pub fn currency(place: Span, period: &str, was: &str, now: &str) -> Diagnostic {
    let message = both!(
        "`{period}` was closed in `{was}`, and the company's currency is `{now}`",
        "`{period}` 关闭时的货币是 `{was}`，而公司现在的货币是 `{now}`"
    );
    Diagnostic::error("R033", message, place, both!("sealed here", "封存于此")).with_help(both!(
        "write `currency: {was}` again: what was paid in one currency is not held against another; for another one begin a folder of its own",
        "请改回 `currency: {was}`：以一种货币付过的金额不能与另一种货币相比；换用其他货币请另建文件夹"
    ))
}

/// The `component` paid in the unit `was` in the seal of `period` at `place`, and pays in another one now.
#[must_use]
pub fn unit(place: Span, component: &str, was: &str, period: &str) -> Diagnostic {
    Diagnostic::error(
        "R033",
        both!(
            "`{component}` paid in `{was}` in the closed `{period}`, and pays in something else now",
            "`{component}` 在已关闭的 `{period}` 以 `{was}` 支付，而现在以其他东西支付"
        ),
        place,
        both!("sealed here", "封存于此"),
    )
    .with_help(both!(
        "put `in` and the units of attain.yaml back as they were, and give what pays otherwise another name",
        "请恢复 `in` 和 attain.yaml 中的单位，支付方式不同的另取名称"
    ))
}

/// `amount` of the `unit` was paid in the seal of `period` at `place`, and the unit no longer has so many digits.
#[must_use]
pub fn digits(place: Span, unit: &str, amount: &str, period: &str) -> Diagnostic {
    Diagnostic::error(
        "R033",
        both!(
            "{amount} `{unit}` were paid in the closed `{period}`, and `{unit}` no longer has so many digits",
            "已关闭的 `{period}` 支付过 {amount} `{unit}`，而 `{unit}` 现在没有这么多位数"
        ),
        place,
        both!("sealed here", "封存于此"),
    )
    .with_help(both!(
        "put `digits` of `{unit}` back as it was in attain.yaml",
        "请在 attain.yaml 中恢复 `{unit}` 的 `digits`"
    ))
}

/// No version of `plan` has the `component` that has lines in the seal of `period` at `place`.
#[must_use]
pub fn component(place: Span, component: &str, plan: &str, period: &str) -> Diagnostic {
    Diagnostic::error(
        "R033",
        both!(
            "`{component}` of plan `{plan}` has lines in the closed `{period}`, and no plan has it any more",
            "方案 `{plan}` 的 `{component}` 在已关闭的 `{period}` 有收入行，却已没有方案含有它"
        ),
        place,
        both!("sealed here", "封存于此"),
    )
    .with_help(both!(
        "put the plan back with the days on which it was in force, and write a new version for what comes after",
        "请恢复该方案及其生效日期，之后的内容写成新版本"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "R033",
    title: ["what was sealed is no longer there", "封存的对象已不存在"],
    what: [
        "A closed period has lines of a participant, or of a component, that the data or the plans no longer have, or is sealed in another currency than the company's, or with more digits of a unit than it has now. Plans and people are only ever added, so that what was paid can be computed again.",
        "已关闭期间有某人或某组成部分的收入行，而数据或方案中已经没有，或封存的货币不是公司现在的货币，或所付单位的小数位比现在多。方案和人员只增不减，这样才能重新计算付过的金额。",
    ],
    example: "closed/2026-01.json has lines of E1; data/participants.csv has no E1",
    mend: [
        "Put the row or the plan back. Who has left has assignments that end; a plan that is over has an `effective` that ends.",
        "恢复该行或该方案。离职者的任职有结束日期；结束的方案其 `effective` 有结束日期。",
    ],
};
