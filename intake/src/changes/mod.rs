//! [`Changes`]: what would be different in a company's data, laid over it for a preview. Nothing is written.
//!
//! Deals that are added or changed become small tables of their own beside the company's, with the header and the mapping of
//! the file to which they belong: so their cells are read as that file's are, and what is wrong with them is found in the
//! same words. Rows that are changed or removed are passed over where they stand.

mod figures;
mod locate;
mod misfit;
mod rows;
mod theirs;
mod unknown;

use std::sync::Arc;

use attain_engine::Recipients;
use attain_engine::inputs::Batch;
use attain_rules::company::{BrokenRows, Company, TransactionFile};
use attain_rules::diagnostic::Diagnostics;
use attain_rules::number::Number;

use crate::folder::Folder;
use crate::transactions::recipients::Missed;
use crate::transactions::{Ended, Transactions};

pub use misfit::{Figures, Misfit};
use rows::{RowTable, Target, read_file};
pub use unknown::{Unknown, With};

/// Under this name messages know the deals that are added one by one.
pub const ADDED: &str = "--add";
/// Under this name messages know the deals that are changed.
pub const CHANGED: &str = "--change";

/// What would be different.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Id of the participant whose preview it is: whose metrics and quotas change, and whose deals may. Without one, all deals may.
    pub participant: String,
    /// Label of the period for which a metric or quota holds that names none; absent where the preview is of several.
    pub period: Option<String>,
    /// Deals that are added: names and texts of cells. A name is ours, or the header of the file's column.
    pub added: Vec<Vec<(String, String)>>,
    /// Files of deals that are added, as seen from the company's folder; headers are such names.
    pub added_files: Vec<String>,
    /// Cells that change: id of the transaction, name of the column, text.
    pub changed: Vec<(String, String, String)>,
    /// Ids of transactions that are not there.
    pub removed: Vec<String>,
    /// The source whose transactions are meant, where several have one.
    pub source: Option<String>,
    /// Metrics that change.
    pub metrics: Vec<FigureChange>,
    /// Quotas that change.
    pub quotas: Vec<FigureChange>,
}

/// A metric or quota that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureChange {
    /// Its name.
    pub name: String,
    /// Label of the period, where one was named.
    pub period: Option<String>,
    /// The value as it was written.
    pub value: String,
}

/// A change as it was made, for people to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Applied {
    /// A deal was added, with these cells.
    Added(Vec<(String, String)>),
    /// A cell of a transaction was changed.
    Changed {
        /// The transaction's id.
        id: String,
        /// The column.
        column: String,
        /// What stands there.
        before: String,
        /// What stands there in the preview.
        after: String,
    },
    /// A transaction is not there.
    Removed(String),
    /// A metric or quota was changed.
    Figure {
        /// Which of the two.
        kind: Figures,
        /// Its name.
        name: String,
        /// Label of the period.
        period: String,
        /// What the data says for exactly this period.
        before: Option<Number>,
        /// What it is in the preview.
        after: Number,
    },
}

/// A company with changes laid over it. What is wrong with them stands in the folder's diagnostics.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The company.
    pub folder: Folder,
    /// What was changed.
    pub applied: Vec<Applied>,
    /// Added or changed deals that the mapping's `keep` turns away.
    pub not_kept: u64,
    tables: Vec<RowTable>,
}

impl Folder {
    /// The same company with `changes` laid over it.
    ///
    /// # Errors
    /// [`Misfit`]: what the changes name is not there, or not theirs to change.
    pub fn with_changes(&self, changes: &Changes) -> Result<Changed, Misfit> {
        let mut changed = Changed { folder: self.clone(), applied: Vec::new(), not_kept: 0, tables: Vec::new() };
        changed.folder.diagnostics = Diagnostics::default();
        let Some(company) = self.company.clone() else { return Ok(changed) };
        changed.remove(&company, changes)?;
        changed.change(&company, changes)?;
        changed.add(&company, changes)?;
        changed.state(&company);
        changed.check(&company);
        changed.figures(&company, changes)?;
        Ok(changed)
    }
}

impl Changed {
    /// Passes over the transactions that are not there in the preview.
    fn remove(&mut self, company: &Company, changes: &Changes) -> Result<(), Misfit> {
        for id in &changes.removed {
            let found = locate::all(self.folder.files(), company, id, changes.source.as_deref())?;
            self.claim(company, changes, (id, &found))?;
            self.folder.pass_over(found.iter().map(|row| (row.file, row.line)));
            self.applied.push(Applied::Removed(id.clone()));
        }
        Ok(())
    }

    /// Puts changed rows beside those that stand in the files, which are passed over.
    fn change(&mut self, company: &Company, changes: &Changes) -> Result<(), Misfit> {
        let mut ids: Vec<&str> = Vec::new();
        for (id, ..) in &changes.changed {
            if !ids.contains(&id.as_str()) {
                ids.push(id);
            }
        }
        for id in ids {
            if changes.removed.iter().any(|removed| removed == id) {
                return Err(Misfit::ChangedAndRemoved(id.to_owned()));
            }
            let found = locate::all(self.folder.files(), company, id, changes.source.as_deref())?;
            self.claim(company, changes, (id, &found))?;
            self.folder.pass_over(found.iter().map(|row| (row.file, row.line)));
            let cells = || changes.changed.iter().filter(|(of, ..)| of == id);
            for (row, line) in found.iter().zip(1..) {
                let target = Target::of(self.folder.files(), company, row.file)?;
                let mut texts = row.cells.clone();
                for (_, column, text) in cells() {
                    target.set(&mut texts, column, text)?;
                }
                self.put(&target, CHANGED, id, (line, texts));
            }
            // The last row is the one that counts where there are several revisions.
            let Some(last) = found.last() else { continue };
            let target = Target::of(self.folder.files(), company, last.file)?;
            for (_, column, text) in cells() {
                let before = target.get(&last.cells, column).unwrap_or_default();
                let (id, column, after) = (id.to_owned(), column.clone(), text.clone());
                self.applied.push(Applied::Changed { id, column, before, after });
            }
        }
        Ok(())
    }

