//! [`Keep`]: the mapping's condition for the rows that are read.

use attain_engine::evaluate::{EvaluationError, Item, Names, evaluate};
use attain_engine::value::Value;
use attain_rules::both;
use attain_rules::company::TableFile;
use attain_rules::diagnostics::d::d042;
use attain_rules::formula::expression::{Expression, Formula, Name, Node};

use crate::cell::{self, CellTrouble};
use crate::csv::records::Record;
use crate::findings::{Findings, Reason};

use super::Wanted;
use super::bind::{Bound, Place};
use super::lookup::{self, LoadedLookup};

/// A condition with the columns that it names.
pub(super) struct Keep {
    formula: Formula,
    /// Place in the row schema, the column, and its value in the row at hand.
    columns: Vec<(usize, Bound, Result<Value, CellTrouble>)>,
    /// Look-ups that those columns come from, with the ones that they need themselves: all up to this one.
    lookups: usize,
}

/// What the condition says about a row.
pub(super) enum Verdict {
    /// It is read.
    Kept,
    /// It is not.
    NotKept,
    /// Nobody knows: the code of the finding.
    Broken(&'static str),
}

impl Keep {
    /// The condition of `table`, its columns tied to the file's `header`.
    pub fn new(formula: &Formula, table: &TableFile, header: &[String], findings: &mut Findings) -> Self {
        let mut places = Vec::new();
        columns_of(&formula.expression, &mut places);
        places.sort_unstable();
        places.dedup();
        let bind = |place: usize| {
            let (name, kind) = table.row_schema.get(place)?;
            let bound = Bound::new(&Wanted::required(name.clone(), *kind), table, header, findings);
            Some((place, bound, Ok(Value::Empty)))
        };
        let columns: Vec<_> = places.into_iter().filter_map(bind).collect();
        let last = columns.iter().filter_map(|(_, bound, _)| match bound.place {
            Place::Lookup { lookup, .. } => Some(lookup + 1),
            _ => None,
        });
        Self { formula: formula.clone(), lookups: last.max().unwrap_or(0), columns }
    }

    /// Finds the rows of the look-ups that the condition needs.
    pub fn look_up(
        &self,
        record: &Record<'_>,
        lookups: &[LoadedLookup],
        matches: &mut [Option<u32>],
        findings: &mut Findings,
    ) -> Result<(), Reason> {
        (0..self.lookups)
            .try_for_each(|place| lookup::find(place, record, lookups, matches, findings).map_err(Reason::Broken))
    }

    /// Is the row read?
    pub fn verdict(
        &mut self,
        record: &Record<'_>,
        lookups: &[LoadedLookup],
        matches: &[Option<u32>],
        findings: &mut Findings,
    ) -> Verdict {
        for (_, bound, value) in &mut self.columns {
            let mut column = bound.kind.column();
            *value = bound.push(record, lookups, matches, &mut column).map(|()| {
                bound.pad(&mut column, 1);
                cell::value_at(&column, 0)
            });
        }
        let mut names = RowNames { columns: &self.columns };
        let why = match evaluate(&self.formula.expression, &mut names) {
            Ok(Item::YesNo(true)) => return Verdict::Kept,
            Ok(Item::YesNo(false)) => return Verdict::NotKept,
            Err(EvaluationError::Name((bound, trouble))) => {
                return Verdict::Broken(bound.complain(record, trouble, findings));
            }
            Err(EvaluationError::DivisionByZero(_)) => both!("it divides by zero", "出现除以零"),
            Err(EvaluationError::Overflow(_)) => both!("a number grows too large", "数值过大"),
            Err(EvaluationError::EmptyCell(_, Some(Name::Column(column)))) => {
                let bound = self.columns.iter().find(|(place, ..)| *place == column);
                let name = bound.map_or("", |(_, bound, _)| &bound.name);
                both!("`{name}`, which it needs, is empty", "所需的 `{name}` 为空")
            }
            Ok(_) | Err(EvaluationError::EmptyCell(..) | EvaluationError::Unchecked(_)) => {
                both!("a cell that it needs is empty", "所需的单元格为空")
            }
        };
        let whole = 0..record.text.len();
        let keep = &self.formula.text;
        Verdict::Broken(findings.row(record.row(), whole, |place| d042::keep_without_answer(place, keep, &why)))
    }
}

/// The names of a row.
struct RowNames<'a> {
    columns: &'a [(usize, Bound, Result<Value, CellTrouble>)],
}

impl<'a> Names<'a> for RowNames<'a> {
    type Error = (&'a Bound, &'a CellTrouble);

    fn value(&mut self, name: &Name) -> Result<Item<'a>, Self::Error> {
        let Name::Column(wanted) = name else { return Ok(Item::Empty) };
        match self.columns.iter().find(|(place, ..)| place == wanted) {
            Some((_, _, Ok(value))) => Ok(value.into()),
            Some((_, bound, Err(trouble))) => Err((bound, trouble)),
            None => Ok(Item::Empty),
        }
    }
}

/// The places of all columns that `expression` names.
fn columns_of(expression: &Expression, places: &mut Vec<usize>) {
    match &expression.node {
        Node::Name(Name::Column(place)) => places.push(*place),
        Node::Number(_) | Node::Text(_) | Node::YesNo(_) | Node::Date(_) | Node::Name(_) => {}
        Node::Negate(inner) | Node::Not(inner) | Node::SumOf(_, inner, _) => columns_of(inner, places),
        Node::Arithmetic(_, sides)
        | Node::Compare(_, sides)
        | Node::And(sides)
        | Node::Or(sides)
        | Node::Let(_, sides) => {
            sides.iter().for_each(|side| columns_of(side, places));
        }
        Node::If(parts) => parts.iter().for_each(|part| columns_of(part, places)),
        Node::In(value, list) => {
            columns_of(value, places);
            list.iter().for_each(|item| columns_of(item, places));
        }
        Node::Call(_, arguments) => arguments.iter().for_each(|argument| columns_of(argument, places)),
    }
}
