//! `D070`: a contest that differs from what was frozen.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The rules of a contest, which stand at `span`, differ from those that `frozen` holds.
#[must_use]
pub fn differs(span: Span, contest: &str, period: &str, frozen: Span) -> Diagnostic {
    let message = both!(
        "the rules of `{contest}` for {period} were frozen, and differ from that now",
        "`{contest}` 在 {period} 的规则已冻结，而现在与之不同"
    );
    Diagnostic::error("D070", message, span, both!("not the rules that were promised", "不是承诺的规则"))
        .with_label(frozen, both!("frozen here", "冻结于此"))
        .with_help(help())
}

/// The contest that `frozen` holds is not there.
#[must_use]
pub fn gone(frozen: Span, contest: &str, plan: &str, period: &str) -> Diagnostic {
    let message = both!(
        "`{contest}` of plan `{plan}` for {period} was frozen, and is not there now",
        "方案 `{plan}` 的 `{contest}` 在 {period} 的规则已冻结，而现在没有这项竞赛"
    );
    Diagnostic::error("D070", message, frozen, both!("this contest was promised", "已承诺这项竞赛")).with_help(help())
}

fn help() -> crate::text::Text {
    both!(
        "put the contest, the measures and components that it reads, and their roundings back as they were; other rules for later periods are a new version of the plan. If everybody agrees to other rules now, take the line out of `contests.lock` and write `attain freeze` again",
        "请把竞赛、它读取的指标和组成部分及其舍入恢复原样；以后期间的新规则请写成方案的新版本。如果各方同意现在就改规则，请从 `contests.lock` 删去该行，再运行 `attain freeze`"
    )
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D070",
    title: ["a contest that differs from what was frozen", "与冻结的规则不同的竞赛"],
    what: [
        "`attain freeze` writes down a digest of a contest's rules for a period: the contest itself, the measures and components that it reads, and their roundings. While anything of it differs, nothing is computed. Titles, layout and comments may change.",
        "`attain freeze` 记下一项竞赛在某期间的规则摘要：竞赛本身、它读取的指标和组成部分及其舍入。只要有任何不同，就不会计算。标题、排版和注释可以改变。",
    ],
    example: "2026-Q1 sellers race sha256:0000000000000000000000000000000000000000000000000000000000000000",
    mend: [
        "Put the rules back, or agree on the new ones and freeze again.",
        "恢复规则，或就新规则达成一致后重新冻结。",
    ],
};
