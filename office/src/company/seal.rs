//! A period computed as it is sealed.

use attain_engine::Request;
use attain_engine::outcome::Outcome;
use attain_engine::seal::{Seal, SealedLine};
use attain_rules::both;
use attain_rules::date::DateRange;
use attain_rules::period::{Period, PeriodLength};
use attain_rules::text::Text;

use super::{Computation, Opened};
use crate::failure::Failure;

/// A period that is ready to be sealed.
pub struct Sealing {
    /// Its seal.
    pub seal: Seal,
    /// What was computed.
    pub outcome: Outcome,
    /// What should be looked at before it is sealed.
    pub warnings: Vec<Text>,
}

impl Opened {
    /// Computes the period that follows the last closed one, and seals it. Nothing is written.
    ///
    /// # Errors
    /// [`Failure::Refused`] with what was found; [`Failure::AlreadyClosed`], [`Failure::NotNext`],
    /// [`Failure::NothingToClose`].
    pub fn seal(&self, period: Period) -> Result<Sealing, Failure> {
        let label = |period| self.company.calendar.label(period);
        if let Some(last) = self.folder.closed.last() {
            let next = last.last().plus(1);
            if self.folder.closed.holds(period.last()) {
                return Err(Failure::AlreadyClosed(label(period)));
            }
            if period.first != next {
                let next = Period { first: next, length: PeriodLength::Month };
                return Err(Failure::NotNext(label(period), label(last), label(next)));
            }
        }
        let computed = self.run(&Request::of(period), Some(period));
        let sealed = computed.and_then(|(outcome, marks)| match self.folder.seal(&outcome, &marks, period) {
            Ok(seal) => Ok((seal, outcome, marks.told())),
            Err(findings) => Err(Computation::of(findings, self.sources().clone())),
        });
        match sealed {
            // Whatever came before an empty period could never be closed.
            Ok((Some(seal), ..)) if seal.before.is_none() && pays_nothing(&seal) => {
                Err(Failure::NothingToClose(label(period)))
            }
            Ok((Some(seal), outcome, told)) => {
                // Other days of a transaction, such as that on which a contract begins, may lie behind the one that counts.
                let until = |told: DateRange| outcome.report.last_event.map_or(told.last, |day| day.min(told.last));
                let told = told.map(|told| DateRange { last: until(told), ..told });
                let warnings = told.map(|told| self.warnings(period, told)).unwrap_or_default();
                Ok(Sealing { seal, outcome, warnings })
            }
            Ok((None, ..)) => Err(Failure::NoCompany(self.folder.files().root().to_owned())),
            Err(none) => Err(none.into()),
        }
    }

    /// What is unusual about closing `period`, when the data tells of the days `told`.
    fn warnings(&self, period: Period, told: DateRange) -> Vec<Text> {
        let (calendar, label) = (self.company.calendar, self.company.calendar.label(period));
        let (days, mut warnings) = (calendar.days(period), Vec::new());
        let is_in_force = |days: DateRange| self.plans().iter().any(|plan| plan.effective.overlaps(&days));
        let before = DateRange { first: told.first, last: days.first.plus_days(-1).min(told.last) };
        if self.folder.closed.is_empty() && before.first <= before.last && is_in_force(before) {
            let DateRange { first, last } = before;
            warnings.push(both!(
                "nothing before {label} is closed, and nothing can be once {label} is: what the data tells of {first} to {last} is held against nothing that was paid",
                "{label} 之前的期间都没有关闭，{label} 关闭之后也不能再关闭：{first} 至 {last} 的数据不会与任何已支付的金额核对"
            ));
        }
        let end = told.last;
        if end < calendar.first_day(period.last()) {
            warnings.push(both!(
                "the data ends on {end}: is it too early to close {label}? What comes later is paid as a difference in the period after it",
                "数据止于 {end}：现在关闭 {label} 是否过早？以后到来的在下一期间作为差额支付"
            ));
        }
        warnings
    }
}

fn pays_nothing(seal: &Seal) -> bool {
    seal.lines.iter().all(SealedLine::pays_nothing)
}
