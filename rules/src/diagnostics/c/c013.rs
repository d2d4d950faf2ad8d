//! C013: a unit of the company that cannot be paid in.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `text` is no number of digits.
#[must_use]
pub fn no_digits(span: Span, text: &str, most: u8) -> Diagnostic {
    let message = both!("`{text}` is no number of digits behind the point", "`{text}` 不是小数位数");
    Diagnostic::error("C013", message, span, both!("a whole number", "整数"))
        .with_help(both!("write a whole number from 0 to {most}", "请写 0 到 {most} 的整数"))
}

/// `text` is no value.
#[must_use]
pub fn no_value(span: Span, text: &str) -> Diagnostic {
    let message = both!("`{text}` is no value of a unit", "`{text}` 不是单位的价值");
    Diagnostic::error("C013", message, span, both!("an amount of money above zero", "大于零的金额")).with_help(both!(
        "write what one is worth in the company's currency, such as `0.1`",
        "请写一个单位值多少公司货币，如 `0.1`"
    ))
}

/// `text` is no day from which a value holds.
#[must_use]
pub fn no_day(span: Span, text: &str) -> Diagnostic {
    let message = both!("`{text}` is no day from which a value holds", "`{text}` 不是价值的起始日");
    Diagnostic::error("C013", message, span, both!("a day", "日期")).with_help(both!(
        "write days like `2026-01-31`, each with the value from then on",
        "日期写成 `2026-01-31`，后面写自该日起的价值"
    ))
}

/// Days that do not rise.
#[must_use]
pub fn out_of_order(span: Span) -> Diagnostic {
    let message = both!("the values of a unit are not in the order of their days", "单位的价值没有按日期先后排列");
    Diagnostic::error("C013", message, span, both!("not behind the day above it", "不晚于上一个日期")).with_help(both!(
        "write the earliest day at the top, and each day once",
        "请把最早的日期写在最上面，每天只写一次"
    ))
}

/// More values than can be read.
#[must_use]
pub fn too_many(span: Span, what: &str, most: usize) -> Diagnostic {
    let message = both!("`{what}` has more than {most} entries", "`{what}` 超过 {most} 项");
    Diagnostic::error("C013", message, span, both!("too many", "过多"))
        .with_help(both!("leave out those that nothing is paid in any more", "请去掉不再使用的"))
}

/// A taxable unit without a value.
#[must_use]
pub fn taxable_without_value(span: Span, name: &str) -> Diagnostic {
    let message = both!("`{name}` is taxable and has no value", "`{name}` 应税却没有写价值");
    Diagnostic::error("C013", message, span, both!("taxable at which value?", "按什么价值计税？")).with_help(both!(
        "add `value`: what one is worth in the company's currency",
        "请加上 `value`：一个值多少公司货币"
    ))
}

/// What `attain help C013` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C013",
    title: ["unit that cannot be paid in", "无法用来支付的单位"],
    what: [
        "`units` in attain.yaml names what the company pays in beside money. A unit has digits behind the point (none, unless it says so), and may have a value in money: one for ever, or one from each of some days on.",
        "attain.yaml 的 `units` 写明公司除金额以外用什么支付。单位有小数位数（不写则为零），可以有以公司货币计的价值：固定的一个，或按起始日列出。",
    ],
    example: "units:\n  shares: { value: { 2026-07-01: 14, 2026-01-01: 12.50 } }\n",
    mend: [
        "Write `points: { value: 0.1, taxable: yes }`, or values by day: `shares: { value: { 2026-01-01: 12.50 } }`.",
        "请写 `points: { value: 0.1, taxable: yes }`，或按日期写价值：`shares: { value: { 2026-01-01: 12.50 } }`。",
    ],
};
