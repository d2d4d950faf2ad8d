//! [`simplified`]: a formula without what changes nothing, so that one that always gives the same shows it.
//!
//! Signs and functions are looked at one by one: numbers put together, the same operand twice, an operand that decides
//! alone or changes nothing, branches alike. Terms are neither sorted nor collected, and nothing is known of the range of a value: `a + b - a`
//! and `abs(x) >= 0` stay as they are. What a run may fail for (a missing quota, a division by zero) is not looked at; `x / x` stays,
//! because it fails at zero.

use super::expression::{Arithmetic, Comparison, Expression, Function, Name, Node};
use super::names_in;
use crate::number::Number;

/// The formula in fewer parts, with the same value.
pub(crate) fn simplified(expression: &Expression) -> Expression {
    reduced(expression, &mut Vec::new())
}

/// The expression, with the values of variables in sight that are constants or names.
fn reduced(expression: &Expression, locals: &mut Vec<Option<Node>>) -> Expression {
    let mut inner = |part: &Expression| reduced(part, locals);
    let node = match &expression.node {
        Node::Number(_) | Node::Text(_) | Node::YesNo(_) | Node::Date(_) => expression.node.clone(),
        Node::Name(Name::Local(slot)) => {
            locals.get(*slot).and_then(Option::clone).unwrap_or_else(|| expression.node.clone())
        }
        Node::Name(_) => expression.node.clone(),
        Node::Negate(part) => negated(inner(part)),
        Node::Not(part) => opposite(inner(part)),
        Node::Arithmetic(sign, parts) => arithmetic(*sign, parts.each_ref().map(inner)),
        Node::Compare(sign, parts) => compared(*sign, parts.each_ref().map(inner)),
        Node::And(parts) => joined(false, parts.each_ref().map(inner)),
        Node::Or(parts) => joined(true, parts.each_ref().map(inner)),
        Node::In(value, list) => {
            let value = inner(value);
            let list: Vec<_> = list.iter().map(inner).collect();
            let has = list.iter().any(|one| same(one, &value));
            if has { Node::YesNo(true) } else { Node::In(Box::new(value), list) }
        }
        Node::If(parts) => chosen(parts.each_ref().map(inner)),
        Node::Let(slot, parts) => {
            let [value, body] = &**parts;
            let value = inner(value);
            let is_short = is_constant(&value.node) || matches!(value.node, Node::Name(_));
            locals.push(is_short.then(|| value.node.clone()));
            let body = reduced(body, locals);
            locals.pop();
            let is_used = names_in(&body).iter().any(|(name, _)| **name == Name::Local(*slot));
            if is_used { Node::Let(*slot, Box::new([value, body])) } else { body.node }
        }
        Node::Call(function, arguments) => called(*function, arguments.iter().map(inner).collect()),
        Node::SumOf(people, part, written) => match inner(part) {
            Expression { node: Node::Number(number), .. } if number.is_zero() => Node::Number(number),
            part => Node::SumOf(*people, Box::new(part), written.clone()),
        },
    };
    Expression { node, span: expression.span }
}

/// Is it written out: a number, a text, a day, `true` or `false`?
pub(crate) const fn is_constant(node: &Node) -> bool {
    matches!(node, Node::Number(_) | Node::Text(_) | Node::YesNo(_) | Node::Date(_))
}

fn negated(part: Expression) -> Node {
    match part.node {
        Node::Number(ref number) => number.negate().map_or_else(|_| Node::Negate(Box::new(part.clone())), Node::Number),
        Node::Negate(inner) => inner.node,
        _ => Node::Negate(Box::new(part)),
    }
}

fn opposite(part: Expression) -> Node {
    match part.node {
        Node::YesNo(holds) => Node::YesNo(!holds),
        Node::Not(inner) => inner.node,
        Node::Compare(sign, parts) => Node::Compare(
            match sign {
                Comparison::Equal => Comparison::NotEqual,
                Comparison::NotEqual => Comparison::Equal,
                Comparison::Less => Comparison::AtLeast,
                Comparison::AtLeast => Comparison::Less,
                Comparison::AtMost => Comparison::Greater,
                Comparison::Greater => Comparison::AtMost,
            },
            parts,
        ),
        _ => Node::Not(Box::new(part)),
    }
}

