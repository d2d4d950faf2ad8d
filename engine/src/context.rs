//! [`Context`]: what the names in a component's formulas stand for, at one turn, with the facts that say why.

use std::sync::Arc;

use attain_rules::company::{ColumnOrigin, Company};
use attain_rules::date::{Date, DateRange};
use attain_rules::formula::expression::{Aspect, Expression, Formula, Name, People};
use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::plan::{Group, Plan};
use attain_rules::rounding::Roundings;
use attain_rules::source::{Sources, Span};
use attain_rules::unit::UnitPlace;

use crate::credit::books::Credits;
use crate::earlier::Of;
use crate::evaluate::{Item, Names, evaluate};
use crate::fault::{Fault, Several, Stop};
use crate::groups::Groups;
use crate::inputs::{Inputs, RowPlace};
use crate::names::{only_cell, written};
use crate::posts::Posts;
use crate::record::{Arithmetic as _, Noted, Recorder, Silent};
use crate::timeline::Timeline;
use crate::trace::{Fact, FactId, How, Role};
use crate::turn::{Turn, window_label};
use crate::units::with_taxable;
use crate::value::Value;

/// How deeply quotas by formula may lean on each other.
const MOST_DEPTH: u8 = 32;

/// Everything that is settled before the first earning.
pub(crate) struct World<'a> {
    pub plans: &'a [Plan],
    pub company: &'a Company,
    pub inputs: &'a Inputs,
    pub sources: &'a Sources,
    pub timeline: &'a Timeline,
    pub credits: &'a Credits,
    /// Labels of periods, as texts that formulas can borrow.
    pub labels: &'a crate::labels::Labels,
    /// Where each participant's rows start among the quotas and the metrics.
    pub rows: &'a crate::figure::RowIndex,
    /// KPIs that are taken to have a value, whatever the data says.
    pub supposed: crate::figure::Supposed<'a>,
    /// Figures that people lack and that a number of the plan stands in for.
    pub stand_ins: crate::stood_in::StandIns,
    /// Quotas to date, kept from line to line.
    pub levels: crate::figure::Levels,
    /// Rows of tables whose numbers are the same for everybody.
    pub ready_rows: crate::earn::row::ReadyRows,
}

impl World<'_> {
    /// Digits of the currency's minor unit.
    pub(crate) fn minor_digits(&self) -> u8 {
        self.company.minor_digits()
    }

    /// Adds to a trace what of the line's units is taxable.
    pub(crate) fn explain_taxable(
        &self,
        trace: &mut crate::trace::Trace,
        unit: Option<UnitPlace>,
        paid_in: Period,
        taxable: i64,
    ) {
        let Some(unit) = unit.and_then(|place| self.company.unit(place)) else { return };
        let day = self.company.calendar.days(paid_in).last;
        let place = unit.value_on(day).map_or_else(Arc::default, |value| self.place(value.span));
        with_taxable(trace, (unit, place), day, (taxable, self.minor_digits()));
    }

    /// `plans/ae.yaml:14`.
    pub(crate) fn place(&self, span: Span) -> Arc<str> {
        let place = self.sources.place(span);
        format!("{}:{}", place.file, place.line).into()
    }
}

/// `data/quotas.csv:3`.
pub(crate) fn row_place(place: &RowPlace) -> Arc<str> {
    format!("{}:{}", place.file, place.line).into()
}

/// Everything that a turn may read.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a, 'r> {
    pub world: &'r World<'a>,
    pub posts: &'r Posts,
    /// Who belongs together, where the component has groups.
    pub groups: Option<&'r Groups>,
    /// Who reports to the same person, by that one's id, where the component asks.
    pub reports: Option<&'r Groups>,
}

/// What names stand for at one turn.
pub(crate) struct Context<'a, 'r, R> {
    pub world: &'r World<'a>,
    pub posts: &'r Posts,
    groups: Option<&'r Groups>,
    reports: Option<&'r Groups>,
    pub recorder: &'r mut R,
    pub turn: Turn<'a>,
    pub roundings: &'a Roundings,
    pub target: Option<Noted>,
    /// A measure whose total is read before the stretch's end.
    pub still_to_come: Option<StillToCome>,
    depth: u8,
    inputs: Vec<(Arc<str>, FactId)>,
    figures: Vec<(Figure, Noted)>,
}

/// What of a measure is still to come at the transaction at hand.
#[derive(Clone)]
pub(crate) struct StillToCome {
    pub measure: usize,
    pub amount: Noted,
    /// The stretch's last day: windows that do not hold it know nothing of what is still to come.
    pub until: Date,
}

