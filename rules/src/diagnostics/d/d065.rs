//! `D065`: a transaction that counts lacks what it needs.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::diagnostics::d::Rows;
use crate::source::Span;
use crate::text::Text;

/// The cell at `place` in `column` should say when the transaction counts; `rows` says how many have none.
#[must_use]
pub fn no_day(place: Span, column: &str, rows: Rows<'_>) -> Diagnostic {
    let message = both!("a transaction that counts has no day in `{column}`", "一笔计入的交易在 `{column}` 列没有日期");
    lacking(place, message, rows.label(&both!("no day stands here", "这里没有日期")))
}

/// The cell at `place` in `column` is needed for what the transaction is worth; `rows` says how many have none.
#[must_use]
pub fn no_value(place: Span, column: &str, rows: Rows<'_>) -> Diagnostic {
    let message = both!(
        "a transaction that counts has nothing in `{column}`, which `credit` needs",
        "一笔计入的交易在 `{column}` 列是空的，而 `credit` 需要它"
    );
    lacking(place, message, rows.label(&both!("this is empty, and empty is not zero", "此处为空，空不等于零")))
}

fn lacking(place: Span, message: Text, label: Text) -> Diagnostic {
    Diagnostic::error("D065", message, place, label).with_help(both!(
        "fill the cell in, give the column a `default` in attain.yaml, or leave such rows out with `where` in the measure or `keep` in attain.yaml",
        "请补填该单元格，或在 attain.yaml 中为该列设置 `default`，或用指标的 `where`、attain.yaml 的 `keep` 排除这样的行"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D065",
    title: ["a transaction that counts lacks what it needs", "计入的交易缺少所需的值"],
    what: [
        "A transaction that a measure counts has no day in the column under `dated`, or nothing in a column that `credit` reads, such as the amount. A run of its period would stop at it (R012, R003).",
        "指标计入的一笔交易，在 `dated` 所写的列没有日期，或在 `credit` 读取的列（如金额）是空的。计算它所在的期间时会因此停下（R012、R003）。",
    ],
    example: "id,owner,booked_on,amount\nT1,E1007,,100",
    mend: [
        "Fill the cell in, give the column a `default`, or leave such rows out with `where` or `keep`.",
        "补填单元格，或为该列设置 `default`，或用 `where`、`keep` 排除这样的行。",
    ],
};
