//! The folder `closed/`: one seal for each closed period. Seals are read with the folder, and written whole or not at all.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use attain_engine::fault::RunError;
use attain_engine::hash::{hex, sha256};
use attain_engine::inputs::TransactionSource;
use attain_engine::outcome::Outcome;
use attain_engine::seal::{
    Closed, ENGINE, Marked, Marks, Seal, SealError, SealedFile, Settling, columns, sealed_lines, settle,
};
use attain_engine::{Request, run};
use attain_rules::both;
use attain_rules::company::{Company, TableFile};
use attain_rules::diagnostic::Diagnostic;
use attain_rules::diagnostics::d::d002;
use attain_rules::diagnostics::r::r030;
use attain_rules::period::Period;
use attain_rules::source::{Sources, Span};
use attain_rules::text::Text;
use sha2::{Digest, Sha256};

use crate::files::Files;
use crate::folder::{COMPANY_FILE, Folder, PLANS_FOLDER};
use crate::limits::MAX_SEAL_BYTES;

/// Reads all seals, and finds what is wrong with them and with their chain.
pub(crate) fn read(files: &Files, sources: &mut Sources, company: &Company) -> (Closed, Vec<Diagnostic>) {
    let (mut seals, mut wrong) = (Vec::new(), Vec::new());
    let listed = match files.list(Closed::FOLDER) {
        Ok(listed) => listed,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return (Closed::default(), wrong),
        Err(error) => {
            wrong.push(d002::unreadable(Span::default(), Closed::FOLDER, &error.to_string()));
            return (Closed::default(), wrong);
        }
    };
    for path in listed.into_iter().filter(|path| path.ends_with(".json")) {
        let mut text = String::new();
        let read = files.open(&path).and_then(|file| file.reader.take(MAX_SEAL_BYTES).read_to_string(&mut text));
        let source = sources.add(path.clone(), text.lines().next().unwrap_or_default());
        let span = Span { source, start: 0, end: 0 };
        if let Err(error) = read {
            wrong.push(r030::unreadable(span, &path, &Text::same(error.to_string())));
            continue;
        }
        match Seal::read(&text) {
            Ok(seal) => seals.push((path, span, seal)),
            Err(SealError::Touched(differs)) => wrong.push(r030::touched(span, &path, &differs)),
            Err(SealError::Unreadable(why)) => {
                let why = both!("it is not the JSON of a seal: {why}", "它不是封存文件的 JSON：{why}");
                wrong.push(r030::unreadable(span, &path, &why));
            }
            Err(SealError::Format(found)) => {
                let why = both!("its format is `{found}`", "其格式是 `{found}`");
                wrong.push(r030::unreadable(span, &path, &why));
            }
        }
    }
    if !wrong.is_empty() {
        return (Closed::default(), wrong);
    }
    Closed::chain(seals, company)
}

/// Writes the seal of the period with this label: whole, or not at all, and never over another one.
///
/// # Errors
/// What the system says; [`io::ErrorKind::AlreadyExists`] where there is a seal of the period.
pub fn write(root: &Path, label: &str, text: &str) -> io::Result<()> {
    let target = root.join(Closed::path(label));
    let folder = root.join(Closed::FOLDER);
    fs::create_dir_all(&folder)?;
    // A file that is cut off has a name under which no seal is looked for.
    let part = folder.join(format!("{label}.part"));
    let mut file = fs::File::create(&part)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    drop(file);
    let linked = fs::hard_link(&part, &target);
    let removed = fs::remove_file(&part);
    linked.and(removed)
}

impl Folder {
    /// What `source` gives; where periods are closed the lines of these as well, for [`Self::settle`]. Rows are marked where there
    /// is anything to compare them with: beside closed periods, or when one `closes`.
    pub fn run(
        &self,
        source: &mut dyn TransactionSource,
        request: &Request,
        closes: bool,
    ) -> (Result<Outcome, RunError>, Marks) {
        let Some(company) = self.company.as_deref() else { return (Err(RunError::default()), Marks::default()) };
        let request = self.closed.request(request, &self.plans, company, &self.inputs);
        let compute = |source: &mut dyn TransactionSource| {
            run(&self.plans, company, &self.sources, &self.inputs, source, &request)
        };
        if self.closed.is_empty() && !closes {
            return (compute(source), Marks::default());
        }
        let mut marked = Marked::new(source, &self.inputs, company, self.closed.columns());
        let result = compute(&mut marked);
        (result, marked.marks())
    }

