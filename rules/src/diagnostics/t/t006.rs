//! T006: unknown currency.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Unknown currency, at `span`.
#[must_use]
pub fn no_currency(span: Span, text: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "T006",
        both!("`{text}` is no currency", "`{text}` 不是货币代码"),
        span,
        both!("here", "这里"),
    );
    found.with_help(both!(
        "write the ISO code in capital letters: `CNY`, `USD`, `EUR`",
        "用大写 ISO 代码：`CNY`、`USD`、`EUR`"
    ))
}

/// What `attain help T006` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T006",
    title: ["unknown currency", "未知的货币"],
    what: [
        "Currencies are named by their code of ISO 4217, which also says how many decimal places they have.",
        "货币使用 ISO 4217 代码，它同时决定小数位数。",
    ],
    example: "currency: RMB\n",
    mend: ["Write `CNY`.", "写 `CNY`。"],
};
