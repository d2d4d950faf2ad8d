//! C018: a pay code for something that no plan has.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// No plan has the component `name`.
#[must_use]
pub fn no_component(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let message = both!("no plan has a component `{name}`", "没有任何方案有组成部分 `{name}`");
    let label = both!("this code would never be used", "这个代码永远用不到");
    let found = Diagnostic::error("C018", message, span, label);
    found.with_help(match near {
        Some(near) => both!("did you mean `{near}`?", "是不是想写 `{near}`？"),
        None => both!("write the name of a component, or `PLAN/COMPONENT`", "请写组成部分的名称，或 `方案/组成部分`"),
    })
}

/// What `attain help C018` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C018",
    title: ["pay code for what no plan has", "任何方案都没有的组成部分的薪资代码"],
    what: [
        "`components` under `pay_codes` gives codes to components by name. A name that no plan has is most likely misspelt, and the component that was meant would go out under another code.",
        "`pay_codes` 下的 `components` 按名称给组成部分写代码。任何方案都没有的名称多半是写错了，本来要写的组成部分就会用别的代码支付。",
    ],
    example: "pay_codes:\n  components: { comission: 1001 }\n",
    mend: ["Correct the name.", "请更正名称。"],
};
