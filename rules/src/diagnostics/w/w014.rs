//! W014: component without a pay code.

use std::collections::BTreeSet;

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// Most components that are named.
const MOST_NAMED: usize = 10;

/// Lines of these components would go out without a code.
#[must_use]
pub fn no_code(span: Span, lacking: &BTreeSet<String>) -> Diagnostic {
    let named: Vec<String> = lacking.iter().take(MOST_NAMED).map(|name| format!("`{name}`")).collect();
    let more = if lacking.len() > named.len() { ", …" } else { "" };
    let named = Text { en: format!("{}{more}", named.join(", ")), zh: format!("{}{more}", named.join("、")) };
    let message = both!("no pay code for {named}", "{named} 没有薪资代码"; named);
    Diagnostic::warning(
        "W014",
        message,
        span,
        both!("an export with their lines is refused", "含有其收入行的导出会被拒绝"),
    )
    .with_help(both!(
        "write `default` or a code under `components`, or `pay_code` in the plan",
        "请写 `default` 或 `components` 下的代码，或在方案里写 `pay_code`"
    ))
}

/// What `attain help W014` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "W014",
    title: ["component without a pay code", "没有薪资代码的组成部分"],
    what: [
        "The file of a payroll system has a column of pay codes, and neither the file nor the plan gives one to a component. An export that would have lines of it is refused: a line without a code is paid under no heading, or under a wrong one.",
        "薪资系统的文件有薪资代码一列，而文件和方案都没有给某个组成部分写代码。含有其收入行的导出会被拒绝：没有代码的行无法归入任何项目，或归入错误的项目。",
    ],
    example: "payroll: Payroll\ncolumns:\n  - { header: Code, from: pay_code }   # and a plan's commission has no pay_code\n",
    mend: [
        "Give the component a code: in the plan (`pay_code`), under `pay_codes`, or by `default` there.",
        "请给组成部分写代码：在方案里（`pay_code`）、在 `pay_codes` 下，或写其中的 `default`。",
    ],
};
