//! [`Opened`]: a company's folder, and the work that is done with it.

mod check;
mod examples;
mod names;
mod payroll;
mod seal;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use attain_engine::fault::Lacks;
use attain_engine::inputs::{Inputs, ParticipantIndex, RowPlace};
use attain_engine::outcome::Outcome;
use attain_engine::receivers::who_cannot_receive;
use attain_engine::seal::{Closed, Marks};
use attain_engine::{Request, probe};
use attain_intake::changes::{Changed, Changes, Figures};
use attain_intake::files::Files;
use attain_intake::folder::{COMPANY_FILE, Folder};
use attain_intake::frozen::Frozen;
use attain_intake::meter::Meter;
use attain_intake::replaced::Replaced;
use attain_intake::transactions::{Ended, ReadAhead};
use attain_intake::tried::Tried;
use attain_rules::company::Company;
use attain_rules::date::Date;
use attain_rules::diagnostic::{Diagnostic, Diagnostics, Severity};
use attain_rules::example::Example;
use attain_rules::period::Period;
use attain_rules::plan::Plan;
use attain_rules::read;
use attain_rules::source::{Place, Sources, Span};
use attain_rules::text::Language;

use crate::failure::Failure;
use crate::given;
use crate::period::Stretch;
use crate::view::computed::Computed;

pub use self::payroll::payroll_of;
pub use self::seal::Sealing;

/// A company's folder, read and worth working with.
pub struct Opened {
    folder: Folder,
    company: Company,
    examples: Vec<Example>,
    findings: Vec<Diagnostic>,
    /// Failures of the computation beyond those in `findings`.
    more: u64,
    /// The months that were tried.
    tried: Option<Tried>,
    /// Where the rows of given tables are written: in an example's file.
    written: BTreeMap<RowPlace, Span>,
}

/// A company with changes laid over it.
pub struct Estimate {
    /// The company.
    pub opened: Opened,
    /// What was changed.
    pub changed: Changed,
    /// What is odd about the changes.
    pub warnings: Vec<Diagnostic>,
}

/// Why a computation gave nothing.
#[derive(Debug)]
pub struct Computation {
    /// The codes of everything that was found.
    pub codes: BTreeSet<&'static str>,
    /// What was found.
    pub findings: Vec<Diagnostic>,
    /// The texts that these point into.
    pub sources: Sources,
    /// How many failures there are beyond them.
    pub more: u64,
    lacking: Box<Missing>,
}

/// Rows of quotas and metrics that are missing.
#[derive(Debug, Default)]
struct Missing {
    /// Which, and who lacks them.
    rows: Lacks,
    /// The findings about them, one for each line.
    findings: Vec<Diagnostic>,
    /// How many more there are.
    more: u64,
}

impl Opened {
    /// The company in the folder `directory`, with what was found so far. Of a company whose file cannot be read, which is an
    /// error among them, nothing is known.
    ///
    /// # Errors
    /// [`Failure::NoCompany`].
    pub fn open(directory: &Path) -> Result<Self, Failure> {
        Self::of_files(Files::of(directory))
    }

    /// The company whose files are `files`, with what was found so far.
    ///
    /// # Errors
    /// [`Failure::NoCompany`].
    pub fn of_files(files: Files) -> Result<Self, Failure> {
        let directory = files.root();
        if !directory.join(COMPANY_FILE).is_file() {
            return Err(Failure::NoCompany(directory.to_owned()));
        }
        let folder = Folder::of(files);
        let company = folder.company.as_ref().map_or_else(read::unread_company, |company| Company::clone(company));
        Ok(Self::new(folder, company, BTreeMap::new()))
    }

    /// The company whose files are in `folder`, of which nothing was found yet.
    const fn new(folder: Folder, company: Company, written: BTreeMap<RowPlace, Span>) -> Self {
        Self { folder, company, examples: Vec::new(), findings: Vec::new(), more: 0, tried: None, written }
    }

    /// The company, when nothing stands in the way of a computation.
    ///
    /// # Errors
    /// [`Failure::Refused`] with its errors.
    pub fn ready(mut self) -> Result<Self, Failure> {
        if self.folder.diagnostics.has_errors() {
            // Nothing is computed: what is wrong with the transactions is told with it.
            self.folder.check_transactions();
        }
        let findings = std::mem::take(&mut self.folder.diagnostics).sorted();
        if findings.iter().any(is_error) {
            return Err(Computation::of(findings, self.folder.sources).into());
        }
        // Whoever is to be paid has to be there before anything is paid, and a period sealed, without them.
        let unknown = who_cannot_receive(&self.probed());
        if unknown.has_errors() {
            return Err(Computation::of(unknown.sorted(), self.folder.sources).into());
        }
        Ok(self)
    }

