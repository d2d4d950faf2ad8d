//! From tokens to an expression, by the precedence of the plan language.

use attain_rules::date::Date;
use attain_rules::formula::expression::{Arithmetic, Comparison, Expression, Function, Name, Node};
use attain_rules::rounding::Rule;
use attain_rules::source::Span;

use super::super::recompute::Obstacle;
use super::token::{Kind, Token, tokens};
use super::written::Written;

/// Deepest nesting of brackets, signs and branches that is read.
const MOST_NESTING: usize = 64;

/// Greatest height of an expression, operators in a row included; the evaluator walks it down.
const MOST_HEIGHT: usize = 400;

/// A formula that was read.
pub(super) struct Parsed {
    /// Names are columns: first the inputs, then `unknown`.
    pub(super) expression: Expression,
    /// Names for which there is no input.
    pub(super) unknown: Vec<String>,
}

/// Reads `text`; `names` are what stands for inputs in it.
pub(super) fn formula(text: &str, names: &[&str]) -> Result<Parsed, Obstacle> {
    let inputs = names.iter().map(|name| Written::of_input(name)).collect();
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0, inputs, unknown: Vec::new(), locals: Vec::new(), nesting: 0 };
    let expression = parser.block()?.expression;
    match parser.tokens.get(parser.at) {
        None => Ok(Parsed { expression, unknown: parser.unknown }),
        Some(token) => Err(Obstacle::Unreadable(token.at)),
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    /// What stands for inputs, by their places.
    inputs: Vec<Written>,
    unknown: Vec<String>,
    /// Names given by `let`, by slot.
    locals: Vec<String>,
    nesting: usize,
}

/// An expression with its height.
struct Tree {
    expression: Expression,
    height: usize,
}

type Read = Result<Tree, Obstacle>;

/// Operators between two values, weakest first: the precedence of the language.
const LEVELS: [&[&str]; 6] = [&["||"], &["&&"], &["==", "!="], &["<", "<=", ">", ">="], &["+", "-"], &["*", "/"]];

/// `in` binds more tightly than `==` and less than `<`.
const IN_LEVEL: usize = 3;

