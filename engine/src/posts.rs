//! [`Posts`]: the lines that a run has settled so far, for what comes after them: true-ups, limits, `earned(...)`.

use std::collections::BTreeMap;

use attain_rules::date::{Date, DateRange};
use attain_rules::formula::expression::Name;
use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::plan::{Component, Plan};
use attain_rules::unit::UnitPlace;

use crate::asked::Question;
use crate::earn::line::looks_back;
use crate::names::{each_name, plan_formulas};
use crate::outcome::LineKind;
use crate::roster::{Roster, Series};

/// The lines settled so far.
#[derive(Debug)]
pub(crate) struct Posts {
    /// Place of the chain, by plan and component. Components of one name in the versions of one plan share it.
    chain_of: Vec<Vec<usize>>,
    chains: Vec<Vec<Vec<Post>>>,
    /// By chain and member; few components have any.
    moves: BTreeMap<(usize, usize), Vec<Move>>,
}

/// A settled line.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    /// Place of the plan version.
    pub plan: usize,
    /// The period that it is for.
    pub period: Period,
    /// First day of that period, as far as the version is in force.
    pub first: Date,
    /// Last day that counted.
    pub end: Date,
    /// What kind of line.
    pub kind: LineKind,
    /// Which thing it is, where the component gives things.
    pub thing: Option<UnitPlace>,
    /// What it added to the amount to date, before any limits.
    pub unlimited: Number,
    /// What it added to the amount to date, before limits on shorter stretches.
    pub gross: Number,
    /// The line.
    pub line: Number,
    /// What its cap cut and later lines may pay, less what it paid of what was cut before.
    pub carried: Number,
    /// What its guarantee adds, in a line of its own.
    pub guarantee: Number,
    /// What of it is due later.
    pub scheduled: Vec<Scheduled>,
}

/// A part of a line that is due later.
#[derive(Clone, Debug)]
pub(crate) struct Scheduled {
    /// The period in which it is paid, or lost because somebody left.
    pub due: Period,
    /// The day on which it is due.
    pub due_on: Date,
    /// What is paid then, unless a condition that does not hold takes it away.
    pub amount: Number,
    /// Must something hold then?
    pub conditional: bool,
    /// Place of the part among those of `due`.
    pub part: usize,
    /// The last period in which it may be paid, where it waits for what must hold.
    pub until: Option<Period>,
    /// Is it taken back, being paid already? The amount is negative then.
    pub back: bool,
}

/// A line that moves what was earned from one period to another.
#[derive(Clone, Debug)]
pub(crate) struct Move {
    /// Place of the plan version of the line that it belongs to.
    pub plan: usize,
    pub kind: LineKind,
    pub earned_for: Period,
    pub paid_in: Period,
    pub amount: Number,
}

/// Does any later line or a question read the lines of this component? Those of others need not be kept.
fn is_read(plans: &[Plan], series: &Series<'_>, component: &Component, questions: &[Question]) -> bool {
    if series.versions.len() > 1 || looks_back(component) || component.due.is_some() {
        return true;
    }
    let mut read = false;
    for question in questions.iter().filter(|question| series.versions.contains(&question.plan)) {
        let Some(plan) = plans.get(question.plan) else { continue };
        each_name(&question.formula.expression, &mut |name| read |= reads(plan, name, component));
    }
    for plan in series.versions.iter().filter_map(|place| plans.get(*place)) {
        read |= plan
            .components
            .iter()
            .filter_map(|other| other.draw())
            .flat_map(|draw| &draw.of)
            .any(|place| plan.components.get(*place).is_some_and(|read| read.name == component.name));
        plan_formulas(plan, &mut |formula| {
            each_name(&formula.expression, &mut |name| read |= reads(plan, name, component));
        });
    }
    read
}

/// Is it what the lines of the component give?
fn reads(plan: &Plan, name: &Name, component: &Component) -> bool {
    let Name::Earned { component: place, .. } = name else { return false };
    plan.components.get(*place).is_some_and(|read| read.name == component.name)
}

