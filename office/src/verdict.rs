//! [`verdict`]: does what came out agree with what an example expects?

mod answers;
mod figures;
mod parting;

use std::collections::BTreeMap;
use std::sync::Arc;

use attain_engine::asked::Answer;
use attain_engine::inputs::ParticipantIndex;
use attain_engine::outcome::Line;
use attain_engine::trace::Role;
use attain_engine::value::Value;
use attain_rules::date::Date;
use attain_rules::example::{ComponentName, Example, Expectation, Expected, Written};
use attain_rules::number::Number;
use attain_rules::plan::{Component, Medium};
use attain_rules::rounding::Rule;
use attain_rules::source::Sources;
use attain_rules::text::Text;
use attain_rules::unit::UnitPlace;

use self::answers::{compare_answers, is_answer};
use self::figures::{Figures, last, stage};
use self::parting::{Parting, written};
use crate::asked::Asked;
use crate::view::computed::Computed;

/// An expectation that what came out does not meet.
#[derive(Clone, Debug)]
pub struct Mismatch {
    /// What was expected, as it is written: `slice 1 of commission`.
    pub text: String,
    /// The figure that was expected; `yes` or `no` for gates.
    pub expected: Shown,
    /// What came out instead.
    pub got: Got,
    /// Where the figure that came out is written, when the trace says so.
    pub place: String,
    /// Where it is written what was expected.
    pub test_place: String,
    /// Where the plan says what the figure is: its setting, its component or its measure; empty for sums of several.
    pub plan_place: String,
}

/// A figure with its way of being shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Money, to the currency's digits.
    Money(Number),
    /// Any number, to these digits behind the point.
    Number(Number, u8),
    /// A ratio as per cent.
    Percent(Number),
    /// Yes or no.
    YesNo(bool),
    /// A text.
    Text(String),
    /// A day.
    Date(Date),
    /// An empty cell.
    Nothing,
}

impl Shown {
    fn as_written(number: &Number, written: &Written) -> Self {
        if written.percent { Self::Percent(number.clone()) } else { Self::Number(number.clone(), written.places) }
    }

    /// A number with the digits that it has.
    fn exact(number: &Number) -> Self {
        let digits = number.to_exact_text().split_once('.').map_or(0, |(_, behind)| behind.len());
        Self::Number(number.clone(), u8::try_from(digits).unwrap_or(0))
    }
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Got {
    /// This.
    Figure(Shown),
    /// Nothing of this name.
    Nothing,
    /// Nothing, for this reason.
    None(Text),
    /// Different things under this name, by component or plan.
    Several(Vec<(String, Shown)>),
    /// Lines of components of several plans under this name.
    OfPlans(Vec<(String, Shown)>),
}

/// Something that does not agree, before it is told where.
struct Parted {
    expected: Shown,
    got: Got,
    place: String,
    parting: Parting,
}

impl Parted {
    const fn new(parting: Parting, expected: Shown, got: Got) -> Self {
        Self { expected, got, place: String::new(), parting }
    }

