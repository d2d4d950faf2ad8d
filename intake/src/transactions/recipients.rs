//! Cells of transactions that lead to nobody: counted as rows go by, pointed at afterwards.

use std::collections::BTreeMap;
use std::sync::Arc;

use attain_engine::inputs::{Batch, Cells};
use attain_engine::{Miss, Missing, Recipients};
use attain_rules::company::{Company, Schema};
use attain_rules::date::{Date, DateRange};
use attain_rules::diagnostic::Diagnostic;
use attain_rules::diagnostics::d::{Rows, Who, d044, d045, d052, d053, d068};
use attain_rules::number::Number;
use attain_rules::source::Span;

use crate::files::Files;
use crate::findings::Findings;
use crate::tables::participants::Roster;

use super::corrections::Lost;
use super::point::{Mark, point};
use super::stream::text;

/// What was missed in the columns of each file.
pub struct Missed<'a> {
    recipients: Recipients<'a>,
    roster: &'a Roster,
    /// The days on which transactions can be.
    days: DateRange,
    /// Are all plans and assignments known, so that somebody can be said to be on none?
    settled: bool,
    found: Vec<Column>,
    /// The days on which plans count rows.
    transacted: Option<DateRange>,
    /// The days of the rows that each measure would count if its plan were in force.
    reach: Vec<Option<DateRange>>,
    now: Vec<Miss>,
}

/// What was missed in one column of one file.
struct Column {
    file: Arc<str>,
    miss: Miss,
    /// Line of the first row.
    line: u32,
    /// Whom it names.
    id: String,
    /// The first row's transaction, where it is the splits that name somebody.
    split: Option<String>,
    rows: u64,
    /// From the first day of the rows to the last, where they have any.
    days: Option<DateRange>,
    /// What the amounts of the rows add up to; none where they have none, or too many digits.
    sum: Option<Number>,
    /// The first transactions behind the first one.
    further: Vec<String>,
}

/// How many transactions are named beside the first one.
pub(crate) const MOST_FURTHER: usize = 3;

impl<'a> Missed<'a> {
    /// Nothing yet.
    pub fn new(recipients: Recipients<'a>, roster: &'a Roster, days: DateRange, settled: bool) -> Self {
        let (found, reach, now) = (Vec::new(), Vec::new(), Vec::new());
        Self { recipients, roster, days, settled, found, transacted: None, reach, now }
    }

    /// Looks at the rows of `batch`.
    pub fn take(&mut self, batch: &Batch) {
        for row in 0..batch.rows {
            self.recipients.widen(batch, row, &mut self.transacted);
            self.recipients.reach(batch, row, &mut self.reach);
            self.now.clear();
            self.recipients.misses(batch, row, &mut self.now);
            for miss in &self.now {
                let id = miss.split.map_or_else(|| text(batch, miss.column, row), |who| self.recipients.id(who));
                // Of somebody whose own row is broken this was said there.
                let excused = !id.is_empty() && self.roster.is_excused(id);
                let needs_all = matches!(miss.why, Missing::NotOnPlan | Missing::NoPlan);
                if excused || needs_all && !self.settled {
                    continue;
                }
                match self.found.iter_mut().find(|column| column.is_of(batch, *miss)) {
                    Some(column) => column.add(batch, row, miss.day),
                    None => self.found.push(Column::new(batch, row, *miss, id)),
                }
            }
        }
    }

    /// The days, from the first to the last, that rows have on which a plan counts them.
    pub const fn transacted(&self) -> Option<DateRange> {
        self.transacted
    }

    /// For each plan that would count rows the days, from the first to the last, that these have.
    pub fn reach(&self) -> BTreeMap<String, DateRange> {
        let mut all: BTreeMap<String, DateRange> = BTreeMap::new();
        for (plan, days) in self.recipients.plans().zip(&self.reach) {
            let Some(days) = *days else { continue };
            all.entry(plan.to_owned()).and_modify(|known| *known = known.around(days)).or_insert(days);
        }
        all
    }

    /// Reads the files in which something was missed, or an original is `lost`, up to where it stands.
    pub fn point(self, files: &Files, company: &Arc<Company>, lost: &[Lost]) -> Vec<Findings> {
        let mut marks: Vec<Mark<'_>> = lost.iter().map(Lost::mark).collect();
        marks.extend(self.found.iter().map(|column| Mark {
            file: &column.file,
            line: column.line,
            column: column.miss.column,
            make: Box::new(|name: &str, place: Span| self.finding(column, name, place)),
        }));
        point(files, company, &marks)
    }

    fn finding(&self, column: &Column, name: &str, place: Span) -> Diagnostic {
        let sum = column.sum.as_ref().map(Number::to_exact_text);
        let rows = Rows { rows: column.rows, sum: sum.as_deref(), further: &column.further };
        let day = column.miss.day.map(|day| day.to_string()).unwrap_or_default();
        let who = |id| Who { id, name: self.roster.name(id) };
        if let Some(transaction) = &column.split {
            return d052::split_not_on_plan(place, transaction, who(&column.id), &day, rows);
        }
        match column.miss.why {
            Missing::Nobody => d045::names_nobody(place, name, rows),
            Missing::Unknown => {
                let near = self.roster.nearest(&column.id).map(who);
                d044::unknown_recipient(place, name, &column.id, near, rows)
            }
            Missing::NotOnPlan if self.recipients.is_on_any_plan(&column.id) => {
                d052::not_on_plan(place, name, who(&column.id), &day, rows)
            }
            Missing::NotOnPlan => d052::on_no_plan(place, name, who(&column.id), rows),
            Missing::NoPlan => {
                let [first, last] = column
                    .days
                    .map_or([day.clone(), day.clone()], |days| [days.first, days.last].map(|day| day.to_string()));
                d068::no_plan(place, &day, [&first, &last], rows)
            }
            Missing::FarDay => {
                let [first, last] = [self.days.first, self.days.last].map(|day| day.to_string());
                d053::far_day(place, &day, [&first, &last], rows)
            }
        }
    }
}

impl Column {
    /// With its first row.
    fn new(batch: &Batch, row: usize, miss: Miss, id: &str) -> Self {
        Self {
            file: Arc::clone(&batch.file),
            miss,
            line: batch.lines[row],
            id: id.to_owned(),
            split: miss.split.map(|_| text(batch, miss.column, row).to_owned()),
            rows: 1,
            days: miss.day.map(|day| DateRange { first: day, last: day }),
            sum: amount(batch, row),
            further: Vec::new(),
        }
    }

    /// Is it what `miss` is about in the file of `batch`?
    fn is_of(&self, batch: &Batch, miss: Miss) -> bool {
        let [own, other] = [self.miss, miss].map(|miss| (miss.column, miss.split.is_some(), miss.why));
        own == other && self.file == batch.file
    }

    /// Takes a further row in.
    fn add(&mut self, batch: &Batch, row: usize, day: Option<Date>) {
        self.rows += 1;
        let days = self.days.zip(day);
        self.days = days.map(|(days, day)| DateRange { first: days.first.min(day), last: days.last.max(day) });
        let sum = self.sum.take().zip(amount(batch, row));
        self.sum = sum.and_then(|(sum, amount)| sum.add(&amount).ok());
        if self.further.len() < MOST_FURTHER {
            self.further.push(text(batch, Schema::ID, row).to_owned());
        }
    }
}

pub(super) fn amount(batch: &Batch, row: usize) -> Option<Number> {
    match batch.columns.get(Schema::AMOUNT) {
        Some(Cells::Numbers(cells)) => cells.get(row).cloned().flatten(),
        _ => None,
    }
}
