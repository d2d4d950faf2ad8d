//! A period computed as it is sealed.

use attain_engine::Request;
use attain_engine::seal::Seal;
use attain_rules::period::{Period, PeriodLength};

use super::{Computation, Opened, tell};
use crate::context::{Context, Screen};
use crate::failure::Failure;

impl Opened {
    /// Computes the period that follows the last closed one, and seals it. Nothing is written.
    ///
    /// # Errors
    /// [`Failure::Refused`] after what was found has been told; [`Failure::AlreadyClosed`], [`Failure::NotNext`].
    pub fn seal(&self, period: Period, context: &Context, screen: &mut Screen<'_>) -> Result<Seal, Failure> {
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
        let computed = self.run(&Request::of(period), context, Some(period));
        let sealed = computed.and_then(|(outcome, marks)| match self.folder.seal(&outcome, &marks, period) {
            Ok(seal) => Ok(seal),
            Err(findings) => Err(Computation::of(findings, self.sources().clone())),
        });
        match sealed {
            // Whatever came before an empty period could never be closed.
            Ok(Some(seal)) if seal.lines.is_empty() && seal.before.is_none() => {
                Err(Failure::NothingToClose(label(period)))
            }
            Ok(seal) => seal.ok_or(Failure::NoCompany(context.directory().to_owned())),
            Err(none) => Err(tell(&none, context, screen)?),
        }
    }
}
