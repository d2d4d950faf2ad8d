//! What crediting leaves: a grid for each measure, and single credits where they are needed.

use std::cmp::Ordering;
use std::sync::Arc;

use attain_rules::date::Date;
use attain_rules::id::natural_cmp;
use attain_rules::number::Number;

use crate::grid::Grid;
use crate::inputs::RowPlace;
use crate::outcome::{MeasureReport, Report};
use crate::value::Value;

/// A measure of one plan through all its versions, with everything credited to it.
#[derive(Debug)]
pub(crate) struct Chain {
    pub series: usize,
    pub grid: Grid,
    /// Credits of those whose lines are to be explained.
    pub records: Vec<CreditRecord>,
    pub report: MeasureReport,
}

/// A credit that can be explained.
#[derive(Debug)]
pub(crate) struct CreditRecord {
    pub member: usize,
    pub slot: usize,
    pub date: Date,
    pub source: Arc<str>,
    pub transaction: Arc<str>,
    pub place: RowPlace,
    /// The measure's version: place of the plan, place of the measure.
    pub version: (usize, usize),
    /// Values of the columns that worth and shares were worked out from, and of those that say who takes part, by their
    /// names in formulas.
    pub columns: Vec<(Arc<str>, Value)>,
    pub worth: Number,
    pub share: ShareRecord,
    pub credit: Number,
    /// Whom the transaction names, where the credit went up the line from there.
    pub below: Option<Arc<str>>,
    /// What a distinct count looks at.
    pub distinct: Arc<str>,
}

/// Where a share comes from.
#[derive(Clone, Debug)]
pub(crate) enum ShareRecord {
    /// All of it.
    Whole,
    /// A formula of the plan; the place of the member in [`attain_rules::plan::Shares::members`], or of the overlay.
    Formula { overlay: bool, member: usize, share: Number },
    /// What the others left.
    Rest(Number),
    /// A row of the splits data.
    Split(Number, RowPlace),
    /// A ratio over the sum of all ratios.
    Ratio(Number, Number),
    /// None: the credit itself was decided by hand, in the adjustment at this place of the inputs.
    Adjusted(usize),
}

/// The credits that one component is paid on one by one.
#[derive(Debug)]
pub(crate) struct Ledger {
    pub plan: usize,
    pub component: usize,
    pub chain: usize,
    /// In order of member, date, id and source once the stream has ended.
    pub entries: Vec<Entry>,
}

/// One credit in a [`Ledger`].
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub member: usize,
    pub date: Date,
    pub source: Arc<str>,
    pub transaction: Arc<str>,
    /// Transaction id, or the value of the grouping column.
    pub key: Arc<str>,
    pub credit: Number,
    /// Id of the transaction that it reverses, where what it takes back goes by that one.
    pub reverses: Option<Arc<str>>,
    /// Value of `rate_by`, where it reads the transaction.
    pub index: Option<Number>,
}

/// What puts credits in order: member, day, transaction id, source, amount.
type Key<'c> = (usize, Date, &'c str, &'c str, &'c Number);

impl Entry {
    fn key(&self) -> Key<'_> {
        (self.member, self.date, &self.transaction, &self.source, &self.credit)
    }
}

impl CreditRecord {
    fn key(&self) -> Key<'_> {
        (self.member, self.date, &self.transaction, &self.source, &self.credit)
    }
}

fn in_order(a: Key<'_>, b: Key<'_>) -> Ordering {
    (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| natural_cmp(a.2, b.2)).then_with(|| (a.3, a.4).cmp(&(b.3, b.4)))
}

/// Everything that was credited.
#[derive(Debug)]
pub(crate) struct Credits {
    pub chains: Vec<Chain>,
    pub chain_of: Vec<Vec<Option<usize>>>,
    pub ledgers: Vec<Ledger>,
}

impl Credits {
    /// The place of the chain of a measure that reads transactions.
    pub(crate) fn place_of(&self, plan: usize, measure: usize) -> Option<usize> {
        *self.chain_of.get(plan)?.get(measure)?
    }

    /// The chain of a measure that reads transactions.
    pub(crate) fn chain(&self, plan: usize, measure: usize) -> Option<&Chain> {
        self.chains.get(self.place_of(plan, measure)?)
    }

    /// The chain of a measure that reads transactions, to be written.
    pub(crate) fn chain_mut(&mut self, plan: usize, measure: usize) -> Option<&mut Chain> {
        let place = self.place_of(plan, measure)?;
        self.chains.get_mut(place)
    }

    /// The single credits that a component is paid on.
    pub(crate) fn ledger(&self, plan: usize, component: usize) -> Option<&Ledger> {
        self.ledgers.iter().find(|ledger| ledger.plan == plan && ledger.component == component)
    }

    /// Puts in order what order matters to, and hands the tallies over.
    pub(crate) fn settle(&mut self, report: &mut Report) {
        for ledger in &mut self.ledgers {
            ledger.entries.sort_by(|a, b| in_order(a.key(), b.key()));
        }
        for chain in &mut self.chains {
            chain.records.sort_by(|a, b| in_order(a.key(), b.key()));
            report.measures.push(std::mem::take(&mut chain.report));
        }
    }
}
