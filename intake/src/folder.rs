//! [`Folder`]: a company's folder, opened: its file, its plans, its tables, and everything that is wrong with them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use attain_engine::inputs::{Batch, Inputs, LeftOut};
use attain_engine::seal::Closed;
use attain_engine::{Recipients, Requirements};
use attain_rules::both;
use attain_rules::company::{BrokenRows, Company, TableFile};
use attain_rules::date::DateRange;
use attain_rules::diagnostic::{Diagnostic, Diagnostics};
use attain_rules::diagnostics::d::{d001, d002, d003, d007, d011, d051};
use attain_rules::diagnostics::n::n021;
use attain_rules::plan::{Entrants, Group, Measure, MeasureSource, MeasureUnit, Pay, Plan, QuotaSource};
use attain_rules::read::{self, Broken, Known};
use attain_rules::source::{SourceId, Sources, Span};

use crate::closed;
use crate::compared::Compared;
use crate::csv::encoding::likely_encoding;
use crate::files::Files;
use crate::findings::Findings;
use crate::frozen::Frozen;
use crate::given::Given;
use crate::limits::{MAX_PLAN_FILES, MAX_YAML_BYTES};
use crate::meter::Meter;
use crate::table::header;
use crate::tables::participants::Roster;
use crate::tables::{adjustments, assignments, figures, managers, participants, splits};
use crate::transactions::Transactions;
use crate::transactions::corrections::Corrections;
use crate::transactions::lost_splits::LostSplits;
use crate::transactions::recipients::Missed;
use crate::years::likely_days;

/// Name of the company's file.
pub const COMPANY_FILE: &str = "attain.yaml";
/// Name of the folder of plans.
pub const PLANS_FOLDER: &str = "plans";

/// A company's folder, opened. It is always there; what could not be read is missing and stands in the diagnostics.
#[derive(Clone, Debug)]
pub struct Folder {
    /// The texts that diagnostics point into.
    pub sources: Sources,
    /// What `attain.yaml` says.
    pub company: Option<Arc<Company>>,
    /// The plans, in the order of their files.
    pub plans: Vec<Plan>,
    /// Are all plans there, so that names can be held against them? They are when the company's file and all plans could be
    /// read without an error.
    pub plans_complete: bool,
    /// What can be told of the plans where some could not be read.
    pub(crate) broken: Option<Broken>,
    /// Has the company's own file no errors?
    pub(crate) is_company_sound: bool,
    /// All data but the transactions.
    pub inputs: Inputs,
    /// The closed periods.
    pub closed: Closed,
    /// What was found so far; the transactions bring their own.
    pub diagnostics: Diagnostics,
    /// Rows of the tables that were left out.
    pub left_out: Vec<LeftOut>,
    /// The contests that are frozen, in the order of `contests.lock`.
    pub frozen: Vec<Frozen>,
    roster: Roster,
    /// Are there rows of the splits of which nobody knows to which transactions they belong?
    pub(crate) splits_lack_rows: bool,
    files: Files,
    /// The days that transactions have on which a plan counts them, once they were checked.
    pub(crate) transacted: Option<DateRange>,
    /// For each plan the days of transactions that it would count if it were in force, once they were checked.
    pub(crate) reach: BTreeMap<String, DateRange>,
    /// What rows of transactions have in the columns that plans compare with texts, once they were checked.
    pub(crate) compared: Compared,
    /// Rows of transactions that are passed over: place of the file, and line.
    passed_over: BTreeSet<(usize, u32)>,
    /// How many of the files of transactions are the company's own: those behind them are laid over it.
    own_files: usize,
}

impl Folder {
    /// Opens the folder at `dir`.
    #[must_use]
    pub fn open(dir: &Path) -> Self {
        Self::of(Files::of(dir))
    }

