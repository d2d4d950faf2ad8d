//! S016: value that begins with a sign of YAML.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Value that begins with a sign of YAML, at `span`.
#[must_use]
pub fn cannot_start(span: Span, sign: char) -> Diagnostic {
    let found = Diagnostic::error(
        "S016",
        both!("a value cannot begin with `{sign}`", "值不能以 `{sign}` 开头"),
        span,
        both!("this sign", "这个符号"),
    );
    found.with_help(match sign {
        '>' => both!(
            "say what is compared: `attainment(bookings) >= 80%`; a text that begins so stands in single quotes",
            "请写明比较的对象：`attainment(bookings) >= 80%`；以它开头的文本要加单引号"
        ),
        _ => both!("put the value into single quotes", "给值加上单引号"),
    })
}

/// What `attain help S016` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S016",
    title: ["value that begins with a sign of YAML", "以 YAML 符号开头的值"],
    what: [
        "`%`, `@`, `>`, `|` and back quotes have a meaning of their own at the beginning of a value.",
        "`%`、`@`、`>`、`|` 和反引号出现在值的开头时另有含义。",
    ],
    example: "title: @home\n",
    mend: ["Quote the value: `title: '@home'`.", "给值加引号：`title: '@home'`。"],
};
