//! `D065`: a transaction that counts lacks what it needs.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The cell at `place` in `column` should say when the transaction counts, by the setting at `needed`.
#[must_use]
pub fn no_day(place: Span, column: &str, needed: Span) -> Diagnostic {
    let message = both!("a transaction that counts has no day in `{column}`", "一笔计入的交易在 `{column}` 列没有日期");
    let needed = (needed, both!("it is counted by its day", "按这一列的日期计入"));
    lacking(message, (place, both!("no day stands here", "这里没有日期")), needed)
}

/// The cell at `place` in `column` is empty, and the formula at `needed` reads it; `setting` is the key of that formula.
#[must_use]
pub fn empty(place: Span, column: &str, setting: &str, needed: Span) -> Diagnostic {
    let message = if setting == "where" {
        both!(
            "`where` cannot tell whether a transaction counts that has nothing in `{column}`",
            "一笔交易的 `{column}` 列是空的，`where` 无法判断它是否计入"
        )
    } else {
        both!(
            "a transaction that counts has nothing in `{column}`, which `{setting}` needs",
            "一笔计入的交易在 `{column}` 列是空的，而 `{setting}` 需要它"
        )
    };
    let label = both!("this is empty, and empty is not zero", "此处为空，空不等于零");
    lacking(message, (place, label), (needed, both!("it is needed here", "这里需要它")))
}

/// A run found that the transaction that `whose` names has no day in `column`; `place` is the measure.
#[must_use]
pub fn no_day_in_run(place: Span, column: &str, whose: &Text) -> Diagnostic {
    let message = both!("column `{column}` has no day ({whose})", "`{column}` 列没有日期（{whose}）"; whose);
    let found = no_day(place, column, place);
    Diagnostic { message, labels: found.labels.into_iter().skip(1).collect(), ..found }
}

fn lacking(message: Text, (place, label): (Span, Text), (needed, why): (Span, Text)) -> Diagnostic {
    Diagnostic::error("D065", message, place, label).with_label(needed, why).with_help(both!(
        "fill the cell in, give the column a `default` in attain.yaml, ask in the formula with `is_empty(...)`, or leave such rows out with `where` in the measure or `keep` in attain.yaml",
        "请补填该单元格，或在 attain.yaml 中为该列设置 `default`，或在公式中用 `is_empty(...)` 先判断，或用指标的 `where`、attain.yaml 的 `keep` 排除这样的行"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D065",
    title: ["a transaction that counts lacks what it needs", "计入的交易缺少所需的值"],
    what: [
        "A transaction that a measure counts has no day in the column under `dated`, or nothing in a column that a formula reads for it: `where`, `credit`, the shares under `to`, or `rate_by` of a component that is paid by the transaction. Empty is never taken for zero, and without a day it would belong to no period. With `broken_rows: set_aside` such rows are set aside.",
        "指标计入的一笔交易，在 `dated` 所写的列没有日期，或在某个公式读取的列是空的：`where`、`credit`、`to` 下的份额，或按交易支付的项目的 `rate_by`。空值绝不会当作零，没有日期就不属于任何期间。写明 `broken_rows: set_aside` 时，这样的行会被搁置。",
    ],
    example: "id,owner,booked_on,amount\nT1,E1007,,100",
    mend: [
        "Fill the cell in, give the column a `default`, ask with `is_empty(...)`, or leave such rows out with `where` or `keep`.",
        "补填单元格，或为该列设置 `default`，或用 `is_empty(...)` 先判断，或用 `where`、`keep` 排除这样的行。",
    ],
};
