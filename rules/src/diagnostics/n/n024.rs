//! N024: name that is taken.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// Name that is taken, at `span`.
#[must_use]
pub fn name_taken(span: Span, name: &str, by: &Text) -> Diagnostic {
    let found = Diagnostic::error(
        "N024",
        both!("the name `{name}` is taken: it is {by}", "名字 `{name}` 已被占用：它是{by}"; by),
        span,
        both!("here", "这里"),
    );
    found.with_help(both!("choose another name", "换一个名字"))
}

/// What `attain help N024` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N024",
    title: ["name that is taken", "名字已被占用"],
    what: ["A formula that says the name could mean either.", "公式里写这个名字时就分不清指哪一个。"],
    example: "measures:\n  salary: {}\n",
    mend: ["Choose another name.", "换一个名字。"],
};
