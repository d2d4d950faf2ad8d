//! `D022`: a cell that is no day.

use crate::both;
use crate::company::INSTANT;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// What `attain.yaml` says of a column of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapped {
    /// Its name.
    pub name: String,
    /// Where its cells come from, as it is written there: `column: Booked on`.
    pub from: String,
    /// Has it aliases?
    pub has_aliases: bool,
    /// Has it a default?
    pub has_default: bool,
}

impl Mapped {
    /// What to write so that its days are read in `format`, with all that is written of it now.
    fn in_format(&self, format: &str) -> String {
        let Self { name, from, .. } = self;
        let aliases = if self.has_aliases { ", aliases: ..." } else { "" };
        let default = if self.has_default { ", default: ..." } else { "" };
        format!("`{name}: {{ {from}, type: date, format: {format}{aliases}{default} }}`")
    }
}

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
    NoSuchDay {
        /// The format in which it is written.
        format: String,
        /// Does the column have another one?
        is_other: bool,
        /// What there is not.
        gap: Gap,
        /// A day as the column writes it.
        sample: String,
    },
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

/// What the calendar does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// A month of this number.
    Month(u8),
    /// A day of this number in a month of a year.
    Day(u8, u8, i32),
}

/// The cell at `place`, in the column `mapped`, says `text`, which is no day.
#[must_use]
pub fn not_a_day(place: Span, mapped: &Mapped, text: &str, trouble: &Trouble) -> Diagnostic {
    let (why, help) = trouble.words(mapped);
    let column = &mapped.name;
    // Of a day in another format the words say which day it would be: each row another.
    let kind = match trouble {
        Trouble::OtherFormat { format, .. } => format.clone(),
        Trouble::ExcelTime { .. } => "count with a time of day".to_owned(),
        Trouble::NoSuchDay { format, .. } => format!("no such day {format}"),
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
    fn words(&self, column: &Mapped) -> (Text, Text) {
        match self {
            Self::OtherFormat { format, date, sample } => {
                let line = column.in_format(format);
                (
                    both!("{date}, if it is in the format `{format}`", "按格式 `{format}` 读是 {date}"),
                    both!(
                        "if the whole column is written so, say it: {line}; else write days as `{sample}`",
                        "如果整列都是这种写法，请写明：{line}；否则请写成 `{sample}`"
                    ),
                )
            }
            Self::TwoWays { readings, sample } => two_ways(column, readings, sample),
            Self::ExcelTime { date, sample } => excel_time(column, *date, sample),
            Self::NoSuchDay { format, is_other, gap, sample } => no_such_day(format, *is_other, *gap, sample),
            Self::TimeOfDay { day } => (
                both!("a day and a time of day", "日期带有时刻"),
                both!(
                    "write the day alone, `{day}`, as it is in the company's time zone",
                    "请只写日期 `{day}`（按公司时区）"
                ),
            ),
            Self::Moment => {
                let line = column.in_format(INSTANT);
                (
                    both!("a moment, which is another day elsewhere", "是一个时刻，在别处可能是另一天"),
                    both!(
                        "if the whole column is written so, say it: {line}; then it is the day in the company's time zone",
                        "如果整列都是时刻，请写明：{line}；这样取公司时区的那一天"
                    ),
                )
            }
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

/// What is wrong with what would be a day in two formats, and what to write.
fn two_ways(column: &Mapped, [(one, first), (other, second)]: &[(String, Date); 2], sample: &str) -> (Text, Text) {
    let why = if first == second {
        both!("{first}, in the format `{one}` as in `{other}`", "按格式 `{one}` 和 `{other}` 读都是 {first}")
    } else {
        both!(
            "{first} in the format `{one}`, {second} in the format `{other}`",
            "按格式 `{one}` 读是 {first}，按格式 `{other}` 读是 {second}"
        )
    };
    let [one, other] = [one, other].map(|format| column.in_format(format));
    let help = both!(
        "say which of the two the whole column is written in, {one} or {other}; or write days as `{sample}`",
        "请写明整列用的是哪一种：{one} 或 {other}；或者写成 `{sample}`"
    );
    (why, help)
}

/// What is wrong with a day that the calendar does not have, and what to write.
fn no_such_day(format: &str, is_other: bool, gap: Gap, sample: &str) -> (Text, Text) {
    let why = match gap {
        Gap::Month(month) => both!("there is no month {month}", "没有 {month} 月"),
        Gap::Day(day, month, year) => {
            both!("{year}-{month:02} has no day {day}", "{year} 年 {month} 月没有 {day} 日")
        }
    };
    let help = both!(
        "write a day that exists; see that day and month do not stand in each other's place",
        "请写存在的日期，并检查日和月是否写反"
    );
    if is_other {
        let why = both!("in the format `{format}`, {why}", "按格式 `{format}` 读，{why}"; why);
        return (why, both!("{help}; this column writes days as `{sample}`", "{help}；该列的写法是 `{sample}`"; help));
    }
    (why, help)
}

/// What is wrong with a count of days that has a time of day, and what to write.
fn excel_time(column: &Mapped, date: Date, sample: &str) -> (Text, Text) {
    let line = column.in_format("excel");
    (
        both!(
            "as Excel counts days this is {date} and, behind the point, a time of day",
            "按 Excel 的日期序号是 {date}，小数部分是时刻"
        ),
        both!(
            "write the day alone, `{sample}`: in Excel, put `=INT(...)` around the cells; if the whole column holds such counts, say {line}",
            "请只写日期 `{sample}`：在 Excel 中用 `=INT(...)` 去掉时刻；如果整列都是这种序号，请写 {line}"
        ),
    )
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D022",
    title: ["not a day", "不是日期"],
    what: [
        "Days are read in one notation for each column, `2026-01-31` unless the mapping states another `format`. `3/4/2026` means March to some and April to others, and Excel stores days as counts such as 46053, so nothing is guessed. Of days that the calendar does not have, such as `2026-02-30` or `2026/13/05`, the check says which month or day there is not.",
        "每一列的日期只按一种写法读取，默认 `2026-01-31`，映射可另写 `format`。`3/4/2026` 有人读作三月有人读作四月，Excel 又把日期存成 46053 这样的天数，所以不作猜测。日历上没有的日期，如 `2026-02-30`、`2026/13/05`，检查会说明没有哪个月或哪一天。",
    ],
    example: "id,booked_on\nT1,46053",
    mend: [
        "Export days as `2026-01-31`, or write `booked_on: { column: booked_on, type: date, format: excel }`. For days such as `3/4/2026` it is `format: D/M/YYYY` or `format: M/D/YYYY`: whoever exported them knows which.",
        "把日期导出为 `2026-01-31`，或写 `booked_on: { column: booked_on, type: date, format: excel }`。像 `3/4/2026` 这样的日期写 `format: D/M/YYYY` 或 `format: M/D/YYYY`，是哪一种要问导出的人。",
    ],
};
