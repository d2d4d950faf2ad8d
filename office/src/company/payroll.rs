//! What a closed period pays, from its seal, and what is wrong with the files that lay it out.

use attain_engine::seal::Seal;
use attain_intake::folder::{COMPANY_FILE, Folder};
use attain_rules::diagnostic::{Diagnostic, Diagnostics};

use super::{Computation, Opened, is_error};
use crate::failure::Failure;
use crate::view::payroll::{Mapped, Payroll};

/// What `seal` pays; with the file of a payroll system where a mapping of the company in `folder` is named.
///
/// # Errors
/// [`Failure::Refused`] with what is wrong with the mapping; [`Failure::NoPayCode`], [`Failure::UnclearUnits`],
/// [`Failure::NotInEncoding`], [`Failure::TooLarge`].
pub fn payroll_of(folder: &mut Folder, seal: &Seal, mapping: Option<&str>) -> Result<Payroll, Failure> {
    let Some(name) = mapping else { return Payroll::of(seal, None) };
    let mut found = Diagnostics::default();
    let read = folder.mapping(name, false, &mut found);
    match (read, folder.company.as_ref()) {
        (Some((mapping, source)), Some(company)) => {
            let text = folder.sources.get(source).map(|source| source.text.to_string()).unwrap_or_default();
            Payroll::of(seal, Some(Mapped { name, mapping: &mapping, text: &text, calendar: company.calendar }))
        }
        _ => Err(Computation::of(found.sorted(), folder.sources.clone()).into()),
    }
}

impl Opened {
    /// What is wrong with the files that lay out what payroll systems read.
    pub(super) fn check_mappings(&mut self) -> Diagnostics {
        let mut found = Diagnostics::default();
        for name in self.folder.mappings(&mut found) {
            self.folder.mapping(&name, true, &mut found);
        }
        found
    }

    /// What the closed period that `text` names pays, as [`payroll_of`]. Broken rows stand in the way of nothing that is sealed.
    ///
    /// # Errors
    /// [`Failure::Refused`] where the company's file or the seals have errors; [`Failure::NotOnePeriod`], [`Failure::NotClosed`],
    /// [`Failure::UnknownMapping`]; as [`payroll_of`].
    pub fn payroll(mut self, text: &str, mapping: Option<&str>) -> Result<Payroll, Failure> {
        let mut findings = std::mem::take(&mut self.folder.diagnostics).sorted();
        let has_company = self.folder.company.is_some();
        findings.retain(|found| is_error(found) && (!has_company || self.is_in_the_way(found)));
        if !findings.is_empty() {
            return Err(Computation::of(findings, self.folder.sources).into());
        }
        let calendar = self.company.calendar;
        let period = calendar.parse(text).ok_or_else(|| Failure::NotOnePeriod(text.to_owned()))?;
        let label = calendar.label(period);
        let seal = self.folder.closed.seals().iter().find(|seal| seal.period == label).cloned();
        let seal = seal.ok_or(Failure::NotClosed(label))?;
        if let Some(name) = mapping {
            let known = self.folder.mappings(&mut Diagnostics::default());
            if !known.iter().any(|known| known == name) {
                return Err(Failure::UnknownMapping(name.to_owned(), known));
            }
        }
        payroll_of(&mut self.folder, &seal, mapping)
    }

    /// Does it speak of the company's own file, or of seals?
    fn is_in_the_way(&self, found: &Diagnostic) -> bool {
        let place = found.labels.first().map(|label| self.sources().place(label.span)).unwrap_or_default();
        found.code.starts_with('R') || place.file == COMPANY_FILE && !found.code.starts_with('D')
    }
}
