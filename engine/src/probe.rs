//! Probing: what a component pays one participant when one measure has this or that value, everything else as it is. The
//! same code as a real run, without transactions. Payout curves and the check's warnings come from here.

use std::sync::Arc;

use attain_rules::company::Company;
use attain_rules::date::DateRange;
use attain_rules::formula::expression::{Aspect, Formula, Name, Node, Window};
use attain_rules::number::Number;
use attain_rules::period::{Month, Period, PeriodLength};
use attain_rules::plan::{Base, Component, MeasureSource, MeasureUnit, Over, Pay, Plan, Take};
use attain_rules::rounding::Rule;
use attain_rules::source::Sources;

use crate::context::{Context, Known, World};
use crate::credit::books::{Credits, Entry};
use crate::credit::{Setting, empty_books};
use crate::earn::line::settle;
use crate::earn::row::ReadyRows;
use crate::earn::row::steps;
use crate::fault::Stop;
use crate::figure::{Levels, RowIndex};
use crate::groups::Groups;
use crate::inputs::{Inputs, ParticipantIndex};
use crate::labels::Labels;
use crate::names::{component_formulas, each_name};
use crate::posts::Posts;
use crate::record::Silent;
use crate::roster::{Roster, Series};
use crate::timeline::{Timeline, common_days};
use crate::turn::{Turn, stretch_start, version_days};

/// Percentages of the quota (or of the last row's start) at which every curve is sampled.
const GRID_PERCENT: std::ops::RangeInclusive<i128> = 0..=200;

/// How many samples are added at most to find bends and jumps exactly.
const MOST_BENDS: u32 = 1_500;

/// What a component pays as one measure grows.
#[derive(Clone, Debug)]
pub struct Curve {
    /// For whom it was worked out.
    pub participant: ParticipantIndex,
    /// For which period.
    pub period: Period,
    /// Place of the measure that grows.
    pub measure: usize,
    /// Its quota over the component's stretch, if it has one.
    pub quota: Option<Number>,
    /// Values of the measure at which rows start.
    pub starts: Vec<Number>,
    /// From low to high.
    pub samples: Vec<Sample>,
}

/// One point of a [`Curve`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Value of the measure.
    pub value: Number,
    /// What the component then pays for the period, guarantee included.
    pub amount: Number,
    /// Is it none of the even steps and none of the rows' starts, but stands beside a bend or a jump between them?
    pub bend: bool,
}

/// The payout curve of a component, for the first participant for whom it can be worked out. `None` when there is nobody,
/// when nothing that is measured in transactions moves it, or when figures that it needs are missing.
#[must_use]
pub fn curve(files: &Files<'_>, plan: usize, component: usize) -> Option<Curve> {
    let version = files.plans.get(plan)?;
    let measure = moving_measure(version, version.components.get(component)?)?;
    candidates(files, version).find_map(|(participant, period)| {
        let roster = Roster::of(files.plans, files.inputs, participant);
        let probe = Probe::new(files, &roster, plan, component, period)?;
        probe.curve(participant, measure)
    })
}

