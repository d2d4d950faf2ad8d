//! S003: indentation that fits nothing.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Indentation that fits nothing, at `span`.
#[must_use]
pub fn indentation(span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "S003",
        both!("this line is indented in a way that fits nothing above it", "这一行的缩进与上面任何一行都不对应"),
        span,
        both!("begins at an unexpected column", "起始列不对"),
    );
    found.with_help(both!(
        "keys that belong together begin at the same column; what belongs to a key stands two spaces further right",
        "同一层的键从同一列开始；属于某个键的内容向右缩进两个空格"
    ))
}

/// A dash at `span` that no space parts from what stands behind it.
#[must_use]
pub fn dash(span: Span) -> Diagnostic {
    let message = both!("a dash without a space behind it", "短横后面缺少空格");
    let label = both!("begins like an entry of a list", "看起来是列表的一项");
    Diagnostic::error("S003", message, span, label)
        .with_help(both!("put a space behind the dash: `- …`", "请在短横后面加一个空格：`- …`"))
}

/// The row at `span` of a list lacks its dash.
#[must_use]
pub fn row_without_dash(span: Span) -> Diagnostic {
    let message = both!("a row of a list without its dash", "列表中的一行缺少短横");
    let label = both!("begins like the rows above, behind their dashes", "写法与上面各行短横后面的内容相同");
    Diagnostic::error("S003", message, span, label)
        .with_help(both!("put a dash and a space in front of it: `- {{ …`", "请在前面加短横和空格：`- {{ …`"))
}

/// What `attain help S003` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S003",
    title: ["indentation that fits nothing", "缩进对不上"],
    what: [
        "The line begins neither where its siblings begin nor deeper than its key, so that nobody can tell what it belongs to.",
        "这一行既不与同级内容对齐，也不比所属的键更靠右，无法判断它属于谁。",
    ],
    example: "measures:\n    bookings: {}\n  visits: {}\n",
    mend: ["Align it with the lines of the same level.", "与同一层的行对齐。"],
};
