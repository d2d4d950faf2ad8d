//! [`Outcome`]: what a run gives. Lines, their traces where asked for, and the report of what was left over.

use std::sync::Arc;

use attain_rules::calendar::Calendar;
use attain_rules::company::Company;
use attain_rules::date::{Date, DateRange};
use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::plan::{Component, Plan};
use attain_rules::unit::UnitPlace;

use crate::asked::Answer;
use crate::credit::aside::SetAside;
use crate::cut_to::CutTo;
use crate::inputs::{Inputs, Leave, LeftOut, ParticipantIndex};
use crate::kept::Kept;
use crate::line_gaps::LineGaps;
use crate::outside::Outside;
use crate::stood_in::StoodIn;
use crate::trace::Trace;

pub use crate::balance::{Balance, BalanceKind};
pub use crate::standing::{NextStage, Staged, Standing};

/// What a run gives.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Sorted by participant, earned-for period, plan, component (in the plan's order), kind.
    pub lines: Vec<Line>,
    /// Every measure of everybody, where the request asked for it: by participant, period, plan and measure.
    pub measured: Vec<Measured>,
    /// What goes on from period to period: what participants owe from draws, and what caps cut and later periods pay; by
    /// participant, period, plan and component.
    pub balances: Vec<Balance>,
    /// What was earned and falls due later than what was asked for: by participant, due period, plan and component.
    pub to_come: Vec<ToCome>,
    /// Where everybody stands in contests, by plan, component, period and group, the best first.
    pub standings: Vec<Standing>,
    /// To the request's questions, in their order.
    pub answers: Vec<Answer>,
    /// Figures that people lack and that a number of the plan stood in for, by plan and measure.
    pub stood_in: Vec<StoodIn>,
    /// What was left over, and what people should know.
    pub report: Report,
}

/// A part of what was earned that is due later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToCome {
    /// Who.
    pub participant: ParticipantIndex,
    /// Place of the plan version in the run's list of plans.
    pub plan: u32,
    /// Place of the component in that plan.
    pub component: u32,
    /// The period for which it was earned.
    pub earned_for: Period,
    /// The period in which it is due.
    pub due: Period,
    /// The day on which it is due, within that period.
    pub due_on: Date,
    /// How much, in the smallest parts of what the component pays in.
    pub minor_units: i64,
    /// Must something hold then?
    pub conditional: bool,
    /// The last period in which it may be paid, where it waits for what must hold.
    pub until: Option<Period>,
}

/// A part that is not paid: its condition did not hold when it fell due, or somebody left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forfeited {
    /// Who.
    pub participant: ParticipantIndex,
    /// Name of the plan.
    pub plan: Arc<str>,
    /// Name of the component.
    pub component: Arc<str>,
    /// The period for which it was earned.
    pub earned_for: Period,
    /// The period in which it fell due, or was lost because somebody left.
    pub due: Period,
    /// In which unit of the company; nothing for money.
    pub unit: Option<UnitPlace>,
    /// How much, in the smallest parts of that unit.
    pub minor_units: i64,
    /// The leave that it was lost by; `None` where its condition did not hold.
    pub left: Option<Leave>,
}

/// What a measure holds for one participant in one period of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Whose.
    pub participant: ParticipantIndex,
    /// Place of the plan version in the run's list of plans.
    pub plan: u32,
    /// Place of the measure in that plan.
    pub measure: u32,
    /// The period, as far as the version is in force.
    pub period: Period,
    /// The measure, in its unit; `None` where a figure that it needs is missing.
    pub total: Option<Number>,
    /// Its quota; `None` where it has none.
    pub quota: Option<Number>,
}

