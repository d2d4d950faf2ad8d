//! F001: a formula that cannot be read.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F001",
    title: ["formula that cannot be read", "无法读取的公式"],
    what: [
        "The text does not follow the grammar of formulas: a sign or a value is missing, or something stands where it cannot.",
        "公式的写法不合语法：缺少符号或值，或者某处出现了不该出现的内容。",
    ],
    example: "rate: 5% * ",
    mend: [
        "Write what is missing at the marked place, or take away what is too much. A column whose name is a word of formulas is written `column(\"if\")`.",
        "在标出的位置补上缺少的内容，或删去多余的内容。名称是公式用语的列写成 `column(\"if\")`。",
    ],
};

/// Rhai stumbled over `found`.
#[must_use]
pub fn unexpected(span: Span, found: &str) -> Diagnostic {
    let message = both!("cannot read the formula at `{found}`", "公式读到 `{found}` 处读不下去了");
    Diagnostic::error("F001", message, span, both!("not expected here", "这里不该出现它"))
}

/// `word`, which builds formulas, stands where a value should.
#[must_use]
pub fn word_as_value(span: Span, word: &str) -> Diagnostic {
    let message = both!("`{word}` is a word of formulas, not a value", "`{word}` 是公式用语，不是值");
    Diagnostic::error("F001", message, span, both!("no value", "不是值")).with_help(both!(
        "a column of this name is written `column(\"{word}\")`",
        "名为它的列写成 `column(\"{word}\")`"
    ))
}

/// The formula stops where something must follow `last`.
#[must_use]
pub fn ends_early(span: Span, last: &str) -> Diagnostic {
    let message = both!("something is missing behind `{last}`", "`{last}` 后面缺少内容");
    let label = both!("a value must follow", "后面必须有一个值");
    Diagnostic::error("F001", message, span, label)
        .with_help(both!("write the missing value, or take `{last}` away", "请补上缺少的值，或删去 `{last}`"))
}

/// Two values stand side by side.
#[must_use]
pub fn no_operator(span: Span, left: &str, right: &str) -> Diagnostic {
    let message = both!("no sign between `{left}` and `{right}`", "`{left}` 与 `{right}` 之间缺少运算符");
    Diagnostic::error("F001", message, span, both!("a sign is missing here", "这里缺少运算符")).with_help(both!(
        "write one of `+ - * /`, a comparison, `&&` or `||` between them",
        "请在两者之间写上 `+ - * /`、比较符号、`&&` 或 `||`"
    ))
}

/// A currency beside a number.
#[must_use]
pub fn with_currency(span: Span, written: &str, number: &str, currency: &str) -> Diagnostic {
    let message = both!("`{currency}` stands beside a number: `{written}`", "数字旁边写了 `{currency}`：`{written}`");
    Diagnostic::error("F001", message, span, both!("amounts are plain numbers", "金额只写数字")).with_help(both!(
        "write `{number}`: everything is in the currency that `attain.yaml` names",
        "请写 `{number}`：一律使用 `attain.yaml` 中的货币"
    ))
}

/// A comma where the decimal point belongs.
#[must_use]
pub fn decimal_comma(span: Span, written: &str, meant: &str) -> Diagnostic {
    let message = both!("a comma stands in the number `{written}`", "数字 `{written}` 中有逗号");
    Diagnostic::error("F001", message, span, both!("not a number", "不是数字"))
        .with_help(both!("write the decimal point: `{meant}`", "小数点请写成 `.`：`{meant}`"))
}

/// `if` without its braces.
#[must_use]
pub fn no_block(span: Span, found: &str) -> Diagnostic {
    let message = both!("a `{{` is missing before `{found}`", "`{found}` 之前缺少 `{{`");
    Diagnostic::error("F001", message, span, both!("expected `{{` here", "这里应为 `{{`")).with_help(both!(
        "an `if` reads `if condition {{ value }} else {{ other value }}`",
        "`if` 的写法是 `if 条件 {{ 值 }} else {{ 另一个值 }}`"
    ))
}

/// The formula stops where the braces of `if` should open.
#[must_use]
pub fn no_block_behind(span: Span, last: &str) -> Diagnostic {
    let message = both!("a `{{` is missing behind `{last}`", "`{last}` 之后缺少 `{{`");
    Diagnostic { message, ..no_block(span, last) }
}

/// A value that nothing uses, because another one follows.
#[must_use]
pub fn unused_value(span: Span) -> Diagnostic {
    let message = both!("the formula goes on behind its value", "公式在得出值之后又继续了");
    let label = both!("this value is not used", "这个值没有用到");
    Diagnostic::error("F001", message, span, label).with_help(both!(
        "a formula has one value, at its end; put `if ... {{ }} else {{ }}` in parentheses to calculate on with it",
        "公式只有一个值，位于末尾；要用 `if ... {{ }} else {{ }}` 继续计算，请把它放进括号"
    ))
}

/// There is no formula, or no value at its end.
#[must_use]
pub fn empty(span: Span) -> Diagnostic {
    let message = both!("the formula has no value", "公式没有值");
    Diagnostic::error("F001", message, span, both!("a value is missing", "缺少一个值"))
        .with_help(both!("write a number, a name or a calculation", "请写一个数字、一个名称或一个算式"))
}

/// A character that formulas do not know.
#[must_use]
pub fn unknown_character(span: Span, found: &str) -> Diagnostic {
    let is_currency = matches!(found, "$" | "€" | "£" | "¥" | "￥" | "元");
    let message = both!("formulas do not know the character `{found}`", "公式中不能使用字符 `{found}`");
    let found = Diagnostic::error("F001", message, span, both!("unknown character", "未知字符"));
    if is_currency {
        return found.with_help(both!(
            "take it away: amounts are numbers in the plan's currency",
            "请删去它：金额直接写数字，币种由方案决定"
        ));
    }
    found.with_help(both!(
        "take it away; a column with it in its name is written `column(\"name\")`",
        "请删去它；名称中含有它的列写成 `column(\"列名\")`"
    ))
}
