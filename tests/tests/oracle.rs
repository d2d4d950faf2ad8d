//! Rhai as an oracle: formulas mean in Attain what they mean in the language whose syntax they have.
//!
//! Random formulas are checked and computed by Attain, and run by Rhai itself, with literals spelled so that Rhai takes them
//! as decimals. Numbers are kept so short that nothing is cut on either side.

use std::fmt::Write as _;

use attain_engine::evaluate::{Item, Names, evaluate};
use attain_rules::diagnostic::Diagnostics;
use attain_rules::formula::expression::{Name, Type, Unit};
use attain_rules::formula::{Expected, FormulaText, Scope, check};
use attain_rules::number::Number;
use attain_rules::source::Span;
use proptest::prelude::*;
use proptest::sample::select;
use rhai::packages::{ArithmeticPackage, BasicArrayPackage, LogicPackage, Package};
use rhai::{Dynamic, Engine, OptimizationLevel};
use rust_decimal::Decimal;

/// Columns and their values; in Attain and in Rhai alike.
const COLUMNS: [(&str, &str); 4] = [("c", "2"), ("b_1", "-0.5"), ("权重", "1.25"), ("zero", "0")];

/// Most digits of all literals of a formula together, so that products stay exact in Rhai.
const MOST_DIGITS: usize = 24;

