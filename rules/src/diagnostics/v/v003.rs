//! V003: a fact that refers to one that does not stand before it.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;

use super::{FactPlace, changed, finding};

/// The fact refers to fact `to`, which does not stand before it.
#[must_use]
pub fn reference(place: &FactPlace<'_>, to: u32) -> Diagnostic {
    let fact = place.text();
    let message = both!("{fact} refers to fact {to}, which does not stand before it", "{fact}引用了事实 {to}，而它并不在其之前"; fact);
    finding("V003", message).with_help(changed())
}

/// What the code means.
pub const EXPLANATION: Explanation = Explanation {
    code: "V003",
    title: ["a reference that leads nowhere", "引用无效"],
    what: [
        "Every fact is worked out from facts that stand before it. A reference to itself, to a later fact or past the end means that the file was changed.",
        "每条事实都由它之前的事实算出。引用自身、后面的事实或不存在的事实，说明文件被改动过。",
    ],
    example: r#""how": {"by":"sum","of":[3,99]}"#,
    mend: [
        "Have the trace written again from the company's folder, and find out who changed the file in between.",
        "从公司文件夹重新生成该文件，并查清其间是谁改动了它。",
    ],
};
