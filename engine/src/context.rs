//! [`Context`]: what the names in a component's formulas stand for, at one turn, with the facts that say why.

use std::sync::Arc;

use attain_rules::company::Company;
use attain_rules::date::{Date, DateRange};
use attain_rules::formula::expression::{Aspect, Formula, Name};
use attain_rules::period::Period;
use attain_rules::plan::Plan;
use attain_rules::rounding::Roundings;
use attain_rules::source::{Sources, Span};

use crate::credit::books::Credits;
use crate::earlier::Of;
use crate::evaluate::{Item, Names, evaluate};
use crate::fault::{Fault, Stop};
use crate::inputs::{Inputs, RowPlace};
use crate::names::{only_cell, written};
use crate::posts::Posts;
use crate::record::{Noted, Recorder};
use crate::timeline::Timeline;
use crate::trace::{Fact, FactId, How, Role};
use crate::turn::{Turn, window_label};
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
    pub rows: crate::figure::RowIndex,
    /// Quotas to date, kept from line to line.
    pub levels: crate::figure::Levels,
    /// Rows of tables whose numbers are the same for everybody.
    pub ready_rows: crate::earn::row::ReadyRows,
}

impl World<'_> {
    /// Digits of the currency's minor unit.
    pub(crate) fn minor_digits(&self) -> u8 {
        self.company.currency.exponent().and_then(|digits| u8::try_from(digits).ok()).unwrap_or(0)
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

/// What names stand for at one turn.
pub(crate) struct Context<'a, 'r, R> {
    pub world: &'r World<'a>,
    pub posts: &'r Posts,
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
    pub(crate) fn new(
        world: &'r World<'a>,
        posts: &'r Posts,
        recorder: &'r mut R,
        turn: Turn<'a>,
        roundings: &'a Roundings,
    ) -> Self {
        Self {
            world,
            posts,
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

    /// The number that a formula gives.
    pub(crate) fn number(&mut self, formula: &'a Formula, role: impl FnOnce() -> Role) -> Result<Noted, Stop> {
        match self.item(formula, role)? {
            (Item::Number(value), fact) => Ok(Noted { value, fact }),
            (Item::Empty, _) => Err(Stop::Fault(Fault::EmptyCell(only_cell(&formula.expression)), Some(formula.span))),
            _ => Err(Stop::Fault(Fault::Unchecked, Some(formula.span))),
        }
    }

    /// Does a condition hold?
    pub(crate) fn holds(&mut self, formula: &'a Formula, role: impl FnOnce() -> Role) -> Result<(bool, FactId), Stop> {
        match self.item(formula, role)? {
            (Item::YesNo(yes), fact) => Ok((yes, fact)),
            (Item::Empty, _) => Err(Stop::Fault(Fault::EmptyCell(only_cell(&formula.expression)), Some(formula.span))),
            _ => Err(Stop::Fault(Fault::Unchecked, Some(formula.span))),
        }
    }

    fn item(&mut self, formula: &'a Formula, role: impl FnOnce() -> Role) -> Result<(Item<'a>, FactId), Stop> {
        let outer = std::mem::take(&mut self.inputs);
        let result = evaluate(&formula.expression, self).map_err(|error| match Stop::from(error) {
            Stop::Fault(fault, None) => Stop::Fault(fault, Some(formula.span)),
            stop => stop,
        });
        let inputs = std::mem::replace(&mut self.inputs, outer);
        let item = result?;
        let world = self.world;
        let fact = self.recorder.fact(|| Fact {
            role: role(),
            value: item.to_value(),
            how: How::Formula { text: Arc::clone(&formula.text), inputs },
            place: world.place(formula.span),
        });
        Ok((item, fact))
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
        let fact = self.recorder.fact(|| Fact {
            role: Role::Attribute {
                name: world.company.schema.attributes.get(place).map_or("", |column| &column.name).into(),
            },
            value: item.to_value(),
            how: How::Given { text: item.to_value().to_exact_text().into() },
            place: assignment.map(|assignment| row_place(&assignment.place)).unwrap_or_default(),
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

impl<'a, R: Recorder> Names<'a> for Context<'a, '_, R> {
    type Error = Stop;

    fn value(&mut self, name: &Name) -> Result<Item<'a>, Stop> {
        let calendar = self.world.company.calendar;
        let (item, fact) = match name {
            Name::Attribute(place) => self.attribute(*place),
            Name::Measure { measure, aspect, window } => {
                let days = self.turn.days(*window, calendar);
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
                    _ => self.turn.days(*window, calendar),
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
            Name::Column(_) | Name::Local(_) => return Err(Stop::Fault(Fault::Unchecked, None)),
        };
        self.input(name, fact);
        Ok(item)
    }
}
