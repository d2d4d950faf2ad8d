//! C001: path with a backslash.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Path with a backslash, at `span`.
#[must_use]
pub fn backslash_in_path(span: Span, path: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "C001",
        both!("the path `{path}` has a backslash", "路径 `{path}` 里有反斜杠"),
        span,
        both!("here", "这里"),
    );
    found
        .with_help(both!("write `/` between folders: it works on every system", "文件夹之间用 `/`，在所有系统上都有效"))
}

/// What `attain help C001` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C001",
    title: ["path with a backslash", "路径里有反斜杠"],
    what: [
        "Paths are relative to the company folder and written with `/`, so that the folder works on every computer.",
        "路径相对于公司文件夹，用 `/` 书写，这样在任何电脑上都能使用。",
    ],
    example: "file: 'data\\deals.csv'\n",
    mend: ["Write `data/deals.csv`.", "写成 `data/deals.csv`。"],
};