    fn add(&mut self, company: &Company, changes: &Changes) -> Result<(), Misfit> {
        for (cells, number) in changes.added.iter().zip(1..) {
            self.add_one(company, changes, (ADDED, &format!("{number}")), (1, cells))?;
        }
        for path in &changes.added_files {
            for (line, cells) in read_file(self.folder.files(), path)? {
                self.add_one(company, changes, (path, ""), (line, &cells))?;
            }
        }
        Ok(())
    }

    fn add_one(
        &mut self,
        company: &Company,
        changes: &Changes,
        (file, deal): (&str, &str),
        (line, cells): (u32, &[(String, String)]),
    ) -> Result<(), Misfit> {
        let target = Target::for_deal(self.folder.files(), company, cells, changes.source.as_deref())?;
        let mut texts = vec![String::new(); target.width()];
        for (column, text) in cells {
            target.set(&mut texts, column, text)?;
        }
        self.put(&target, file, deal, (line, texts));
        self.applied.push(Applied::Added(cells.to_vec()));
        Ok(())
    }

    /// Puts a row into the table called `file` that belongs to the target's: the rows of a file into one, every other deal into
    /// one of its own.
    fn put(&mut self, target: &Target<'_>, file: &str, deal: &str, row: (u32, Vec<String>)) {
        let same = |table: &&mut RowTable| table.file == file && table.target == target.place && table.deal == deal;
        match self.tables.iter_mut().find(same) {
            Some(table) => table.rows.push(row),
            None => {
                let others = self.tables.iter().filter(|table| table.file == file).count();
                self.tables.push(RowTable::new(target, file, deal, others, row));
            }
        }
    }

    /// Puts the small tables among the company's files of transactions.
    fn state(&mut self, company: &Company) {
        let mut with = Company::clone(company);
        for table in &self.tables {
            with.data.transactions.extend(table.file_of(company));
            table.state(self.folder.files_mut());
        }
        self.folder.lay_over(with, company.data.transactions.len());
    }

    /// Reads the small tables by themselves: what is wrong with them is refused, also where the company sets broken rows aside.
    fn check(&mut self, company: &Company) {
        let own = self.tables.iter().filter_map(|table| table.file_of(company)).collect();
        let alone = Arc::new(alone(company, own));
        let mut transactions =
            Transactions::new(self.folder.files().clone(), Arc::clone(&alone)).held_to(self.folder.requirements());
        let days = self.folder.likely_days(company);
        let recipients = Recipients::new(&self.folder.plans, &self.folder.inputs, days);
        let mut missed = Missed::new(recipients, self.folder.roster(), days, true);
        let mut batch = Batch::default();
        while transactions.read_on(&mut batch) {
            missed.take(&batch);
        }
        let missed = missed.point(self.folder.files(), &alone, &[]);
        let Ended { mut found, left_out, .. } = transactions.finish(&mut self.folder.sources);
        for findings in missed {
            findings.finish(&mut self.folder.sources, &mut found);
        }
        self.not_kept = left_out.iter().filter(|rows| !rows.broken).map(|rows| rows.rows).sum();
        self.folder.diagnostics.append(found);
    }

    /// The cell called `column` of the only deal that was added, or of the transaction `id` that was changed; the value that
    /// it has counts for nothing.
    ///
    /// # Errors
    /// [`Misfit`].
    pub fn unknown(&self, id: Option<&str>, column: &str) -> Result<Unknown, Misfit> {
        let Some(company) = self.folder.company.clone() else { return Err(Misfit::NoDeal) };
        let mut tables = self.tables.iter().filter(|table| match id {
            Some(id) => table.file == CHANGED && table.deal == id,
            None => table.file != CHANGED,
        });
        let (Some(table), None) = (tables.next(), tables.next()) else { return Err(Misfit::NoDeal) };
        if id.is_none() && table.rows.len() != 1 {
            return Err(Misfit::NoDeal);
        }
        let place = Target::of(self.folder.files(), &company, table.target)?.place_of(column)?;
        let mut folder = self.folder.clone();
        let mut without = Company::clone(&company);
        without.data.transactions.retain(|file| file.table.path.value != table.path);
        folder.company = Some(Arc::new(without));
        let company = Arc::new(alone(&company, table.file_of(&company).into_iter().collect()));
        Ok(Unknown::new(folder, company, table.clone(), place))
    }
}

/// The company with nothing but these files of transactions.
fn alone(company: &Company, transactions: Vec<TransactionFile>) -> Company {
    let mut alone = Company::clone(company);
    alone.broken_rows = BrokenRows::Refuse;
    alone.data.transactions = transactions;
    alone
}
