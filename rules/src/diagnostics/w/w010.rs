//! W010: who reports to members of the plan is on other plans.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Those whom `reports(x)` does not see.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    /// How many report to members of the plan and are on other plans alone.
    pub people: usize,
    /// How many others report to its members and are on it.
    pub here: usize,
    /// Id of the first of those on other plans.
    pub example: String,
    /// To whom that one reports.
    pub manager: String,
    /// On which plan that one is.
    pub plan: String,
}

/// The `reports(x)` at `span`, in `component` of `plan`, leaves out those on other plans.
#[must_use]
pub fn unseen(span: Span, component: &str, plan: &str, elsewhere: &Elsewhere) -> Diagnostic {
    let Elsewhere { people, here, example, manager, plan: other } = elsewhere;
    let who = match people {
        1 => both!("1 person who reports", "1 位"),
        _ => both!("{people} people who report", "{people} 位"),
    };
    let message = both!(
        "`reports(...)` in `{component}` of plan `{plan}` leaves out {who} to its members: on other plans",
        "方案 `{plan}` 的 `{component}` 中的 `reports(...)` 漏掉向其成员汇报的 {who}：他们在别的方案上"; who
    );
    let rest = match here {
        0 => both!(
            "nobody who reports to its members is on `{plan}`, so that it gives 0",
            "没有下级在 `{plan}` 上，结果为 0"
        ),
        1 => both!("only 1 of those who report is on `{plan}`", "下级中只有 1 位在 `{plan}` 上"),
        _ => both!("only {here} of those who report are on `{plan}`", "下级中只有 {here} 位在 `{plan}` 上"),
    };
    let label = both!(
        "`{example}` reports to `{manager}` and is on `{other}`; {rest}",
        "`{example}` 向 `{manager}` 汇报，在方案 `{other}` 上；{rest}"; rest
    );
    Diagnostic::warning("W010", message, span, label).with_help(both!(
        "pay on a measure with `up: 1` instead: credit goes up the line on the day of the transaction, whatever plan the seller is on; or put both on one plan",
        "请改按带 `up: 1` 的指标支付：归属按交易当天的汇报线上记，不论卖方在哪个方案上；或让双方在同一个方案上"
    ))
}

/// What `attain help W010` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "W010",
    title: ["who reports is on other plans", "下级在别的方案上"],
    what: [
        "`reports(x)` adds up x of those who report directly to the participant and are members of the same plan. Here some, or all, of those who report to members of the plan are on other plans, and never on this one while it is in force: nothing of theirs is in the sum, and where that holds for all, it is 0. Who moves between plans is not counted: what is theirs on the days on this plan is in the sum, and of other days nothing.",
        "`reports(x)` 把直接下级中同一方案成员的 x 加起来。这里向本方案成员汇报的人，有一部分或全部在别的方案上，本方案生效期间从未在本方案上：和中没有他们的数；全部如此时为 0。换过方案的人不算在内：他们在本方案的那些日子的数在和中，其他日子的不在。",
    ],
    example: "# plans/manager.yaml; the sellers are on plan `seller`\ncomponents:\n  - bonus: override\n    amount: 5% * reports(sales)",
    mend: [
        "Give the manager's plan a measure with `up: 1`, such as `team_sales: { unit: money, from: transactions, to: owner, dated: booked_on, up: 1 }`, and pay on it: it counts what sellers on any plan bring in, by the line as it stood on the day of the transaction. Or put managers and sellers on one plan, with `eligible`.",
        "给管理者的方案加一个带 `up: 1` 的指标，例如 `team_sales: { unit: money, from: transactions, to: owner, dated: booked_on, up: 1 }`，按它支付：不论卖方在哪个方案上都计入，按交易当天的汇报线。或让管理者和卖方在同一个方案上，用 `eligible` 区分。",
    ],
};
