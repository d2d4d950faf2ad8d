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
        "Write the name as it stands in `attain.yaml` or in the header. A header that is no name is written `column(\"any name\")`.",
        "按 `attain.yaml` 或表头中的写法写列名。不能作名称的表头写成 `column(\"任意名称\")`。",
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

/// A word for an empty value.
#[must_use]
pub fn nothing(span: Span, name: &str) -> Diagnostic {
    let message = both!("formulas have no `{name}`", "公式中没有 `{name}`");
    Diagnostic::error("N001", message, span, both!("not a value", "不是值"))
        .with_help(both!("`is_empty(column)` asks whether a cell is empty", "判断单元格是否为空请用 `is_empty(列名)`"))
}
