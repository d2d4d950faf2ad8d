//! C016: columns that no payroll system can read.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// No column has what is called `field`.
#[must_use]
pub fn lacks(span: Span, field: &str) -> Diagnostic {
    let message = both!("no column has `from: {field}`", "没有任何一列写 `from: {field}`");
    Diagnostic::error("C016", message, span, both!("who gets how much?", "谁得多少？"))
        .with_help(both!("add `- {{ header: ..., from: {field} }}`", "请加上 `- {{ header: ..., from: {field} }}`"))
}

/// Two columns have one header.
#[must_use]
pub fn header_twice(span: Span, header: &str) -> Diagnostic {
    let message = both!("two columns are called `{header}`", "有两列都叫 `{header}`");
    Diagnostic::error("C016", message, span, both!("again", "再次出现"))
        .with_help(both!("give each column a header of its own", "请给每一列各自的表头"))
}

/// Rows are added up, and each would keep the id of its line.
#[must_use]
pub fn id_of_a_sum(span: Span) -> Diagnostic {
    let message =
        both!("`id` differs from line to line, and `sum` adds lines up", "`id` 每行不同，而 `sum` 要合并各行");
    Diagnostic::error("C016", message, span, both!("nothing would be added up", "什么也不会合并"))
        .with_help(both!("leave this column out, or write `sum: no`", "请去掉这一列，或写 `sum: no`"))
}

/// More columns than can be read.
#[must_use]
pub fn too_many(span: Span, most: usize) -> Diagnostic {
    let message = both!("there are more than {most} columns", "超过 {most} 列");
    Diagnostic::error("C016", message, span, both!("too many", "过多"))
        .with_help(both!("leave out those that the payroll system does not read", "请去掉薪资系统不读取的"))
}

/// What `attain help C016` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C016",
    title: ["payroll file that nobody can read", "无法读取的薪资文件"],
    what: [
        "The file of a payroll system needs columns that say who gets how much (`from: participant` and `from: amount`), each with a header of its own. Where lines are added up (`sum: yes`), none can keep the id of a single line.",
        "薪资系统的文件须有写明谁得多少的列（`from: participant` 和 `from: amount`），每列各有表头。合并各行时（`sum: yes`），不能保留单行的 id。",
    ],
    example: "payroll: Payroll\ncolumns:\n  - { header: Employee, from: participant }\n",
    mend: ["Add the column, or give it a name of its own.", "请加上这一列，或给它单独的名称。"],
};
