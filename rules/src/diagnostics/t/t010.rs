//! T010: component that pays nothing.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Component that pays nothing, at `span`; a pool has a fund where others have an amount.
#[must_use]
pub fn nothing_pays(span: Span, name: &str, is_pool: bool) -> Diagnostic {
    let found = Diagnostic::error(
        "T010",
        both!("the component `{name}` does not say what it pays", "组成部分 `{name}` 没有说明支付多少"),
        span,
        both!("here", "这里"),
    );
    if is_pool {
        return found.with_help(both!(
            "write `pays_on` with `rate`, `tiers` or `curve`; or `fund` with a formula",
            "写 `pays_on` 加上 `rate`、`tiers` 或 `curve`；或者用 `fund` 写公式"
        ));
    }
    found.with_help(both!(
        "write `pays_on` (or `target`) with `rate`, `tiers` or `curve`; or `amount` with a formula",
        "写 `pays_on`（或 `target`）加上 `rate`、`tiers` 或 `curve`；或者用 `amount` 写公式"
    ))
}

/// What `attain help T010` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T010",
    title: ["component that pays nothing", "没有支付内容"],
    what: [
        "A component needs a base and rates, or a formula for the amount.",
        "组成部分需要基数和费率，或一个金额公式。",
    ],
    example: "components:\n  - commission: c\n    pays_on: bookings\n",
    mend: ["Add what is missing.", "补上缺少的内容。"],
};
