//! [`Figures`]: numbers on the way to the lines of a component, found in their traces.

use attain_engine::outcome::Line;
use attain_engine::trace::{Fact, FactId, How, Role, name, written_at};
use attain_engine::value::Value;
use attain_rules::example::{ComponentName, Figure};
use attain_rules::number::Number;
use attain_rules::plan::{Base, Mode, Pay};
use attain_rules::rounding::Step;

use super::{Seen, is_of, part_of};
use crate::view::computed::Computed;

/// Where a figure stands in the flow of money.
pub(super) fn stage(figure: &Figure) -> u8 {
    match figure {
        Figure::Credit(_) => 8,
        Figure::Base => 40,
        Figure::Index => 41,
        Figure::Reserve => 42,
        Figure::Fund => 43,
        Figure::Rate(_) | Figure::OneRate => 45,
        Figure::SliceBase(_) => 50,
        Figure::Slice(_) => 55,
        Figure::Each(_) => 60,
        Figure::Place => 65,
        Figure::Pay => 70,
        Figure::Factor => 80,
        Figure::Target => 68,
        Figure::Floor | Figure::Cap => 85,
        Figure::Owed | Figure::Carried => 95,
        Figure::Traced { word, .. } => match *word {
            "column" | "worth" | "share" | "other share" | "original" => 6,
            "quota part" => 12,
            "member" | "key" => 42,
            "origin" | "row limit" | "row amount" => 44,
            "slice index" | "fee" | "interpolated" => 48,
            _ => 87,
        },
    }
}

impl Seen {
    /// The value of one of the facts; a figure that is written nowhere stands where the first of what it is made of does.
    fn of(facts: &[Fact], fact: &Fact) -> Self {
        let place = written_at(facts, fact, u8::MAX).unwrap_or_default().to_owned();
        Self { value: fact.value.clone(), place, measure: None }
    }
}

/// The lines of a participant, looked at for one component.
pub(super) struct Figures<'a, 'r> {
    pub(super) run: &'a Computed<'r>,
    pub(super) lines: &'a [&'a Line],
    pub(super) component: &'a ComponentName,
}

impl Figures<'_, '_> {
    /// What `look` finds in the last line that the component gives by itself.
    pub(super) fn find(&self, look: &dyn Fn(&Line, &[Fact]) -> Option<Seen>) -> Option<Seen> {
        self.last(&|line| line.kind.is_own(), look)
    }

    /// What `look` finds in the last of the component's lines that `suits`.
    fn last(&self, suits: &dyn Fn(&Line) -> bool, look: &dyn Fn(&Line, &[Fact]) -> Option<Seen>) -> Option<Seen> {
        // Lines stand in the order of their periods: the last one is the one that counts.
        let own = self.lines.iter().rev().filter(|line| suits(line) && is_of(self.run, line, self.component));
        own.filter_map(|line| Some((line, line.trace.as_ref()?))).find_map(|(line, trace)| look(line, &trace.facts))
    }

    /// The figure.
    pub(super) fn figure(&self, figure: &Figure) -> Option<Seen> {
        let Figure::Traced { word, which } = figure else {
            return self.find(&|line, facts| self.in_line(line, facts, figure));
        };
        let is_it = |role: &Role| name(role).is_some_and(|(own, of)| own == *word && of == *which);
        let look = |_: &Line, facts: &[Fact]| last(facts, &is_it);
        // What no line of the component itself has may stand in one that comes on top of it.
        self.find(&look).or_else(|| self.last(&|line| !line.kind.is_own(), &look))
    }

    fn in_line(&self, line: &Line, facts: &[Fact], figure: &Figure) -> Option<Seen> {
        match figure {
            Figure::Base => last(facts, &|role| *role == Role::Base),
            Figure::Index => last(facts, &|role| *role == Role::Index),
            Figure::Rate(row) => last(facts, &|role| *role == Role::Rate { row: *row }),
            Figure::OneRate => one_rate(self.run, line, facts),
            Figure::Slice(row) => slice(facts, *row, &Role::SlicePay { row: *row }),
            Figure::SliceBase(row) => slice(facts, *row, &Role::SliceBase { row: *row }),
            Figure::Factor => last(facts, &|role| *role == Role::Factor),
            Figure::Pay => last(facts, &|role| *role == Role::Pay),
            Figure::Target => last(facts, &|role| *role == Role::Target),
            Figure::Floor => last(facts, &|role| *role == Role::Floor),
            Figure::Cap => last(facts, &|role| *role == Role::Cap),
            Figure::Owed => last(facts, &|role| *role == Role::Owed),
            Figure::Carried => last(facts, &|role| *role == Role::Carried),
            Figure::Fund => shared(facts),
            Figure::Reserve => rounded(facts, &Role::Reserve),
            Figure::Place => last(facts, &|role| *role == Role::Place),
            Figure::Each(key) => last(facts, &|role| matches!(role, Role::Each { key: of } if **of == **key)),
            Figure::Credit(transaction) => credit(facts, transaction),
            Figure::Traced { .. } => None,
        }
    }
}