/// What identifies a figure within one turn.
#[derive(PartialEq)]
struct Figure {
    kind: FigureKind,
    measure: usize,
    days: DateRange,
    period: Period,
}

/// The figures that a measure has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum FigureKind {
    /// Its credits taken together.
    Credited,
    /// Its total.
    Total,
    /// Its quota.
    Quota,
    /// Its attainment.
    Attainment,
}

impl<'a, 'r, R: Recorder> Context<'a, 'r, R> {
    pub(crate) fn new(known: Known<'a, 'r>, recorder: &'r mut R, turn: Turn<'a>, roundings: &'a Roundings) -> Self {
        let Known { world, posts, groups, reports } = known;
        Self {
            world,
            posts,
            groups,
            reports,
            recorder,
            turn,
            roundings,
            target: None,
            still_to_come: None,
            depth: 0,
            inputs: Vec::new(),
            figures: Vec::new(),
        }
    }

    /// Everything that the turn may read.
    pub(crate) const fn known(&self) -> Known<'a, 'r> {
        Known { world: self.world, posts: self.posts, groups: self.groups, reports: self.reports }
    }

    /// The number that a formula gives.
    pub(crate) fn number(&mut self, formula: &'a Formula, role: impl FnOnce() -> Role) -> Result<Noted, Stop> {
        number(self.item(formula, role)?, &formula.expression, formula.span)
    }

    /// Does a condition hold?
    pub(crate) fn holds(&mut self, formula: &'a Formula, role: impl FnOnce() -> Role) -> Result<(bool, FactId), Stop> {
        match self.item(formula, role)? {
            (Item::YesNo(yes), fact) => Ok((yes, fact)),
            (Item::Empty, _) => Err(Stop::Fault(Fault::EmptyCell(only_cell(&formula.expression)), Some(formula.span))),
            _ => Err(Stop::Fault(Fault::Unchecked, Some(formula.span))),
        }
    }

    /// The fact of a condition that cannot be read, because a figure is missing: it does not hold.
    pub(crate) fn not_known(&mut self, formula: &'a Formula, role: impl FnOnce() -> Role) -> FactId {
        let world = self.world;
        self.recorder.fact(|| Fact {
            role: role(),
            value: Value::YesNo(false),
            how: How::Given { text: "false".into() },
            place: world.place(formula.span),
        })
    }

    fn item(&mut self, formula: &'a Formula, role: impl FnOnce() -> Role) -> Result<(Item<'a>, FactId), Stop> {
        self.expression(&formula.expression, &formula.text, formula.span, role)
    }

    pub(crate) fn expression(
        &mut self,
        expression: &'a Expression,
        text: &Arc<str>,
        span: Span,
        role: impl FnOnce() -> Role,
    ) -> Result<(Item<'a>, FactId), Stop> {
        let outer = std::mem::take(&mut self.inputs);
        let result = evaluate(expression, self).map_err(|error| match Stop::from(error) {
            Stop::Fault(fault, None) => Stop::Fault(fault, Some(span)),
            stop => stop,
        });
        let inputs = std::mem::replace(&mut self.inputs, outer);
        let item = result?;
        let world = self.world;
        let fact = self.recorder.fact(|| Fact {
            role: role(),
            value: item.to_value(),
            how: How::Formula { text: Arc::clone(text), inputs },
            place: world.place(span),
        });
        Ok((item, fact))
    }

    /// A value of several people, or of several days, added up. The turn's own member is explained, the others' values are given.
    fn sum_of_people(&mut self, people: People, inner: &'a Expression, written: &Arc<str>) -> Result<Noted, Stop> {
        let unchecked = Stop::Fault(Fault::Unchecked, None);
        let (groups, found) = match people {
            People::Group => {
                let groups = self.groups.ok_or(unchecked.clone())?;
                (groups, Some(groups.of(self.turn.member_place).ok_or(unchecked)?))
            }
            People::Reports => {
                let groups = self.reports.ok_or(unchecked)?;
                (groups, groups.named(&self.world.inputs.id(self.turn.participant())))
            }
            People::Days => return self.sum_of_days(inner, written),
        };
        let (group, members) = found.unwrap_or((usize::MAX, &[]));
        let days = DateRange { first: self.turn.own.first.min(self.turn.period_days().first), last: self.turn.end() };
        let sum = match groups.sum(group, inner.span, days) {
            Some(known) => known,
            None => {
                let (mut sum, mut several) = (Number::ZERO, Several::default());
                for &member in members {
                    let who = Turn { member_place: member, ..self.turn }.participant();
                    if let Some(value) = several.take(who, self.of_other(member, inner)) {
                        sum = sum.add(&value)?;
                    }
                }
                several.end()?;
                groups.keep(group, inner.span, days, sum.clone());
                sum
            }
        };
        let fact =
            if R::ON { self.explained_sum((groups.by, members), inner, (written, days), &sum)? } else { FactId(0) };
        Ok(Noted { value: sum, fact })
    }

