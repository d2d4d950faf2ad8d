//! V002: a digest that does not fit the lines.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;

use super::{changed, finding};

/// The digest in the file is `found`, but its lines have `expected`.
#[must_use]
pub fn digest(expected: &str, found: &str) -> Diagnostic {
    let message = both!(
        "the digest is `{found}`, but the lines of this file have `{expected}`",
        "文件的摘要是 `{found}`，但其内容的摘要是 `{expected}`"
    );
    finding("V002", message).with_help(changed())
}

/// What the code means.
pub const EXPLANATION: Explanation = Explanation {
    code: "V002",
    title: ["the digest does not fit", "摘要不符"],
    what: [
        "The digest is the SHA-256 of all lines. It fits no longer, so something in the lines was changed after the file was written.",
        "摘要是全部收入行的 SHA-256。它与内容不再相符，说明文件生成后内容被改动过。",
    ],
    example: r#""digest": "sha256:0000000000000000""#,
    mend: [
        "Have the trace written again from the company's folder, and find out who changed the file in between.",
        "从公司文件夹重新生成该文件，并查清其间是谁改动了它。",
    ],
};
