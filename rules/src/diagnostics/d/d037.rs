//! `D037`: figures that no plan reads.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The `kind` named `name` at `place` is read by no plan; `nearest` is the most similar one that is, and whether rows have that name.
#[must_use]
pub fn unread_name(place: Span, kind: &Text, name: &str, nearest: Option<(&str, bool)>) -> Diagnostic {
    let help = match nearest {
        Some((nearest, true)) => both!("did you mean `{nearest}`?", "是不是 `{nearest}`？"),
        Some((nearest, false)) => both!(
            "a plan reads `{nearest}`, which no row has: correct whichever is misspelt",
            "有方案读取 `{nearest}`，却没有任何行写它：请改正写错的那一个"
        ),
        None => both!("take the rows out, or let a plan read them", "请去掉这些行，或让方案读取它们"),
    };
    Diagnostic::warning(
        "D037",
        both!("no plan reads the {kind} `{name}`", "没有方案读取{kind} `{name}`"; kind),
        place,
        both!("the first of its rows", "其中第一行"),
    )
    .with_help(help)
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D037",
    title: ["figures that no plan reads", "没有方案读取的数据"],
    what: [
        "Rows of quotas or metrics have a name that no plan mentions. They change nothing, which is rarely what was meant.",
        "目标或外部指标表中有方案没有提到的名称。它们不起作用，这往往不是本意。",
    ],
    example: "participant,quota,period,amount\nE1,bokings,2026-Q1,50000",
    mend: ["Correct the name, or take the rows out.", "改正名称，或去掉这些行。"],
};