pub(super) fn last(facts: &[Fact], suits: &dyn Fn(&Role) -> bool) -> Option<Seen> {
    facts.iter().rev().find(|fact| suits(&fact.role)).map(|fact| Seen::of(facts, fact))
}

/// What a transaction is credited, in the last figure that reads it: to one participant it may go by several roles.
fn credit(facts: &[Fact], transaction: &str) -> Option<Seen> {
    let fact = |id: &FactId| facts.get(usize::try_from(id.0).ok()?);
    let is_own = |fact: &Fact| matches!(&fact.role, Role::Credit { transaction: own, .. } if **own == *transaction);
    let rounds = |fact: &Fact| fact.role == Role::Rounded { step: Step::Credit };
    // A credit that is rounded counts as that.
    let is_credit = |one: &&Fact| match &one.how {
        How::Rounding { of, .. } if rounds(one) => fact(of).is_some_and(is_own),
        _ => is_own(one),
    };
    let credits_of =
        |one: &Fact| -> Vec<&Fact> { one.how.references().iter().filter_map(fact).filter(is_credit).collect() };
    let figures = facts.iter().rev().filter(|one| !rounds(one));
    let credits = figures.map(credits_of).find(|credits| !credits.is_empty())?;
    let place = written_at(facts, credits.first()?, u8::MAX).unwrap_or_default().to_owned();
    let mut numbers = credits.iter().filter_map(|fact| match &fact.value {
        Value::Number(number) => Some(number),
        _ => None,
    });
    let sum = numbers.try_fold(Number::ZERO, |sum, number| sum.add(number)).ok()?;
    let measure = credits.iter().find_map(|credit| match (&credit.role, &credit.how) {
        (Role::Credit { measure, .. }, _) => Some(measure),
        (_, How::Rounding { of, .. }) => match &fact(of)?.role {
            Role::Credit { measure, .. } => Some(measure),
            _ => None,
        },
        _ => None,
    });
    Some(Seen { value: Value::Number(sum), place, measure: measure.cloned() })
}

/// The rate that the whole pay was worked out at: that of the row reached, or the curve's; zero where nothing was paid at any rate.
/// Nothing where there are several.
fn one_rate(run: &Computed<'_>, line: &Line, facts: &[Fact]) -> Option<Seen> {
    let Pay::Table(table) = &part_of(run, line)?.pay else { return None };
    // Between points of a payout on a base stands pay, no rate.
    let curve_is_rate = table.mode == Mode::InterpolatedRate || matches!(table.base, Base::Target);
    let pay = facts.iter().rposition(|fact| fact.role == Role::Pay)?;
    let (mut open, mut rates) = (vec![pay], Vec::new());
    while let Some(place) = open.pop() {
        let fact = facts.get(place)?;
        match fact.role {
            Role::Rate { .. } => rates.push(fact),
            Role::Interpolated if curve_is_rate => rates.push(fact),
            Role::Pay | Role::SlicePay { .. } | Role::Part | Role::Rounded { .. } => {
                // Facts refer to those before them.
                let references = fact.how.references();
                let before = references.iter().filter_map(|id| usize::try_from(id.0).ok());
                open.extend(before.filter(|before| *before < place));
            }
            _ => {}
        }
    }
    match rates.as_slice() {
        [rate] => Some(Seen::of(facts, rate)),
        // Nothing was sold, or it reached no row.
        [] if facts.get(pay).is_some_and(is_empty_sum) && is_rate(table.mode) => Some(Seen::of(facts, facts.get(pay)?)),
        _ => None,
    }
}

fn is_empty_sum(fact: &Fact) -> bool {
    matches!(&fact.how, How::Sum(parts) if parts.is_empty())
}

const fn is_rate(mode: Mode) -> bool {
    matches!(mode, Mode::Marginal | Mode::Retroactive | Mode::InterpolatedRate)
}

/// A row into which nothing falls leaves no fact: it pays zero.
fn slice(facts: &[Fact], row: u32, role: &Role) -> Option<Seen> {
    let limit = last(facts, &|one| *one == Role::RowLimit { row });
    match last(facts, &|one| one == role) {
        // What a row pays is written where the row is.
        Some(seen) => Some(Seen { place: limit.map_or(seen.place, |limit| limit.place), ..seen }),
        None => limit.map(|limit| Seen { value: Value::Number(Number::ZERO), ..limit }),
    }
}

/// What a pool shares.
fn shared(facts: &[Fact]) -> Option<Seen> {
    facts.iter().rev().find_map(|fact| match &fact.how {
        How::Allocation { sum, .. } => facts.get(usize::try_from(sum.0).ok()?).map(|fact| Seen::of(facts, fact)),
        _ => None,
    })
}

/// The last fact with a role, rounded where it was rounded, at the place where it stands.
fn rounded(facts: &[Fact], role: &Role) -> Option<Seen> {
    let place = facts.iter().rposition(|fact| fact.role == *role)?;
    let fact = facts.get(place)?;
    let rounds = |other: &&Fact| matches!(other.how, How::Rounding { of, .. } if usize::try_from(of.0) == Ok(place));
    let value = facts.iter().find(rounds).unwrap_or(fact).value.clone();
    Some(Seen { value, place: fact.place.to_string(), measure: None })
}
