//! S018: formula in a folded block.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Formula in a folded block, at `span`.
#[must_use]
pub fn folded_formula(span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "S018",
        both!("a formula cannot stand behind `>`", "公式不能写在 `>` 后面"),
        span,
        both!("this block joins its lines", "这种写法会合并各行"),
    );
    found.with_help(both!("write `|` instead of `>`", "把 `>` 改成 `|`"))
}

/// What `attain help S018` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S018",
    title: ["formula in a folded block", "公式写在折叠块里"],
    what: [
        "`>` joins lines, so that places in the formula could not be shown. The same goes for quoted texts of several lines.",
        "`>` 会合并各行，之后就无法指出公式中的位置。跨多行的引号文本也是如此。",
    ],
    example: "gate: >\n  bookings >= 10\n",
    mend: ["Use `|`.", "使用 `|`。"],
};
