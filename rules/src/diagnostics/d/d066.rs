//! `D066`: the shares of a transaction do not add up to 100 %.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The rows of the splits data at `places` share out `percent` of `transaction`, which the measure at `needed` counts.
#[must_use]
pub fn splits(places: &[Span], transaction: &str, percent: &str, needed: Span) -> Diagnostic {
    let message = both!(
        "the splits of `{transaction}` add up to {percent} %, not to 100 %",
        "交易 `{transaction}` 的分配合计为 {percent} %，而不是 100 %"
    );
    let (first, rest) = places.split_first().map_or((Span::default(), places), |(first, rest)| (*first, rest));
    let label = if rest.is_empty() {
        both!("its only share", "唯一的份额")
    } else {
        both!("one of its shares", "其中一份")
    };
    let found = Diagnostic::error("D066", message, first, label.clone());
    let found = rest.iter().fold(found, |found, place| found.with_label(*place, label.clone()));
    let found =
        found.with_label(needed, both!("this measure shares its credit by the splits", "该指标按分配表分配归属"));
    if let Some(help) = without_sign(percent).or_else(|| far_above(percent)) {
        return found.with_help(help);
    }
    found.with_help(both!(
        "correct the shares so that they add up to 100 %; if they are parts of any sum, such as 2 and 1, say `shares: ratio` in the measure",
        "请改正份额，使其合计为 100 %；如果它们是任意总和中的比例（如 2 和 1），请在指标中写 `shares: ratio`"
    ))
}

/// Rows of the splits of the transaction at `place` were set aside.
#[must_use]
pub fn unclear(place: Span, needed: Span) -> Diagnostic {
    let message = both!("rows of the splits of a transaction were set aside", "一笔交易的分配行有被搁置的");
    let label = both!("nobody knows who shares it", "无法知道由谁分享");
    let measure = both!("this measure shares its credit by the splits", "该指标按分配表分配归属");
    Diagnostic::error("D066", message, place, label).with_label(needed, measure).with_help(both!(
        "mend the rows of the splits that name it, which are told as well",
        "请改正分配表中写有它的行，这些行另有说明"
    ))
}

/// The columns of the transaction share out `percent`; `place` is one of them, `needed` the measure.
#[must_use]
pub fn columns(place: Span, percent: &str, needed: Span) -> Diagnostic {
    let message = both!(
        "the shares of a transaction add up to {percent} %, not to 100 %",
        "一笔交易的份额合计为 {percent} %，而不是 100 %"
    );
    in_plan(Diagnostic::error("D066", message, place, both!("one of its shares", "其中一份")), percent, needed)
}

/// A run found that the shares of the transaction that `whose` names add up to `percent`; `place` is the measure.
#[must_use]
pub fn in_run(place: Span, percent: &str, whose: &Text) -> Diagnostic {
    let message = both!("the shares add up to {percent} %, not to 100 % ({whose})", "份额合计为 {percent} %，而不是 100 %（{whose}）"; whose);
    let found = in_plan(Diagnostic::error("D066", message, place, Text::default()), percent, place);
    Diagnostic { labels: found.labels.into_iter().skip(1).collect(), ..found }
}

/// What to say of shares such as 70 and 30 %.
fn far_above(percent: &str) -> Option<Text> {
    let whole = percent.split('.').next().unwrap_or_default();
    let is_far = !whole.starts_with('-') && whole.len() >= 4;
    is_far.then(|| {
        both!(
            "one of the shares seems to lack its percent sign: write `60%`, not `60`, which is 6000 %",
            "其中一份可能漏写了百分号：写 `60%`，而不是 `60`（那是 6000 %）"
        )
    })
}

/// What to say of shares such as 60 and 40: as they are written they are a hundred times too much.
fn without_sign(percent: &str) -> Option<Text> {
    (percent == "10000").then(|| {
        both!(
            "shares that add up to 100 need their percent signs: write `60%`, not `60`, which is 6000 %; if they are parts of any sum, such as 2 and 1, say `shares: ratio` in the measure",
            "合计为 100 的份额要写百分号：写 `60%`，而不是 `60`（那是 6000 %）；如果它们是任意总和中的比例（如 2 和 1），请在指标中写 `shares: ratio`"
        )
    })
}

fn in_plan(found: Diagnostic, percent: &str, needed: Span) -> Diagnostic {
    let found = found.with_label(needed, both!("the shares of this measure", "该指标的份额"));
    if let Some(help) = without_sign(percent) {
        return found.with_help(help);
    }
    found.with_help(both!(
        "correct the shares in the data; or, in the plan, let one member under `to` have the `rest`, or say `shares: ratio`",
        "请更正数据中的份额；或在方案中让 `to` 下的一人得 `rest`，或写明 `shares: ratio`"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D066",
    title: ["the shares of a transaction do not add up to 100 %", "交易的份额合计不是 100 %"],
    what: [
        "The shares of a transaction that a measure counts add up to exactly 100 %, whether they stand in the splits data or in columns under `to`: a share that nobody gets, or that is paid twice, is a mistake in the data. Overlay credit stands outside of them. With `broken_rows: set_aside` such a transaction is set aside.",
        "指标计入的交易，其份额无论写在分配表中还是 `to` 下的列中，必须正好合计 100 %：没有人得到的份额或支付两次的份额都是数据错误。叠加归属（overlay）不计入其中。写明 `broken_rows: set_aside` 时，这样的交易会被搁置。",
    ],
    example: "transaction,participant,share\nT1,E1007,80%\nT1,E1008,10%",
    mend: [
        "Correct the shares. Where they are parts of any sum, say `shares: ratio` in the measure; where one member gets what the others leave, write that one's share under `to` as `rest`.",
        "改正份额。如果它们是任意总和中的比例，请在指标中写 `shares: ratio`；如果一人得其余部分，请在 `to` 下把此人的份额写成 `rest`。",
    ],
};
