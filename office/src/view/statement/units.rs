//! How the value of a fact is written: as money, as per cent, as a number, as it is.

use attain_engine::outcome::LineKind;
use attain_engine::trace::{Fact, FactId, How, Role};
use attain_engine::value::Value;
use attain_rules::both;
use attain_rules::formula::expression::{Formula, Type, Unit};
use attain_rules::number::Number;
use attain_rules::plan::{Base, Contest, MeasureUnit, Mode, Pay, Table, Wins};
use attain_rules::unit::UnitPlace;

use super::super::amount;
use super::Shown;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    Money,
    /// As what the component pays, which may be a unit.
    Pay,
    Percent,
    Attainment,
    Plain,
}

impl Written {
    const fn of_measure(unit: MeasureUnit) -> Self {
        match unit {
            MeasureUnit::Money => Self::Money,
            MeasureUnit::Percent => Self::Percent,
            MeasureUnit::Count | MeasureUnit::Number | MeasureUnit::Points => Self::Plain,
        }
    }

    const fn of_type(kind: Type) -> Self {
        match kind {
            Type::Number(Unit::Money) => Self::Money,
            Type::Number(Unit::Ratio) => Self::Percent,
            _ => Self::Plain,
        }
    }

    const fn of_formula(formula: &Formula) -> Self {
        Self::of_type(formula.kind)
    }
}

impl<'a> Shown<'a> {
    /// The fact's value for people.
    pub(super) fn value(&self, fact: &Fact) -> String {
        match &fact.value {
            Value::Number(number) => self.number(number, self.written(fact)),
            Value::YesNo(yes) => {
                let text = if *yes { both!("yes", "是") } else { both!("no", "否") };
                text.in_language(self.language).to_owned()
            }
            Value::Empty => both!("empty", "空").in_language(self.language).to_owned(),
            other => other.to_exact_text(),
        }
    }

    /// The value of the fact at `id`; empty for a place that does not exist.
    pub(super) fn value_of(&self, id: FactId) -> String {
        self.fact(id).map(|fact| self.value(fact)).unwrap_or_default()
    }

