//! N051: nobody has the id to whom a pool gives what its caps cut.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Nobody has the id `who`, to whom `component` gives what caps cut; `near` is the nearest id that somebody has.
#[must_use]
pub fn unknown_receiver(span: Span, who: &str, component: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(
        "N051",
        both!(
            "`{component}` gives what caps cut to `{who}`, and there is no such participant",
            "`{component}` 把上限削去的给 `{who}`，但没有这个人"
        ),
        span,
        both!("no participant has this id", "没有人有这个编号"),
    );
    found.with_help(match near {
        Some(near) => both!(
            "write `{near}`, or `{{ fund: {who} }}` for a fund that is nobody",
            "请写 `{near}`；如果是不属于任何人的资金，请写 `{{ fund: {who} }}`"
        ),
        None => both!(
            "write the id of a participant, or `{{ fund: {who} }}` for a fund that is nobody",
            "请写一个人员的编号；如果是不属于任何人的资金，请写 `{{ fund: {who} }}`"
        ),
    })
}

/// What `attain help N051` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N051",
    title: ["nobody to get what caps cut", "上限削去的无人可得"],
    what: [
        "A pool says `over_cap: { to: ID }`, and no participant has this id. What the caps cut would stay undistributed in every period.",
        "奖金池写了 `over_cap: { to: 编号 }`，但没有人有这个编号。上限削去的在每个期间都会没有分配。",
    ],
    example: "over_cap: { to: E70O1 }\n",
    mend: [
        "Write the id as it stands in the participants data. A fund that is nobody is written `over_cap: { fund: NAME }`.",
        "请写人员表中的编号。不属于任何人的资金写作 `over_cap: { fund: 名称 }`。",
    ],
};
