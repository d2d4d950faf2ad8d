//! `D022`: a cell that is no day.

use crate::both;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// What stands there instead of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It would be a day in another format.
    OtherFormat {
        /// That format's name.
        format: String,
        /// The day that it would be.
        date: Date,
        /// A day as the column writes it.
        sample: String,
    },
    /// It would be a day in two other formats.
    TwoWays {
        /// Their names, and the day that it would be in each.
        readings: [(String, Date); 2],
        /// A day as the column writes it.
        sample: String,
    },
    /// The calendar has no such day.
    NoSuchDay,
    /// A time of day stands behind it.
    TimeOfDay {
        /// The day alone.
        day: String,
    },
    /// It is Excel's count of days with a time of day behind the point.
    ExcelTime {
        /// The day.
        date: Date,
        /// That day as the column writes it.
        sample: String,
    },
    /// It is a moment: a day and a time of day with their offset.
    Moment,
    /// It should be a moment.
    NoMoment,
    /// Nothing that could be guessed.
    NotADay {
        /// The format that the column has.
        format: String,
        /// A day in it.
        sample: String,
    },
}

/// The cell at `place`, in column `column`, says `text`, which is no day.
#[must_use]
pub fn not_a_day(place: Span, column: &str, text: &str, trouble: &Trouble) -> Diagnostic {
    let (why, help) = trouble.words(column);
    // Of a day in another format the words say which day it would be: each row another.
    let kind = match trouble {
        Trouble::OtherFormat { format, .. } => format.clone(),
        Trouble::ExcelTime { .. } => "count with a time of day".to_owned(),
        Trouble::TwoWays { readings: [(one, _), (other, _)], .. } => format!("{one} {other}"),
        _ => why.en.clone(),
    };
    Diagnostic::error(
        "D022",
        both!(
            "`{text}` in column `{column}` is not a day that is read",
            "列 `{column}` 中的 `{text}` 不是可读取的日期"
        ),
        place,
        why,
    )
    .of_kind(format!("{column}: {kind}"))
    .with_help(help)
}

impl Trouble {
    /// What is wrong, and what to write.
    fn words(&self, column: &str) -> (Text, Text) {
        match self {
            Self::OtherFormat { format, date, sample } => (
                both!("{date}, if it is in the format `{format}`", "按格式 `{format}` 读是 {date}"),
                both!(
                    "if the whole column is written so, say it: `{column}: {{ column: ..., format: {format} }}`; else write days as `{sample}`",
                    "如果整列都是这种写法，请写明：`{column}: {{ column: ..., format: {format} }}`；否则请写成 `{sample}`"
                ),
            ),
            Self::TwoWays { readings: [(one, first), (other, second)], sample } => (
                if first == second {
                    both!(
                        "{first}, in the format `{one}` as in `{other}`",
                        "按格式 `{one}` 和 `{other}` 读都是 {first}"
                    )
                } else {
                    both!(
                        "{first} in the format `{one}`, {second} in the format `{other}`",
                        "按格式 `{one}` 读是 {first}，按格式 `{other}` 读是 {second}"
                    )
                },
                both!(
                    "say which of the two the whole column is written in, `{column}: {{ column: ..., format: {one} }}` or `{column}: {{ column: ..., format: {other} }}`; or write days as `{sample}`",
                    "请写明整列用的是哪一种：`{column}: {{ column: ..., format: {one} }}` 或 `{column}: {{ column: ..., format: {other} }}`；或者写成 `{sample}`"
                ),
            ),
            Self::ExcelTime { date, sample } => excel_time(column, *date, sample),
            Self::NoSuchDay => (
                both!("the calendar has no such day", "日历上没有这一天"),
                both!(
                    "write a day that exists; see that day and month do not stand in each other's place",
                    "请写存在的日期，并检查日和月是否写反"
                ),
            ),
            Self::TimeOfDay { day } => (
                both!("a day and a time of day", "日期带有时刻"),
                both!(
                    "write the day alone, `{day}`, as it is in the company's time zone",
                    "请只写日期 `{day}`（按公司时区）"
                ),
            ),
            Self::Moment => (
                both!("a moment, which is another day elsewhere", "是一个时刻，在别处可能是另一天"),
                both!(
                    "if the whole column is written so, say it: `{column}: {{ column: ..., type: date, format: instant }}`; then it is the day in the company's time zone",
                    "如果整列都是时刻，请写明：`{column}: {{ column: ..., type: date, format: instant }}`；这样取公司时区的那一天"
                ),
            ),
            Self::NoMoment => (
                both!("not a moment", "不是时刻"),
                both!(
                    "write day, time of day and offset: `2026-01-31T23:30:00Z` or `2026-01-31T23:30:00+08:00`",
                    "请写日期、时刻和时差：`2026-01-31T23:30:00Z` 或 `2026-01-31T23:30:00+08:00`"
                ),
            ),
            Self::NotADay { format, sample } => (
                both!("not in the format `{format}`", "不是格式 `{format}`"),
                both!(
                    "write days as `{sample}`, or state another `format` of the column; leave the cell empty when there is no day",
                    "请写成 `{sample}`，或为该列写明另一种 `format`；没有日期时留空"
                ),
            ),
        }
    }
}

/// What is wrong with a count of days that has a time of day, and what to write.
fn excel_time(column: &str, date: Date, sample: &str) -> (Text, Text) {
    (
        both!(
            "as Excel counts days this is {date} and, behind the point, a time of day",
            "按 Excel 的日期序号是 {date}，小数部分是时刻"
        ),
        both!(
            "write the day alone, `{sample}`: in Excel, put `=INT(...)` around the cells; if the whole column holds such counts, say `{column}: {{ column: ..., format: excel }}`",
            "请只写日期 `{sample}`：在 Excel 中用 `=INT(...)` 去掉时刻；如果整列都是这种序号，请写 `{column}: {{ column: ..., format: excel }}`"
        ),
    )
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D022",
    title: ["not a day", "不是日期"],
    what: [
        "Days are read in one notation for each column, `2026-01-31` unless the mapping states another `format`. `3/4/2026` means March to some and April to others, and Excel stores days as counts such as 46053, so nothing is guessed.",
        "每一列的日期只按一种写法读取，默认 `2026-01-31`，映射可另写 `format`。`3/4/2026` 有人读作三月有人读作四月，Excel 又把日期存成 46053 这样的天数，所以不作猜测。",
    ],
    example: "id,booked_on\nT1,46053",
    mend: [
        "Export days as `2026-01-31`, or write `booked_on: { column: booked_on, type: date, format: excel }`. For days such as `3/4/2026` it is `format: D/M/YYYY` or `format: M/D/YYYY`: whoever exported them knows which.",
        "把日期导出为 `2026-01-31`，或写 `booked_on: { column: booked_on, type: date, format: excel }`。像 `3/4/2026` 这样的日期写 `format: D/M/YYYY` 或 `format: M/D/YYYY`，是哪一种要问导出的人。",
    ],
};
