//! T009: setting that needs another one.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// Setting that needs another one, at `span`.
#[must_use]
pub fn needs(span: Span, key: &str, needed: &str, hint: Option<Text>) -> Diagnostic {
    let found = Diagnostic::error(
        "T009",
        both!("`{key}` needs `{needed}` beside it", "`{key}` 需要同时写 `{needed}`"),
        span,
        both!("alone here", "这里单独出现"),
    );
    let help = hint.unwrap_or_else(|| both!("add `{needed}`, or remove `{key}`", "加上 `{needed}`，或删去 `{key}`"));
    found.with_help(help)
}

/// What `attain help T009` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T009",
    title: ["setting that needs another one", "设置缺少搭配"],
    what: ["By itself the setting would have several meanings or none.", "单独写这个设置会有多种含义或没有意义。"],
    example: "quota: bookings\n",
    mend: ["Add the other key.", "补上另一个键。"],
};
