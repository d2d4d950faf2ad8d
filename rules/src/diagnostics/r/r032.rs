//! `R032`: a closed period comes out otherwise, and nothing that it was made of has changed.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The closed `period` comes out otherwise in `count` lines, of which `shown` are named, although no input of it has changed. It was
/// sealed by the `sealed` engine and computed by `engine`. `place` is the last seal.
#[must_use]
pub fn unexplained(
    place: Span,
    period: &str,
    (count, shown): (usize, &str),
    (sealed, engine): (&str, &str),
) -> Diagnostic {
    Diagnostic::error(
        "R032",
        both!(
            "closed `{period}` comes out otherwise in {count} lines, and none of its inputs has changed: {shown}",
            "已关闭的 `{period}` 有 {count} 行结果不同，而其数据没有任何改变：{shown}"
        ),
        place,
        both!(
            "sealed by attain {sealed}, computed by attain {engine}",
            "由 attain {sealed} 封存，由 attain {engine} 计算"
        ),
    )
    .with_help(both!(
        "compute with the version that sealed the period, and report this as a defect; nothing is paid for it",
        "请用封存该期间的版本计算，并将此报告为缺陷；不会为此支付任何金额"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "R032",
    title: ["a closed period comes out otherwise", "已关闭期间结果不同"],
    what: [
        "Plans, the company's file and all rows that can count for the closed period are what they were, and it does not give the lines that were sealed. That is another version of the engine, or a defect, and never paid.",
        "方案、公司文件以及能计入该已关闭期间的所有数据行都没有改变，结果却与封存的收入行不同。这说明引擎版本不同，或有缺陷，绝不因此支付。",
    ],
    example: "closed `2026-01` comes out otherwise in 1 lines, and none of its inputs has changed: E1 commission 0.01",
    mend: ["Compute with the version of Attain that the seal names.", "用封存文件所写的 Attain 版本计算。"],
};
