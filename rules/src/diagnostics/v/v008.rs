//! V008: a line whose trace does not end in its amount.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;

use super::{changed, finding};

/// The line's amount is `found`, but its trace ends in `expected`.
#[must_use]
pub fn amount(line: &str, expected: &str, found: &str) -> Diagnostic {
    let message = both!(
        "line `{line}` pays `{found}`, but its trace ends in `{expected}`",
        "收入行 `{line}` 的金额是 `{found}`，而其计算依据的结果是 `{expected}`"
    );
    finding("V008", message).with_help(changed())
}

/// The last fact of the line's trace is not the line's amount, or there is no fact at all.
#[must_use]
pub fn no_end(line: &str) -> Diagnostic {
    let message = both!(
        "the trace of line `{line}` does not end in the line's amount",
        "收入行 `{line}` 的计算依据没有以该行金额结尾"
    );
    finding("V008", message).with_help(changed())
}

/// What the code means.
pub const EXPLANATION: Explanation = Explanation {
    code: "V008",
    title: ["the trace does not end in the amount", "计算结果与金额不符"],
    what: [
        "The last fact of a trace has the role `line` and is the amount that the line pays.",
        "计算依据的最后一条事实的角色是 `line`，其值就是该行的金额。",
    ],
    example: r#""amount": "97000.01""#,
    mend: [
        "Have the trace written again from the company's folder, and find out who changed the file in between.",
        "从公司文件夹重新生成该文件，并查清其间是谁改动了它。",
    ],
};
