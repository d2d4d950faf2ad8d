//! F026: variables with a name that is taken.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F026",
    title: ["variable with a name that is taken", "变量名已被占用"],
    what: [
        "`let` gives a name to a value inside a formula. A measure, a column or a word of the language has this name already: who reads the formula would take one for the other.",
        "`let` 为公式中的一个值命名。这个名称已经属于某个指标、某一列或语言中的某个词：读公式的人会把两者混淆。",
    ],
    example: "amount: let bookings = 5; bookings * 2",
    mend: ["Choose another name for the variable.", "请为变量换一个名称。"],
};

/// The name at `span` already stands for something else.
#[must_use]
pub fn taken(span: Span, name: &str) -> Diagnostic {
    let message = both!("the name `{name}` is taken", "名称 `{name}` 已被占用");
    Diagnostic::error("F026", message, span, both!("already stands for something else here", "在这里已有别的含义"))
        .with_help(both!("choose another name, such as `my_{name}`", "请换一个名称，如 `my_{name}`"))
}
