//! [`Units`]: which units a number may have, and what `+ - * /` make of them.
//!
//! A literal may be of any unit, so `units * 50` may be a count or money; its surroundings decide. That is why the units of
//! a part are a set.

use super::expression::{Arithmetic, Unit};

/// The units that a number may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Units {
    possible: u8,
    /// The one that it has when nothing else decides; literals count as numbers without dimension.
    own: Unit,
}

const UNITS: [Unit; 5] = [Unit::Ratio, Unit::Money, Unit::Count, Unit::Points, Unit::Days];
const ALL: u8 = 0b1_1111;

const fn bit(unit: Unit) -> u8 {
    match unit {
        Unit::Literal => ALL,
        Unit::Ratio => 1,
        Unit::Money => 2,
        Unit::Count => 4,
        Unit::Points => 8,
        Unit::Days => 16,
    }
}

impl Units {
    /// Of a number without unit, which takes that of its surroundings.
    pub const LITERAL: Self = Self { possible: ALL, own: Unit::Literal };

    /// Exactly `unit`.
    pub const fn of(unit: Unit) -> Self {
        Self { possible: bit(unit), own: unit }
    }

    /// One of `units`.
    pub fn one_of(units: &[Unit]) -> Self {
        let possible = units.iter().fold(0, |bits, unit| bits | bit(*unit));
        Self { possible, own: units.first().copied().unwrap_or(Unit::Literal) }
    }

    /// The unit that it has when nothing else decides.
    pub const fn own(self) -> Unit {
        self.own
    }

    /// What both may be: the unit of a sum, a comparison, the branches of an `if`. `None` when nothing.
    pub fn common(self, other: Self) -> Option<Self> {
        let possible = self.possible & other.possible;
        if possible == 0 {
            return None;
        }
        let fits = |unit: Unit| unit != Unit::Literal && bit(unit) & possible != 0;
        let own = [self.own, other.own].into_iter().find(|unit| fits(*unit));
        let own = own.unwrap_or(if possible == ALL { Unit::Literal } else { first(possible) });
        Some(Self { possible, own })
    }

    /// The units of `self * other` or `self / other`; `None` when they make no sense.
    pub fn combine(self, operation: Arithmetic, other: Self) -> Option<Self> {
        let rule = if operation == Arithmetic::Divide { quotient } else { product };
        let mut possible = 0;
        for left in UNITS.into_iter().filter(|unit| bit(*unit) & self.possible != 0) {
            for right in UNITS.into_iter().filter(|unit| bit(*unit) & other.possible != 0) {
                possible |= rule(left, right).map_or(0, bit);
            }
        }
        if possible == 0 {
            return None;
        }
        if self.own == Unit::Literal && other.own == Unit::Literal {
            return Some(Self { possible, own: Unit::Literal });
        }
        let concrete = |unit: Unit| if unit == Unit::Literal { Unit::Ratio } else { unit };
        let own = rule(concrete(self.own), concrete(other.own)).unwrap_or_else(|| first(possible));
        Some(Self { possible, own })
    }
}

fn first(possible: u8) -> Unit {
    UNITS.into_iter().find(|unit| bit(*unit) & possible != 0).unwrap_or(Unit::Literal)
}

/// What a product of two units is.
fn product(left: Unit, right: Unit) -> Option<Unit> {
    use Unit::{Count, Days, Money, Points, Ratio};
    match (left, right) {
        (Ratio, other) | (other, Ratio) => Some(other),
        // So much for each thing, day or point.
        (Money, Count | Days | Points) | (Count | Days | Points, Money) => Some(Money),
        (Points, Count | Days) | (Count | Days, Points) => Some(Points),
        (Count, Days) | (Days, Count) => Some(Days),
        (Count, Count) => Some(Count),
        _ => None,
    }
}

/// What a quotient of two units is.
fn quotient(left: Unit, right: Unit) -> Option<Unit> {
    use Unit::{Count, Days, Money, Points, Ratio};
    match (left, right) {
        (other, Ratio) => Some(other),
        (a, b) if a == b => Some(Ratio),
        (Money, Count | Days | Points) => Some(Money),
        (Points, Count | Days) => Some(Points),
        (Count, Days) => Some(Count),
        (Days, Count) => Some(Days),
        (Ratio, Count | Days) => Some(Ratio),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_never_multiplied_by_money_nor_added_to_a_ratio() {
        let (money, ratio, literal) = (Units::of(Unit::Money), Units::of(Unit::Ratio), Units::LITERAL);
        assert_eq!(money.combine(Arithmetic::Multiply, money), None);
        assert_eq!(money.common(ratio), None);
        assert_eq!(money.combine(Arithmetic::Divide, money).map(Units::own), Some(Unit::Ratio));
        assert_eq!(money.common(literal).map(Units::own), Some(Unit::Money));
        assert_eq!(
            literal.combine(Arithmetic::Multiply, ratio).and_then(|u| u.common(money)).map(Units::own),
            Some(Unit::Money)
        );
        let each = Units::of(Unit::Count).combine(Arithmetic::Multiply, literal);
        assert_eq!(each.map(Units::own), Some(Unit::Count));
        assert_eq!(each.and_then(|u| u.common(money)).map(Units::own), Some(Unit::Money));
    }
}
