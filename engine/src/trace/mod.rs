//! [`Trace`]: why a line is what it is, as a list of facts, each worked out from facts before it.
//!
//! One shape serves everything: a fact has a role (what it is in the field's words), a value, and how it came about. What
//! was given stands there twice, as it was written and as it was understood; everything else can be worked out again from
//! the facts before it. So a trace can be added up again without plan or engine, and no single number in it can be changed
//! unseen.

pub mod json;
mod name;
mod own;
#[cfg(test)]
mod samples;
pub mod verify;
mod withheld;
pub mod words;

pub use self::name::name;
pub use self::withheld::Withheld;

use std::sync::Arc;

use attain_rules::period::Period;
use attain_rules::plan::{Cut, Leftover, Months, Parting, Ties};
use attain_rules::rounding::{Rule, Step};

use crate::seal::Happened;
use crate::value::Value;

/// Place of a fact in [`Trace::facts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FactId(pub u32);

/// Why a line is what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// Facts; each is worked out from facts before it. The last one is the line's amount.
    pub facts: Vec<Fact>,
}

/// Where `fact` is written, or the first of the facts behind it that is written somewhere, at most `depth` steps away; each
/// fact refers to `facts` before it.
#[must_use]
pub fn written_at<'f>(facts: &'f [Fact], fact: &'f Fact, depth: u8) -> Option<&'f str> {
    if !fact.place.is_empty() {
        return Some(&fact.place);
    }
    let depth = depth.checked_sub(1)?;
    let behind = fact.how.references().into_iter().filter_map(|id| facts.get(usize::try_from(id.0).ok()?));
    behind.into_iter().find_map(|part| written_at(facts, part, depth))
}

/// Something that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub role: Role,
    /// Its value.
    pub value: Value,
    /// How it came about.
    pub how: How,
    /// Where that is said: `plans/ae.yaml:14` or `data/transactions.csv:3`.
    pub place: Arc<str>,
}

