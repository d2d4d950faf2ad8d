//! N041: code that there is not.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// A test expects an error with a code that there is not.
#[must_use]
pub fn no_code(span: Span, code: &str, nearest: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(
        "N041",
        both!("there is no code `{code}`", "没有代码 `{code}`"),
        span,
        both!("no such code", "没有这个代码"),
    );
    found.with_help(match nearest {
        Some(nearest) => both!("did you mean `{nearest}`?", "是否想写 `{nearest}`？"),
        None => both!("`attain help codes` lists all codes", "`attain help codes` 列出全部代码"),
    })
}

/// What `attain help N041` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N041",
    title: ["code that there is not", "不存在的代码"],
    what: [
        "A test in tests/*.yaml expects that the run fails with a code, but no finding has this code.",
        "tests/*.yaml 里的测试预期运行以某个代码失败，但没有任何问题使用这个代码。",
    ],
    example: "expect:\n  error: R999\n",
    mend: ["Take a code from `attain help codes`.", "从 `attain help codes` 列出的代码中选一个。"],
};
