//! Random people, figures and sales.

use crate::calendar::{Day, Length};
use crate::company::{Figure, Person, Plan, Sale, Split, Stay};
use crate::exact::{Exact, decimal, whole};

use super::Maker;

const KINDS: [&str; 2] = ["new", "renewal"];
const ROLES: [&str; 2] = ["junior", "senior"];
const TEAMS: [&str; 7] = ["north", "north", "north", "south", "south", "south", ""];

impl Maker {
    pub(super) fn people(&mut self, plans: &[Plan]) -> Vec<Person> {
        let heads = self.random.between(1, 7);
        (1..=heads).map(|number| self.person((number, heads), plans)).collect()
    }

    fn person(&mut self, (number, heads): (i64, i64), plans: &[Plan]) -> Person {
        let plan = self.random.pick(plans).name.clone();
        let other = self.random.pick(plans).name.clone();
        let day = self.year.first_day().plus(self.random.between(1, 330));
        let mut stays = match self.random.between(1, 10) {
            1..=6 => vec![self.stay(&plan, None, None)],
            7 => vec![self.stay(&plan, Some(day), None)],
            8 => vec![self.stay(&plan, None, Some(day))],
            // Another plan, or other attributes on the same plan, from one day to the next.
            _ => vec![self.stay(&plan, None, Some(day.plus(-1))), self.stay(&other, Some(day), None)],
        };
        for stay in &mut stays {
            stay.manager = self.manager(number, heads);
        }
        let mut person = Person { id: format!("E{number}"), stays, left: None };
        if self.random.percent(30) {
            self.leave(&mut person);
        }
        person
    }

