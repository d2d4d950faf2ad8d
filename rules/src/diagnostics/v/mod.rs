//! Findings about verification of traces. They point at facts by their number, so they have no place in a source.

pub mod v001;
pub mod v002;
pub mod v003;
pub mod v004;
pub mod v005;
pub mod v006;
pub mod v007;
pub mod v008;
pub mod v009;

use super::Explanation;
use crate::both;
use crate::diagnostic::Diagnostic;
use crate::text::Text;

/// Their explanations, in the order of their codes.
pub const ALL: &[&Explanation] = &[
    &v001::EXPLANATION,
    &v002::EXPLANATION,
    &v003::EXPLANATION,
    &v004::EXPLANATION,
    &v005::EXPLANATION,
    &v006::EXPLANATION,
    &v007::EXPLANATION,
    &v008::EXPLANATION,
    &v009::EXPLANATION,
];

/// Which fact of which line.
#[derive(Clone, Copy, Debug)]
pub struct FactPlace<'a> {
    /// Id of the line.
    pub line: &'a str,
    /// Number of the fact in the line's trace, from 0.
    pub fact: usize,
    /// What the fact is.
    pub role: &'a Text,
}

impl FactPlace<'_> {
    fn text(&self) -> Text {
        let Self { line, fact, role } = self;
        both!("fact {fact} of line `{line}` ({role})", "收入行 `{line}` 的事实 {fact}（{role}）"; role)
    }
}

fn finding(code: &'static str, message: Text) -> Diagnostic {
    Diagnostic {
        labels: Vec::new(),
        ..Diagnostic::error(code, message, crate::source::Span::default(), Text::default())
    }
}

fn changed() -> Text {
    both!(
        "this file was changed after Attain wrote it: have it written again, and find out who changed it",
        "该文件在 Attain 生成之后被改动过：请重新生成，并查清是谁改动的"
    )
}
