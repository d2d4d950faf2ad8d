//! [`verdict`]: does what came out agree with what an example expects?

mod answers;

use attain_engine::asked::Answer;
use attain_engine::outcome::Line;
use attain_engine::trace::{Fact, How, Role, written_at};
use attain_engine::value::Value;
use attain_rules::date::Date;
use attain_rules::example::{Example, Expectation, Expected, Figure, Written};
use attain_rules::number::Number;
use attain_rules::plan::{Base, Component, Medium, Mode, Pay, Plan};
use attain_rules::rounding::Rule;
use attain_rules::text::Text;
use attain_rules::unit::UnitPlace;

use self::answers::compare_answers;
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
    /// How early in the flow of money it stands: the earliest mismatch is where they part.
    stage: u8,
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
}

/// Everything that does not agree, earliest in the flow of money first. Expected errors are not looked at here. `answers` are those
/// to the example's questions.
pub fn verdict(run: &Computed<'_>, example: &Example, asked: &Asked, answers: &[Answer]) -> Vec<Mismatch> {
    let lines: Vec<&Line> = run.outcome.lines.iter().filter(|line| line.participant == asked.who).collect();
    let mut answered = asked.questions.iter().zip(answers);
    let mut found = Vec::new();
    for (expectation, turns) in example.expect.iter().zip(&asked.turns) {
        let own: Vec<_> = turns.iter().zip(answered.by_ref().take(turns.len())).collect();
        found.extend(match &expectation.what {
            Expected::Asked { value, .. } => compare_answers(run, &own, (expectation, value)),
            _ => compare(run, &lines, expectation),
        });
    }
    found.sort_by_key(|mismatch| mismatch.stage);
    found
}

fn compare(run: &Computed<'_>, lines: &[&Line], expectation: &Expectation) -> Option<Mismatch> {
    let mismatch =
        |stage, expected, got, place| Some(Mismatch { text: expectation.text.clone(), expected, got, place, stage });
    let sum = |unit: Option<UnitPlace>, lines: &mut dyn Iterator<Item = &&Line>| {
        let units: i128 = lines.filter(|line| line.unit == unit).map(|line| i128::from(line.minor_units)).sum();
        Number::decimal(units, run.digits_of(unit))
    };
    match &expectation.what {
        Expected::Error(_) | Expected::Asked { .. } => None,
        Expected::Payable(amount) => {
            let got = sum(None, &mut lines.iter());
            if got == *amount {
                return None;
            }
            mismatch(99, Shown::Money(amount.clone()), Got::Figure(Shown::Money(got)), String::new())
        }
        Expected::PayableIn { unit, amount } => {
            let Some(place) = run.company.unit_named(unit) else {
                return mismatch(99, Shown::exact(amount), Got::Nothing, String::new());
            };
            let got = sum(Some(place), &mut lines.iter());
            if got == *amount {
                return None;
            }
            mismatch(99, Shown::exact(amount), Got::Figure(Shown::exact(&got)), String::new())
        }
        Expected::Taxable { component, amount } => {
            let of = lines.iter().filter(|line| is_of(run, line, component)).filter_map(|line| line.taxable);
            let got = Number::decimal(of.map(i128::from).sum(), run.digits());
            if got == *amount {
                return None;
            }
            mismatch(98, Shown::Money(amount.clone()), Got::Figure(Shown::Money(got)), String::new())
        }
        Expected::Line { component, amount } => {
            let mut of = lines.iter().filter(|line| is_of(run, line, component)).peekable();
            if of.peek().is_none() && !amount.is_zero() {
                return mismatch(90, Shown::Money(amount.clone()), Got::Nothing, String::new());
            }
            // What becomes money counts as that; things are counted, whichever they are.
            let paid = of.clone().find_map(|line| Some(part_of(run, line)?.medium)).unwrap_or_default();
            let as_money = of.clone().any(|line| part_of(run, line).is_some_and(Component::is_paid_as_money));
            let got = match paid {
                Medium::Unit(unit) if !as_money => sum(Some(unit), &mut of),
                Medium::Things => Number::whole(of.map(|line| i128::from(line.minor_units)).sum()),
                Medium::Money | Medium::Unit(_) => sum(None, &mut of),
            };
            if got == *amount {
                return None;
            }
            let show = |number: &Number| match paid {
                Medium::Unit(_) | Medium::Things if !as_money => Shown::exact(number),
                _ => Shown::Money(number.clone()),
            };
            mismatch(90, show(amount), Got::Figure(show(&got)), String::new())
        }
        Expected::Gate { component, open } => {
            let gate = found(run, lines, component, &|_, facts| last(facts, &|role| *role == Role::Gate));
            let expected = Shown::YesNo(*open);
            match gate {
                Some(Seen { value: Value::YesNo(got), .. }) if got == *open => None,
                Some(Seen { value: Value::YesNo(got), place }) => {
                    mismatch(30, expected, Got::Figure(Shown::YesNo(got)), place)
                }
                _ => mismatch(30, expected, Got::Nothing, String::new()),
            }
        }
        Expected::Value { figure, component, amount } => {
            let seen = found(run, lines, component, &|line, facts| figure_of(run, line, facts, figure));
            let number = seen.and_then(|seen| match seen.value {
                Value::Number(number) => Some((number, seen.place)),
                _ => None,
            });
            let expected = Shown::as_written(&amount.number, amount);
            match number {
                None => mismatch(stage(figure), expected, Got::Nothing, String::new()),
                Some((got, _)) if agrees(&got, amount) => None,
                Some((got, place)) => {
                    mismatch(stage(figure), expected, Got::Figure(Shown::as_written(&got, amount)), place)
                }
            }
        }
    }
}

