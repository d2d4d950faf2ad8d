//! What a table pays.

use std::collections::BTreeMap;

use num_traits::{Signed, Zero};

use crate::company::{
    AsOf, Aspect, Base, Component, Formula, Limit, Mode, Outside, Over, Per, Row, Sale, Step, Table, Window,
};
use crate::counters::Counters;
use crate::exact::Exact;

use super::{At, Failed, Stop};

impl Table {
    /// The target, when it is paid on.
    pub(crate) fn target(&self) -> Option<&Formula> {
        match &self.base {
            Base::Target(target) => Some(target),
            Base::Amount(..) => None,
        }
    }
}

/// What a table is applied to.
pub(super) struct Case<'a> {
    pub(super) base: Exact,
    pub(super) index: Exact,
    /// Is the index the base itself?
    pub(super) same: bool,
    pub(super) rows: &'a [Row],
    /// Are these rows the ones of a gate that is closed?
    pub(super) otherwise: bool,
    /// Is it a sale or a group that was taken back?
    pub(super) reversal: bool,
}

impl At<'_> {
    /// The amount before factors; `otherwise` are the rows of a gate that is closed.
    pub(super) fn table(
        &self,
        table: &Table,
        otherwise: Option<&[Row]>,
        component: &Component,
        counters: &mut Counters,
    ) -> Result<Exact, Stop> {
        let rows = otherwise.unwrap_or(&table.rows);
        counters.mode(table, component);
        if table.over != Over::Total || table.as_of != AsOf::Window {
            return self.one_by_one(table, rows, otherwise.is_some(), component, counters);
        }
        let base = match &table.base {
            Base::Target(target) => self.number(target, None)?,
            Base::Amount(amount, above, below) => part(self.number(amount, None)?, above.as_ref(), below.as_ref()),
        };
        let index = match &table.index {
            Some(index) => self.number(index, None)?,
            None => base.clone(),
        };
        let otherwise = otherwise.is_some();
        let case = Case { index, same: table.index.is_none(), rows, otherwise, reversal: false, base };
        self.applied(table, &case, counters)
    }

    /// Sale by sale, or group by group.
    fn one_by_one(
        &self,
        table: &Table,
        rows: &[Row],
        otherwise: bool,
        component: &Component,
        counters: &mut Counters,
    ) -> Result<Exact, Stop> {
        let Base::Amount(Formula::Measure(measure, Aspect::Total, Window::Own), ..) = &table.base else {
            panic!("a table that is paid sale by sale has a measure of sales for its base");
        };
        let mut each: Vec<(Exact, &Sale)> = Vec::new();
        let mut places = BTreeMap::new();
        for credit in self.credits.within(self.plan, *measure, &self.person.id, self.days(Window::Own)) {
            let key = if table.over == Over::Deal { &credit.sale.deal } else { &credit.sale.id };
            let place = *places.entry(key).or_insert(each.len());
            if place == each.len() {
                each.push((Exact::zero(), credit.sale));
            }
            each[place].0 += &credit.amount;
        }
        let mut running = Exact::zero();
        let mut sum = Exact::zero();
        for (base, sale) in each {
            if let Some(back) = self.taken_back((table, component, *measure), (sale, &base), counters)? {
                sum += self.rounded(Step::Each, back);
                continue;
            }
            let before = running.clone();
            running += &base;
            let index = match (&table.index, table.as_of) {
                (Some(index), _) => self.number(index, Some(sale))?,
                (None, AsOf::Window) => base.clone(),
                (None, AsOf::Before) => before,
                (None, AsOf::After) => running.clone(),
            };
            let same = table.index.is_none() && table.as_of == AsOf::Window;
            let case = Case { index, same, rows, otherwise, reversal: base.is_negative(), base };
            let mut pay = self.applied(table, &case, counters)?;
            for limit in component.limits.iter().filter(|limit| limit.per == Per::Each) {
                pay = self.each_limited(limit, pay, case.reversal, counters)?;
            }
            sum += self.rounded(Step::Each, pay);
        }
        Ok(sum)
    }

    pub(super) fn each_limited(
        &self,
        limit: &Limit,
        pay: Exact,
        reversal: bool,
        counters: &mut Counters,
    ) -> Result<Exact, Stop> {
        let level = self.number(&limit.amount, None)?;
        if limit.cap && pay > level {
            counters.add("cap of each");
            return Ok(level);
        }
        if !limit.cap && !reversal && pay < level {
            counters.add("floor of each");
            return Ok(level);
        }
        Ok(pay)
    }

    pub(super) fn applied(&self, table: &Table, case: &Case<'_>, counters: &mut Counters) -> Result<Exact, Stop> {
        counters.index(&case.index, case.rows, table);
        let curve = matches!(table.mode, Mode::CurveOfRate | Mode::CurveOfPayout);
        let below = case.rows.first().is_some_and(|first| !reached(first, &case.index));
        let past = curve && case.rows.last().is_some_and(|last| case.index > last.limit);
        if table.outside == Outside::Error && !case.otherwise && (below || past) {
            return Err(Stop::Failed(Failed::Outside));
        }
        match table.mode {
            Mode::Marginal => self.marginal(table, case, counters),
            Mode::Retroactive => self.retroactive(table, case),
            Mode::StepAdding => {
                let mut sum = Exact::zero();
                for row in case.rows.iter().filter(|row| reached(row, &case.index)) {
                    sum += self.number(&row.value, None)?;
                }
                Ok(sum)
            }
            Mode::StepReplacing => match case.rows.iter().rfind(|row| reached(row, &case.index)) {
                Some(row) => self.number(&row.value, None),
                None => Ok(Exact::zero()),
            },
            Mode::CurveOfRate => Ok(&case.base * self.on_curve(table, case)?),
            Mode::CurveOfPayout => self.on_curve(table, case),
        }
    }

    fn marginal(&self, table: &Table, case: &Case<'_>, counters: &mut Counters) -> Result<Exact, Stop> {
        let origin = table.origin.clone().unwrap_or_else(Exact::zero);
        let stretch = &case.index - &origin;
        // What lies below the first row is paid at its rate only where the nearest row holds.
        let nearest = table.outside == Outside::Nearest || case.otherwise;
        let mut sum = Exact::zero();
        let mut slices = 0;
        for (place, row) in case.rows.iter().enumerate() {
            let low = (place > 0 || !nearest).then_some(&row.limit);
            let high = case.rows.get(place + 1).map(|next| &next.limit);
            let slice = overlap(&origin, &case.index, low, high);
            let rate = self.number(&row.value, None)?;
            let base = if case.same {
                slice.clone()
            } else if stretch.is_zero() {
                let here = case.rows.iter().rposition(|row| reached(row, &case.index));
                let first = if nearest { Some(0) } else { None };
                if here.or(first) == Some(place) { case.base.clone() } else { Exact::zero() }
            } else {
                &case.base * &slice / &stretch
            };
            slices += i32::from(!slice.is_zero());
            sum += self.rounded(Step::SlicePay, self.rounded(Step::SliceBase, base) * rate);
            if let Some(fee) = &row.fee
                && entered(row, &case.index, &origin)
                && !case.reversal
            {
                counters.add("entry fee");
                sum += fee;
            }
        }
        if slices > 1 {
            counters.add("slices of several rows");
        }
        Ok(sum)
    }

    fn retroactive(&self, table: &Table, case: &Case<'_>) -> Result<Exact, Stop> {
        let reached = case.rows.iter().rfind(|row| reached(row, &case.index));
        let row = match (reached, case.rows.first()) {
            (Some(row), _) => row,
            (None, Some(first)) if table.outside != Outside::Zero || case.otherwise => first,
            (None, _) => return Ok(Exact::zero()),
        };
        let base = self.rounded(Step::SliceBase, case.base.clone());
        let mut pay = self.rounded(Step::SlicePay, base * self.number(&row.value, None)?);
        if let Some(fee) = &row.fee
            && entered(row, &case.index, &Exact::zero())
            && !case.reversal
        {
            pay += fee;
        }
        Ok(pay)
    }

    /// The value of the straight line at the index.
    fn on_curve(&self, table: &Table, case: &Case<'_>) -> Result<Exact, Stop> {
        let (Some(first), Some(last)) = (case.rows.first(), case.rows.last()) else { return Ok(Exact::zero()) };
        if case.index < first.limit || case.index > last.limit {
            let nearest = if case.index < first.limit { first } else { last };
            let nothing = table.outside == Outside::Zero;
            return if nothing { Ok(Exact::zero()) } else { self.point(table, nearest, case) };
        }
        for pair in case.rows.windows(2) {
            if pair[0].limit <= case.index && case.index <= pair[1].limit {
                let (y0, y1) = (self.point(table, &pair[0], case)?, self.point(table, &pair[1], case)?);
                let part = (&case.index - &pair[0].limit) / (&pair[1].limit - &pair[0].limit);
                return Ok(&y0 + part * (y1 - &y0));
            }
        }
        self.point(table, first, case)
    }

    /// The value at a point. A percentage on a curve of payouts is what it pays: on the target; or on the base that would
    /// have led to the point, which is to the base as the point is to the index.
    fn point(&self, table: &Table, point: &Row, case: &Case<'_>) -> Result<Exact, Stop> {
        let value = self.number(&point.value, None)?;
        let share = table.mode == Mode::CurveOfPayout && matches!(point.value, Formula::Percent(_));
        Ok(match (share, &table.base) {
            (false, _) => value,
            (true, Base::Amount(..)) if !case.index.is_zero() => value * &case.base * &point.limit / &case.index,
            (true, _) => value * &case.base,
        })
    }
}

fn reached(row: &Row, index: &Exact) -> bool {
    *index > row.limit || (row.inclusive && *index == row.limit)
}

/// A row that begins where slices begin is entered with the first bit of volume.
fn entered(row: &Row, index: &Exact, origin: &Exact) -> bool {
    reached(row, index) && (row.limit != *origin || *index > row.limit)
}

/// The part of `amount` between the limits.
fn part(amount: Exact, above: Option<&Exact>, below: Option<&Exact>) -> Exact {
    let top = match below {
        Some(below) => amount.min(below.clone()),
        None => amount,
    };
    match above {
        Some(above) => (top - above).max(Exact::zero()),
        None => top,
    }
}

/// How much of the way from `origin` to `index` lies between `low` and `high`; below zero when the way leads down.
fn overlap(origin: &Exact, index: &Exact, low: Option<&Exact>, high: Option<&Exact>) -> Exact {
    let inside = |value: &Exact| {
        let value = match low {
            Some(low) => value.max(low).clone(),
            None => value.clone(),
        };
        match high {
            Some(high) => value.min(high.clone()),
            None => value,
        }
    };
    inside(index) - inside(origin)
}
