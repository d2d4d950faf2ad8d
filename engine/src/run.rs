//! The driver: the order of work stands here and nowhere else. Roster, timeline, credits; then stage by stage, each over all
//! members, so that what looks at everybody finds everybody's figures settled.

use std::sync::Arc;

use attain_rules::company::Company;
use attain_rules::date::{Date, DateRange};
use attain_rules::formula::expression::{Name, Reach, Window};
use attain_rules::number::Number;
use attain_rules::period::{Month, Period, PeriodLength};
use attain_rules::plan::{Accumulate, Component, Per, Plan, QuotaSource};
use attain_rules::source::Sources;

use crate::context::World;
use crate::credit::{Setting, credit_all};
use crate::earn::line::{Settled, looks_back, settle};
use crate::fault::{Failure, Fault, RunError, Stop, Whose};
use crate::figure::RowIndex;
use crate::inputs::{Inputs, ParticipantIndex, TransactionSource};
use crate::labels::Labels;
use crate::names::{component_formulas, each_name, plan_formulas};
use crate::outcome::{Line, LineKind, Outcome, Report, Unmeasured};
use crate::posts::Posts;
use crate::record::{Arithmetic as _, Noted, Silent, Tracer};
use crate::roster::{Roster, Series};
use crate::timeline::Timeline;
use crate::trace::{Role, Trace};
use crate::turn::{Turn, stretch_start, version_days};

/// What is to be computed.
#[derive(Clone, Debug)]
pub struct Request {
    /// First month.
    pub first: Month,
    /// Last month. Lines are given for every period whose last month is one of these.
    pub last: Month,
    /// Whose lines come with their traces.
    pub explain: Explain,
}

