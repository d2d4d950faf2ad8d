//! The evaluator of checked formulas. It walks the typed tree; every name is asked of [`Names`], so one evaluator serves
//! transactions, components, quotas and traces.

use std::cmp::Ordering;
use std::sync::Arc;

use attain_rules::date::Date;
use attain_rules::formula::expression::{Arithmetic, Comparison, Expression, Function, Name, Node, People};
use attain_rules::number::{Number, NumberError};
use attain_rules::rounding::Rule;
use attain_rules::source::Span;

use crate::names::only_cell;
use crate::value::Value;

/// A value inside a formula; texts are borrowed from the rows or the formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item<'a> {
    /// An empty cell.
    Empty,
    /// A number.
    Number(Number),
    /// A text.
    Text(&'a str),
    /// Yes or no.
    YesNo(bool),
    /// A day.
    Date(Date),
}

impl Item<'_> {
    /// The value on its own.
    #[must_use]
    pub fn to_value(&self) -> Value {
        match self {
            Self::Empty => Value::Empty,
            Self::Number(number) => Value::Number(number.clone()),
            Self::Text(text) => Value::Text((*text).into()),
            Self::YesNo(yes) => Value::YesNo(*yes),
            Self::Date(date) => Value::Date(*date),
        }
    }
}

impl<'a> From<&'a Value> for Item<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Empty => Self::Empty,
            Value::Number(number) => Self::Number(number.clone()),
            Value::Text(text) => Self::Text(text),
            Value::YesNo(yes) => Self::YesNo(*yes),
            Value::Date(date) => Self::Date(*date),
        }
    }
}

/// Why a formula has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvaluationError<E> {
    /// Something was divided by zero.
    DivisionByZero(Span),
    /// A number outgrew its limit.
    Overflow(Span),
    /// A cell that the formula needs is empty; its name, where that is certain.
    EmptyCell(Span, Option<Name>),
    /// The tree does not hold together; the check lets no such formula through.
    Unchecked(Span),
    /// A name has no value, for a reason of its own.
    Name(E),
}

impl<E> EvaluationError<E> {
    fn empty(expression: &Expression) -> Self {
        Self::EmptyCell(expression.span, only_cell(expression))
    }

    fn of_number(error: NumberError, span: Span) -> Self {
        match error {
            NumberError::DivisionByZero => Self::DivisionByZero(span),
            NumberError::Overflow => Self::Overflow(span),
        }
    }
}

/// Most texts in formulas are short codes, of which a look at the first bytes tells most apart.
#[inline]
fn same_text(a: &str, b: &str) -> bool {
    a.len() == b.len() && if a.len() <= 16 { a.bytes().eq(b.bytes()) } else { a == b }
}

/// Where a formula's names get their values.
pub trait Names<'a> {
    /// Why a name may have no value.
    type Error;

    /// The value of `name`.
    ///
    /// # Errors
    /// Whatever keeps the name from having a value.
    fn value(&mut self, name: &Name) -> Result<Item<'a>, Self::Error>;

    /// The values of `inner` of several people, added up; `written` is the whole call. `None` where there are no people.
    fn sum_of(
        &mut self,
        _people: People,
        _inner: &'a Expression,
        _written: &Arc<str>,
    ) -> Option<Result<Number, Self::Error>> {
        None
    }
}

/// The value of `expression`.
///
/// # Errors
/// [`EvaluationError`]; which part of the formula is to blame stands in it.
pub fn evaluate<'a, N: Names<'a>>(
    expression: &'a Expression,
    names: &mut N,
) -> Result<Item<'a>, EvaluationError<N::Error>> {
    Evaluation { names, locals: Vec::new() }.item(expression)
}

struct Evaluation<'a, 'n, N> {
    names: &'n mut N,
    locals: Vec<Item<'a>>,
}

type Evaluated<T, E> = Result<T, EvaluationError<E>>;

