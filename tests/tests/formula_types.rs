//! A formula that the check lets through has a value of the type that the check names, whatever stands in the cells.
//!
//! Random formulas, most of them sensible, some not: those that the check refuses are counted, those that it lets through
//! are computed on rows with zeros, empty cells and odd values. Only the failures that are left to a run may occur.

use attain_engine::evaluate::{EvaluationError, Item, Names, evaluate};
use attain_rules::date::Date;
use attain_rules::diagnostic::Diagnostics;
use attain_rules::formula::expression::{Expression, Name, Type, Unit};
use attain_rules::formula::{Expected, FormulaText, Scope, check};
use attain_rules::number::Number;
use attain_rules::source::Span;
use attain_tests::random::Random;

/// Columns and their types; two of each, the second one often empty.
const COLUMNS: [(&str, Type); 10] = [
    ("amount", Type::Number(Unit::Money)),
    ("退款", Type::Number(Unit::Money)),
    ("units", Type::Number(Unit::Count)),
    ("weight", Type::Number(Unit::Ratio)),
    ("type", Type::Text),
    ("region", Type::Text),
    ("new", Type::YesNo),
    ("booked_on", Type::Date),
    ("paid_on", Type::Date),
    ("points", Type::Number(Unit::Points)),
];

/// What a formula is written for.
#[derive(Clone, Copy)]
enum Sort {
    Number,
    Text,
    YesNo,
    Date,
}

struct Writer {
    random: Random,
    /// Without literals and functions that know how much a unit of money is.
    pure: bool,
}

impl Writer {
    /// A formula of `sort`; now and then of another.
    fn write(&mut self, sort: Sort, depth: u8) -> String {
        let sort = if self.random.percent(2) {
            *self.random.pick(&[Sort::Number, Sort::Text, Sort::YesNo, Sort::Date])
        } else {
            sort
        };
        if depth > 0 && self.random.percent(20) {
            let (condition, yes, no) =
                (self.yes_no(depth - 1), self.write(sort, depth - 1), self.write(sort, depth - 1));
            return format!("(if {condition} {{ {yes} }} else {{ {no} }})");
        }
        if depth > 0 && self.random.percent(8) {
            let (value, body) = (self.write(sort, depth - 1), self.write(sort, depth - 1));
            return format!("{{ let x = {value}; {body} }}");
        }
        match sort {
            Sort::Number => self.number(depth),
            Sort::Text => (*self.random.pick(&["type", "region", "\"new\"", "\"\"", "\"续约\""])).to_owned(),
            Sort::YesNo => self.yes_no(depth),
            Sort::Date if depth > 0 && self.random.percent(20) => {
                format!(
                    "add_months({}, {})",
                    self.write(Sort::Date, depth - 1),
                    self.random.pick(&["units", "1", "-13"])
                )
            }
            Sort::Date => (*self.random.pick(&["booked_on", "paid_on", "date(\"2026-02-28\")"])).to_owned(),
        }
    }

    fn number(&mut self, depth: u8) -> String {
        if depth == 0 || self.random.percent(25) {
            let names = ["amount", "amount", "退款", "units", "weight", "points", "10%", "x", "5", "0.5", "0", "120%"];
            return (*self.random.pick(if self.pure { &names[..7] } else { &names })).to_owned();
        }
        let sub = |writer: &mut Self| writer.write(Sort::Number, depth - 1);
        match self.random.between(0, 12) {
            0..=4 => {
                format!("({} {} {})", sub(self), self.random.pick(&["+", "-", "*", "*", "/"]).to_owned(), sub(self))
            }
            5 => format!("-{}", sub(self)),
            6 => format!("{}({}, {})", self.random.pick(&["min", "max"]).to_owned(), sub(self), sub(self)),
            7 => {
                let functions: &[&str] =
                    if self.pure { &["abs"] } else { &["abs", "floor", "ceiling", "money", "number"] };
                format!("{}({})", self.random.pick(functions).to_owned(), sub(self))
            }
            8 if !self.pure => {
                let rule = *self.random.pick(&["half_up", "half_even", "up", "down", "floor"]);
                format!("round({}, {}, \"{rule}\")", sub(self), self.random.between(0, 4))
            }
            9 => format!("{}({})", self.random.pick(&["year", "month"]).to_owned(), self.write(Sort::Date, depth - 1)),
            10 => format!("days_between({}, {})", self.write(Sort::Date, depth - 1), self.write(Sort::Date, depth - 1)),
            11 => {
                format!("months_between({}, {})", self.write(Sort::Date, depth - 1), self.write(Sort::Date, depth - 1))
            }
            _ => format!("{} * {}", sub(self), self.random.pick(&["10%", "weight"]).to_owned()),
        }
    }

