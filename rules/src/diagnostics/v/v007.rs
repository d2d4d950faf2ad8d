//! V007: a plain text that says something else than the fields.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;

use super::{FactPlace, changed, finding};

/// The fact's plain text is `found`, but its fields say `expected`.
#[must_use]
pub fn fact(place: &FactPlace<'_>, expected: &str, found: &str) -> Diagnostic {
    let fact = place.text();
    let message = both!("{fact} says `{found}`, but its fields say `{expected}`", "{fact}的 `says` 是 `{found}`，而各字段是 `{expected}`"; fact);
    finding("V007", message).with_help(changed())
}

/// The line's plain text is `found`, but its fields say `expected`.
#[must_use]
pub fn line(line: &str, expected: &str, found: &str) -> Diagnostic {
    let message = both!(
        "line `{line}` says `{found}`, but its fields say `{expected}`",
        "收入行 `{line}` 的 `says` 是 `{found}`，而各字段是 `{expected}`"
    );
    finding("V007", message).with_help(changed())
}

/// What the code means.
pub const EXPLANATION: Explanation = Explanation {
    code: "V007",
    title: ["plain text and fields differ", "文字与字段不一致"],
    what: [
        "Every line and every fact stands in the file twice: in fields, and under `says` in one line of plain text. The two differ, so one of them was changed.",
        "每条收入行和每条事实都写两遍：各个字段，以及 `says` 下的一行文字。两者不一致，说明其中之一被改动过。",
    ],
    example: r##""value":"0.06", "says":"#3 rate(row 2) = 0.07, given `6%`, plans/ae.yaml:14""##,
    mend: [
        "Have the trace written again from the company's folder, and find out who changed the file in between.",
        "从公司文件夹重新生成该文件，并查清其间是谁改动了它。",
    ],
};
