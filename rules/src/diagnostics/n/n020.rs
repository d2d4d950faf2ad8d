//! N020: unknown key.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// Unknown key, at `span`.
#[must_use]
pub fn unknown_key(span: Span, key: &str, place: &Text, nearest: Option<&str>, known: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "N020",
        both!("unknown key `{key}` in {place}", "{place}里没有 `{key}` 这个键"; place),
        span,
        both!("no such key", "没有这个键"),
    );
    match nearest {
        Some(nearest) => found.with_help(both!("did you mean `{nearest}`?", "是不是想写 `{nearest}`？")),
        None => found.with_help(both!("known here: {known}", "这里可用的有：{known}")),
    }
}

/// The digits behind a decimal comma, which braces take for a key; with them the number is `written`.
#[must_use]
pub fn decimal_comma(span: Span, key: &str, place: &Text, written: &str) -> Diagnostic {
    let meant = written.replacen(',', ".", 1);
    unknown_key(span, key, place, None, "")
        .with_help(both!("write the decimal point: `{meant}`", "小数点请写成 `.`：`{meant}`"))
}

/// The key at `span` says where a row ends.
#[must_use]
pub fn end_of_row(span: Span, key: &str, place: &Text) -> Diagnostic {
    unknown_key(span, key, place, None, "").with_help(both!(
        "leave it out: a row says where it begins alone, `from` or `above`, and ends where the next one begins",
        "请删去：一行只写起点（`from` 或 `above`），到下一行的起点为止"
    ))
}

/// What `attain help N020` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N020",
    title: ["unknown key", "未知的键"],
    what: [
        "A key that is not known would be silently without effect, so it is refused.",
        "不认识的键会悄悄失效，因此直接拒绝。",
    ],
    example: "pays_of: bookings\n",
    mend: ["Correct the spelling; docs/language.md lists the keys.", "改正拼写；docs/language.md 列出了所有的键。"],
};
