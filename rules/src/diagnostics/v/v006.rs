//! V006: a fact that cannot be worked out.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::text::Text;

use super::{FactPlace, changed, finding};

/// The fact cannot be worked out, for this reason.
#[must_use]
pub fn unworkable(place: &FactPlace<'_>, reason: &Text) -> Diagnostic {
    let fact = place.text();
    let message = both!("{fact} cannot be worked out again: {reason}", "{fact}无法重算：{reason}"; fact, reason);
    finding("V006", message).with_help(changed())
}

/// What the code means.
pub const EXPLANATION: Explanation = Explanation {
    code: "V006",
    title: ["a fact that cannot be worked out", "无法重算"],
    what: [
        "The facts that this one is made of do not fit together: a text where a number belongs, a division by zero, a formula that cannot be read.",
        "该事实所依据的内容彼此不合：应为数字处是文字、除数为零，或公式无法读懂。",
    ],
    example: r#""how":{"by":"quotient","of":[0,1]}"#,
    mend: [
        "Have the trace written again from the company's folder, and find out who changed the file in between.",
        "从公司文件夹重新生成该文件，并查清其间是谁改动了它。",
    ],
};
