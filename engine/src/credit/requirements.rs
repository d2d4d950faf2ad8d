//! [`Requirements`]: what measures ask of a transaction. Rows that lack it are found before anything is credited, by whoever
//! reads the files and knows where they stand.

use std::collections::BTreeSet;
use std::sync::Arc;

use attain_rules::company::Schema;
use attain_rules::date::DateRange;
use attain_rules::formula::expression::{Arithmetic, Expression, Formula, Function, Name, Node};
use attain_rules::number::Number;
use attain_rules::plan::{AsOf, Crediting, MeasureSource, Pay, Plan, Share, Shares};
use attain_rules::rounding::{Rounding, Step};
use attain_rules::source::Span;

use super::rule::paid_measure;
use super::share::{members, number, overlays, split_rows};
use crate::evaluate::{Item, evaluate};
use crate::fault::{Fault, Stop};
use crate::inputs::{Batch, RowPlace, SplitRow};
use crate::names::{each_name, parts};
use crate::row::Row;

/// Most factors of a product in a formula whose cells alone say that it cannot outgrow the limit of numbers.
const FEW_FACTORS: usize = 9;

/// What the measures of all plans ask of each transaction that they count.
#[derive(Debug)]
pub struct Requirements {
    pub(super) rules: Vec<Required>,
    splits: Arc<[SplitRow]>,
    /// Transactions of whose splits rows are broken.
    unclear: Arc<BTreeSet<Arc<str>>>,
    /// Is it said of these that nobody knows who shares them? Else the broken rows say enough.
    tells_unclear: bool,
    /// May rows of the splits be missing, so that nothing can be said of their sums?
    splits_lack_rows: bool,
}

/// What one version of a measure asks.
#[derive(Debug)]
pub(super) struct Required {
    pub plan: Arc<str>,
    pub measure: Arc<str>,
    /// The days on which its version of the plan is in force.
    pub days: DateRange,
    pub crediting: Crediting,
    pub rounding: Option<Rounding>,
    /// `rate_by` of the components that are paid on each of its transactions.
    rates: Vec<Formula>,
    span: Span,
    /// What can stop `where`, `credit` and the rates.
    worth: Needs,
    shares: SharesNeed,
}

/// What keeps formulas from being stopped, as far as that can be told from a row without working them out: they are worked out
/// once more when the row is credited.
#[derive(Debug)]
struct Needs {
    /// Columns that the formulas read.
    cells: Vec<usize>,
    /// Is everything well with a row in which none of these is empty?
    is_sound: bool,
}

/// The same of those who share a transaction.
#[derive(Debug)]
struct SharesNeed {
    /// Columns of those whose shares have to be worked out, to see that they are not below zero and leave enough; nothing else can
    /// go wrong where they are empty.
    columns: Vec<usize>,
    /// Do the shares of everybody else leave a rest, and do all splits add up?
    is_sound: bool,
}

/// What is wrong with a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// The cell: place of its column among the schema's columns of transactions.
    pub column: usize,
    /// What is wrong with it.
    pub why: Why,
    /// Where the plan needs it.
    pub needed: Span,
}

/// Why a transaction cannot be credited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It should say when the transaction counts, and is empty.
    NoDay,
    /// A formula needs it, and it is empty.
    Empty(Setting),
    /// A formula divides by it, and it is zero.
    DivisionByZero,
    /// A formula that reads it outgrows the limit of numbers.
    Overflow,
    /// A share is below zero.
    ShareBelowZero {
        /// The share, in percent.
        percent: String,
    },
    /// The shares of those who take part do not add up to 100 %.
    SharesNotWhole {
        /// What they add up to, in percent.
        percent: String,
    },
    /// The rows of the splits do not add up to 100 %, or as ratios to nothing.
    SplitsNotWhole {
        /// What they add up to, in percent.
        percent: String,
        /// The rows.
        rows: Vec<RowPlace>,
    },
    /// Rows of its splits were set aside.
    SplitsUnclear,
}

/// The setting whose formula asks for a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// `where` of a measure.
    Where,
    /// `credit` of a measure.
    Credit,
    /// `to` or `overlay` of a measure.
    To,
    /// `rate_by` of a component that is paid by the transaction.
    RateBy,
}

