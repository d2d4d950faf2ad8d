//! The line of one person: from what it takes to be paid to the amount that is.

use num_traits::{Signed, Zero};

use crate::calendar::{self, Month};
use crate::company::{AsOf, Component, Mode, Over, Pay, Per, Row, Step};
use crate::counters::Counters;
use crate::exact::{Exact, Rule, round};

use super::limit::{limited, ordered};
use super::{At, Line, Pair, Stop, first_month, first_version, last_day_on_plan};

/// The line of `component`; nothing when the person does not take part.
pub(super) fn line(at: &At<'_>, component: &Component, counters: &mut Counters) -> Result<Option<Line>, Stop> {
    if let Some(eligible) = &component.eligible
        && !at.holds(eligible, None)?
    {
        counters.add("not eligible");
        return Ok(None);
    }
    let change = change(at, component, counters)?;
    let Due { unlimited, amount, closed } = due(at, component, change.as_ref(), counters)?;
    let earlier: Vec<&Line> =
        at.own_lines(component).filter(|line| line.start >= at.company.first_day(at.stretch)).collect();
    let uncut = amount - earlier.iter().map(|line| &line.uncut).sum::<Exact>();
    let unlimited = unlimited - earlier.iter().map(|line| &line.unlimited).sum::<Exact>();
    let mut amount = uncut.clone();
    let mut guarantee = Exact::zero();
    if !closed {
        for limit in ordered(component, false) {
            let first = at.company.first_day(at.start_of(limit.per));
            let inside = at.own_lines(component).filter(|line| line.end >= first);
            let before: Exact = inside.map(|line| &line.pair.earning).sum();
            amount = limited(limit, amount, &(at.number(&limit.amount, None)? - before), counters);
        }
        amount = at.rounded_line(amount, counters);
        if let Some(formula) = &component.guarantee
            && !at.has_later_version(component)
        {
            let of_period = at.own_lines(component).filter(|line| line.start >= at.company.first_day(at.first));
            let before: Exact = of_period.map(|line| &line.pair.earning).sum();
            let missing = at.rounded_line(at.number(formula, None)?, counters) - &amount - before;
            if missing.is_positive() {
                counters.add("guarantee tops up");
                guarantee = missing;
            }
        }
    }
    if amount.is_negative() {
        counters.add("negative line");
    }
    let pair = Pair { earning: amount, guarantee, ..Pair::default() };
    let (name, length, version, end) = (component.name.clone(), component.every, at.plan.first, at.end);
    let start = at.company.first_day(at.first).max(version);
    let parts = Vec::new();
    Ok(Some(Line {
        component: name,
        unit: component.unit,
        version,
        first: at.first,
        length,
        start,
        end,
        pair,
        parts,
        unlimited,
        uncut,
        carried: Exact::zero(),
    }))
}

/// Where slices are cut at a change of version: what earlier versions gave up to there, less what this one would have given,
/// both before floors and caps.
fn change(at: &At<'_>, component: &Component, counters: &mut Counters) -> Result<Option<Exact>, Stop> {
    let first = first_version(at.company, &at.plan.name).first;
    let (start, change) = (at.company.first_day(at.stretch), at.plan.first.plus(-1));
    if at.plan.first <= first || last_day_on_plan(at.person, &at.plan.name, start, change).is_none() {
        return Ok(None);
    }
    let reaches_in = |line: &Line| line.start < start && start <= line.end && line.end <= change;
    let cut = match &component.pay {
        Pay::Table(table) => table.mode == Mode::Marginal || table.as_of != AsOf::Window || table.over != Over::Total,
        Pay::Amount(_) | Pay::Target(_) | Pay::Pool(_) | Pay::Contest(_) | Pay::Draw(_) => false,
    };
    if !cut && (component.accumulate.is_some() || !at.own_lines(component).any(reaches_in)) {
        return Ok(None);
    }
    counters.add("slices cut at a change of version");
    let period = calendar::period_start(at.company.month(change), at.length, at.company.calendar.year_starts);
    let there = At { first: period, end: change, ..*at };
    let others = at
        .own_lines(component)
        .filter(|line| line.start >= at.company.first_day(at.stretch) && line.version != at.plan.first);
    let given: Exact = others.map(|line| &line.unlimited).sum();
    Ok(Some(given - due(&there, component, None, counters)?.unlimited))
}

