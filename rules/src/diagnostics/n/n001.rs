//! N001: unknown columns.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "N001",
    title: ["unknown column", "未知的列"],
    what: [
        "Formulas on transactions and rows name columns: those that `attain.yaml` lists, and headers of the file that are names.",
        "针对交易和数据行的公式使用列名：`attain.yaml` 中列出的列，以及本身可作名称的表头。",
    ],
    example: "where: typ == \"new\"",
    mend: [
        "Write the name as it stands in `attain.yaml` or in the header. A header that is no name, such as `in` or `Deal Size`, is listed in `attain.yaml` under the `columns` of its table, `\"Deal Size\": { column: \"Deal Size\", type: money }`, and written `column(\"Deal Size\")`.",
        "按 `attain.yaml` 或表头中的写法写列名。不能作名称的表头（如 `in` 或 `成交 额`）要在 `attain.yaml` 中其表的 `columns` 下列出：`\"成交 额\": { column: \"成交 额\", type: money }`，再写成 `column(\"成交 额\")`。",
    ],
};

/// No column and no attribute has this name.
#[must_use]
pub fn unknown_column(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let message = both!("unknown column `{name}`", "未知的列 `{name}`");
    let help = match near {
        Some(near) => both!("did you mean `{near}`?", "是否想写 `{near}`？"),
        None => both!(
            "name the column under `columns` in `attain.yaml`; texts stand in `\"`",
            "请在 `attain.yaml` 的 `columns` 中给出该列；文本要写在 `\"` 中"
        ),
    };
    Diagnostic::error("N001", message, span, both!("no column has this name", "没有这个名称的列")).with_help(help)
}

/// `column(...)` names a header that no column of attain.yaml stands for; the rows are those of the table called `table`, where
/// that is known.
#[must_use]
pub fn unlisted(span: Span, name: &str, near: Option<&str>, table: Option<&str>) -> Diagnostic {
    let message = both!("unknown column `{name}`", "未知的列 `{name}`");
    let quoted = name.replace('\\', "\\\\").replace('"', "\\\"");
    let line = format!("\"{quoted}\": {{ column: \"{quoted}\", type: text }}");
    let place = match table {
        Some(table) => both!("`data`, `{table}`, `columns`", "`data`、`{table}`、`columns`"),
        None => both!("`data`, the table that has it, `columns`", "`data`、它所在的表、`columns`"),
    };
    let list = both!(
        "a header of the file that is no name is known once attain.yaml lists it: under {place} add the line `{line}`, with the `type` that it has (text, number, money, percent, count, date, yes_no)",
        "文件中不能作名称的表头，要在 attain.yaml 中列出才能使用：请在 {place} 下加一行 `{line}`，`type` 写它的类型（text、number、money、percent、count、date、yes_no）"; place
    );
    // Of a short word such as `in` every other one is near.
    let help = match near.filter(|_| name.chars().count() > 3) {
        Some(near) => both!("{list}; or did you mean `{near}`?", "{list}；或者是想写 `{near}`？"; list),
        None => list,
    };
    Diagnostic::error("N001", message, span, both!("no column has this name", "没有这个名称的列")).with_help(help)
}

/// A word for an empty value.
#[must_use]
pub fn nothing(span: Span, name: &str) -> Diagnostic {
    let message = both!("formulas have no `{name}`", "公式中没有 `{name}`");
    Diagnostic::error("N001", message, span, both!("not a value", "不是值"))
        .with_help(both!("`is_empty(column)` asks whether a cell is empty", "判断单元格是否为空请用 `is_empty(列名)`"))
}