    /// Opens a company whose files are `files`.
    #[must_use]
    pub fn of(files: Files) -> Self {
        let mut folder = Self {
            sources: Sources::default(),
            company: None,
            plans: Vec::new(),
            plans_complete: false,
            broken: None,
            is_company_sound: false,
            inputs: Inputs::default(),
            closed: Closed::default(),
            diagnostics: Diagnostics::default(),
            left_out: Vec::new(),
            frozen: Vec::new(),
            roster: Roster::unknown(),
            splits_lack_rows: false,
            files,
            transacted: None,
            reach: BTreeMap::new(),
            compared: Compared::default(),
            passed_over: BTreeSet::new(),
            own_files: usize::MAX,
        };
        if !folder.read_company() {
            return folder;
        }
        let company = folder.company.clone();
        folder.is_company_sound = company.is_some() && !folder.diagnostics.has_errors();
        folder.read_plans(company.as_deref());
        if let Some(company) = company {
            folder.check_frozen(&company);
            folder.read_tables(&company);
            let (closed, wrong) = closed::read(&folder.files, &mut folder.sources, &company);
            folder.closed = closed;
            wrong.into_iter().for_each(|finding| folder.diagnostics.push(finding));
        }
        folder
    }

    /// The company's transactions; none when there is no company.
    #[must_use]
    pub fn transactions(&self) -> Option<Transactions> {
        let company = self.company.as_ref()?;
        let transactions = Transactions::new(self.files.clone(), Arc::clone(company)).held_to(self.requirements());
        Some(transactions.without(self.passed_over.clone()).laid_over(self.own_files))
    }

    /// What the plans ask of each transaction.
    pub(crate) fn requirements(&self) -> Arc<Requirements> {
        let mut all =
            Requirements::new(&self.plans, &self.inputs.splits).with_unclear_splits(&self.inputs.unclear_splits);
        if self.diagnostics.has_errors() {
            all = all.passing_over_unclear();
        }
        Arc::new(if self.splits_lack_rows { all.without_some_splits() } else { all })
    }

    /// Passes over rows of transactions from here on: place of the file among the company's, and line.
    pub(crate) fn pass_over(&mut self, rows: impl Iterator<Item = (usize, u32)>) {
        self.passed_over.extend(rows);
    }

    /// Takes `company` for its own, of whose files of transactions the first `own` are its own and the others laid over these.
    pub(crate) fn lay_over(&mut self, company: Company, own: usize) {
        (self.company, self.own_files) = (Some(Arc::new(company)), own);
    }

    /// How far the transactions have been read.
    #[must_use]
    pub const fn meter(&self) -> &Meter {
        self.files.meter()
    }

    /// The files of the company.
    #[must_use]
    pub const fn files(&self) -> &Files {
        &self.files
    }

    /// The same, to state further ones.
    pub(crate) const fn files_mut(&mut self) -> &mut Files {
        &mut self.files
    }

    /// Everybody by their ids.
    pub(crate) const fn roster(&self) -> &Roster {
        &self.roster
    }

    /// Reads all transactions once and adds what is wrong with them to the diagnostics.
    pub fn check_transactions(&mut self) {
        let Some(company) = self.company.clone() else { return };
        let mut transactions = Transactions::new(self.files.clone(), Arc::clone(&company)).held_to(self.requirements());
        // Of somebody on a plan that could not be read, or whose assignment is broken, it cannot be said that nobody is credited.
        let settled = !self.diagnostics.has_errors();
        let days = self.likely_days(&company);
        let recipients = Recipients::new(&self.plans, &self.inputs, days);
        let mut missed = Missed::new(recipients, &self.roster, days, settled);
        let mut corrections = Corrections::new(self.files.clone(), Arc::clone(&company));
        let mut lost_splits = LostSplits::new(&self.inputs.splits);
        let mut compared = Compared::of(&self.plans);
        let mut batch = Batch::default();
        while transactions.read_on(&mut batch) {
            compared.take(&batch);
            missed.take(&batch);
            corrections.take(&batch);
            lost_splits.take(&batch);
        }
        let lost_splits = lost_splits.findings(&self.files, &company);
        (self.transacted, self.reach, self.compared) = (missed.transacted(), missed.reach(), compared);
        let missed = missed.point(&self.files, &company, &corrections.lost());
        let ended = transactions.finish(&mut self.sources);
        self.say(ended.found);
        self.left_out.extend(ended.left_out);
        self.take(missed);
        self.take(lost_splits.into_iter().collect());
    }