/// Are they the same, or the same to as many digits as were written? `1` for an attainment of 120 % would be none: only who
/// writes digits behind the point of a number, or of a percentage, writes a rounded one.
fn agrees(got: &Number, Written { number, places, percent }: &Written) -> bool {
    let written = if *percent { places.saturating_sub(2) } else { *places };
    let rounded = || got.round_to(&Number::decimal(1, *places), Rule::HalfUp);
    got == number || written > 0 && rounded().is_ok_and(|rounded| rounded == *number)
}

/// Where a figure stands in the flow of money.
const fn stage(figure: &Figure) -> u8 {
    match figure {
        Figure::Base => 40,
        Figure::Index => 41,
        Figure::Reserve => 42,
        Figure::Fund => 43,
        Figure::Rate(_) | Figure::OneRate => 45,
        Figure::SliceBase(_) => 50,
        Figure::Slice(_) => 55,
        Figure::Each(_) => 60,
        Figure::Place => 65,
        Figure::Pay => 70,
        Figure::Factor => 80,
        Figure::Target => 68,
        Figure::Floor | Figure::Cap => 85,
        Figure::Owed => 95,
    }
}

/// A value of a trace.
struct Seen {
    value: Value,
    place: String,
}

impl Seen {
    /// The value of one of the facts; a figure that is written nowhere stands where the first of what it is made of does.
    fn of(facts: &[Fact], fact: &Fact) -> Self {
        let place = written_at(facts, fact, u8::MAX).unwrap_or_default().to_owned();
        Self { value: fact.value.clone(), place }
    }
}

fn parts<'a>(run: &Computed<'a>, line: &Line) -> Option<(&'a Plan, &'a Component)> {
    run.component(line)
}

fn part_of<'a>(run: &Computed<'a>, line: &Line) -> Option<&'a Component> {
    parts(run, line).map(|(_, part)| part)
}

fn is_of(run: &Computed<'_>, line: &Line, component: &str) -> bool {
    parts(run, line).is_some_and(|(_, part)| part.name == component)
}

/// What `look` finds in the last line of a component that has it.
fn found(
    run: &Computed<'_>,
    lines: &[&Line],
    component: &str,
    look: &dyn Fn(&Line, &[Fact]) -> Option<Seen>,
) -> Option<Seen> {
    // Lines stand in the order of their periods: the last one is the one that counts.
    let own = lines.iter().rev().filter(|line| line.kind.is_own() && is_of(run, line, component));
    own.filter_map(|line| Some((line, line.trace.as_ref()?))).find_map(|(line, trace)| look(line, &trace.facts))
}

