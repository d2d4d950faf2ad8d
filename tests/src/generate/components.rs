//! Random components.

use crate::calendar::Length;
use crate::company::{
    AsOf, Aspect, Base, Component, Condition, Formula, Limit, Mode, Outside, Over, OverCap, Pay, Per, Reversals,
    Rounding, Row, Step, Stretch, Table, Window,
};
use crate::exact::{Exact, decimal, whole};

use super::measures::{COST, DEALS, MARGIN, MIX, SALES, SCORE, SINGLE, over, total};
use super::{Frame, Maker};

/// What a table's limits count.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Scale {
    Money,
    Ratio,
    Count,
}

impl Maker {
    pub(super) fn components(&mut self, frame: Frame) -> Vec<Component> {
        let mut components: Vec<Component> = Vec::new();
        for number in 1..=self.random.between(1, 4) {
            let component = self.component(number, &components, frame);
            components.push(component);
        }
        components
    }

    fn component(&mut self, number: i64, above: &[Component], frame: Frame) -> Component {
        let every = self.length_from(frame.pays, frame.longest);
        let accumulate = self.stretch(every, frame);
        if above.iter().any(|component| component.every == every) && self.random.percent(16) {
            return self.draw_component(number, above, every);
        }
        if self.random.percent(22) {
            return self.of_group(number, above, every, frame);
        }
        let pay = match self.random.between(0, 12) {
            0 | 1 => Pay::Amount(self.amount(above, every)),
            2 => Pay::Target(self.target()),
            3 | 4 => Pay::Table(Box::new(self.curve(every, frame))),
            5 | 6 => Pay::Table(Box::new(self.one_by_one())),
            7 => Pay::Table(Box::new(self.count_table())),
            _ => Pay::Table(Box::new(self.table(every, frame))),
        };
        let kind = if matches!(pay, Pay::Target(_)) { "bonus" } else { "commission" };
        let gate = self.random.percent(25).then(|| self.gate(&pay, every, frame));
        let limits = self.limits(&pay, every, frame);
        let guarantee = (accumulate.is_none() && self.random.percent(12)).then(|| Formula::Number(self.money(0, 300)));
        Component {
            name: format!("part_{number}"),
            kind,
            unit: None,
            paid_as_money: false,
            group: None,
            every,
            eligible: self.random.percent(15).then(|| self.eligible()),
            gate,
            factors: self.factors(),
            limits,
            guarantee,
            accumulate,
            due: self.due(),
            rounding: self.random.percent(25).then(|| self.rounding(&pay)),
            pay,
        }
    }

    /// Other figures for a new version of the plan: rates and sums, a factor, a gate.
    pub(super) fn change(&mut self, component: &mut Component) {
        if let Pay::Draw(draw) = &mut component.pay {
            if self.random.percent(50) {
                **draw = self.draw(draw.of.clone());
            }
            return;
        }
        if self.random.percent(15) {
            component.due = self.due();
        }
        if let Pay::Pool(pool) = &mut component.pay {
            pool.reserve = self.reserve();
            // What was carried rests as long as a version does not carry.
            if pool.over_cap == OverCap::Carried && self.random.percent(30) {
                pool.over_cap = OverCap::Lost;
            }
            return;
        }
        if matches!(component.pay, Pay::Contest(_)) {
            return;
        }
        if let Pay::Table(table) = &mut component.pay {
            for row in &mut table.rows {
                if let Formula::Number(value) | Formula::Percent(value) = &mut row.value {
                    *value *= decimal(self.random.between(0, 20), 1);
                }
            }
        }
        if self.random.percent(30) {
            component.factors = self.factors();
        }
        if self.random.percent(20) {
            component.gate = None;
        }
    }

    fn length_from(&mut self, shortest: Length, longest: Length) -> Length {
        let fitting: Vec<_> = Length::ALL.into_iter().filter(|l| *l >= shortest && *l <= longest).collect();
        if self.random.percent(70) { shortest } else { *self.random.pick(&fitting) }
    }

