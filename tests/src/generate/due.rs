//! Random times at which something earned is paid.

use crate::calendar::Length;
use crate::company::{
    Aspect, BackRule, Clawback, Condition, Due, Formula, LeaverRule, Leavers, Leftover, Part, Parts, When, Window,
};
use crate::exact::{decimal, whole};

use super::Maker;
use super::measures::{SALES, SCORE, total};

impl Maker {
    /// Mostly at once.
    pub(super) fn due(&mut self) -> Option<Due> {
        if !self.random.percent(22) {
            return None;
        }
        let leftover = *self.random.pick(&Leftover::ALL);
        let parts = if self.random.percent(35) {
            let count = usize::try_from(self.random.between(2, 7)).expect("a small number");
            let every = *self.random.pick(&[Length(1), Length(1), Length(3), Length(6), Length(12)]);
            let cliff = *self.random.pick(&[0, 0, 2, 3, 7, 12]);
            Parts::Instalments(count, every, cliff)
        } else {
            Parts::List(self.parts())
        };
        let leavers = self.random.percent(60).then(|| {
            let mut rule = || *self.random.pick(&LeaverRule::ALL);
            let by_reason = [("retired", rule()), ("redundancy", rule())];
            Leavers { by_reason: by_reason.to_vec(), otherwise: rule() }
        });
        let conditional = matches!(&parts, Parts::List(parts) if parts.iter().any(|part| part.holds.is_some()));
        let clawback = (!conditional && self.random.percent(50)).then(|| self.clawback());
        Some(Due { parts, leftover, leavers, clawback })
    }

    fn clawback(&mut self) -> Clawback {
        let within = *self.random.pick(&[1, 2, 3, 6, 7, 12]);
        let percent = self.random.between(1, 99);
        // In the first month nothing has an age.
        let from = i32::try_from(self.random.between(1, 11)).expect("few months").min(within - 1);
        let by_age = BackRule::ByAge(percent, from, self.random.between(0, 100));
        let all = [
            if within > 1 { by_age } else { BackRule::All },
            BackRule::Nothing,
            BackRule::All,
            BackRule::Percent(percent),
            BackRule::NotServed,
            BackRule::NotServed,
            BackRule::NotServedBegun,
        ];
        let mut rule = || *self.random.pick(&all);
        let (by_reason, otherwise) = (vec![("retired", rule()), ("redundancy", rule())], rule());
        Clawback { within, by_reason, otherwise }
    }

    fn parts(&mut self) -> Vec<Part> {
        let count = self.random.between(1, 4);
        let rest = self.random.between(0, count - 1);
        let (mut after, mut left) = (0, 1000);
        let mut parts = Vec::new();
        for number in 0..count {
            let share = if number == count - 1 { left } else { self.random.between(1, 300) };
            left -= share;
            if number > 0 || self.random.percent(30) {
                after += *self.random.pick(&[1, 1, 2, 3, 6, 12]);
            }
            let holds = (after > 0 && self.random.percent(35)).then(|| self.when_due());
            let share = (number != rest || self.random.percent(50)).then(|| decimal(share, 3));
            let until = (holds.is_some() && self.random.percent(40))
                .then(|| after + i32::try_from(self.random.between(1, 9)).expect("few months"));
            let (after, until) = self.times(after, until, (left, holds.is_none()));
            parts.push(Part { share, after, until, holds });
        }
        parts
    }

    /// Some times as days or dates: which, and of which length, follows from a number that is there, the parts' `rest`. What is due
    /// on a date has no condition.
    fn times(&self, after: i32, until: Option<i32>, (rest, is_free): (i64, bool)) -> (When, Option<When>) {
        let (months, day) = (i64::from(after), |months: i64| {
            let month = self.year.plus(i32::try_from(months).expect("few months"));
            When::On(month.first_day().plus(rest % 28))
        });
        let days = |months: i64| When::Days((months * 30 + rest % 23 - 11).max(1));
        match rest % 7 {
            _ if after == 0 => (When::Months(0), None),
            1 => (days(months), until.map(|until| days(i64::from(until) + 1))),
            2 if is_free => (day(months * 2 + rest % 2), None),
            3 => (When::Months(after), until.map(|until| day(i64::from(until)))),
            4 => (When::Months(after), until.map(|until| days(i64::from(until)))),
            _ => (When::Months(after), until.map(When::Months)),
        }
    }

    fn when_due(&mut self) -> Condition {
        match self.random.between(1, 4) {
            1 => Condition::AtLeast(total(SCORE), Formula::Percent(decimal(self.random.between(3, 10), 1))),
            2 => Condition::Above(total(SALES), Formula::Number(whole(self.random.between(0, 5) * 100))),
            3 => Condition::RoleIs("senior"),
            _ => Condition::AtLeast(
                Formula::Measure(SALES, Aspect::Attainment, Window::Own),
                Formula::Percent(decimal(self.random.between(2, 10), 1)),
            ),
        }
    }
}
