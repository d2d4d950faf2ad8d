//! `+ - * /`, comparisons, `&& || !`, `in`.

use rhai::{Expr, FnCallExpr, Position};

use super::{Kind, Lowering, Part};
use crate::diagnostics::{f, w};
use crate::formula::expression::{Arithmetic, Aspect, Comparison, Name, Node, Unit};
use crate::formula::token::{Kind as TokenKind, Operator, Word};
use crate::formula::units::Units;
use crate::formula::{is_attainment, percent_of_unlikely_attainment};

impl Lowering<'_> {
    /// Rhai makes calls of operators too; the token says which it was.
    pub(super) fn call_or_operator(&mut self, call: &FnCallExpr, position: Position) -> Part {
        let at = self.token_at(position);
        let operator = match self.tokens.get(at).map(|token| &token.kind) {
            Some(TokenKind::Operator(operator)) => *operator,
            Some(TokenKind::Word(Word::In)) => return self.membership(call),
            _ => return self.call(call, at),
        };
        match (operator, call.args.as_slice()) {
            (Operator::Arithmetic(operation), [left, right]) => self.arithmetic(operation, left, right),
            (Operator::Compare(comparison), [left, right]) => self.comparison(comparison, left, right),
            (Operator::Arithmetic(operation), [operand]) => self.sign(operation, operand, at),
            (Operator::Not, [operand]) => {
                let operand = self.expression(operand);
                let kind = self.condition(&operand);
                let last = self.widened(&operand).1;
                self.part(Node::Not(Box::new(operand.expression)), kind, at, last)
            }
            _ => {
                let (span, found) = (self.span(at, at), self.written(at, at));
                self.wrong(at, at, f::f001::unexpected(span, &found))
            }
        }
    }

    /// `-x` and `+x`.
    fn sign(&mut self, operation: Arithmetic, operand: &Expr, at: usize) -> Part {
        let mut operand = self.expression(operand);
        let last = self.widened(&operand).1;
        let Some(units) = self.number(&operand) else { return self.unknown(at, last) };
        if operation == Arithmetic::Add {
            operand.expression.span = self.span(at, last);
            return Part { first: at, last, ..operand };
        }
        let node = match &operand.expression.node {
            Node::Number(value) => value.negate().map(Node::Number).ok(),
            _ => None,
        };
        let node = node.unwrap_or_else(|| Node::Negate(Box::new(operand.expression)));
        self.part(node, Kind::Number(units), at, last)
    }

    fn arithmetic(&mut self, operation: Arithmetic, left: &Expr, right: &Expr) -> Part {
        let (left, right) = (self.expression(left), self.expression(right));
        let (first, last) = (self.widened(&left).0, self.widened(&right).1);
        let dates = (left.kind, right.kind);
        if let (Kind::Date, _) | (_, Kind::Date) = dates
            && !matches!(dates, (Kind::Unknown, _) | (_, Kind::Unknown))
        {
            let diagnostic = f::f012::date_arithmetic(self.span(first, last), operation.sign());
            return self.wrong(first, last, diagnostic);
        }
        let (Some(a), Some(b)) = (self.number(&left), self.number(&right)) else { return self.unknown(first, last) };
        let units = match operation {
            Arithmetic::Add | Arithmetic::Subtract => a.common(b),
            Arithmetic::Multiply | Arithmetic::Divide => a.combine(operation, b),
        };
        let Some(units) = units else {
            let (left, right) = (self.shown(&left), self.shown(&right));
            let diagnostic = match operation {
                Arithmetic::Add | Arithmetic::Subtract => f::f010::sum(operation.sign(), &left, &right),
                Arithmetic::Multiply | Arithmetic::Divide => f::f011::product(operation.sign(), &left, &right),
            };
            return self.wrong(first, last, diagnostic);
        };
        if operation == Arithmetic::Divide && matches!(&right.expression.node, Node::Number(value) if value.is_zero()) {
            let diagnostic = f::f023::by_zero(self.span(first, last), &self.shown(&right).written);
            return self.wrong(first, last, diagnostic);
        }
        let node = Node::Arithmetic(operation, Box::new([left.expression, right.expression]));
        self.part(node, Kind::Number(units), first, last)
    }

    fn comparison(&mut self, comparison: Comparison, left: &Expr, right: &Expr) -> Part {
        let (left, right) = (self.expression(left), self.expression(right));
        let (first, last) = (self.widened(&left).0, self.widened(&right).1);
        if !self.alike(&left, &right) {
            return self.unknown(first, last);
        }
        let ordered = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        if ordered && matches!(left.kind, Kind::Text | Kind::YesNo) {
            let (left, right) = (self.shown(&left), self.shown(&right));
            let diagnostic = f::f012::no_order(self.span(first, last), comparison.sign(), &left, &right);
            return self.wrong(first, last, diagnostic);
        }
        self.without_percent(&left, &right);
        let node = Node::Compare(comparison, Box::new([left.expression, right.expression]));
        self.part(node, Kind::YesNo, first, last)
    }

    /// A warning where an attainment or a percentage is compared with a number that lacks its percent sign.
    fn without_percent(&mut self, left: &Part, right: &Part) {
        for (part, other) in [(left, right), (right, left)] {
            if let Node::Number(number) = &other.expression.node
                && other.kind == Kind::Number(Units::LITERAL)
                && let Some(percent) = percent_of_unlikely_attainment(number)
            {
                let (span, written) = (other.expression.span, self.shown(other).written);
                let is_name = matches!(part.expression.node, Node::Name(_));
                if is_attainment(&part.expression) {
                    self.say(w::w007::attainment(span, &written, &percent));
                } else if is_name && part.kind == Kind::Number(Units::of(Unit::Ratio)) {
                    self.say(w::w007::percentage(span, &written, &percent));
                }
            }
        }
    }

    /// `x in [a, b]`; Rhai turns the two around.
    fn membership(&mut self, call: &FnCallExpr) -> Part {
        let [list, value] = call.args.as_slice() else { return self.unknown(0, 0) };
        let value = self.expression(value);
        let first = self.widened(&value).0;
        let Expr::Array(members, position) = list else {
            let list = self.expression(list);
            let shown = self.shown(&list);
            return self.wrong(first, list.last, f::f018::no_list(&shown));
        };
        let open = self.token_at(*position);
        let last = self.partner(open);
        if members.is_empty() {
            let span = self.span(open, last);
            return self.wrong(first, last, f::f018::empty_list(span));
        }
        let mut parts = vec![value];
        parts.extend(members.iter().map(|member| self.expression(member)));
        if !self.all_alike(&parts) {
            return self.unknown(first, last);
        }
        let mut list: Vec<_> = parts.into_iter().map(|part| part.expression).collect();
        let value = list.remove(0);
        self.part(Node::In(Box::new(value), list), Kind::YesNo, first, last)
    }

    /// `a && b && c` or `a || b || c`.
    pub(super) fn joined(&mut self, operands: &[Expr], all: bool, position: Position) -> Part {
        let mut whole: Option<Part> = None;
        let mut kind = Kind::YesNo;
        for operand in operands {
            let part = self.expression(operand);
            if self.condition(&part) == Kind::Unknown {
                kind = Kind::Unknown;
            }
            let (first, last) = self.widened(&part);
            whole = Some(match whole {
                None => Part { first, last, ..part },
                Some(left) => {
                    let both = Box::new([left.expression, part.expression]);
                    self.part(if all { Node::And(both) } else { Node::Or(both) }, Kind::YesNo, left.first, last)
                }
            });
        }
        let at = self.token_at(position);
        let whole = whole.unwrap_or_else(|| self.unknown(at, at));
        Part { kind, ..whole }
    }

    /// Are both of one type and unit? Says so when not; false also when one of them is unknown.
    pub(super) fn alike(&mut self, left: &Part, right: &Part) -> bool {
        match (left.kind, right.kind) {
            (Kind::Unknown, _) | (_, Kind::Unknown) => false,
            (Kind::Number(a), Kind::Number(b)) if a.common(b).is_some() => true,
            (Kind::Number(_), Kind::Number(_)) => {
                self.mixed(left, right);
                false
            }
            (a, b) if a == b => true,
            _ => {
                let diagnostic = f::f012::unlike(&self.shown(left), &self.shown(right));
                self.out.push(diagnostic);
                false
            }
        }
    }

    /// Are all of one type and unit? Each that does not fit to one before it is said once.
    pub(super) fn all_alike(&mut self, parts: &[Part]) -> bool {
        let mut fine = true;
        for (index, part) in parts.iter().enumerate() {
            let before = parts.iter().take(index).filter(|other| other.kind != Kind::Unknown);
            let unlike = before.clone().find(|other| !fits(other.kind, part.kind));
            fine &= part.kind != Kind::Unknown;
            if let Some(other) = unlike {
                fine &= self.alike(other, part);
            }
        }
        fine
    }

    /// Says that two numbers of different units stand side by side.
    pub(super) fn mixed(&mut self, left: &Part, right: &Part) {
        let ratio = Units::of(Unit::Ratio);
        let measure = [(left, right), (right, left)].into_iter().find_map(|(part, other)| match part.expression.node {
            Node::Name(Name::Measure { measure, aspect: Aspect::Total, .. }) if other.kind == Kind::Number(ratio) => {
                self.scope.measures.get(measure).filter(|measure| measure.has_quota)
            }
            _ => None,
        });
        let measure = measure.map(|measure| measure.name.as_str());
        let diagnostic = f::f010::comparison(&self.shown(left), &self.shown(right), measure);
        self.out.push(diagnostic);
    }

    /// The units of a part that must be a number. Says so when it is none.
    pub(super) fn number(&mut self, part: &Part) -> Option<Units> {
        match part.kind {
            Kind::Number(units) => Some(units),
            Kind::Unknown => None,
            _ => {
                let diagnostic = f::f012::no_number(&self.shown(part));
                self.out.push(diagnostic);
                None
            }
        }
    }

    /// Yes-or-no if the part is one; says so when it is something else.
    pub fn condition(&mut self, part: &Part) -> Kind {
        match part.kind {
            Kind::YesNo | Kind::Unknown => part.kind,
            _ => {
                let diagnostic = f::f013::no_condition(&self.shown(part));
                self.out.push(diagnostic);
                Kind::Unknown
            }
        }
    }
}

/// Can values of these types be compared, or is one of them unknown?
fn fits(left: Kind, right: Kind) -> bool {
    match (left, right) {
        (Kind::Number(a), Kind::Number(b)) => a.common(b).is_some(),
        (a, b) => a == b || a == Kind::Unknown || b == Kind::Unknown,
    }
}