impl Requirements {
    /// Those of `plans`, where `splits` say who shares which transaction.
    #[must_use]
    pub fn new(plans: &[Plan], splits: &Arc<[SplitRow]>) -> Self {
        let [percent, ratio] = [false, true].map(|ratios| broken_splits(splits, ratios));
        let rules = plans.iter().flat_map(|plan| {
            plan.measures.iter().filter_map(move |measure| {
                let MeasureSource::Transactions(crediting) = &measure.source else { return None };
                let broken_splits = if crediting.shares.ratios { ratio } else { percent };
                let (crediting, rates) = (Crediting::clone(crediting), rates(plans, &plan.name, &measure.name));
                let worth = Needs::of(crediting.filter.iter().chain([&crediting.credit]).chain(&rates));
                let shares = SharesNeed::of(&crediting.shares, broken_splits);
                Some(Required {
                    plan: plan.name.as_str().into(),
                    measure: measure.name.as_str().into(),
                    days: plan.effective,
                    rounding: plan.roundings.at(Step::Credit).cloned(),
                    span: measure.span,
                    crediting,
                    rates,
                    worth,
                    shares,
                })
            })
        });
        let (rules, unclear) = (rules.collect(), Arc::default());
        Self { rules, splits: Arc::clone(splits), unclear, tells_unclear: true, splits_lack_rows: false }
    }

    /// The same, where rows of the splits of these transactions were set aside.
    #[must_use]
    pub fn with_unclear_splits(self, unclear: &Arc<BTreeSet<Arc<str>>>) -> Self {
        Self { unclear: Arc::clone(unclear), ..self }
    }

    /// The same, where broken rows are refused, so that nothing is said of what may follow from them.
    #[must_use]
    pub fn passing_over_unclear(self) -> Self {
        Self { tells_unclear: false, ..self }
    }

    /// The same, where rows of the splits could not be read, nobody knows of which transactions: whether any add up is not known.
    #[must_use]
    pub fn without_some_splits(self) -> Self {
        Self { splits_lack_rows: true, ..self }
    }

    /// What the row lacks of what the measures that count it ask, each once.
    pub fn lacks(&self, batch: &Batch, row: usize, found: &mut Vec<Lack>) {
        let row = Row::new(batch, row);
        for rule in &self.rules {
            let Some(date) = row.date(rule.crediting.dated) else {
                match counts(&rule.crediting, row) {
                    Ok(true) => {
                        let Crediting { dated: column, dated_span: needed, .. } = rule.crediting;
                        note(Lack { column, why: Why::NoDay, needed }, found);
                    }
                    Ok(false) => {}
                    Err(stop) => rule.stopped(row, stop, Setting::Where, found),
                }
                continue;
            };
            if rule.days.contains(date) {
                self.check(rule, row, found);
            }
        }
    }

    /// Whether the row counts, what it is worth, who shares it, and by what its rate is picked. Nothing is worked out of which the
    /// cells alone say that it cannot be stopped.
    fn check(&self, rule: &Required, row: Row<'_>, found: &mut Vec<Lack>) {
        let is_unclear = rule.crediting.shares.from_splits && self.unclear.contains(row.id());
        let (is_worth, is_shared) = (rule.worth.are_met(row), rule.shares.are_met(row) && !is_unclear);
        if is_worth && is_shared {
            return;
        }
        match counts(&rule.crediting, row) {
            Ok(true) => {}
            Ok(false) => return,
            Err(stop) => return rule.stopped(row, stop, Setting::Where, found),
        }
        if is_unclear && self.tells_unclear {
            note(Lack { column: Schema::ID, why: Why::SplitsUnclear, needed: rule.span }, found);
        } else if !is_unclear && !is_shared {
            self.check_shares(rule, row, found);
        }
        if is_worth {
            return;
        }
        if let Err(stop) = number(&rule.crediting.credit, &mut { row }) {
            rule.stopped(row, stop, Setting::Credit, found);
        }
        for rate in &rule.rates {
            if let Err(stop) = number(rate, &mut { row }) {
                rule.stopped(row, stop, Setting::RateBy, found);
            }
        }
    }

    /// Who shares the row.
    fn check_shares(&self, rule: &Required, row: Row<'_>, found: &mut Vec<Lack>) {
        let shares = &rule.crediting.shares;
        let mut given = Vec::new();
        let shared = members(shares, &self.splits, row, &mut given);
        let credited = || given.iter().try_for_each(|part| part.share.of(&Number::ONE).map(drop));
        if let Err(stop) = shared.and_then(|()| credited()) {
            match self.of_splits(rule, row, &stop) {
                Some(_) if self.splits_lack_rows => {}
                Some(lack) => note(lack, found),
                None => rule.stopped(row, stop, Setting::To, found),
            }
        }
        if let Err(stop) = overlays(shares, row, &mut given) {
            rule.stopped(row, stop, Setting::To, found);
        }
    }

