//! N004: unknown components.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "N004",
    title: ["unknown component", "未知的组成部分"],
    what: [
        "`earned(component)` and the `of` of a draw read the lines of a component that stands above in the plan. Components below, and the component itself, cannot be read.",
        "`earned(组成部分)` 和预支的 `of` 读取方案中写在前面的组成部分的结果。后面的部分和自身不能读取。",
    ],
    example: "amount: earned(comission) * 10%",
    mend: [
        "Write the name of a component above, or move the component that is read up.",
        "写前面某个组成部分的名称，或把要读取的部分移到前面。",
    ],
};

/// No component above has this name.
#[must_use]
pub fn unknown_component(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let message = both!("unknown component `{name}`", "未知的组成部分 `{name}`");
    let help = match near {
        Some(near) => both!("did you mean `{near}`?", "是否想写 `{near}`？"),
        None => both!(
            "write the name of a component that stands above this one, without quotation marks",
            "请写在本部分之前的组成部分的名称，不加引号"
        ),
    };
    Diagnostic::error("N004", message, span, both!("no component above has this name", "前面没有这个名称的组成部分"))
        .with_help(help)
}
