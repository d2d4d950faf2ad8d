//! N022: name of a component that stands twice.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Name of a component that stands twice, at `span`.
#[must_use]
pub fn component_twice(span: Span, name: &str, earlier: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "N022",
        both!("two components are called `{name}`", "有两个组成部分都叫 `{name}`"),
        span,
        both!("again here", "这里又出现一次"),
    );
    let found = found.with_help(both!("give one of them another name", "给其中一个换名字"));
    found.with_label(earlier, both!("first here", "第一次在这里"))
}

/// What `attain help N022` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N022",
    title: ["name of a component that stands twice", "组成部分重名"],
    what: [
        "Lines and formulas name components, so names must differ inside a plan.",
        "收入行和公式都用名字指代组成部分，因此同一方案内不能重名。",
    ],
    example: "components:\n  - commission: a\n  - bonus: a\n",
    mend: ["Rename one.", "改名。"],
};
