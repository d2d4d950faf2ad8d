//! `D072`: a share below zero.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The row of the splits data at `place` gives a share of `percent`.
#[must_use]
pub fn split(place: Span, percent: &str) -> Diagnostic {
    found(place, percent).with_help(both!(
        "write from 0 % to 100 %, and let the shares of the transaction add up to 100 %",
        "请写 0 % 至 100 % 的份额，并使该交易的份额合计为 100 %"
    ))
}

/// Columns of the transaction, of which `place` is one, give a share of `percent`; `needed` is the measure.
#[must_use]
pub fn columns(place: Span, percent: &str, needed: Span) -> Diagnostic {
    let found = found(place, percent).with_label(needed, both!("the shares of this measure", "该指标的份额"));
    found.with_help(in_plan())
}

/// A run found a share of `percent` in the transaction that `whose` names; `place` is the measure.
#[must_use]
pub fn in_run(place: Span, percent: &str, whose: &Text) -> Diagnostic {
    let message = both!("a share is {percent} % ({whose})", "份额为 {percent} %（{whose}）"; whose);
    let label = both!("the shares of this measure", "该指标的份额");
    Diagnostic::error("D072", message, place, label).with_help(in_plan())
}

fn found(place: Span, percent: &str) -> Diagnostic {
    let message = both!("a share of a transaction is {percent} %, below zero", "交易的份额为 {percent} %，小于零");
    Diagnostic::error("D072", message, place, both!("takes credit away", "会扣减归属"))
}

/// How to mend a share that the plan takes from columns.
fn in_plan() -> Text {
    both!(
        "correct the share in the data, or the formula under `to` or `overlay` that gives it",
        "请更正数据中的份额，或 `to`、`overlay` 下给出它的公式"
    )
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D072",
    title: ["a share below zero", "小于零的份额"],
    what: [
        "A share of a transaction is from 0 % to 100 %, whether it stands in the splits data or in a column under `to`; one under `overlay` is from 0 % on. One below zero would take credit away from somebody who sold. Credit is taken back by a transaction with an amount below zero, which has shares like any other. With `broken_rows: set_aside` such a row is set aside.",
        "交易的份额无论写在分配表中还是 `to` 下的列中，都在 0 % 至 100 % 之间；`overlay` 下的份额不小于 0 %。小于零的份额会扣减售出者的归属。追回归属要用金额小于零的交易，它的份额与其他交易一样。写明 `broken_rows: set_aside` 时，这样的行会被搁置。",
    ],
    example: "transaction,participant,share\nT1,E1007,150%\nT1,E1008,-50%",
    mend: ["Correct the shares.", "改正份额。"],
};
