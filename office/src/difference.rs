//! Two results, line by line.

use std::collections::BTreeMap;

use attain_rules::id::natural_cmp;
use attain_rules::number::{Number, NumberError};
use serde_json::Value;

use crate::stored::{Stored, StoredAmount, StoredLine};

/// Two results beside each other.
pub struct Comparison<'a> {
    /// Lines that are not the same, in the order of their ids.
    pub differences: Vec<Difference<'a>>,
    /// How many are the same in everything.
    pub same: usize,
    /// Sums by currency.
    pub totals: BTreeMap<&'a str, Pair>,
}

/// A line that is not the same in both.
pub struct Difference<'a> {
    /// The line's id.
    pub id: &'a str,
    /// The line before; absent when it is new.
    pub before: Option<&'a StoredLine>,
    /// The line after; absent when it is gone.
    pub after: Option<&'a StoredLine>,
}

/// How a line differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is in both.
    Changed,
    /// It is in the second alone.
    New,
    /// It is in the first alone.
    Gone,
}

/// Before or after?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What stood first.
    Before,
    /// What stands in its place.
    After,
}

/// A sum before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// Before.
    pub before: Number,
    /// After.
    pub after: Number,
    /// Digits behind the point.
    pub digits: u8,
}

impl Pair {
    /// After less before.
    ///
    /// # Errors
    /// When the numbers are too large to be subtracted.
    pub fn difference(&self) -> Result<Number, NumberError> {
        self.after.subtract(&self.before)
    }

    /// Adds an amount on one side.
    ///
    /// # Errors
    /// When the numbers are too large to be added up.
    pub fn add(&mut self, side: Side, amount: &StoredAmount) -> Result<(), NumberError> {
        let sum = match side {
            Side::Before => &mut self.before,
            Side::After => &mut self.after,
        };
        *sum = sum.add(&amount.number)?;
        self.digits = self.digits.max(amount.digits);
        Ok(())
    }
}

impl<'a> Comparison<'a> {
    /// Puts `before` beside `after`.
    ///
    /// # Errors
    /// When amounts are too large to be added up.
    pub fn of(before: &'a Stored, after: &'a Stored) -> Result<Self, NumberError> {
        let mut comparison = Self { differences: Vec::new(), same: 0, totals: BTreeMap::new() };
        for (id, line) in &before.lines {
            let other = after.lines.get(id);
            if other.is_some_and(|other| other.is_same(line)) {
                comparison.same = comparison.same.saturating_add(1);
            } else {
                comparison.differences.push(Difference { id, before: Some(line), after: other });
            }
            let sum = comparison.totals.entry(line.currency()).or_default();
            sum.add(Side::Before, &line.amount)?;
        }
        for (id, line) in &after.lines {
            if !before.lines.contains_key(id) {
                comparison.differences.push(Difference { id, before: None, after: Some(line) });
            }
            let sum = comparison.totals.entry(line.currency()).or_default();
            sum.add(Side::After, &line.amount)?;
        }
        comparison.differences.sort_by(|a, b| natural_cmp(a.id, b.id));
        Ok(comparison)
    }

    /// How many lines differ in this way.
    pub fn count(&self, kind: Kind) -> usize {
        self.differences.iter().filter(|difference| difference.kind() == kind).count()
    }
}

impl StoredLine {
    /// Is everything the same, the amount by its value?
    fn is_same(&self, other: &Self) -> bool {
        self.amount.number == other.amount.number && changed_fields(self, other).is_empty()
    }
}

/// The fields beside the amount that differ, in the order in which they were written: name, before, after.
pub fn changed_fields<'a>(before: &'a StoredLine, after: &'a StoredLine) -> Vec<(&'a str, &'a Value, &'a Value)> {
    let keys = before.fields.keys().chain(after.fields.keys().filter(|key| !before.fields.contains_key(*key)));
    let value = |line: &'a StoredLine, key: &str| line.fields.get(key).unwrap_or(&Value::Null);
    keys.filter(|key| *key != "amount")
        .map(|key| (key.as_str(), value(before, key), value(after, key)))
        .filter(|(_, before, after)| before != after)
        .collect()
}

impl Difference<'_> {
    /// How the line differs.
    pub const fn kind(&self) -> Kind {
        match (self.before, self.after) {
            (Some(_), Some(_)) => Kind::Changed,
            (None, _) => Kind::New,
            (_, None) => Kind::Gone,
        }
    }

    /// The amounts, nothing where there is no line.
    pub fn amounts(&self) -> Pair {
        let amount = |line: Option<&StoredLine>| line.map(|line| line.amount.number.clone()).unwrap_or_default();
        let digits = self.before.into_iter().chain(self.after).map(|line| line.amount.digits).max().unwrap_or(0);
        Pair { before: amount(self.before), after: amount(self.after), digits }
    }
}