    pub(super) fn stretch(&mut self, every: Length, frame: Frame) -> Option<Stretch> {
        if self.random.percent(55) {
            return None;
        }
        if self.random.percent(15) {
            return Some(Stretch::Plan);
        }
        let longer: Vec<_> = Length::ALL.into_iter().filter(|l| *l > every && *l <= frame.longest).collect();
        (!longer.is_empty()).then(|| Stretch::Length(*self.random.pick(&longer)))
    }

    /// A formula that gives the pay itself.
    fn amount(&mut self, above: &[Component], every: Length) -> Formula {
        let share = |measure, rate| Formula::Times(Box::new(total(measure)), Box::new(Formula::Percent(rate)));
        let first = share(*self.random.pick(&[SALES, MARGIN, MIX, SINGLE]), decimal(self.random.between(1, 120), 3));
        let earlier: Vec<_> = (0..above.len()).filter(|place| above[*place].every == every).collect();
        if !earlier.is_empty() && self.random.percent(70) {
            let earned = Formula::Earned(*self.random.pick(&earlier));
            return Formula::Plus(
                Box::new(first),
                Box::new(Formula::Times(
                    Box::new(earned),
                    Box::new(Formula::Percent(decimal(self.random.between(1, 9), 1))),
                )),
            );
        }
        if self.random.percent(20) {
            // A share of the margin that is larger with few deals.
            let deals = Formula::Greatest(Box::new(total(DEALS)), Box::new(Formula::Number(whole(1))));
            return over(first, if self.may_fail { total(DEALS) } else { deals });
        }
        if self.random.percent(25) {
            return self.of_reports(first, &earlier);
        }
        let condition = self.condition(every);
        Formula::Choose(Box::new(condition), Box::new(first), Box::new(share(SALES, decimal(5, 3))))
    }

    fn target(&mut self) -> Formula {
        if self.random.percent(30) {
            return over(Formula::Salary, Formula::Number(whole(*self.random.pick(&[3, 7, 12]))));
        }
        Formula::Times(Box::new(Formula::Salary), Box::new(Formula::Percent(decimal(self.random.between(1, 30), 2))))
    }

    /// A condition on measures.
    fn condition(&mut self, every: Length) -> Condition {
        match self.random.between(1, 5) {
            5 => Condition::AtLeast(
                Formula::Measure(COST, Aspect::Attainment, Window::Own),
                Formula::Percent(decimal(self.random.between(2, 15), 1)),
            ),
            1 => Condition::AtLeast(
                Formula::Measure(SALES, Aspect::Attainment, Window::Own),
                Formula::Percent(decimal(self.random.between(2, 10), 1)),
            ),
            2 => Condition::Above(total(MARGIN), Formula::Number(self.money(0, 3000))),
            3 => Condition::AtLeast(total(SCORE), Formula::Percent(decimal(self.random.between(5, 10), 1))),
            _ => Condition::Both(
                Box::new(Condition::AtLeast(
                    Formula::Measure(SALES, Aspect::Total, Window::Rolling(1 + i32::from(every.0 < 12))),
                    Formula::Number(whole(500)),
                )),
                Box::new(Condition::Not(Box::new(Condition::RoleIs("junior")))),
            ),
        }
    }

    pub(super) fn eligible(&mut self) -> Condition {
        if self.random.percent(10) {
            // Whoever has people.
            let heads = Formula::Reports(Box::new(Formula::Number(whole(1))));
            Condition::AtLeast(heads, Formula::Number(whole(1)))
        } else if self.random.percent(60) {
            Condition::RoleIs("senior")
        } else {
            Condition::AtLeast(Formula::Salary, Formula::Number(whole(3000)))
        }
    }

