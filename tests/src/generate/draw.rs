//! Random draws.

use crate::calendar::Length;
use crate::company::{Component, Condition, Draw, Formula, Pay};
use crate::exact::{decimal, whole};

use super::Maker;
use super::measures::{SALES, SCORE, total};

impl Maker {
    /// A draw that looks at some of what stands above it.
    pub(super) fn draw_component(&mut self, number: i64, above: &[Component], every: Length) -> Component {
        let same: Vec<usize> = (0..above.len()).filter(|place| above[*place].every == every).collect();
        let of = self.random.percent(50).then(|| {
            let mut some = same.clone();
            some.retain(|_| self.random.percent(50));
            if some.is_empty() { vec![*self.random.pick(&same)] } else { some }
        });
        let pay = Pay::Draw(Box::new(self.draw(of)));
        let eligible = self.random.percent(60).then(|| match self.random.between(1, 3) {
            1 => Condition::UpTo(i32::try_from(self.random.between(3, 9)).expect("a month")),
            2 => Condition::Above(Formula::Number(self.money(500, 2500)), total(SALES)),
            _ => self.eligible(),
        });
        let rounding = self.random.percent(30).then(|| vec![self.line_rounding()]);
        Component {
            name: format!("part_{number}"),
            kind: "draw",
            unit: None,
            paid_as_money: false,
            group: None,
            every,
            eligible,
            gate: None,
            pay,
            factors: Vec::new(),
            limits: Vec::new(),
            guarantee: None,
            accumulate: None,
            due: None,
            rounding,
        }
    }

    pub(super) fn draw(&mut self, of: Option<Vec<usize>>) -> Draw {
        let share_of_salary =
            |percent| Formula::Times(Box::new(Formula::Salary), Box::new(Formula::Percent(decimal(percent, 3))));
        let amount = match self.random.between(1, 4) {
            1 => Formula::Number(whole(0)),
            2 => share_of_salary(self.random.between(1, 80)),
            _ => Formula::Number(self.money(10, 400)),
        };
        let recover = self.random.percent(75);
        let mut draw = Draw { amount, of, recover, recover_if: None, share: None, keep: None, limit: None };
        if !recover {
            return draw;
        }
        if self.random.percent(30) {
            draw.recover_if = Some(match self.random.between(1, 3) {
                1 => Condition::Not(Box::new(Condition::UpTo(
                    i32::try_from(self.random.between(3, 9)).expect("a month"),
                ))),
                2 => Condition::AtLeast(total(SCORE), Formula::Percent(decimal(self.random.between(3, 9), 1))),
                _ => Condition::Above(total(SALES), Formula::Number(whole(self.random.between(0, 10) * 100))),
            });
        }
        if self.random.percent(40) {
            draw.share = Some(Formula::Percent(decimal(self.random.between(1, 99), 2)));
        }
        if self.random.percent(30) {
            draw.keep = Some(match self.random.between(1, 2) {
                1 => share_of_salary(self.random.between(0, 90)),
                _ => Formula::Number(self.money(0, 500)),
            });
        }
        if self.random.percent(35) {
            draw.limit = Some(Formula::Number(self.money(0, 900)));
        }
        draw
    }
}
