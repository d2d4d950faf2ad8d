//! [`Recipients`]: which cells should name a participant and do not, found without crediting anything.

use attain_rules::date::DateRange;
use attain_rules::plan::{Crediting, MeasureSource, Plan, Share};
use rustc_hash::FxHashSet;

use super::books::ShareRecord;
use super::share::{Who, members, overlays};
use crate::evaluate::{Item, evaluate};
use crate::fault::Stop;
use crate::inputs::{Batch, Inputs};
use crate::outcome::Uncredited;
use crate::row::Row;

/// Who can get credit, and which cells of transactions say who does.
#[derive(Debug)]
pub struct Recipients<'a> {
    measures: Vec<(DateRange, &'a Crediting)>,
    known: FxHashSet<&'a str>,
    inputs: &'a Inputs,
}

/// A cell that leads to nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Place of its column among the schema's columns of transactions.
    pub column: usize,
    /// Is it empty, or does it name somebody who is not known?
    pub why: Uncredited,
}

impl<'a> Recipients<'a> {
    /// Of these plans and people.
    #[must_use]
    pub fn new(plans: &'a [Plan], inputs: &'a Inputs) -> Self {
        let measures = plans.iter().flat_map(|plan| plan.measures.iter().map(|measure| (plan.effective, measure)));
        let measures = measures.filter_map(|(days, measure)| match &measure.source {
            MeasureSource::Transactions(crediting) => Some((days, crediting.as_ref())),
            _ => None,
        });
        let known = inputs.participants.iter().map(|participant| &*participant.id).collect();
        Self { measures: measures.collect(), known, inputs }
    }

    /// The cells of one row through which a measure that counts it finds nobody, each once. What a run would fail for is none
    /// of them.
    pub fn misses(&self, batch: &Batch, row: usize, found: &mut Vec<Miss>) {
        let row = Row::new(batch, row);
        for (days, crediting) in &self.measures {
            if row.date(crediting.dated).is_some_and(|date| days.contains(date)) {
                // A row that fails here fails the run, which then says why.
                let _ = self.measure(crediting, row, found);
            }
        }
    }

    fn measure(&self, crediting: &Crediting, row: Row<'_>, found: &mut Vec<Miss>) -> Result<(), Stop> {
        if let Some(filter) = &crediting.filter
            && evaluate(&filter.expression, &mut { row })? != Item::YesNo(true)
        {
            return Ok(());
        }
        let shares = &crediting.shares;
        if let ([Share { column, share: None }], [], false) =
            (shares.members.as_slice(), shares.overlays.as_slice(), shares.from_splits)
        {
            self.look(row.text(*column), *column, found);
            return Ok(());
        }
        let mut parts = Vec::new();
        members(shares, &self.inputs.splits, row, &mut parts)?;
        overlays(shares, row, &mut parts)?;
        for part in parts {
            let Who::Column(column) = part.who else { continue };
            // Nobody misses a rest of nothing.
            if !matches!(&part.share, ShareRecord::Rest(left) if left.is_zero() && row.text(column).is_empty()) {
                self.look(row.text(column), column, found);
            }
        }
        Ok(())
    }

    fn look(&self, id: &str, column: usize, found: &mut Vec<Miss>) {
        if self.known.contains(id) {
            return;
        }
        let why = if id.is_empty() { Uncredited::NoParticipant } else { Uncredited::UnknownParticipant };
        let miss = Miss { column, why };
        if !found.contains(&miss) {
            found.push(miss);
        }
    }
}