    /// The files as [`Self::settle`] holds them against the seals; none where there is nothing to settle.
    ///
    /// # Errors
    /// A file that can no longer be read.
    pub fn files_to_settle(&self, open: Option<Period>) -> Result<Vec<SealedFile>, Vec<Diagnostic>> {
        match self.company.as_deref() {
            Some(company) if !self.closed.is_empty() || open.is_some() => self.hashes(company),
            _ => Ok(Vec::new()),
        }
    }

    /// What is paid where periods are closed: see [`settle`]. `open` is the period in which differences are paid, where that is
    /// stated; then differences of zero are given as well. `files` are those of [`Self::files_to_settle`].
    ///
    /// # Errors
    /// Findings of [`settle`].
    pub fn settle(
        &self,
        outcome: Outcome,
        marks: &Marks,
        request: &Request,
        open: Option<Period>,
        files: &[SealedFile],
    ) -> Result<Outcome, Vec<Diagnostic>> {
        let Some(company) = self.company.as_deref() else { return Ok(outcome) };
        let Some(next) = open.or_else(|| self.closed.open(request.first, request.last)) else { return Ok(outcome) };
        let day = |plan: &attain_rules::plan::Plan| (self.sources.place(plan.span).file, plan.effective.first);
        let plan_days: Vec<_> = self.plans.iter().map(day).collect();
        let with = Settling {
            plans: &self.plans,
            company,
            inputs: &self.inputs,
            closed: &self.closed,
            marks,
            files,
            plan_days: &plan_days,
            open: next,
            zeros: open.is_some(),
        };
        settle(outcome, &with, request)
    }

    /// The seal of `period`, whose lines are those of `outcome`.
    ///
    /// # Errors
    /// A file that can no longer be read.
    pub fn seal(&self, outcome: &Outcome, marks: &Marks, period: Period) -> Result<Option<Seal>, Vec<Diagnostic>> {
        let Some(company) = self.company.as_deref() else { return Ok(None) };
        let seal = Seal {
            period: company.calendar.label(period),
            engine: ENGINE.to_owned(),
            currency: company.currency.code().to_owned(),
            before: self.closed.seals().last().map(|seal| seal.digest.clone()),
            files: self.hashes(company)?,
            columns: columns(&company.schema),
            lines: sealed_lines(outcome, &self.plans, company, &self.inputs),
            rows: Marks::sealed(self.closed.seals()).news(marks),
            digest: String::new(),
        };
        Ok(Some(seal.sealed()))
    }

    /// The hashes of the company's file, of the plans and of all data files, by their paths.
    fn hashes(&self, company: &Company) -> Result<Vec<SealedFile>, Vec<Diagnostic>> {
        let unreadable =
            |path: &str, error: &io::Error| vec![d002::unreadable(Span::default(), path, &error.to_string())];
        let mut paths: BTreeSet<String> = BTreeSet::new();
        let plans = self.files().list(PLANS_FOLDER).map_err(|error| unreadable(PLANS_FOLDER, &error))?;
        paths.extend(plans.into_iter().filter(|path| path.ends_with(".yaml")));
        let data = &company.data;
        let tables: [&Option<TableFile>; 6] =
            [&data.participants, &data.assignments, &data.quotas, &data.metrics, &data.splits, &data.adjustments];
        for table in tables.into_iter().flatten().chain(data.transactions.iter().map(|file| &file.table)) {
            paths.insert(table.path.value.clone());
            paths.extend(table.lookups.iter().map(|lookup| lookup.path.value.clone()));
        }
        let mut hashes = vec![self.company_hash().map_err(|error| unreadable(COMPANY_FILE, &error))?];
        for path in paths {
            let sha256 = self.hash(&path).map_err(|error| unreadable(&path, &error))?;
            hashes.push(SealedFile { path, sha256 });
        }
        Ok(hashes)
    }

    /// The company's file without its line `period:`, which changes with every month and moves no money.
    fn company_hash(&self) -> io::Result<SealedFile> {
        let mut text = String::new();
        self.files().open(COMPANY_FILE)?.reader.read_to_string(&mut text)?;
        let counts = |line: &&str| !line.starts_with("period:");
        let text: String = text.split_inclusive('\n').filter(counts).collect();
        Ok(SealedFile { path: COMPANY_FILE.to_owned(), sha256: sha256(text.as_bytes()) })
    }

    fn hash(&self, path: &str) -> io::Result<String> {
        let mut reader = self.files().open(path)?.reader;
        let mut hasher = Sha256::new();
        let mut buffer = vec![0; 1 << 16];
        loop {
            match reader.read(&mut buffer)? {
                0 => break,
                read => hasher.update(&buffer[..read]),
            }
        }
        Ok(hex(&hasher.finalize()))
    }
}
