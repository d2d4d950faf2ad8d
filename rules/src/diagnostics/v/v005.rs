//! V005: a given value that is not what was written.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;

use super::{FactPlace, changed, finding};

/// The fact says that it was given as `text`, which is not its value `found`.
#[must_use]
pub fn given(place: &FactPlace<'_>, text: &str, found: &str) -> Diagnostic {
    let fact = place.text();
    let message =
        both!("{fact} is `{found}`, but was given as `{text}`", "{fact}写的是 `{found}`，而给定的是 `{text}`"; fact);
    finding("V005", message).with_help(changed())
}

/// What the code means.
pub const EXPLANATION: Explanation = Explanation {
    code: "V005",
    title: ["a given value that was not given", "给定值不符"],
    what: [
        "What plan and data state stands in the trace twice: as it was written and as it was understood. The two say different things.",
        "方案和数据给出的值在文件中写两遍：原文和读出的值。两者不一致。",
    ],
    example: r#""value":"0.07","type":"number","how":{"by":"given","text":"6%"}"#,
    mend: [
        "Have the trace written again from the company's folder, and find out who changed the file in between.",
        "从公司文件夹重新生成该文件，并查清其间是谁改动了它。",
    ],
};
