//! R004: no quota.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::diagnostics::r::Needed;
use crate::source::Span;
use crate::text::Text;

/// The finding; `whose` says for whom, such as `E1007, 2026-Q3`.
#[must_use]
pub fn no_quota(span: Span, whose: &Text, measure: &str, window: &str) -> Diagnostic {
    let message =
        both!("no quota for `{measure}` in {window} ({whose})", "`{measure}` 在 {window} 没有目标（{whose}）"; whose);
    Diagnostic::error("R004", message, span, both!("a quota is needed here", "此处需要目标")).with_help(both!(
        "add the row to the quotas file, or say `without_quota: report` or a number",
        "请在目标文件中补上该行，或写明 `without_quota: report` 或一个数"
    ))
}

/// As [`no_quota`], where there is one, of zero.
#[must_use]
pub fn zero_quota(span: Span, whose: &Text, measure: &str, window: &str) -> Diagnostic {
    let message = both!(
        "the quota for `{measure}` in {window} is 0 ({whose})",
        "`{measure}` 在 {window} 的目标是 0（{whose}）"; whose
    );
    Diagnostic::error("R004", message, span, both!("a quota above 0 is needed here", "此处需要大于 0 的目标"))
        .with_help(both!(
            "correct the row in the quotas file or the formula, or say `without_quota: report` or a number",
            "请改正目标文件中的该行或公式，或写明 `without_quota: report` 或一个数"
        ))
}

/// As [`no_quota`], where the participant is on the plan on none of the days.
#[must_use]
pub fn not_on_plan(span: Span, whose: &Text, measure: &str, window: &str) -> Diagnostic {
    let message = both!(
        "no quota for `{measure}` in {window}: on none of these days on the plan ({whose})",
        "`{measure}` 在 {window} 没有目标：这些日子都不在方案中（{whose}）"; whose
    );
    Diagnostic::error("R004", message, span, both!("a quota is needed here", "此处需要目标")).with_help(both!(
        "say what holds for such days: `without_quota: report` or a number; or look at a window on the plan",
        "请写明这种情况：`without_quota: report` 或一个数；或改用在方案内的窗口"
    ))
}

/// What the check says of periods whose quotas others have and some lack.
#[must_use]
pub fn lacking(span: Span, needed: &Needed) -> Diagnostic {
    let (name, periods, whose) = (&needed.name, needed.periods(), needed.whose());
    let message =
        both!("no quota `{name}` in {periods} for {whose}", "{whose} 在 {periods} 没有目标 `{name}`"; periods, whose);
    Diagnostic::error("R004", message, span, both!("a quota is needed here", "此处需要目标"))
        .with_help(needed.help("without_quota"))
}

/// Its page.
pub const EXPLANATION: Explanation = Explanation {
    code: "R004",
    title: ["no quota", "没有目标"],
    what: [
        "Attainment is measure over quota. The quota is missing or zero for this participant, or the window lies before or after the days on the plan, and the plan says that this is an error. `attain check` tells it beforehand of all periods that it tries, once for each quota; where nobody has one for a period other than the company's own, as W009. A row that has nearly the right name is pointed at.",
        "达成率 = 指标 ÷ 目标。此人的目标缺失或为零，或窗口不在其方案的日子内，而方案规定这是错误。`attain check` 会事先指出所试算的各期间的这种情况，每个目标一条；公司当前期间以外谁都没有时则为 W009。如果有一行的名称与之相近，也会指出。",
    ],
    example: "quota: bookings\n        without_quota: error",
    mend: [
        "Add the row to the quotas file, or say `without_quota: report` or a number.",
        "请在目标文件中补上该行，或写明 `without_quota: report` 或一个数。",
    ],
};
