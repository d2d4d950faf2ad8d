//! Probing: what a component pays one participant when one measure has this or that value, everything else as it is. The
//! same code as a real run, without transactions. Payout curves and the check's warnings come from here.

mod curve;
mod fall;
mod kind;
mod moving;

use std::sync::Arc;

use attain_rules::company::Company;
use attain_rules::date::DateRange;
use attain_rules::formula::expression::Window;
use attain_rules::number::Number;
use attain_rules::period::{Month, Period, PeriodLength};
use attain_rules::plan::{Component, Direction, MeasureSource, MeasureUnit, Over, Pay, Plan};
use attain_rules::rounding::Rule;
use attain_rules::source::Sources;

pub use self::curve::{Curve, NoCurve, Sample, curve};
pub(crate) use self::fall::{Fall, falls};
pub(crate) use self::kind::{Kind, Kinds};
use self::moving::{added_up, is_counted};
pub(crate) use self::moving::{formulas_behind, is_metric};
use crate::context::{Context, Known, World};
use crate::credit::books::{Credits, Entry};
use crate::credit::{Setting, empty_books};
use crate::earn::line::settle;
use crate::earn::row::ReadyRows;
use crate::fault::Stop;
use crate::figure::{Levels, RowIndex, Supposed};
use crate::groups::Groups;
use crate::inputs::{Assignment, Inputs};
use crate::labels::Labels;
use crate::posts::Posts;
use crate::record::Silent;
use crate::roster::{Roster, Series};
use crate::stood_in::StandIns;
use crate::timeline::{Timeline, common_days};
use crate::turn::{Turn, stretch_start, version_days};

/// What all components of a plan together pay somebody for a month when every measure of transactions that has a quota stands
/// at `share` of attainment; what has none is at nothing, or where its rows start and conditions turn, whichever pays more.
/// `None` when no measure has a quota, when figures are missing, or when a component's pay depends on others.
pub(crate) fn total_at(
    files: &Files<'_>,
    (plan, roster): (usize, &Roster<'_>),
    month: Period,
    share: &Number,
) -> Option<Number> {
    let version = files.plans.get(plan)?;
    let has_quota = |place: &usize| version.measures.get(*place).is_some_and(|measure| measure.quota.is_some());
    let (held, free): (Vec<usize>, Vec<usize>) = added_up(version).partition(has_quota);
    if held.is_empty() {
        return None;
    }
    // A draw pays nothing that stays.
    let components = version.components.iter().enumerate().filter(|(_, component)| component.draw().is_none());
    let mut total = Number::ZERO;
    for (component, _) in components {
        let probe = Probe::new(files, roster, plan, component, month)?;
        let mut values = Vec::new();
        for measure in &held {
            values.push((*measure, probe.attaining(*measure, share)?));
        }
        let mut pay = probe.pay(&values)?;
        values.extend(free.iter().filter_map(|measure| Some((*measure, probe.usual(*measure)?))));
        pay = pay.max(probe.pay(&values)?);
        total = total.add(&pay).ok()?;
    }
    Some(total)
}

/// A company with its data, as the check has read it.
#[derive(Clone, Copy)]
pub struct Files<'a> {
    /// All plan versions.
    pub plans: &'a [Plan],
    /// The company.
    pub company: &'a Company,
    /// The files in which the plans stand.
    pub sources: &'a Sources,
    /// Everything but the transactions.
    pub inputs: &'a Inputs,
}

impl Files<'_> {
    /// Digits of the currency's minor unit.
    #[must_use]
    pub fn minor_digits(&self) -> u8 {
        self.company.minor_digits()
    }
}

/// The months for which an assignment to a plan can be looked at: the company's period, or else the first that there are.
pub(crate) fn periods(files: &Files<'_>, plan: &Plan, assignment: &Assignment) -> impl Iterator<Item = Period> {
    let days = common_days(assignment.days, plan.effective);
    let calendar = files.company.calendar;
    let now = files.company.period.map(|period| period.last());
    let first = calendar.month_of(days.first);
    let months = [now, Some(first), Some(first.plus(1))].into_iter().flatten();
    let periods = months.map(move |month: Month| calendar.period_of(month, PeriodLength::Month));
    periods.filter(move |period| days.overlaps(&calendar.days(*period)))
}