    /// The same company with some of its tables replaced by `given`, as a test states them. Plans stay as they are; only what
    /// is wrong with the given tables and with those that refer to them stands in the diagnostics.
    #[must_use]
    pub fn with_given(&self, given: &[Given]) -> Self {
        let mut folder = self.clone();
        let Some(company) = &self.company else { return folder };
        // What was paid from the company's own data says nothing about other data.
        folder.closed = Closed::default();
        folder.diagnostics = Diagnostics::default();
        folder.left_out = Vec::new();
        folder.inputs = Inputs::default();
        let mut company = Company::clone(company);
        for table in given {
            table.put_in_place(&mut folder.files, &mut company.data);
        }
        let company = Arc::new(company);
        folder.company = Some(Arc::clone(&company));
        folder.read_tables(&company);
        folder
    }

    /// Reads the company's file; false when there is none, or none that is text.
    fn read_company(&mut self) -> bool {
        // The place of a file that is not there is the start of an empty one.
        let Some(source) = self.read_yaml(COMPANY_FILE) else { return false };
        let files = &self.files;
        let mut headers = |head: &read::FileHead<'_>| header(files, head.path, head.delimiter, head.encoding);
        let company = read::company(source, &self.sources, &mut headers, &mut self.diagnostics);
        self.company = company.map(|mut company| {
            if self.files.is_strict {
                company.broken_rows = BrokenRows::Refuse;
            }
            Arc::new(company)
        });
        true
    }