/// What a fact is, in the order in which money flows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// A cell of a transaction.
    Column {
        /// Id of the transaction.
        transaction: Arc<str>,
        /// Name of the column.
        column: Arc<str>,
    },
    /// What a transaction is worth to a measure.
    Worth {
        /// Id of the transaction.
        transaction: Arc<str>,
    },
    /// What a transaction gave that is taken back.
    Original {
        /// Id of the transaction.
        transaction: Arc<str>,
    },
    /// The participant's share of it.
    Share {
        /// Id of the transaction.
        transaction: Arc<str>,
    },
    /// The share of another participant, or of a ratio's other side.
    OtherShare {
        /// Id of the transaction.
        transaction: Arc<str>,
    },
    /// The participant's credit.
    Credit {
        /// Id of the transaction.
        transaction: Arc<str>,
        /// Day on which it counts.
        date: attain_rules::date::Date,
        /// Name of the measure.
        measure: Arc<str>,
        /// Id of whom the transaction names, where the credit went up the reporting line from there.
        below: Option<Arc<str>>,
    },
    /// A measure over a window.
    Measure {
        /// Name of the measure.
        measure: Arc<str>,
        /// Its days, such as `2026-01..2026-03`.
        window: Arc<str>,
    },
    /// A row of quota data, or the quota of one period by formula.
    QuotaPart {
        /// Name of the measure.
        measure: Arc<str>,
        /// For which period.
        period: Period,
    },
    /// The quota over a window.
    Quota {
        /// Name of the measure.
        measure: Arc<str>,
        /// Its days.
        window: Arc<str>,
    },
    /// Measure over quota.
    Attainment {
        /// Name of the measure.
        measure: Arc<str>,
        /// Its days.
        window: Arc<str>,
    },
    /// An attribute of the participant.
    Attribute {
        /// Name of the attribute.
        name: Arc<str>,
    },
    /// What a component above gave.
    Earned {
        /// Name of the component.
        component: Arc<str>,
        /// Its days.
        window: Arc<str>,
    },
    /// The label of the period at hand.
    Period,
    /// The first day of the period at hand.
    FirstDay,
    /// The last day of the period at hand.
    LastDay,
    /// The target amount.
    Target,
    /// The condition of a gate.
    Gate,
    /// What is paid on.
    Base,
    /// A limit of the part of the base that is paid on.
    BaseLimit,
    /// What picks the row.
    Index,
    /// Where slices count from.
    Origin,
    /// Where a row starts.
    RowLimit {
        /// Number of the row, from 1.
        row: u32,
    },
    /// The rate of a row.
    Rate {
        /// Number of the row, from 1.
        row: u32,
    },
    /// The fixed sum of a row.
    RowAmount {
        /// Number of the row, from 1.
        row: u32,
    },
    /// The entry fee of a row.
    Fee {
        /// Number of the row, from 1.
        row: u32,
    },
    /// The part of the index inside a row.
    SliceIndex {
        /// Number of the row, from 1.
        row: u32,
    },
    /// The part of the base inside a row.
    SliceBase {
        /// Number of the row, from 1.
        row: u32,
    },
    /// What a row pays.
    SlicePay {
        /// Number of the row, from 1.
        row: u32,
    },
    /// A value between two points of a curve.
    Interpolated,
    /// What one transaction or group pays.
    Each {
        /// Id of the transaction, or the group's value.
        key: Arc<str>,
    },
    /// The amount before factors.
    Pay,
    /// A factor.
    Factor,
    /// After factors.
    AfterFactors,
    /// A floor.
    Floor,
    /// A cap.
    Cap,
    /// What earlier lines of the same stretch gave.
    Earlier,
    /// The amount of another line.
    OtherLine {
        /// Its id.
        line: Arc<str>,
    },
    /// What another line added to the amount to date, before limits that cut its own amount.
    OtherPay {
        /// Its id.
        line: Arc<str>,
    },
    /// What another line left to be carried on; below zero, what it paid of that.
    OtherCarried {
        /// Its id.
        line: Arc<str>,
    },
    /// What this version of the plan would have given up to the day on which it came into force.
    BeforeChange,
    /// What it gives since then.
    SinceChange,
    /// What it gives since then, and the versions before it gave before.
    AfterChange,
    /// After a limit.
    AfterLimit,
    /// Rounded, at which step.
    Rounded {
        /// The step.
        step: Step,
    },
    /// What one of several people brings in to `group(...)` or `reports(...)`.
    Member {
        /// Id of the member.
        participant: Arc<str>,
    },
    /// A value of several people, added up.
    Group {
        /// The call as it is written, without blanks: `group(sales)`.
        value: Arc<str>,
    },
    /// What others bring in or go in with, added up.
    Others,
    /// The sum of a pool.
    Fund,
    /// What of it is held back.
    Reserve,
    /// What an entrant of a pool or a contest goes in with: a key, the most that is paid, or a score.
    Key {
        /// Id of the entrant.
        participant: Arc<str>,
    },
    /// The share of a pool.
    PoolShare,
    /// What caps of earlier periods cut and is not paid yet.
    CarriedBefore,
    /// The same after the period.
    Carried,
    /// What caps of a pool cut, of all its groups, which the participant gets.
    Received,
    /// The prize of a place.
    Prize {
        /// The place, from 1.
        place: u32,
    },
    /// The place that was reached.
    Place,
    /// What was won.
    Won,
    /// What somebody decided by hand.
    Adjustment {
        /// Its id.
        id: Arc<str>,
        /// Why.
        reason: Arc<str>,
        /// Who approved it.
        approved_by: Arc<str>,
    },
    /// The share of a part that is due by itself.
    DueShare {
        /// Number of the part, from 1.
        row: u32,
    },
    /// A part of what was earned that is due by itself.
    DuePart {
        /// Number of the part, from 1.
        row: u32,
    },
    /// Does what must hold when a part falls due?
    DueIf,
    /// The last day of work of somebody who left.
    LeftOn,
    /// Why.
    LeftBecause,
    /// The plan's rule for that reason, as its word.
    LeaverRule,
    /// The last day of the period in which something was earned.
    EarnedUntil,
    /// Months served since then.
    Served,
    /// Months from there until a part would have been due.
    MonthsUntilDue {
        /// Number of the part, from 1.
        row: u32,
    },
    /// The last day of the month in which a part was due that is taken back.
    PaidUntil,
    /// For how many months from then on it can be taken back.
    BackWithin,
    /// The share of a part that is taken back from who left.
    BackShare {
        /// Number of the part, from 1.
        row: u32,
    },
    /// What of a part is taken back from who left.
    BackPart {
        /// Number of the part, from 1.
        row: u32,
    },
    /// What is taken back of all parts of a line.
    TakenBack,
    /// The share of a part that is paid to who left.
    KeptShare {
        /// Number of the part, from 1.
        row: u32,
    },
    /// What of a part is paid to who left.
    Kept {
        /// Number of the part, from 1.
        row: u32,
    },
    /// What of a part is lost to who left.
    Forfeited {
        /// Number of the part, from 1.
        row: u32,
    },
    /// What is not due yet.
    StillToCome,
    /// What falls due.
    Released,
    /// How many units the line has, of which the value follows.
    Units,
    /// What one unit is worth in the company's currency.
    UnitValue,
    /// What of units is taxable, in the company's currency. It is not paid.
    TaxableValue,
    /// What moves pay of a component from one period to another, added up.
    Moved,
    /// What the lines that a draw counts make together.
    Earnings,
    /// What a draw brings the pay up to.
    DrawAmount,
    /// What was owed from a draw before.
    OwedBefore,
    /// Most that may be owed.
    OwedLimit,
    /// What a draw adds.
    Drawn,
    /// Is anything taken back in this period?
    RecoverIf,
    /// The pay that is not broken into.
    Keep,
    /// At most which share of the pay above it is taken back.
    RecoveryShare,
    /// What is taken back.
    Recovered,
    /// What is owed afterwards.
    Owed,
    /// What a running total has to reach.
    Reach,
    /// What one day added to a running total.
    DayTotal {
        /// The day.
        date: attain_rules::date::Date,
    },
    /// The day since which the running total has been there.
    ReachedOn,
    /// The most that a contest pays to a whole group.
    Budget,
    /// A line of a closed period, or one posted for it since, as it was sealed or decided by hand.
    Sealed {
        /// Its id.
        line: Arc<str>,
    },
    /// A line of a closed period as it is computed now.
    Recomputed {
        /// Its id.
        line: Arc<str>,
    },
    /// A row or a file that is not what it was when the last period was closed.
    Changed {
        /// What happened to it.
        happened: Happened,
        /// Its table; `files` for the company's file and the plans.
        table: Arc<str>,
        /// What names it in the table.
        row: Arc<str>,
    },
    /// How many more changes there are.
    MoreChanges,
    /// What a closed period gives, as computed now.
    Now,
    /// What was posted for a closed period before.
    Posted,
    /// What is due for a closed period with what was paid by hand for it: that is never taken back, and paid ahead of what comes
    /// out later.
    WithHand,
    /// The guaranteed amount.
    Guarantee,
    /// A step of the work without a name of its own.
    Part,
    /// The line's amount.
    Line,
}

