//! R016: a reversal of something that is not there.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The finding at a component whose `reversals` go by the original; `whose` says for whom.
#[must_use]
pub fn no_original(span: Span, whose: &Text, reversal: &str, original: &str) -> Diagnostic {
    let message = both!(
        "transaction `{reversal}` takes back what `{original}` gave, but {original} gave nothing here ({whose})",
        "交易 `{reversal}` 要收回 `{original}` 所给的，但 {original} 在这里没有给过（{whose}）"; whose
    );
    let label = both!("its `reversals` go by the original", "它的 `reversals` 以原交易为准");
    Diagnostic::error("R016", message, span, label).with_help(both!(
        "see that `{original}` is in the transactions, is credited to the same participant, has a positive amount, and is dated while the plan has this component; or write `reversals: recalculated`",
        "请检查 `{original}` 在交易数据中、归属于同一参与人、金额为正，且其日期在有这个组成部分的方案期内；或写 `reversals: recalculated`"
    ))
}

/// Its page.
pub const EXPLANATION: Explanation = Explanation {
    code: "R016",
    title: ["reversal of something that is not there", "冲销的原交易不存在"],
    what: [
        "A negative transaction names in `corrects`, or else in `relates_to`, what it takes back, and the component's `reversals` say that it goes by what that one gave. The component paid the participant nothing for a transaction of this id.",
        "负数交易在 `corrects`（没有则在 `relates_to`）中写明冲销哪一笔，组成部分的 `reversals` 规定以那一笔所给的为准。但组成部分没有为这个编号的交易给该参与人付过。",
    ],
    example: "id,corrects,owner,amount\nR1,T9,E1,-500",
    mend: [
        "Bring the original into the data, or correct the id; or let the negative amount be recalculated.",
        "把原交易放进数据，或改正编号；或让负数重新计算。",
    ],
};