/// What all components of a plan together pay a participant for a period when every measure of transactions that has a
/// quota stands at `share` of it. `None` as for [`curve`], and when no measure has a quota.
#[must_use]
pub fn total_at(files: &Files<'_>, plan: usize, share: &Number) -> Option<(ParticipantIndex, Number)> {
    let version = files.plans.get(plan)?;
    let measures: Vec<usize> = (0..version.measures.len())
        .filter(|place| is_moving(version, *place))
        .filter(|place| version.measures.get(*place).is_some_and(|measure| measure.quota.is_some()))
        .collect();
    if measures.is_empty() {
        return None;
    }
    candidates(files, version).find_map(|(participant, period)| {
        let roster = Roster::of(files.plans, files.inputs, participant);
        // A draw pays nothing that stays.
        let components = version.components.iter().enumerate().filter(|(_, component)| component.draw().is_none());
        let pays = components.map(|(component, of)| {
            let component_period = of.every;
            let period = files.company.calendar.period_of(period.last(), component_period);
            let probe = Probe::new(files, &roster, plan, component, period)?;
            let mut values = Vec::new();
            for measure in &measures {
                values.push((*measure, probe.quota(*measure)?.multiply(share).ok()?));
            }
            probe.pay(&values)
        });
        let total = pays.collect::<Option<Vec<Number>>>()?.iter().try_fold(Number::ZERO, |sum, pay| sum.add(pay));
        Some((participant, total.ok()?))
    })
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

/// Participants on the plan with the last period for which each can be looked at: the year's last month before the plan
/// or the assignment ends.
fn candidates<'f>(files: &'f Files<'_>, plan: &'f Plan) -> impl Iterator<Item = (ParticipantIndex, Period)> + 'f {
    let on_plan = files.inputs.assignments.iter().filter(|assignment| *assignment.plan == *plan.name);
    on_plan.take(MOST_TRIES).flat_map(|assignment| {
        let days = common_days(assignment.days, plan.effective);
        let calendar = files.company.calendar;
        let now = files.company.period.map(|period| period.last());
        let first = calendar.month_of(days.first);
        let periods = [now, Some(first), Some(first.plus(1))].into_iter().flatten();
        let month = move |month: Month| calendar.period_of(month, PeriodLength::Month);
        let participant = assignment.participant;
        periods.map(month).filter(move |p| days.overlaps(&calendar.days(*p))).map(move |period| (participant, period))
    })
}

/// How many assignments are tried until one has all the figures that are needed.
const MOST_TRIES: usize = 20;

/// One component for one member alone.
struct Probe<'a> {
    files: Files<'a>,
    roster: &'a Roster<'a>,
    series: &'a Series<'a>,
    plan: usize,
    version: &'a Plan,
    place: usize,
    component: &'a Component,
    period: Period,
    timeline: Timeline,
}

