//! T050: a share that is none.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `key` says `text` at `span`, which is `percent` of a hundred: less than nothing or more than the whole. `meant` is the
/// percentage that lacks its sign, where it may be that.
#[must_use]
pub fn no_share(span: Span, key: &str, text: &str, percent: &str, meant: Option<&str>) -> Diagnostic {
    let message = both!("`{key}: {text}` is {percent} %", "`{key}: {text}` 是 {percent} %");
    let label = both!("a share is 0 % to 100 %", "份额为 0 % 至 100 %");
    let help = match meant {
        Some(meant) => both!("write the percent sign if `{meant}` is meant", "如果是指 `{meant}`，请写上百分号"),
        None => both!("write a percentage from `0%` to `100%`", "请写 `0%` 至 `100%` 的百分比"),
    };
    Diagnostic::error("T050", message, span, label).with_help(help)
}

/// What `attain help T050` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T050",
    title: ["share of less than nothing or more than the whole", "份额小于零或大于全部"],
    what: [
        "A pool holds a share of its fund back, and a draw takes back a share of the pay: nothing, the whole, or something between them. `10%` and `0.1` are the same, `10` is ten times the whole.",
        "奖金池留存总额的一个份额，预支从收入中收回一个份额：可以是零、全部或两者之间。`10%` 与 `0.1` 相同，而 `10` 是全部的十倍。",
    ],
    example: "reserve: 10\n",
    mend: ["Write a percentage from 0 % to 100 %: `reserve: 10%`.", "请写 0 % 至 100 % 的百分比：`reserve: 10%`。"],
};
