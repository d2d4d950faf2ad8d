//! S006: formula cut at a comma or bracket.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Formula cut at a comma or bracket, at `span`.
#[must_use]
pub fn formula_cut_at_comma(span: Span, formula: &str) -> Diagnostic {
    let quoted = format!("'{}'", formula.replace('\'', "''"));
    let found = Diagnostic::error(
        "S006",
        both!("a formula inside `{{ }}` or `[ ]` is cut by YAML", "`{{ }}` 或 `[ ]` 里的公式被 YAML 截断了"),
        span,
        both!("this was meant as one value", "这里本应是一个值"),
    );
    found.with_help(both!("put the formula into single quotes: `{quoted}`", "给公式加上单引号：`{quoted}`"))
}

/// What `attain help S006` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S006",
    title: ["formula cut at a comma or bracket", "公式在逗号或括号处被截断"],
    what: [
        "Inside `{ }` and `[ ]` commas and brackets belong to YAML. A formula that has its own must be quoted, or YAML takes it to pieces.",
        "在 `{ }` 和 `[ ]` 里，逗号和括号归 YAML 所有。公式自己带有逗号或括号时必须加引号，否则会被 YAML 拆开。",
    ],
    example: "tiers:\n  - { from: 0%, rate: min(5%, x) }\n",
    mend: [
        "Quote it: `{ from: 0%, rate: 'min(5%, x)' }`, or write the row over several lines.",
        "加引号：`{ from: 0%, rate: 'min(5%, x)' }`，或把这一行拆成多行书写。",
    ],
};
