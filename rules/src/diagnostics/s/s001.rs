//! S001: text that is no YAML.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Text that is no YAML, at `span`.
#[must_use]
pub fn unreadable(span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "S001",
        both!("this cannot be read as YAML", "这里不是合法的 YAML"),
        span,
        both!("reading stopped here", "读到这里就停住了"),
    );
    found.with_help(both!(
        "put the value into quotes, or look at the lines above: often a colon, a quote or a bracket is missing there",
        "给这个值加上引号，或检查上面几行：往往是缺少冒号、引号或括号"
    ))
}

/// What `attain help S001` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S001",
    title: ["text that is no YAML", "不是 YAML 的文本"],
    what: [
        "The file cannot be read at this place; reading goes on at the next entry where that is clear. YAML knows maps (`key: value`), lists (`- item`) and texts.",
        "这个位置无法读取；能确定下一项时，从那里继续。YAML 由键值（`key: value`）、列表（`- item`）和文本组成。",
    ],
    example: "plan: ae\n!!! title: x\n",
    mend: [
        "Compare the line with those that work, and put unusual texts into quotes.",
        "与能读取的行比较，把特殊文本放进引号。",
    ],
};
