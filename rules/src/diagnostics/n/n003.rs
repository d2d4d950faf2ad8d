//! N003: unknown functions.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "N003",
    title: ["unknown function", "未知的函数"],
    what: [
        "The functions are `min`, `max`, `abs`, `round`, `floor`, `ceiling`, `money`, `number`, `is_empty`, `contains`, `starts_with`, `days_between`, `months_between`, `add_months`, `date`, `year`, `month`, `column`, `total`, `attainment`, `quota`, `earned`, `group`, `reports`, `days`.",
        "可用的函数有 `min`、`max`、`abs`、`round`、`floor`、`ceiling`、`money`、`number`、`is_empty`、`contains`、`starts_with`、`days_between`、`months_between`、`add_months`、`date`、`year`、`month`、`column`、`total`、`attainment`、`quota`、`earned`、`group`、`reports`、`days`。",
    ],
    example: "amount: mni(bookings, 5000)",
    mend: ["Write one of these functions.", "请使用以上函数之一。"],
};

/// No function has this name.
#[must_use]
pub fn unknown_function(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let message = both!("unknown function `{name}`", "未知的函数 `{name}`");
    let help = match (name.to_lowercase().as_str(), near) {
        ("if" | "iif" | "ifs", _) => both!("write `if c {{ a }} else {{ b }}`", "请写 `if c {{ a }} else {{ b }}`"),
        ("and", _) => both!("write `a && b`", "请写 `a && b`"),
        ("or", _) => both!("write `a || b`", "请写 `a || b`"),
        ("not", _) => both!("write `!a`", "请写 `!a`"),
        ("sum" | "sumif" | "sumifs" | "count" | "countif", _) => both!(
            "transactions are added up by a measure; name the measure, or write `total(measure, window)`",
            "交易由指标汇总；请写指标名，或写 `total(指标, 窗口)`"
        ),
        ("ceil" | "roundup", _) => both!("write `ceiling(x)`", "请写 `ceiling(x)`"),
        ("int" | "trunc" | "rounddown", _) => both!("write `floor(x)`", "请写 `floor(x)`"),
        (_, Some(near)) => both!("did you mean `{near}`?", "是否想写 `{near}`？"),
        (_, None) => both!("the language reference lists all functions", "全部函数见语言参考"),
    };
    Diagnostic::error("N003", message, span, both!("no function has this name", "没有这个名称的函数")).with_help(help)
}