    fn read_plans(&mut self, company: Option<&Company>) {
        let start = Span::default();
        let listed = match self.files.list(PLANS_FOLDER) {
            Ok(listed) => listed,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return self.diagnostics.push(d001::no_plans(start, PLANS_FOLDER));
            }
            Err(error) => return self.diagnostics.push(d002::unreadable(start, PLANS_FOLDER, &error.to_string())),
        };
        let mut sources = Vec::new();
        for path in &listed {
            if path.ends_with(".yaml") && sources.len() < MAX_PLAN_FILES {
                sources.extend(self.read_yaml(path));
            } else if path.ends_with(".yaml") || path.ends_with(".yml") {
                self.diagnostics.push(d051::not_read(start, path));
            }
        }
        if !listed.iter().any(|path| path.ends_with(".yaml")) {
            self.diagnostics.push(d001::no_plans(start, PLANS_FOLDER));
        }
        if let Some(company) = company {
            self.plans = read::plans(&sources, &self.sources, company, &mut self.diagnostics);
            self.plans_complete = self.plans.len() == sources.len() && !self.diagnostics.has_errors();
        } else {
            // Without a company no column can be checked, but everything else is found all the same.
            read::plans(&sources, &self.sources, &read::unread_company(), &mut self.diagnostics);
        }
        if sources.len() == listed.iter().filter(|path| path.ends_with(".yaml")).count() {
            let broken: BTreeSet<SourceId> = self.error_places().collect();
            self.broken = Broken::of(&sources, &|file| broken.contains(&file), &self.sources);
        }
    }

    /// What tests may name.
    #[must_use]
    pub fn known(&self) -> Known<'_> {
        match &self.broken {
            _ if self.plans_complete => Known::Plans(&self.plans),
            Some(broken) => Known::Some(&self.plans, broken),
            None => Known::Nothing,
        }
    }

    /// Takes a YAML file in. What cannot be read is found.
    pub(crate) fn read_yaml(&mut self, path: &str) -> Option<SourceId> {
        let mut bytes = Vec::new();
        let read = self.files.open(path).and_then(|file| {
            file.reader.take(MAX_YAML_BYTES.saturating_add(1)).read_to_end(&mut bytes)?;
            Ok(())
        });
        let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes));
        let source = self.sources.add(path, if bytes.len() as u64 > MAX_YAML_BYTES { "" } else { &text });
        let start = Span { source, start: 0, end: 0 };
        let finding = match read {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                if path == COMPANY_FILE {
                    d001::no_company(start, path)
                } else {
                    d001::missing_file(start, path, None)
                }
            }
            Err(error) => d002::unreadable(start, path, &error.to_string()),
            Ok(()) if bytes.len() as u64 > MAX_YAML_BYTES => {
                d011::too_large(start, path, &both!("more than {MAX_YAML_BYTES} bytes", "超过 {MAX_YAML_BYTES} 字节"))
            }
            // In UTF-16 without its mark plain letters have zeros beside them, and are valid as they are.
            Ok(()) if bytes.contains(&0) || std::str::from_utf8(&bytes).is_err() => {
                let at = u32::try_from(text.find(['\u{fffd}', '\0']).unwrap_or(0)).unwrap_or(0);
                let place = Span {
                    source,
                    start: at,
                    end: at.saturating_add(if bytes.get(at as usize) == Some(&0) { 1 } else { 3 }),
                };
                d003::yaml_not_utf8(place, path, likely_encoding(&bytes))
            }
            Ok(()) => return Some(source),
        };
        self.diagnostics.push(finding);
        None
    }

    fn read_tables(&mut self, company: &Company) {
        let data = &company.data;
        let plans_complete = self.plans_complete;
        let days = self.likely_days(company);
        let grouping = grouping(&self.plans);
        let files = self.files.clone();
        let mut roster = Roster::unknown();
        if let Some(table) = &data.participants {
            let (rows, found, findings) = participants::read(&files, table, company, &grouping);
            (self.inputs.participants, roster) = (rows, found);
            self.take(findings);
        }
        if let Some(table) = &data.assignments {
            let names: BTreeSet<&str> = self.plans.iter().map(|plan| plan.name.as_str()).collect();
            let participants = &self.inputs.participants;
            let plans = plans_complete.then_some(&names);
            let known = assignments::Known { participants, roster: &roster, plans, grouping: &grouping };
            let (rows, findings) = assignments::read(&files, table, company, known);
            self.inputs.assignments = rows;
            self.take(findings);
            let table = data.participants.as_ref();
            let early = table.and_then(|table| participants::left_too_early(&files, table, company, &self.inputs));
            let unknown = managers::unknown(&files, company, &self.plans, &self.inputs, &roster);
            self.take(early.into_iter().chain(unknown).collect());
        }
        if let Some(table) = &data.quotas {
            let names = names(&self.plans, quota_of);
            let percentages = &percentages(&self.plans, quota_of);
            let known = figures::Known { roster: &roster, names: plans_complete.then_some(&names), percentages, days };
            let (rows, unclear, findings) = figures::quotas(&files, table, company, known);
            (self.inputs.quotas, self.inputs.unclear_quotas) = (rows, unclear);
            self.take(findings);
        }
        if let Some(table) = &data.metrics {
            let names = names(&self.plans, metric_of);
            let percentages = &percentages(&self.plans, metric_of);
            let known = figures::Known { roster: &roster, names: plans_complete.then_some(&names), percentages, days };
            let (rows, unclear, findings) = figures::metrics(&files, table, company, known);
            (self.inputs.metrics, self.inputs.unclear_metrics) = (rows, unclear);
            self.take(findings);
        }
        if let Some(table) = &data.splits {
            let splits::Read { rows, unclear, lacks_rows, findings } = splits::read(&files, table, company, &roster);
            (self.inputs.splits, self.inputs.unclear_splits) = (rows.into(), Arc::new(unclear));
            self.splits_lack_rows = lacks_rows;
            self.take(findings);
        }
        if let Some(table) = &data.adjustments {
            let known = adjustments::Known {
                roster: &roster,
                assignments: &self.inputs.assignments,
                plans: plans_complete.then_some(self.plans.as_slice()),
            };
            let (rows, unclear, findings) = adjustments::read(&files, table, company, known);
            adjustments::state_metrics(&rows, unclear, &mut self.inputs);
            self.inputs.adjustments = rows;
            self.take(findings);
        }
        self.roster = roster;
    }

    /// The days of which the data can tell; all days while some plan is not known.
    pub(crate) fn likely_days(&self, company: &Company) -> DateRange {
        likely_days(if self.plans_complete { &self.plans } else { &[] }, company)
    }

    pub(crate) fn take(&mut self, findings: Vec<Findings>) {
        for findings in findings {
            self.left_out.extend(findings.left_out());
            let mut diagnostics = Diagnostics::default();
            findings.finish(&mut self.sources, &mut diagnostics);
            self.say(diagnostics);
        }
    }

    /// Takes `diagnostics` in, but for missing columns and files of which the reader of `attain.yaml` has spoken already.
    fn say(&mut self, diagnostics: Diagnostics) {
        let place = |diagnostic: &Diagnostic| diagnostic.labels.first().map(|label| label.span);
        let of_names = n021::EXPLANATION.code;
        let named = |diagnostic: &&Diagnostic| diagnostic.code.starts_with('C') || diagnostic.code == of_names;
        let known: BTreeSet<_> = self.diagnostics.all().iter().filter(named).filter_map(place).collect();
        for diagnostic in diagnostics.all() {
            let is_known = place(diagnostic).is_some_and(|place| known.contains(&place));
            if ![d001::EXPLANATION.code, d007::EXPLANATION.code].contains(&diagnostic.code) || !is_known {
                self.diagnostics.push(diagnostic.clone());
            }
        }
    }
}

