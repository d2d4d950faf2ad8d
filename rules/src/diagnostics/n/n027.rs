//! N027: an unknown unit.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "N027",
    title: ["unknown unit", "未知的单位"],
    what: [
        "What a company pays in beside money stands under `units` in attain.yaml: points, shares, things. `in` of a component and `thing` of a prize name one of them.",
        "公司除金额以外用什么支付，写在 attain.yaml 的 `units` 里：积分、股份、实物。组成部分的 `in` 和奖品的 `thing` 引用其中之一。",
    ],
    example: "- bonus: award\n  in: pionts",
    mend: ["Name a unit of attain.yaml, or add it there.", "请写 attain.yaml 中的单位，或在那里加上它。"],
};

/// The company has no unit of this name. `known` are those that it has.
#[must_use]
pub fn unknown_unit(span: Span, name: &str, near: Option<&str>, known: &str) -> Diagnostic {
    let message = both!("unknown unit `{name}`", "未知的单位 `{name}`");
    let help = match (near, known) {
        (Some(near), _) => both!("did you mean `{near}`?", "是否想写 `{near}`？"),
        (None, "") => both!(
            "add it to attain.yaml: `units: {{ {name}: {{ value: 1 }} }}`; what is paid in money has no `in`",
            "请在 attain.yaml 中加上：`units: {{ {name}: {{ value: 1 }} }}`；以金额支付的不写 `in`"
        ),
        (None, known) => {
            both!("write one of {known}, or add it to attain.yaml", "请写 {known} 之一，或在 attain.yaml 中加上它")
        }
    };
    Diagnostic::error("N027", message, span, both!("no unit of the company", "公司没有这个单位")).with_help(help)
}