/// A formula that is still a tree.
#[derive(Clone, Debug)]
enum Tree {
    Literal(&'static str),
    Column(usize),
    Negative(Box<Tree>),
    /// Sign, sides, and whether each side stands in parentheses although it need not.
    Arithmetic(&'static str, Box<[Tree; 2]>, [bool; 2]),
    /// A quotient that needs few digits.
    Quotient(Box<Tree>, &'static str),
    Call(&'static str, Box<[Tree; 2]>),
    If(Box<Condition>, Box<[Tree; 2]>),
    /// `let` in a block of its own; the body may name the variable, which hides the column `a`.
    Let(Box<[Tree; 2]>),
}

#[derive(Clone, Debug)]
enum Condition {
    Compare(&'static str, Tree, Tree),
    In(Tree, Vec<Tree>),
    Not(Box<Condition>),
    Join(&'static str, Box<[Condition; 2]>, [bool; 2]),
}

/// The two spellings of one formula.
#[derive(Default)]
struct Written {
    attain: String,
    rhai: String,
    digits: usize,
    /// How many variables are in sight.
    lets: usize,
}

impl Written {
    fn both(&mut self, text: &str) {
        self.attain.push_str(text);
        self.rhai.push_str(text);
    }

    /// Attain's literal; Rhai has no `%` and takes whole literals as integers.
    fn literal(&mut self, text: &str) {
        self.attain.push_str(text);
        self.digits += text.bytes().filter(u8::is_ascii_digit).count() + usize::from(text.ends_with('%')) * 2;
        let decimal = match text.strip_suffix('%') {
            Some(percent) => percent.parse::<Decimal>().expect("a literal") * Decimal::new(1, 2),
            None => text.parse().expect("a literal"),
        };
        let point = if decimal.scale() == 0 { ".0" } else { "" };
        write!(self.rhai, "{decimal}{point}").expect("a text takes it");
    }

    fn within(&mut self, parentheses: bool, write: impl FnOnce(&mut Self)) {
        self.both(if parentheses { "(" } else { "" });
        write(self);
        self.both(if parentheses { ")" } else { "" });
    }

    fn tree(&mut self, tree: &Tree) {
        match tree {
            Tree::Literal(text) => self.literal(text),
            Tree::Column(column) => {
                self.digits += 3;
                // Behind a `let` the first column's place is taken by the variable.
                self.both(if *column == 0 && self.lets > 0 { "a" } else { COLUMNS[*column].0 });
            }
            Tree::Negative(inner) => {
                self.both("-");
                self.within(!matches!(**inner, Tree::Literal(_) | Tree::Column(_)), |w| w.tree(inner));
            }
            Tree::Arithmetic(sign, sides, parentheses) => {
                self.within(parentheses[0], |w| w.tree(&sides[0]));
                self.both(&format!(" {sign} "));
                self.within(parentheses[1], |w| w.tree(&sides[1]));
            }
            Tree::Quotient(inner, divisor) => {
                self.within(true, |w| w.tree(inner));
                self.both(" / ");
                self.digits += 3;
                self.literal(divisor);
            }
            Tree::Call(function, arguments) => {
                self.both(function);
                self.both("(");
                self.tree(&arguments[0]);
                if *function != "abs" {
                    self.both(", ");
                    self.tree(&arguments[1]);
                }
                self.both(")");
            }
            Tree::If(condition, branches) => {
                self.both("(if ");
                self.condition(condition);
                self.both(" { ");
                self.tree(&branches[0]);
                self.both(" } else { ");
                self.tree(&branches[1]);
                self.both(" })");
            }
            Tree::Let(parts) => {
                self.both("({ let a = ");
                self.tree(&parts[0]);
                self.both("; ");
                self.lets += 1;
                self.tree(&parts[1]);
                self.lets -= 1;
                self.both(" })");
            }
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::Compare(sign, left, right) => {
                self.tree(left);
                self.both(&format!(" {sign} "));
                self.tree(right);
            }
            Condition::In(value, members) => {
                self.within(true, |w| w.tree(value));
                self.both(" in [");
                for (index, member) in members.iter().enumerate() {
                    self.both(if index == 0 { "" } else { ", " });
                    self.tree(member);
                }
                self.both("]");
            }
            Condition::Not(inner) => {
                self.both("!");
                self.within(true, |w| w.condition(inner));
            }
            Condition::Join(sign, sides, parentheses) => {
                self.within(parentheses[0], |w| w.condition(&sides[0]));
                self.both(&format!(" {sign} "));
                self.within(parentheses[1], |w| w.condition(&sides[1]));
            }
        }
    }
}

fn literals() -> impl Strategy<Value = &'static str> {
    select(vec!["0", "1", "2", "3", "7", "12", "0.5", "0.1", "1.05", "80%", "7.5%", "100%"])
}

fn trees() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![literals().prop_map(Tree::Literal), (0..COLUMNS.len()).prop_map(Tree::Column)];
    leaf.prop_recursive(5, 14, 3, |inner| {
        let pair = || (inner.clone(), inner.clone()).prop_map(|(left, right)| Box::new([left, right]));
        prop_oneof![
            4 => (select(vec!["+", "-", "*"]), pair(), any::<[bool; 2]>()).prop_map(|(s, p, b)| Tree::Arithmetic(s, p, b)),
            1 => inner.clone().prop_map(|tree| Tree::Negative(Box::new(tree))),
            1 => (inner.clone(), select(vec!["2", "4", "5", "0.5", "20%"])).prop_map(|(t, d)| Tree::Quotient(Box::new(t), d)),
            1 => (select(vec!["min", "max", "abs"]), pair()).prop_map(|(function, pair)| Tree::Call(function, pair)),
            2 => (conditions(inner.clone()), pair()).prop_map(|(c, branches)| Tree::If(Box::new(c), branches)),
            1 => pair().prop_map(Tree::Let),
        ]
    })
}

fn conditions(numbers: impl Strategy<Value = Tree> + Clone + 'static) -> impl Strategy<Value = Condition> {
    let sign = select(vec!["==", "!=", "<", "<=", ">", ">="]);
    let compare = (sign, numbers.clone(), numbers.clone()).prop_map(|(sign, l, r)| Condition::Compare(sign, l, r));
    let list = proptest::collection::vec(numbers.clone(), 1..3);
    let leaf = prop_oneof![3 => compare, 1 => (numbers, list).prop_map(|(value, list)| Condition::In(value, list))];
    leaf.prop_recursive(2, 4, 2, |inner| {
        let pair = (inner.clone(), inner.clone()).prop_map(|(left, right)| Box::new([left, right]));
        prop_oneof![
            inner.prop_map(|condition| Condition::Not(Box::new(condition))),
            (select(vec!["&&", "||"]), pair, any::<[bool; 2]>()).prop_map(|(s, p, b)| Condition::Join(s, p, b)),
        ]
    })
}

struct Row;

impl Names<'static> for Row {
    type Error = String;

    fn value(&mut self, name: &Name) -> Result<Item<'static>, String> {
        match name {
            Name::Column(column) => Ok(Item::Number(Number::parse(COLUMNS[*column].1).expect("a number"))),
            other => Err(format!("{other:?}")),
        }
    }
}

/// The value by Attain, as exact text.
fn by_attain(text: &str, expected: Expected) -> String {
    let columns = COLUMNS.map(|(name, _)| (name.to_owned(), Type::Number(Unit::Ratio)));
    let scope = Scope { columns: &columns, ..Scope::default() };
    let mut out = Diagnostics::default();
    let Some(formula) = check(&FormulaText::plain(text, Span::default()), &scope, expected, &mut out) else {
        panic!("{text}: {out:?}");
    };
    let formula: &'static _ = Box::leak(Box::new(formula.expression));
    match evaluate(formula, &mut Row) {
        Ok(Item::Number(number)) => number.to_exact_text(),
        Ok(other) => format!("{other:?}"),
        Err(error) => panic!("{text}: {error:?}"),
    }
}

/// The value by Rhai itself, as exact text.
fn by_rhai(text: &str) -> String {
    let mut engine = Engine::new_raw();
    for package in [
        ArithmeticPackage::new().as_shared_module(),
        LogicPackage::new().as_shared_module(),
        BasicArrayPackage::new().as_shared_module(),
    ] {
        engine.register_global_module(package);
    }
    engine.set_optimization_level(OptimizationLevel::None);
    engine.set_max_expr_depths(256, 256);
    let mut scope = rhai::Scope::new();
    for (name, value) in COLUMNS {
        scope.push_dynamic(name, Dynamic::from_decimal(value.parse().expect("a decimal")));
    }
    let value: Dynamic = engine.eval_with_scope(&mut scope, text).unwrap_or_else(|error| panic!("{text}: {error}"));
    match value.as_decimal() {
        Ok(decimal) => Number::parse(&decimal.to_string()).expect("few digits").to_exact_text(),
        Err(_) => panic!("{text} gives {value:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn formulas_mean_what_they_mean_in_rhai(tree in trees()) {
        let mut written = Written::default();
        written.tree(&tree);
        prop_assume!(written.digits <= MOST_DIGITS);
        prop_assert_eq!(by_attain(&written.attain, Expected::RATIO), by_rhai(&written.rhai), "{}", written.attain);
    }
}

#[test]
fn precedence_is_rhais() {
    for (attain, rhai) in [
        ("2 + 3 * 4 - 1", "2.0 + 3.0 * 4.0 - 1.0"),
        ("8 / 2 / 2 * 3", "8.0 / 2.0 / 2.0 * 3.0"),
        ("-2 * -3 - -1", "-2.0 * -3.0 - -1.0"),
        (
            "(if 1 + 1 == 2 || 1 > 2 && 1 > 3 { 1 } else { 2 })",
            "(if 1.0 + 1.0 == 2.0 || 1.0 > 2.0 && 1.0 > 3.0 { 1.0 } else { 2.0 })",
        ),
        (
            "(if !(1 > 2) && 3 in [1, 3] { 1 } else { 2 })",
            "(if !(1.0 > 2.0) && 3.0 in [1.0, 3.0] { 1.0 } else { 2.0 })",
        ),
        ("{ let a = 10%; ({ let a = a * 2; a }) + a }", "{ let a = 0.10; ({ let a = a * 2.0; a }) + a }"),
    ] {
        assert_eq!(by_attain(attain, Expected::RATIO), by_rhai(rhai), "{attain}");
    }
}