impl Request {
    /// Everything that ends inside `period`, without traces.
    #[must_use]
    pub const fn of(period: Period) -> Self {
        Self { first: period.first, last: period.last(), explain: Explain::Nobody }
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
    let roster = Roster::new(plans, inputs);
    let first = first_month(plans, &roster, company, request);
    let cuts = plans.iter().flat_map(|plan| [plan.effective.first, plan.effective.last.plus_days(1)]);
    let timeline = Timeline::new(first, request.last, cuts);
    let watched = watched(inputs, &request.explain);
    let setting = Setting { plans, company, inputs, roster: &roster, timeline: &timeline, watched: &watched };
    let credits = credit_all(&setting, transactions, &mut report, &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }
    let labels = Labels::new(company.calendar, first, request.last);
    let rows = RowIndex::new(inputs);
    let world =
        World { plans, company, inputs, sources, timeline: &timeline, credits: &credits, labels: &labels, rows };
    let posts = Posts::new(plans, &roster);
    let mut stages = Stages { world: &world, posts, watched: &watched, request, lines: Vec::new(), report, errors };
    for series in &roster.series {
        for stage in stages_of(plans, series, company, request) {
            stages.run(series, &stage);
        }
    }
    stages.finish(plans, &roster, inputs)
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

/// The first month that any line of the request can depend on.
fn first_month(plans: &[Plan], roster: &Roster<'_>, company: &Company, request: &Request) -> Month {
    let year = |month| company.calendar.period_of(month, PeriodLength::Year).first;
    let mut back = 0i32;
    let mut first = year(request.first);
    for plan in plans {
        let start = roster.series.iter().find(|series| *series.name == *plan.name).map(|series| series.effective.first);
        let in_force =
            Month::of(plan.effective.last) >= request.first && Month::of(plan.effective.first) <= request.last;
        if in_force && runs_through_plan(plan) {
            first = first.min(Month::of(start.unwrap_or(plan.effective.first)));
        }
        back = back.max(months_back(plan));
    }
    let looked_at = request.first.plus(back.saturating_neg());
    first.min(year(looked_at))
}

fn runs_through_plan(plan: &Plan) -> bool {
    let mut through = false;
    plan_formulas(plan, &mut |formula| {
        each_name(&formula.expression, &mut |name| {
            through |= window_of(name).is_some_and(|w| w.reach == Reach::PlanToDate)
        });
    });
    through || plan.components.iter().any(through_plan)
}

const fn window_of(name: &Name) -> Option<Window> {
    match name {
        Name::Measure { window, .. } | Name::Earned { window, .. } => Some(*window),
        _ => None,
    }
}

/// How many months before the period the plan's windows reach, quotas by formula looking back from where they are read.
fn months_back(plan: &Plan) -> i32 {
    let reach = |window: Window, length: PeriodLength| {
        let back = i32::from(window.back);
        let own = match window.reach {
            Reach::Own | Reach::Period => length.months(),
            Reach::Whole(length) | Reach::ToDate(length) => length.months(),
            Reach::PlanToDate => 0,
            Reach::Rolling(count) => i32::from(count).saturating_mul(length.months()),
        };
        own.saturating_mul(back.saturating_add(1))
    };
    let longest = plan.components.iter().map(|component| component.every).max().unwrap_or(plan.pays);
    let (mut direct, mut by_quota) = (0i32, 0i32);
    for measure in &plan.measures {
        if let Some(QuotaSource::Formula(formula, length)) = measure.quota.as_ref().map(|quota| &quota.source) {
            each_name(&formula.expression, &mut |name| {
                by_quota = by_quota.max(window_of(name).map_or(0, |window| reach(window, *length)));
            });
        }
    }
    plan_formulas(plan, &mut |formula| {
        each_name(&formula.expression, &mut |name| {
            direct = direct.max(window_of(name).map_or(0, |window| reach(window, longest)));
        });
    });
    direct.saturating_add(by_quota)
}

/// One component of one plan version, for one period.
struct Stage {
    plan: usize,
    component: usize,
    period: Period,
    days: DateRange,
    stretch: Date,
    /// Do its lines belong to what was asked for, or are they only needed for others?
    asked: bool,
}

/// The stages of one plan in the order of work: by last day, then components as they stand in the file.
fn stages_of(plans: &[Plan], series: &Series<'_>, company: &Company, request: &Request) -> Vec<Stage> {
    let needed = Needed { plans, series, company, request };
    let mut stages = Vec::new();
    for &plan_place in &series.versions {
        let Some(plan) = plans.get(plan_place) else { continue };
        for (place, component) in plan.components.iter().enumerate() {
            let from = needed.from(&component.name, &mut Vec::new());
            let mut period = company.calendar.period_of(from, component.every);
            while period.last() <= request.last {
                let days = version_days(plan, period);
                if days.first <= days.last {
                    stages.push(Stage {
                        plan: plan_place,
                        component: place,
                        period,
                        days,
                        stretch: stretch_start(component.accumulate, period, series, company.calendar),
                        asked: period.last() >= request.first,
                    });
                }
                period = period.plus(1);
            }
        }
    }
    stages.sort_by_key(|stage| (stage.days.last, stage.component, stage.plan));
    stages
}

/// From which month a component's lines are needed, whatever version of the plan they come from.
struct Needed<'a> {
    plans: &'a [Plan],
    series: &'a Series<'a>,
    company: &'a Company,
    request: &'a Request,
}

impl<'a> Needed<'a> {
    /// For the component `name`: as far back as its own lines reach, and those of every component that reads it. `asked` are
    /// the components on the way here: versions may read one another in turn.
    fn from(&self, name: &'a str, asked: &mut Vec<&'a str>) -> Month {
        let mut from = self.request.first;
        if asked.contains(&name) {
            return from;
        }
        asked.push(name);
        let plan_start = Month::of(self.series.effective.first).max(self.year(from).plus(-1_200));
        for plan in self.series.versions.iter().filter_map(|place| self.plans.get(*place)) {
            for component in &plan.components {
                if component.name == *name && looks_back(component) {
                    from = from.min(if through_plan(component) { plan_start } else { self.year(self.request.first) });
                }
                if let Some(window) = reads(plan, component, name) {
                    let reader = self.year(self.from(&component.name, asked));
                    let months = i32::from(window.back).saturating_mul(12);
                    let to_date = window.reach == Reach::PlanToDate;
                    from = from.min(if to_date { plan_start } else { reader.plus(months.saturating_neg()) });
                }
            }
        }
        asked.pop();
        from.max(plan_start.min(self.request.first))
    }

    fn year(&self, month: Month) -> Month {
        self.company.calendar.period_of(month, PeriodLength::Year).first
    }
}

fn through_plan(component: &Component) -> bool {
    component.accumulate == Accumulate::Plan || component.limits.iter().any(|limit| limit.per == Per::Plan)
}

/// The window over which `reader` reads what the component `name` gives, the one that reaches furthest back.
fn reads(plan: &Plan, reader: &Component, name: &str) -> Option<Window> {
    let mut furthest: Option<Window> = None;
    component_formulas(reader, &mut |formula| {
        each_name(&formula.expression, &mut |named| {
            if let Name::Earned { component, window } = named
                && plan.components.get(*component).is_some_and(|component| component.name == *name)
            {
                let reach = |window: &Window| (window.reach == Reach::PlanToDate, window.back);
                if furthest.as_ref().is_none_or(|known| reach(known) < reach(window)) {
                    furthest = Some(*window);
                }
            }
        });
    });
    furthest
}

struct Stages<'a, 'r> {
    world: &'r World<'a>,
    posts: Posts,
    watched: &'r [bool],
    request: &'r Request,
    lines: Vec<Line>,
    report: Report,
    errors: RunError,
}

impl<'a> Stages<'a, '_> {
    fn run(&mut self, series: &'a Series<'a>, stage: &Stage) {
        let Some(plan) = self.world.plans.get(stage.plan) else { return };
        let Some(component) = plan.components.get(stage.component) else { return };
        let own = DateRange { first: stage.stretch, last: stage.days.last };
        for (member_place, member) in series.members.iter().enumerate() {
            if member.latest_in(stage.days).is_none() {
                continue;
            }
            let turn = Turn { plan_place: stage.plan, plan, series, member_place, period: stage.period, own };
            let traced = stage.asked && self.watched.get(member.participant.0 as usize).copied().unwrap_or(false);
            let (settled, trace) = if traced {
                let mut tracer = Tracer::default();
                let settled = settle(self.world, &self.posts, &mut tracer, turn, stage.component, component);
                (settled, Some(Box::new(tracer.into_trace())))
            } else {
                (settle(self.world, &self.posts, &mut Silent, turn, stage.component, component), None)
            };
            match settled {
                Ok(None) => {}
                Ok(Some(settled)) => self.post(stage, turn, settled, trace),
                Err(stop) => self.stopped(stage, turn, component, stop),
            }
        }
    }

