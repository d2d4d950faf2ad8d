//! W012: plan that nobody is on.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// A name under which a measure looks for figures, and no row has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unheard {
    /// Where the plan says it.
    pub span: Span,
    /// The name.
    pub name: String,
    /// The file with the rows.
    pub file: String,
    /// The nearest name that rows have.
    pub nearest: Option<String>,
}

/// No assignment puts anybody on the plan `name`, whose measures look for `unheard` figures.
#[must_use]
pub fn nobody(span: Span, name: &str, assignments: &str, unheard: &[Unheard]) -> Diagnostic {
    let message = both!("nobody is on plan `{name}` while it is in force", "方案 `{name}` 生效期间没有任何人适用");
    let label = both!("it pays nothing to anybody", "不会支付给任何人");
    let mut found = Diagnostic::warning("W012", message, span, label);
    for Unheard { span, name, file, nearest } in unheard {
        let near = match nearest {
            Some(near) => both!("; did you mean `{near}`?", "；是否想写 `{near}`？"),
            None => Text::default(),
        };
        let label = both!("{file} has no row `{name}`{near}", "{file} 中没有 `{name}` 的行{near}"; near);
        found = found.with_label(*span, label);
    }
    found.with_help(both!(
        "add rows with the plan `{name}` to {assignments}; rows that name other days or another plan do not count",
        "请在 {assignments} 中添加方案为 `{name}` 的行；日期不符或写了其他方案的行不算"
    ))
}

/// What `attain help W012` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "W012",
    title: ["plan that nobody is on", "没有任何人适用的方案"],
    what: [
        "No row of the assignments puts anybody on this plan on a day on which one of its versions is in force. It pays nothing, and whatever depends on people cannot be tried: what it would cost, quotas that are missing, cliffs. Names of quotas and metrics that no row has are pointed at.",
        "任职表中没有任何一行让某人在该方案生效的日子里适用它。它不支付任何金额，凡与人有关的也无法试算：成本、缺少的目标、断崖。没有任何行使用的目标名和外部指标名会一并指出。",
    ],
    example: "plan: account-executve   # and assignments.csv says account-executive",
    mend: [
        "Add the assignments, or correct the plan's name in one of the two places. A plan for later may stay as it is: the warning goes when people are on it. Tests with `given` assignments try it meanwhile.",
        "请添加任职行，或更正其中一处的方案名称。为以后准备的方案可以保持不变：有人适用后警告即消失；在此之前可用带 `given` 任职行的测试来试算。",
    ],
};