    /// The fact at `id`.
    pub(super) fn fact(&self, id: FactId) -> Option<&'a Fact> {
        self.facts().get(usize::try_from(id.0).ok()?)
    }

    /// All facts of the line; none where it has no trace.
    pub(super) fn facts(&self) -> &'a [Fact] {
        self.line.trace.as_ref().map_or(&[], |trace| &trace.facts)
    }

    /// A number written like the value of `fact`.
    pub(super) fn like(&self, number: &Number, fact: &Fact) -> String {
        self.number(number, self.written(fact))
    }

    fn number(&self, number: &Number, written: Written) -> String {
        match written {
            Written::Money => amount::money(number, self.run.digits()),
            Written::Pay => amount::money(number, self.run.digits_of(self.pay_unit())),
            Written::Percent => amount::percent(number),
            Written::Attainment => amount::attainment(number),
            Written::Plain => amount::number(number),
        }
    }

    /// In which unit the amounts are that the line is worked out from; none for money.
    fn pay_unit(&self) -> Option<UnitPlace> {
        match self.line.kind {
            LineKind::Adjustment | LineKind::Difference => self.line.unit,
            _ => self.component.unit().or(self.line.unit),
        }
    }

    fn table(&self) -> Option<&Table> {
        self.component.pay.table()
    }

    fn contest(&self) -> Option<&Contest> {
        match &self.component.pay {
            Pay::Contest(contest) => Some(contest),
            Pay::Amount(_) | Pay::Pool(_) | Pay::Table(_) | Pay::Draw(_) => None,
        }
    }

    /// How values of a measure of this name are written.
    fn measure(&self, name: &str) -> Written {
        let measure = self.plan.measures.iter().find(|measure| measure.name == name);
        measure.map_or(Written::Plain, |measure| Written::of_measure(measure.unit))
    }

    fn base(&self) -> Written {
        match self.table().map(|table| &table.base) {
            Some(Base::Amount { amount, .. }) => Written::of_formula(amount),
            Some(Base::Target) | None => Written::Pay,
        }
    }

    /// How limits of rows are written: like what picks the row.
    fn index(&self) -> Written {
        if let Some(Wins::Stages { by, .. }) = self.contest().map(|contest| &contest.wins) {
            return Written::of_formula(by);
        }
        match self.table().and_then(|table| table.index.as_ref()) {
            Some(index) => Written::of_formula(index),
            None => self.base(),
        }
    }

    fn written(&self, fact: &Fact) -> Written {
        match &fact.role {
            Role::Column { column, .. } => {
                let columns = &self.run.company.schema.transactions;
                let column = columns.iter().find(|known| known.name == **column);
                column.map_or(Written::Plain, |column| Written::of_type(column.kind))
            }
            Role::Credit { measure, .. }
            | Role::Measure { measure, .. }
            | Role::QuotaPart { measure, .. }
            | Role::Quota { measure, .. } => self.measure(measure),
            Role::Attainment { .. } => Written::Attainment,
            Role::Share { .. } | Role::OtherShare { .. } => Written::Percent,
            // A rate on things counted is money for each, which often is less than a cent.
            Role::Rate { .. } if self.component.unit().is_some() => Written::Plain,
            Role::Rate { .. } if !matches!(self.base(), Written::Money | Written::Pay) => Written::Plain,
            Role::Rate { .. } => Written::Percent,
            Role::Attribute { name } => {
                let attribute = self.run.company.schema.attributes.iter().find(|known| known.name == **name);
                attribute.map_or(Written::Plain, |attribute| Written::of_type(attribute.kind))
            }
            Role::Base | Role::BaseLimit | Role::SliceBase { .. } => self.base(),
            Role::Index | Role::Origin | Role::RowLimit { .. } | Role::SliceIndex { .. } => self.index(),
            Role::Interpolated => match self.table() {
                Some(Table { mode: Mode::InterpolatedRate, .. }) => Written::Percent,
                // Points of a payout are shares of the target, or sums.
                Some(table @ Table { mode: Mode::InterpolatedPayout, base: Base::Target, .. })
                    if table.rows.iter().all(|row| row.amount.is_none()) =>
                {
                    Written::Percent
                }
                _ => Written::Money,
            },
            Role::Factor => Written::Plain,
            Role::RecoveryShare | Role::DueShare { .. } | Role::KeptShare { .. } | Role::BackShare { .. } => {
                Written::Percent
            }
            Role::Part if self.component.draw().is_some() => Written::Money,
            // Units come in before, and money goes out.
            Role::Line | Role::Rounded { .. } if self.line.unit.is_none() => Written::Money,
            Role::UnitValue | Role::TaxableValue => Written::Money,
            Role::Period
            | Role::FirstDay
            | Role::LastDay
            | Role::LeftOn
            | Role::LeftBecause
            | Role::LeaverRule
            | Role::EarnedUntil
            | Role::Served
            | Role::PaidUntil
            | Role::BackWithin
            | Role::MonthsUntilDue { .. } => Written::Plain,
            Role::Adjustment { .. } if self.line.kind == LineKind::Adjustment => Written::Pay,
            Role::Adjustment { .. } | Role::Worth { .. } | Role::Part | Role::RecoverIf | Role::DueIf | Role::Gate => {
                self.part(fact)
            }
            Role::Group { .. } | Role::Member { .. } | Role::Key { .. } | Role::Others => self.of_group(fact),
            Role::Reserve if matches!(fact.how, How::Formula { .. }) => Written::Percent,
            Role::Place | Role::ReachedOn | Role::MoreChanges | Role::Changed { .. } => Written::Plain,
            Role::Reach | Role::DayTotal { .. } => {
                let first_to = self.contest().and_then(|contest| contest.first_to.as_ref());
                first_to.map_or(Written::Plain, |first_to| Written::of_formula(&first_to.measure))
            }
            Role::Earned { .. }
            | Role::Target
            | Role::RowAmount { .. }
            | Role::Fee { .. }
            | Role::SlicePay { .. }
            | Role::Each { .. }
            | Role::Original { .. }
            | Role::Pay
            | Role::AfterFactors
            | Role::Floor
            | Role::Cap
            | Role::Earlier
            | Role::OtherLine { .. }
            | Role::OtherPay { .. }
            | Role::OtherCarried { .. }
            | Role::BeforeChange
            | Role::SinceChange
            | Role::AfterChange
            | Role::AfterLimit
            | Role::Rounded { .. }
            | Role::Guarantee
            | Role::DuePart { .. }
            | Role::Kept { .. }
            | Role::Forfeited { .. }
            | Role::StillToCome
            | Role::Released
            | Role::BackPart { .. }
            | Role::TakenBack
            | Role::Moved
            | Role::Earnings
            | Role::DrawAmount
            | Role::OwedBefore
            | Role::OwedLimit
            | Role::Drawn
            | Role::Keep
            | Role::Recovered
            | Role::Owed
            | Role::Fund
            | Role::Reserve
            | Role::PoolShare
            | Role::CarriedBefore
            | Role::Carried
            | Role::Received
            | Role::Prize { .. }
            | Role::Won
            | Role::Budget
            | Role::Sealed { .. }
            | Role::Recomputed { .. }
            | Role::Now
            | Role::Posted
            | Role::WithHand
            | Role::Units
            | Role::Line => Written::Pay,
        }
    }

    /// A value of a group or of one of its members is written like what the formula of the member's own value reads, where
    /// that is one kind of thing.
    fn of_group(&self, fact: &Fact) -> Written {
        let facts = || self.facts().iter();
        match &fact.how {
            How::Formula { inputs, .. } => {
                let mut kinds =
                    inputs.iter().filter_map(|(_, input)| self.fact(*input)).map(|input| self.written(input));
                let first = kinds.next().unwrap_or(Written::Plain);
                if kinds.all(|kind| kind == first) { first } else { Written::Plain }
            }
            How::Sum(members) => {
                let mut members = members.iter().filter_map(|member| self.fact(*member));
                let own = members.find(|member| matches!(member.how, How::Formula { .. }));
                own.map_or(Written::Plain, |own| self.of_group(own))
            }
            _ => {
                let is_alike = |other: &&Fact| {
                    matches!(other.how, How::Formula { .. })
                        && std::mem::discriminant(&other.role) == std::mem::discriminant(&fact.role)
                };
                let alike = facts().find(is_alike);
                alike.map_or(Written::Plain, |alike| self.of_group(alike))
            }
        }
    }

    /// A step without a unit of its own is written like what it was made from, where that is one thing.
    fn part(&self, fact: &Fact) -> Written {
        match &fact.how {
            How::Same(of) | How::Rounding { of, .. } => self.fact(*of).map_or(Written::Plain, |of| self.written(of)),
            How::Sum(of) => of.first().and_then(|of| self.fact(*of)).map_or(Written::Plain, |of| self.written(of)),
            How::Given { text } if text.ends_with('%') => Written::Percent,
            _ => Written::Plain,
        }
    }
}
