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
use crate::row::Row;

/// One member's part of a transaction.
pub(super) struct Part<'b> {
    pub who: Who<'b>,
    pub share: ShareRecord,
}

/// Who a part belongs to.
pub(super) enum Who<'b> {
    /// Whoever has this id; empty is nobody.
    Named(&'b str),
    /// Somebody whom the splits data names.
    Known(ParticipantIndex),
}

impl ShareRecord {
    /// This share of what a transaction is worth.
    pub(super) fn of(&self, worth: &Number) -> Result<Number, Stop> {
        Ok(match self {
            Self::Whole => worth.clone(),
            Self::Formula { share, .. } | Self::Rest(share) | Self::Split(share, _) => worth.multiply(share)?,
            Self::Ratio(ratio, sum) => worth.multiply(&ratio.divide(sum)?)?,
        })
    }
}

/// Who takes part in the split, and with how much; adds up to the whole.
pub(super) fn members<'b>(shares: &Shares, splits: &[SplitRow], row: Row<'b>) -> Result<Vec<Part<'b>>, Stop> {
    if shares.from_splits {
        let rows = splits.get(split_rows(splits, row.id())).unwrap_or_default();
        if !rows.is_empty() {
            return from_splits(rows, shares.ratios);
        }
    }
    let mut names = row;
    let mut parts = Vec::new();
    let mut given = Number::ZERO;
    let mut rest: Option<&'b str> = None;
    for (member, share) in shares.members.iter().enumerate() {
        let who = row.text(share.column);
        match &share.share {
            None => rest = Some(who),
            Some(_) if who.is_empty() => {}
            Some(formula) => {
                let share = number(formula, &mut names)?;
                given = given.add(&share)?;
                let share = ShareRecord::Formula { overlay: false, member, share };
                parts.push(Part { who: Who::Named(who), share });
            }
        }
    }
    if shares.ratios {
        return over_sum(parts, &given);
    }
    let left = Number::ONE.subtract(&given)?;
    match rest {
        Some(who) if !left.is_negative() => {
            let share = if parts.is_empty() { ShareRecord::Whole } else { ShareRecord::Rest(left) };
            parts.insert(0, Part { who: Who::Named(who), share });
            Ok(parts)
        }
        None if left.is_zero() => Ok(parts),
        _ => Err(not_whole(&given)),
    }
}

/// Who gets overlay credit, outside the whole.
pub(super) fn overlays<'b>(shares: &Shares, row: Row<'b>) -> Result<Vec<Part<'b>>, Stop> {
    let mut names = row;
    let mut parts = Vec::new();
    for (member, overlay) in shares.overlays.iter().enumerate() {
        let who = row.text(overlay.column);
        if who.is_empty() {
            continue;
        }
        let share = match &overlay.share {
            Some(formula) => ShareRecord::Formula { overlay: true, member, share: number(formula, &mut names)? },
            None => ShareRecord::Whole,
        };
        parts.push(Part { who: Who::Named(who), share });
    }
    Ok(parts)
}

/// The number that a formula gives for a row.
pub(super) fn number<'b>(formula: &'b Formula, row: &mut Row<'b>) -> Result<Number, Stop> {
    match evaluate(&formula.expression, row)? {
        Item::Number(number) => Ok(number),
        Item::Empty => Err(Stop::Fault(Fault::EmptyCell, Some(formula.span))),
        _ => Err(Stop::Fault(Fault::Unchecked, Some(formula.span))),
    }
}

/// Places of a transaction's rows in the splits data.
pub(super) fn split_rows(splits: &[SplitRow], transaction: &str) -> Range<usize> {
    let start = splits.partition_point(|row| natural_cmp(&row.transaction, transaction).is_lt());
    let rest = splits.get(start..).unwrap_or_default();
    let length = rest.partition_point(|row| *row.transaction == *transaction);
    start..start.saturating_add(length)
}

fn from_splits<'b>(rows: &[SplitRow], ratios: bool) -> Result<Vec<Part<'b>>, Stop> {
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
    Ok(rows.iter().map(|row| Part { who: Who::Known(row.participant), share: share(row) }).collect())
}

fn over_sum<'b>(parts: Vec<Part<'b>>, sum: &Number) -> Result<Vec<Part<'b>>, Stop> {
    if sum.is_zero() && !parts.is_empty() {
        return Err(Stop::Fault(Fault::DivisionByZero, None));
    }
    let over = |part: Part<'b>| match part.share {
        ShareRecord::Formula { share, .. } => Part { who: part.who, share: ShareRecord::Ratio(share, sum.clone()) },
        _ => part,
    };
    Ok(parts.into_iter().map(over).collect())
}

fn not_whole(sum: &Number) -> Stop {
    let percent = sum.multiply(&Number::whole(100)).map(|percent| percent.to_exact_text()).unwrap_or_default();
    Stop::Fault(Fault::SharesNotWhole { percent }, None)
}