    fn explained_sum(
        &mut self,
        (by, members): (Option<Group>, &[usize]),
        inner: &'a Expression,
        (written, days): (&Arc<str>, DateRange),
        sum: &Number,
    ) -> Result<FactId, Stop> {
        let key = format!("{written} {by:?} {}", self.label(days));
        if let Some(known) = self.recorder.known(&key) {
            return Ok(known);
        }
        let text = inner_text(written);
        let mut facts = Vec::with_capacity(members.len());
        for &member in members {
            let turn = Turn { member_place: member, ..self.turn };
            let role = Role::Member { participant: self.world.inputs.id(turn.participant()) };
            facts.push(if member == self.turn.member_place {
                number(self.expression(inner, &text, inner.span, || role)?, inner, inner.span)?.fact
            } else {
                let value = self.of_other(member, inner)?;
                self.recorder.given(value, || role, Arc::default).fact
            });
        }
        let noted = self
            .recorder
            .note(sum.clone(), || (Role::Group { value: Arc::clone(written) }, How::Sum(facts), Arc::default()));
        self.recorder.remember(key, noted.fact);
        Ok(noted.fact)
    }

    /// What an expression gives at another member's turn.
    fn of_other(&self, member: usize, inner: &'a Expression) -> Result<Number, Stop> {
        let turn = Turn { member_place: member, ..self.turn };
        let mut silent = Silent;
        let mut context = Context::new(self.known(), &mut silent, turn, self.roundings);
        context.depth = self.depth.saturating_add(1);
        if context.depth > MOST_DEPTH {
            return Err(Stop::Fault(Fault::TooDeep, None));
        }
        Ok(number(context.expression(inner, &Arc::default(), inner.span, || Role::Part)?, inner, inner.span)?.value)
    }

    /// Runs `work` as at another turn: for quotas of other periods and measures over other windows.
    pub(crate) fn at<T>(&mut self, turn: Turn<'a>, work: impl FnOnce(&mut Self) -> Result<T, Stop>) -> Result<T, Stop> {
        if self.depth >= MOST_DEPTH {
            return Err(Stop::Fault(Fault::TooDeep, None));
        }
        let outer = std::mem::replace(&mut self.turn, turn);
        self.depth = self.depth.saturating_add(1);
        let result = work(self);
        self.depth = self.depth.saturating_sub(1);
        self.turn = outer;
        result
    }

    /// A figure is worked out once in a turn, and stands in its trace once.
    pub(crate) fn once(
        &mut self,
        kind: FigureKind,
        measure: usize,
        days: DateRange,
        work: impl FnOnce(&mut Self) -> Result<Noted, Stop>,
    ) -> Result<Noted, Stop> {
        // What is read before the stretch's end is another figure for every transaction: there is nothing to keep.
        if self.still_to_come.is_some() && matches!(kind, FigureKind::Total | FigureKind::Attainment) {
            return work(self);
        }
        let key = Figure { kind, measure, days, period: self.turn.period };
        if let Some((_, known)) = self.figures.iter().find(|(known, _)| *known == key) {
            return Ok(known.clone());
        }
        let noted = work(self)?;
        self.figures.push((key, noted.clone()));
        Ok(noted)
    }

    /// The window as people read it.
    pub(crate) fn label(&self, days: DateRange) -> Arc<str> {
        window_label(days, self.world.company.calendar).into()
    }

    fn input(&mut self, name: &Name, fact: FactId) {
        if R::ON {
            let written = written(name, Some(self.turn.plan), self.world.company).into();
            if !self.inputs.iter().any(|(known, _)| *known == written) {
                self.inputs.push((written, fact));
            }
        }
    }

