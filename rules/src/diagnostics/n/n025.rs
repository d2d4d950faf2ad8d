//! N025: what makes a group.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "N025",
    title: ["unknown group", "未知的小组"],
    what: [
        "`group` names the attribute that is the same for all members of a group, such as `team` or `region`: a text column of participants or assignments. `plan` makes one group of everybody on the plan.",
        "`group` 写明同一小组成员相同的属性，如 `team`、`region`，即人员表或任职表的文本列。`plan` 指方案的所有人为一组。",
    ],
    example: "- pool: team_pool\n  group: temas",
    mend: [
        "Write the name of a text column of participants or assignments, or `plan`.",
        "请写人员表或任职表的文本列名，或 `plan`。",
    ],
};

/// No attribute has this name.
#[must_use]
pub fn unknown_group(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let message = both!("unknown group `{name}`", "未知的小组 `{name}`");
    let help = match near {
        Some(near) => both!("did you mean `{near}`?", "是否想写 `{near}`？"),
        None => both!(
            "write a text column of participants or assignments, such as `team`, or `plan` for everybody",
            "请写人员表或任职表的文本列，如 `team`；`plan` 指所有人"
        ),
    };
    Diagnostic::error("N025", message, span, both!("no attribute has this name", "没有这个名称的属性")).with_help(help)
}

/// `entrants: plan`: the whole plan is no team.
#[must_use]
pub fn no_team(span: Span) -> Diagnostic {
    let message =
        both!("everybody on the plan is one team, which has nobody to compete with", "方案的所有人是一个队，没有对手");
    Diagnostic::error("N025", message, span, both!("no teams", "不是队")).with_help(both!(
        "name the attribute that makes the teams, such as `entrants: team`; without `entrants` everybody competes alone",
        "请写明组队的属性，如 `entrants: team`；不写 `entrants` 则各自参赛"
    ))
}

/// The attribute is no text.
#[must_use]
pub fn no_text(span: Span, name: &str) -> Diagnostic {
    let message = both!("`{name}` makes no groups", "`{name}` 不能用来分组");
    Diagnostic::error("N025", message, span, both!("this attribute is no text", "此属性不是文本"))
        .with_help(both!("name an attribute that is a text, such as `team`", "请写文本属性，如 `team`"))
}