    /// As [`Opened::ready`], with the examples; errors in their files around them are its [`Opened::findings`].
    ///
    /// # Errors
    /// As [`Opened::ready`]; [`Failure::Read`] when the examples cannot be read.
    pub fn with_examples(self) -> Result<Self, Failure> {
        let mut opened = self.ready()?;
        opened.findings = opened.read_examples()?.sorted();
        opened.findings.retain(is_error);
        Ok(opened)
    }

    /// The languages of the company; none when its file cannot be read.
    pub fn languages(&self) -> &[Language] {
        self.folder.company.as_ref().map_or(&[], |company| &company.languages)
    }

    /// What probes work on.
    pub const fn probed(&self) -> probe::Files<'_> {
        probe::Files {
            plans: self.folder.plans.as_slice(),
            company: &self.company,
            sources: &self.folder.sources,
            inputs: &self.folder.inputs,
        }
    }

    /// What was found, in the order in which it is told.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// How many failures of the periods that were tried there are beyond [`Opened::findings`].
    pub const fn more(&self) -> u64 {
        self.more
    }

    /// The months that the check tried.
    pub const fn tried(&self) -> Option<Tried> {
        self.tried
    }

    /// What `attain.yaml` says.
    pub const fn company(&self) -> &Company {
        &self.company
    }

    /// The contests that are frozen.
    pub fn frozen(&self) -> &[Frozen] {
        &self.folder.frozen
    }

    /// The contests whose periods end inside `stretch`, as their rules stand now.
    pub fn contests(&self, stretch: Stretch) -> Vec<Frozen> {
        self.folder.contests(&self.company, stretch.first, stretch.last)
    }

    /// Digits of the currency behind the point.
    pub fn digits(&self) -> u8 {
        self.company.minor_digits()
    }

    /// The plans.
    pub fn plans(&self) -> &[Plan] {
        &self.folder.plans
    }

    /// All data but the transactions.
    pub const fn inputs(&self) -> &Inputs {
        &self.folder.inputs
    }

    /// The texts that places point into.
    pub const fn sources(&self) -> &Sources {
        &self.folder.sources
    }

    /// The period that `text` names, or else the company's own.
    ///
    /// # Errors
    /// [`Failure::NoPeriod`], [`Failure::PeriodMissing`].
    pub fn stretch(&self, text: Option<&str>) -> Result<Stretch, Failure> {
        match text {
            Some(text) => Stretch::parse(text, self.company.calendar),
            None => self.company.period.map(Stretch::from).ok_or(Failure::PeriodMissing),
        }
    }

    /// Computes.
    ///
    /// # Errors
    /// [`Failure::Refused`] with what was found.
    pub fn compute(&self, request: &Request) -> Result<Outcome, Failure> {
        self.try_compute(request).map_err(Failure::from)
    }

    /// How far the transactions have been read.
    pub const fn meter(&self) -> &Meter {
        self.folder.meter()
    }

    /// The quotas and metrics that a plan reads in `stretch` and of which nobody has any.
    pub fn nobody_has(&self, plan: &str, stretch: Stretch) -> Vec<(Figures, String)> {
        self.folder.nobody_has(&self.company, plan, (stretch.first, stretch.last))
    }

    /// Is any period closed?
    pub fn has_closed(&self) -> bool {
        !self.folder.closed.is_empty()
    }

    /// Is everything in `stretch` closed?
    pub fn is_closed(&self, stretch: Stretch) -> bool {
        self.folder.closed.holds(stretch.first) && self.folder.closed.holds(stretch.last)
    }

    /// The same company as if no period were closed: for what is only supposed.
    pub fn without_seals(mut self) -> Self {
        self.folder.closed = Closed::default();
        self
    }

    /// Computes.
    ///
    /// # Errors
    /// [`Computation`] says what was found.
    pub fn try_compute(&self, request: &Request) -> Result<Outcome, Computation> {
        self.run(request, None).map(|(outcome, _)| outcome)
    }

    /// Computes; with `closing`, as the period is sealed. Rows are marked where there is anything to compare them with.
    fn run(&self, request: &Request, closing: Option<Period>) -> Result<(Outcome, Marks), Computation> {
        let none = |found: Diagnostics, sources: Sources, more, lacking| {
            Err(Computation { more, lacking, ..Computation::of(found.sorted(), sources) })
        };
        let Some(transactions) = self.folder.transactions() else {
            return none(Diagnostics::default(), self.sources().clone(), 0, Box::default());
        };
        let mut transactions = ReadAhead::new(transactions);
        let (result, marks) = self.folder.run(&mut transactions, request, closing.is_some());
        let mut sources = self.sources().clone();
        let Ended { mut found, left_out, aside } = transactions.finish().finish(&mut sources);
        match result {
            Ok(outcome) => match self.settle(outcome, &marks, request, closing) {
                Ok(mut outcome) => {
                    aside.report(&mut outcome.report);
                    outcome.report.left_out = self.folder.left_out.clone();
                    outcome.report.left_out.extend(left_out);
                    Ok((outcome, marks))
                }
                Err(findings) => Err(Computation::of(findings, sources)),
            },
            Err(error) => {
                let mut lacking = Missing { rows: error.lacking, findings: Vec::new(), more: error.more_lacking };
                for mut failure in error.failures {
                    given::move_place(&mut failure.whose, self.sources(), &self.written);
                    let mut diagnostic = failure.diagnostic(&self.company, self.inputs());
                    if let Some((figure, who)) = failure.lacking() {
                        // Rows of given tables have no place in a file.
                        let mend = self.folder.mend_of_name(&figure, who).filter(|_| self.written.is_empty());
                        diagnostic.help = mend.or(diagnostic.help);
                        lacking.findings.push(diagnostic.clone());
                    }
                    found.push(diagnostic);
                }
                none(given::where_written(found, &sources, &self.written), sources, error.more, Box::new(lacking))
            }
        }
    }

    fn settle(
        &self,
        outcome: Outcome,
        marks: &Marks,
        request: &Request,
        closing: Option<Period>,
    ) -> Result<Outcome, Vec<Diagnostic>> {
        let files = self.folder.files_to_settle(closing)?;
        self.folder.settle(outcome, marks, request, closing, &files)
    }

    /// The result with everything that views need.
    pub const fn computed<'a>(&'a self, outcome: &'a Outcome, stretch: Stretch) -> Computed<'a> {
        Computed {
            company: &self.company,
            plans: self.plans_slice(),
            inputs: &self.folder.inputs,
            outcome,
            stretch,
            closed: &self.folder.closed,
        }
    }

    const fn plans_slice(&self) -> &[Plan] {
        self.folder.plans.as_slice()
    }
}

