//! [`Due`]: when what was earned is paid.

use crate::calendar::Calendar;
use crate::date::Date;
use crate::formula::expression::Formula;
use crate::number::Number;
use crate::period::Period;
use crate::source::{Span, Spanned};

/// When what was earned is paid, in parts.
#[derive(Clone, Debug)]
pub struct Due {
    /// In the order of time; their shares add up to one.
    pub parts: Vec<DuePart>,
    /// Where units go that do not divide.
    pub leftover: Parting,
    /// What becomes of parts that are still to come when somebody leaves; they fall due as if nothing had happened where nothing
    /// is said.
    pub leavers: Option<ByReason<LeaverRule>>,
    /// What is taken back of parts that were paid when somebody leaves soon after.
    pub clawback: Option<Clawback>,
    /// Units alone: is what falls due paid as money, at the value of the last day of the period in which it is paid?
    pub as_money: bool,
}

impl Due {
    /// All at once, in the period itself.
    #[must_use]
    pub fn at_once() -> Self {
        let all =
            DuePart { share: Number::ONE, after: When::AT_ONCE, until: None, condition: None, span: Span::default() };
        Self { parts: vec![all], leftover: Parting::default(), leavers: None, clawback: None, as_money: false }
    }

    /// At most so many months behind the period in which it is earned something may still be paid or taken back, where nothing is
    /// earned before the day `first`.
    #[must_use]
    pub fn most_after(&self, first: Date) -> i32 {
        let times = self.parts.iter().flat_map(|part| [Some(part.after), part.until]).flatten();
        let last = times.map(|time| time.most_months(first)).max().unwrap_or(0);
        last.saturating_add(self.clawback.as_ref().map_or(0, |clawback| clawback.within))
    }
}

/// A part of what was earned.
#[derive(Clone, Debug)]
pub struct DuePart {
    /// Which share.
    pub share: Number,
    /// When it falls due.
    pub after: When,
    /// Up to when it waits for its condition, which is asked in each of the plan's periods until it holds; nothing where it is
    /// asked once.
    pub until: Option<When>,
    /// What must hold when it falls due; else it is forfeited.
    pub condition: Option<Formula>,
    /// Where it is written; of equal instalments, all of them.
    pub span: Span,
}

impl DuePart {
    /// Up to when it waits for its condition, where that lies behind the day on which it falls due.
    #[must_use]
    pub fn waits_until(&self, calendar: Calendar, earned_for: Period) -> Option<When> {
        let due = self.after.day(calendar, earned_for);
        self.until.filter(|until| until.day(calendar, earned_for) > due)
    }

    /// Up to when it may be paid.
    #[must_use]
    pub fn last(&self, calendar: Calendar, earned_for: Period) -> When {
        self.waits_until(calendar, earned_for).unwrap_or(self.after)
    }
}

/// When something falls due that was earned in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// With the last day of the month that lies so many months behind the last one of the period; 0 is that month itself.
    Months(i32),
    /// So many days behind the last day of the period; above zero.
    Days(i32),
    /// On this day; what is earned in a period that ends later is due with its last day.
    On(Date),
}

impl When {
    /// In the period itself.
    pub const AT_ONCE: Self = Self::Months(0);

    /// The day, where the plan names one.
    #[must_use]
    pub const fn named(self) -> Option<Date> {
        match self {
            Self::On(day) => Some(day),
            Self::Months(_) | Self::Days(_) => None,
        }
    }

    /// The day on which it is due; not before the last day of the period.
    #[must_use]
    pub fn day(self, calendar: Calendar, earned_for: Period) -> Date {
        let end = calendar.last_day(earned_for.last());
        match self {
            Self::Months(months) => calendar.last_day(earned_for.last().plus(months)),
            Self::Days(days) => end.plus_days(days),
            Self::On(day) => day.max(end),
        }
    }

    /// How many months behind the last month of the period that day lies; 0 is the period itself.
    #[must_use]
    pub fn months(self, calendar: Calendar, earned_for: Period) -> i32 {
        match self {
            Self::Months(months) => months,
            _ => calendar.month_of(self.day(calendar, earned_for)).0.saturating_sub(earned_for.last().0),
        }
    }

    /// The same at most, for periods that do not end before the day `first`. No month has less than 28 days, and months of weeks
    /// begin within the civil month beside them.
    fn most_months(self, first: Date) -> i32 {
        match self {
            Self::Months(months) => months,
            Self::Days(days) => days.div_euclid(28).saturating_add(1),
            Self::On(day) => first.months_until(day).max(0).saturating_add(2),
        }
    }
}