    fn gate(&mut self, pay: &Pay, every: Length, frame: Frame) -> (Condition, Option<Vec<Row>>) {
        let condition = if self.random.percent(30) {
            let window = Window::ToDate(self.length_from(every, frame.longest));
            let attainment = Formula::Measure(SALES, Aspect::Attainment, window);
            Condition::AtLeast(attainment, Formula::Percent(decimal(self.random.between(2, 9), 1)))
        } else {
            self.condition(every)
        };
        let other_rows = match pay {
            Pay::Table(table) => {
                let counted = matches!(&table.base, Base::Amount(Formula::Measure(DEALS, ..), ..));
                matches!(table.mode, Mode::Marginal | Mode::Retroactive) && !counted
            }
            Pay::Amount(_) | Pay::Target(_) | Pay::Pool(_) | Pay::Contest(_) | Pay::Draw(_) => false,
        };
        let rows = (other_rows && self.random.percent(50)).then(|| {
            let rate = Formula::Percent(decimal(self.random.between(0, 20), 3));
            vec![Row { limit: whole(0), inclusive: true, value: rate, fee: None }]
        });
        (condition, rows)
    }

    fn factors(&mut self) -> Vec<Formula> {
        let mut factors = Vec::new();
        if self.random.percent(25) {
            factors.push(Formula::Number(decimal(self.random.between(5, 15), 1)));
        }
        if self.random.percent(15) {
            let good = Condition::AtLeast(total(SCORE), Formula::Percent(decimal(9, 1)));
            let (more, less) = (Formula::Number(decimal(11, 1)), Formula::Percent(decimal(875, 3)));
            factors.push(Formula::Choose(Box::new(good), Box::new(more), Box::new(less)));
        }
        factors
    }

    fn limits(&mut self, pay: &Pay, every: Length, frame: Frame) -> Vec<Limit> {
        let mut limits = Vec::new();
        let by_each = matches!(pay, Pay::Table(table) if table.over != Over::Total || table.as_of != AsOf::Window);
        for cap in [false, true] {
            if by_each && self.random.percent(25) {
                limits.push(self.limit(cap, Per::Each));
            }
            if self.random.percent(18) {
                limits.push(self.limit(cap, Per::Own));
            }
            if self.random.percent(12) {
                let per = Per::Length(self.length_from(every, frame.longest));
                limits.push(self.limit(cap, per));
            } else if self.random.percent(5) {
                limits.push(self.limit(cap, Per::Plan));
            }
        }
        limits
    }

    fn limit(&mut self, cap: bool, per: Per) -> Limit {
        let amount = if cap {
            if self.random.percent(70) {
                Formula::Number(self.money(100, 900))
            } else {
                Formula::Times(Box::new(Formula::Salary), Box::new(Formula::Percent(decimal(1, 1))))
            }
        } else {
            Formula::Number(self.money(0, 90))
        };
        Limit { cap, amount, per }
    }

    fn rounding(&mut self, pay: &Pay) -> Vec<Rounding> {
        let mut roundings = Vec::new();
        let minor = self.minor_unit();
        let steps: &[Step] = match pay {
            Pay::Table(table) if matches!(table.mode, Mode::Marginal | Mode::Retroactive) => {
                &[Step::SliceBase, Step::SlicePay, Step::Factor]
            }
            _ => &[Step::Factor],
        };
        for step in steps {
            if self.random.percent(40) {
                let unit = if *step == Step::Factor { decimal(1, 1) } else { minor.clone() };
                roundings.push(Rounding { step: *step, rule: self.rule(), unit });
            }
        }
        if matches!(pay, Pay::Table(table) if table.over != Over::Total || table.as_of != AsOf::Window) {
            roundings.push(Rounding { step: Step::Each, rule: self.rule(), unit: minor });
        }
        if roundings.is_empty() || self.random.percent(50) {
            roundings.push(self.line_rounding());
        }
        roundings
    }