    fn yes_no(&mut self, depth: u8) -> String {
        if depth == 0 || self.random.percent(10) {
            return (*self.random.pick(&["new", "true", "is_empty(paid_on)", "is_empty(退款)"])).to_owned();
        }
        let sort = *self.random.pick(&[Sort::Number, Sort::Number, Sort::Text, Sort::Date]);
        match self.random.between(0, 6) {
            0 | 1 => {
                let signs: &[&str] =
                    if matches!(sort, Sort::Text) { &["==", "!="] } else { &["==", "!=", "<", "<=", ">", ">="] };
                let sign = *self.random.pick(signs);
                format!("({} {sign} {})", self.write(sort, depth - 1), self.write(sort, depth - 1))
            }
            2 => format!("({} && {})", self.write(Sort::YesNo, depth - 1), self.write(Sort::YesNo, depth - 1)),
            3 => format!("({} || {})", self.write(Sort::YesNo, depth - 1), self.write(Sort::YesNo, depth - 1)),
            4 => format!("!({})", self.write(Sort::YesNo, depth - 1)),
            5 => {
                let members = [self.write(sort, depth - 1), self.write(sort, depth - 1)].join(", ");
                format!("({} in [{members}])", self.write(sort, depth - 1))
            }
            _ => {
                let function = *self.random.pick(&["contains", "starts_with"]);
                format!("{function}({}, {})", self.write(Sort::Text, 0), self.write(Sort::Text, 0))
            }
        }
    }
}

/// A row with the values that this draw gives.
struct Row(Vec<Item<'static>>);

impl Row {
    fn draw(random: &mut Random) -> Self {
        let cells = COLUMNS.iter().enumerate().map(|(place, (_, kind))| {
            if place % 2 == 1 && random.percent(30) {
                return Item::Empty;
            }
            match kind {
                Type::Number(_) => {
                    let mantissa = i128::from(random.between(-3, 3)) * *random.pick(&[1, 7, 1_000_003]);
                    Item::Number(Number::decimal(mantissa, *random.pick(&[0, 2, 6])))
                }
                Type::Text => Item::Text(random.pick::<&str>(&["new", "续约", "x"])),
                Type::YesNo => Item::YesNo(random.percent(50)),
                Type::Date => Item::Date(Date::new(2026, 2, 28).expect("a day").plus_days(*random.pick(&[0, -1, 400]))),
            }
        });
        Self(cells.collect())
    }
}

impl Names<'static> for &Row {
    type Error = String;

    fn value(&mut self, name: &Name) -> Result<Item<'static>, String> {
        match name {
            Name::Column(column) => self.0.get(*column).cloned().ok_or_else(|| "no such column".to_owned()),
            other => Err(format!("{other:?}")),
        }
    }
}

/// Has `value` the type that was promised? Texts and cells may be empty.
fn is(value: &Item<'_>, kind: Type) -> bool {
    matches!(
        (value, kind),
        (Item::Number(_) | Item::Empty, Type::Number(_))
            | (Item::Text(_) | Item::Empty, Type::Text)
            | (Item::YesNo(_) | Item::Empty, Type::YesNo)
            | (Item::Date(_) | Item::Empty, Type::Date)
    )
}

