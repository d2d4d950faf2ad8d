//! [`Counters`]: what occurred in random companies, so that nobody has to believe that everything did.

use std::collections::BTreeMap;
use std::fmt;

use num_traits::{Signed, Zero};

use crate::company::{AsOf, Company, Component, Formula, Mode, Outside, Over, Row, Source, Stretch, Table};
use crate::exact::Exact;

/// How often each thing occurred.
#[derive(Clone, Debug, Default)]
pub struct Counters(BTreeMap<String, u64>);

impl Counters {
    /// Counts one more.
    pub fn add(&mut self, what: &str) {
        *self.0.entry(what.to_owned()).or_default() += 1;
    }

    /// Takes the counts of `other` in.
    pub fn append(&mut self, other: Self) {
        for (what, count) in other.0 {
            *self.0.entry(what).or_default() += count;
        }
    }

    /// How often `what` occurred.
    #[must_use]
    pub fn count(&self, what: &str) -> u64 {
        self.0.get(what).copied().unwrap_or_default()
    }

    /// A company takes part.
    pub fn company(&mut self, company: &Company) {
        self.add("companies");
        if company.calendar.weeks.is_some() {
            self.add("months of weeks");
        }
        let measures = || company.plans.iter().flat_map(|plan| &plan.measures);
        let ratios = measures().filter(|measure| match &measure.source {
            Source::Sales(crediting) => crediting.splits && company.ratio_splits && !company.splits.is_empty(),
            Source::Score(..) | Source::Formula(_) => false,
        });
        for _ in ratios {
            self.add("credits by ratios of single sales");
        }
        let credits = measures().filter_map(|measure| match &measure.source {
            Source::Sales(crediting) => crediting.credit.as_ref(),
            Source::Score(..) | Source::Formula(_) => None,
        });
        for _ in credits.filter(|credit| matches!(credit, Formula::Over(..))) {
            self.add("divided in a credit");
        }
        let mut names: Vec<_> = company.plans.iter().map(|plan| &plan.name).collect();
        names.dedup();
        if names.len() < company.plans.len() {
            self.add("two versions");
        }
        for _ in &company.splits {
            self.add(if company.ratio_splits { "ratios of single sales" } else { "shares of single sales" });
        }
        for _ in company.sales.iter().filter(|sale| sale.amount.is_negative()) {
            self.add("refunds");
        }
    }

    /// A table was used.
    pub(crate) fn mode(&mut self, table: &Table, component: &Component) {
        self.add(mode(table.mode));
        self.add(match table.as_of {
            AsOf::Window => "as of the window",
            AsOf::Before => "as of before",
            AsOf::After => "as of after",
        });
        self.add(match table.over {
            Over::Total => "over the total",
            Over::Sale => "over each sale",
            Over::Deal => "over each deal",
        });
        self.add(match component.accumulate {
            None => "no accumulate",
            Some(Stretch::Plan) => "accumulate through the plan",
            Some(Stretch::Length(length)) => match length.0 {
                3 => "accumulate through the quarter",
                6 => "accumulate through the half",
                _ => "accumulate through the year",
            },
        });
        if table.index.is_some() {
            self.add("index beside the base");
        }
        if table.origin.is_some() {
            self.add("origin");
        }
        let percent = table.rows.iter().any(|row| matches!(row.value, Formula::Percent(_)));
        if table.mode == Mode::CurveOfPayout && percent {
            self.add(if table.target().is_some() {
                "points of percent on a target"
            } else {
                "points of percent on a base"
            });
        }
    }

    /// A table was read at `index`.
    pub(crate) fn index(&mut self, index: &Exact, rows: &[Row], table: &Table) {
        let mode = mode(table.mode);
        if index.is_negative() {
            self.add(&format!("{mode} below zero"));
        }
        if index.is_zero() {
            self.add(&format!("{mode} at zero"));
        }
        if let Some(on) = rows.iter().find(|row| row.limit == *index) {
            self.add(if on.inclusive { "on a limit of `from`" } else { "on a limit of `above`" });
        }
        if rows.first().is_some_and(|row| *index < row.limit) {
            self.add(match table.outside {
                Outside::Nearest => "outside, nearest",
                Outside::Zero => "outside, zero",
                Outside::Error => "outside, error",
            });
        }
        if rows.iter().filter(|row| row.limit < *index).count() > 1 {
            self.add(&format!("{mode} across rows"));
        }
    }
}

fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Marginal => "marginal",
        Mode::Retroactive => "retroactive",
        Mode::StepAdding => "step_adding",
        Mode::StepReplacing => "step_replacing",
        Mode::CurveOfRate => "curve of rate",
        Mode::CurveOfPayout => "curve of payout",
    }
}

impl fmt::Display for Counters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (what, count) in &self.0 {
            writeln!(f, "{count:>10}  {what}")?;
        }
        Ok(())
    }
}