/// One earning: what one component gives one participant for one period.
#[derive(Clone, Debug)]
pub struct Line {
    /// Who.
    pub participant: ParticipantIndex,
    /// Place of the plan version in the run's list of plans.
    pub plan: u32,
    /// Place of the component in that plan.
    pub component: u32,
    /// What kind of line.
    pub kind: LineKind,
    /// The period for which it was earned.
    pub earned_for: Period,
    /// The period in which it is paid.
    pub paid_in: Period,
    /// In which unit of the company it is; nothing for money.
    pub unit: Option<UnitPlace>,
    /// How much, in the smallest parts of that unit: of money in minor units of the company's currency.
    pub minor_units: i64,
    /// What of units is taxable, in minor units of the company's currency. It is shown, and never paid.
    pub taxable: Option<i64>,
    /// Why, where the request asked for it.
    pub trace: Option<Box<Trace>>,
}

/// Kinds of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineKind {
    /// From a commission or bonus.
    Earning,
    /// What a guarantee adds to one.
    Guarantee,
    /// What brings the pay up to an amount.
    Draw,
    /// What was drawn and is taken back; negative.
    Recovery,
    /// What of a line is not due yet, and of units all that is paid as money; mostly negative.
    Deferral,
    /// What of an earlier line falls due.
    Release,
    /// What falls due of units that are paid as money.
    Cash,
    /// What of an earlier line is taken back when somebody leaves.
    Clawback,
    /// What somebody decided by hand.
    Adjustment,
    /// What is due for a closed period since it was closed.
    Difference,
}

impl LineKind {
    /// All of them, in the order of a period's lines.
    pub const ALL: [Self; 10] = [
        Self::Earning,
        Self::Guarantee,
        Self::Draw,
        Self::Recovery,
        Self::Deferral,
        Self::Release,
        Self::Cash,
        Self::Clawback,
        Self::Adjustment,
        Self::Difference,
    ];

    /// The kind of this [`LineKind::word`].
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Is it the line that a component gives by itself, rather than one that comes on top of it?
    #[must_use]
    pub const fn is_own(self) -> bool {
        matches!(self, Self::Earning | Self::Draw | Self::Recovery)
    }

    /// The word of the JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Earning => "earning",
            Self::Guarantee => "guarantee",
            Self::Draw => "draw",
            Self::Recovery => "recovery",
            Self::Deferral => "deferral",
            Self::Release => "release",
            Self::Cash => "cash",
            Self::Clawback => "clawback",
            Self::Adjustment => "adjustment",
            Self::Difference => "difference",
        }
    }
}

impl Line {
    /// The plan version and the component that it belongs to.
    #[must_use]
    pub fn part<'p>(&self, plans: &'p [Plan]) -> Option<(&'p Plan, &'p Component)> {
        let plan = plans.get(self.plan as usize)?;
        Some((plan, plan.components.get(self.component as usize)?))
    }

    /// Its [`line_id`].
    pub(crate) fn id(&self, plans: &[Plan], company: &Company, inputs: &Inputs) -> String {
        let label = |period| company.calendar.label(period);
        let (plan, component) = self.part(plans).map_or(("", ""), |(plan, component)| (&plan.name, &component.name));
        let participant = inputs.id(self.participant);
        let periods = (label(self.earned_for), label(self.paid_in));
        let component: (&str, _) = (component, self.apart(plans, company));
        line_id((&periods.0, &periods.1), &participant, plan, component, self.kind, self.since(plans, company.calendar))
    }

    /// The name of the thing, where several things may be won in one period, so that it tells lines apart.
    #[must_use]
    pub fn apart<'c>(&self, plans: &[Plan], company: &'c Company) -> Option<&'c str> {
        let is_apart = self.part(plans).is_some_and(|(_, component)| component.has_lines_by_thing());
        self.unit.filter(|_| is_apart).map(|_| company.name_of(self.unit))
    }

    /// The first day of the line's version of the plan, where this took over from another one within the line's period: the
    /// period then has a line of each.
    #[must_use]
    pub fn since(&self, plans: &[Plan], calendar: Calendar) -> Option<Date> {
        since((plans, calendar), self.plan as usize, self.earned_for)
    }
}

