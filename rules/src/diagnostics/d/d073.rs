//! `D073`: splits of a transaction that is not in the data.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The splits share out `transaction` at `place`, which no file has; nor has any the `further` ones, and `more`.
#[must_use]
pub fn no_transaction(place: Span, transaction: &str, further: &[&str], more: usize) -> Diagnostic {
    let message = both!(
        "the splits share `{transaction}`, a transaction that is not in the data",
        "分配表写有交易 `{transaction}`，而数据中没有这笔交易"
    );
    let ids: Vec<String> = further.iter().map(|id| format!("`{id}`")).collect();
    let label = match (ids.join(", "), ids.join("、"), more) {
        (none, ..) if none.is_empty() => both!("no transaction has this id", "没有交易是这个编号"),
        (en, zh, 0) => both!("no transaction has this id, or one of {en}", "没有交易是这个编号，也没有 {zh}"),
        (en, zh, more) => both!(
            "no transaction has this id, or one of {en} and {more} more",
            "没有交易是这个编号，也没有 {zh} 以及另外 {more} 个"
        ),
    };
    Diagnostic::warning("D073", message, place, label).with_help(both!(
        "correct the id, or add the file that has the transaction: as it stands, this share counts nowhere, and the transaction that was meant counts as if nobody shared it",
        "请改正编号，或加入含有该交易的文件：现在这样，这一份不计入任何地方，而本来要分的交易照无人分享计入"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D073",
    title: ["splits of transactions that are not in the data", "分配表中的交易不在数据中"],
    what: [
        "A row of the splits names its transaction by the id. No file of transactions has a row with this id, also none that `keep` leaves out or that is broken. The share counts nowhere. Mostly the id was mistyped, and then the transaction that was meant counts as if it had no such share; or a file is missing.",
        "分配表的每一行用编号写明交易。没有任何交易文件有这个编号的行，被 `keep` 排除的行和损坏的行也算在内。这一份不计入任何地方。多半是编号写错，这时本来要分的交易就像没有这一份一样计入；也可能是缺少文件。",
    ],
    example: "transaction,participant,share\nT00330,E1005,30%   # the transaction is T0033",
    mend: ["Correct the id, or add the file with the transaction.", "改正编号，或加入含有该交易的文件。"],
};