    /// What stops the shares, where it is the splits that say who shares the transaction.
    fn of_splits(&self, rule: &Required, row: Row<'_>, stop: &Stop) -> Option<Lack> {
        let rows = self.splits.get(split_rows(&self.splits, row.id())).filter(|_| rule.crediting.shares.from_splits)?;
        let percent = match stop {
            _ if rows.is_empty() => return None,
            Stop::Fault(Fault::SharesNotWhole { percent }, _) => percent.clone(),
            // Ratios that add up to nothing.
            _ => "0".to_owned(),
        };
        let rows = rows.iter().map(|row| row.place.clone()).collect();
        Some(Lack { column: Schema::ID, why: Why::SplitsNotWhole { percent, rows }, needed: rule.span })
    }

    /// Do rows of the splits name the transaction?
    pub(super) fn split(&self, id: &str) -> Option<&Arc<str>> {
        self.splits.get(split_rows(&self.splits, id).start).map(|row| &row.transaction).filter(|found| ***found == *id)
    }
}

impl Required {
    /// Notes what stops a formula of the measure, at the cell that it is about.
    fn stopped(&self, row: Row<'_>, stop: Stop, setting: Setting, found: &mut Vec<Lack>) {
        let Stop::Fault(fault, span) = stop else { return };
        let needed = span.unwrap_or(self.span);
        let columns = self.columns(setting);
        let first =
            |suits: &dyn Fn(&Item<'_>) -> bool| columns.iter().copied().find(|column| suits(&row.item(*column)));
        let any = || columns.first().copied().unwrap_or(Schema::ID);
        let (column, why) = match fault {
            Fault::EmptyCell(Some(Name::Column(column))) => (column, Why::Empty(setting)),
            Fault::EmptyCell(_) => (first(&|item| *item == Item::Empty).unwrap_or_else(any), Why::Empty(setting)),
            Fault::DivisionByZero => {
                let zero = first(&|item| matches!(item, Item::Number(number) if number.is_zero()));
                (zero.unwrap_or_else(any), Why::DivisionByZero)
            }
            Fault::SharesNotWhole { percent } => (any(), Why::SharesNotWhole { percent }),
            Fault::ShareBelowZero { percent } => {
                let below = first(&|item| matches!(item, Item::Number(number) if number.is_negative()));
                (below.unwrap_or_else(any), Why::ShareBelowZero { percent })
            }
            _ => (any(), Why::Overflow),
        };
        note(Lack { column, why, needed }, found);
    }

    /// The columns that the formulas of a setting read, in their order; of shares that are the same in every row those who
    /// get them.
    fn columns(&self, setting: Setting) -> Vec<usize> {
        let mut columns = Vec::new();
        let shares = &self.crediting.shares;
        let formulas: Vec<&Formula> = match setting {
            Setting::Where => self.crediting.filter.iter().collect(),
            Setting::Credit => vec![&self.crediting.credit],
            Setting::To => shares.members.iter().chain(&shares.overlays).filter_map(|one| one.share.as_ref()).collect(),
            Setting::RateBy => self.rates.iter().collect(),
        };
        formulas.iter().for_each(|formula| read_columns(&formula.expression, &mut columns));
        if setting == Setting::To && columns.is_empty() {
            columns.extend(shares.members.iter().map(|one| one.column));
        }
        columns
    }
}

/// Does the measure count the row?
pub(super) fn counts(crediting: &Crediting, row: Row<'_>) -> Result<bool, Stop> {
    match &crediting.filter {
        Some(filter) => Ok(evaluate(&filter.expression, &mut { row })? == Item::YesNo(true)),
        None => Ok(true),
    }
}

/// Takes in what is not known yet: the same cell may be needed by several measures.
fn note(lack: Lack, found: &mut Vec<Lack>) {
    let kind = |lack: &Lack| (lack.column, std::mem::discriminant(&lack.why));
    if !found.iter().any(|known| kind(known) == kind(&lack)) {
        found.push(lack);
    }
}

/// The formulas by which components pick a rate for each transaction of the measure, in all versions of its plan.
fn rates(plans: &[Plan], plan: &str, measure: &str) -> Vec<Formula> {
    let versions = plans.iter().filter(|version| version.name == plan);
    let rates = versions.flat_map(|version| {
        version.components.iter().filter_map(move |component| {
            let paid_on = version.measures.get(paid_measure(component)?)?;
            match &component.pay {
                Pay::Table(table) if paid_on.name == measure && table.as_of == AsOf::Window => table.index.clone(),
                _ => None,
            }
        })
    });
    rates.collect()
}

impl Needs {
    fn of<'f>(formulas: impl IntoIterator<Item = &'f Formula>) -> Self {
        let (mut cells, mut is_sound) = (Vec::new(), true);
        for formula in formulas {
            read_columns(&formula.expression, &mut cells);
            is_sound &= factors(&formula.expression, &mut Vec::new()).is_some_and(|factors| factors <= FEW_FACTORS);
        }
        Self { cells, is_sound }
    }