/// Puts lines in the order of [`Outcome::lines`].
pub(crate) fn sort_lines(lines: &mut [Line], plans: &[Plan]) {
    let name = |plan: u32| plans.get(plan as usize).map_or("", |plan| plan.name.as_str());
    lines.sort_by(|a, b| {
        (a.participant, a.earned_for.last(), a.earned_for.length)
            .cmp(&(b.participant, b.earned_for.last(), b.earned_for.length))
            .then_with(|| name(a.plan).cmp(name(b.plan)))
            .then_with(|| (a.plan, a.component, a.kind, a.paid_in).cmp(&(b.plan, b.component, b.kind, b.paid_in)))
    });
}

/// [`Line::since`] for a line of the plan at `place`.
pub(crate) fn since((plans, calendar): (&[Plan], Calendar), place: usize, earned_for: Period) -> Option<Date> {
    let plan = plans.get(place)?;
    let (first, start) = (calendar.first_day(earned_for.first), plan.effective.first);
    let took_over =
        |other: &Plan| other.name == plan.name && other.effective.first < start && other.effective.last >= first;
    (start > first && plans.iter().any(took_over)).then_some(start)
}

/// The id by which files and people refer to a line: what makes it the line that it is, from the outside in. `since` is
/// [`Line::since`], and stands behind the plan: `seller@2026-02-15`. `paid_in` stands at the end where it is another period
/// than `earned_for`. A thing that is won by stages stands behind the component: `season:cup`. The same plans and inputs always give the same ids.
#[must_use]
pub fn line_id(
    (earned_for, paid_in): (&str, &str),
    participant: &str,
    plan: &str,
    (component, thing): (&str, Option<&str>),
    kind: LineKind,
    since: Option<Date>,
) -> String {
    let mut id = [earned_for, participant, plan].join("/");
    if let Some(day) = since {
        id.push_str(&format!("@{day}"));
    }
    id.push('/');
    id.push_str(component);
    for (sign, text) in thing.map(|thing| (':', thing)).into_iter().chain([('/', kind.word())]) {
        id.push(sign);
        id.push_str(text);
    }
    if paid_in != earned_for {
        id.push('/');
        id.push_str(paid_in);
    }
    id
}

/// What was left over, and what people should know.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The days whose transactions were looked at; `None` where none were.
    pub days: Option<DateRange>,
    /// The last day of a transaction in the data, by the columns by which measures date them; `None` where none has a day.
    pub last_event: Option<Date>,
    /// For each measure that reads transactions: came in = credited + set aside + uncredited.
    pub measures: Vec<MeasureReport>,
    /// Rows that never reached the engine.
    pub left_out: Vec<LeftOut>,
    /// Transactions whose day lies outside the days that this run looks at.
    pub outside: Outside,
    /// Transactions that no measure credited to anybody, with their amounts.
    pub credited_to_nobody: Tally,
    /// The first of those, in order of id, at most [`Report::MOST_EXAMPLES`].
    pub nobody_examples: Vec<Arc<str>>,
    /// Transactions that rows of the splits data name and that never came, in order of id.
    pub splits_without_transaction: Vec<Arc<str>>,
    /// Participants that stand on no plan in the run's periods.
    pub without_plan: Vec<ParticipantIndex>,
    /// What could not be measured where the plan says `report`.
    pub unmeasured: Vec<Unmeasured>,
    /// What groups were to get and did not, by period, plan, component and group.
    pub undistributed: Vec<Undistributed>,
    /// What caps of pools cut that goes to a fund, or to nobody because who was to get it is not there: by period, plan, component
    /// and group.
    pub cut_to: Vec<CutTo>,
    /// What was forfeited, in the order of the work.
    pub forfeited: Vec<Forfeited>,
    /// Who is on a plan with groups and in none of them.
    pub without_group: Vec<WithoutGroup>,
    /// Who moved from one group to another within a period.
    pub moved: Vec<Moved>,
    /// Closed pools and contests that would come out otherwise now, and stay: by period, plan, component and group.
    pub kept: Vec<Kept>,
}

impl Report {
    /// Most examples that the report names.
    pub const MOST_EXAMPLES: usize = 20;
}

