//! T041: a contest that cannot be decided.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Several prizes where everyone gets the same, at the key `prizes`.
#[must_use]
pub fn one_prize(span: Span) -> Diagnostic {
    let message = both!(
        "with `everyone_above` there is one prize: everyone who meets the condition gets it",
        "使用 `everyone_above` 时只有一种奖金：凡满足条件者都得到它"
    );
    Diagnostic::error("T041", message, span, both!("several prizes", "多种奖金")).with_help(both!(
        "write one amount, such as `prizes: 500`; for prizes by place leave `everyone_above` out and write `rank_by`",
        "请只写一个金额，如 `prizes: 500`；按名次发奖请去掉 `everyone_above`，改写 `rank_by`"
    ))
}

/// `first_to` looks at something that no transactions add up to, at `span`.
#[must_use]
pub fn measure_of_transactions(span: Span) -> Diagnostic {
    let message = both!("only what transactions add up to is reached on a day", "只有由交易累加的指标才能在某一天达到");
    Diagnostic::error(
        "T041",
        message,
        span,
        both!("not a measure of transactions that adds up", "不是对交易求和的指标"),
    )
    .with_help(both!(
        "name a measure with `from: transactions` and `take: sum`, alone and without a calculation",
        "只写一个 `from: transactions` 且 `take: sum` 的指标名，不要带计算"
    ))
}

/// What `attain help T041` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T041",
    title: ["a contest that cannot be decided", "无法决出结果的竞赛"],
    what: [
        "`everyone_above` gives everyone the same prize, so there is one. `first_to` looks for the day on which a running total got there, so it needs a measure that adds transactions up.",
        "`everyone_above` 给每个人同样的奖金，因此只有一种。`first_to` 寻找累计值达到的那一天，因此需要一个对交易求和的指标。",
    ],
    example: "everyone_above: bookings >= 100000\nprizes: [500, 300]\n",
    mend: [
        "Write one prize beside `everyone_above`, and a measure of transactions in `first_to`.",
        "在 `everyone_above` 旁只写一种奖金，在 `first_to` 中写来自交易的指标。",
    ],
};
