//! N042: name in a test that no plan has.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// No plan has a component called `name`.
#[must_use]
pub fn not_in_plans(span: Span, name: &str, nearest: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(
        "N042",
        both!("no plan has a component `{name}`", "没有任何方案包含组成部分 `{name}`"),
        span,
        both!("not in any plan", "不在任何方案里"),
    );
    found.with_help(match nearest {
        Some(nearest) => both!("did you mean `{nearest}`?", "是否想写 `{nearest}`？"),
        None => both!("use a name from plans/*.yaml", "请使用 plans/*.yaml 里的名称"),
    })
}

/// What `attain help N042` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N042",
    title: ["name in a test that no plan has", "测试中的名称不在任何方案里"],
    what: [
        "A test in tests/*.yaml names a component that no plan has, so what it expects can never come out.",
        "tests/*.yaml 里的测试使用了没有任何方案包含的组成部分，因此它的预期永远不会出现。",
    ],
    example: "expect:\n  lines: { comission: 35000 }\n",
    mend: ["Write the name as the plan writes it.", "按方案里的写法书写名称。"],
};
