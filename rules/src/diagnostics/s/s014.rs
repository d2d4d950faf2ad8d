//! S014: several documents in a file.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Several documents in a file, at `span`.
#[must_use]
pub fn several_documents(span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "S014",
        both!("a second document begins here", "这里开始了第二个文档"),
        span,
        both!("one file has one document", "一个文件只能有一个文档"),
    );
    found.with_help(both!("put what follows into a file of its own", "把后面的内容放进单独的文件"))
}

/// What `attain help S014` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S014",
    title: ["several documents in a file", "一个文件里有多个文档"],
    what: [
        "`---` begins a new document. A file has one plan, or the company, or tests.",
        "`---` 表示新文档开始。一个文件只写一个方案、公司设置或测试。",
    ],
    example: "plan: a\n---\nplan: b\n",
    mend: ["Make two files.", "拆成两个文件。"],
};
