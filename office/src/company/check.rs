//! The company with everything that can be found in its files.

use std::collections::BTreeSet;

use attain_engine::constant::rows_out_of_order;
use attain_engine::fault::Lacks;
use attain_engine::leavers::without_rule;
use attain_engine::receivers::who_cannot_receive;
use attain_engine::warning::warnings;
use attain_engine::{Explain, Request, run};
use attain_intake::transactions::ReadAhead;
use attain_intake::tried::Tried;
use attain_rules::both;
use attain_rules::diagnostic::{Diagnostic, Diagnostics};
use attain_rules::diagnostics::d::d037;
use attain_rules::diagnostics::r::{r008, r015};

use super::Opened;
use crate::failure::Failure;
use crate::period::Stretch;
use crate::view::amount::counted;

impl Opened {
    /// The company with everything that can be found in its files.
    ///
    /// # Errors
    /// [`Failure::Read`] when the examples cannot be read.
    pub fn checked(self) -> Result<Self, Failure> {
        let mut opened = self;
        let examples = opened.read_examples()?;
        let mappings = opened.check_mappings();
        // Whoever is on which plan is not known while rows of the tables are broken.
        let has_seats = opened.folder.has_sound_seats();
        let tables_are_sound = !opened.folder.diagnostics.has_errors();
        opened.folder.check_transactions();
        let mut all = std::mem::take(&mut opened.folder.diagnostics);
        let data_are_sound = !all.has_errors();
        if has_seats {
            let found = opened.check_examples(&all);
            all.append(found);
        }
        if data_are_sound {
            all.append(opened.folder.texts_that_keep_nothing(&opened.company));
        }
        if opened.folder.plans_complete {
            if tables_are_sound {
                all.append(opened.folder.idle_plans(&opened.company));
                all.append(opened.folder.uncovered_days(&opened.company));
                all.append(who_cannot_receive(&opened.probed()));
            }
            if data_are_sound {
                all.append(opened.folder.texts_of_no_row(&opened.company));
            }
            all.append(warnings(&opened.probed()));
            all.append(without_rule(&opened.probed()));
            let rows = rows_out_of_order(opened.plans());
            let tried = opened.folder.tried(&opened.company);
            // Of rows that cannot be read no month is worked out.
            opened.tried = tried.filter(|_| data_are_sound);
            if let Some(Tried { first, last, .. }) = tried {
                let request = Stretch { first, last }.request(Explain::Nobody);
                let (failures, told) = match data_are_sound {
                    true => opened.failures_to_come(&request, &rows),
                    false => opened.misspelt_figures(&request),
                };
                opened.leave_out_told_names(&mut all, &told);
                all.append(failures);
            }
            all.append(rows);
        }
        all.append(examples);
        all.append(mappings);
        opened.examples.iter().for_each(|example| all.append(example.found.clone()));
        opened.findings = all.sorted();
        Ok(opened)
    }

    /// The company with what can be found in its tables and transactions, row by row; nothing is computed.
    #[must_use]
    pub fn with_rows_checked(mut self) -> Self {
        self.folder.check_transactions();
        self.findings = std::mem::take(&mut self.folder.diagnostics).sorted();
        self
    }

    /// Leaves out of `all` that nobody reads the names of rows of which it is `told` that they are misspelt.
    fn leave_out_told_names(&self, all: &mut Diagnostics, told: &BTreeSet<String>) {
        let place = |found: &Diagnostic| found.labels.first().map(|label| self.sources().place(label.span));
        let is_told = |found: &Diagnostic| {
            place(found).is_some_and(|place| told.contains(&format!("{}:{}", place.file, place.line)))
        };
        all.retain(|found| found.code != d037::EXPLANATION.code || !is_told(found));
    }

