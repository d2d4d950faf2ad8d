//! T045: parts that do not make up what was earned.

use crate::both;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Shares that do not add up to 100 %; `rests` parts have what the others leave.
#[must_use]
pub fn not_whole(span: Span, percent: &str, rests: usize) -> Diagnostic {
    let message = match rests {
        0 => both!("the shares of `due` add up to {percent} %", "`due` 的份额合计 {percent} %"),
        1 => both!("the shares of `due` leave no `rest`: {percent} %", "`due` 的份额没有剩下 `rest`：{percent} %"),
        _ => both!("`rest` stands {rests} times in `due`", "`due` 中写了 {rests} 次 `rest`"),
    };
    Diagnostic::error("T045", message, span, both!("must make up the whole", "必须合成全部")).with_help(both!(
        "make them 100 %, or give one part `share: rest`",
        "请使合计为 100 %，或让其中一部分写 `share: rest`"
    ))
}

/// Parts that do not stand in the order of time.
#[must_use]
pub fn out_of_order(span: Span) -> Diagnostic {
    let message = both!("the parts of `due` are not in the order of time", "`due` 的各部分没有按时间先后排列");
    Diagnostic::error("T045", message, span, both!("due before the part above it", "比上一部分更早到期"))
        .with_help(both!("write the part that is due first at the top", "请把最先到期的写在最上面"))
}

/// No share.
#[must_use]
pub fn no_share(span: Span, text: &str) -> Diagnostic {
    let message = both!("`{text}` is no share of what was earned", "`{text}` 不是应得的份额");
    Diagnostic::error("T045", message, span, both!("from 0 % to 100 %, or `rest`", "0 % 至 100 %，或 `rest`"))
        .with_help(both!("write a percentage such as `30%`", "请写百分比，如 `30%`"))
}

/// No time.
#[must_use]
pub fn no_time(span: Span, text: &str, most: i32) -> Diagnostic {
    let message = both!("`{text}` is no time after which something is due", "`{text}` 不是到期前的时间");
    Diagnostic::error("T045", message, span, both!("months, quarters, halves or years", "月、季、半年或年")).with_help(
        both!(
            "write `6 months`, `1 quarter` or `2 years`; at most {most} months; `after` and `until` also take `60 days`",
            "请写 `6 months`、`1 quarter` 或 `2 years`；最多 {most} 个月；`after` 和 `until` 也可写 `60 days`"
        ),
    )
}

/// No number of days.
#[must_use]
pub fn no_days(span: Span, most: i32) -> Diagnostic {
    let message = both!("this is no number of days after which something is due", "这不是到期前的天数");
    Diagnostic::error("T045", message, span, both!("a whole number of days", "整数天"))
        .with_help(both!("write `1 day` to `{most} days`", "请写 `1 day` 到 `{most} days`"))
}

/// No day.
#[must_use]
pub fn no_day(span: Span, text: &str) -> Diagnostic {
    let message = both!("`{text}` is no day on which something is due", "`{text}` 不是到期日");
    Diagnostic::error("T045", message, span, both!("a day of the calendar", "日历上的一天")).with_help(both!(
        "write a day such as `2027-03-31`; a time behind the period is written with `after`",
        "请写日期，如 `2027-03-31`；期间之后多久用 `after` 写"
    ))
}

/// A condition of a part that is due on a day within the periods of its version; the last of them ends on the day `end`.
#[must_use]
pub fn condition_within(span: Span, day: Date, end: Date) -> Diagnostic {
    let message = both!(
        "a part with `if` is due on {day}, and periods of this version end later, up to {end}",
        "带 `if` 的部分在 {day} 到期，而该版本的期间最晚到 {end} 才结束"
    );
    Diagnostic::error(
        "T045",
        message,
        span,
        both!("what is earned behind that day is due at once", "此日之后应得的立即到期"),
    )
    .with_help(both!(
        "name a day behind {end}, end the version earlier, or give the part a time with `after`",
        "请写 {end} 之后的日期，或让该版本更早结束，或用 `after` 写明时间"
    ))
}

/// A condition of a part that is due in the period in which it is earned.
#[must_use]
pub fn condition_at_once(span: Span) -> Diagnostic {
    let message = both!("a part that is due at once has no `if`", "立即到期的部分没有 `if`");
    Diagnostic::error(
        "T045",
        message,
        span,
        both!("`if` is read when a later part falls due", "`if` 在以后的部分到期时读取"),
    )
    .with_help(both!(
        "give the part a time with `after`, or write the condition as the component's `gate`",
        "请用 `after` 给该部分写明时间，或把条件写成组成部分的 `gate`"
    ))
}

/// No number of instalments.
#[must_use]
pub fn no_count(span: Span, text: &str, most: usize) -> Diagnostic {
    let message = both!("`{text}` is no number of instalments", "`{text}` 不是期数");
    Diagnostic::error("T045", message, span, both!("a whole number", "整数"))
        .with_help(both!("write a whole number from 1 to {most}", "请写 1 到 {most} 的整数"))
}

/// Too many parts.
#[must_use]
pub fn too_many(span: Span, most: usize) -> Diagnostic {
    let message = both!("`due` has more than {most} parts", "`due` 超过 {most} 个部分");
    Diagnostic::error("T045", message, span, both!("too many", "过多"))
        .with_help(both!("pay in fewer parts", "请减少部分"))
}

