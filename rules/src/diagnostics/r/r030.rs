//! `R030`: a seal that is not as it was written.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The seal `path`, at `place`, was touched: `differs` says how.
#[must_use]
pub fn touched(place: Span, path: &str, differs: &[Text]) -> Diagnostic {
    let (first, more) = (differs.first().cloned().unwrap_or_default(), differs.len().saturating_sub(1));
    let label = match more {
        0 => first,
        _ => both!("{first}; and {more} more", "{first}；另有 {more} 处"; first),
    };
    Diagnostic::error(
        "R030",
        both!("the seal `{path}` was touched", "封存文件 `{path}` 在封存之后被改动过"),
        place,
        label,
    )
    .with_help(help())
}

/// The file `path`, at `place`, is no seal: `why`.
#[must_use]
pub fn unreadable(place: Span, path: &str, why: &Text) -> Diagnostic {
    let message = both!("`{path}` is no seal, or was cut off", "`{path}` 不是封存文件，或不完整");
    Diagnostic::error("R030", message, place, why.clone()).with_help(help())
}

fn help() -> Text {
    both!(
        "put the file back as `attain close` wrote it, for instance from a backup; what was paid wrongly is set right by an adjustment",
        "请把文件恢复成 `attain close` 写出的样子，例如取自备份；付错的金额请用调整来更正"
    )
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "R030",
    title: ["a seal was touched", "封存文件被改动"],
    what: [
        "A file in `closed/` is not what `attain close` wrote: a line, the total or the digest at its end does not fit, or something in it is no amount, day or period. Closed periods are what differences are held against, so nothing is computed.",
        "`closed/` 中的某个文件不是 `attain close` 写出的样子：某一行、合计或末尾的摘要不符，或其中有的内容不是金额、日期或期间。差额以已关闭期间为准，因此不作任何计算。",
    ],
    example: "\"amount\": \"500.00\"  ->  \"amount\": \"900.00\"",
    mend: [
        "Put the file back as it was. What was paid wrongly is set right by an adjustment or by correcting the data.",
        "恢复原来的文件。付错的金额用调整或更正数据来改正。",
    ],
};