    /// What would fail a run: nothing that the rest of the check tells, such as `rows` that are out of order. With it the places of
    /// rows whose names are told to be misspelt.
    fn failures_to_come(&mut self, request: &Request, rows: &Diagnostics) -> (Diagnostics, BTreeSet<String>) {
        let mut failures = Diagnostics::default();
        let Err(none) = self.try_compute(request) else { return Default::default() };
        // They hold all sources of the folder, and what the computation added.
        self.folder.sources = none.sources;
        self.more = none.more.saturating_sub(none.lacking.more);
        let (lacking, due) = self.lacking_and_due(none.lacking.rows.clone(), request);
        failures.append(self.folder.lacking(&self.company, &lacking, &due, true));
        let told = self.folder.misspelt_rows(&self.company, &lacking);
        // Reasons to leave without a rule have been told, of every period.
        let is_new = |found: &Diagnostic| {
            let is_told = found.code == r015::EXPLANATION.code
                || found.code == r008::EXPLANATION.code && are_told(rows, found)
                || none.lacking.findings.contains(found);
            found.code.starts_with('R') && !is_told
        };
        for found in each_once(none.findings.into_iter().filter(is_new)) {
            failures.push(found);
        }
        (failures, told)
    }

    /// Figures that a run of the sound rows would lack because their names were misspelt. What else it lacks may stand in a
    /// broken row.
    fn misspelt_figures(&self, request: &Request) -> (Diagnostics, BTreeSet<String>) {
        let of = |filled: &Self| filled.lacking_in_sound_rows(request);
        let lacking = self.all_lacking(of(self), of);
        let found = self.folder.lacking(&self.company, &lacking, &Lacks::new(), false);
        (found, self.folder.misspelt_rows(&self.company, &lacking))
    }

    /// All figures that lines of the `request` lack, given what they lack first, and those among them that lines of the company's
    /// own period lack.
    fn lacking_and_due(&self, first: Lacks, request: &Request) -> (Lacks, Lacks) {
        if first.is_empty() {
            return Default::default();
        }
        let in_run = |opened: &Self, request: &Request| {
            opened.try_compute(request).err().map(|none| none.lacking.rows).unwrap_or_default()
        };
        let lacking = self.all_lacking(first, |filled| in_run(filled, request));
        let own = self.company.period.map(Request::of);
        let due = own.map(|own| self.all_lacking(in_run(self, &own), |filled| in_run(filled, &own)));
        (lacking, due.unwrap_or_default())
    }

    fn lacking_in_sound_rows(&self, request: &Request) -> Lacks {
        let Some(transactions) = self.folder.transactions() else { return Lacks::new() };
        let mut transactions = ReadAhead::new(transactions.of_sound_rows());
        let result = run(self.plans(), &self.company, self.sources(), self.inputs(), &mut transactions, request);
        // What is wrong with the others has been told.
        drop(transactions.finish());
        result.err().map(|failures| failures.lacking).unwrap_or_default()
    }

    /// All figures that lines lack, given what they lack first: a line stops there, and with that filled in it says what it
    /// lacks next.
    fn all_lacking(&self, first: Lacks, lacking_in: impl Fn(&Self) -> Lacks) -> Lacks {
        let mut all = first;
        let mut is_new = !all.is_empty();
        while is_new {
            is_new = false;
            let filled = self.of(self.folder.filled(&all));
            for (figure, people) in lacking_in(&filled) {
                let known = all.entry(figure).or_default();
                let before = known.len();
                known.extend(people);
                is_new |= known.len() > before;
            }
        }
        all
    }
}

/// The first of all findings of one code, place and person, with the number of the others: lines of many periods fail alike.
fn each_once(findings: impl Iterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    let mut first: Vec<(Diagnostic, usize)> = Vec::new();
    let of = |found: &Diagnostic| (found.code, found.labels.first().map(|label| label.span), found.kind.clone());
    for found in findings {
        match first.iter_mut().find(|(known, _)| of(known) == of(&found)) {
            Some((_, others)) => *others = others.saturating_add(1),
            None => first.push((found, 0)),
        }
    }
    let told = |(mut found, others): (Diagnostic, usize)| {
        if others > 0 {
            let en = counted(others, "more line");
            found.further = Some(both!("and {en} like this one", "另有 {others} 行同样如此"));
        }
        found
    };
    first.into_iter().map(told).collect()
}

/// Is the row at which `found` points one of `rows`, which are out of order for everybody?
fn are_told(rows: &Diagnostics, found: &Diagnostic) -> bool {
    let mut labels = rows.all().iter().flat_map(|told| &told.labels);
    let Some(row) = found.labels.first().map(|label| label.span) else { return false };
    labels.any(|label| label.span.source == row.source && row.start <= label.span.start && label.span.end <= row.end)
}