fn arithmetic(sign: Arithmetic, parts: [Expression; 2]) -> Node {
    use Arithmetic::{Add, Divide, Multiply, Subtract};
    let [left, right] = &parts;
    if sign == Subtract && same(left, right) {
        return Node::Number(Number::whole(0));
    }
    let number = |part: &Expression| match &part.node {
        Node::Number(number) => Some(number.clone()),
        _ => None,
    };
    let (first, second) = (number(left), number(right));
    let is = |number: &Option<Number>, wanted: i128| number.as_ref().is_some_and(|it| *it == Number::whole(wanted));
    let settled = match (sign, &first, &second) {
        (Add, Some(a), Some(b)) => a.add(b).ok().map(Node::Number),
        (Subtract, Some(a), Some(b)) => a.subtract(b).ok().map(Node::Number),
        (Multiply, Some(a), Some(b)) => a.multiply(b).ok().map(Node::Number),
        (Divide, Some(a), Some(b)) => a.divide_28(b).ok().map(Node::Number),
        (Multiply, ..) if is(&first, 0) || is(&second, 0) => Some(Node::Number(Number::whole(0))),
        (Add, ..) if is(&first, 0) => Some(right.node.clone()),
        (Multiply, ..) if is(&first, 1) => Some(right.node.clone()),
        (Add | Subtract, ..) if is(&second, 0) => Some(left.node.clone()),
        (Multiply | Divide, ..) if is(&second, 1) => Some(left.node.clone()),
        _ => None,
    };
    settled.unwrap_or_else(|| Node::Arithmetic(sign, Box::new(parts)))
}

fn compared(sign: Comparison, parts: [Expression; 2]) -> Node {
    let [left, right] = &parts;
    let order = match (&left.node, &right.node) {
        _ if same(left, right) => Some(std::cmp::Ordering::Equal),
        (Node::Number(a), Node::Number(b)) => Some(a.cmp(b)),
        (Node::Text(a), Node::Text(b)) => Some(a.cmp(b)),
        (Node::Date(a), Node::Date(b)) => Some(a.cmp(b)),
        (Node::YesNo(a), Node::YesNo(b)) => Some(a.cmp(b)),
        _ => None,
    };
    let Some(order) = order else { return Node::Compare(sign, Box::new(parts)) };
    Node::YesNo(match sign {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::AtMost => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::AtLeast => order.is_ge(),
    })
}

/// `a || b`, which `true` decides, or `a && b`, which `false` does.
fn joined(decides: bool, parts: [Expression; 2]) -> Node {
    let [left, right] = &parts;
    let is = |part: &Expression, wanted: bool| matches!(part.node, Node::YesNo(holds) if holds == wanted);
    let against = Expression { node: opposite(left.clone()), span: left.span };
    if is(left, decides) || is(right, decides) || same(&against, right) {
        Node::YesNo(decides)
    } else if is(left, !decides) {
        right.node.clone()
    } else if is(right, !decides) || same(left, right) {
        left.node.clone()
    } else if decides {
        Node::Or(Box::new(parts))
    } else {
        Node::And(Box::new(parts))
    }
}

fn chosen(parts: [Expression; 3]) -> Node {
    let [condition, then, otherwise] = &parts;
    match condition.node {
        Node::YesNo(true) => then.node.clone(),
        Node::YesNo(false) => otherwise.node.clone(),
        _ if same(then, otherwise) => then.node.clone(),
        _ => Node::If(Box::new(parts)),
    }
}

fn called(function: Function, arguments: Vec<Expression>) -> Node {
    let is_alike = arguments.windows(2).all(|pair| matches!(pair, [a, b] if same(a, b)));
    let settled = match function {
        Function::Min | Function::Max => arguments.first().map(|first| first.node.clone()),
        Function::Contains | Function::StartsWith => Some(Node::YesNo(true)),
        Function::DaysBetween => Some(Node::Number(Number::ONE)),
        Function::MonthsBetween => Some(Node::Number(Number::whole(0))),
        _ => None,
    };
    settled.filter(|_| is_alike).unwrap_or(Node::Call(function, arguments))
}

/// Are both written the same way?
fn same(a: &Expression, b: &Expression) -> bool {
    let all = |a: &[Expression], b: &[Expression]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b));
    match (&a.node, &b.node) {
        (Node::Number(a), Node::Number(b)) => a == b,
        (Node::Text(a), Node::Text(b)) => a == b,
        (Node::YesNo(a), Node::YesNo(b)) => a == b,
        (Node::Date(a), Node::Date(b)) => a == b,
        (Node::Name(a), Node::Name(b)) => a == b,
        (Node::Negate(a), Node::Negate(b)) | (Node::Not(a), Node::Not(b)) => same(a, b),
        (Node::Arithmetic(x, a), Node::Arithmetic(y, b)) => x == y && all(&**a, &**b),
        (Node::Compare(x, a), Node::Compare(y, b)) => x == y && all(&**a, &**b),
        (Node::And(a), Node::And(b)) | (Node::Or(a), Node::Or(b)) => all(&**a, &**b),
        (Node::In(x, a), Node::In(y, b)) => same(x, y) && all(a, b),
        (Node::If(a), Node::If(b)) => all(&**a, &**b),
        (Node::Let(x, a), Node::Let(y, b)) => x == y && all(&**a, &**b),
        (Node::Call(x, a), Node::Call(y, b)) => x == y && all(a, b),
        (Node::SumOf(x, a, _), Node::SumOf(y, b, _)) => x == y && same(a, b),
        _ => false,
    }
}
