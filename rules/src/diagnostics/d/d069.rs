//! `D069`: a correction of a transaction that is not in the data.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::diagnostics::d::Rows;
use crate::source::Span;

/// The transaction `id` says at `place` that it corrects `original`, which no file has; `rows` says of how many that is so.
#[must_use]
pub fn no_original(place: Span, id: &str, original: &str, rows: Rows<'_>) -> Diagnostic {
    let message = both!(
        "`{id}` corrects `{original}`, a transaction that is not in the data",
        "`{id}` 更正的交易 `{original}` 不在数据中"
    );
    let label = rows.label(&both!("no transaction has this id", "没有交易是这个编号"));
    Diagnostic::warning("D069", message, place, label).with_help(both!(
        "correct the id, or add the file that has the transaction: as it stands, this row counts by itself; the id of an order behind it belongs in `relates_to`",
        "请改正编号，或加入含有该交易的文件：现在这样，这一行单独计入；它背后订单的编号应写在 `relates_to`"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D069",
    title: ["corrections of transactions that are not in the data", "所更正的交易不在数据中"],
    what: [
        "A correction names the transaction that it corrects in `corrects`. No file of transactions has a row with this id, also none that `keep` leaves out or that is broken. The correction counts like any other transaction, and what it was to correct counts nowhere: mostly the id was mistyped, or a file is missing. `relates_to` may name what other systems know, so nothing is said of it.",
        "更正在 `corrects` 中写明所更正的交易。没有任何交易文件有这个编号的行，被 `keep` 排除的行和损坏的行也算在内。更正像其他交易一样计入，而它要更正的交易没有计入任何地方：多半是编号写错，或缺少文件。`relates_to` 可以写其他系统的编号，因此不检查。",
    ],
    example: "id,corrects,owner,booked_on,amount\nT1,,E1007,2026-01-05,100\nT2,T11,E1007,2026-01-09,-100",
    mend: [
        "Correct the id, or add the file with the transaction. A row that is no correction has an empty `corrects`.",
        "改正编号，或加入含有该交易的文件。不是更正的行，`corrects` 留空。",
    ],
};