    fn post(&mut self, stage: &Stage, turn: Turn<'a>, settled: Settled, trace: Option<Box<Trace>>) {
        if stage.asked {
            let explained = trace.is_some();
            self.push_line(stage, turn, LineKind::Earning, &settled.post.line, trace);
            if let Some(added) = settled.guarantee.as_ref().filter(|added| !added.is_zero()) {
                let trace = explained.then(|| guarantee_trace(&settled.post.line, added)).flatten();
                self.push_line(stage, turn, LineKind::Guarantee, added, trace);
            }
        }
        self.posts.add(stage.component, turn.member_place, settled.post);
    }

    fn push_line(&mut self, stage: &Stage, turn: Turn<'a>, kind: LineKind, amount: &Number, trace: Option<Box<Trace>>) {
        let unit = Number::decimal(1, self.world.minor_digits());
        let minor =
            amount.divide(&unit).ok().and_then(|minor| minor.to_whole()).and_then(|minor| i64::try_from(minor).ok());
        let Some(minor_units) = minor else {
            let component = turn.plan.components.get(stage.component);
            if let Some(component) = component {
                self.stopped(stage, turn, component, Stop::Fault(Fault::Overflow, None));
            }
            return;
        };
        self.lines.push(Line {
            participant: turn.participant(),
            plan: u32::try_from(stage.plan).unwrap_or(u32::MAX),
            component: u32::try_from(stage.component).unwrap_or(u32::MAX),
            kind,
            earned_for: stage.period,
            paid_in: stage.period,
            minor_units,
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
            Stop::Unmeasured(measure, what) if stage.asked => self.report.unmeasured.push(Unmeasured {
                participant: turn.participant(),
                plan: turn.plan.name.as_str().into(),
                measure,
                what,
                component: component.name.as_str().into(),
                period: stage.period,
            }),
            Stop::Unmeasured(..) => {}
        }
    }

    fn finish(mut self, plans: &[Plan], roster: &Roster<'_>, inputs: &Inputs) -> Result<Outcome, RunError> {
        if !self.errors.is_empty() {
            return Err(self.errors);
        }
        let name = |plan: u32| plans.get(plan as usize).map_or("", |plan| plan.name.as_str());
        self.lines.sort_by(|a, b| {
            (a.participant, a.earned_for.last(), a.earned_for.length)
                .cmp(&(b.participant, b.earned_for.last(), b.earned_for.length))
                .then_with(|| name(a.plan).cmp(name(b.plan)))
                .then_with(|| (a.plan, a.component, a.kind).cmp(&(b.plan, b.component, b.kind)))
        });
        self.report.unmeasured.sort_by(|a, b| {
            (a.participant, a.period, &a.plan, &a.component).cmp(&(b.participant, b.period, &b.plan, &b.component))
        });
        let days = DateRange { first: self.request.first.first_day(), last: self.request.last.last_day() };
        self.report.without_plan = without_plan(roster, inputs, days);
        Ok(Outcome { lines: self.lines, report: self.report })
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

/// Why a guarantee adds what it adds.
fn guarantee_trace(line: &Number, added: &Number) -> Option<Box<Trace>> {
    let mut tracer = Tracer::default();
    let guaranteed = line.add(added).ok()?;
    let guaranteed = tracer.given(guaranteed, || Role::Guarantee, Arc::default);
    let line: Noted = tracer.given(line.clone(), || Role::Pay, Arc::default);
    let missing = tracer.difference(&guaranteed, &line, || Role::Line).ok()?;
    debug_assert_eq!(missing.value, *added);
    Some(Box::new(tracer.into_trace()))
}
