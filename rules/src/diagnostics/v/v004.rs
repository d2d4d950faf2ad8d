//! V004: a value that does not come out.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;

use super::{FactPlace, changed, finding};

/// The fact's value is `found`, but the facts before it give `expected`.
#[must_use]
pub fn value(place: &FactPlace<'_>, expected: &str, found: &str) -> Diagnostic {
    let fact = place.text();
    let message = both!("{fact} is `{found}`, but works out as `{expected}`", "{fact}写的是 `{found}`，重算结果是 `{expected}`"; fact);
    finding("V004", message).with_help(changed())
}

/// What the code means.
pub const EXPLANATION: Explanation = Explanation {
    code: "V004",
    title: ["a value that does not come out", "重算结果不符"],
    what: [
        "The value was worked out again from the facts before it, exactly, and something else came out. Either the value or one of the facts that it is made of was changed.",
        "按它之前的事实精确重算，得到了不同的结果。要么该值被改动，要么它所依据的某条事实被改动。",
    ],
    example: r#""value":"400","type":"number","how":{"by":"sum","of":[0,1]}"#,
    mend: [
        "Have the trace written again from the company's folder, and find out who changed the file in between.",
        "从公司文件夹重新生成该文件，并查清其间是谁改动了它。",
    ],
};
