//! Random measures. All plans have the same names, so that components can count on them.

use crate::calendar::Length;
use crate::company::{
    Aspect, Condition, Crediting, Formula, Measure, Quota, ScoreTake, Source, Take, To, Up, Vacant, Window,
};
use crate::exact::{Exact, decimal, whole};

use super::{Frame, Maker};

/// Places of the measures.
pub(super) const SALES: usize = 0;
pub(super) const MARGIN: usize = 1;
pub(super) const DEALS: usize = 2;
pub(super) const SINGLE: usize = 3;
pub(super) const SCORE: usize = 4;
pub(super) const MIX: usize = 5;
pub(super) const COST: usize = 6;

pub(super) fn total(measure: usize) -> Formula {
    Formula::Measure(measure, Aspect::Total, Window::Own)
}

pub(super) fn over(above: Formula, below: Formula) -> Formula {
    Formula::Over(Box::new(above), Box::new(below))
}

impl Maker {
    /// With `ratios`, the shares of single sales are ratios.
    pub(super) fn measures(&mut self, frame: Frame, ratios: bool) -> Vec<Measure> {
        let quota = self.quota(frame.pays);
        let without = if self.random.percent(50) { Some(decimal(self.random.between(0, 12), 1)) } else { None };
        let sales = self.crediting(None, Take::Sum, ratios);
        let weighted = Formula::Times(Box::new(Formula::Amount), Box::new(Formula::Weight));
        let weighted = if self.random.percent(20) { over(weighted, Formula::Number(whole(3))) } else { weighted };
        let margin = self.crediting(Some(weighted), Take::Sum, ratios);
        let take = *self.random.pick(&[Take::Count, Take::DistinctDeals]);
        let deals = self.crediting(None, take, ratios);
        let take = *self.random.pick(&[Take::Average, Take::Minimum, Take::Maximum]);
        let single = self.crediting(None, take, ratios);
        let scores = [ScoreTake::Average, ScoreTake::Minimum, ScoreTake::Maximum, ScoreTake::Last, ScoreTake::Sum];
        let score = Source::Score(*self.random.pick(&scores), decimal(self.random.between(0, 110), 2));
        let half = Formula::Times(Box::new(total(SALES)), Box::new(Formula::Percent(decimal(5, 1))));
        let part = if self.random.percent(30) { over(total(MARGIN), Formula::Number(whole(7))) } else { total(MARGIN) };
        let mix = Source::Formula(Formula::Plus(Box::new(half.clone()), Box::new(part)));
        // Hardly ever zero, so that a quota can be divided by it.
        let cost = Source::Formula(Formula::Plus(Box::new(half), Box::new(Formula::Number(decimal(77_777, 2)))));
        let cost_quota = (self.quota(frame.pays), Some(decimal(self.random.between(0, 12), 1)));
        let lower = self.may_fail && self.random.percent(20);
        let at_zero = match self.random.between(1, 4) {
            1 => None,
            2 => Some(None),
            _ => Some(Some(decimal(self.random.between(0, 20), 1))),
        };
        let lower = lower || at_zero.is_some() && self.random.percent(10);
        let measure = |name, unit, source| Measure { name, unit, source, quota: None, lower: false, at_zero: None };
        vec![
            Measure {
                quota: Some((quota, without)),
                lower,
                at_zero,
                ..measure("sales", "money", Source::Sales(Box::new(sales)))
            },
            measure("margin", "money", Source::Sales(Box::new(margin))),
            measure("deals", "count", Source::Sales(Box::new(deals))),
            measure("single", "money", Source::Sales(Box::new(single))),
            measure("score", "percent", score),
            measure("mix", "money", mix),
            Measure { quota: Some(cost_quota), lower: true, ..measure("cost", "money", cost) },
        ]
    }

    fn quota(&mut self, pays: Length) -> Quota {
        match self.random.between(1, 10) {
            1..=7 => Quota::Data,
            8 | 9 => Quota::Formula(Formula::Number(whole(self.random.between(5, 40) * 100 * i64::from(pays.0)))),
            _ => {
                let before = Formula::Measure(SALES, Aspect::Total, Window::Previous(1));
                let more = Formula::Times(Box::new(before), Box::new(Formula::Percent(decimal(11, 1))));
                Quota::Formula(Formula::Greatest(Box::new(more), Box::new(Formula::Number(whole(1000)))))
            }
        }
    }

    fn crediting(&mut self, credit: Option<Formula>, take: Take, ratios: bool) -> Crediting {
        let filter = match self.random.between(1, 10) {
            1..=6 => None,
            7 | 8 => Some(Condition::KindIn(vec!["new", "refund"])),
            9 => Some(Condition::Not(Box::new(Condition::KindIn(vec!["renewal"])))),
            _ => Some(Condition::Either(
                Box::new(Condition::AtLeast(Formula::Amount, Formula::Number(whole(500)))),
                Box::new(Condition::KindIn(vec!["refund"])),
            )),
        };
        let to = match self.random.between(1, 10) {
            1..=4 if ratios => To::Ratios(self.random.between(1, 3), self.random.between(1, 3)),
            1..=5 => To::Owner,
            6..=8 => To::Rest,
            _ => To::Ratios(self.random.between(1, 3), self.random.between(1, 3)),
        };
        let overlay: Option<Exact> = self.random.percent(30).then(|| decimal(self.random.between(1, 10), 1));
        let splits = self.random.percent(40) && (!ratios || !matches!(to, To::Rest));
        let ratios = matches!(to, To::Ratios(..)) || (ratios && matches!(to, To::Owner));
        let up = self.random.percent(30).then(|| self.up());
        Crediting { filter, credit, to, overlay, ratios, splits, up, take }
    }

    fn up(&mut self) -> Up {
        let lowest = usize::try_from(self.random.between(0, 2)).expect("a small number");
        let further = usize::try_from(self.random.between(0, 3)).expect("a small number");
        let highest = self.random.percent(70).then_some(lowest + further);
        let vacant = if self.random.percent(50) { Vacant::Above } else { Vacant::Nobody };
        Up { lowest, highest, vacant }
    }
}
