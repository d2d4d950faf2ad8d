//! N040: expectation of a test that names nothing.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// `text` is the name of nothing that can be expected.
#[must_use]
pub fn no_figure(span: Span, text: &str, near: Option<&Text>) -> Diagnostic {
    let found = Diagnostic::error(
        "N040",
        both!("`{text}` names nothing that a test can expect", "`{text}` 不是测试可以预期的内容"),
        span,
        both!("no such figure", "没有这种数值"),
    );
    if let Some(near) = near {
        return found.with_help(both!("did you mean `{near}`?", "是否想写 `{near}`？"; near));
    }
    found.with_help(both!(
        "write `payable`, `payable in UNIT`, `taxable value of COMPONENT`, `lines`, `error`, one of `base`, `index`, `rate`, `rate N`, `slice N`, `slice base N`, `row limit N`, `fee N`, `target`, `factor`, `floor`, `cap`, `pay`, `gate`, `unmeasured`, `each KEY`, `credit KEY`, `fund`, `reserve`, `place`, `owed` or another fact of the trace, such as `share KEY` or `left on`, with ` of COMPONENT` behind it, or a formula as plans have them, such as `attainment(MEASURE, quarter)`",
        "请写 `payable`、`payable in 单位`、`taxable value of 组成部分`、`lines`、`error`，或者 `base`、`index`、`rate`、`rate N`、`slice N`、`slice base N`、`row limit N`、`fee N`、`target`、`factor`、`floor`、`cap`、`pay`、`gate`、`unmeasured`、`each KEY`、`credit KEY`、`fund`、`reserve`、`place`、`owed` 或计算过程中的其他事实，如 `share KEY` 或 `left on`，并在后面加上 ` of 组成部分`，或者方案中那样的公式，如 `attainment(指标, quarter)`"
    ))
}

/// What `attain help N040` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N040",
    title: ["expectation of a test that names nothing", "测试的预期没有所指"],
    what: [
        "A test in tests/*.yaml expects a figure that no calculation has, so it could never pass or fail for a reason.",
        "tests/*.yaml 里的测试预期了一个计算中不存在的数值，因此它通过或失败都没有意义。",
    ],
    example: "expect:\n  slize 1 of commission: 35000\n",
    mend: ["Use one of the names in docs/language.md.", "使用 docs/language.md 里列出的名称。"],
};