    fn attribute(&mut self, place: usize) -> (Item<'a>, FactId) {
        let days = self.turn.period_days();
        let assignment = self.turn.member().and_then(|member| {
            let latest = member.latest_in(days);
            latest.or_else(|| member.assignments.iter().rev().find(|a| a.days.first <= days.last).copied())
        });
        let value: Option<&'a Value> = assignment.and_then(|assignment| assignment.attributes.get(place));
        let item = value.map_or(Item::Empty, Item::from);
        let world = self.world;
        let fact = self.recorder.fact(|| {
            let column = world.company.schema.attributes.get(place);
            let row = assignment.and_then(|assignment| match column.map(|column| column.origin) {
                Some(ColumnOrigin::Participant) => {
                    let own = world.inputs.participant(assignment.participant);
                    own.map(|participant| &participant.place)
                }
                _ => Some(&assignment.place),
            });
            Fact {
                role: Role::Attribute { name: column.map_or("", |column| &column.name).into() },
                value: item.to_value(),
                how: How::Given { text: item.to_value().to_exact_text().into() },
                place: row.map(row_place).unwrap_or_default(),
            }
        });
        (item, fact)
    }

    fn earned(&mut self, component: usize, days: DateRange) -> Result<Noted, Stop> {
        let posts = self.posts.ending_in(self.turn.plan_place, component, self.turn.member_place, days);
        let name: Arc<str> = self.turn.plan.components.get(component).map_or("", |component| &component.name).into();
        let window = self.label(days);
        self.given_by(component, posts, Of::LineAndGuarantee, || Role::Earned { component: name, window })
    }
}

pub(crate) fn number((item, fact): (Item<'_>, FactId), expression: &Expression, span: Span) -> Result<Noted, Stop> {
    match item {
        Item::Number(value) => Ok(Noted { value, fact }),
        Item::Empty => Err(Stop::Fault(Fault::EmptyCell(only_cell(expression)), Some(span))),
        _ => Err(Stop::Fault(Fault::Unchecked, Some(span))),
    }
}

/// `sales` of `group(sales)`.
fn inner_text(written: &str) -> Arc<str> {
    written.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')')).unwrap_or(written).into()
}

impl<'a, R: Recorder> Names<'a> for Context<'a, '_, R> {
    type Error = Stop;

    fn sum_of(&mut self, people: People, inner: &'a Expression, written: &Arc<str>) -> Option<Result<Number, Stop>> {
        Some(self.sum_of_people(people, inner, written).map(|noted| {
            if R::ON && !self.inputs.iter().any(|(known, _)| known == written) {
                self.inputs.push((Arc::clone(written), noted.fact));
            }
            noted.value
        }))
    }

    fn value(&mut self, name: &Name) -> Result<Item<'a>, Stop> {
        let (item, fact) = match name {
            Name::Attribute(place) => self.attribute(*place),
            Name::Measure { measure, aspect, window } => {
                let days = self.turn.days(*window);
                let noted = match aspect {
                    Aspect::Total => self.total(*measure, days)?,
                    Aspect::Attainment => self.attainment(*measure, days)?,
                    Aspect::Quota => self.quota(*measure, days)?,
                };
                (Item::Number(noted.value), noted.fact)
            }
            Name::Earned { component, window } => {
                let days = match window.reach {
                    attain_rules::formula::expression::Reach::Own if window.back == 0 => self.turn.period_days(),
                    _ => self.turn.days(*window),
                };
                let noted = self.earned(*component, days)?;
                (Item::Number(noted.value), noted.fact)
            }
            Name::Target => {
                let target = self.target.clone().ok_or(Stop::Fault(Fault::Unchecked, None))?;
                (Item::Number(target.value), target.fact)
            }
            Name::Period => {
                let label = self.world.labels.of(self.turn.period);
                let fact = self.recorder.fact(|| Fact {
                    role: Role::Period,
                    value: Value::Text(label.into()),
                    how: How::Given { text: label.into() },
                    place: Arc::default(),
                });
                (Item::Text(label), fact)
            }
            Name::FirstDay | Name::LastDay => {
                let days = self.turn.whole();
                let (role, day) =
                    if *name == Name::FirstDay { (Role::FirstDay, days.first) } else { (Role::LastDay, days.last) };
                let fact = self.recorder.fact(|| Fact {
                    role,
                    value: Value::Date(day),
                    how: How::Given { text: day.to_string().into() },
                    place: Arc::default(),
                });
                (Item::Date(day), fact)
            }
            Name::OnPlan(what) => self.on_plan(*what),
            Name::Column(_) | Name::Local(_) => return Err(Stop::Fault(Fault::Unchecked, None)),
        };
        self.input(name, fact);
        Ok(item)
    }
}
