//! Walks over a formula's tree.

use super::expression::{Aspect, Expression, Function, Name, Node};
use crate::number::Number;
use crate::source::Span;

/// All names in `expression` with their places, in the order of the text.
#[must_use]
pub fn names_in(expression: &Expression) -> Vec<(&Name, Span)> {
    let mut names = Vec::new();
    collect(expression, &mut names);
    names
}

/// Is it an attainment, or one picked from several?
pub(crate) fn is_attainment(expression: &Expression) -> bool {
    match &expression.node {
        Node::Name(Name::Measure { aspect, .. }) => *aspect == Aspect::Attainment,
        Node::Call(Function::Min | Function::Max | Function::Round(_), arguments) => {
            arguments.iter().any(is_attainment)
        }
        _ => false,
    }
}

/// A number written without `%` that is no likely attainment, in percent.
pub(crate) fn percent_of_unlikely_attainment(number: &Number) -> Option<String> {
    (*number > Number::whole(5))
        .then(|| number.multiply(&Number::whole(100)).ok())?
        .map(|percent| percent.to_exact_text())
}

fn collect<'a>(expression: &'a Expression, names: &mut Vec<(&'a Name, Span)>) {
    if let Node::Name(name) = &expression.node {
        names.push((name, expression.span));
    }
    parts(expression).into_iter().for_each(|part| collect(part, names));
}

/// Does it add something up over people or days? How many there are differs, also where the same is taken of each.
pub(crate) fn sums_up(expression: &Expression) -> bool {
    matches!(expression.node, Node::SumOf(..)) || parts(expression).into_iter().any(sums_up)
}

/// What an expression is put together from, in the order in which it is written.
fn parts(expression: &Expression) -> Vec<&Expression> {
    match &expression.node {
        Node::Number(_) | Node::Text(_) | Node::YesNo(_) | Node::Date(_) | Node::Name(_) => Vec::new(),
        Node::Negate(inner) | Node::Not(inner) | Node::SumOf(_, inner, _) => vec![inner],
        Node::Arithmetic(_, sides) | Node::Compare(_, sides) | Node::And(sides) | Node::Or(sides) => {
            sides.iter().collect()
        }
        Node::Let(_, parts) => parts.iter().collect(),
        Node::If(parts) => parts.iter().collect(),
        Node::In(value, list) => std::iter::once(&**value).chain(list).collect(),
        Node::Call(_, arguments) => arguments.iter().collect(),
    }
}
