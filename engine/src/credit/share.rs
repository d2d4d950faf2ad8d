//! Who gets a transaction's credit, and how much of it.

use std::ops::Range;

use attain_rules::formula::expression::Formula;
use attain_rules::id::natural_cmp;
use attain_rules::number::Number;
use attain_rules::plan::Shares;

use super::books::ShareRecord;
use crate::evaluate::{Item, evaluate};
use crate::fault::{Fault, Stop};
use crate::inputs::{ParticipantIndex, SplitRow};
use crate::names::only_cell;
use crate::row::Row;

/// One member's part of a transaction.
pub(super) struct Part {
    pub who: Who,
    pub share: ShareRecord,
}

/// Who a part belongs to.
#[derive(Clone, Copy)]
pub(super) enum Who {
    /// Whoever's id stands in this column of the transaction; empty is nobody.
    Column(usize),
    /// Somebody whom the splits data names.
    Known(ParticipantIndex),
}

impl ShareRecord {
    /// This share of what a transaction is worth.
    pub(super) fn of(&self, worth: &Number) -> Result<Number, Stop> {
        Ok(match self {
            Self::Whole | Self::Adjusted(_) => worth.clone(),
            Self::Formula { share, .. } | Self::Rest(share) | Self::Split(share, _) => worth.multiply(share)?,
            Self::Ratio(ratio, sum) => worth.multiply(&ratio.divide(sum)?)?,
        })
    }
}

/// Who takes part in the split, and with how much; adds up to the whole. The parts are laid into `parts`, which is empty.
pub(super) fn members(shares: &Shares, splits: &[SplitRow], row: Row<'_>, parts: &mut Vec<Part>) -> Result<(), Stop> {
    if shares.from_splits {
        let rows = splits.get(split_rows(splits, row.id())).unwrap_or_default();
        if !rows.is_empty() {
            return from_splits(rows, shares.ratios, parts);
        }
    }
    let mut given = Number::ZERO;
    let mut rest = None;
    for (member, share) in shares.members.iter().enumerate() {
        let who = Who::Column(share.column);
        match &share.share {
            None => rest = Some(who),
            Some(_) if row.text(share.column).is_empty() => {}
            Some(formula) => {
                let share = from_zero(number(formula, &mut { row })?)?;
                given = given.add(&share)?;
                parts.push(Part { who, share: ShareRecord::Formula { overlay: false, member, share } });
            }
        }
    }
    if shares.ratios {
        if parts.is_empty() {
            // No ratio is named: whoever stands in the one column takes all, and empty columns are a credit of nobody's.
            let first = shares.members.first();
            parts.extend(first.map(|one| Part { who: Who::Column(one.column), share: ShareRecord::Whole }));
            return Ok(());
        }
        return over_sum(parts, &given);
    }
    let left = Number::ONE.subtract(&given)?;
    match rest {
        Some(who) if !left.is_negative() => {
            let share = if parts.is_empty() { ShareRecord::Whole } else { ShareRecord::Rest(left) };
            parts.insert(0, Part { who, share });
            Ok(())
        }
        None if left.is_zero() => Ok(()),
        _ => Err(not_whole(&given)),
    }
}

/// Who gets overlay credit, outside the whole; laid behind what `parts` holds.
pub(super) fn overlays(shares: &Shares, row: Row<'_>, parts: &mut Vec<Part>) -> Result<(), Stop> {
    for (member, overlay) in shares.overlays.iter().enumerate() {
        if row.text(overlay.column).is_empty() {
            continue;
        }
        let share = match &overlay.share {
            Some(formula) => {
                let share = from_zero(number(formula, &mut { row })?)?;
                ShareRecord::Formula { overlay: true, member, share }
            }
            None => ShareRecord::Whole,
        };
        parts.push(Part { who: Who::Column(overlay.column), share });
    }
    Ok(())
}

/// The number that a formula gives for a row.
pub(super) fn number<'b>(formula: &'b Formula, row: &mut Row<'b>) -> Result<Number, Stop> {
    match evaluate(&formula.expression, row)? {
        Item::Number(number) => Ok(number),
        Item::Empty => Err(Stop::Fault(Fault::EmptyCell(only_cell(&formula.expression)), Some(formula.span))),
        _ => Err(Stop::Fault(Fault::Unchecked, Some(formula.span))),
    }
}

/// Places of a transaction's rows in the splits data.
pub(crate) fn split_rows(splits: &[SplitRow], transaction: &str) -> Range<usize> {
    let start = splits.partition_point(|row| natural_cmp(&row.transaction, transaction).is_lt());
    let rest = splits.get(start..).unwrap_or_default();
    let length = rest.partition_point(|row| *row.transaction == *transaction);
    start..start.saturating_add(length)
}

fn from_splits(rows: &[SplitRow], ratios: bool, parts: &mut Vec<Part>) -> Result<(), Stop> {
    let mut sum = Number::ZERO;
    for row in rows {
        sum = sum.add(&row.share)?;
    }
    if !ratios && sum != Number::ONE {
        return Err(not_whole(&sum));
    }
    let share = |row: &SplitRow| {
        if ratios {
            ShareRecord::Ratio(row.share.clone(), sum.clone())
        } else {
            ShareRecord::Split(row.share.clone(), row.place.clone())
        }
    };
    parts.extend(rows.iter().map(|row| Part { who: Who::Known(row.participant), share: share(row) }));
    Ok(())
}

fn over_sum(parts: &mut [Part], sum: &Number) -> Result<(), Stop> {
    if sum.is_zero() {
        return Err(Stop::Fault(Fault::DivisionByZero, None));
    }
    for part in parts {
        if let ShareRecord::Formula { share, .. } = &part.share {
            part.share = ShareRecord::Ratio(share.clone(), sum.clone());
        }
    }
    Ok(())
}

fn not_whole(sum: &Number) -> Stop {
    Stop::Fault(Fault::SharesNotWhole { percent: sum.to_percent_text() }, None)
}

/// The share, unless it is below zero.
fn from_zero(share: Number) -> Result<Number, Stop> {
    if share.is_negative() {
        return Err(Stop::Fault(Fault::ShareBelowZero { percent: share.to_percent_text() }, None));
    }
    Ok(share)
}
