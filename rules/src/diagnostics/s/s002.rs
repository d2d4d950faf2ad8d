//! S002: tab in the indentation.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Tab in the indentation, at `span`.
#[must_use]
pub fn tab(span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "S002",
        both!("a tab stands where only spaces can", "此处只能用空格，却出现了制表符"),
        span,
        both!("this is a tab", "这是制表符"),
    );
    found.with_help(both!("replace the tab by spaces (two for each level)", "把制表符换成空格（每一层两个）"))
}

/// What `attain help S002` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S002",
    title: ["tab in the indentation", "缩进里有制表符"],
    what: [
        "YAML shows what belongs together by indentation, and a tab has no fixed width. Editors show it like spaces.",
        "YAML 用缩进表示从属关系，而制表符没有固定宽度，编辑器里看起来却像空格。",
    ],
    example: "measures:\n\tbookings: {}\n",
    mend: [
        "Replace tabs by spaces. Most editors can do this for the whole file.",
        "把制表符换成空格，多数编辑器可以一次替换整个文件。",
    ],
};