/// Where the transactions of a measure went, over the days that the run looks at.
#[derive(Clone, Debug, Default)]
pub struct MeasureReport {
    /// Name of the plan.
    pub plan: Arc<str>,
    /// Name of the measure.
    pub measure: Arc<str>,
    /// Everything that the measure's filter let through, rows that were set aside among it: how many rows, and what they are worth.
    pub came_in: Tally,
    /// What participants got; counted are credits, of which a row that is shared has several.
    pub credited: Tally,
    /// Rows that were set aside and would have counted.
    pub set_aside: SetAside,
    /// What nobody got under this plan, by reason, counted as credits; reasons in the order of [`Uncredited`].
    pub uncredited: Vec<(Uncredited, Tally)>,
    /// With `up`, what stopped below a place that nobody holds, whether or not somebody further down got it.
    pub line_gaps: Option<LineGaps>,
    /// Overlay credits, counted as such, which stand outside the sum.
    pub overlays: Tally,
    /// Credits that somebody decided by hand, which did not come in.
    pub adjusted: Tally,
}

/// Why credit went to nobody under a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Uncredited {
    /// The cell that names the participant is empty.
    NoParticipant,
    /// No participant has this id.
    UnknownParticipant,
    /// The participant is not on this plan on that day.
    NotOnPlan,
    /// Nobody stands as far above the participant.
    NobodyAbove,
    /// The one who stands above is not there on that day.
    VacantSeat,
    /// The one who stands above is nobody whom the data knows.
    UnknownManager,
}

/// How many, and how much in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many.
    pub count: u64,
    /// How much.
    pub sum: Number,
}

/// Something that could not be measured, where the plan says that this is to be reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmeasured {
    /// Whose line is missing.
    pub participant: ParticipantIndex,
    /// Whose figure is missing, in the order of ids: the same one's, or others' of the group.
    pub of: Arc<[ParticipantIndex]>,
    /// Name of the plan.
    pub plan: Arc<str>,
    /// Name of the measure.
    pub measure: Arc<str>,
    /// What was missing.
    pub what: MissingFigure,
    /// For which component's line.
    pub component: Arc<str>,
    /// For which period.
    pub period: Period,
}

/// What of a pool or of prizes went to nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undistributed {
    /// Name of the plan.
    pub plan: Arc<str>,
    /// Name of the component.
    pub component: Arc<str>,
    /// Name of the group; empty for everybody on the plan.
    pub group: Arc<str>,
    /// For which period.
    pub period: Period,
    /// In which unit of the company; nothing for money.
    pub unit: Option<UnitPlace>,
    /// What the plan holds back.
    pub reserved: Number,
    /// What a cap cut, what did not divide, or what nobody had a claim to.
    pub undistributed: Number,
}

/// Somebody whose attribute makes no group, so that there is no line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithoutGroup {
    /// Who.
    pub participant: ParticipantIndex,
    /// Name of the plan.
    pub plan: Arc<str>,
    /// Name of the component.
    pub component: Arc<str>,
    /// For which period.
    pub period: Period,
}

/// Somebody who was in several groups within a period, and counts in the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Who.
    pub participant: ParticipantIndex,
    /// Name of the plan.
    pub plan: Arc<str>,
    /// Name of the component.
    pub component: Arc<str>,
    /// In which period.
    pub period: Period,
    /// The groups in the order of time; empty for none.
    pub groups: Vec<Arc<str>>,
}

/// Figures that can be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MissingFigure {
    /// No quota.
    Quota,
    /// A quota of zero.
    ZeroQuota,
    /// No value of the metric.
    Metric,
    /// A measure of which less is better is zero, and nothing can be divided by it.
    Zero,
}

impl MissingFigure {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Quota, Self::ZeroQuota, Self::Metric, Self::Zero];

    /// The word of the JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Quota => "quota",
            Self::ZeroQuota => "zero_quota",
            Self::Metric => "metric",
            Self::Zero => "zero",
        }
    }
}
