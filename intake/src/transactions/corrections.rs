//! [`Corrections`]: transactions that correct one which is not in the data.

use std::sync::Arc;

use attain_engine::inputs::{Batch, Cells};
use attain_rules::company::{Company, Schema};
use attain_rules::diagnostics::d::{Rows, d069};
use attain_rules::number::Number;
use rustc_hash::FxHashMap;

use crate::files::Files;
use crate::table::raw::each_id;

use super::point::Mark;
use super::recipients::{MOST_FURTHER, amount};
use super::stream::text;

/// Transactions that are looked for at a time: only those that corrections name are held in memory.
const MAX_NAMED: usize = 1 << 20;

/// Corrections whose originals have not been looked for yet, and those whose original is not there.
pub(crate) struct Corrections {
    files: Files,
    company: Arc<Company>,
    most: usize,
    /// By the id of the original, for each file. In the end they are sorted by their rows.
    named: FxHashMap<Box<str>, Vec<Lost>>,
    /// Those whose original is not there, together for each file.
    lost: Vec<Lost>,
}

/// Corrections in a file whose original is not there, or is still to be found.
pub(crate) struct Lost {
    file: Arc<str>,
    /// What the first of them corrects.
    original: Box<str>,
    /// The lines and ids of the first of them.
    first: Vec<(u32, Box<str>)>,
    rows: u64,
    /// What the amounts add up to; none where they have none, or too many digits.
    sum: Option<Number>,
}

impl Corrections {
    /// None yet.
    pub fn new(files: Files, company: Arc<Company>) -> Self {
        Self { files, company, most: MAX_NAMED, named: FxHashMap::default(), lost: Vec::new() }
    }

    /// Looks at the rows of `batch`.
    pub fn take(&mut self, batch: &Batch) {
        let Some(Cells::Texts(originals)) = batch.columns.get(Schema::CORRECTS) else { return };
        for row in 0..batch.rows {
            let original = originals.get(row);
            if original.is_empty() {
                continue;
            }
            let correction = Lost {
                file: Arc::clone(&batch.file),
                original: original.into(),
                first: vec![(batch.lines[row], text(batch, Schema::ID, row).into())],
                rows: 1,
                sum: amount(batch, row),
            };
            if let Some(known) = self.named.get_mut(original) {
                correction.join(known);
                continue;
            }
            if self.named.len() >= self.most {
                self.settle();
            }
            self.named.insert(original.into(), vec![correction]);
        }
    }

    /// Reads the ids of all transactions for the originals that are still looked for.
    fn settle(&mut self) {
        if self.named.is_empty() {
            return;
        }
        let named = &mut self.named;
        let all_read = each_id(&self.files, &self.company, &mut |id| {
            named.remove(id);
            !named.is_empty()
        });
        let mut rest: Vec<Lost> = self.named.drain().flat_map(|(_, corrections)| corrections).collect();
        if !all_read {
            // What could not be read was told, and may well have the originals.
            return;
        }
        rest.sort_by_key(|lost| lost.line());
        for lost in rest {
            lost.join(&mut self.lost);
        }
    }

    /// Those whose originals are not in the data, by file.
    pub fn lost(mut self) -> Vec<Lost> {
        self.settle();
        self.lost
    }
}

impl Lost {
    /// Takes its place among those of `others` that stand in the same file.
    fn join(self, others: &mut Vec<Self>) {
        let Some(known) = others.iter_mut().find(|known| known.file == self.file) else { return others.push(self) };
        known.rows += self.rows;
        known.sum = known.sum.take().zip(self.sum).and_then(|(sum, amount)| sum.add(&amount).ok());
        known.first.extend(self.first);
        known.first.sort();
        known.first.truncate(MOST_FURTHER + 1);
    }

    fn line(&self) -> u32 {
        self.first.first().map_or(0, |(line, _)| *line)
    }

    /// Where the first stands, and what is to be said of it.
    pub(super) fn mark(&self) -> Mark<'_> {
        let make = move |_: &str, place| {
            let sum = self.sum.as_ref().map(Number::to_exact_text);
            let mut ids = self.first.iter().map(|(_, id)| &**id);
            let id = ids.next().unwrap_or_default();
            let further: Vec<String> = ids.map(str::to_owned).collect();
            let rows = Rows { rows: self.rows, sum: sum.as_deref(), further: &further };
            d069::no_original(place, id, &self.original, rows)
        };
        Mark { file: &self.file, line: self.line(), column: Schema::CORRECTS, make: Box::new(make) }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::folder::Folder;
    use crate::transactions::Transactions;

    /// What is lost does not depend on how many are looked for at a time.
    #[test]
    fn passes_over_parts_find_what_one_pass_finds() {
        let row = |row: u32| match row % 5 {
            0 => format!("T{row},T{},{row}\n", row * 7 % 150),
            _ => format!("T{row},,1\n"),
        };
        let company = "company: A\ncurrency: CNY\ndata: { participants: p, assignments: a, transactions: t }\n";
        let mut files = Files::of(Path::new("/there is no such folder"));
        files.state("attain.yaml", company.as_bytes());
        files.state("t", format!("id,corrects,amount\n{}", (0..100).map(row).collect::<String>()).into_bytes());
        let company = Folder::of(files.clone()).company.expect("a company");
        let lost = |most| {
            let mut corrections = Corrections::new(files.clone(), Arc::clone(&company));
            corrections.most = most;
            let mut transactions = Transactions::new(files.clone(), Arc::clone(&company)).with_batch_rows(7);
            let mut batch = Batch::default();
            while transactions.read_on(&mut batch) {
                corrections.take(&batch);
            }
            let lost = corrections.lost();
            let all = |lost: &Lost| (lost.first.clone(), lost.original.to_string(), lost.rows, lost.sum.clone());
            lost.iter().map(all).collect::<Vec<_>>()
        };
        // T15 names T105, T20 names T140, and so on.
        let all = lost(MAX_NAMED);
        let lines: Vec<u32> = (0..100u32).filter(|row| row % 5 == 0 && row * 7 % 150 >= 100).collect();
        assert_eq!((all.len(), all[0].2, lines.len()), (1, 6, 6));
        let first: Vec<(u32, Box<str>)> = [15, 20, 40, 60].map(|row| (row + 2, format!("T{row}").into())).into();
        assert_eq!(all[0].0, first);
        assert_eq!(all[0].3, Some(Number::whole(lines.iter().map(|row| i128::from(*row)).sum())));
        for most in [1, 2, 5] {
            assert_eq!(lost(most), all, "{most}");
        }
    }
}
