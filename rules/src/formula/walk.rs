//! Walks over a formula's tree.

use super::expression::{Aspect, Comparison, Expression, Function, Name, Node};
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

/// The most that the value can be, where `min` or numbers say so.
pub(crate) fn most(expression: &Expression) -> Option<Number> {
    match &expression.node {
        Node::Number(number) => Some(number.clone()),
        Node::Call(Function::Min, arguments) => arguments.iter().filter_map(most).min(),
        Node::Call(Function::Max, arguments) => largest(arguments),
        Node::If(parts) => largest(parts.get(1..)?),
        Node::Let(_, parts) => most(parts.last()?),
        _ => None,
    }
}

/// The most that any of the values can be, where all of them have a limit.
fn largest(values: &[Expression]) -> Option<Number> {
    values.iter().map(most).collect::<Option<Vec<_>>>()?.into_iter().max()
}

/// A number written without `%` that is no likely attainment, in percent.
pub(crate) fn percent_of_unlikely_attainment(number: &Number) -> Option<String> {
    (*number > Number::whole(5))
        .then(|| number.multiply(&Number::whole(100)).ok())?
        .map(|percent| percent.to_exact_text())
}

/// The calls in `expression` that add up values of several people or days, each as it is written in one line.
pub(crate) fn sums_in(expression: &Expression) -> Vec<&str> {
    let mut sums = Vec::new();
    walk(expression, &mut |part| {
        if let Node::SumOf(_, _, written) = &part.node {
            sums.push(&**written);
        }
    });
    sums
}

/// A text with which a formula compares something that has a name.
#[derive(Clone, Copy, Debug)]
pub struct ComparedText<'a> {
    /// What it is compared with.
    pub name: &'a Name,
    /// The text.
    pub text: &'a str,
    /// Where it is written.
    pub span: Span,
    /// Is it one that the name is not to be (`!=`)?
    pub is_denied: bool,
}

/// The texts with which `expression` compares names, in the order of the text.
#[must_use]
pub fn texts_compared(expression: &Expression) -> Vec<ComparedText<'_>> {
    let mut found = Vec::new();
    walk(expression, &mut |part| match &part.node {
        Node::Compare(comparison, sides) => {
            let [left, right] = &**sides;
            let is_denied = *comparison == Comparison::NotEqual;
            found.extend(compared(left, right, is_denied).or_else(|| compared(right, left, is_denied)));
        }
        Node::In(value, list) => found.extend(list.iter().filter_map(|item| compared(value, item, false))),
        _ => {}
    });
    found
}

fn compared<'a>(name: &'a Expression, text: &'a Expression, is_denied: bool) -> Option<ComparedText<'a>> {
    match (&name.node, &text.node) {
        (Node::Name(name), Node::Text(written)) => {
            Some(ComparedText { name, text: written, span: text.span, is_denied })
        }
        _ => None,
    }
}

fn collect<'a>(expression: &'a Expression, names: &mut Vec<(&'a Name, Span)>) {
    walk(expression, &mut |part| {
        if let Node::Name(name) = &part.node {
            names.push((name, part.span));
        }
    });
}

/// Calls `each` for the expression and all its parts, in the order of the text.
fn walk<'a>(expression: &'a Expression, each: &mut impl FnMut(&'a Expression)) {
    each(expression);
    parts(&expression.node).for_each(|part| walk(part, each));
}

/// The parts that a node is made of, in the order of the text.
pub fn parts(node: &Node) -> impl Iterator<Item = &Expression> {
    let parts: Vec<&Expression> = match node {
        Node::Number(_) | Node::Text(_) | Node::YesNo(_) | Node::Date(_) | Node::Name(_) => Vec::new(),
        Node::Negate(inner) | Node::Not(inner) | Node::SumOf(_, inner, _) => vec![inner],
        Node::Arithmetic(_, parts) | Node::Compare(_, parts) | Node::Let(_, parts) => parts.iter().collect(),
        Node::And(parts) | Node::Or(parts) => parts.iter().collect(),
        Node::If(parts) => parts.iter().collect(),
        Node::In(value, list) => std::iter::once(&**value).chain(list).collect(),
        Node::Call(_, arguments) => arguments.iter().collect(),
    };
    parts.into_iter()
}
