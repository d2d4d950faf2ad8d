//! `D071`: a line of `contests.lock` that cannot be read.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `line`, which stands at `span`, names no contest, period and digest.
#[must_use]
pub fn no_line(span: Span, line: &str) -> Diagnostic {
    let line: String = line.chars().take(60).collect();
    let message = both!("`{line}` is no line of contests that are frozen", "`{line}` 不是冻结竞赛的一行");
    Diagnostic::error("D071", message, span, both!("period, plan, contest, digest", "期间、方案、竞赛、摘要")).with_help(
        both!(
            "the file is written by `attain freeze` and not by hand: put it back as it was, or take the line out and write `attain freeze` again",
            "该文件由 `attain freeze` 写出，不应手工修改：请恢复原样，或删去该行再运行 `attain freeze`"
        ),
    )
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D071",
    title: ["a line of `contests.lock` that cannot be read", "无法读取的 `contests.lock` 行"],
    what: [
        "Each line of `contests.lock` has a period of the company's calendar, the name of a plan, the name of a contest and the digest of its rules.",
        "`contests.lock` 的每一行是公司日历中的期间、方案名、竞赛名及其规则的摘要。",
    ],
    example: "2026-Q1 sellers race",
    mend: ["Put the file back as it was.", "把文件恢复原样。"],
};