#[test]
fn what_the_check_lets_through_has_the_type_that_it_names() {
    let columns = COLUMNS.map(|(name, kind)| (name.to_owned(), kind));
    let scope = Scope { columns: &columns, ..Scope::default() };
    let (mut passed, mut refused, mut computed, mut left_to_run) = (0, 0, 0, 0);
    for seed in 0..10_000 {
        let mut writer = Writer { random: Random::new(seed), pure: false };
        let (sort, expected) = *writer.random.pick(&[
            (Sort::Number, Expected::MONEY),
            (Sort::Number, Expected::RATIO),
            (Sort::Number, Expected::AnyNumber),
            (Sort::YesNo, Expected::YesNo),
            (Sort::Text, Expected::Text),
            (Sort::Date, Expected::Date),
        ]);
        let depth = u8::try_from(writer.random.between(1, 4)).expect("small");
        let text = writer.write(sort, depth);
        let mut out = Diagnostics::default();
        let Some(formula) = check(&FormulaText::plain(text.as_str(), Span::default()), &scope, expected, &mut out)
        else {
            assert!(out.has_errors(), "{text} is refused without a word");
            refused += 1;
            continue;
        };
        passed += 1;
        let expression: &'static Expression = Box::leak(Box::new(formula.expression));
        for _ in 0..5 {
            let row = Row::draw(&mut writer.random);
            match evaluate(expression, &mut &row) {
                Ok(value) => {
                    computed += 1;
                    assert!(is(&value, formula.kind), "{text} gives {value:?}, not {:?}", formula.kind);
                }
                Err(EvaluationError::DivisionByZero(_) | EvaluationError::EmptyCell(..)) => left_to_run += 1,
                // A day beyond the calendar.
                Err(EvaluationError::Overflow(_)) if text.contains("add_months") => left_to_run += 1,
                Err(error) => panic!("{text}: {error:?}"),
            }
        }
    }
    println!("{passed} passed, {refused} refused; {computed} computed, {left_to_run} left to the run");
    assert!(
        passed > 3_000 && refused > 2_000 && computed > 15_000 && left_to_run > 500,
        "the formulas are too much alike"
    );
}

/// Fen instead of yuan: all money a hundred times as much, all else the same.
#[test]
fn units_are_what_they_say() {
    let columns = COLUMNS.map(|(name, kind)| (name.to_owned(), kind));
    let scope = Scope { columns: &columns, ..Scope::default() };
    let hundred = Number::whole(100);
    let (mut money, mut other) = (0, 0);
    for seed in 0..10_000 {
        let mut writer = Writer { random: Random::new(seed), pure: true };
        let expected = *writer.random.pick(&[Expected::MONEY, Expected::AnyNumber, Expected::YesNo]);
        let sort = if expected == Expected::YesNo { Sort::YesNo } else { Sort::Number };
        let text = writer.write(sort, 3);
        let mut out = Diagnostics::default();
        let Some(formula) = check(&FormulaText::plain(text.as_str(), Span::default()), &scope, expected, &mut out)
        else {
            continue;
        };
        let expression: &'static Expression = Box::leak(Box::new(formula.expression));
        let row = Row::draw(&mut writer.random);
        let cells = row.0.iter().zip(COLUMNS).map(|(cell, (_, kind))| match cell {
            Item::Number(number) if kind == Type::Number(Unit::Money) => {
                Item::Number(number.multiply(&hundred).expect("small"))
            }
            cell => cell.clone(),
        });
        let in_fen = Row(cells.collect());
        let (Ok(yuan), Ok(fen)) = (evaluate(expression, &mut &row), evaluate(expression, &mut &in_fen)) else {
            continue;
        };
        let wanted = match (&yuan, formula.kind) {
            (Item::Number(number), Type::Number(Unit::Money)) => {
                money += 1;
                Item::Number(number.multiply(&hundred).expect("small"))
            }
            _ => {
                other += 1;
                yuan.clone()
            }
        };
        assert_eq!(fen, wanted, "{text}: {yuan:?} of {:?}", formula.kind);
    }
    println!("{money} of money, {other} of other units");
    assert!(money > 500 && other > 500, "the formulas are too much alike");
}
