//! [`Lookback`]: how far back a run has to look, so that everything that a line depends on is worked out before it.

use std::collections::BTreeMap;

use attain_rules::calendar::Calendar;
use attain_rules::formula::expression::{Formula, Name, Reach, Window};
use attain_rules::period::{Month, PeriodLength};
use attain_rules::plan::{Accumulate, Component, Due, Per, Plan, QuotaSource};

use crate::asked::Question;
use crate::earn::line::{goes_by_originals, looks_back};
use crate::earn::schedule::earned_from;
use crate::names::{component_formulas, each_name, plan_formulas};
use crate::roster::Series;
use crate::run::Request;

/// Most months before the request at which lines and transactions are looked at.
const MOST_MONTHS: i32 = 1_200;

/// How far back a run has to look for one plan with all its versions.
pub(crate) struct Lookback<'p> {
    /// From which month the lines of each component are needed, by its name: versions share what a name stands for.
    lines: BTreeMap<&'p str, Month>,
    /// The first month whose transactions count for any of them.
    pub transactions: Month,
}

impl<'p> Lookback<'p> {
    /// Nothing where the plan was over before the request's year and nothing of it is owed or due, or where it begins after the
    /// request.
    pub(crate) fn new(plans: &'p [Plan], series: &Series<'_>, calendar: Calendar, request: &Request) -> Option<Self> {
        let year = |month| calendar.period_of(month, PeriodLength::Year).first;
        let effective = series.effective;
        let versions: Vec<&Plan> = series.versions.iter().filter_map(|place| plans.get(*place)).collect();
        let components = || versions.iter().flat_map(|plan| &plan.components);
        // What was earned under a plan that is over may still fall due, and what was drawn is still owed, what was cut still carried.
        let after = |due: &Due| due.most_after(effective.first);
        let behind = components().filter_map(|component| component.due.as_ref()).map(after).max().unwrap_or(0);
        let is_over = calendar.month_of(effective.last).plus(behind) < year(request.first);
        if is_over && !components().any(Component::carries_balance) || calendar.month_of(effective.first) > request.last
        {
            return None;
        }
        let earliest = request.first.plus(MOST_MONTHS.saturating_neg());
        let start = calendar.month_of(effective.first).max(earliest);
        let questions: Vec<(&Plan, &Question)> = request
            .questions
            .iter()
            .filter(|question| series.versions.contains(&question.plan))
            .filter_map(|question| Some((plans.get(question.plan)?, question)))
            .collect();
        let lines = lines(&versions, &questions, (start, calendar), request);
        let mut transactions = year(lines.values().copied().min().unwrap_or(request.first).min(request.first));
        let back = versions.iter().map(|plan| months_back(plan, &questions)).max().unwrap_or(0);
        transactions = year(transactions.plus(back.saturating_neg()));
        let to_date = questions.iter().any(|(_, question)| is_plan_to_date(&question.formula));
        if to_date || versions.iter().any(|plan| reads_plan_to_date(plan)) {
            transactions = transactions.min(start);
        }
        Some(Self { lines, transactions: transactions.max(year(earliest)) })
    }

    /// From which month the component's lines are needed.
    pub(crate) fn lines_from(&self, component: &Component) -> Option<Month> {
        self.lines.get(component.name.as_str()).copied()
    }
}

