//! [`Counted`]: transactions on their way to the engine, counted on the terminal when there are many.

use attain_engine::inputs::{Batch, SourceStopped, TransactionSource};
use attain_rules::both;
use attain_rules::text::Language;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// With fewer transactions the work is done before anybody could read a count.
const WORTH_COUNTING: u64 = 200_000;

/// A source whose rows are counted on the terminal, if there is one.
pub struct Counted<'a> {
    source: &'a mut dyn TransactionSource,
    bar: ProgressBar,
    language: Language,
    rows: u64,
}

impl<'a> Counted<'a> {
    /// Counts the rows of `source`; nothing is shown when `quiet`, or where nobody looks.
    pub fn new(source: &'a mut dyn TransactionSource, quiet: bool, language: Language) -> Self {
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
        Self { source, bar, language, rows: 0 }
    }
}

impl TransactionSource for Counted<'_> {
    fn next(&mut self, batch: &mut Batch) -> Result<bool, SourceStopped> {
        let more = self.source.next(batch)?;
        self.rows = self.rows.saturating_add(u64::try_from(batch.rows).unwrap_or(0));
        if more && self.rows >= WORTH_COUNTING {
            let rows = crate::view::amount::grouped(&self.rows.to_string());
            let text = both!("{rows} transactions", "{rows} 笔交易");
            self.bar.set_message(text.in_language(self.language).to_owned());
            self.bar.tick();
        }
        Ok(more)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
