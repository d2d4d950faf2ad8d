//! `D033`: a plan that nobody knows.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// Most plans that are listed.
const MOST_LISTED: usize = 6;

/// No plan has the name `plan` that stands at `place`; `nearest` is the most similar one of those that are `known`.
#[must_use]
pub fn unknown_plan<'p>(
    place: Span,
    plan: &str,
    nearest: Option<&str>,
    known: impl Iterator<Item = &'p str>,
) -> Diagnostic {
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    known.dedup();
    let known: Vec<String> = known.iter().take(MOST_LISTED).map(|plan| format!("`{plan}`")).collect();
    let known = Text { en: known.join(", "), zh: known.join("、") };
    let help = match nearest {
        Some(nearest) => both!(
            "did you mean `{nearest}`? Correct the rows, or `plan: {nearest}` in the plan's file, whichever is misspelt",
            "是不是 `{nearest}`？请改正这些行，或方案文件中的 `plan: {nearest}`，看哪一个写错了"
        ),
        None => both!(
            "write the name that stands behind `plan:` in a file of `plans/`, such as {known}",
            "请写 `plans/` 某个文件中 `plan:` 后面的名称，如 {known}"; known
        ),
    };
    Diagnostic::error(
        "D033",
        both!("unknown plan `{plan}`", "未知的方案 `{plan}`"),
        place,
        both!("no plan has this name", "没有方案叫这个名称"),
    )
    .with_help(help)
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D033",
    title: ["unknown plan", "未知的方案"],
    what: [
        "An assignment names a plan that no file in `plans/` defines.",
        "任职表写到的方案在 `plans/` 的任何文件中都没有定义。",
    ],
    example: "participant,plan\nE1,acount-executive",
    mend: ["Correct the name, or add the plan.", "改正名称，或加入该方案。"],
};