/// Instalments that go on for too long, or a day that lies too far behind the version's first one.
#[must_use]
pub fn too_late(span: Span, most: i32) -> Diagnostic {
    let message = both!("this is due after more than {most} months", "在 {most} 个月之后才到期");
    Diagnostic::error("T045", message, span, both!("too late", "过晚")).with_help(both!(
        "pay it earlier: fewer instalments, or more often; an earlier day",
        "请提早支付：减少期数或缩短间隔，或写更早的日期"
    ))
}

/// Nothing is taken back within no time.
#[must_use]
pub fn no_time_to_take_back(span: Span) -> Diagnostic {
    let message = both!("within 0 months nothing can be taken back", "0 个月之内无可追回");
    Diagnostic::error("T045", message, span, both!("at least one month", "至少一个月")).with_help(both!(
        "write for how long after a payment it can be taken back, such as `24 months`",
        "请写明付款后多久之内可以追回，如 `24 months`"
    ))
}

/// No share of what is taken back.
#[must_use]
pub fn no_share_back(span: Span, text: &str) -> Diagnostic {
    let message = both!("`{text}` is no share of what was paid", "`{text}` 不是已付金额的份额");
    Diagnostic::error("T045", message, span, both!("from 0 % to 100 %", "0 % 至 100 %")).with_help(both!(
        "write a percentage such as `50%`, or `all`, `not_served`",
        "请写百分比，如 `50%`，或 `all`、`not_served`"
    ))
}

/// Shares by age that are not in the order of time, or do not begin with the payment.
#[must_use]
pub fn ages_out_of_order(span: Span) -> Diagnostic {
    let message =
        both!("shares by age begin with `0 months` and ascend", "按时间长短的份额须从 `0 months` 开始依次递增");
    Diagnostic::error("T045", message, span, both!("not in this order", "不是这个顺序")).with_help(both!(
        "write how much is taken back from which age on, such as `{{ 0 months: 100%, 6 months: 50% }}`",
        "请写明从多久之后起追回多少，如 `{{ 0 months: 100%, 6 months: 50% }}`"
    ))
}

/// A share by age that is never reached, because nothing is taken back so late.
#[must_use]
pub fn age_never_reached(span: Span, within: Span) -> Diagnostic {
    let message = both!("at this age nothing is taken back any more", "这么久之后已不再追回");
    Diagnostic::error("T045", message, span, both!("never reached", "永远不会用到"))
        .with_label(within, both!("only within this time", "只在这段时间之内"))
        .with_help(both!("leave the row out, or make `within` longer", "请删去这一行，或延长 `within`"))
}

/// `clawback` beside parts with conditions.
#[must_use]
pub fn back_of_conditional(span: Span) -> Diagnostic {
    let message =
        both!("`clawback` does not go with parts that have an `if`", "`clawback` 不能与带 `if` 的部分一起使用");
    Diagnostic::error(
        "T045",
        message,
        span,
        both!("taken back of parts that may never be paid", "这些部分可能从未支付"),
    )
    .with_help(both!(
        "take the `if` out of the parts, or make a component of its own of what can be taken back",
        "请去掉各部分的 `if`，或把可追回的金额写成单独的组成部分"
    ))
}

/// `until` that is not behind `after`.
#[must_use]
pub fn waits_too_short(span: Span) -> Diagnostic {
    let message = both!("`until` must be later than what it is beside", "`until` 必须晚于到期的时间");
    Diagnostic::error("T045", message, span, both!("there is no time to wait in", "没有可等待的时间")).with_help(both!(
        "write up to when the part waits for its condition, such as `after: 1 month, until: 12 months`",
        "请写明该部分等待条件成立到何时为止，如 `after: 1 month, until: 12 months`"
    ))
}

/// Units that wait for a condition and are paid as money.
#[must_use]
pub fn units_wait(span: Span) -> Diagnostic {
    let message = both!("`until` does not go with `paid_as: money`", "`until` 不能与 `paid_as: money` 一起使用");
    Diagnostic::error("T045", message, span, both!("it may hold on a day without a value", "可能在没有单价的日子成立"))
        .with_help(both!("pay units as units, or money without `in`", "请支付单位本身，或不用 `in` 直接支付金额"))
}

/// `clawback` of units that were paid as money.
#[must_use]
pub fn back_of_units_as_money(span: Span) -> Diagnostic {
    let message = both!("`clawback` does not go with `paid_as: money`", "`clawback` 不能与 `paid_as: money` 一起使用");
    Diagnostic::error("T045", message, span, both!("units that became money", "单位已折成金额"))
        .with_help(both!("pay units as units, or money without `in`", "请支付单位本身，或不用 `in` 直接支付金额"))
}

/// What `attain help T045` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T045",
    title: ["parts that are not the whole", "各部分合不成全部"],
    what: [
        "`due` says when what was earned is paid: a list of parts, each with its share and the time after which (`after`) or the day on which (`on`) it is due, or a number of equal instalments. `clawback` says what is taken back of it when somebody leaves soon after.",
        "`due` 写明应得的金额何时支付：各部分的列表，每部分有份额，以及多久之后（`after`）或哪一天（`on`）到期；或者若干等额分期。`clawback` 写明有人不久离职时追回多少。",
    ],
    example: "due:\n  - { share: 50% }\n  - { share: 30%, after: 12 months }\n",
    mend: [
        "Make the shares 100 %, in the order of time; one of them may be `rest`.",
        "请使份额合计为 100 %，并按时间先后排列；其中一个可以写 `rest`。",
    ],
};
