//! F008: what Rhai has and formulas do not offer.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F008",
    title: ["not offered in formulas", "公式不提供"],
    what: [
        "Formulas have no loops, functions of their own, maps, methods, assignments, ranges or powers: every formula can be explained number by number.",
        "公式没有循环、自定义函数、映射、方法、赋值、区间或乘方：每个公式都能逐个数字地解释。",
    ],
    example: "credit: amount ** 2",
    mend: ["Write what the message proposes.", "按消息的建议改写。"],
};

/// Signs of what formulas do not offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// `**`, `^`
    Power,
    /// `+=` and its like.
    Assignment,
    /// `::`, `:`
    Module,
    /// `..`
    Range,
    /// `#{`
    Map,
    /// `a.b`
    Method,
    /// `#`
    Comment,
    /// `?`
    Question,
    /// `!in`
    NotIn,
    /// `a[0]`
    Index,
    /// A list that does not stand behind `in`.
    List,
}

impl Refused {
    fn help(self) -> Text {
        match self {
            Self::Power => both!("multiply: `x * x`", "请用乘法：`x * x`"),
            Self::Assignment => {
                both!("give the new value a name of its own: `let y = x + 1;`", "请给新的值另起名称：`let y = x + 1;`")
            }
            Self::Module => both!("take it away; names have no parts", "请删去它；名称不分段"),
            Self::Range => both!("compare with both ends: `x >= 1 && x <= 9`", "请与两端比较：`x >= 1 && x <= 9`"),
            Self::Map => both!("use a table of rates, or `if` and `else`", "请用费率表，或 `if` 与 `else`"),
            Self::Method => both!(
                "write functions in front: `abs(x)`; a name with a point in it is written `column(\"a.b\")`",
                "函数写在前面：`abs(x)`；带点的名称写成 `column(\"a.b\")`"
            ),
            Self::Comment => both!("comments in formulas start with `//`", "公式中的注释以 `//` 开头"),
            Self::Question => both!("write `if c {{ a }} else {{ b }}`", "请写 `if c {{ a }} else {{ b }}`"),
            Self::NotIn => both!("write `!(x in [...])`", "请写 `!(x in [...])`"),
            Self::Index => both!("name the column or the measure itself", "请直接写列名或指标名"),
            Self::List => {
                both!("lists stand behind `in`: `x in [\"a\", \"b\"]`", "列表写在 `in` 后面：`x in [\"a\", \"b\"]`")
            }
        }
    }
}

/// A sign of something that formulas do not offer.
#[must_use]
pub fn sign(span: Span, found: &str, what: Refused) -> Diagnostic {
    let message = both!("`{found}` is not offered in formulas", "公式不提供 `{found}`");
    Diagnostic::error("F008", message, span, both!("not offered", "不提供")).with_help(what.help())
}

/// A word of something that formulas do not offer: loops, functions, exceptions.
#[must_use]
pub fn word(span: Span, found: &str) -> Diagnostic {
    let message = both!("`{found}` is not offered in formulas", "公式不提供 `{found}`");
    Diagnostic::error("F008", message, span, both!("not offered", "不提供")).with_help(both!(
        "formulas calculate with values, `if` and `let`; a column of this name is written `column(\"{found}\")`",
        "公式只用值、`if` 和 `let` 计算；名为它的列写成 `column(\"{found}\")`"
    ))
}