fn last(facts: &[Fact], suits: &dyn Fn(&Role) -> bool) -> Option<Seen> {
    facts.iter().rev().find(|fact| suits(&fact.role)).map(|fact| Seen::of(facts, fact))
}

fn figure_of(run: &Computed<'_>, line: &Line, facts: &[Fact], figure: &Figure) -> Option<Seen> {
    match figure {
        Figure::Base => last(facts, &|role| *role == Role::Base),
        Figure::Index => last(facts, &|role| *role == Role::Index),
        Figure::Rate(row) => last(facts, &|role| *role == Role::Rate { row: *row }),
        Figure::OneRate => one_rate(run, line, facts),
        Figure::Slice(row) => slice(facts, *row, &Role::SlicePay { row: *row }),
        Figure::SliceBase(row) => slice(facts, *row, &Role::SliceBase { row: *row }),
        Figure::Factor => last(facts, &|role| *role == Role::Factor),
        Figure::Pay => last(facts, &|role| *role == Role::Pay),
        Figure::Target => last(facts, &|role| *role == Role::Target),
        Figure::Floor => last(facts, &|role| *role == Role::Floor),
        Figure::Cap => last(facts, &|role| *role == Role::Cap),
        Figure::Owed => last(facts, &|role| *role == Role::Owed),
        Figure::Fund => shared(facts),
        Figure::Reserve => rounded(facts, &Role::Reserve),
        Figure::Place => last(facts, &|role| *role == Role::Place),
        Figure::Each(key) => last(facts, &|role| matches!(role, Role::Each { key: of } if **of == **key)),
    }
}

/// The rate that the whole pay was worked out at: that of the row reached, or the curve's. Nothing where there are several, or
/// none.
fn one_rate(run: &Computed<'_>, line: &Line, facts: &[Fact]) -> Option<Seen> {
    let Pay::Table(table) = &parts(run, line)?.1.pay else { return None };
    // Between points of a payout on a base stands pay, no rate.
    let curve_is_rate = table.mode == Mode::InterpolatedRate || matches!(table.base, Base::Target);
    let pay = facts.iter().rposition(|fact| fact.role == Role::Pay)?;
    let (mut open, mut rates) = (vec![pay], Vec::new());
    while let Some(place) = open.pop() {
        let fact = facts.get(place)?;
        match fact.role {
            Role::Rate { .. } => rates.push(fact),
            Role::Interpolated if curve_is_rate => rates.push(fact),
            Role::Pay | Role::SlicePay { .. } | Role::Part | Role::Rounded { .. } => {
                // Facts refer to those before them.
                let references = fact.how.references();
                let before = references.iter().filter_map(|id| usize::try_from(id.0).ok());
                open.extend(before.filter(|before| *before < place));
            }
            _ => {}
        }
    }
    match rates.as_slice() {
        [rate] => Some(Seen::of(facts, rate)),
        _ => None,
    }
}

/// A row into which nothing falls leaves no fact: it pays zero.
fn slice(facts: &[Fact], row: u32, role: &Role) -> Option<Seen> {
    let limit = last(facts, &|one| *one == Role::RowLimit { row });
    match last(facts, &|one| one == role) {
        // What a row pays is written where the row is.
        Some(seen) => Some(Seen { place: limit.map_or(seen.place, |limit| limit.place), ..seen }),
        None => limit.map(|limit| Seen { value: Value::Number(Number::ZERO), ..limit }),
    }
}

/// What a pool shares.
fn shared(facts: &[Fact]) -> Option<Seen> {
    facts.iter().rev().find_map(|fact| match &fact.how {
        How::Allocation { sum, .. } => facts.get(usize::try_from(sum.0).ok()?).map(|fact| Seen::of(facts, fact)),
        _ => None,
    })
}

/// The last fact with a role, rounded where it was rounded, at the place where it stands.
fn rounded(facts: &[Fact], role: &Role) -> Option<Seen> {
    let place = facts.iter().rposition(|fact| fact.role == *role)?;
    let fact = facts.get(place)?;
    let rounds = |other: &&Fact| matches!(other.how, How::Rounding { of, .. } if usize::try_from(of.0) == Ok(place));
    let value = facts.iter().find(rounds).unwrap_or(fact).value.clone();
    Some(Seen { value, place: fact.place.to_string() })
}
