//! F006: numbers that cannot be read.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F006",
    title: ["number that cannot be read", "无法读取的数字"],
    what: [
        "Numbers are written with digits and at most one point, without thousands separators, units or exponents, and keep at most 28 digits.",
        "数字只写数字和最多一个小数点，不用千位分隔符、单位或指数，最多 28 位。",
    ],
    example: "cap: 30,000",
    mend: ["Write the number in full: `30000`.", "写出完整的数字：`30000`。"],
};

/// Letters or points inside a number; `meant` is what it stands for, when that is clear.
#[must_use]
pub fn malformed(span: Span, found: &str, meant: Option<&str>) -> Diagnostic {
    let message = both!("`{found}` is not a number", "`{found}` 不是数字");
    let help = match meant {
        Some(meant) => both!("write `{meant}`", "请写成 `{meant}`"),
        None => both!(
            "write all digits and at most one point between them, like `30000`, `0.5` or `80%`",
            "请写出全部数字，中间最多一个小数点，如 `30000`、`0.5` 或 `80%`"
        ),
    };
    Diagnostic::error("F006", message, span, both!("cannot be read as a number", "无法读作数字")).with_help(help)
}

/// Commas between groups of digits.
#[must_use]
pub fn separators(span: Span, found: &str, meant: &str, in_call: bool) -> Diagnostic {
    let message = both!("thousands separators in `{found}`", "`{found}` 中有千位分隔符");
    let (label, help) = if in_call {
        let help = both!(
            "write `{meant}`; if these are several values, put a blank behind the comma",
            "请写成 `{meant}`；如果是几个值，请在逗号后加空格"
        );
        (both!("one number or several?", "是一个数还是几个数？"), help)
    } else {
        (both!("commas inside a number", "数字中有逗号"), both!("write `{meant}`", "请写成 `{meant}`"))
    };
    Diagnostic::error("F006", message, span, label).with_help(help)
}

/// More digits than numbers keep.
#[must_use]
pub fn too_many_digits(span: Span, found: &str) -> Diagnostic {
    let message = both!("`{found}` has more than 28 digits", "`{found}` 超过 28 位");
    Diagnostic::error("F006", message, span, both!("too long", "过长"))
        .with_help(both!("write at most 28 digits", "请最多写 28 位"))
}
