//! S022: line without a colon.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What a line lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacking {
    /// The colon behind its key.
    Colon,
    /// The blank behind the colon.
    Blank,
    /// The dash in front: it is one of a list.
    Dash,
}

impl Lacking {
    /// What a line with this text lacks.
    #[must_use]
    pub fn of(line: &str) -> Self {
        if line.trim_start().starts_with('{') {
            Self::Dash
        } else if line.contains(':') {
            Self::Blank
        } else {
            Self::Colon
        }
    }
}

/// Line without a colon, at `span`.
#[must_use]
pub fn no_colon(span: Span, lacking: Lacking) -> Diagnostic {
    let how = match lacking {
        Lacking::Blank => both!("put a space behind the colon", "冒号后面要有一个空格"),
        Lacking::Colon => both!("add a colon and a space behind the key", "在键后面加上冒号和空格"),
        Lacking::Dash => {
            both!(
                "put a dash and a space in front, `- {{`: it is one of a list",
                "在前面加上短横和空格，写作 `- {{`：它是列表中的一项"
            )
        }
    };
    let found = Diagnostic::error(
        "S022",
        both!("this line has no key with a colon", "这一行没有\"键加冒号\""),
        span,
        both!("expected `key: value`", "应为 `key: value`"),
    );
    found.with_help(both!("{how}", "{how}"; how))
}

/// What `attain help S022` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S022",
    title: ["line without a colon", "缺少冒号的行"],
    what: ["Every line of a map has a key, a colon, a space and a value.", "键值的每一行都由键、冒号、空格和值组成。"],
    example: "plan: ae\npays monthly\n",
    mend: ["Add the colon and the space.", "补上冒号和空格。"],
};
