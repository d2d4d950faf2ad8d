//! S017: empty file.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Empty file, at `span`.
#[must_use]
pub fn empty_file(span: Span) -> Diagnostic {
    let found = Diagnostic::error("S017", both!("the file says nothing", "文件是空的"), span, both!("empty", "空"));
    found.with_help(both!("write the plan or the company into it, or remove the file", "写入内容，或删除这个文件"))
}

/// What `attain help S017` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S017",
    title: ["empty file", "空文件"],
    what: ["The file has nothing but comments and blank lines.", "文件里只有注释和空行。"],
    example: "# nothing yet\n",
    mend: ["Fill it or remove it.", "写入内容或删除。"],
};
