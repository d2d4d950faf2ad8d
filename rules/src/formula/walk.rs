//! Walks over a formula's tree.

use super::expression::{Expression, Name, Node};
use crate::source::Span;

/// All names in `expression` with their places, in the order of the text.
#[must_use]
pub fn names_in(expression: &Expression) -> Vec<(&Name, Span)> {
    let mut names = Vec::new();
    collect(expression, &mut names);
    names
}

fn collect<'a>(expression: &'a Expression, names: &mut Vec<(&'a Name, Span)>) {
    match &expression.node {
        Node::Number(_) | Node::Text(_) | Node::YesNo(_) | Node::Date(_) => {}
        Node::Name(name) => names.push((name, expression.span)),
        Node::Negate(inner) | Node::Not(inner) | Node::Group(inner, _) => collect(inner, names),
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
