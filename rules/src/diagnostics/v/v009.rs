//! V009: a line whose id does not fit it.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;

use super::{changed, finding};

/// The line's id is `found`, but its fields make `expected`.
#[must_use]
pub fn id(expected: &str, found: &str) -> Diagnostic {
    let message = both!(
        "line `{found}` has fields that make the id `{expected}`",
        "收入行 `{found}` 的各字段对应的 id 是 `{expected}`"
    );
    finding("V009", message).with_help(changed())
}

/// The line calls itself a kind that there is not.
#[must_use]
pub fn kind(line: &str, found: &str) -> Diagnostic {
    let message = both!(
        "line `{line}` is of kind `{found}`, but there are only `earning` and `guarantee`",
        "收入行 `{line}` 的类别是 `{found}`，而类别只有 `earning` 和 `guarantee`"
    );
    finding("V009", message).with_help(changed())
}

/// What the code means.
pub const EXPLANATION: Explanation = Explanation {
    code: "V009",
    title: ["an id that does not fit its line", "id 与收入行不符"],
    what: [
        "The id of a line is made of the period for which it was earned, the participant, the plan, the component and the kind.",
        "收入行的 id 由所属期间、人员、方案、组成部分和类别组成。",
    ],
    example: r#""id": "2026-Q3/E1007/account-executive/commission/earning", "participant": "E1008""#,
    mend: [
        "Have the trace written again from the company's folder, and find out who changed the file in between.",
        "从公司文件夹重新生成该文件，并查清其间是谁改动了它。",
    ],
};
