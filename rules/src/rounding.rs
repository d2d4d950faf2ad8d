//! Rounding: a rule, a unit and a step. One function decides; everything else asks it.

use std::cmp::Ordering;

use crate::number::Number;

/// How a value between two multiples of the unit is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Rule {
    /// To the nearest; a tie goes away from zero.
    #[default]
    HalfUp,
    /// To the nearest; a tie goes to the even neighbour.
    HalfEven,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// Towards minus infinity.
    Floor,
}

/// What is known of a value that lies at or above its floor.
#[derive(Clone, Copy, Debug)]
pub struct Remainder {
    /// The value is its floor.
    pub is_zero: bool,
    /// The part above the floor, compared with one half.
    pub against_half: Ordering,
    /// Is the floor an odd multiple?
    pub floor_is_odd: bool,
    /// Is the value itself below zero?
    pub negative: bool,
}

impl Rule {
    /// Does the value go up from its floor?
    #[must_use]
    pub fn rounds_up(self, rest: Remainder) -> bool {
        if rest.is_zero {
            return false;
        }
        match self {
            Self::HalfUp => match rest.against_half {
                Ordering::Less => false,
                Ordering::Equal => !rest.negative,
                Ordering::Greater => true,
            },
            Self::HalfEven => match rest.against_half {
                Ordering::Less => false,
                Ordering::Equal => rest.floor_is_odd,
                Ordering::Greater => true,
            },
            Self::Up => !rest.negative,
            Self::Down => rest.negative,
            Self::Floor => false,
        }
    }

    /// The word that plans use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::HalfUp => "half_up",
            Self::HalfEven => "half_even",
            Self::Up => "up",
            Self::Down => "down",
            Self::Floor => "floor",
        }
    }

    /// All rules, in the order in which messages list them.
    pub const ALL: [Self; 5] = [Self::HalfUp, Self::HalfEven, Self::Up, Self::Down, Self::Floor];
}

/// `numerator / denominator` as a whole number; `denominator` above zero.
#[must_use]
pub(crate) fn round_quotient(numerator: i128, denominator: i128, rule: Rule) -> i128 {
    let (floor, rest) = match (i64::try_from(numerator), i64::try_from(denominator)) {
        (Ok(small), Ok(divisor)) => (i128::from(small.div_euclid(divisor)), i128::from(small.rem_euclid(divisor))),
        _ => (numerator.div_euclid(denominator), numerator.rem_euclid(denominator)),
    };
    let up = rule.rounds_up(Remainder {
        is_zero: rest == 0,
        against_half: rest.cmp(&denominator.wrapping_sub(rest)),
        floor_is_odd: floor.wrapping_rem(2) != 0,
        negative: numerator < 0,
    });
    floor.wrapping_add(i128::from(up))
}

/// Where in the work a value is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A transaction's credit to one participant.
    Credit,
    /// An attainment.
    Quotient,
    /// The part of the base inside one row.
    SliceBase,
    /// What one row pays.
    SlicePay,
    /// The factor of `multiply_by`.
    Factor,
    /// What one transaction or group pays, where a component is paid by the transaction.
    Each,
    /// The sum of a pool.
    Fund,
    /// The line: the only step that is always there.
    Line,
}

impl Step {
    /// All steps, in the order of work.
    pub const ALL: [Self; 8] = [
        Self::Credit,
        Self::Quotient,
        Self::SliceBase,
        Self::SlicePay,
        Self::Factor,
        Self::Each,
        Self::Fund,
        Self::Line,
    ];

    /// The word that plans use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Credit => "credit",
            Self::Quotient => "quotient",
            Self::SliceBase => "slice_base",
            Self::SlicePay => "slice_pay",
            Self::Factor => "factor",
            Self::Each => "each",
            Self::Fund => "fund",
            Self::Line => "line",
        }
    }
}

/// A rule with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// How ties and remainders go.
    pub rule: Rule,
    /// The result is a whole multiple of this; above zero.
    pub unit: Number,
}

/// The roundings that a plan or a component asks for, at most one a step.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Roundings {
    /// In the order of [`Step::ALL`]; without an entry nothing is rounded there, but the line (half up to the minor unit).
    pub steps: Vec<(Step, Rounding)>,
}

impl Roundings {
    /// The rounding at `step`, if the plan asks for one.
    #[must_use]
    pub fn at(&self, step: Step) -> Option<&Rounding> {
        self.steps.iter().find(|(at, _)| *at == step).map(|(_, rounding)| rounding)
    }
}