/// One component for one member alone.
pub(crate) struct Probe<'a> {
    files: Files<'a>,
    roster: &'a Roster<'a>,
    series: &'a Series<'a>,
    plan: usize,
    version: &'a Plan,
    place: usize,
    component: &'a Component,
    period: Period,
    timeline: Timeline,
    labels: Labels,
    rows: RowIndex,
}

impl<'a> Probe<'a> {
    pub(crate) fn new(
        files: &Files<'a>,
        roster: &'a Roster<'a>,
        plan: usize,
        place: usize,
        period: Period,
    ) -> Option<Self> {
        let version = files.plans.get(plan)?;
        let component = version.components.get(place).filter(|component| is_of_one(component))?;
        let series = roster.series.iter().find(|series| *series.name == *version.name)?;
        let period = files.company.calendar.period_of(period.last(), component.every);
        let year = files.company.calendar.period_of(period.first, PeriodLength::Year);
        let cuts = [version.effective.first, version.effective.last.plus_days(1)];
        let timeline = Timeline::new(files.company.calendar, year.first.plus(-24), period.last(), cuts);
        let (calendar, end) = (files.company.calendar, period.last());
        let start = calendar.month_of(stretch_start(component.accumulate, period, series, calendar));
        let (labels, rows) = (Labels::new(calendar, start, end), RowIndex::new(files.inputs));
        Some(Self { files: *files, roster, series, plan, version, place, component, period, timeline, labels, rows })
    }

