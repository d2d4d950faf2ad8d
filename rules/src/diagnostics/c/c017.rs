//! C017: digits that would round what is paid.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `text` is no number of digits between `least`, those of the currency `of`, and `most`.
#[must_use]
pub fn digits(span: Span, text: &str, (least, most): (u8, u8), of: &str) -> Diagnostic {
    let message =
        both!("amounts of {of} cannot be written with `{text}` digits", "{of} 的金额不能写成 `{text}` 位小数");
    Diagnostic::error("C017", message, span, both!("what is paid is never rounded", "支付的金额从不舍入"))
        .with_help(both!("write a whole number from {least} to {most}", "请写 {least} 到 {most} 的整数"))
}

/// What `attain help C017` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C017",
    title: ["digits that would round what is paid", "会舍入支付金额的位数"],
    what: [
        "`digits` under `amounts` of a payroll file says how many digits stand behind the point at least. Fewer than the currency has would round what is paid, and the control totals would no longer hold.",
        "薪资文件 `amounts` 下的 `digits` 写明至少几位小数。少于货币的位数会舍入支付的金额，控制总额也就不再成立。",
    ],
    example: "amounts: { digits: 0 }   # and the company pays in CNY\n",
    mend: [
        "Write as many digits as the currency has, or leave `digits` out.",
        "请写与货币相同的位数，或去掉 `digits`。",
    ],
};