    /// A table over the total.
    fn table(&mut self, every: Length, frame: Frame) -> Table {
        let modes = [Mode::Marginal, Mode::Marginal, Mode::Retroactive, Mode::StepAdding, Mode::StepReplacing];
        let mode = *self.random.pick(&modes);
        let steps = matches!(mode, Mode::StepAdding | Mode::StepReplacing);
        let (index, scale) = self.index(every, frame);
        let (index, base) = if !steps && index.is_some() && self.random.percent(25) {
            (index, Base::Target(self.target()))
        } else {
            let amount = self.base_amount();
            let above = self.random.percent(10).then(|| self.money(0, 800));
            let below = self.random.percent(10).then(|| self.money(900, 4000));
            (index, Base::Amount(amount, above, below))
        };
        let origin = (mode == Mode::Marginal && scale == Scale::Money && self.random.percent(8))
            .then(|| whole(self.random.between(1, 5) * 100));
        let rows = self.rows(mode, scale, false);
        Table {
            base,
            index,
            mode,
            as_of: AsOf::Window,
            over: Over::Total,
            origin,
            outside: self.outside(),
            rows,
            reversals: Reversals::Recalculated,
        }
    }

    fn base_amount(&mut self) -> Formula {
        match self.random.between(1, 10) {
            1..=5 => total(SALES),
            6 | 7 => total(MARGIN),
            8 => total(MIX),
            9 => total(SINGLE),
            _ => Formula::Less(Box::new(total(SALES)), Box::new(total(MARGIN))),
        }
    }

    /// What picks the row beside the base, if anything does.
    fn index(&mut self, every: Length, frame: Frame) -> (Option<Formula>, Scale) {
        let measure = |measure, aspect, window| Some(Formula::Measure(measure, aspect, window));
        let to_date = Window::ToDate(self.length_from(every, frame.longest));
        let ratio = |base: Formula| over(base, total(SALES));
        match self.random.between(1, 15) {
            1..=4 => (None, Scale::Money),
            13 => (measure(COST, Aspect::Attainment, Window::Own), Scale::Ratio),
            14 => (measure(COST, Aspect::Attainment, to_date), Scale::Ratio),
            15 if self.may_fail => (Some(ratio(total(MARGIN))), Scale::Ratio),
            15 => {
                let some = Condition::Above(total(SALES), Formula::Number(whole(0)));
                let nothing = Formula::Percent(whole(0));
                (Some(Formula::Choose(Box::new(some), Box::new(ratio(total(MARGIN))), Box::new(nothing))), Scale::Ratio)
            }
            5 | 6 => (measure(SALES, Aspect::Attainment, Window::Own), Scale::Ratio),
            7 => (measure(SALES, Aspect::Attainment, to_date), Scale::Ratio),
            8 => (measure(SALES, Aspect::Total, to_date), Scale::Money),
            9 => (measure(MARGIN, Aspect::Total, Window::Rolling(2)), Scale::Money),
            10 => (Some(total(DEALS)), Scale::Count),
            11 => (measure(SALES, Aspect::Total, Window::PlanToDate), Scale::Money),
            _ => (Some(total(SCORE)), Scale::Ratio),
        }
    }

    /// Money for each thing counted.
    fn count_table(&mut self) -> Table {
        let mode = *self.random.pick(&[Mode::Marginal, Mode::Retroactive]);
        let mut rows = self.rows(mode, Scale::Count, false);
        for row in &mut rows {
            row.value = Formula::Number(decimal(self.random.between(0, 3000), self.digits));
        }
        let base = Base::Amount(total(DEALS), None, None);
        let outside = self.outside();
        Table {
            base,
            index: None,
            mode,
            as_of: AsOf::Window,
            over: Over::Total,
            origin: None,
            outside,
            rows,
            reversals: Reversals::Recalculated,
        }
    }

