//! `if c { a } else { b }`, `let x = a; b`.

use rhai::{FlowControl, Stmt, StmtBlock};

use super::{Kind, Local, Lowering, Part};
use crate::diagnostics::f;
use crate::formula::expression::{Expression, Node};
use crate::formula::token::{Bracket, Kind as TokenKind};

impl Lowering<'_> {
    /// A block, in braces or the one `if` behind an `else`.
    pub(super) fn block(&mut self, block: &StmtBlock) -> Part {
        let open = self.token_at(block.position());
        let part = self.statements(block.statements(), open);
        match self.tokens.get(open).map(|token| &token.kind) {
            Some(TokenKind::Open(Bracket::Curly)) => Part { first: open, last: self.partner(open), ..part },
            _ => part,
        }
    }

    /// `let`s and the value at their end. `at` is where the value is missed when there is none.
    pub(super) fn statements(&mut self, statements: &[Stmt], at: usize) -> Part {
        let outer = self.locals.len();
        let mut values: Vec<(usize, Expression)> = Vec::new();
        let mut first = None;
        let mut result = None;
        for (index, statement) in statements.iter().enumerate() {
            let is_last = index.saturating_add(1) == statements.len();
            match statement {
                Stmt::Var(variable, _, position) => {
                    let start = self.token_at(*position);
                    first.get_or_insert(start);
                    values.extend(self.variable(&variable.1, self.token_at(variable.0.pos)));
                }
                value if is_last => result = Some(self.value(value)),
                unused => {
                    let part = self.value(unused);
                    let span = self.span(part.first, part.last);
                    self.out.push(f::f001::unused_value(span));
                }
            }
        }
        self.locals.truncate(outer);
        let Some(mut part) = result else {
            let span = self.span(at, self.partner(at));
            return self.wrong(at, self.partner(at), f::f001::empty(span));
        };
        let first = first.unwrap_or(part.first);
        for (slot, value) in values.into_iter().rev() {
            let node = Node::Let(slot, Box::new([value, part.expression]));
            part = self.part(node, part.kind, first, part.last);
        }
        Part { first, ..part }
    }

    fn variable(&mut self, value: &rhai::Expr, name: usize) -> Option<(usize, Expression)> {
        if !matches!(self.tokens.get(name).map(|token| &token.kind), Some(TokenKind::Name)) {
            let (span, found) = (self.span(name, name), self.written(name, name));
            self.out.push(f::f001::unexpected(span, &found));
            return None;
        }
        let part = self.expression(value);
        if self.stands_for_something(self.name_of(name)) {
            let diagnostic = f::f026::taken(self.span(name, name), self.name_of(name));
            self.out.push(diagnostic);
        }
        let slot = self.locals.len();
        self.locals.push(Local { name: self.name_of(name).to_owned(), kind: part.kind });
        Some((slot, part.expression))
    }

    fn value(&mut self, statement: &Stmt) -> Part {
        match statement {
            Stmt::Expr(expression) => self.expression(expression),
            Stmt::FnCall(call, position) => self.call_or_operator(call, *position),
            Stmt::If(flow, position) => self.choice(flow, self.token_at(*position)),
            Stmt::Block(block) => self.block(block),
            other => {
                let at = self.token_at(other.position());
                let (span, found) = (self.span(at, at), self.written(at, at));
                self.wrong(at, at, f::f001::unexpected(span, &found))
            }
        }
    }

    fn choice(&mut self, flow: &FlowControl, at: usize) -> Part {
        if self.depth >= super::MAX_DEPTH {
            let span = self.span(at, at);
            return self.wrong(at, at, f::f009::too_deep(span));
        }
        self.depth = self.depth.saturating_add(1);
        let condition = self.expression(&flow.expr);
        let condition_kind = self.condition(&condition);
        let yes = self.block(&flow.body);
        let part = if flow.branch.position().is_none() && flow.branch.is_empty() {
            let span = self.span(at, yes.last);
            self.wrong(at, yes.last, f::f016::no_else(span))
        } else {
            let no = self.block(&flow.branch);
            let last = no.last;
            let value = self.either(&yes, &no);
            let kind = if condition_kind == Kind::Unknown { Kind::Unknown } else { value };
            let parts = Box::new([condition.expression, yes.expression, no.expression]);
            self.part(Node::If(parts), kind, at, last)
        };
        self.depth = self.depth.saturating_sub(1);
        part
    }

    /// The type of a value that is one of two.
    fn either(&mut self, yes: &Part, no: &Part) -> Kind {
        match (yes.kind, no.kind) {
            (Kind::Unknown, _) | (_, Kind::Unknown) => Kind::Unknown,
            (Kind::Number(a), Kind::Number(b)) if a.common(b).is_some() => {
                a.common(b).map_or(Kind::Unknown, Kind::Number)
            }
            (a, b) if a == b => a,
            _ => {
                let diagnostic = f::f015::branches(&self.shown(yes), &self.shown(no));
                self.out.push(diagnostic);
                Kind::Unknown
            }
        }
    }
}
