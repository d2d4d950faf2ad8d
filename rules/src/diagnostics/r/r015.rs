//! R015: somebody left for a reason of which the plan says nothing.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The finding at the `leavers` of a component; `whose` says for whom. Without a `reason` the data gives none. `back` is
/// whether these rules are about what is taken back.
#[must_use]
pub fn no_leaver_rule(span: Span, whose: &Text, reason: Option<&str>, back: bool) -> Diagnostic {
    let message = match reason {
        Some(reason) => both!(
            "the plan has no rule for who leaves because of `{reason}` ({whose})",
            "方案没有写明因 `{reason}` 离职怎么办（{whose}）"; whose
        ),
        None => both!(
            "the plan has no rule for who leaves without a reason in `left_because` ({whose})",
            "方案没有写明 `left_because` 为空的离职怎么办（{whose}）"; whose
        ),
    };
    let (first, others, otherwise) = match back {
        true => ("nothing", ["all", "50%", "not_served", "not_served_begun"], "nothing"),
        false => ("keep", ["forfeit", "pro_rata", "pro_rata_begun", "accelerate"], "forfeit"),
    };
    let others = others.map(|word| format!("`{word}`"));
    let others = Text { en: others.join(", "), zh: others.join("、") };
    let help = match reason {
        Some(reason) => both!(
            "add `{reason}: {first}` (or {others}) or `else: {otherwise}` to `leavers`, or correct the reason in the participants",
            "请在 `leavers` 中加上 `{reason}: {first}`（或 {others}）或 `else: {otherwise}`，或改正人员表中的原因"; others
        ),
        None => both!(
            "add `else: {otherwise}` (or another rule) to `leavers`, or fill `left_because` in the participants",
            "请在 `leavers` 中加上 `else: {otherwise}`（或其他规则），或在人员表中填写 `left_because`"
        ),
    };
    Diagnostic::error("R015", message, span, both!("not among these reasons", "不在这些原因之中")).with_help(help)
}

/// Its page.
pub const EXPLANATION: Explanation = Explanation {
    code: "R015",
    title: ["no rule for a reason to leave", "离职原因没有规则"],
    what: [
        "`leavers` says what becomes of parts that are still to come when somebody leaves, by the reason in `left_because`. Somebody left for a reason that does not stand there, and there is no `else`. Reasons are compared letter by letter.",
        "`leavers`按 `left_because` 中的原因写明离职时未到期的部分怎么办。有人的离职原因不在其中，也没有写 `else`。原因逐字比较。",
    ],
    example: "leavers:\n  resigned: forfeit\n  retired: keep",
    mend: [
        "Add the reason, or `else` for all others; or correct `left_because` in the participants.",
        "加上这个原因，或用 `else` 写明其他所有原因；或改正人员表中的 `left_because`。",
    ],
};