    fn setting(&self) -> Setting<'_> {
        let Files { plans, company, inputs, .. } = self.files;
        Setting { plans, company, inputs, roster: self.roster, timeline: &self.timeline, watched: &[] }
    }

    fn turn(&self) -> Turn<'_> {
        let days = version_days(self.version, self.period, self.files.company.calendar);
        let calendar = self.files.company.calendar;
        let first = stretch_start(self.component.accumulate, self.period, self.series, calendar);
        Turn {
            plan_place: self.plan,
            plan: self.version,
            series: self.series,
            member_place: 0,
            calendar,
            period: self.period,
            own: DateRange { first, last: days.last },
        }
    }

    /// What the work gives in a world in which the measures have these values; nothing also where something stops it.
    fn with<T>(
        &self,
        values: &[(usize, Number)],
        work: impl FnOnce(Known<'_, '_>, Turn<'_>) -> Result<T, Stop>,
    ) -> Option<T> {
        self.tried(values, work)?.ok()
    }

    /// Works in a world in which the measures have these values.
    fn tried<T>(
        &self,
        values: &[(usize, Number)],
        work: impl FnOnce(Known<'_, '_>, Turn<'_>) -> Result<T, Stop>,
    ) -> Option<Result<T, Stop>> {
        let mut credits = empty_books(&self.setting());
        let mut supposed = Supposed::default();
        let turn = self.turn();
        let slot = self.timeline.slot(turn.end())?;
        for (measure, value) in values {
            match &self.version.measures.get(*measure)?.source {
                MeasureSource::Metric(metric) => supposed.put(&metric.name, turn.own.first, value.clone()),
                _ => self.put(&mut credits, *measure, slot, turn, value)?,
            }
        }
        let Files { plans, company, sources, inputs } = self.files;
        let timeline = &self.timeline;
        let world = World {
            plans,
            company,
            inputs,
            sources,
            timeline,
            credits: &credits,
            labels: &self.labels,
            rows: &self.rows,
            supposed,
            stand_ins: StandIns::of(self.period.first, self.period.last()),
            levels: Levels::default(),
            ready_rows: ReadyRows::default(),
        };
        let posts = Posts::new(plans, self.roster, &[]);
        let days = [version_days(self.version, self.period, self.files.company.calendar)];
        let groups = self.component.group.map(|group| Groups::new(group, self.series, &days));
        let reports = Groups::by_manager(self.component, company, self.series, &days);
        Some(work(Known { world: &world, posts: &posts, groups: groups.as_ref(), reports: reports.as_ref() }, turn))
    }

    /// Gives the measure its value, by one credit where single credits are looked at.
    fn put(&self, credits: &mut Credits, measure: usize, slot: usize, turn: Turn<'_>, value: &Number) -> Option<()> {
        let name = &self.version.measures.get(measure)?.name;
        credits.chain_mut(self.plan, measure)?.grid.suppose(0, slot, value).ok()?;
        let chain = credits.place_of(self.plan, measure);
        for ledger in credits.ledgers.iter_mut().filter(|ledger| Some(ledger.chain) == chain) {
            ledger.entries.push(Entry {
                member: 0,
                date: turn.end(),
                source: Arc::default(),
                transaction: name.as_str().into(),
                key: name.as_str().into(),
                credit: value.clone(),
                reverses: None,
                index: None,
            });
        }
        Some(())
    }

    /// What the component pays, its guarantee included; nothing to those it does not take in.
    fn pay(&self, values: &[(usize, Number)]) -> Option<Number> {
        self.with(values, |known, turn| {
            let settled = settle(known, &mut Silent, turn, self.place, self.component)?;
            let Some(settled) = settled else { return Ok(Number::ZERO) };
            Ok(settled.post.line.add(&settled.guarantee.map(|top_up| top_up.added).unwrap_or_default())?)
        })
    }

    /// The measure's quota over the component's own stretch.
    fn quota(&self, measure: usize) -> Option<Number> {
        self.quota_over(measure, Window::OWN)
    }

    fn quota_over(&self, measure: usize, window: Window) -> Option<Number> {
        self.version.measures.get(measure)?.quota.as_ref()?;
        self.with(&[], |known, turn| {
            let mut silent = Silent;
            let mut context = Context::new(known, &mut silent, turn, &self.component.roundings);
            Ok(context.quota(measure, turn.days(window))?.value)
        })
    }

    /// The least by which values of the measure differ: one thing counted, a hundredth of a percent, a hundredth of everything
    /// else.
    fn step(&self, measure: usize) -> Number {
        let of = self.version.measures.get(measure);
        let whole = of.is_some_and(is_counted);
        let is_percent = of.is_some_and(|of| of.unit == MeasureUnit::Percent);
        if whole { Number::ONE } else { Number::decimal(1, if is_percent { 4 } else { 2 }) }
    }

    /// The measure's value at which its attainment is `share`, or just beyond.
    fn attaining(&self, measure: usize, share: &Number) -> Option<Number> {
        let (quota, of) = (self.quota(measure)?, self.version.measures.get(measure)?);
        let value = match of.direction {
            Direction::Higher => quota.multiply(share),
            Direction::Lower => quota.divide(share),
        };
        self.reached(measure, value.ok()?)
    }

    /// The value, or the whole number above it where the measure counts.
    fn reached(&self, measure: usize, value: Number) -> Option<Number> {
        if !self.is_counted(measure) {
            return Some(value);
        }
        let whole = value.round_to(&Number::ONE, Rule::Floor).ok()?;
        if whole < value { whole.add(&Number::ONE).ok() } else { Some(whole) }
    }

    fn is_counted(&self, measure: usize) -> bool {
        self.version.measures.get(measure).is_some_and(is_counted)
    }
}

/// Does its pay follow from the figures of one participant alone?
fn is_of_one(component: &Component) -> bool {
    !reads_columns(component) && !matches!(component.pay, Pay::Pool(_) | Pay::Contest(_) | Pay::Draw(_))
}

/// Do the columns of each transaction pick its row? Then no total says what is paid.
fn reads_columns(component: &Component) -> bool {
    matches!(&component.pay, Pay::Table(table) if table.over != Over::Total && table.index.is_some())
}
