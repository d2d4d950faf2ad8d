//! `as_of`: the running total picks the row, so the index must look at all of it.

use crate::diagnostics::t;
use crate::formula::expression::{Aspect, Formula, Name, Node as Tree, Reach, Window};
use crate::formula::names_in;
use crate::period::PeriodLength;
use crate::plan::{Accumulate, AsOf, Base, Component, Measure, MeasureSource, Pay};

use super::plan::Ground;
use super::reader::Reader;

/// The time over which a total runs.
#[derive(Clone, Copy)]
enum Stretch {
    Length(PeriodLength),
    Plan,
}

impl Reader<'_> {
    /// Windows of the index that end the running total before the stretch does: what a transaction adds would be looked for
    /// where it is not.
    pub(super) fn running_total(&mut self, component: &Component, ground: &Ground<'_>) {
        let Pay::Table(table) = &component.pay else { return };
        let (Some(index), Base::Amount { amount, .. }) = (&table.index, &table.base) else { return };
        let Some(base) = measure_of(amount).filter(|_| table.as_of != AsOf::Window) else { return };
        let stretch = match component.accumulate {
            Accumulate::No => Stretch::Length(component.every),
            Accumulate::Through(length) => Stretch::Length(length),
            Accumulate::Plan => Stretch::Plan,
        };
        for (name, span) in names_in(&index.expression) {
            let Name::Measure { measure, aspect: Aspect::Total | Aspect::Attainment, window } = name else { continue };
            if looks_at(*measure, base, ground) && !fits(*window, stretch, component.every) {
                let (what, mend) = match stretch {
                    Stretch::Length(length) => (length.word(), format!("{}_to_date", length.word())),
                    Stretch::Plan => ("plan", "plan_to_date".to_owned()),
                };
                let name = ground.known.get(*measure).map_or("", |known| known.name.as_str());
                self.report(t::t033::window_of_running_total(span, name, what, &mend));
            }
        }
    }
}

/// The measure that a base is.
fn measure_of(base: &Formula) -> Option<usize> {
    match base.expression.node {
        Tree::Name(Name::Measure { measure, .. }) => Some(measure),
        _ => None,
    }
}

/// Is `measure` the one that runs, or worked out from it?
fn looks_at(measure: usize, running: usize, ground: &Ground<'_>) -> bool {
    let Some(Some(Measure { source: MeasureSource::Formula(formula), .. })) = ground.measures.get(measure) else {
        return measure == running;
    };
    // A measure names only those above it, so this comes to an end.
    names_in(&formula.expression).iter().any(|(name, _)| match name {
        Name::Measure { measure: inner, .. } => *inner < measure && looks_at(*inner, running, ground),
        _ => false,
    })
}

/// Does a window hold the whole stretch, or, shifted back, nothing of it?
fn fits(window: Window, stretch: Stretch, every: PeriodLength) -> bool {
    let months = match window.reach {
        Reach::Own | Reach::PlanToDate => return true,
        Reach::Whole(length) | Reach::ToDate(length) => length.months(),
        Reach::Period => every.months(),
        Reach::Rolling(count) => every.months().saturating_mul(count.into()),
    };
    // However late in the stretch a period is, a shift by the stretch's months leads out of it.
    let shift = months.saturating_mul(window.back.into());
    matches!(stretch, Stretch::Length(length) if months.max(shift) >= length.months())
}