impl Opened {
    /// The company with the plan file at `path` in the place of the plan of its name.
    ///
    /// # Errors
    /// [`Failure::Refused`] with its errors; [`Failure::UnknownPlan`].
    pub fn with_plan(&self, path: &Path, stretch: Stretch) -> Result<(Self, Replaced), Failure> {
        let days = stretch.days(self.company().calendar);
        let put = self.folder.with_plan(&path.to_string_lossy(), days);
        let (mut folder, replaced) = put.map_err(|none| Failure::UnknownPlan(none.plan, none.known))?;
        let findings = std::mem::take(&mut folder.diagnostics).sorted();
        match replaced {
            Some(replaced) if !findings.iter().any(is_error) => Ok((self.of(folder), replaced)),
            _ => Err(Computation::of(findings, folder.sources).into()),
        }
    }

    /// The company as if time had ended on `day`.
    pub fn until(&self, day: Date) -> Self {
        self.of(self.folder.until(day))
    }

    /// The company with `changes` laid over its data.
    ///
    /// # Errors
    /// [`Failure::Misfit`]; [`Failure::Refused`] with errors in the changed cells.
    pub fn with_changes(&self, changes: &Changes) -> Result<Estimate, Failure> {
        let mut changed = self.folder.with_changes(changes).map_err(Failure::Misfit)?;
        let warnings = std::mem::take(&mut changed.folder.diagnostics).sorted();
        if warnings.iter().any(is_error) {
            return Err(Computation::of(warnings, changed.folder.sources).into());
        }
        Ok(Estimate { opened: self.of(changed.folder.clone()), changed, warnings })
    }

    /// The company whose files are in `folder`.
    fn of(&self, folder: Folder) -> Self {
        let company = folder.company.as_ref().map_or_else(|| self.company.clone(), |company| Company::clone(company));
        Self::new(folder, company, BTreeMap::new())
    }

    /// The same company with nobody but `who` on a plan.
    pub fn only(&self, who: ParticipantIndex) -> Self {
        let mut folder = self.folder.clone();
        folder.closed = Closed::default();
        folder.inputs.assignments.retain(|assignment| assignment.participant == who);
        Self::new(folder, self.company.clone(), self.written.clone())
    }
}

impl Computation {
    /// Where a finding stands.
    pub fn place(&self, finding: &Diagnostic) -> Place {
        finding.labels.first().map(|label| self.sources.place(label.span)).unwrap_or_default()
    }

    fn of(findings: Vec<Diagnostic>, sources: Sources) -> Self {
        let codes = findings.iter().map(|found| found.code).collect();
        Self { codes, findings, sources, more: 0, lacking: Box::default() }
    }
}

fn is_error(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error
}