/// How a fact came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// It was given: stated in data or plan, as this text.
    Given {
        /// The value as it was written.
        text: Arc<str>,
    },
    /// A formula gave it.
    Formula {
        /// The formula as it was written.
        text: Arc<str>,
        /// The names in it and the facts that they stood for. Names are written as in the formula, calls whole:
        /// `attainment(bookings, quarter)`.
        inputs: Vec<(Arc<str>, FactId)>,
    },
    /// The facts added up; none is zero.
    Sum(Vec<FactId>),
    /// How many facts.
    Count(Vec<FactId>),
    /// The facts' sum over their number.
    Average(Vec<FactId>),
    /// The smallest.
    Least(Vec<FactId>),
    /// The largest.
    Greatest(Vec<FactId>),
    /// How many different values.
    Distinct(Vec<FactId>),
    /// The last of the facts.
    Last(Vec<FactId>),
    /// The first less the second.
    Difference(FactId, FactId),
    /// All multiplied.
    Product(Vec<FactId>),
    /// The first over the second, exactly.
    Quotient(FactId, FactId),
    /// The part of the stretch from `origin` to `index` that lies between `low` and `high`; an end that is absent is open.
    /// Negative when the stretch runs downwards.
    Overlap {
        /// Where the stretch begins.
        origin: FactId,
        /// Where it ends.
        index: FactId,
        /// Lower end of the row.
        low: Option<FactId>,
        /// Upper end of the row.
        high: Option<FactId>,
    },
    /// Straight line: at `index` between (`x0`, `y0`) and (`x1`, `y1`).
    Line {
        /// Where on the axis.
        index: FactId,
        /// Left point, axis.
        x0: FactId,
        /// Left point, value.
        y0: FactId,
        /// Right point, axis.
        x1: FactId,
        /// Right point, value.
        y1: FactId,
    },
    /// Rounded to a multiple of `unit`.
    Rounding {
        /// The value before.
        of: FactId,
        /// The rule.
        rule: Rule,
        /// The unit.
        unit: FactId,
    },
    /// The share of one entrant, when a sum is shared by keys to the unit.
    Allocation {
        /// What is shared.
        sum: FactId,
        /// The keys of all entrants, in the order of their ids.
        keys: Vec<FactId>,
        /// The most that each gets; empty where nothing limits them.
        most: Vec<FactId>,
        /// Where goes what that cuts?
        cut: Cut,
        /// Shares are whole multiples of this.
        unit: FactId,
        /// What happens to units that do not divide?
        leftover: Leftover,
        /// Which of the entrants it is, from 0.
        own: u32,
    },
    /// One of the parts of a sum that are due by themselves.
    Tranche {
        /// What is parted.
        sum: FactId,
        /// The shares of all parts, in the order of time.
        shares: Vec<FactId>,
        /// Parts are whole multiples of this.
        unit: FactId,
        /// Where go units that do not divide?
        parting: Parting,
        /// Which of the parts it is, from 0.
        own: u32,
    },
    /// How many months were served from behind a day to another one, that day included.
    Months {
        /// The last day of a month.
        from: FactId,
        /// The last day that counts.
        until: FactId,
        /// Those completed, or those begun.
        months: Months,
    },
    /// The place of one entrant.
    Place {
        /// For each score the values of all entrants, in the order of their ids; later ones decide between equals.
        scores: Vec<Vec<FactId>>,
        /// What happens to those who are the same in all of them?
        ties: Ties,
        /// Which of the entrants it is, from 0.
        own: u32,
    },
    /// The prize of one entrant.
    Prize {
        /// As in [`How::Place`].
        scores: Vec<Vec<FactId>>,
        /// The prizes, from the first place on.
        prizes: Vec<FactId>,
        /// What happens to those who are the same in all scores?
        ties: Ties,
        /// Shared prizes are whole multiples of this.
        unit: FactId,
        /// What happens to units that do not divide?
        leftover: Leftover,
        /// Which of the entrants it is, from 0.
        own: u32,
    },
    /// The day since which a running total has been as high as something.
    Reached {
        /// What each day added, in the order of days.
        days: Vec<FactId>,
        /// What had to be reached.
        reach: FactId,
    },
    /// What a budget leaves of one entrant's amount.
    Budget {
        /// As in [`How::Place`]; none where nobody goes before anybody.
        scores: Vec<Vec<FactId>>,
        /// The amounts of all entrants, in the order of their ids.
        amounts: Vec<FactId>,
        /// The most that is paid to all of them.
        budget: FactId,
        /// What happens to those who are the same in all scores?
        ties: Ties,
        /// Shares of what is left are whole multiples of this.
        unit: FactId,
        /// What happens to units that do not divide?
        leftover: Leftover,
        /// Which of the entrants it is, from 0.
        own: u32,
    },
    /// The same as another fact.
    Same(FactId),
    /// Nothing, because the condition did not hold.
    Closed(FactId),
    /// Others decided it too, and what is theirs is not told.
    Withheld(Withheld),
}

