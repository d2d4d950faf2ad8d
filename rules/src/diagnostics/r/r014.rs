//! R014: a reporting line that comes back to itself.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The finding; `whose` says for which transaction.
#[must_use]
pub fn line_in_circle(span: Span, whose: &Text, participant: &str) -> Diagnostic {
    let message = both!(
        "the reporting line above `{participant}` goes in a circle ({whose})",
        "`{participant}` 的汇报线绕成了圈（{whose}）"; whose
    );
    Diagnostic::error("R014", message, span, both!("its credit goes up the line", "归属沿汇报线上卷")).with_help(both!(
        "look at the column `manager` of the assignments: somebody stands above their own manager",
        "请检查任职表的 `manager` 列：有人成了自己上级的上级"
    ))
}

/// Its page.
pub const EXPLANATION: Explanation = Explanation {
    code: "R014",
    title: ["reporting line in a circle", "汇报线绕圈"],
    what: [
        "A measure with `up` gives credit to those who stand above a participant. Following the column `manager` of the assignments leads back to somebody who was passed before.",
        "写了 `up` 的指标把归属记给上级，而沿任职表的 `manager` 列往上，又回到了已经过的人。",
    ],
    example: "participant,plan,manager\n        E1,seller,E2\n        E2,seller,E1",
    mend: [
        "Correct the `manager` of one of them; whoever stands on top has none.",
        "改正其中一人的 `manager`；最上级不填。",
    ],
};