impl Parser<'_> {
    fn sign(&self) -> Option<&'static str> {
        match self.tokens.get(self.at).map(|token| &token.kind) {
            Some(Kind::Sign(sign)) => Some(sign),
            _ => None,
        }
    }

    fn word(&self) -> Option<&str> {
        match self.tokens.get(self.at).map(|token| &token.kind) {
            Some(Kind::Word(word)) => Some(word),
            _ => None,
        }
    }

    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn takes(&mut self, sign: &str) -> bool {
        let there = self.sign() == Some(sign);
        self.at = self.at.saturating_add(usize::from(there));
        there
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let there = self.word() == Some(word);
        self.at = self.at.saturating_add(usize::from(there));
        there
    }

    fn expect(&mut self, sign: &str) -> Result<(), Obstacle> {
        if self.takes(sign) { Ok(()) } else { Err(self.unreadable()) }
    }

    fn unreadable(&self) -> Obstacle {
        let last = || self.tokens.last().map_or(1, |token| token.at.saturating_add(1));
        Obstacle::Unreadable(self.tokens.get(self.at).map_or_else(last, |token| token.at))
    }

    fn deeper(&mut self) -> Result<(), Obstacle> {
        self.nesting = self.nesting.saturating_add(1);
        if self.nesting > MOST_NESTING { Err(self.unreadable()) } else { Ok(()) }
    }

    fn back(&mut self) {
        self.nesting = self.nesting.saturating_sub(1);
    }

    /// `node`, which stands on parts of at most this height.
    fn on(&self, height: usize, node: Node) -> Read {
        let height = height.saturating_add(1);
        if height > MOST_HEIGHT {
            return Err(self.unreadable());
        }
        Ok(Tree { expression: expression(node), height })
    }

    /// `let`s and the value behind them.
    fn block(&mut self) -> Read {
        let slots = self.locals.len();
        let mut lets = Vec::new();
        while self.takes_word("let") {
            let name = self.word().ok_or_else(|| self.unreadable())?.to_owned();
            self.step();
            self.expect("=")?;
            let value = self.value(0)?;
            self.expect(";")?;
            lets.push((self.locals.len(), value));
            self.locals.push(name);
        }
        let mut body = self.value(0)?;
        self.takes(";");
        self.locals.truncate(slots);
        for (slot, value) in lets.into_iter().rev() {
            let height = value.height.max(body.height);
            body = self.on(height, Node::Let(slot, Box::new([value.expression, body.expression])))?;
        }
        Ok(body)
    }

    /// A value whose operators bind at least as tightly as `level`.
    fn value(&mut self, level: usize) -> Read {
        let Some(signs) = LEVELS.get(level) else { return self.unary() };
        let above = level.saturating_add(1);
        let mut left = self.value_above(above)?;
        while let Some(sign) = self.sign().filter(|sign| signs.contains(sign)) {
            self.step();
            let right = self.value_above(above)?;
            let height = left.height.max(right.height);
            left = self.on(height, binary(sign, Box::new([left.expression, right.expression])))?;
        }
        Ok(left)
    }

    fn value_above(&mut self, level: usize) -> Read {
        let value = self.value(level)?;
        if level != IN_LEVEL || !self.takes_word("in") {
            return Ok(value);
        }
        self.expect("[")?;
        let (list, height) = self.list("]")?;
        self.on(height.max(value.height), Node::In(Box::new(value.expression), list))
    }

    fn unary(&mut self) -> Read {
        self.deeper()?;
        let tree = if self.takes("-") {
            let inner = self.unary()?;
            self.on(inner.height, Node::Negate(Box::new(inner.expression)))
        } else if self.takes("!") {
            let inner = self.unary()?;
            self.on(inner.height, Node::Not(Box::new(inner.expression)))
        } else {
            self.primary()
        };
        self.back();
        tree
    }

    fn primary(&mut self) -> Read {
        let token = self.tokens.get(self.at).ok_or_else(|| self.unreadable())?;
        self.step();
        match &token.kind {
            Kind::Number(number) => self.on(0, Node::Number(number.clone())),
            Kind::Text(text) => self.on(0, Node::Text(text.as_str().into())),
            Kind::Sign("(") => {
                let inside = self.value(0)?;
                self.expect(")")?;
                Ok(inside)
            }
            Kind::Sign(_) => Err(Obstacle::Unreadable(token.at)),
            Kind::Word(word) => match word.as_str() {
                "true" => self.on(0, Node::YesNo(true)),
                "false" => self.on(0, Node::YesNo(false)),
                "if" => self.branches(),
                name if self.sign() == Some("(") => self.call(name, token.at),
                name => self.name(name),
            },
        }
    }

    /// A name alone: `let` names go first, then inputs.
    fn name(&mut self, name: &str) -> Read {
        if let Some(slot) = self.locals.iter().rposition(|local| local == name) {
            return self.on(0, Node::Name(Name::Local(slot)));
        }
        self.named(&Written::of_word(name), name)
    }

    /// The input that is written like this, or a name for which there is none.
    fn named(&mut self, written: &Written, name: &str) -> Read {
        let place = self.inputs.iter().position(|input| input == written).unwrap_or_else(|| {
            self.unknown.push(name.to_owned());
            self.inputs.len().saturating_add(self.unknown.len()).saturating_sub(1)
        });
        self.on(0, Node::Name(Name::Column(place)))
    }

    fn branches(&mut self) -> Read {
        let condition = self.value(0)?;
        let then = self.braces()?;
        if !self.takes_word("else") {
            return Err(self.unreadable());
        }
        self.deeper()?;
        let otherwise = if self.takes_word("if") { self.branches()? } else { self.braces()? };
        self.back();
        let height = condition.height.max(then.height).max(otherwise.height);
        self.on(height, Node::If(Box::new([condition, then, otherwise].map(|tree| tree.expression))))
    }

    fn braces(&mut self) -> Read {
        self.expect("{")?;
        let inside = self.block()?;
        self.expect("}")?;
        Ok(inside)
    }

    /// Values up to the closing sign, and the greatest height among them.
    fn list(&mut self, close: &str) -> Result<(Vec<Expression>, usize), Obstacle> {
        let (mut list, mut height) = (Vec::new(), 0);
        while !self.takes(close) {
            if !list.is_empty() {
                self.expect(",")?;
                if self.takes(close) {
                    break;
                }
            }
            let tree = self.value(0)?;
            height = height.max(tree.height);
            list.push(tree.expression);
        }
        Ok((list, height))
    }

    fn call(&mut self, name: &str, at: usize) -> Read {
        let start = self.at.saturating_sub(1);
        self.expect("(")?;
        let (mut arguments, height) = self.list(")")?;
        let mut word = || match arguments.pop().map(|last| last.node) {
            Some(Node::Text(word)) => Ok(word),
            _ => Err(Obstacle::Unreadable(at)),
        };
        let function = match name {
            "min" => Function::Min,
            "max" => Function::Max,
            "abs" => Function::Absolute,
            "floor" => Function::Floor,
            "ceiling" => Function::Ceiling,
            "money" => Function::Money,
            "number" => Function::PlainNumber,
            "is_empty" => Function::IsEmpty,
            "contains" => Function::Contains,
            "starts_with" => Function::StartsWith,
            "days_between" => Function::DaysBetween,
            "months_between" => Function::MonthsBetween,
            "add_months" => Function::AddMonths,
            "year" => Function::YearOf,
            "month" => Function::MonthOf,
            "round" => {
                let word = word()?;
                let rule = Rule::ALL.into_iter().find(|rule| rule.word() == &*word);
                Function::Round(rule.ok_or(Obstacle::Unreadable(at))?)
            }
            "date" => {
                let date = Date::parse(&word()?).ok_or(Obstacle::Unreadable(at))?;
                return self.on(0, Node::Date(date));
            }
            _ => {
                let kinds: Vec<Kind> = self
                    .tokens
                    .get(start..self.at)
                    .unwrap_or_default()
                    .iter()
                    .map(|token| token.kind.clone())
                    .collect();
                return self.named(&Written::of_call(kinds), &format!("{name}(...)"));
            }
        };
        self.on(height, Node::Call(function, arguments))
    }
}

fn expression(node: Node) -> Expression {
    Expression { node, span: Span::default() }
}

fn binary(sign: &str, sides: Box<[Expression; 2]>) -> Node {
    match sign {
        "||" => Node::Or(sides),
        "&&" => Node::And(sides),
        "==" => Node::Compare(Comparison::Equal, sides),
        "!=" => Node::Compare(Comparison::NotEqual, sides),
        "<" => Node::Compare(Comparison::Less, sides),
        "<=" => Node::Compare(Comparison::AtMost, sides),
        ">" => Node::Compare(Comparison::Greater, sides),
        ">=" => Node::Compare(Comparison::AtLeast, sides),
        "+" => Node::Arithmetic(Arithmetic::Add, sides),
        "-" => Node::Arithmetic(Arithmetic::Subtract, sides),
        "*" => Node::Arithmetic(Arithmetic::Multiply, sides),
        _ => Node::Arithmetic(Arithmetic::Divide, sides),
    }
}
