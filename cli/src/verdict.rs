//! [`verdict`]: does what came out agree with what an example expects?

mod answers;
mod figures;

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
use attain_rules::text::Text;
use attain_rules::unit::UnitPlace;

use self::answers::compare_answers;
use self::figures::{Figures, last, stage};
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
            _ => compare(run, (asked.who, &lines), expectation),
        });
    }
    found.sort_by_key(|mismatch| mismatch.stage);
    found
}

fn compare(
    run: &Computed<'_>,
    (who, lines): (ParticipantIndex, &[&Line]),
    expectation: &Expectation,
) -> Option<Mismatch> {
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
        Expected::Line { component, kind, amount } => {
            let is_kind = |line: &Line| kind.is_none_or(|kind| line.kind.word() == kind);
            let mut of = lines.iter().filter(|line| is_of(run, line, component) && is_kind(line)).peekable();
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
            let gate = Figures { run, lines, component }.find(&|_, facts| last(facts, &|role| *role == Role::Gate));
            let expected = Shown::YesNo(*open);
            match gate {
                Some(Seen { value: Value::YesNo(got), .. }) if got == *open => None,
                Some(Seen { value: Value::YesNo(got), place }) => {
                    mismatch(30, expected, Got::Figure(Shown::YesNo(got)), place)
                }
                _ => mismatch(30, expected, Got::Nothing, String::new()),
            }
        }
        Expected::Unmeasured { component, missing } => {
            let gaps = run.outcome.report.unmeasured.iter().filter(|gap| gap.participant == who);
            let mut own = gaps.filter(|gap| component.means(&gap.plan, &gap.component)).map(|gap| gap.what.word());
            let expected = Shown::Text((*missing).to_owned());
            match own.next_back() {
                Some(got) if got == *missing => None,
                Some(got) => mismatch(25, expected, Got::Figure(Shown::Text(got.to_owned())), String::new()),
                None => mismatch(25, expected, Got::Nothing, String::new()),
            }
        }
        Expected::Value { figure, component, amount } => {
            let seen = Figures { run, lines, component }.figure(figure);
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
