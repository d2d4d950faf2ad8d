//! N002: unknown measures and other names of values.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "N002",
    title: ["unknown measure or attribute", "未知的指标或属性"],
    what: [
        "Formulas of components name measures of the plan and attributes: columns of participants and assignments.",
        "组成部分的公式使用方案的指标名和属性名，属性是人员表和任职表的列。",
    ],
    example: "gate: bokings >= 80%",
    mend: [
        "Write the name as it stands under `measures`, or in the header of the file.",
        "按 `measures` 下或文件表头中的写法写名称。",
    ],
};

/// No measure and no attribute has this name.
#[must_use]
pub fn unknown_name(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let message = both!("unknown measure or attribute `{name}`", "未知的指标或属性 `{name}`");
    let label = both!("no measure and no attribute has this name", "没有这个名称的指标或属性");
    let help = match near {
        Some(near) => both!("did you mean `{near}`?", "是否想写 `{near}`？"),
        None => both!(
            "write the name of a measure of this plan or of a column of participants or assignments; texts stand in `\"`",
            "请写本方案的指标名，或人员表、任职表的列名；文本要写在 `\"` 中"
        ),
    };
    Diagnostic::error("N002", message, span, label).with_help(help)
}

/// No measure that may be named here has this name.
#[must_use]
pub fn unknown_measure(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let message = both!("unknown measure `{name}`", "未知的指标 `{name}`");
    let help = match near {
        Some(near) => both!("did you mean `{near}`?", "是否想写 `{near}`？"),
        None => both!("write the name of a measure of this plan", "请写本方案的指标名"),
    };
    Diagnostic::error("N002", message, span, both!("no measure has this name", "没有这个名称的指标")).with_help(help)
}

/// A calculation where the name of a measure must stand.
#[must_use]
pub fn no_measure(span: Span, written: &str) -> Diagnostic {
    let message = both!("`{written}` is not the name of a measure", "`{written}` 不是指标名");
    Diagnostic::error("N002", message, span, both!("the name of a measure must stand here", "这里必须是指标名"))
        .with_help(both!(
            "write the name of a measure alone, without quotation marks: `total(bookings)`",
            "请只写指标名，不加引号：`total(bookings)`"
        ))
}