    /// A table that is applied sale by sale or deal by deal.
    fn one_by_one(&mut self) -> Table {
        let measure = *self.random.pick(&[SALES, MARGIN]);
        let outside = self.outside();
        let as_of = *self.random.pick(&[AsOf::Window, AsOf::Window, AsOf::Before, AsOf::After]);
        let base = Base::Amount(total(measure), None, None);
        if as_of != AsOf::Window {
            let mode = Mode::Retroactive;
            let rows = self.rows(mode, Scale::Money, false);
            return Table {
                base,
                index: None,
                mode,
                as_of,
                over: Over::Total,
                origin: None,
                outside,
                rows,
                reversals: Reversals::Recalculated,
            };
        }
        let over = *self.random.pick(&[Over::Sale, Over::Sale, Over::Deal]);
        let modes = [Mode::Marginal, Mode::Retroactive, Mode::StepAdding, Mode::StepReplacing];
        let mode = *self.random.pick(&modes);
        let by_weight = over == Over::Sale && mode != Mode::Marginal && self.random.percent(30);
        let (index, scale) = if by_weight { (Some(Formula::Weight), Scale::Ratio) } else { (None, Scale::Money) };
        let rows = self.rows(mode, scale, true);
        Table { base, index, mode, as_of, over, origin: None, outside, rows, reversals: Reversals::Recalculated }
    }

    fn curve(&mut self, every: Length, frame: Frame) -> Table {
        let mode = *self.random.pick(&[Mode::CurveOfRate, Mode::CurveOfPayout]);
        let (index, scale) = match self.index(every, frame) {
            (Some(index), scale) => (index, scale),
            (None, scale) => (total(SALES), scale),
        };
        let base = if self.random.percent(50) {
            Base::Target(self.target())
        } else {
            Base::Amount(self.base_amount(), None, None)
        };
        let limits = self.row_limits(scale, 2, false);
        let percent = mode == Mode::CurveOfRate || self.random.percent(40);
        let rows = limits.into_iter().map(|limit| {
            let value = if percent {
                Formula::Percent(decimal(self.random.between(0, 200), 2))
            } else {
                Formula::Number(self.money(0, 900))
            };
            Row { limit, inclusive: true, value, fee: None }
        });
        let rows = rows.collect();
        let outside = self.outside();
        Table {
            base,
            index: Some(index),
            mode,
            as_of: AsOf::Window,
            over: Over::Total,
            origin: None,
            outside,
            rows,
            reversals: Reversals::Recalculated,
        }
    }

    pub(super) fn outside(&mut self) -> Outside {
        match self.random.between(1, 8) {
            1 | 2 => Outside::Zero,
            3 if self.may_fail => Outside::Error,
            _ => Outside::Nearest,
        }
    }

    pub(super) fn rows(&mut self, mode: Mode, scale: Scale, small: bool) -> Vec<Row> {
        let upper = self.random.percent(40);
        let fees = matches!(mode, Mode::Marginal | Mode::Retroactive) && self.random.percent(20);
        let limits = self.row_limits(scale, 1, small);
        let rows = limits.into_iter().map(|limit| {
            let value = match mode {
                Mode::StepAdding | Mode::StepReplacing => Formula::Number(self.money(0, 300)),
                _ => Formula::Percent(decimal(self.random.between(0, 120), 3)),
            };
            let fee: Option<Exact> = fees.then(|| self.money(0, 90));
            Row { limit, inclusive: !upper, value, fee }
        });
        rows.collect()
    }

    /// Limits from low to high, at least `least` of them; the first is mostly zero.
    fn row_limits(&mut self, scale: Scale, least: usize, small: bool) -> Vec<Exact> {
        let limits: &[i64] = match (scale, small) {
            (Scale::Money, false) => &[1000, 1500, 2000, 3000, 4500, 8000],
            (Scale::Money, true) => &[200, 300, 500, 1000, 2000],
            (Scale::Ratio, _) => &[30, 50, 80, 100, 120],
            (Scale::Count, _) => &[1, 2, 3, 5, 8],
        };
        let mut chosen: Vec<i64> = limits.iter().copied().filter(|_| self.random.percent(55)).collect();
        if chosen.len() < least || self.random.percent(75) {
            chosen.insert(0, 0);
        }
        while chosen.len() < least.max(1) {
            chosen.push(*limits.last().expect("there are limits"));
        }
        let places = if scale == Scale::Ratio { 2 } else { 0 };
        chosen.into_iter().map(|limit| decimal(limit, places)).collect()
    }
}