impl<'a, N: Names<'a>> Evaluation<'a, '_, N> {
    fn item(&mut self, expression: &'a Expression) -> Evaluated<Item<'a>, N::Error> {
        let span = expression.span;
        Ok(match &expression.node {
            Node::Number(number) => Item::Number(number.clone()),
            Node::Text(text) => Item::Text(text),
            Node::YesNo(yes) => Item::YesNo(*yes),
            Node::Date(date) => Item::Date(*date),
            Node::Name(Name::Local(slot)) => self.locals.get(*slot).cloned().ok_or(EvaluationError::Unchecked(span))?,
            Node::Name(name) => self.names.value(name).map_err(EvaluationError::Name)?,
            Node::Negate(inner) => {
                let number = self.number(inner)?;
                Item::Number(number.negate().map_err(|error| EvaluationError::of_number(error, span))?)
            }
            Node::Not(inner) => Item::YesNo(!self.yes_no(inner)?),
            Node::Arithmetic(operator, sides) => Item::Number(self.arithmetic(*operator, sides, span)?),
            Node::Compare(comparison, sides) => Item::YesNo(self.compare(*comparison, sides)?),
            Node::And(sides) => {
                let [left, right] = &**sides;
                Item::YesNo(self.yes_no(left)? && self.yes_no(right)?)
            }
            Node::Or(sides) => {
                let [left, right] = &**sides;
                Item::YesNo(self.yes_no(left)? || self.yes_no(right)?)
            }
            Node::In(value, list) => Item::YesNo(self.is_in(value, list)?),
            Node::If(parts) => {
                let [condition, yes, no] = &**parts;
                if self.yes_no(condition)? { self.item(yes)? } else { self.item(no)? }
            }
            Node::Let(slot, parts) => {
                let [value, body] = &**parts;
                let value = self.item(value)?;
                // Each `let` has a slot of its own; those of branches that were not taken stay empty.
                if self.locals.len() <= *slot {
                    self.locals.resize(slot.saturating_add(1), Item::Empty);
                }
                if let Some(place) = self.locals.get_mut(*slot) {
                    *place = value;
                }
                self.item(body)?
            }
            Node::SumOf(people, inner, written) => match self.names.sum_of(*people, inner, written) {
                Some(sum) => Item::Number(sum.map_err(EvaluationError::Name)?),
                None => return Err(EvaluationError::Unchecked(span)),
            },
            Node::Call(function, arguments) => self.call(*function, arguments, span)?,
        })
    }

    fn number(&mut self, expression: &'a Expression) -> Evaluated<Number, N::Error> {
        match self.item(expression)? {
            Item::Number(number) => Ok(number),
            Item::Empty => Err(EvaluationError::empty(expression)),
            _ => Err(EvaluationError::Unchecked(expression.span)),
        }
    }

    fn yes_no(&mut self, expression: &'a Expression) -> Evaluated<bool, N::Error> {
        match self.item(expression)? {
            Item::YesNo(yes) => Ok(yes),
            Item::Empty => Err(EvaluationError::empty(expression)),
            _ => Err(EvaluationError::Unchecked(expression.span)),
        }
    }

    /// An empty text is a text without characters.
    fn text(&mut self, expression: &'a Expression) -> Evaluated<&'a str, N::Error> {
        match self.item(expression)? {
            Item::Text(text) => Ok(text),
            Item::Empty => Ok(""),
            _ => Err(EvaluationError::Unchecked(expression.span)),
        }
    }

    fn date(&mut self, expression: &'a Expression) -> Evaluated<Date, N::Error> {
        match self.item(expression)? {
            Item::Date(date) => Ok(date),
            Item::Empty => Err(EvaluationError::empty(expression)),
            _ => Err(EvaluationError::Unchecked(expression.span)),
        }
    }

    fn arithmetic(
        &mut self,
        operator: Arithmetic,
        sides: &'a [Expression; 2],
        span: Span,
    ) -> Evaluated<Number, N::Error> {
        let [left, right] = sides;
        let (left, right) = (self.number(left)?, self.number(right)?);
        let result = match operator {
            Arithmetic::Add => left.add(&right),
            Arithmetic::Subtract => left.subtract(&right),
            Arithmetic::Multiply => left.multiply(&right),
            Arithmetic::Divide => left.divide_28(&right),
        };
        result.map_err(|error| EvaluationError::of_number(error, span))
    }

    fn compare(&mut self, comparison: Comparison, sides: &'a [Expression; 2]) -> Evaluated<bool, N::Error> {
        let [left, right] = sides;
        let sides = [left, right];
        let (left, right) = (self.item(left)?, self.item(right)?);
        Ok(match comparison {
            Comparison::Equal => self.equal(&left, &right, sides)?,
            Comparison::NotEqual => !self.equal(&left, &right, sides)?,
            Comparison::Less => self.order(&left, &right, sides)? == Ordering::Less,
            Comparison::AtMost => self.order(&left, &right, sides)? != Ordering::Greater,
            Comparison::Greater => self.order(&left, &right, sides)? == Ordering::Greater,
            Comparison::AtLeast => self.order(&left, &right, sides)? != Ordering::Less,
        })
    }

    /// Texts of different lengths differ at a glance, so they are told apart before anything is put in order.
    fn equal(&self, left: &Item<'a>, right: &Item<'a>, sides: [&Expression; 2]) -> Evaluated<bool, N::Error> {
        match (left, right) {
            (Item::Text(a), Item::Text(b)) => Ok(same_text(a, b)),
            _ => Ok(self.order(left, right, sides)? == Ordering::Equal),
        }
    }

    /// Texts compare by bytes; `false` comes before `true`. An empty cell compares only as a text.
    fn order(&self, left: &Item<'a>, right: &Item<'a>, sides: [&Expression; 2]) -> Evaluated<Ordering, N::Error> {
        let [left_side, right_side] = sides;
        match (left, right) {
            (Item::Number(a), Item::Number(b)) => Ok(a.cmp(b)),
            (Item::Text(a), Item::Text(b)) => Ok(a.cmp(b)),
            (Item::Text(a), Item::Empty) => Ok((*a).cmp("")),
            (Item::Empty, Item::Text(b)) => Ok("".cmp(*b)),
            (Item::YesNo(a), Item::YesNo(b)) => Ok(a.cmp(b)),
            (Item::Date(a), Item::Date(b)) => Ok(a.cmp(b)),
            (Item::Empty, _) => Err(EvaluationError::empty(left_side)),
            (_, Item::Empty) => Err(EvaluationError::empty(right_side)),
            _ => Err(EvaluationError::Unchecked(left_side.span)),
        }
    }

    /// Lists are mostly of texts as they stand in the formula: those need no evaluation.
    fn is_in(&mut self, value: &'a Expression, list: &'a [Expression]) -> Evaluated<bool, N::Error> {
        let wanted = self.item(value)?;
        for candidate in list {
            let is_equal = match (&wanted, &candidate.node) {
                (Item::Text(wanted), Node::Text(text)) => same_text(wanted, text),
                _ => {
                    let found = self.item(candidate)?;
                    self.equal(&wanted, &found, [value, candidate])?
                }
            };
            if is_equal {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn call(&mut self, function: Function, arguments: &'a [Expression], span: Span) -> Evaluated<Item<'a>, N::Error> {
        let argument = |place: usize| arguments.get(place).ok_or(EvaluationError::Unchecked(span));
        let settle = |result: Result<Number, NumberError>| {
            result.map(Item::Number).map_err(|error| EvaluationError::of_number(error, span))
        };
        match function {
            Function::Min | Function::Max => self.extreme(function, arguments, span),
            Function::Absolute => settle(self.number(argument(0)?)?.absolute()),
            Function::Round(rule) => {
                let number = self.number(argument(0)?)?;
                let places = self.number(argument(1)?)?.to_whole().and_then(|places| u8::try_from(places).ok());
                let places = places.filter(|places| *places <= 28).ok_or(EvaluationError::Overflow(span))?;
                settle(number.round_to(&Number::decimal(1, places), rule))
            }
            Function::Floor => settle(self.number(argument(0)?)?.round_to(&Number::ONE, Rule::Floor)),
            Function::Ceiling => {
                let negated = self.number(argument(0)?)?.negate();
                let floor = negated.and_then(|number| number.round_to(&Number::ONE, Rule::Floor));
                settle(floor.and_then(|number| number.negate()))
            }
            Function::Money | Function::PlainNumber => Ok(Item::Number(self.number(argument(0)?)?)),
            Function::IsEmpty => Ok(Item::YesNo(matches!(self.item(argument(0)?)?, Item::Empty | Item::Text("")))),
            Function::Contains => {
                let text = self.text(argument(0)?)?;
                Ok(Item::YesNo(text.contains(self.text(argument(1)?)?)))
            }
            Function::StartsWith => {
                let text = self.text(argument(0)?)?;
                Ok(Item::YesNo(text.starts_with(self.text(argument(1)?)?)))
            }
            Function::DaysBetween => {
                let (first, last) = (self.date(argument(0)?)?, self.date(argument(1)?)?);
                let days = i64::from(last.day_number()).wrapping_sub(i64::from(first.day_number())).wrapping_add(1);
                Ok(Item::Number(Number::whole(i128::from(days))))
            }
            Function::MonthsBetween => {
                let (first, last) = (self.date(argument(0)?)?, self.date(argument(1)?)?);
                Ok(Item::Number(Number::whole(i128::from(first.months_until(last)))))
            }
            Function::AddMonths => {
                let (date, months) = (self.date(argument(0)?)?, self.number(argument(1)?)?);
                // What is less than a month does not count.
                let months = months.round_to(&Number::ONE, Rule::Down).ok().and_then(|months| months.to_whole());
                let months = months.and_then(|months| i32::try_from(months).ok());
                let later = months.and_then(|months| date.plus_months(months));
                later.map(Item::Date).ok_or(EvaluationError::Overflow(span))
            }
            Function::YearOf => {
                let (year, _, _) = self.date(argument(0)?)?.year_month_day();
                Ok(Item::Number(Number::whole(i128::from(year))))
            }
            Function::MonthOf => {
                let (_, month, _) = self.date(argument(0)?)?.year_month_day();
                Ok(Item::Number(Number::whole(i128::from(month))))
            }
        }
    }

    fn extreme(
        &mut self,
        function: Function,
        arguments: &'a [Expression],
        span: Span,
    ) -> Evaluated<Item<'a>, N::Error> {
        let mut best: Option<Number> = None;
        for argument in arguments {
            let number = self.number(argument)?;
            let better = best.as_ref().is_none_or(|best| match function {
                Function::Min => number < *best,
                _ => number > *best,
            });
            if better {
                best = Some(number);
            }
        }
        best.map(Item::Number).ok_or(EvaluationError::Unchecked(span))
    }
}