/// What is due from the start of the stretch.
struct Due {
    /// Before floors and caps.
    unlimited: Exact,
    amount: Exact,
    /// Was the gate closed?
    closed: bool,
}

/// What is due from the start of the stretch: gate, table, factors, what a change of version adds, limits over the stretch
/// and longer, rounding.
fn due(at: &At<'_>, component: &Component, change: Option<&Exact>, counters: &mut Counters) -> Result<Due, Stop> {
    let mut rows: Option<&[Row]> = None;
    if let Some((gate, otherwise)) = &component.gate
        && !at.holds(gate, None)?
    {
        counters.add(if otherwise.is_some() { "gate closed, otherwise" } else { "gate closed" });
        rows = otherwise.as_deref();
        if otherwise.is_none() {
            return Ok(Due { unlimited: Exact::zero(), amount: Exact::zero(), closed: true });
        }
    }
    let mut amount = match &component.pay {
        Pay::Amount(formula) | Pay::Target(formula) => at.number(formula, None)?,
        Pay::Table(table) => at.table(table, rows, component, counters)?,
        Pay::Pool(_) | Pay::Contest(_) | Pay::Draw(_) => unreachable!("these are worked out elsewhere"),
    };
    for factor in &component.factors {
        amount *= at.rounded(Step::Factor, at.number(factor, None)?);
    }
    amount += change.cloned().unwrap_or_default();
    let unlimited = amount.clone();
    for limit in ordered(component, true) {
        let first = at.company.first_day(at.start_of(limit.per));
        let earlier =
            at.own_lines(component).filter(|line| line.end >= first && line.start < at.company.first_day(at.stretch));
        let before: Exact = earlier.map(|line| &line.pair.earning).sum();
        amount = limited(limit, amount, &(at.number(&limit.amount, None)? - before), counters);
    }
    Ok(Due { unlimited, amount: at.rounded_line(amount, counters), closed: false })
}

impl<'a> At<'a> {
    /// The lines of the component before this one, under any version.
    pub(super) fn own_lines(&self, component: &Component) -> impl Iterator<Item = &'a Line> {
        self.earlier.iter().filter(move |line| line.component == component.name)
    }

    /// Does a later version have a line of the component for the same period?
    fn has_later_version(&self, component: &Component) -> bool {
        let same = |other: &Component| other.name == component.name && other.every == component.every;
        self.company.plans.iter().any(|plan| {
            let start = plan.first.max(self.company.first_day(self.first));
            let end = self.company.last_day(self.last());
            let end = plan.last.map_or(end, |last| last.min(end));
            plan.name == self.plan.name
                && plan.first > self.plan.first
                && plan.components.iter().any(same)
                && last_day_on_plan(self.person, &plan.name, start, end).is_some()
        })
    }

    /// The month from which lines count towards a limit.
    fn start_of(&self, per: Per) -> Month {
        match per {
            Per::Each | Per::Own => self.stretch,
            Per::Plan => first_month(self.company, &self.plan.name),
            Per::Length(length) => calendar::period_start(self.first, length, self.company.calendar.year_starts),
        }
    }

    pub(super) fn rounded_line(&self, amount: Exact, counters: &mut Counters) -> Exact {
        let rounding = self.component.line_rounding(self.company, &self.plan.rounding);
        let rounded = round(&amount, &rounding.unit, rounding.rule);
        if rounded != amount {
            counters.add(match rounding.rule {
                Rule::Floor => "floor rounding",
                other => other.word(),
            });
        }
        rounded
    }
}