/// The months from which lines are needed: those asked for, those before them in their stretches, those that others read
/// with `earned(...)`, and so on, until nothing more is needed.
fn lines<'p>(
    versions: &[&'p Plan],
    questions: &[(&'p Plan, &Question)],
    (start, calendar): (Month, Calendar),
    request: &Request,
) -> BTreeMap<&'p str, Month> {
    let components = || versions.iter().flat_map(|plan| plan.components.iter().rev().map(move |part| (*plan, part)));
    let mut needed: BTreeMap<&str, Month> = BTreeMap::new();
    for (plan, component) in components() {
        // What falls due in any month of a period is paid in that period.
        let paid_in = calendar.period_of(request.first, plan.pays).first;
        let first = if component.due.is_some() { earned_from(plan, component, paid_in) } else { request.first };
        needed.entry(&component.name).and_modify(|known| *known = first.min(*known)).or_insert(first);
    }
    let first_possible = start.min(request.first);
    for (plan, question) in questions {
        let (last, length) = (question.period.last(), question.period.length);
        each_earned(&question.formula, &mut |place, window| {
            if let Some(read) = plan.components.get(place) {
                let first = window_start(window, last, length, calendar, start).max(first_possible);
                needed.entry(&read.name).and_modify(|known| *known = first.min(*known)).or_insert(first);
            }
        });
    }
    // Components read those above them, so one pass is enough for one version; names may trade places in others.
    for _ in 0..=needed.len() {
        let before = needed.clone();
        for (plan, component) in components() {
            let Some(known) = needed.get(component.name.as_str()).copied() else { continue };
            let mut from = calendar.period_of(known, component.every).first;
            if looks_back(component) {
                let year = calendar.period_of(from, PeriodLength::Year).first;
                from = from.min(if runs_through_plan(component) { start } else { year });
            }
            from = from.max(first_possible);
            needed.insert(&component.name, from.min(known));
            for read in component.draw().into_iter().flat_map(|draw| &draw.of) {
                if let Some(read) = plan.components.get(*read) {
                    let from = earned_from(plan, read, from).max(first_possible);
                    let known = needed.entry(&read.name).or_insert(from);
                    *known = from.min(*known);
                }
            }
            component_formulas(component, &mut |formula| {
                each_earned(formula, &mut |place, window| {
                    if let Some(read) = plan.components.get(place) {
                        let first = window_start(window, from, component.every, calendar, start).max(first_possible);
                        let known = needed.entry(&read.name).or_insert(first);
                        *known = first.min(*known);
                    }
                });
            });
        }
        if needed == before {
            break;
        }
    }
    needed
}

fn each_earned(formula: &Formula, each: &mut impl FnMut(usize, Window)) {
    each_name(&formula.expression, &mut |name| {
        if let Name::Earned { component, window } = name {
            each(*component, *window);
        }
    });
}

/// The first month of a window that is read in the period that holds `month`.
pub(crate) fn window_start(
    window: Window,
    month: Month,
    every: PeriodLength,
    calendar: Calendar,
    plan_start: Month,
) -> Month {
    let period = calendar.period_of(month, every);
    let back = i32::from(window.back).saturating_neg();
    match window.reach {
        Reach::Own | Reach::Period => period.plus(back).first,
        Reach::Whole(length) | Reach::ToDate(length) => calendar.period_of(period.last(), length).plus(back).first,
        Reach::PlanToDate => plan_start,
        Reach::Rolling(count) => {
            let count = i32::from(count);
            period.plus(back.saturating_mul(count).saturating_sub(count).saturating_add(1)).first
        }
    }
}

pub(crate) fn runs_through_plan(component: &Component) -> bool {
    component.accumulate == Accumulate::Plan
        || component.carries_balance()
        || goes_by_originals(component)
        || component.limits.iter().any(|limit| limit.per == Per::Plan)
}

fn reads_plan_to_date(plan: &Plan) -> bool {
    let mut reads = false;
    plan_formulas(plan, &mut |formula| reads |= is_plan_to_date(formula));
    reads
}

fn is_plan_to_date(formula: &Formula) -> bool {
    let mut is = false;
    each_name(&formula.expression, &mut |name| {
        is |= matches!(name, Name::Measure { window: Window { reach: Reach::PlanToDate, .. }, .. });
    });
    is
}

/// How many months before a period the plan's measures are read. Quotas by formula look back from where they are read, and
/// may lean on each other, so what each of them looks back is added up.
fn months_back(plan: &Plan, questions: &[(&Plan, &Question)]) -> i32 {
    let longest = plan.components.iter().map(|component| component.every).max().unwrap_or(plan.pays);
    let asked = questions.iter().filter(|(other, _)| std::ptr::eq(*other, plan)).map(|(_, question)| question);
    let asked = asked.map(|question| furthest(&question.formula, question.period.length));
    let mut direct = asked.max().unwrap_or(0);
    plan_formulas(plan, &mut |formula| direct = direct.max(furthest(formula, longest)));
    let by_quotas = plan.measures.iter().map(|measure| match measure.quota.as_ref().map(|quota| &quota.source) {
        Some(QuotaSource::Formula(formula, length)) => furthest(formula, *length),
        _ => 0,
    });
    by_quotas.fold(direct, i32::saturating_add)
}

/// How many months before a period of this length the formula reads measures.
fn furthest(formula: &Formula, period: PeriodLength) -> i32 {
    let mut furthest = 0i32;
    each_name(&formula.expression, &mut |name| {
        let Name::Measure { window, .. } = name else { return };
        let length = match window.reach {
            Reach::Own | Reach::Period => period.months(),
            Reach::Whole(length) | Reach::ToDate(length) => length.months(),
            Reach::PlanToDate => 0,
            Reach::Rolling(count) => i32::from(count).saturating_mul(period.months()),
        };
        furthest = furthest.max(length.saturating_mul(i32::from(window.back).saturating_add(1)));
    });
    furthest
}
