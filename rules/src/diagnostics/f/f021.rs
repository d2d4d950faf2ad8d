//! F021: windows that are none, or stand where none can.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F021",
    title: ["not a window, or no place for one", "不是窗口，或此处不能用窗口"],
    what: [
        "Windows say over which time a measure is taken. They stand only inside `total`, `attainment`, `quota` and `earned`.",
        "窗口说明指标取哪段时间。它只能写在 `total`、`attainment`、`quota` 和 `earned` 里。",
    ],
    example: "rate_by: attainment(bookings, ytd)",
    mend: ["Write one of the windows that the language reference lists.", "写语言参考中列出的窗口之一。"],
};

/// A word that is no window.
#[must_use]
pub fn no_window(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let message = both!("`{name}` is not a window", "`{name}` 不是窗口");
    let help = match near {
        Some(near) => both!("did you mean `{near}`?", "是否想写 `{near}`？"),
        None => both!(
            "write one of `month`, `quarter`, `half`, `year`, `quarter_to_date`, `half_to_date`, `year_to_date`, `plan_to_date`, `period`, `rolling(3)`, `previous(quarter)`",
            "请写 `month`、`quarter`、`half`、`year`、`quarter_to_date`、`half_to_date`、`year_to_date`、`plan_to_date`、`period`、`rolling(3)`、`previous(quarter)` 之一"
        ),
    };
    Diagnostic::error("F021", message, span, both!("no window has this name", "没有这个名称的窗口")).with_help(help)
}

/// A window where a value must stand.
#[must_use]
pub fn window_as_value(span: Span, name: &str) -> Diagnostic {
    let message = both!("`{name}` is a window, not a value", "`{name}` 是窗口，不是值");
    Diagnostic::error("F021", message, span, both!("a value is needed here", "这里需要一个值")).with_help(both!(
        "windows stand behind the comma of `total(m, w)`, `attainment(m, w)`, `quota(m, w)`, `earned(c, w)`",
        "窗口写在 `total(m, w)`、`attainment(m, w)`、`quota(m, w)`、`earned(c, w)` 的逗号后面"
    ))
}

/// A formula whose place knows no windows.
#[must_use]
pub fn no_windows(span: Span) -> Diagnostic {
    let message = both!("windows cannot be used in this formula", "此处的公式不能使用窗口");
    Diagnostic::error("F021", message, span, both!("no window is possible here", "这里不能写窗口")).with_help(both!(
        "name the measure alone; the component says over which time",
        "请只写指标名；时间由组成部分决定"
    ))
}

/// `previous(plan_to_date)`
#[must_use]
pub fn not_shifted(span: Span) -> Diagnostic {
    let message = both!("`plan_to_date` cannot be shifted back", "`plan_to_date` 不能向前移动");
    Diagnostic::error("F021", message, span, both!("there is no plan before the plan", "方案之前没有方案")).with_help(
        both!("shift a window with a length: `previous(year_to_date)`", "请移动有长度的窗口：`previous(year_to_date)`"),
    )
}