/// A rule for each reason for which people leave, as the data gives it.
#[derive(Clone, Debug)]
pub struct ByReason<R> {
    /// Reasons as the data writes them, each once, in the order of the plan.
    pub reasons: Vec<(String, Spanned<R>)>,
    /// For every other reason, and for none.
    pub otherwise: Option<Spanned<R>>,
    /// Where its key is written.
    pub span: Span,
}

impl<R> ByReason<R> {
    /// The rule for this reason; `None` where the plan has no word for it.
    #[must_use]
    pub fn rule(&self, reason: Option<&str>) -> Option<&Spanned<R>> {
        let stated = self.reasons.iter().find(|(known, _)| Some(known.as_str()) == reason).map(|(_, rule)| rule);
        stated.or(self.otherwise.as_ref())
    }
}

/// What is taken back of what was paid, when somebody leaves soon after.
#[derive(Clone, Debug)]
pub struct Clawback {
    /// For how many months behind the month in which a part was paid; above zero.
    pub within: i32,
    /// Where these are written.
    pub span: Span,
    /// How much of it, by the reason.
    pub leavers: ByReason<BackRule>,
}

/// How much of a part that was paid is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackRule {
    /// Nothing.
    Nothing,
    /// All of it.
    All,
    /// This share.
    Share(Number),
    /// The share of the months that were not served.
    NotServed(Months),
    /// A share by how long ago it was paid: rows from low to high, the first one from 0 months.
    ByAge(Vec<AgeRow>),
}

/// What is taken back from some age on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgeRow {
    /// Completed months since the payment.
    pub from: i32,
    /// The share that is taken back.
    pub share: Spanned<Number>,
}

impl BackRule {
    /// Those that are words, in the order in which messages list them.
    pub const WORDS: [Self; 4] =
        [Self::Nothing, Self::All, Self::NotServed(Months::Completed), Self::NotServed(Months::Begun)];

    /// What traces call shares by age.
    pub const BY_AGE: &str = "by_age";

    /// The word that plans use; none for shares.
    #[must_use]
    pub const fn word(&self) -> Option<&'static str> {
        match self {
            Self::Nothing => Some("nothing"),
            Self::All => Some("all"),
            Self::Share(_) | Self::ByAge(_) => None,
            Self::NotServed(Months::Completed) => Some("not_served"),
            Self::NotServed(Months::Begun) => Some("not_served_begun"),
        }
    }
}

/// What becomes of parts that are still to come when somebody leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeaverRule {
    /// They fall due as if nothing had happened.
    Keep,
    /// They are lost.
    Forfeit,
    /// The share that was served by then is paid at once, and the rest is lost.
    ProRata(Months),
    /// They are paid at once.
    Accelerate,
}

impl LeaverRule {
    /// All of them, in the order in which messages list them.
    pub const ALL: [Self; 5] =
        [Self::Keep, Self::Forfeit, Self::ProRata(Months::Completed), Self::ProRata(Months::Begun), Self::Accelerate];

    /// The word that plans use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Forfeit => "forfeit",
            Self::ProRata(Months::Completed) => "pro_rata",
            Self::ProRata(Months::Begun) => "pro_rata_begun",
            Self::Accelerate => "accelerate",
        }
    }
}

/// Which months count as served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Months {
    /// Those that were served to their last day.
    Completed,
    /// Those of which a day was served.
    Begun,
}

/// How a sum is parted into whole units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Parting {
    /// Units left over go to the largest remainders, ties to the earlier part.
    #[default]
    Largest,
    /// What is due up to each part is rounded half up, less what the parts before it gave.
    Running,
    /// The same, rounded down.
    RunningDown,
    /// One each to the first parts.
    First,
    /// One each to the last parts.
    Last,
    /// All to the first part.
    AllFirst,
    /// All to the last part.
    AllLast,
    /// Parts divide down to the currency's minor unit, whatever the line's unit.
    Fraction,
}

impl Parting {
    /// All of them, in the order in which messages list them.
    pub const ALL: [Self; 8] = [
        Self::Largest,
        Self::Running,
        Self::RunningDown,
        Self::First,
        Self::Last,
        Self::AllFirst,
        Self::AllLast,
        Self::Fraction,
    ];

    /// The word that plans use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Largest => "largest",
            Self::Running => "running",
            Self::RunningDown => "running_down",
            Self::First => "first",
            Self::Last => "last",
            Self::AllFirst => "all_first",
            Self::AllLast => "all_last",
            Self::Fraction => "fraction",
        }
    }
}
