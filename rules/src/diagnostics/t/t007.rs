//! T007: plan in another currency.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Plan in another currency, at `span`.
#[must_use]
pub fn other_currency(span: Span, plan: &str, company: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "T007",
        both!("the plan pays in {plan}, the company in {company}", "方案用 {plan} 支付，公司用 {company}"),
        span,
        both!("here", "这里"),
    );
    found.with_help(both!("write `{company}`, or leave the line out", "写 `{company}`，或删去这一行"))
}

/// What `attain help T007` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T007",
    title: ["plan in another currency", "方案使用了其他货币"],
    what: ["All plans of a company folder pay in its currency.", "公司文件夹里的方案都用公司的货币支付。"],
    example: "currency: USD\n",
    mend: ["Use the company's currency.", "使用公司的货币。"],
};