/// The quota that a measure reads from the data.
pub(crate) fn quota_of(measure: &Measure) -> Option<&str> {
    match measure.quota.as_ref().map(|quota| &quota.source) {
        Some(QuotaSource::Data(name)) => Some(name),
        _ => None,
    }
}

/// The metric that a measure reads.
pub(crate) fn metric_of(measure: &Measure) -> Option<&str> {
    if let MeasureSource::Metric(metric) = &measure.source { Some(&metric.name) } else { None }
}

/// Names of figures that plans read, as `name` takes them from a measure.
pub(crate) fn names(plans: &[Plan], name: fn(&Measure) -> Option<&str>) -> BTreeSet<&str> {
    plans.iter().flat_map(|plan| &plan.measures).filter_map(name).collect()
}

/// Those of them that are percentages wherever they are read.
pub(crate) fn percentages(plans: &[Plan], name: fn(&Measure) -> Option<&str>) -> BTreeSet<&str> {
    let measures = || plans.iter().flat_map(|plan| &plan.measures);
    let others: BTreeSet<&str> =
        measures().filter(|measure| measure.unit != MeasureUnit::Percent).filter_map(name).collect();
    names(plans, name).into_iter().filter(|name| !others.contains(name)).collect()
}

/// Places of the attributes by which plans make groups or teams.
fn grouping(plans: &[Plan]) -> BTreeSet<usize> {
    let mut places = BTreeSet::new();
    for component in plans.iter().flat_map(|plan| &plan.components) {
        if let Some(Group::Attribute(place)) = component.group {
            places.insert(place);
        }
        if let Pay::Contest(contest) = &component.pay
            && let Entrants::Teams { attribute, .. } = contest.entrants
        {
            places.insert(attribute);
        }
    }
    places
}

/// Puts `table` where the company's data has the table called `name`.
pub(crate) fn set_table(data: &mut attain_rules::company::DataFiles, name: &str, table: TableFile) {
    match name {
        "participants" => data.participants = Some(table),
        "assignments" => data.assignments = Some(table),
        "quotas" => data.quotas = Some(table),
        "metrics" => data.metrics = Some(table),
        "splits" => data.splits = Some(table),
        "adjustments" => data.adjustments = Some(table),
        _ => {}
    }
}
