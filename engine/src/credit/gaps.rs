//! Credit that stops on its way up, in the report.

use attain_rules::number::Number;

use super::line_up::End;
use super::{CreditingRun, Event};
use crate::fault::Stop;

/// Which kinds of gaps one transaction has met for one measure: with several parts it may meet them more than once.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Met {
    vacant_seat: bool,
    unknown_manager: bool,
}

/// Takes note of a credit that went no further up than to where the line ended, when that is a gap.
pub(super) fn note(
    run: &mut CreditingRun<'_, '_>,
    event: &Event<'_, '_>,
    end: End,
    credit: &Number,
) -> Result<(), Stop> {
    let seat = match end {
        End::VacantSeat(seat) => run.setting.inputs.id(seat),
        End::Unknown(place) => run.line_up.unknown(place),
        End::Nowhere | End::Top | End::Circle => return Ok(()),
    };
    let Some(chain) = run.credits.chains.get_mut(event.rule.chain) else { return Ok(()) };
    let gaps = chain.report.line_gaps.get_or_insert_default();
    let (gap, met) = match end {
        End::Unknown(_) => (&mut gaps.unknown_managers, &mut run.gaps_met.unknown_manager),
        _ => (&mut gaps.vacant_seats, &mut run.gaps_met.vacant_seat),
    };
    let transaction = (!std::mem::replace(met, true)).then(|| event.row.id());
    Ok(gap.add(seat, transaction, credit)?)
}