impl How {
    /// The facts that it leans on, in the order in which it names them.
    #[must_use]
    pub fn references(&self) -> Vec<FactId> {
        let mut found = Vec::new();
        self.clone().refer(&mut |fact| {
            found.push(fact);
            fact
        });
        found
    }

    /// Refers to other facts instead, in the order in which it names them.
    pub(crate) fn refer(&mut self, to: &mut dyn FnMut(FactId) -> FactId) {
        let mut each = |facts: &mut [FactId]| facts.iter_mut().for_each(|fact| *fact = to(*fact));
        match self {
            Self::Given { .. } => {}
            Self::Formula { inputs, .. } => {
                inputs.iter_mut().for_each(|(_, fact)| each(std::slice::from_mut(fact)));
            }
            Self::Sum(facts)
            | Self::Count(facts)
            | Self::Average(facts)
            | Self::Least(facts)
            | Self::Greatest(facts)
            | Self::Distinct(facts)
            | Self::Last(facts)
            | Self::Product(facts) => each(facts),
            Self::Difference(first, second)
            | Self::Quotient(first, second)
            | Self::Months { from: first, until: second, .. }
            | Self::Rounding { of: first, unit: second, .. } => {
                each(std::slice::from_mut(first));
                each(std::slice::from_mut(second));
            }
            Self::Overlap { origin, index, low, high } => {
                for fact in [origin, index].into_iter().chain(low).chain(high) {
                    each(std::slice::from_mut(fact));
                }
            }
            Self::Line { index, x0, y0, x1, y1 } => {
                for fact in [index, x0, y0, x1, y1] {
                    each(std::slice::from_mut(fact));
                }
            }
            Self::Same(fact) | Self::Closed(fact) => each(std::slice::from_mut(fact)),
            Self::Allocation { sum, keys, most, unit, .. } => {
                each(std::slice::from_mut(sum));
                each(keys);
                each(most);
                each(std::slice::from_mut(unit));
            }
            Self::Reached { days, reach } => {
                each(days);
                each(std::slice::from_mut(reach));
            }
            Self::Budget { scores, amounts, budget, unit, .. } => {
                scores.iter_mut().for_each(|scores| each(scores));
                each(amounts);
                each(std::slice::from_mut(budget));
                each(std::slice::from_mut(unit));
            }
            Self::Tranche { sum, shares, unit, .. } => {
                each(std::slice::from_mut(sum));
                each(shares);
                each(std::slice::from_mut(unit));
            }
            Self::Place { scores, .. } => scores.iter_mut().for_each(|scores| each(scores)),
            Self::Prize { scores, prizes, unit, .. } => {
                scores.iter_mut().for_each(|scores| each(scores));
                each(prizes);
                each(std::slice::from_mut(unit));
            }
            Self::Withheld(withheld) => withheld.refer(to),
        }
    }
}