impl Posts {
    pub(crate) fn new(plans: &[Plan], roster: &Roster<'_>, questions: &[Question]) -> Self {
        let mut chain_of: Vec<Vec<usize>> = plans.iter().map(|plan| vec![0; plan.components.len()]).collect();
        let mut chains = Vec::new();
        for series in &roster.series {
            let mut names: Vec<(&str, usize)> = Vec::new();
            for &place in &series.versions {
                let (Some(plan), Some(row)) = (plans.get(place), chain_of.get_mut(place)) else { continue };
                for (component, cell) in plan.components.iter().zip(row) {
                    let known = names.iter().find(|(name, _)| *name == component.name).map(|(_, chain)| *chain);
                    *cell = known.unwrap_or_else(|| {
                        let members =
                            if is_read(plans, series, component, questions) { series.members.len() } else { 0 };
                        chains.push(vec![Vec::new(); members]);
                        let chain = chains.len().saturating_sub(1);
                        names.push((&component.name, chain));
                        chain
                    });
                }
            }
        }
        Self { chain_of, chains, moves: BTreeMap::new() }
    }

    fn chain(&self, plan: usize, component: usize) -> Option<usize> {
        self.chain_of.get(plan)?.get(component).copied()
    }

    /// A member's lines of a component so far, in the order in which they were settled.
    pub(crate) fn of(&self, plan: usize, component: usize, member: usize) -> &[Post] {
        let posts = self.chain(plan, component).and_then(|chain| self.chains.get(chain)?.get(member));
        posts.map_or(&[], Vec::as_slice)
    }

    /// Those of them that are for days of `stretch` alone. A line of an earlier version with longer periods may reach into the
    /// stretch from before it; that one is not among them.
    pub(crate) fn inside(
        &self,
        plan: usize,
        component: usize,
        member: usize,
        stretch: DateRange,
    ) -> impl Iterator<Item = &Post> + Clone {
        let posts = self.of(plan, component, member).iter();
        posts.filter(move |post| stretch.first <= post.first && post.end <= stretch.last)
    }

    /// Puts a part of a line, whose condition does not hold in `from`, off to another period.
    pub(crate) fn put_off(
        &mut self,
        component: usize,
        member: usize,
        line: &Post,
        part: usize,
        (from, (to, due_on)): (Period, (Period, Date)),
    ) {
        let chain = self.chain(line.plan, component);
        let posts = chain.and_then(|chain| self.chains.get_mut(chain)?.get_mut(member)).into_iter().flatten();
        let own = posts.filter(|post| (post.plan, post.period) == (line.plan, line.period));
        let parts = own.flat_map(|post| &mut post.scheduled);
        for waiting in parts.filter(|one| one.part == part && one.due == from && !one.back) {
            (waiting.due, waiting.due_on) = (to, due_on);
        }
    }

    pub(crate) fn add(&mut self, component: usize, member: usize, post: Post) {
        let chain = self.chain(post.plan, component);
        if let Some(posts) = chain.and_then(|chain| self.chains.get_mut(chain)?.get_mut(member)) {
            posts.push(post);
        }
    }

    pub(crate) fn add_move(&mut self, component: usize, member: usize, moved: Move) {
        if let Some(chain) = self.chain(moved.plan, component) {
            self.moves.entry((chain, member)).or_default().push(moved);
        }
    }

    /// What moves a component's pay into `period`, or out of it.
    pub(crate) fn moves_in(
        &self,
        plan: usize,
        component: usize,
        member: usize,
        period: Period,
    ) -> impl Iterator<Item = &Move> {
        let chain = self.chain(plan, component);
        let moves = chain.and_then(|chain| self.moves.get(&(chain, member))).into_iter().flatten();
        moves.filter(move |moved| {
            let last = moved.paid_in.last();
            period.first <= last && last <= period.last()
        })
    }

    /// A component's lines that end inside `days`.
    pub(crate) fn ending_in(
        &self,
        plan: usize,
        component: usize,
        member: usize,
        days: DateRange,
    ) -> impl Iterator<Item = &Post> + Clone {
        self.of(plan, component, member).iter().filter(move |post| days.contains(post.end))
    }
}
