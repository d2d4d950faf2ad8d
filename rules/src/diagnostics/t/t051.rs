//! T051: an amount below zero where none can be.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `key` says `text` at `span`, which is below zero.
#[must_use]
pub fn below_zero(span: Span, key: &str, text: &str) -> Diagnostic {
    let message = both!("`{key}: {text}` is below zero", "`{key}: {text}` 小于零");
    let (label, help) = match key {
        "amount" => (
            both!("pay is brought up to this", "收入补足到这个金额"),
            both!(
                "write the amount without the minus sign; with `amount: 0` pay never falls below zero",
                "请去掉负号；`amount: 0` 使收入不低于零"
            ),
        ),
        "cap" => (
            both!("nobody could get as little", "没有人会得到这么少"),
            both!(
                "write the amount without the minus sign, or `cap: none`; the least that is paid is a `floor`",
                "请去掉负号，或写 `cap: none`；最少支付多少用 `floor`"
            ),
        ),
        _ => (
            both!("an amount from 0 on", "应为不小于 0 的金额"),
            both!("write the amount without the minus sign", "请去掉负号"),
        ),
    };
    Diagnostic::error("T051", message, span, label).with_help(help)
}

/// What `attain help T051` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T051",
    title: ["amount below zero where none can be", "不能为负的金额写成了负数"],
    what: [
        "What a draw brings the pay up to, what it leaves untouched and what may be owed at most, the fund of a pool, the prizes and the budget of a contest, a guarantee and a cap are amounts from 0 on. Below zero they would have no meaning.",
        "预支补足到的金额、不动用的收入、最多可欠的金额、奖金池的总额、竞赛的奖金和预算、保底和上限都不小于 0。负数没有意义。",
    ],
    example: "amount: -800\n",
    mend: [
        "Write the amount without the minus sign: the settings say by themselves what is given and what is taken.",
        "请去掉负号：给付还是收回由设置本身说明。",
    ],
};