    fn are_met(&self, row: Row<'_>) -> bool {
        self.is_sound && self.cells.iter().all(|column| row.item(*column) != Item::Empty)
    }
}

impl SharesNeed {
    fn of(shares: &Shares, broken_splits: bool) -> Self {
        let all = shares.members.iter().chain(&shares.overlays);
        Self {
            columns: all.filter(|share| has_formula(share)).map(|share| share.column).collect(),
            is_sound: others_leave_a_rest(shares) && !(shares.from_splits && broken_splits),
        }
    }

    fn are_met(&self, row: Row<'_>) -> bool {
        self.is_sound && self.columns.iter().all(|column| row.text(*column).is_empty())
    }
}

fn read_columns(expression: &Expression, columns: &mut Vec<usize>) {
    each_name(expression, &mut |name| {
        if let Name::Column(column) = name
            && !columns.contains(column)
        {
            columns.push(*column);
        }
    });
}

/// How many cells and figures are multiplied with each other at most, where nothing in the expression can fail for other reasons
/// than empty cells; `locals` has the same of each name that `let` gave.
fn factors(expression: &Expression, locals: &mut Vec<usize>) -> Option<usize> {
    match &expression.node {
        Node::Arithmetic(Arithmetic::Divide, _) | Node::Call(Function::AddMonths, _) => None,
        Node::Arithmetic(Arithmetic::Multiply, sides) => {
            let [left, right] = &**sides;
            Some(factors(left, locals)?.saturating_add(factors(right, locals)?))
        }
        Node::Let(slot, parts) => {
            let [value, rest] = &**parts;
            let value = factors(value, locals)?;
            // Each `let` has a slot of its own.
            if locals.len() <= *slot {
                locals.resize(slot.saturating_add(1), 1);
            }
            *locals.get_mut(*slot)? = value;
            factors(rest, locals)
        }
        Node::Name(Name::Local(slot)) => locals.get(*slot).copied(),
        node => parts(node).try_fold(1, |most, part| Some(factors(part, locals)?.max(most))),
    }
}

/// Does a share have to be worked out for each row?
fn has_formula(share: &Share) -> bool {
    share.share.as_ref().is_some_and(|formula| !matches!(formula.expression.node, Node::Number(_)))
}

/// Does the whole go to one member, or to those who share it by numbers that leave a rest? Members whose shares are formulas do
/// not take part.
fn others_leave_a_rest(shares: &Shares) -> bool {
    let number = |share: &Share| match share.share.as_ref().map(|formula| &formula.expression.node) {
        Some(Node::Number(number)) => Some(number.clone()).filter(|number| !number.is_negative()),
        _ => Some(Number::ZERO),
    };
    let sum = shares.members.iter().try_fold(Number::ZERO, |sum, one| sum.add(&number(one)?).ok());
    let has_rest = shares.members.iter().any(|one| one.share.is_none());
    !shares.ratios && has_rest && sum.is_some_and(|sum| sum <= Number::ONE)
}

/// Is there a transaction whose splits do not add up: to 100 %, or as ratios to anything?
fn broken_splits(splits: &[SplitRow], ratios: bool) -> bool {
    splits.chunk_by(|a, b| a.transaction == b.transaction).any(|rows| {
        let sum = rows.iter().try_fold(Number::ZERO, |sum, row| sum.add(&row.share));
        !sum.is_ok_and(|sum| if ratios { !sum.is_zero() } else { sum == Number::ONE })
    })
}
