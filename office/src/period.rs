//! The `--period` of the command line: one period, or a stretch of them.

use attain_engine::{Explain, Request};
use attain_rules::calendar::Calendar;
use attain_rules::date::DateRange;
use attain_rules::period::{Month, Period};

use crate::failure::Failure;

/// Whole months from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// First month.
    pub first: Month,
    /// Last month, not before the first.
    pub last: Month,
}

impl From<Period> for Stretch {
    fn from(period: Period) -> Self {
        Self { first: period.first, last: period.last() }
    }
}

impl Stretch {
    /// Reads `2026-03`, `2026-Q1`, `2026-H1`, `2026`, or two of them with `..` between.
    ///
    /// # Errors
    /// [`Failure::NoPeriod`].
    pub fn parse(text: &str, calendar: Calendar) -> Result<Self, Failure> {
        let none = || Failure::NoPeriod(text.to_owned());
        let one = |text: &str| calendar.parse(text.trim()).ok_or_else(none);
        let Some((first, last)) = text.split_once("..") else { return one(text).map(Self::from) };
        let (first, last) = (one(first)?, one(last)?);
        if last.last() < first.first {
            return Err(none());
        }
        Ok(Self { first: first.first, last: last.last() })
    }

    /// Its days.
    pub fn days(self, calendar: Calendar) -> DateRange {
        calendar.days_of(self.first, self.last)
    }

    /// What the engine is asked for, without the measures of everybody.
    pub const fn request(self, explain: Explain) -> Request {
        Request { first: self.first, last: self.last, explain, measured: false, questions: Vec::new(), closed: None }
    }

    /// The shortest text that reads back as this stretch: a period's label, or `2026-01..2026-09`.
    pub fn label(self, calendar: Calendar) -> String {
        use attain_rules::period::PeriodLength;
        for length in PeriodLength::ALL {
            let period = calendar.period_of(self.first, length);
            if Self::from(period) == self {
                return calendar.label(period);
            }
        }
        let month = |month| calendar.label(Period { first: month, length: PeriodLength::Month });
        format!("{}..{}", month(self.first), month(self.last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_name_a_stretch_reads_back() {
        let calendar = Calendar::default();
        for (text, label) in [
            ("2026-03", "2026-03"),
            ("2026-Q1", "2026-Q1"),
            ("2026-01..2026-03", "2026-Q1"),
            ("2026-Q1..2026-Q2", "2026-H1"),
            ("2026-01..2026-09", "2026-01..2026-09"),
            ("2026-01 .. 2026-12", "2026"),
        ] {
            let stretch = Stretch::parse(text, calendar).expect("a stretch");
            assert_eq!(stretch.label(calendar), label, "{text}");
            assert_eq!(Stretch::parse(label, calendar).expect("a stretch"), stretch, "{text}");
        }
        for text in ["", "..", "2026-02..2026-01", "Q1", "2026-Q1-Q2", "2026..x"] {
            assert!(Stretch::parse(text, calendar).is_err(), "{text}");
        }
    }
}
