//! Whose deals a preview may change: those of the participant, and those of nobody. What stands in another one's deal is shown to
//! nobody else, and neither is what would come of it without it.

use std::collections::BTreeSet;
use std::sync::Arc;

use attain_engine::inputs::Batch;
use attain_engine::named;
use attain_rules::company::Company;

use super::locate::Located;
use super::rows::{RowTable, Target};
use super::{CHANGED, Changed, Changes, Misfit, alone};
use crate::transactions::Transactions;

impl Changed {
    /// Sees that the transaction `id`, whose rows are `found`, is one with which the participant is credited, or nobody.
    ///
    /// # Errors
    /// [`Misfit::NotTheirs`].
    pub(super) fn claim(
        &self,
        company: &Company,
        changes: &Changes,
        (id, found): (&str, &[Located]),
    ) -> Result<(), Misfit> {
        if changes.participant.is_empty() {
            return Ok(());
        }
        let named = self.named(company, found)?;
        let who = self.folder.roster().find(&changes.participant);
        match named.is_empty() || who.is_some_and(|who| named.contains(&who)) {
            true => Ok(()),
            false => Err(Misfit::NotTheirs(id.to_owned(), changes.participant.clone())),
        }
    }

    /// Everybody whom measures would credit with these rows, also with those that `keep` turns away.
    fn named(
        &self,
        company: &Company,
        found: &[Located],
    ) -> Result<BTreeSet<attain_engine::inputs::ParticipantIndex>, Misfit> {
        let mut named_in_all = BTreeSet::new();
        let mut files = self.folder.files().clone();
        for (row, number) in found.iter().zip(0..) {
            let target = Target::of(&files, company, row.file)?;
            let table = RowTable::new(&target, CHANGED, "", number, (1, row.cells.clone()));
            table.state(&mut files);
            let mut file = table.file_of(company).ok_or(Misfit::NoFile)?;
            file.table.keep = None;
            let company = Arc::new(alone(company, vec![file]));
            let mut transactions = Transactions::new(files.clone(), Arc::clone(&company));
            let mut batch = Batch::default();
            while transactions.read_on(&mut batch) {
                let (plans, inputs) = (&self.folder.plans, &self.folder.inputs);
                let of_row = |at| named(plans, &company.schema, inputs, (&batch, at));
                named_in_all.extend((0..batch.rows).flat_map(of_row));
            }
        }
        Ok(named_in_all)
    }
}
