//! The driver: the order of work stands here and nowhere else. Roster, timeline, credits; then stage by stage, each over all
//! members, so that what looks at everybody finds everybody's figures settled.

mod answer;
mod balance;
mod draw;
mod group;
mod kept;
mod order;
mod over_cap;
mod schedule;
mod sealed;

use std::sync::Arc;

use attain_rules::company::Company;
use attain_rules::date::DateRange;
use attain_rules::id::{Natural, natural_cmp};
use attain_rules::number::Number;
use attain_rules::period::{Month, Period, PeriodLength};
use attain_rules::plan::{Component, Pay, Plan};
use attain_rules::source::Sources;
use attain_rules::unit::UnitPlace;

use crate::adjust::payments;
use crate::asked::Question;
use crate::context::{Known, World};
use crate::credit::{Setting, credit_all};
use crate::earn::line::{Settled, settle};
use crate::earn::row::ReadyRows;
use crate::fault::{Failure, Fault, RunError, Stop, Whose};
use crate::figure::{Levels, RowIndex, Supposed};
use crate::groups::Groups;
use crate::inputs::{Inputs, ParticipantIndex, TransactionSource};
use crate::kept::Kept;
use crate::labels::Labels;
use crate::lookback::Lookback;
use crate::measured::measured;
use crate::outcome::{
    Balance, Line, LineKind, Measured, MissingFigure, Outcome, Report, Standing, Unmeasured, sort_lines,
};
use crate::posts::Posts;
use crate::record::recorded;
use crate::roster::{Roster, Series};
use crate::stood_in::StandIns;
use crate::timeline::Timeline;
use crate::trace::Trace;
use crate::turn::Turn;
use crate::units::{minor_units, taxable, unit_of};

use self::order::{Stage, Work, stages_of};
pub use self::sealed::ClosedLines;

/// What is to be computed.
#[derive(Clone, Debug)]
pub struct Request {
    /// First month.
    pub first: Month,
    /// Last month. Lines are given for every period whose last month is one of these.
    pub last: Month,
    /// Whose lines come with their traces.
    pub explain: Explain,
    /// Are all measures of everybody wanted, too?
    pub measured: bool,
    /// What else is to be worked out; what a question's formula reads may lie before the first month.
    pub questions: Vec<Question>,
    /// What is closed, where anything is: the lines of closed periods are given as well, for [`crate::seal::settle`].
    pub closed: Option<Arc<ClosedLines>>,
}

impl Request {
    /// Everything that ends inside `period`, without traces.
    #[must_use]
    pub const fn of(period: Period) -> Self {
        Self {
            first: period.first,
            last: period.last(),
            explain: Explain::Nobody,
            measured: false,
            questions: Vec::new(),
            closed: None,
        }
    }
}

/// Whose lines come with their traces.
#[derive(Clone, Debug, Default)]
pub enum Explain {
    /// Nobody's.
    #[default]
    Nobody,
    /// These participants'.
    Only(Vec<ParticipantIndex>),
    /// Everybody's.
    Everybody,
}

impl Request {
    /// The first month whose lines are given.
    pub(crate) fn first_line(&self) -> Month {
        self.closed.as_ref().map_or(self.first, |closed| closed.first.min(self.first))
    }
}

impl Explain {
    /// Are this participant's lines to come with their traces?
    #[must_use]
    pub fn is_wanted(&self, participant: ParticipantIndex) -> bool {
        match self {
            Self::Nobody => false,
            Self::Only(participants) => participants.contains(&participant),
            Self::Everybody => true,
        }
    }
}

