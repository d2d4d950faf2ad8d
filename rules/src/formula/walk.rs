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
    match &expression.node {
        Node::Number(_) | Node::Text(_) | Node::YesNo(_) | Node::Date(_) => {}
        Node::Name(name) => names.push((name, expression.span)),
        Node::Negate(inner) | Node::Not(inner) | Node::SumOf(_, inner, _) => collect(inner, names),
        Node::Arithmetic(_, sides) | Node::Compare(_, sides) | Node::And(sides) | Node::Or(sides) => {
            sides.iter().for_each(|side| collect(side, names));
        }
        Node::Let(_, parts) => parts.iter().for_each(|part| collect(part, names)),
        Node::If(parts) => parts.iter().for_each(|part| collect(part, names)),
        Node::In(value, list) => {
            collect(value, names);
            list.iter().for_each(|member| collect(member, names));
        }
        Node::Call(_, arguments) => arguments.iter().for_each(|argument| collect(argument, names)),
    }
}
