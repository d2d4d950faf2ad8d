//! T037: prizes that are things and cannot be given as the plan says.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Those who are tied would share things.
#[must_use]
pub fn tied_things(span: Span) -> Diagnostic {
    let message = both!("things cannot be shared by those who are tied", "并列者无法分享实物奖品");
    Diagnostic::error("T037", message, span, both!("who gets it when two are the same?", "两人相同时归谁？"))
        .with_help(both!(
            "add `ties: each` (each of them gets the thing of the first of their places) or `ties: lower_id`; a second formula under `rank_by` breaks most ties",
            "请加上 `ties: each`（各得其中第一名的奖品）或 `ties: lower_id`；`rank_by` 中的第二个公式可以分出大多数并列"
        ))
}

/// An amount among things.
#[must_use]
pub fn mixed(span: Span) -> Diagnostic {
    let message = both!("an amount stands among prizes that are things", "实物奖品之中写了金额");
    Diagnostic::error("T037", message, span, both!("no thing", "不是实物")).with_help(both!(
        "write `{{ thing: NAME }}`, or hold a second contest for amounts",
        "请写 `{{ thing: 名称 }}`，或另设一个奖金竞赛"
    ))
}

/// A unit that divides is no thing.
#[must_use]
pub fn divides(span: Span, name: &str, digits: u8) -> Diagnostic {
    let message = both!("`{name}` is no thing: it has {digits} digits", "`{name}` 不是实物：它有 {digits} 位小数");
    Diagnostic::error("T037", message, span, both!("this unit divides", "此单位可以分割")).with_help(both!(
        "name a unit without `digits`, or pay amounts of this one with `in: {name}`",
        "请写没有 `digits` 的单位，或用 `in: {name}` 支付它的数量"
    ))
}

/// What `attain help T037` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T037",
    title: ["things that cannot be given so", "实物奖品的写法不成立"],
    what: [
        "Prizes can be things, such as a phone: units of the company that do not divide. Nobody shares one, so a contest for things says what happens to those who are tied, and all its prizes are things.",
        "奖品可以是实物，如手机，即公司中不能分割的单位。实物无法分享，因此实物竞赛要写明并列时怎么办，并且奖品全部是实物。",
    ],
    example: "prizes: [{ thing: phone }, 500]\n",
    mend: [
        "Write `ties: each` or `ties: lower_id`, and `{ thing: NAME }` for every prize.",
        "请写 `ties: each` 或 `ties: lower_id`，每个奖品写成 `{ thing: 名称 }`。",
    ],
};