    /// Now and then before the year, or behind it; mostly nothing is earned any more from the next day on.
    fn leave(&mut self, person: &mut Person) {
        let on = self.year.first_day().plus(self.random.between(-40, 400));
        let month_end = on.month().last_day();
        let on = if self.random.percent(40) { month_end } else { on };
        if person.stays.iter().all(|stay| stay.first.is_some_and(|first| first > on)) {
            return;
        }
        if self.random.percent(75) {
            for stay in &mut person.stays {
                let goes_on = stay.last.is_none_or(|last| last > on);
                if goes_on && stay.first.is_none_or(|first| first <= on) {
                    stay.last = Some(on);
                }
            }
        }
        person.left = Some((on, self.random.pick::<&'static str>(&["retired", "redundancy", "death", ""])));
    }

    /// Somebody further down the list, so that no line goes in a circle; now and then nobody, or nobody known.
    fn manager(&mut self, number: i64, heads: i64) -> String {
        match self.random.between(1, 12) {
            1 => "E99".to_owned(),
            2 => String::new(),
            _ if number == heads => String::new(),
            3..=8 => format!("E{}", number + 1),
            _ => format!("E{}", self.random.between(number + 1, heads)),
        }
    }

    fn stay(&mut self, plan: &str, first: Option<Day>, last: Option<Day>) -> Stay {
        let salary = whole(self.random.between(10, 80) * 100);
        Stay {
            plan: plan.to_owned(),
            first,
            last,
            salary,
            role: self.random.pick::<&'static str>(&ROLES),
            team: self.random.pick::<&'static str>(&TEAMS),
            manager: String::new(),
            acting_for: String::new(),
        }
    }

    /// Quotas: monthly, quarterly or for the year; for some nobody stated one.
    pub(super) fn quotas(&mut self, people: &[Person]) -> Vec<Figure> {
        let mut rows = Vec::new();
        for person in people {
            if self.random.percent(15) {
                continue;
            }
            let length = Length(*self.random.pick(&[1, 3, 12]));
            for part in 0..24 / length.0 {
                let first = self.year.plus(part * length.0 - 12);
                let zero = self.random.percent(5);
                let amount = if zero { whole(0) } else { whole(self.random.between(5, 60) * 50 * i64::from(length.0)) };
                rows.push(Figure { person: person.id.clone(), first, length, amount });
            }
        }
        rows
    }

    pub(super) fn scores(&mut self, people: &[Person]) -> Vec<Figure> {
        let mut rows = Vec::new();
        for person in people {
            for part in 0..12 {
                if self.random.percent(80) {
                    let amount = decimal(self.random.between(0, 130), 2);
                    rows.push(Figure {
                        person: person.id.clone(),
                        first: self.year.plus(part),
                        length: Length(1),
                        amount,
                    });
                }
            }
            if self.random.percent(30) {
                let amount = decimal(self.random.between(0, 130), 2);
                rows.push(Figure { person: person.id.clone(), first: self.year, length: Length(3), amount });
            }
        }
        rows
    }

    pub(super) fn sales(&mut self, people: &[Person]) -> Vec<Sale> {
        let mut sales: Vec<Sale> = Vec::new();
        for number in 1..=self.random.between(0, 40) {
            let id = format!("S{number}");
            let taken_back = if self.random.percent(15) && !sales.is_empty() {
                let sale = self.random.pick(&sales).clone();
                (sale.amount > whole(0)).then_some(sale)
            } else {
                None
            };
            sales.push(match taken_back {
                Some(sale) => self.refund(id, sale),
                None => self.sale(id, people),
            });
        }
        self.random.shuffle(&mut sales);
        sales
    }

    fn sale(&mut self, id: String, people: &[Person]) -> Sale {
        let owner = self.somebody(people, 3);
        let mut helper = self.somebody(people, 50);
        if helper == owner {
            helper = String::new();
        }
        let amount = if self.random.percent(50) {
            whole(*self.random.pick(&[200, 300, 500, 1000, 1500, 2000, 4500]))
        } else {
            self.money(1, 5000)
        };
        Sale {
            id,
            corrects: String::new(),
            relates_to: String::new(),
            day: self.year.first_day().plus(self.random.between(-60, 380)),
            amount,
            kind: self.random.pick::<&'static str>(&KINDS),
            owner,
            helper,
            helper_share: decimal(self.random.between(1, 9), 1),
            expert: self.somebody(people, 70),
            deal: ["", "D1", "D2", "D3", "D4"][usize::try_from(self.random.between(0, 4)).expect("a place")].to_owned(),
            weight: decimal(self.random.between(0, 150), 2),
        }
    }

    /// Takes a sale back: mostly all of it.
    fn refund(&mut self, id: String, sale: Sale) -> Sale {
        let amount = if self.random.percent(70) { -sale.amount.clone() } else { -self.money(1, 5000) };
        let day = sale.day.plus(self.random.between(0, 100));
        Sale { corrects: sale.id.clone(), id, day, amount, kind: "refund", ..sale }
    }

    fn somebody(&mut self, people: &[Person], nobody: i64) -> String {
        if self.random.percent(nobody) { String::new() } else { self.random.pick(people).id.clone() }
    }

    /// Shares of single sales: two or three people, one of whom gets what is left; or ratios.
    pub(super) fn splits(&mut self, people: &[Person], sales: &[Sale], ratios: bool) -> Vec<Split> {
        let mut splits = Vec::new();
        for sale in sales {
            if people.len() < 2 || !self.random.percent(15) {
                continue;
            }
            let mut others: Vec<_> = people.iter().collect();
            self.random.shuffle(&mut others);
            let mut rest = whole(1);
            let members = others.len().min(usize::try_from(self.random.between(2, 3)).expect("two or three"));
            for (place, person) in others.into_iter().take(members).enumerate() {
                let share: Exact = match ratios {
                    true => decimal(self.random.between(1, 40), 1),
                    false if place + 1 == members => rest.clone(),
                    false => decimal(self.random.between(1, 45), 2),
                };
                rest -= &share;
                splits.push(Split { sale: sale.id.clone(), person: person.id.clone(), share });
            }
        }
        splits
    }
}
