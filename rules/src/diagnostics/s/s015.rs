//! S015: file past a limit.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// What there is too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Bytes of the file.
    Bytes,
    /// Levels of maps and lists in each other.
    Depth,
    /// Maps, lists and texts.
    Nodes,
}

impl Measure {
    fn text(self) -> Text {
        match self {
            Self::Bytes => both!("bytes", "字节"),
            Self::Depth => both!("levels", "层级"),
            Self::Nodes => both!("values", "值"),
        }
    }
}

/// File past a limit, at `span`.
#[must_use]
pub fn too_much(span: Span, what: Measure, limit: usize) -> Diagnostic {
    let what = what.text();
    let found = Diagnostic::error(
        "S015",
        both!("this file has too many {what}: more than {limit}", "文件的{what}过多：超过 {limit}"; what),
        span,
        both!("the limit is passed here", "从这里开始超出"),
    );
    found.with_help(both!("split the file, or move data into a CSV file", "拆分文件，或把数据移到 CSV 文件"))
}

/// What `attain help S015` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S015",
    title: ["file past a limit", "文件超出限制"],
    what: [
        "Files are limited: 1 MiB, 32 levels, 100,000 values. A file that passes a limit is mostly no plan.",
        "文件有上限：1 MiB、32 层、100,000 个值。超出上限的文件多半不是方案。",
    ],
    example: "a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
    mend: ["Split the file.", "拆分文件。"],
};