impl<'a> Probe<'a> {
    fn new(files: &Files<'a>, roster: &'a Roster<'a>, plan: usize, place: usize, period: Period) -> Option<Self> {
        let version = files.plans.get(plan)?;
        let component = version.components.get(place)?;
        if reads_columns(component) || matches!(component.pay, Pay::Pool(_) | Pay::Contest(_) | Pay::Draw(_)) {
            return None;
        }
        let series = roster.series.iter().find(|series| *series.name == *version.name)?;
        let period = files.company.calendar.period_of(period.last(), component.every);
        let year = files.company.calendar.period_of(period.first, PeriodLength::Year);
        let cuts = [version.effective.first, version.effective.last.plus_days(1)];
        let timeline = Timeline::new(files.company.calendar, year.first.plus(-24), period.last(), cuts);
        Some(Self { files: *files, roster, series, plan, version, place, component, period, timeline })
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

    /// Works in a world in which the measures have these values.
    fn with<T>(
        &self,
        values: &[(usize, Number)],
        work: impl FnOnce(Known<'_, '_>, Turn<'_>) -> Result<T, Stop>,
    ) -> Option<T> {
        let mut credits = empty_books(&self.setting());
        let turn = self.turn();
        let slot = self.timeline.slot(turn.end())?;
        for (measure, value) in values {
            self.put(&mut credits, *measure, slot, turn, value)?;
        }
        let Files { plans, company, sources, inputs } = self.files;
        let labels = Labels::new(company.calendar, company.calendar.month_of(turn.own.first), self.period.last());
        let rows = RowIndex::new(inputs);
        let timeline = &self.timeline;
        let world = World {
            plans,
            company,
            inputs,
            sources,
            timeline,
            credits: &credits,
            labels: &labels,
            rows,
            levels: Levels::default(),
            ready_rows: ReadyRows::default(),
        };
        let posts = Posts::new(plans, self.roster);
        let days = [version_days(self.version, self.period, self.files.company.calendar)];
        let groups = self.component.group.map(|group| Groups::new(group, self.series, &days));
        let reports = Groups::by_manager(self.component, company, self.series, &days);
        work(Known { world: &world, posts: &posts, groups: groups.as_ref(), reports: reports.as_ref() }, turn).ok()
    }

    /// One credit that gives the measure its value.
    fn put(&self, credits: &mut Credits, measure: usize, slot: usize, turn: Turn<'_>, value: &Number) -> Option<()> {
        let name = &self.version.measures.get(measure)?.name;
        credits.chain_mut(self.plan, measure)?.grid.add(0, slot, value, "").ok()?;
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
        self.version.measures.get(measure)?.quota.as_ref()?;
        self.with(&[], |known, turn| {
            let mut silent = Silent;
            let mut context = Context::new(known, &mut silent, turn, &self.component.roundings);
            Ok(context.quota(measure, turn.own)?.value)
        })
    }

    /// Where the table's rows start on the measure, as far as the index is the measure or its attainment.
    fn starts(&self, measure: usize, quota: Option<&Number>) -> Vec<Number> {
        let Pay::Table(table) = &self.component.pay else { return Vec::new() };
        let aspect = match &table.index {
            None => Some(Aspect::Total),
            Some(index) => match &index.expression.node {
                Node::Name(Name::Measure { measure: read, aspect, .. }) if *read == measure => Some(*aspect),
                _ => None,
            },
        };
        let limits = self.with(&[], |known, turn| {
            let mut silent = Silent;
            let mut context = Context::new(known, &mut silent, turn, &self.component.roundings);
            if let Some(target) = &self.component.target {
                context.target = Some(context.number(target, || crate::trace::Role::Target)?);
            }
            Ok(steps(&mut context, &table.rows)?.into_iter().map(|step| step.limit.value).collect::<Vec<_>>())
        });
        let on_measure = |limit: Number| match (aspect, quota) {
            (Some(Aspect::Total), _) => Some(limit),
            (Some(Aspect::Attainment), Some(quota)) => limit.multiply(quota).ok(),
            _ => None,
        };
        limits.unwrap_or_default().into_iter().filter_map(on_measure).collect()
    }

    fn curve(&self, participant: ParticipantIndex, measure: usize) -> Option<Curve> {
        let quota = self.quota(measure).filter(|quota| !quota.is_zero());
        let starts = self.starts(measure, quota.as_ref());
        let whole = quota.clone().or_else(|| starts.last().filter(|last| !last.is_zero()).cloned());
        let whole = whole.unwrap_or_else(|| self.round_total(measure));
        let mut values: Vec<Number> = Vec::new();
        for percent in GRID_PERCENT.step_by(5) {
            values.push(whole.multiply(&Number::decimal(percent, 2)).ok()?);
        }
        let step = self.step(measure);
        for start in starts.iter().filter(|start| !start.is_negative()) {
            values.extend([start.subtract(&step).ok()?, start.clone(), start.add(&step).ok()?]);
        }
        values.retain(|value| !value.is_negative());
        values.sort();
        values.dedup();
        let mut samples = Vec::with_capacity(values.len());
        for value in values {
            let amount = self.pay(&[(measure, value.clone())])?;
            samples.push(Sample { value, amount, bend: false });
        }
        let samples = self.with_bends(measure, samples)?;
        Some(Curve { participant, period: self.period, measure, quota, starts, samples })
    }

    /// What a curve is drawn up to twice of where neither a quota nor rows say how much is usual.
    fn round_total(&self, measure: usize) -> Number {
        let unit = self.version.measures.get(measure).map(|measure| measure.unit);
        Number::whole(if unit == Some(MeasureUnit::Money) { 1_000_000 } else { 100 })
    }

    /// The least by which values of the measure differ: one thing counted, a hundredth of everything else.
    fn step(&self, measure: usize) -> Number {
        match self.version.measures.get(measure).map(|measure| measure.unit) {
            Some(MeasureUnit::Count) => Number::ONE,
            _ => Number::decimal(1, 2),
        }
    }

    /// The samples, with those right beside each bend and jump between them: gates, caps, conditions in formulas.
    fn with_bends(&self, measure: usize, samples: Vec<Sample>) -> Option<Vec<Sample>> {
        let mut stack: Vec<Sample> = samples.into_iter().rev().collect();
        let mut done: Vec<Sample> = Vec::with_capacity(stack.len());
        let mut left = MOST_BENDS;
        while let Some(next) = stack.pop() {
            let middle = match done.last() {
                Some(last) if left > 0 => self.between(measure, last, &next)?,
                _ => None,
            };
            match middle {
                Some(middle) => {
                    left = left.saturating_sub(1);
                    stack.extend([next, middle]);
                }
                None => done.push(next),
            }
        }
        Some(self.straightened(done))
    }

    /// The sample half way, when the pay there does not lie on the straight line between the two.
    fn between(&self, measure: usize, low: &Sample, high: &Sample) -> Option<Option<Sample>> {
        let step = self.step(measure);
        let middle = low.value.add(&high.value).and_then(|sum| sum.multiply(&Number::decimal(5, 1))).ok()?;
        let value = middle.round_to(&step, Rule::Down).ok()?;
        if value <= low.value || value >= high.value {
            return Some(None);
        }
        let amount = self.pay(&[(measure, value.clone())])?;
        let sample = Sample { value, amount, bend: true };
        Some((!self.is_straight(low, &sample, high)).then_some(sample))
    }

    /// Does the middle one lie on the straight line between the others, but for roundings?
    fn is_straight(&self, low: &Sample, middle: &Sample, high: &Sample) -> bool {
        let off = || {
            let share = middle.value.subtract(&low.value)?.divide(&high.value.subtract(&low.value)?)?;
            let rise = high.amount.subtract(&low.amount)?.multiply(&share)?;
            middle.amount.subtract(&low.amount.add(&rise)?)?.absolute()
        };
        let rounding = Number::decimal(2, self.files.minor_digits());
        off().is_ok_and(|off| off <= rounding)
    }

    /// Without those samples that only led to a bend.
    fn straightened(&self, samples: Vec<Sample>) -> Vec<Sample> {
        let mut kept: Vec<Sample> = Vec::with_capacity(samples.len());
        let mut rest = samples.into_iter().peekable();
        while let Some(sample) = rest.next() {
            let on_the_way =
                kept.last().zip(rest.peek()).is_some_and(|(low, high)| self.is_straight(low, &sample, high));
            if !sample.bend || !on_the_way {
                kept.push(sample);
            }
        }
        kept
    }
}

/// The measure of transactions that picks the row, or else that is paid on.
fn moving_measure(plan: &Plan, component: &Component) -> Option<usize> {
    let mut candidates: Vec<&Formula> = Vec::new();
    if let Pay::Table(table) = &component.pay {
        candidates.extend(table.index.as_ref());
        if let Base::Amount { amount, .. } = &table.base {
            candidates.push(amount);
        }
    }
    component_formulas(component, &mut |formula| candidates.push(formula));
    candidates.into_iter().find_map(|formula| {
        let mut found = None;
        each_name(&formula.expression, &mut |name| {
            if let Name::Measure { measure, window: Window { back: 0, .. }, .. } = name
                && is_moving(plan, *measure)
            {
                found = found.or(Some(*measure));
            }
        });
        found
    })
}

/// Do the columns of each transaction pick its row? Then no total says what is paid.
fn reads_columns(component: &Component) -> bool {
    matches!(&component.pay, Pay::Table(table) if table.over != Over::Total && table.index.is_some())
}

/// Can the measure be given any value by putting one credit into its grid?
fn is_moving(plan: &Plan, measure: usize) -> bool {
    let source = plan.measures.get(measure).map(|measure| &measure.source);
    matches!(source, Some(MeasureSource::Transactions(crediting)) if crediting.take == Take::Sum)
}