    fn at(self, place: String) -> Self {
        Self { place, ..self }
    }
}

/// Everything that does not agree, earliest in the flow of money first. Expected errors are not looked at here. `answers` are those
/// to the example's questions.
pub fn verdict(
    (run, sources): (&Computed<'_>, &Sources),
    example: &Example,
    asked: &Asked,
    answers: &[Answer],
) -> Vec<Mismatch> {
    let lines: Vec<&Line> = run.outcome.lines.iter().filter(|line| line.participant == asked.who).collect();
    let mut answered = asked.questions.iter().zip(answers);
    let mut found = Vec::new();
    for (expectation, turns) in example.expect.iter().zip(&asked.turns) {
        let own: Vec<_> = turns.iter().zip(answered.by_ref().take(turns.len())).collect();
        let parted = match &expectation.what {
            Expected::Asked { value, .. } => compare_answers(run, &own, value),
            _ => compare(run, (asked.who, &lines), expectation),
        };
        found.extend(parted.map(|parted| (expectation, parted)));
    }
    found.sort_by_key(|(_, parted)| parted.parting.order);
    let told = |(expectation, parted): (&Expectation, Parted)| Mismatch {
        text: expectation.text.clone(),
        plan_place: parted.parting.plan_place(run, &parted.place, sources),
        test_place: written(expectation.span, sources),
        expected: parted.expected,
        got: parted.got,
        place: parted.place,
    };
    found.into_iter().map(told).collect()
}

fn compare(
    run: &Computed<'_>,
    (who, lines): (ParticipantIndex, &[&Line]),
    expectation: &Expectation,
) -> Option<Parted> {
    let all: Vec<_> = lines.iter().collect();
    let at = |component: &ComponentName, stage| Parting::of_component(run, lines, (component, stage));
    match &expectation.what {
        Expected::Error(_) | Expected::Asked { .. } => None,
        Expected::Payable(amount) => {
            let got = sum(run, None, &all);
            let parted =
                || Parted::new(Parting::last(99), Shown::Money(amount.clone()), Got::Figure(Shown::Money(got.clone())));
            (got != *amount).then(parted)
        }
        Expected::PayableIn { unit, amount } => {
            let place = run.company.unit_named(unit);
            let got = place.map(|place| sum(run, Some(place), &all));
            let shown = |got: &Number| Got::Figure(Shown::exact(got));
            let parted =
                || Parted::new(Parting::last(99), Shown::exact(amount), got.as_ref().map_or(Got::Nothing, shown));
            (got.as_ref() != Some(amount)).then(parted)
        }
        Expected::Taxable { component, amount } => {
            let own: Vec<_> = lines.iter().filter(|line| is_of(run, line, component)).collect();
            let show = |lines: &[&&Line]| {
                let minor = lines.iter().filter_map(|line| line.taxable).map(i128::from).sum();
                Shown::Money(Number::decimal(minor, run.digits()))
            };
            let expected = Shown::Money(amount.clone());
            let got = of_each_plan(run, &own, component, &show).unwrap_or_else(|| Got::Figure(show(&own)));
            (got != Got::Figure(expected.clone())).then(|| Parted::new(at(component, 98), expected, got))
        }
        Expected::Line { component, kind, amount } => {
            let is_kind = |line: &Line| kind.is_none_or(|kind| line.kind.word() == kind);
            let own: Vec<_> = lines.iter().filter(|line| is_of(run, line, component) && is_kind(line)).collect();
            let parting = at(component, 90);
            if own.is_empty() {
                let expected = Shown::Money(amount.clone());
                return (!amount.is_zero()).then(|| Parted::new(parting, expected, Got::Nothing));
            }
            let show = |lines: &[&&Line]| paid(run, lines);
            let expected = match show(&own) {
                Shown::Money(_) => Shown::Money(amount.clone()),
                _ => Shown::exact(amount),
            };
            let got = of_each_plan(run, &own, component, &show).unwrap_or_else(|| Got::Figure(show(&own)));
            (got != Got::Figure(expected.clone())).then(|| Parted::new(parting, expected, got))
        }
        Expected::Gate { component, open } => {
            let gate = Figures { run, lines, component }.find(&|_, facts| last(facts, &|role| *role == Role::Gate));
            let (parting, expected) = (at(component, 30), Shown::YesNo(*open));
            match gate {
                Some(Seen { value: Value::YesNo(got), .. }) if got == *open => None,
                Some(Seen { value: Value::YesNo(got), place, .. }) => {
                    Some(Parted::new(parting, expected, Got::Figure(Shown::YesNo(got))).at(place))
                }
                _ => Some(Parted::new(parting, expected, Got::Nothing)),
            }
        }
        Expected::Unmeasured { component, missing } => {
            let gaps = run.outcome.report.unmeasured.iter().filter(|gap| gap.participant == who);
            let mut own = gaps.filter(|gap| component.means(&gap.plan, &gap.component)).map(|gap| gap.what.word());
            let got = own.next_back();
            let shown = got.map_or(Got::Nothing, |got| Got::Figure(Shown::Text(got.to_owned())));
            let expected = || Shown::Text((*missing).to_owned());
            (got != Some(*missing)).then(|| Parted::new(at(component, 25), expected(), shown))
        }
        Expected::Value { figure, component, value } => {
            let (parting, expected) = (at(component, stage(figure)), Shown::expected(value));
            match (Figures { run, lines, component }).figure(figure) {
                None => Some(Parted::new(parting, expected, Got::Nothing)),
                Some(Seen { value: got, .. }) if is_answer(&got, value) => None,
                Some(Seen { value: got, place, measure }) => {
                    let by = |measure: &str| parting.by_measure(run, lines, (component, measure));
                    let parting = measure.as_deref().map_or(parting, by);
                    Some(Parted::new(parting, expected, Got::Figure(Shown::like(&got, value))).at(place))
                }
            }
        }
    }
}

/// The sum of the lines in one unit, or of those in money.
fn sum(run: &Computed<'_>, unit: Option<UnitPlace>, lines: &[&&Line]) -> Number {
    let units: i128 = lines.iter().filter(|line| line.unit == unit).map(|line| i128::from(line.minor_units)).sum();
    Number::decimal(units, run.digits_of(unit))
}

/// The sum of lines of one component. What becomes money counts as that; things are counted, whichever they are.
fn paid(run: &Computed<'_>, lines: &[&&Line]) -> Shown {
    let medium = lines.iter().find_map(|line| Some(part_of(run, line)?.medium)).unwrap_or_default();
    let as_money = lines.iter().any(|line| part_of(run, line).is_some_and(Component::is_paid_as_money));
    match medium {
        Medium::Unit(unit) if !as_money => Shown::exact(&sum(run, Some(unit), lines)),
        Medium::Things if !as_money => {
            Shown::exact(&Number::whole(lines.iter().map(|line| i128::from(line.minor_units)).sum()))
        }
        Medium::Money | Medium::Unit(_) | Medium::Things => Shown::Money(sum(run, None, lines)),
    }
}

/// Lines under a name that stands for components of several plans, each by itself: added up they could hide each other's mistakes.
fn of_each_plan(
    run: &Computed<'_>,
    lines: &[&&Line],
    name: &ComponentName,
    show: &dyn Fn(&[&&Line]) -> Shown,
) -> Option<Got> {
    let mut plans: BTreeMap<&str, Vec<&&Line>> = BTreeMap::new();
    for line in lines {
        let (plan, _) = run.component(line)?;
        plans.entry(&plan.name).or_default().push(line);
    }
    let each = |(plan, lines): (&str, Vec<&&Line>)| (format!("{plan}/{}", name.component), show(&lines));
    (plans.len() > 1).then(|| Got::OfPlans(plans.into_iter().map(each).collect()))
}

/// Are they the same, or the same to as many digits as were written? `1` for an attainment of 120 % would be none: only who
/// writes digits behind the point of a number, or of a percentage, writes a rounded one.
fn agrees(got: &Number, Written { number, places, percent }: &Written) -> bool {
    let written = if *percent { places.saturating_sub(2) } else { *places };
    let rounded = || got.round_to(&Number::decimal(1, *places), Rule::HalfUp);
    got == number || written > 0 && rounded().is_ok_and(|rounded| rounded == *number)
}

fn part_of<'a>(run: &Computed<'a>, line: &Line) -> Option<&'a Component> {
    run.component(line).map(|(_, part)| part)
}

fn is_of(run: &Computed<'_>, line: &Line, component: &ComponentName) -> bool {
    run.component(line).is_some_and(|(plan, part)| component.means(&plan.name, &part.name))
}

/// A value of a trace.
struct Seen {
    value: Value,
    place: String,
    /// Of a credit, the measure.
    measure: Option<Arc<str>>,
}

#[cfg(test)]
mod tests {
    use attain_engine::outcome::{LineKind, MissingFigure};
    use attain_rules::example::{LINE_KINDS, MISSING};

    /// What tests can expect is what results can say.
    #[test]
    fn words_of_tests_are_those_of_results() {
        assert_eq!(LINE_KINDS, LineKind::ALL.map(LineKind::word));
        assert_eq!(MISSING, MissingFigure::ALL.map(MissingFigure::word));
    }
}
