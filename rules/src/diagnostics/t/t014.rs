//! T014: row with too much or too little.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// Row with too much or too little, at `span`.
#[must_use]
pub fn row_entries(span: Span, problem: &Text) -> Diagnostic {
    let found = Diagnostic::error("T014", both!("{problem}", "{problem}"; problem), span, both!("this row", "这一行"));
    found.with_help(both!("a row of rates is `{{ from: 0%, rate: 5% }}`, a row of a step table `{{ from: 100%, amount: 5000 }}`; `above` instead of `from` leaves the limit itself out", "费率表的行写 `{{ from: 0%, rate: 5% }}`，阶梯金额表的行写 `{{ from: 100%, amount: 5000 }}`；用 `above` 代替 `from` 表示不含界限本身"))
}

/// What `attain help T014` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T014",
    title: ["row with too much or too little", "行的内容多了或少了"],
    what: ["Every row has one limit and what holds from there on.", "每一行有一个界限和从那里起生效的内容。"],
    example: "tiers:\n  - { from: 0%, amount: 5 }\nmode: marginal\n",
    mend: ["Write `from` or `above`, and `rate` or `amount`.", "写 `from` 或 `above`，以及 `rate` 或 `amount`。"],
};