/// Computes what everybody gets.
///
/// `sources` are the files in which plans stand: traces name places in them.
///
/// # Errors
/// [`RunError`] lists everything that failed; there is no partial outcome.
pub fn run(
    plans: &[Plan],
    company: &Company,
    sources: &Sources,
    inputs: &Inputs,
    transactions: &mut dyn TransactionSource,
    request: &Request,
) -> Result<Outcome, RunError> {
    let mut report = Report::default();
    let mut errors = RunError::default();
    let roster = Roster::new(plans, inputs, request.closed.as_deref());
    let all = Request { first: request.first_line(), ..request.clone() };
    let lookbacks: Vec<Option<Lookback<'_>>> =
        roster.series.iter().map(|series| Lookback::new(plans, series, company.calendar, &all)).collect();
    let first = lookbacks.iter().flatten().map(|lookback| lookback.transactions).min();
    let first = first.unwrap_or_else(|| company.calendar.period_of(all.first, PeriodLength::Year).first);
    let cuts = plans.iter().flat_map(|plan| [plan.effective.first, plan.effective.last.plus_days(1)]);
    let timeline = Timeline::new(company.calendar, first, request.last, cuts);
    let watched = watched(inputs, &request.explain);
    let setting = Setting { plans, company, inputs, roster: &roster, timeline: &timeline, watched: &watched };
    let credits = credit_all(&setting, transactions, &mut report, &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }
    let labels = Labels::new(company.calendar, first, request.last);
    let rows = RowIndex::new(inputs);
    let world = World {
        plans,
        company,
        inputs,
        sources,
        timeline: &timeline,
        credits: &credits,
        labels: &labels,
        rows: &rows,
        supposed: Supposed::default(),
        stand_ins: StandIns::of(request.first, request.last),
        levels: Levels::new(plans, &roster),
        ready_rows: ReadyRows::new(plans),
    };
    let posts = Posts::new(plans, &roster, &request.questions);
    let mut stages = Stages {
        world: &world,
        posts,
        watched: &watched,
        request,
        lines: Vec::new(),
        measured: Vec::new(),
        standings: Vec::new(),
        balances: Vec::new(),
        report,
        errors,
    };
    for (series, lookback) in roster.series.iter().zip(&lookbacks) {
        let stages_of_plan = lookback.iter().flat_map(|lookback| stages_of(plans, series, lookback, company, request));
        for stage in stages_of_plan {
            stages.run(series, &stage);
        }
    }
    // What is measured beside the lines is counted in none of them.
    let stood_in = world.stand_ins.found();
    if request.measured {
        stages.measure_all(&roster);
    }
    let payments = payments(&world, request, &watched, &mut stages.errors);
    stages.lines.extend(payments);
    let answers = stages.answers(&roster, &request.questions);
    stages.finish(plans, &roster, inputs).map(|outcome| Outcome { answers, stood_in, ..outcome })
}

fn watched(inputs: &Inputs, explain: &Explain) -> Vec<bool> {
    let mut watched = vec![matches!(explain, Explain::Everybody); inputs.participants.len()];
    if let Explain::Only(participants) = explain {
        for participant in participants {
            if let Some(slot) = watched.get_mut(participant.0 as usize) {
                *slot = true;
            }
        }
    }
    watched
}

struct Stages<'a, 'r> {
    world: &'r World<'a>,
    posts: Posts,
    watched: &'r [bool],
    request: &'r Request,
    lines: Vec<Line>,
    measured: Vec<Measured>,
    standings: Vec<Standing>,
    balances: Vec<Balance>,
    report: Report,
    errors: RunError,
}

