//! [`Transactions`]: the company's transactions, streamed from its files in batches.
//!
//! Memory does not grow with the number of rows, but for 40 bytes for each row that a higher revision replaces, and about 200 for
//! each that stands twice. When a row must be refused, the rest is still read, so that all findings come at once.

mod ahead;
pub(crate) mod corrections;
mod identity;
pub(crate) mod lost_splits;
mod point;
pub(crate) mod recipients;
mod splits;
mod stream;

use std::collections::BTreeSet;
use std::sync::Arc;

use attain_engine::inputs::{Batch, LeftOut, SourceStopped, TransactionSource};
use attain_engine::{Aside, Requirements};
use attain_rules::company::Company;
use attain_rules::diagnostic::Diagnostics;
use attain_rules::source::Sources;

use crate::files::Files;

pub use ahead::ReadAhead;
use identity::Order;
use stream::{Next, Stream};

/// Rows of a batch, unless [`Transactions::with_batch_rows`] says otherwise.
pub const BATCH_ROWS: usize = 4_096;

/// The transactions of a company.
pub struct Transactions {
    stream: Stream,
    identity: Identity,
    refused: bool,
    /// Does it stop at rows that must be refused?
    heeded: bool,
    ended: bool,
    batch_rows: usize,
}

/// What reading all transactions gave beside them.
#[derive(Clone, Debug, Default)]
pub struct Ended {
    /// What was found.
    pub found: Diagnostics,
    /// The rows that were left out, by file and reason.
    pub left_out: Vec<LeftOut>,
    /// Those of them that were set aside, by the measures that would have counted them.
    pub aside: Aside,
}

/// How much is known of which transactions stand twice.
enum Identity {
    /// Nothing yet.
    Unknown,
    /// Nothing, but their order will tell whether they have to be looked for at the end.
    ByOrder(Order),
    /// Everything.
    Known,
}

impl Transactions {
    /// The transactions of `company`.
    #[must_use]
    pub fn new(files: Files, company: Arc<Company>) -> Self {
        let stream = Stream::new(files, company);
        Self { stream, identity: Identity::Unknown, refused: false, heeded: true, ended: false, batch_rows: BATCH_ROWS }
    }

    /// Without these rows: place of the file among the company's, and line.
    #[must_use]
    pub(crate) fn without(mut self, rows: BTreeSet<(usize, u32)>) -> Self {
        self.stream.pass_over(rows);
        self
    }

    /// Where only the first `own` files are the company's own, and the others are laid over these.
    #[must_use]
    pub(crate) fn laid_over(mut self, own: usize) -> Self {
        self.stream.lay_over(own);
        self
    }

    /// Rows that lack what `requirements` ask are refused, or set aside where the company says so.
    #[must_use]
    pub fn held_to(mut self, requirements: Arc<Requirements>) -> Self {
        self.stream.hold_to(requirements);
        self
    }

    /// Without the rows that must be refused, as if there were none: for what is only tried.
    #[must_use]
    pub fn of_sound_rows(mut self) -> Self {
        self.heeded = false;
        self
    }

    /// With batches of at most `rows` rows.
    #[must_use]
    pub fn with_batch_rows(mut self, rows: usize) -> Self {
        self.batch_rows = rows.max(1);
        self
    }

    /// Everything that was found, and the rows that were left out. Complete once the stream has ended.
    #[must_use]
    pub fn finish(self, sources: &mut Sources) -> Ended {
        let (all, aside) = self.stream.finish();
        let mut ended = Ended { found: Diagnostics::default(), left_out: Vec::new(), aside };
        for findings in all {
            ended.left_out.extend(findings.left_out());
            findings.finish(sources, &mut ended.found);
        }
        ended
    }

    /// Reads on, also behind rows that must be refused, to look at the others; `false` at the end, when `batch` is empty.
    pub fn read_on(&mut self, batch: &mut Batch) -> bool {
        if !self.ended {
            self.prepare();
            let more = self.fill(batch);
            self.refused |= self.stream.refused();
            if more {
                return true;
            }
            self.settle_identity();
            self.refused |= self.stream.refused();
            self.ended = true;
        }
        self.stream.clear(batch);
        false
    }

    const fn stops(&self) -> bool {
        self.refused && self.heeded
    }

    /// Looks for rows that stand twice or are replaced, where that must be known before the first row goes out.
    fn prepare(&mut self) {
        if matches!(self.identity, Identity::Unknown) {
            self.identity = if self.stream.must_know_identity() {
                self.stream.skip(identity::scan(&self.stream));
                Identity::Known
            } else {
                Identity::ByOrder(Order::default())
            };
        }
    }

    /// At the end: where ids do not ascend, some may stand twice. If they do, everything is read once more to say so.
    fn settle_identity(&mut self) {
        let Identity::ByOrder(order) = &self.identity else { return };
        if order.is_kept() {
            return;
        }
        self.identity = Identity::Known;
        let skipped = identity::scan(&self.stream);
        if !skipped.is_empty() {
            self.stream = self.stream.again();
            self.stream.skip(skipped);
            let mut batch = Batch::default();
            while self.fill(&mut batch) {}
        }
    }

    /// Fills `batch` with rows of one file; `false` at the end of all.
    fn fill(&mut self, batch: &mut Batch) -> bool {
        self.stream.clear(batch);
        loop {
            match self.stream.next(batch) {
                Next::Row => {
                    if let Identity::ByOrder(order) = &mut self.identity {
                        order.take(&self.stream, batch);
                    }
                    if batch.rows >= self.batch_rows {
                        self.stream.pad(batch);
                        return true;
                    }
                }
                // The columns were filled up while the file was still open.
                Next::FileEnd if batch.rows > 0 => return true,
                Next::FileEnd => {}
                Next::End => return false,
            }
        }
    }
}

impl TransactionSource for Transactions {
    fn next(&mut self, batch: &mut Batch) -> Result<bool, SourceStopped> {
        while self.read_on(batch) {
            if !self.stops() {
                return Ok(true);
            }
        }
        if self.stops() { Err(SourceStopped) } else { Ok(false) }
    }
}
