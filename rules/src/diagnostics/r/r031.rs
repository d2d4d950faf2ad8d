//! `R031`: seals that make no chain.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The seal `path`, at `place`, is that of another period: `period`.
#[must_use]
pub fn other_name(place: Span, path: &str, period: &str) -> Diagnostic {
    chain(
        place,
        both!("`{path}` seals `{period}`", "`{path}` 封存的是 `{period}`"),
        both!("another name", "文件名不符"),
    )
}

/// The seal of `period`, at `place`, does not begin with `month`, the first one after the seal before it.
#[must_use]
pub fn gap(place: Span, period: &str, month: &str) -> Diagnostic {
    let message = both!(
        "`{period}` is closed, and `{month}` before it is not, or is twice",
        "`{period}` 已关闭，而此前的 `{month}` 没有关闭，或关闭了两次"
    );
    chain(place, message, both!("should begin with {month}", "应从 {month} 开始"))
}

/// The seal of `period`, at `place`, was closed upon another seal of `before`.
#[must_use]
pub fn not_upon(place: Span, period: &str, before: &str) -> Diagnostic {
    let message = both!(
        "the seal of `{period}` was closed upon another seal of `{before}`",
        "`{period}` 的封存所接续的不是现在这个 `{before}` 的封存"
    );
    chain(place, message, both!("`before` does not fit", "`before` 不符"))
}

/// The seal of `period`, at `place`, was closed upon one that is gone.
#[must_use]
pub fn first_is_gone(place: Span, period: &str) -> Diagnostic {
    let message = both!("the seal before that of `{period}` is gone", "`{period}` 之前的封存文件不见了");
    chain(place, message, both!("`before` names it", "`before` 指向它"))
}

fn chain(place: Span, message: Text, label: Text) -> Diagnostic {
    Diagnostic::error("R031", message, place, label).with_help(both!(
        "put the files of `closed/` back as `attain close` wrote them",
        "请恢复 `closed/` 中 `attain close` 写出的文件"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "R031",
    title: ["seals that make no chain", "封存文件不相接"],
    what: [
        "Periods are closed one after the other, and each seal has the digest of the one before. A file in `closed/` is missing, was exchanged, or has another name.",
        "各期间依次关闭，每个封存文件都记着前一个的摘要。`closed/` 中缺少文件、文件被调换或改了名。",
    ],
    example: "closed/2026-01.json\nclosed/2026-03.json",
    mend: ["Put the files back as they were.", "恢复原来的文件。"],
};
