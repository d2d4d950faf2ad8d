//! Random decisions by hand.

use crate::calendar::{self, Length};
use crate::company::{Adjustment, ByHand, Company, Figure, Formula, Pay, Plan, Sale};
use crate::exact::{Rule, decimal, round, whole};

use super::Maker;

impl Maker {
    /// None in most companies.
    pub(super) fn by_hand(&mut self, company: &Company) -> Vec<Adjustment> {
        if !self.random.percent(35) {
            return Vec::new();
        }
        let mut all: Vec<Adjustment> = Vec::new();
        for number in 1..=self.random.between(1, 6) {
            let person = self.random.pick(&company.people).id.clone();
            let id = format!("A{number}");
            let what = match self.random.between(1, 3) {
                1 => self.payment(company),
                2 => self.credit_by_hand(company, &person, &id),
                _ => self.score_by_hand(&person, &all),
            };
            all.extend(what.map(|what| Adjustment { id, person, what }));
        }
        all
    }

    fn payment(&mut self, company: &Company) -> Option<ByHand> {
        let plan: &Plan = self.random.pick(&company.plans);
        let component = self.random.pick(&plan.components);
        let month = self.year.plus(i32::try_from(self.random.between(-2, 12)).expect("a month"));
        let period = |month, length| (calendar::period_start(month, length, company.calendar.year_starts), length);
        let length = *self.random.pick(&[Length(1), Length(1), Length(3)]);
        let earned = period(month, length);
        let end = company.last_day(earned.0.plus(length.0 - 1));
        if end < plan.first || plan.last.is_some_and(|last| last < company.first_day(earned.0)) {
            return None;
        }
        let later = *self.random.pick(&[0, 0, 1, 4]);
        let paid_in = if later == 0 { earned } else { period(company.month(end).plus(later), Length(1)) };
        let amount = self.money(-800, 900);
        if component.gives_things() {
            return None;
        }
        let component = component.name.clone();
        let digits = company.digits_by_hand(&plan.name, &component);
        let amount = round(&amount, &decimal(1, digits.min(self.digits)), Rule::Down);
        Some(ByHand::Payment { plan: plan.name.clone(), component, period: earned, paid_in, amount })
    }

    /// Credit on a day on which the person stands on a plan that is in force. What a single sale weighs is not known of it, so no
    /// table may ask for that.
    fn credit_by_hand(&mut self, company: &Company, person: &str, id: &str) -> Option<ByHand> {
        let measure = *self.random.pick(&["sales", "sales", "margin", "deals", "single"]);
        let components = company.plans.iter().flat_map(|plan| &plan.components);
        let mut by_weight = components
            .filter(|one| matches!(&one.pay, Pay::Table(table) if matches!(table.index, Some(Formula::Weight))));
        if matches!(measure, "sales" | "margin") && by_weight.next().is_some() {
            return None;
        }
        let day = self.year.first_day().plus(self.random.between(-30, 380));
        let person = company.people.iter().find(|one| one.id == person)?;
        let stay = person
            .stays
            .iter()
            .find(|stay| stay.first.is_none_or(|first| first <= day) && stay.last.is_none_or(|last| day <= last))?;
        let mut versions = company.plans.iter().filter(|plan| plan.name == stay.plan);
        if !versions.any(|plan| plan.first <= day && plan.last.is_none_or(|last| day <= last)) {
            return None;
        }
        let amount = if measure == "deals" { whole(self.random.between(-2, 3)) } else { self.money(-1500, 3000) };
        let sale = Sale {
            id: id.to_owned(),
            corrects: String::new(),
            relates_to: String::new(),
            day,
            amount,
            kind: "",
            owner: String::new(),
            helper: String::new(),
            helper_share: whole(0),
            expert: String::new(),
            deal: String::new(),
            weight: whole(0),
        };
        let plan = self.random.percent(50).then(|| stay.plan.clone());
        Some(ByHand::Credit { plan, measure, sale: Box::new(sale) })
    }

    fn score_by_hand(&mut self, person: &str, before: &[Adjustment]) -> Option<ByHand> {
        let first = self.year.plus(i32::try_from(self.random.between(0, 11)).expect("a month"));
        let taken = before.iter().any(|one| {
            matches!(&one.what, ByHand::Score(row) if row.person == person && row.first == first && row.length == Length(1))
        });
        let amount = decimal(self.random.between(0, 130), 2);
        (!taken).then(|| ByHand::Score(Figure { person: person.to_owned(), first, length: Length(1), amount }))
    }
}
