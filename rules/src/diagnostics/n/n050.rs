//! N050: name of a test that stands twice.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The name of a test that stands twice, at `span`.
#[must_use]
pub fn test_twice(span: Span, name: &str, earlier: Span) -> Diagnostic {
    Diagnostic::error(
        "N050",
        both!("two tests are called `{name}`", "有两个测试都叫 `{name}`"),
        span,
        both!("again here", "这里又出现一次"),
    )
    .with_label(earlier, both!("first here", "第一次在这里"))
    .with_help(both!("say in one of the names what is different", "请在其中一个名称里写明有什么不同"))
}

/// What `attain help N050` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N050",
    title: ["name of a test that stands twice", "测试重名"],
    what: [
        "Tests are told, counted and asked for by their names, in all files of tests/ together. Of two of one name nobody can say which one failed, and mostly one was copied and never finished.",
        "测试按名称报告、计数和选取，tests/ 下的所有文件合在一起。两个重名的测试无法分清哪一个失败，而且多半是复制之后没有改完。",
    ],
    example: "tests:\n  - test: at quota\n    participant: E1007\n    period: 2026-Q1\n    expect: { payable: 78750.00 }\n  - test: at quota\n    participant: E1002\n    period: 2026-Q1\n    expect: { payable: 78750.00 }\n",
    mend: ["Rename one.", "改名。"],
};