impl<'a> Stages<'a, '_> {
    fn run(&mut self, series: &'a Series<'a>, stage: &Stage) {
        let Some(plan) = self.world.plans.get(stage.plan) else { return };
        let Some(component) = plan.components.get(stage.component) else { return };
        match (stage.work, &component.due) {
            (Work::Release, Some(due)) => return self.run_release(series, stage, (component, due)),
            (Work::Rest, _) => return self.run_rest(series, stage, component),
            _ => {}
        }
        match &component.pay {
            Pay::Pool(_) | Pay::Contest(_) => return self.run_groups(series, stage, component),
            Pay::Draw(draw) => return self.run_draw(series, stage, (component, draw)),
            Pay::Amount(_) | Pay::Table(_) => {}
        }
        let groups = component.group.map(|group| Groups::new(group, series, &[stage.days]));
        let reports = Groups::by_manager(component, self.world.company, series, &[stage.days]);
        if let Some(groups) = &groups {
            self.report_without_group(series, stage, component, groups);
        }
        for (member_place, member) in series.members.iter().enumerate() {
            if member.latest_in(stage.days).is_none() {
                continue;
            }
            if groups.as_ref().is_some_and(|groups| groups.of(member_place).is_none()) {
                continue;
            }
            let turn = stage.turn((plan, series), self.world.company.calendar, member_place);
            let traced = self.is_traced(stage, turn);
            let known =
                Known { world: self.world, posts: &self.posts, groups: groups.as_ref(), reports: reports.as_ref() };
            let (settled, trace) =
                recorded!(traced, |recorder| settle(known, recorder, turn, stage.component, component));
            match settled {
                Ok(None) => {}
                Ok(Some(settled)) => self.post(stage, turn, settled, trace),
                Err(stop) => self.stopped(stage, turn, component, stop),
            }
        }
    }

    /// Are the lines of this turn to come with their traces?
    fn is_traced(&self, stage: &Stage, turn: Turn<'a>) -> bool {
        stage.asked && self.watched.get(turn.participant().0 as usize).copied().unwrap_or(false)
    }

    fn post(&mut self, stage: &Stage, turn: Turn<'a>, mut settled: Settled, trace: Option<Box<Trace>>) {
        if stage.asked {
            let kind = (settled.post.kind, stage.period);
            self.push_line_in(stage, turn, kind, settled.post.thing, &settled.post.line, trace);
            if let Some(top_up) = settled.guarantee.as_mut().filter(|top_up| !top_up.added.is_zero()) {
                let trace = top_up.trace.take();
                self.push_line(stage, turn, LineKind::Guarantee, &top_up.added, trace);
            }
        }
        if let Some(component) = turn.plan.components.get(stage.component) {
            self.defer(stage, turn, component, &mut settled.post);
        }
        self.posts.add(stage.component, turn.member_place, settled.post);
    }

    fn measure_all(&mut self, roster: &'a Roster<'a>) {
        let known = Known { world: self.world, posts: &self.posts, groups: None, reports: None };
        for series in &roster.series {
            let versions = series.versions.iter().filter_map(|place| Some((*place, self.world.plans.get(*place)?)));
            for version in versions {
                measured(known, series, version, self.request, &mut self.measured);
            }
        }
        self.measured.sort_by_key(|one| (one.participant, one.period, one.plan, one.measure));
    }

    fn push_line(&mut self, stage: &Stage, turn: Turn<'a>, kind: LineKind, amount: &Number, trace: Option<Box<Trace>>) {
        self.push_line_of(stage, turn, (kind, stage.period), amount, trace);
    }

    /// A line that is paid in the stage's period, and was earned for another one.
    fn push_line_of(
        &mut self,
        stage: &Stage,
        turn: Turn<'a>,
        (kind, earned_for): (LineKind, Period),
        amount: &Number,
        trace: Option<Box<Trace>>,
    ) {
        self.push_line_in(stage, turn, (kind, earned_for), None, amount, trace);
    }

    /// The same, of a thing where one is given, else of what the component pays in.
    fn push_line_in(
        &mut self,
        stage: &Stage,
        turn: Turn<'a>,
        (kind, earned_for): (LineKind, Period),
        thing: Option<UnitPlace>,
        amount: &Number,
        mut trace: Option<Box<Trace>>,
    ) {
        let Some(component) = turn.plan.components.get(stage.component) else { return };
        let company = self.world.company;
        let unit = thing.or_else(|| unit_of(component, kind));
        let taxable = match taxable(company, component, (unit, amount), stage.period) {
            Ok(taxable) => taxable,
            Err(fault) => return self.stopped(stage, turn, component, Stop::Fault(fault, None)),
        };
        let Some(minor_units) = minor_units(amount, company.digits_of(unit)) else {
            return self.stopped(stage, turn, component, Stop::Fault(Fault::Overflow, None));
        };
        if let (Some(trace), Some(taxable)) = (&mut trace, taxable) {
            self.world.explain_taxable(trace, unit, stage.period, taxable);
        }
        self.lines.push(Line {
            participant: turn.participant(),
            plan: u32::try_from(stage.plan).unwrap_or(u32::MAX),
            component: u32::try_from(stage.component).unwrap_or(u32::MAX),
            kind,
            earned_for,
            paid_in: stage.period,
            unit,
            minor_units,
            taxable,
            trace,
        });
    }

    fn stopped(&mut self, stage: &Stage, turn: Turn<'a>, component: &Component, stop: Stop) {
        match stop {
            Stop::Fault(fault, span) => self.errors.push(Failure {
                plan: turn.plan.name.as_str().into(),
                part: component.name.as_str().into(),
                fault,
                span: span.unwrap_or(component.span),
                whose: Whose::Line(turn.participant(), stage.period),
            }),
            Stop::Unmeasured(measure, what) => {
                let of = [turn.participant()].into();
                self.unmeasured(stage, turn, component, (measure, what, of));
            }
            Stop::Several(several) => self.stopped_by_several(stage, turn, component, several),
        }
    }

    fn unmeasured(
        &mut self,
        stage: &Stage,
        turn: Turn<'a>,
        component: &Component,
        (measure, what, of): (Arc<str>, MissingFigure, Arc<[ParticipantIndex]>),
    ) {
        if stage.reported {
            self.report.unmeasured.push(Unmeasured {
                participant: turn.participant(),
                of,
                plan: turn.plan.name.as_str().into(),
                measure,
                what,
                component: component.name.as_str().into(),
                period: stage.period,
            });
        }
    }

    fn finish(mut self, plans: &[Plan], roster: &Roster<'_>, inputs: &Inputs) -> Result<Outcome, RunError> {
        if !self.errors.is_empty() {
            return Err(self.errors);
        }
        let name = |plan: u32| plans.get(plan as usize).map_or("", |plan| plan.name.as_str());
        sort_lines(&mut self.lines, plans);
        let to_come = self.to_come(roster);
        self.balances.sort_by(|a, b| {
            (a.participant, a.period.last(), a.period.length)
                .cmp(&(b.participant, b.period.last(), b.period.length))
                .then_with(|| (name(a.plan), a.plan, a.component).cmp(&(name(b.plan), b.plan, b.component)))
        });
        self.report.unmeasured.sort_by(|a, b| {
            (a.participant, a.period, &a.plan, &a.component).cmp(&(b.participant, b.period, &b.plan, &b.component))
        });
        self.report.undistributed.sort_by(|a, b| {
            (a.period, &a.plan, &a.component, Natural(&a.group)).cmp(&(
                b.period,
                &b.plan,
                &b.component,
                Natural(&b.group),
            ))
        });
        self.report.cut_to.sort_by(|a, b| {
            (a.period, &a.plan, &a.component, Natural(&a.group)).cmp(&(
                b.period,
                &b.plan,
                &b.component,
                Natural(&b.group),
            ))
        });
        self.report.kept.sort_by(|a, b| {
            let group = |kept: &Kept| kept.group.clone().unwrap_or_default();
            (a.period, &a.plan, &a.component, a.group.is_none(), Natural(&group(a))).cmp(&(
                b.period,
                &b.plan,
                &b.component,
                b.group.is_none(),
                Natural(&group(b)),
            ))
        });
        self.report.moved.sort_by(|a, b| {
            (a.participant, a.period, &a.plan, &a.component).cmp(&(b.participant, b.period, &b.plan, &b.component))
        });
        self.report.without_group.sort_by(|a, b| {
            (a.participant, a.period, &a.plan, &a.component).cmp(&(b.participant, b.period, &b.plan, &b.component))
        });
        let days = self.world.company.calendar.days_of(self.request.first, self.request.last);
        self.report.without_plan = without_plan(roster, inputs, days);
        // The sort keeps the order of places inside a group.
        self.standings.sort_by(|a, b| {
            (name(a.plan), a.plan, a.component, a.period)
                .cmp(&(name(b.plan), b.plan, b.component, b.period))
                .then_with(|| natural_cmp(&a.group, &b.group))
        });
        let Self { lines, measured, balances, standings, report, .. } = self;
        Ok(Outcome { lines, measured, balances, to_come, standings, report, ..Outcome::default() })
    }
}

fn without_plan(roster: &Roster<'_>, inputs: &Inputs, days: DateRange) -> Vec<ParticipantIndex> {
    let is_on = |participant| {
        roster.series.iter().any(|series| {
            let member = series.member(participant).and_then(|member| series.members.get(member));
            series.effective.overlaps(&days) && member.is_some_and(|member| member.latest_in(days).is_some())
        })
    };
    let all = (0..u32::try_from(inputs.participants.len()).unwrap_or(u32::MAX)).map(ParticipantIndex);
    all.filter(|participant| !is_on(*participant)).collect()
}
